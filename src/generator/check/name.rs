//! The names that become Rust: of folders, files and variants.

use crate::generator::Settings;
use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use crate::generator::source_file::SourceFile;

/// Names at the root of a crate by which other code means other crates.
const ROOT_MODULES: [&str; 3] = ["alloc", "core", "std"];

/// Names that the module of a vendor imports.
const VENDOR_IMPORTS: [&str; 1] = ["fmt"];

/// Checks the names of the folder and the file: both become modules.
pub fn check_path(file: &SourceFile, settings: &Settings, problems: &mut Diagnostics) {
    let vendor_taken = ROOT_MODULES.contains(&file.vendor())
        || settings.reserved_modules.iter().any(|module| module == file.vendor());
    let scope_taken = VENDOR_IMPORTS.contains(&file.scope());
    for (what, name, taken) in
        [("folder", file.vendor(), vendor_taken), ("file", file.scope(), scope_taken)]
    {
        let problem = if taken {
            format!(
                "the {what} can't be called `{name}`: generated code has another use for the name"
            )
        } else if is_keyword(name) {
            format!("the {what} can't be called `{name}`: Rust keeps this word for itself")
        } else if !is_module_name(name) {
            format!("the {what} can't be called `{name}`: it becomes a module of Rust")
        } else {
            continue;
        };
        let diagnostic =
            Diagnostic::new(Rule::InvalidPath, Location::of_path(file.path()), problem);
        let meant: String = crate::generator::case::snake(name)
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
            .collect();
        problems.push(
            if !taken && meant != name && is_module_name(&meant) && !is_keyword(&meant) {
                diagnostic.with_help(format!("call it `{meant}`"))
            } else {
                diagnostic
                    .with_help("choose another name, of lower-case letters, digits and `_`, with a letter first")
            },
        );
    }
    if !file.path().ends_with(".toml") {
        let message = "the name of a catalog ends in `.toml`, in lower-case letters";
        problems.push(Diagnostic::new(Rule::InvalidPath, Location::of_path(file.path()), message));
    }
}

/// Whether rustc takes `name` for a module without a warning.
fn is_module_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        && !name.contains("__")
        && !name.ends_with('_')
}

/// Whether rustc takes `name` for a variant without a warning.
pub fn is_variant_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
        // Words in capitals are constants, and enums have some.
        && (name.chars().any(|letter| letter.is_ascii_lowercase())
            || name.chars().filter(char::is_ascii_uppercase).count() == 1)
        && !is_keyword(name)
}

/// Whether `name`, which otherwise looks like an identifier, is none because Rust keeps it.
pub fn is_keyword(name: &str) -> bool {
    let looks_like_one = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    looks_like_one && syn::parse_str::<syn::Ident>(name).is_err()
}

#[cfg(test)]
mod tests {
    use super::{is_keyword, is_module_name, is_variant_name};

    #[test]
    fn keywords_are_those_of_rust() {
        for keyword in ["type", "Self", "self", "async", "dyn", "try", "abstract", "crate"] {
            assert!(is_keyword(keyword), "{keyword}");
        }
        for name in ["types", "union", "auto", "Type", "SELF", "", "a b", "9a"] {
            assert!(!is_keyword(name), "{name}");
        }
    }

    #[test]
    fn module_and_variant_names_are_told_apart() {
        for name in ["api", "gpu_2", "a"] {
            assert!(is_module_name(name) && !is_variant_name(name), "{name}");
        }
        for name in ["Api", "E23505", "OSSPath"] {
            assert!(is_variant_name(name) && !is_module_name(name), "{name}");
        }
        for name in
            ["", "_", "_a", "a__b", "a_", "ä", "a-b", "a.b", "2a", "A_B", "Ä", "a b", "Self", "ALL"]
        {
            assert!(!is_module_name(name) && !is_variant_name(name), "{name}");
        }
    }
}
