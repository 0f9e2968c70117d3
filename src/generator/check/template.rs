//! Parsing templates.
//!
//! A placeholder is `{{.name}}`, as pages print it, or `<<.name>>`; the two mean the same.

use std::collections::HashMap;
use std::mem;
use std::ops::Range;

use crate::closest::closest;
use crate::generator::case;
use crate::generator::check::context::Context;
use crate::generator::check::name;
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::model::{SegmentModel, TemplateModel};
use crate::limits::MAX_PLACEHOLDERS;

/// The delimiters of a placeholder.
const DELIMITERS: [(&str, &str); 2] = [("{{", "}}"), ("<<", ">>")];

/// Escapes of the opening delimiters, as in Go's text/template.
const ESCAPES: [(&str, &str); 2] = [("{{\"{{\"}}", "{{"), ("<<\"<<\">>", "<<")];

/// How many problems of one text are reported: more are mostly the same mistake again, and each shows
/// the whole line.
const MOST_PROBLEMS: usize = 8;

/// The template in `text`, whose literal is at `span`.
pub fn check(context: &mut Context<'_, '_>, span: Range<usize>, text: &str) -> TemplateModel {
    let mut checker = Checker::new(context, span, text);
    checker.take_apart();
    checker.check_fields();
    checker.template()
}

/// The same for a template in which placeholders stand for given values: it has those of `required`
/// and may have those of `allowed`. `what` is its name in messages, such as "a body".
pub fn check_with(
    context: &mut Context<'_, '_>,
    span: Range<usize>,
    text: &str,
    what: &str,
    allowed: &[&'static str],
    required: &'static str,
) -> TemplateModel {
    let before = context.problems.len();
    let mut checker = Checker::new(context, span, text);
    checker.take_apart();
    if checker.context.problems.len() == before {
        checker.check_names(what, allowed, required);
    }
    checker.template()
}

/// Whether `text` has an opening delimiter followed by a dot.
pub fn has_placeholder(text: &str) -> bool {
    text.contains("{{.") || text.contains("<<.")
}

/// Where the first placeholder at or after `from` opens, and with which delimiters.
fn next_placeholder(text: &str, from: usize) -> Option<(usize, (&'static str, &'static str))> {
    let at = text.as_bytes()[from..].windows(2).position(|pair| matches!(pair, b"{{" | b"<<"))?;
    let start = from + at;
    DELIMITERS.into_iter().find(|(open, _)| text[start..].starts_with(open)).map(|it| (start, it))
}

struct Checker<'c, 'f, 'p> {
    context: &'c mut Context<'f, 'p>,
    span: Range<usize>,
    text: &'c str,
    segments: Vec<SegmentModel>,
    /// The placeholders with valid names, and where they are.
    named: Vec<(String, Range<usize>)>,
    problems: usize,
}

impl<'c, 'f, 'p> Checker<'c, 'f, 'p> {
    fn new(context: &'c mut Context<'f, 'p>, span: Range<usize>, text: &'c str) -> Self {
        Self { context, span, text, segments: Vec::new(), named: Vec::new(), problems: 0 }
    }

    fn template(self) -> TemplateModel {
        TemplateModel { text: self.text.to_owned(), segments: self.segments }
    }

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

    /// Checks the placeholder that opens at `start`, and returns where it ends.
    fn placeholder(&mut self, start: usize, open: &str, close: &str) -> usize {
        let inside = start + open.len();
        let next = next_placeholder(self.text, inside).map_or(self.text.len(), |(next, _)| next);
        let Some(length) = self.text[inside..next].find(close) else {
            let message = format!("`{open}` opens a placeholder, and no `{close}` closes it");
            let name = self.text[inside..next].trim_start_matches('.');
            let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let meant = suggestion(&name[..end.unwrap_or(name.len())]);
            let label = self.what_to_write(open, &format!("{open}.{meant}{close}"), "");
            self.report(Rule::InvalidPlaceholder, start..inside, message, |diagnostic| {
                diagnostic.with_label(label)
            });
            return next;
        };
        let end = inside + length + close.len();
        let content = &self.text[inside..inside + length];
        if matches!(self.segments.last(), Some(SegmentModel::Placeholder(_))) {
            let message = "nothing separates this placeholder from the one before it, so their values can't be told apart";
            self.report(Rule::AdjacentPlaceholders, start..end, message, |diagnostic| {
                diagnostic.with_help("write what the API prints between them; if that is nothing, make them one placeholder")
            });
        }
        match placeholder_name(content) {
            Ok(name) => self.named.push((name.to_owned(), start..end)),
            Err(problem) => {
                let label = self.label_of_invalid(open, close, content);
                self.report(Rule::InvalidPlaceholder, start..end, problem, |diagnostic| {
                    diagnostic.with_label(label)
                });
            }
        }
        // An invalid one keeps its place, so that its neighbours are judged correctly.
        self.segments.push(SegmentModel::Placeholder(content.trim_start_matches('.').to_owned()));
        end
    }

    /// What to write instead of a placeholder whose content isn't a name.
    fn label_of_invalid(&self, open: &str, close: &str, content: &str) -> String {
        // `{{{.name}}`: the other delimiters leave the first brace as it is.
        let [(one, _), (other, other_close)] = DELIMITERS;
        let (other, other_close) = if open == one { (other, other_close) } else { DELIMITERS[0] };
        let rest = content.strip_prefix(&open[..1]).map(placeholder_name);
        if let Some(Ok(name)) = rest {
            return format!("write `{}{other}.{name}{other_close}`", &open[..1]);
        }
        let meant = suggestion(content);
        let rest = format!("{content}{close}");
        self.what_to_write(open, &format!("{open}.{meant}{close}"), &rest)
    }

    /// What to write for a value and for the text that opens with `open`, after which comes `rest`.
    fn what_to_write(&self, open: &str, placeholder: &str, rest: &str) -> String {
        let escape = ESCAPES.into_iter().find(|(_, delimiter)| *delimiter == open);
        let escape = escape.map_or(open, |(escape, _)| escape);
        // Between double quotes, those of the escape need a backslash.
        let literal = self.context.file.text().get(self.span.clone()).unwrap_or_default();
        let is_basic = literal.starts_with('"') && !literal.starts_with("\"\"\"");
        let escape = if is_basic { escape.replace('"', "\\\"") } else { escape.to_owned() };
        format!("write `{placeholder}` for a value, or `{escape}{rest}` for this text")
    }

    /// Checks the names of placeholders that become fields.
    fn check_fields(&mut self) {
        let mut fields: HashMap<String, String> = HashMap::new();
        for (name, part) in mem::take(&mut self.named) {
            let field = case::snake(&name);
            match fields.get(&field) {
                Some(other) if *other != name => {
                    let message = format!(
                        "`{other}` and `{name}` would have the same name in Rust, `{field}`"
                    );
                    self.report(Rule::PlaceholderConflict, part, message, |diagnostic| {
                        diagnostic.with_label("write both alike, or rename one")
                    });
                }
                Some(_) => {}
                None => {
                    fields.insert(field, name);
                }
            }
        }
        let count = fields.len();
        if count > MAX_PLACEHOLDERS {
            let message = format!("the template has {count} different placeholders");
            self.report(Rule::TooManyPlaceholders, 0..self.text.len(), message, |diagnostic| {
                diagnostic.with_label(format!("at most {MAX_PLACEHOLDERS} are possible"))
            });
        }
    }

    /// Checks the names of placeholders that stand for given values.
    fn check_names(&mut self, what: &str, allowed: &[&'static str], required: &'static str) {
        let named = mem::take(&mut self.named);
        let mut has_required = named.iter().any(|(name, _)| name == required);
        for (name, part) in named {
            if allowed.contains(&name.as_str()) {
                continue;
            }
            // One typo, one problem: this may be the missing one.
            has_required = true;
            let meant = closest(&name, allowed.iter().copied());
            let message = format!("{what} has no placeholder `{name}`");
            let known: Vec<String> =
                allowed.iter().map(|name| format!("`{{{{.{name}}}}}`")).collect();
            self.report(Rule::InvalidPlaceholder, part, message, |diagnostic| match meant {
                Some(meant) => diagnostic.with_label(format!("did you mean `{{{{.{meant}}}}}`?")),
                None => diagnostic.with_help(format!("the placeholders are {}", known.join(", "))),
            });
        }
        if !has_required {
            let message = format!("{what} has no place for the {}", required.replace('_', " "));
            self.report(Rule::InvalidPlaceholder, 0..self.text.len(), message, |diagnostic| {
                diagnostic.with_label(format!("write `{{{{.{required}}}}}` in its place"))
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
        self.problems += 1;
        if self.problems <= MOST_PROBLEMS {
            let place = self.context.within(self.span.clone(), self.text, part);
            self.context.report(rule, place, message, finish);
        }
    }
}

/// A valid name that resembles `content`.
pub fn suggestion(content: &str) -> String {
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

/// The name between the delimiters, or what is wrong with it.
fn placeholder_name(content: &str) -> Result<&str, String> {
    if content.trim().is_empty() || content == "." {
        return Err("the placeholder has no name".to_owned());
    }
    if content.trim() != content {
        return Err(format!("the placeholder has spaces around its name: `{content}`"));
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
        Err(format!("`{name}` can't be the name of a placeholder: it is a keyword of Rust"))
    } else {
        Ok(name)
    }
}
