//! Taking message templates apart.
//!
//! A placeholder is `{{.name}}`, as pages print it, or `<<.name>>`; the two mean the same.

use std::ops::Range;

use super::super::case;
use super::super::diagnostic::{Diagnostic, Rule};
use super::super::limits::MAX_PLACEHOLDERS;
use super::super::model::{Piece, Template};
use super::{Context, name};

/// What opens and what closes a placeholder.
const DELIMITERS: [(&str, &str); 2] = [("{{", "}}"), ("<<", ">>")];

/// The template that `text` is, whose literal is at `span`.
pub fn check(context: &mut Context<'_, '_>, span: Range<usize>, text: &str) -> Template {
    let mut checker = Checker { context, span, text, pieces: Vec::new(), fields: Vec::new() };
    let mut rest = 0;
    while let Some((start, (open, close))) = next_placeholder(text, rest) {
        checker.literal(rest..start);
        rest = checker.placeholder(start, open, close);
    }
    checker.literal(rest..text.len());
    checker.count();
    Template { text: text.to_owned(), pieces: checker.pieces }
}

/// What a placeholder of a body can be.
const BODY_PLACEHOLDERS: [&str; 3] = ["status", "code", "message"];

/// The template of a body that `text` is, whose literal is at `span`.
pub fn check_body(context: &mut Context<'_, '_>, span: Range<usize>, text: &str) -> Template {
    let before = context.problems.len();
    let template = check(context, span.clone(), text);
    if context.problems.len() > before {
        return template;
    }
    for name in template.placeholders() {
        if !BODY_PLACEHOLDERS.contains(&name) {
            let location = context.at(span.clone());
            let message = format!("a body has no placeholder `{name}`");
            let diagnostic = Diagnostic::new(Rule::InvalidPlaceholder, location, message);
            context
                .push(diagnostic.with_help("it has `{{.status}}`, `{{.code}}` and `{{.message}}`"));
        }
    }
    if !template.placeholders().contains(&"code") {
        let message = "the body has no place for the code";
        let diagnostic = Diagnostic::new(Rule::InvalidPlaceholder, context.at(span), message);
        context.push(diagnostic.with_label("write `{{.code}}` where the code stands"));
    }
    template
}

/// Where the first placeholder behind `from` opens, and with which delimiters.
fn next_placeholder(text: &str, from: usize) -> Option<(usize, (&'static str, &'static str))> {
    let found = |(open, close)| text[from..].find(open).map(|at| (from + at, (open, close)));
    DELIMITERS.into_iter().filter_map(found).min()
}

struct Checker<'c, 'f, 'p> {
    context: &'c mut Context<'f, 'p>,
    span: Range<usize>,
    text: &'c str,
    pieces: Vec<Piece>,
    /// The field that each different placeholder becomes.
    fields: Vec<(String, String)>,
}

impl Checker<'_, '_, '_> {
    fn literal(&mut self, part: Range<usize>) {
        if !part.is_empty() {
            self.pieces.push(Piece::Literal(self.text[part].to_owned()));
        }
    }

    /// Checks the placeholder that opens at `start`, and says where it ends.
    fn placeholder(&mut self, start: usize, open: &str, close: &str) -> usize {
        let inside = start + open.len();
        let next = next_placeholder(self.text, inside).map_or(self.text.len(), |(next, _)| next);
        let Some(length) = self.text[inside..next].find(close) else {
            let message = format!("the placeholder is not closed: `{open}` without `{close}`");
            let name = self.text[inside..next].trim_start_matches('.');
            let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let meant = suggestion(&name[..end.unwrap_or(name.len())]);
            self.report(Rule::InvalidPlaceholder, start..inside, message, |diagnostic| {
                diagnostic.with_label(format!("write `{open}.{meant}{close}`"))
            });
            return next;
        };
        let end = inside + length + close.len();
        let content = &self.text[inside..inside + length];
        if matches!(self.pieces.last(), Some(Piece::Placeholder(_))) {
            let message =
                "two placeholders stand side by side: nothing could tell their values apart";
            self.report(Rule::AdjacentPlaceholders, start..end, message, |diagnostic| {
                diagnostic.with_help("write the text between them, or make them one placeholder")
            });
        }
        match placeholder_name(content) {
            Ok(name) => self.named(name, start..end),
            Err(problem) => {
                let meant = suggestion(content);
                self.report(Rule::InvalidPlaceholder, start..end, problem, |diagnostic| {
                    diagnostic.with_label(format!("write `{open}.{meant}{close}`"))
                });
            }
        }
        // A broken one holds its place, so that what stands beside it isn't misjudged.
        self.pieces.push(Piece::Placeholder(content.trim_start_matches('.').to_owned()));
        end
    }

    fn named(&mut self, name: &str, part: Range<usize>) {
        if self.fields.iter().any(|(known, _)| known == name) {
            return;
        }
        let field = case::snake(name);
        if let Some((other, _)) = self.fields.iter().find(|(_, known)| *known == field) {
            let message = format!("`{other}` and `{name}` would both become the field `{field}`");
            self.report(Rule::PlaceholderConflict, part, message, |diagnostic| {
                diagnostic.with_label("write both alike if they mean the same")
            });
        }
        self.fields.push((name.to_owned(), field));
    }

    fn count(&mut self) {
        let count = self.fields.len();
        if count > MAX_PLACEHOLDERS {
            let message = format!("the template has {count} different placeholders");
            self.report(Rule::TooManyPlaceholders, 0..self.text.len(), message, |diagnostic| {
                diagnostic.with_label(format!("at most {MAX_PLACEHOLDERS} are possible"))
            });
        }
    }

    fn report(
        &mut self,
        rule: Rule,
        part: Range<usize>,
        message: impl Into<String>,
        finish: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let location = self.context.at(self.context.within(self.span.clone(), self.text, part));
        self.context.push(finish(Diagnostic::new(rule, location, message)));
    }
}

/// A name that is right and resembles `content`.
fn suggestion(content: &str) -> String {
    let words: String = content
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' })
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let name = case::snake(&words.join("_"));
    let name = name.trim_start_matches(|first: char| !first.is_ascii_lowercase());
    match name {
        "" => "name".to_owned(),
        name if name::is_keyword(name) => format!("{name}_name"),
        name => name.to_owned(),
    }
}

/// The name in what stands between the delimiters, or what is wrong with it.
fn placeholder_name(content: &str) -> Result<&str, String> {
    if content.trim().is_empty() || content == "." {
        return Err("the placeholder has no name".to_owned());
    }
    if content.trim() != content {
        return Err(format!("a placeholder has no blanks inside: `{content}` has"));
    }
    let Some(name) = content.strip_prefix('.') else {
        return Err(format!("a placeholder's name has a dot before it: `{content}` has none"));
    };
    let identifier = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !name.contains("__")
        && !name.ends_with('_')
        && !(name.contains('_') && name.contains(|letter: char| letter.is_ascii_uppercase()));
    if !identifier {
        Err(format!("a placeholder's name is in snake_case or camelCase: `{name}` is not"))
    } else if name::is_keyword(name) {
        Err(format!("a placeholder's name becomes a field, and `{name}` is a Rust keyword"))
    } else {
        Ok(name)
    }
}
