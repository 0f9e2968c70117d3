//! Problems as a person reads them: with the offending line, and a caret under what is meant.
//!
//! ```text
//! error[unknown-field]: unknown field `statuss`
//!   --> catalogs/vidu/api.toml:12:1
//!    |
//! 12 | statuss = 400
//!    | ^^^^^^^ did you mean `status`?
//!    |
//!    = help: ...
//! ```

use std::fmt::{self, Write};

use crate::generator::diagnostic::location::Location;
use crate::generator::diagnostic::visible::Visible;
use crate::generator::diagnostic::{Diagnostic, Diagnostics, Severity};

/// What a part of a rendered problem is, for those who colour it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `error[rule]`
    Severity,
    /// `warning[rule]`
    Warning,
    /// What is wrong.
    Title,
    /// Line numbers, bars and arrows.
    Frame,
    /// The carets under what is wrong, and the text beside them.
    Mark,
    /// The carets under what a warning is about, and the text beside them.
    WarningMark,
}

/// Surrounds the parts of a rendered problem with what colours them.
pub trait Styling {
    /// The text before a part.
    fn start(&self, style: Style) -> String;
    /// The text after a part.
    fn end(&self, style: Style) -> String;
}

/// No colours.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Styling for Plain {
    fn start(&self, _: Style) -> String {
        String::new()
    }

    fn end(&self, _: Style) -> String {
        String::new()
    }
}

impl Diagnostics {
    /// All problems in full, one after the other, and how many they are.
    pub fn render(&self, styling: &dyn Styling) -> String {
        let mut text = String::new();
        for diagnostic in self {
            text.push_str(&diagnostic.render(styling));
            text.push('\n');
        }
        text.push_str(&self.summary(&Paint(styling)));
        text
    }

    /// `error: 2 problems and 1 warning found`
    fn summary(&self, paint: &Paint<'_>) -> String {
        let (problems, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        let problems_text = counted(problems, "problem");
        let warnings_text = counted(warnings, "warning");
        let (severity, found) = match (problems, warnings) {
            (0, _) => (Severity::Warning, warnings_text),
            (_, 0) => (Severity::Error, problems_text),
            _ => (Severity::Error, format!("{problems_text} and {warnings_text}")),
        };
        paint.paint(Style::of(severity), severity.as_str())
            + &paint.paint(Style::Title, &format!(": {found} found\n"))
    }
}

/// `1 code`, `2 codes`.
pub(crate) fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

impl Style {
    /// That of the word for a severity.
    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Severity,
            Severity::Warning => Self::Warning,
        }
    }

    /// That of a mark.
    fn of_mark(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Mark,
            Severity::Warning => Self::WarningMark,
        }
    }
}

impl Diagnostic {
    /// The problem in full: what is wrong, the line where it is wrong, and what to do.
    pub fn render(&self, styling: &dyn Styling) -> String {
        let paint = Paint(styling);
        let locations =
            || std::iter::once(&self.location).chain(self.related.iter().map(|(at, _)| at));
        let width =
            locations().filter_map(Location::line).max().map_or(1, |line| line.to_string().len());
        let mut text = String::new();
        let title = format!(": {}", Visible(&self.message));
        let severity = format!("{}[{}]", self.severity, self.rule);
        text += &paint.paint(Style::of(self.severity), &severity);
        text += &paint.paint(Style::Title, &title);
        text.push('\n');
        let frame = Frame { paint, width, mark: Style::of_mark(self.severity) };
        frame.render(&mut text, "-->", &self.location, self.label.as_deref());
        for (location, label) in &self.related {
            frame.render(&mut text, ":::", location, Some(label));
        }
        if let Some(help) = &self.help {
            if self.location.excerpt.is_some() {
                text += &paint.paint(Style::Frame, &format!("{:width$} |", ""));
                text.push('\n');
            }
            text += &paint.paint(Style::Frame, &format!("{:width$} =", ""));
            let help = Visible(help).to_string();
            text += " help: ";
            text += &wrap(&help).join(&format!("\n{:1$}", "", width + " = help: ".len()));
            text.push('\n');
        }
        text
    }
}

/// What surrounds the lines that are shown of files.
struct Frame<'s> {
    paint: Paint<'s>,
    /// How wide the longest line number is.
    width: usize,
    mark: Style,
}

impl Frame<'_> {
    fn render(&self, text: &mut String, arrow: &str, location: &Location, label: Option<&str>) {
        let Self { paint, width, mark } = self;
        *text += &paint.paint(Style::Frame, &format!("{:width$}{arrow}", ""));
        let Some(excerpt) = &location.excerpt else {
            let _ = match label {
                Some(label) => writeln!(text, " {location}: {}", Visible(label)),
                None => writeln!(text, " {location}"),
            };
            return;
        };
        let _ = writeln!(text, " {location}");
        let [before, marked, after] =
            excerpt.shown.each_ref().map(|part| Visible(part).to_string());
        let bar = paint.paint(Style::Frame, &format!("{:width$} |", ""));
        let number = paint.paint(Style::Frame, &format!("{:width$} |", excerpt.line));
        let _ = writeln!(text, "{bar}\n{number} {before}{marked}{after}");
        let carets = "^".repeat(columns(&marked).max(1));
        let label = match label {
            Some(label) => format!("{carets} {}", Visible(label)),
            None => carets,
        };
        let _ = writeln!(text, "{bar} {:1$}{2}", "", columns(&before), paint.paint(*mark, &label));
    }
}

#[derive(Clone, Copy)]
struct Paint<'s>(&'s dyn Styling);

impl Paint<'_> {
    fn paint(&self, style: Style, text: &str) -> String {
        format!("{}{text}{}", self.0.start(style), self.0.end(style))
    }
}

/// How wide the lines of a help are at most.
const WIDEST_HELP: usize = 84;

/// The lines of a text, none wider than [`WIDEST_HELP`] unless it is a single word.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if columns(line) + 1 + columns(word) <= WIDEST_HELP => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// How many columns of a terminal a text takes; the East Asian scripts take two a character.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '\u{300}'..='\u{36f}' => 0,
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{1f300}'..='\u{1faff}'
            | '\u{20000}'..='\u{3fffd}' => 2,
            _ => 1,
        })
        .sum()
}

/// All problems in full, one after the other, and how many they are.
impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.render(&Plain).fmt(formatter)
    }
}

/// As `Display`: it is what a `main` prints that returns the problems as its error.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
