//! Every rule of the format, every problem of every file.

mod entries;
mod name;
#[cfg(feature = "generator")]
mod overlap;
mod shape;
mod template;
mod text;
#[cfg(feature = "generator")]
mod warnings;

use std::ops::Range;

use toml::Spanned;

use crate::generator::Settings;
use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::generator::format::{self, Table};
#[cfg(feature = "cli")]
use crate::generator::model::TemplateModel;
use crate::generator::model::{CatalogModel, ResponseModel};
use crate::generator::source::{self, SourceFile};

#[cfg(feature = "cli")]
pub use self::name::is_variant_name;

/// Our own build script has nobody to warn, and everyone who builds us compiles it.
#[cfg(not(feature = "generator"))]
mod warnings {
    use super::entries::Place;
    use super::{Context, Spanned, format};
    use crate::generator::model::EntryModel;

    pub fn check_entry(_: &mut Context<'_, '_>, _: &Spanned<String>, _: &format::Entry) {}

    pub fn check_messages(_: &mut Context<'_, '_>, _: &[EntryModel], _: &[Place]) {}
}

/// What is looked for in catalogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What is wrong.
    Problems,
    /// What is doubtful as well: that nobody wants to know who only builds.
    Warnings,
}

/// The catalogs that `files` contain, of those that have no problem.
pub fn check(
    files: &[SourceFile],
    depth: Depth,
    settings: &Settings,
    problems: &mut Diagnostics,
) -> Vec<CatalogModel> {
    files.iter().filter_map(|file| check_file(file, depth, settings, problems)).collect()
}

fn check_file(
    file: &SourceFile,
    depth: Depth,
    settings: &Settings,
    problems: &mut Diagnostics,
) -> Option<CatalogModel> {
    let before = problems.count(Severity::Error);
    name::check_path(file, settings, problems);
    let tree = source::parse(file, problems)?;
    let mut context = Context { file, depth, problems };
    let mut table = tree.into_inner();
    shape::check_table(&mut context, &mut table, 0..0, format::File::TABLES);
    let read = format::File::of(&table);
    let response = read.response.map(|response| response_of(&mut context, response));
    let entries = entries::check(&mut context, read.codes.unwrap_or_default());
    if problems.count(Severity::Error) > before {
        return None;
    }
    let about = read.catalog?;
    Some(CatalogModel {
        file: file.path().to_owned(),
        vendor: file.vendor().to_owned(),
        scope: file.scope().to_owned(),
        title: about.title?.into_inner(),
        description: about.description?.into_inner(),
        source: about.source?.into_inner(),
        response: response.unwrap_or_default(),
        entries,
    })
}

fn response_of(context: &mut Context<'_, '_>, fields: format::Response) -> ResponseModel {
    let pointers = |pointers: Option<Vec<Spanned<String>>>| -> Vec<String> {
        pointers.unwrap_or_default().into_iter().map(Spanned::into_inner).collect()
    };
    ResponseModel {
        code: pointers(fields.code),
        message: pointers(fields.message),
        trace_id: pointers(fields.trace_id),
        body: fields.body.map(|body| template::check_body(context, body.span(), body.get_ref())),
    }
}

/// The template that `text` is, if it is one.
#[cfg(feature = "cli")]
pub fn template_of(text: &str) -> Option<TemplateModel> {
    let (file, mut problems) = (SourceFile::new("", ""), Diagnostics::default());
    let mut context = Context { file: &file, depth: Depth::Problems, problems: &mut problems };
    let template = template::check(&mut context, 0..0, text);
    (problems.count(Severity::Error) == 0).then_some(template)
}

/// The file that is being checked, and where its problems go.
struct Context<'f, 'p> {
    file: &'f SourceFile,
    depth: Depth,
    problems: &'p mut Diagnostics,
}

impl Context<'_, '_> {
    fn at(&self, span: Range<usize>) -> Location {
        Location::new(self.file, span)
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
