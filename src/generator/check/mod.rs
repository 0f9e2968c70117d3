//! Every rule of the format, every problem of every file.

mod entries;
mod name;
mod shape;
mod template;
mod text;

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use super::Settings;
use super::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use super::format::{self, Pointers};
use super::model::Catalog;
use super::source::{self, SourceFile};

/// The catalogs that `files` contain, of those that have no problem.
pub fn check(
    files: &[SourceFile],
    settings: &Settings,
    problems: &mut Diagnostics,
) -> Vec<Catalog> {
    files.iter().filter_map(|file| check_file(file, settings, problems)).collect()
}

fn check_file(
    file: &SourceFile,
    settings: &Settings,
    problems: &mut Diagnostics,
) -> Option<Catalog> {
    let before = problems.len();
    name::check_path(file, settings, problems);
    let tree = source::parse(file, problems)?;
    let span = tree.span();
    let mut context = Context { file, problems };
    let mut table = tree.into_inner();
    shape::check_table(&mut context, &mut table, 0..0, format::File::TABLES);
    let tree = Spanned::new(span, DeValue::Table(table));
    let read = match format::File::deserialize(toml::de::ValueDeserializer::from(tree)) {
        Ok(read) => read,
        Err(error) => {
            // The shape has been checked, so this is not to be expected; but nothing is swallowed.
            context.report(Rule::WrongType, error.span().unwrap_or(0..0), error.message());
            return None;
        }
    };
    let entries = entries::check(&mut context, read.codes.unwrap_or_default());
    if problems.len() > before {
        return None;
    }
    let about = read.catalog?.into_inner();
    let response = read.response.map(Spanned::into_inner);
    let pointers = |pointers: Option<Pointers>| -> Vec<String> {
        pointers
            .map(|Pointers(list)| list.into_iter().map(Spanned::into_inner).collect())
            .unwrap_or_default()
    };
    let (code_pointers, message_pointers) = response
        .map(|response| (pointers(response.code), pointers(response.message)))
        .unwrap_or_default();
    Some(Catalog {
        file: file.path().to_owned(),
        vendor: file.vendor().to_owned(),
        scope: file.scope().to_owned(),
        title: about.title?.0.into_inner(),
        description: about.description?.0.into_inner(),
        source: about.source?.0.into_inner(),
        code_pointers,
        message_pointers,
        entries,
    })
}

/// The file that is being checked, and where its problems go.
struct Context<'f, 'p> {
    file: &'f SourceFile,
    problems: &'p mut Diagnostics,
}

impl Context<'_, '_> {
    fn at(&self, span: Range<usize>) -> Location {
        Location::new(self.file, span)
    }

    fn report(&mut self, rule: Rule, span: Range<usize>, message: impl Into<String>) {
        self.push(Diagnostic::new(rule, self.at(span), message));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    /// Where the bytes `part` of a text stand in the file, whose literal for it is at `span`; all of
    /// the literal, where it writes the text with escapes.
    fn within(&self, span: Range<usize>, text: &str, part: Range<usize>) -> Range<usize> {
        let Some(literal) = self.file.text().get(span.clone()) else { return span };
        for quotes in ["\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'", ""] {
            let content =
                literal.strip_prefix(quotes).and_then(|rest| rest.strip_suffix(quotes.trim_end()));
            if content == Some(text) {
                let start = span.start + quotes.len();
                return start + part.start..start + part.end;
            }
        }
        span
    }
}
