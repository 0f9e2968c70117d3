//! The styles of the output. No information is in the colour alone.

use anstyle::{AnsiColor, Style};
use clap::builder::Styles;

use crate::Retry;
use crate::generator;

/// Codes, and the names of catalogs.
pub const NAME: Style = Style::new().bold();
/// Headings.
pub const HEADING: Style = Style::new().bold();
/// What frames the content: labels, rules, column headers.
pub const FRAME: Style = Style::new().dimmed();
/// The places of values in a message.
pub const PLACEHOLDER: Style = AnsiColor::Cyan.on_default();
/// That something is wrong.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// That something is doubtful.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// A line that should not be there.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// A line that should be there.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// Content without any style.
pub const PLAIN: Style = Style::new();

/// The help of the command line.
pub const HELP: Styles = Styles::styled()
    .header(HEADING)
    .usage(HEADING)
    .literal(NAME)
    .placeholder(FRAME)
    .context(FRAME)
    .error(ERROR)
    .valid(NAME)
    .invalid(AnsiColor::Yellow.on_default());

/// What to do about an error: from "go on" to "stop".
pub fn retry(retry: Retry) -> Style {
    match retry {
        Retry::Resend | Retry::Later | Retry::SlowDown => AnsiColor::Green.on_default(),
        Retry::AfterChange => AnsiColor::Yellow.on_default(),
        Retry::Never => AnsiColor::Red.on_default(),
    }
}

/// `text` in `style`.
pub fn paint(style: Style, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

/// A text and what it looks like.
#[derive(Clone, Debug)]
pub struct Styled {
    /// The text.
    pub text: String,
    /// What it looks like.
    pub style: Style,
}

impl Styled {
    /// A text in a style.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    /// A text as it is.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, PLAIN)
    }
}

/// The colours of the problems that the generator finds.
pub struct Problems;

impl Problems {
    fn style(part: generator::Style) -> Style {
        match part {
            generator::Style::Severity | generator::Style::Mark => ERROR,
            generator::Style::Warning | generator::Style::WarningMark => WARNING,
            generator::Style::Title => HEADING,
            generator::Style::Frame => FRAME,
        }
    }
}

impl generator::Styling for Problems {
    fn start(&self, part: generator::Style) -> String {
        Self::style(part).render().to_string()
    }

    fn end(&self, part: generator::Style) -> String {
        Self::style(part).render_reset().to_string()
    }
}
