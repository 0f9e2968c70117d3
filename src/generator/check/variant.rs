//! The name of an entry's variant.

use toml::Spanned;

use crate::generator::case;
use crate::generator::check::context::Context;
use crate::generator::check::name::is_variant_name;
use crate::generator::diagnostic::Rule;
use crate::generator::format;
use crate::generator::model::SegmentModel;

const VARIANT_HELP: &str = "a name is in PascalCase, such as `JobNotFound`: letters from A to Z and digits, with a capital first and no word that Rust keeps for itself";

/// The name of the variant, with the place where it is written or that it is derived from. `segments`
/// are the parts of the key.
pub fn check(
    context: &mut Context<'_, '_>,
    key: &Spanned<String>,
    segments: &[SegmentModel],
    fields: &format::Entry,
) -> Spanned<String> {
    if let Some(given) = &fields.variant {
        if !is_variant_name(given.get_ref()) {
            let problem = format!("`{}` can't be the entry's name in Rust", given.get_ref());
            let meant = Some(case::pascal(given.get_ref())).filter(|meant| is_variant_name(meant));
            context.report(Rule::InvalidVariant, given.span(), problem, |diagnostic| match meant {
                Some(meant) => diagnostic.with_label(format!("did you mean `{meant}`?")),
                None => diagnostic.with_help(VARIANT_HELP),
            });
        }
        return given.clone();
    }
    let derived = derive(segments);
    if !is_variant_name(&derived) {
        let problem = format!("`{}` can't become a name in Rust", key.get_ref());
        let name = suggestion(key.get_ref()).unwrap_or_else(|| "...".to_owned());
        context.report(Rule::NeedsVariant, key.span(), problem, |diagnostic| {
            diagnostic
                .with_label(format!("add `variant = \"{name}\"` to this entry"))
                .with_help(VARIANT_HELP)
        });
    }
    Spanned::new(key.span(), derived)
}

/// The variant's name derived from the literal parts of a key. It may be invalid.
pub fn derive(segments: &[SegmentModel]) -> String {
    let literals = segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => text.as_str(),
        SegmentModel::Placeholder(_) => "_",
    });
    let literals: String = literals.collect();
    let is_number = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    match literals.strip_prefix('-') {
        Some(number) if is_number(number) => format!("CodeMinus{}", case::pascal(number)),
        _ if is_number(&literals) => format!("Code{}", case::pascal(&literals)),
        _ => case::pascal(&literals),
    }
}

/// A name that resembles `key`; `None` if letters would be lost.
fn suggestion(key: &str) -> Option<String> {
    if key.chars().any(|letter| letter.is_alphanumeric() && !letter.is_ascii()) {
        return None;
    }
    let words = key.split(|letter: char| !letter.is_ascii_alphanumeric());
    let name: String = words.map(case::pascal).collect();
    let name = if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("Code{name}")
    } else {
        name
    };
    is_variant_name(&name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{SegmentModel, derive};

    #[test]
    fn families_are_named_after_their_literal_parts() {
        let literal = |text: &str| SegmentModel::Literal(text.to_owned());
        let part = || SegmentModel::Placeholder("part".to_owned());
        assert_eq!(derive(&[literal("SAFETY.INPUT."), part()]), "SafetyInput");
        assert_eq!(derive(&[literal("FLOOD_WAIT_"), part()]), "FloodWait");
        assert_eq!(derive(&[literal("MIGRATE"), part(), literal("DC")]), "MigrateDc");
    }

    #[test]
    fn numbers_are_codes() {
        for (key, variant) in [
            ("23505", "Code23505"),
            ("-1121", "CodeMinus1121"),
            ("22P02", "Code22p02"),
            ("400-InvalidFile.NoHuman", "Code400InvalidFileNoHuman"),
        ] {
            assert_eq!(derive(&[SegmentModel::Literal(key.to_owned())]), variant, "{key}");
        }
    }
}
