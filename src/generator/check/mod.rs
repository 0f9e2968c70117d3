//! Every rule of the format, every problem of every file.

mod body;
mod codes;
#[cfg(feature = "generator")]
mod confusable;
mod context;
mod duplicates;
mod entries;
#[cfg(feature = "generator")]
mod foreign;
mod name;
#[cfg(feature = "generator")]
mod overlap;
mod response;
mod shape;
mod string;
mod template;
mod text;
mod variant;
#[cfg(feature = "generator")]
mod warnings;
mod wording;

use self::context::Context;
use crate::generator::Settings;
use crate::generator::diagnostic::Diagnostics;
use crate::generator::format::{self, Table};
use crate::generator::model::CatalogModel;
#[cfg(feature = "cli")]
use crate::generator::model::TemplateModel;
use crate::generator::source;
use crate::generator::source_file::SourceFile;

/// Left out of our own build script, which everyone who builds the crate compiles: users of the crate
/// have no use for warnings about our catalogs.
#[cfg(not(feature = "generator"))]
mod warnings {
    use crate::generator::check::context::Context;
    use crate::generator::format;
    use crate::generator::model::EntryModel;

    pub fn check_entries(_: &mut Context<'_, '_>, _: &format::Entries<format::Entry>) {}

    pub fn check_messages(
        _: &mut Context<'_, '_>,
        _: &format::Entries<format::Entry>,
        _: &[EntryModel],
    ) {
    }
}

/// How much is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Only problems.
    Problems,
    /// Warnings as well, which don't matter to a build.
    Warnings,
}

/// The catalogs of `files` without problems.
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
    let before = problems.len();
    name::check_path(file, settings, problems);
    let tree = source::parse(file, problems)?;
    let mut context = Context { file, problems };
    let mut table = tree.into_inner();
    shape::check_table(&mut context, &mut table, 0..0, format::File::TABLES);
    let read = format::File::of(&table);
    let mut codes = read.codes.unwrap_or_default();
    codes.sort_by_key(|(key, _)| key.span().start);
    let response = response::check(&mut context, read.response.as_ref());
    let before_entries = context.problems.len();
    let entries = entries::check(&mut context, &codes);
    let no_error = read.response.and_then(|response| response.no_error).unwrap_or_default();
    codes::check_all(&mut context, &codes, &no_error, !response.state.failed.is_empty());
    codes::check_families(&mut context, &codes, &entries);
    if depth == Depth::Warnings {
        warnings::check_entries(&mut context, &codes);
        // Only valid entries are compared.
        if !context.problems.has_errors_since(before_entries) {
            warnings::check_messages(&mut context, &codes, &entries);
        }
    }
    if problems.has_errors_since(before) {
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
        read: about.read.map(|month| month.into_inner()),
        response,
        entries,
    })
}

#[cfg(feature = "cli")]
pub use self::foreign::{Foreign, find as foreign_placeholders};
#[cfg(feature = "cli")]
pub use self::template::suggestion as placeholder_name;

/// Why the path of `file` can't be that of a catalog, if it can't.
#[cfg(feature = "cli")]
pub fn path_problems(file: &SourceFile) -> Diagnostics {
    let mut problems = Diagnostics::default();
    name::check_path(file, &Settings::default(), &mut problems);
    problems
}

/// The template in `text`, if it is valid.
#[cfg(feature = "cli")]
pub fn template_of(text: &str) -> Option<TemplateModel> {
    let (file, mut problems) = (SourceFile::new("", ""), Diagnostics::default());
    let mut context = Context { file: &file, problems: &mut problems };
    let template = template::check(&mut context, 0..0, text);
    (!problems.has_errors()).then_some(template)
}

/// The name of the variant for `key`, if there is one.
#[cfg(feature = "cli")]
pub fn variant_of(key: &str) -> Option<String> {
    let template = template_of(key)?;
    Some(variant::derive(&template.segments)).filter(|variant| name::is_variant_name(variant))
}
