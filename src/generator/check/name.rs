//! Names that are used in Rust: of folders, files and variants.

use crate::generator::Settings;
use crate::generator::case;
use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use crate::generator::source_file::SourceFile;

/// Names of crates, which a module at the root would hide.
const ROOT_MODULES: [&str; 3] = ["alloc", "core", "std"];

/// Names that the module of a vendor imports.
const VENDOR_IMPORTS: [&str; 1] = ["fmt"];

/// Checks the names of the folder and the file: both become modules.
pub fn check_path(file: &SourceFile, settings: &Settings, problems: &mut Diagnostics) {
    let is_vendor_taken = |name: &str| {
        ROOT_MODULES.contains(&name)
            || settings.reserved_modules.iter().any(|module| module == name)
    };
    let is_scope_taken = |name: &str| VENDOR_IMPORTS.contains(&name);
    check_module(file, "folder", file.vendor(), is_vendor_taken, problems);
    check_module(file, "file", file.scope(), is_scope_taken, problems);
    if !file.path().ends_with(".toml") {
        let message = "the name of a catalog ends in `.toml`, in lower-case letters";
        problems.push(Diagnostic::new(Rule::InvalidPath, Location::of_path(file.path()), message));
    }
}

/// Checks the name of a module, which is that of `what`.
fn check_module(
    file: &SourceFile,
    what: &str,
    name: &str,
    is_taken: impl Fn(&str) -> bool,
    problems: &mut Diagnostics,
) {
    let is_right = |name: &str| is_module_name(name) && !is_keyword(name) && !is_taken(name);
    if is_right(name) {
        return;
    }
    let reason = if is_taken(name) {
        "generated code has another use for the name"
    } else if is_keyword(name) {
        "it is a keyword of Rust"
    } else {
        "it becomes a module of Rust"
    };
    let problem = format!("the {what} can't be called `{name}`: {reason}");
    let meant: String = case::snake(name)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect();
    let help = if is_right(&meant) {
        format!("call it `{meant}`")
    } else {
        "choose another name, of lower-case letters, digits and `_`, with a letter first".to_owned()
    };
    problems.push(
        Diagnostic::new(Rule::InvalidPath, Location::of_path(file.path()), problem).with_help(help),
    );
}

/// Whether rustc accepts `name` as a module's without a warning.
fn is_module_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        && !name.contains("__")
        && !name.ends_with('_')
}

/// Whether rustc accepts `name` as a variant's without a warning.
pub fn is_variant_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
        // Names in capitals are for constants, which enums have as well.
        && (name.chars().any(|letter| letter.is_ascii_lowercase())
            || name.chars().filter(char::is_ascii_uppercase).count() == 1)
        && !is_keyword(name)
}

/// Whether `name` is a keyword of Rust.
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
