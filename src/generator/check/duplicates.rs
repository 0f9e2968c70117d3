//! Entries that can't be told apart.

use std::collections::HashMap;

use toml::Spanned;

use crate::generator::check::context::Context;
use crate::generator::check::name::is_variant_name;
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::format;
use crate::generator::model::{SegmentModel, TemplateModel};

/// What the entries above have. The maps have one type, so that it is compiled once.
#[derive(Default)]
pub struct Seen {
    /// Variants by their name in lower case.
    variants: HashMap<String, Spanned<String>>,
    /// Keys by code, status and message.
    rows: HashMap<String, Spanned<String>>,
    /// Keys by their wire code, of those that are retired and whose key is the code.
    retired: HashMap<String, Spanned<String>>,
    /// The first key of each wire code.
    codes: HashMap<String, Spanned<String>>,
}

impl Seen {
    /// Reports an entry with the same name as one above.
    pub fn check_variant(&mut self, context: &mut Context<'_, '_>, variant: &Spanned<String>) {
        // An invalid name has been reported.
        if !is_variant_name(variant.get_ref()) {
            return;
        }
        let folded = variant.get_ref().to_ascii_lowercase();
        let Some(first) = self.variants.get(&folded) else {
            self.variants.insert(folded, variant.clone());
            return;
        };
        let other = first.get_ref();
        let message = if other == variant.get_ref() {
            format!("two entries would have the same name in Rust, `{other}`")
        } else {
            format!(
                "the names `{other}` and `{}` in Rust would differ in capitals alone",
                variant.get_ref()
            )
        };
        context.push(
            Diagnostic::new(Rule::DuplicateVariant, context.at(variant.span()), message)
                .with_related(context.at(first.span()), "the first is here")
                .with_help("give one of them another name: `variant = \"...\"`"),
        );
    }

    /// Reports an entry that can't be told from one above.
    pub fn check_row(
        &mut self,
        context: &mut Context<'_, '_>,
        key: &Spanned<String>,
        fields: &format::Entry,
        message: Option<&TemplateModel>,
    ) {
        let code = fields.code.as_ref().unwrap_or(key);
        let message = message.map(without_whitespace_at_ends);
        let mut statuses: Vec<Option<u16>> =
            fields.status.iter().flatten().map(|status| Some(*status.get_ref())).collect();
        if statuses.is_empty() {
            statuses.push(None);
        }
        for status in statuses {
            let row = format!("{:?} {status:?} {message:?}", code.get_ref());
            let Some(first) = self.rows.get(&row) else {
                self.rows.insert(row, key.clone());
                continue;
            };
            let message = format!(
                "two entries have the code `{}` and the same status and message",
                code.get_ref()
            );
            context.push(
                Diagnostic::new(Rule::DuplicateEntry, context.at(key.span()), message)
                    .with_related(context.at(first.span()), "the first is here")
                    .with_help("nothing would tell them apart in a response: remove one, or write the status or message in which they differ"),
            );
            return;
        }
        self.check_tombstone(context, key, code, fields);
        if !self.codes.contains_key(code.get_ref()) {
            self.codes.insert(code.get_ref().clone(), key.clone());
        }
    }

    fn check_tombstone(
        &mut self,
        context: &mut Context<'_, '_>,
        key: &Spanned<String>,
        code: &Spanned<String>,
        fields: &format::Entry,
    ) {
        let (live, tombstone) = match self.retired.get(code.get_ref()) {
            Some(tombstone) => (key.span(), tombstone.span()),
            None if fields.retired.is_some() && fields.code.is_none() => {
                self.retired.insert(code.get_ref().clone(), key.clone());
                let Some(live) = self.codes.get(code.get_ref()) else { return };
                (live.span(), key.span())
            }
            None => return,
        };
        let message = format!("the code `{}` is retired and can't be used again", code.get_ref());
        context.push(
            Diagnostic::new(Rule::RetiredCode, context.at(live), message)
                .with_related(context.at(tombstone), "it was retired here")
                .with_help(
                    "if the vendor has taken it up again, remove `retired` from the old entry",
                ),
        );
    }
}

/// The parts of a message, which is recognised with and without whitespace at its ends. The two
/// spellings of a placeholder have the same parts.
fn without_whitespace_at_ends(message: &TemplateModel) -> Vec<SegmentModel> {
    let mut segments = message.segments.clone();
    if let Some(SegmentModel::Literal(first)) = segments.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(SegmentModel::Literal(last)) = segments.last_mut() {
        last.truncate(last.trim_end().len());
    }
    segments.retain(|segment| *segment != SegmentModel::Literal(String::new()));
    segments
}
