//! Taking message templates apart.
//!
//! A placeholder is `{{.name}}`, as pages print it, or `<<.name>>`; the two mean the same.

use std::mem;
use std::ops::Range;

use crate::closest::closest;
use crate::generator::case;
use crate::generator::check::context::Context;
use crate::generator::check::name;
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::model::{SegmentModel, TemplateModel};
use crate::limits::MAX_PLACEHOLDERS;

/// What opens and what closes a placeholder.
const DELIMITERS: [(&str, &str); 2] = [("{{", "}}"), ("<<", ">>")];

/// The template that `text` is, whose literal is at `span`.
pub fn check(context: &mut Context<'_, '_>, span: Range<usize>, text: &str) -> TemplateModel {
    let mut checker = Checker { context, span, text, segments: Vec::new(), named: Vec::new() };
    checker.take_apart();
    checker.check_fields();
    TemplateModel { text: text.to_owned(), segments: checker.segments }
}

/// What a placeholder of a body can be.
const BODY_PLACEHOLDERS: [&str; 3] = ["status", "code", "message"];

/// The template of a body that `text` is, whose literal is at `span`.
pub fn check_body(context: &mut Context<'_, '_>, span: Range<usize>, text: &str) -> TemplateModel {
    let before = context.problems.len();
    let mut checker = Checker { context, span, text, segments: Vec::new(), named: Vec::new() };
    checker.take_apart();
    if checker.context.problems.len() == before {
        checker.check_body_placeholders();
    }
    TemplateModel { text: text.to_owned(), segments: checker.segments }
}

/// What writes an opening delimiter itself, as in Go's text/template.
const ESCAPES: [(&str, &str); 2] = [("{{\"{{\"}}", "{{"), ("<<\"<<\">>", "<<")];

/// Where the first placeholder after `from` opens, and with which delimiters.
fn next_placeholder(text: &str, from: usize) -> Option<(usize, (&'static str, &'static str))> {
    let found = |(open, close)| text[from..].find(open).map(|at| (from + at, (open, close)));
    DELIMITERS.into_iter().filter_map(found).min()
}

struct Checker<'c, 'f, 'p> {
    context: &'c mut Context<'f, 'p>,
    span: Range<usize>,
    text: &'c str,
    segments: Vec<SegmentModel>,
    /// The placeholders that have a name, and where they are.
    named: Vec<(String, Range<usize>)>,
}

impl Checker<'_, '_, '_> {
    fn take_apart(&mut self) {
        let mut rest = 0;
        while let Some((start, (open, close))) = next_placeholder(self.text, rest) {
            self.literal(&self.text[rest..start]);
            let after = &self.text[start..];
            rest = match ESCAPES.into_iter().find(|(escape, _)| after.starts_with(escape)) {
                Some((escape, delimiter)) => {
                    self.literal(delimiter);
                    start + escape.len()
                }
                None => self.placeholder(start, open, close),
            };
        }
        self.literal(&self.text[rest..]);
    }

    fn literal(&mut self, text: &str) {
        match self.segments.last_mut() {
            _ if text.is_empty() => {}
            Some(SegmentModel::Literal(before)) => before.push_str(text),
            _ => self.segments.push(SegmentModel::Literal(text.to_owned())),
        }
    }

    /// Checks the placeholder that opens at `start`, and says where it ends.
    fn placeholder(&mut self, start: usize, open: &str, close: &str) -> usize {
        let inside = start + open.len();
        let next = next_placeholder(self.text, inside).map_or(self.text.len(), |(next, _)| next);
        let Some(length) = self.text[inside..next].find(close) else {
            let message =
                format!("the placeholder is not closed: there is `{open}`, and no `{close}`");
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
        if matches!(self.segments.last(), Some(SegmentModel::Placeholder(_))) {
            let message =
                "two placeholders stand side by side, so that nothing tells where one value ends";
            self.report(Rule::AdjacentPlaceholders, start..end, message, |diagnostic| {
                diagnostic.with_help("write what the API prints between them; if that is nothing, make them one placeholder")
            });
        }
        match placeholder_name(content) {
            Ok(name) => self.named.push((name.to_owned(), start..end)),
            Err(problem) => {
                let meant = suggestion(content);
                self.report(Rule::InvalidPlaceholder, start..end, problem, |diagnostic| {
                    diagnostic.with_label(format!("write `{open}.{meant}{close}`"))
                });
            }
        }
        // A broken one holds its place, so that what stands beside it isn't misjudged.
        self.segments.push(SegmentModel::Placeholder(content.trim_start_matches('.').to_owned()));
        end
    }

    /// Checks the names of placeholders that become fields.
    fn check_fields(&mut self) {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, part) in mem::take(&mut self.named) {
            if fields.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let field = case::snake(&name);
            if let Some((other, _)) = fields.iter().find(|(_, known)| *known == field) {
                let message =
                    format!("`{other}` and `{name}` would have the same name in Rust, `{field}`");
                self.report(Rule::PlaceholderConflict, part, message, |diagnostic| {
                    diagnostic.with_label("write both alike, or rename one")
                });
            }
            fields.push((name, field));
        }
        let count = fields.len();
        if count > MAX_PLACEHOLDERS {
            let message = format!("the message has {count} different placeholders");
            self.report(Rule::TooManyPlaceholders, 0..self.text.len(), message, |diagnostic| {
                diagnostic.with_label(format!("at most {MAX_PLACEHOLDERS} are possible"))
            });
        }
    }

    /// Checks the names of placeholders that stand for the parts of a body.
    fn check_body_placeholders(&mut self) {
        let named = mem::take(&mut self.named);
        let has_code = named.iter().any(|(name, _)| name == "code");
        let mut meant_code = false;
        for (name, part) in named {
            if BODY_PLACEHOLDERS.contains(&name.as_str()) {
                continue;
            }
            let meant = closest(&name, BODY_PLACEHOLDERS);
            meant_code |= meant == Some("code");
            let message = format!("a body has no placeholder `{name}`");
            self.report(Rule::InvalidPlaceholder, part, message, |diagnostic| match meant {
                Some(meant) => diagnostic.with_label(format!("did you mean `{{{{.{meant}}}}}`?")),
                None => {
                    diagnostic.with_help("a body has `{{.status}}`, `{{.code}}` and `{{.message}}`")
                }
            });
        }
        // One slip, one problem.
        if !has_code && !meant_code {
            let message = "the body has no place for the code";
            self.report(Rule::InvalidPlaceholder, 0..self.text.len(), message, |diagnostic| {
                diagnostic.with_label("write `{{.code}}` where the code stands")
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
    let mut name = case::snake(&words.join("_"));
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, "value_");
    }
    match name.as_str() {
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
        return Err(format!("there are blanks in the placeholder: `{content}`"));
    }
    let Some(name) = content.strip_prefix('.') else {
        return Err(format!("there is no dot before the placeholder's name, `{content}`"));
    };
    let identifier = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !name.contains("__")
        && !name.ends_with('_')
        && !(name.contains('_') && name.contains(|letter: char| letter.is_ascii_uppercase()));
    if !identifier {
        Err(format!(
            "`{name}` can't be the name of a placeholder: it is not in snake_case or camelCase"
        ))
    } else if name::is_keyword(name) {
        Err(format!("`{name}` can't be the name of a placeholder: Rust keeps this word for itself"))
    } else {
        Ok(name)
    }
}
