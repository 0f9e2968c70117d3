//! The path by which generated code names the library.

/// The default path, for a crate that depends on the library.
pub const DEFAULT: &str = "::error_catalog";

/// Checks that `path` means the same in every module. The error says what to write instead.
pub fn check(path: &str) -> Result<(), &'static str> {
    let (is_extern, names) = match path.strip_prefix("::") {
        Some(names) => (true, names),
        None => (false, path),
    };
    let mut parts = names.split("::");
    let first = parts.next().unwrap_or_default();
    let is_path = parts.all(is_name);
    match first {
        _ if !is_path => Err(WHAT_IT_IS),
        "crate" if !is_extern => Ok(()),
        "self" | "super" if !is_extern => {
            Err("it would mean another module in each, so begin with `crate::`")
        }
        first if !is_name(first) => Err(WHAT_IT_IS),
        _ if !is_extern => {
            Err("begin with `::` if it is a crate, and with `crate::` if it is a module of yours")
        }
        _ => Ok(()),
    }
}

const WHAT_IT_IS: &str =
    "write the path of a crate or a module of yours, such as `::error_catalog` or `crate::errors`";

fn is_name(text: &str) -> bool {
    !text.contains(|letter: char| letter.is_whitespace() || letter == '/')
        && syn::parse_str::<syn::Ident>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT, check};

    #[test]
    fn only_absolute_paths_are_accepted() {
        for path in
            [DEFAULT, "crate", "crate::errors", "::errors", "::a::b::c", "::r#type", "crate::é"]
        {
            assert!(check(path).is_ok(), "{path}");
        }
        for path in [
            "",
            "::",
            ":",
            "errors",
            "a::b",
            "self",
            "super::a",
            "Self",
            "self::a",
            "::crate",
            "::self::a",
            "crate::",
            "crate::super",
            "::a::",
            "::a::::b",
            ":: a",
            "::a ",
            "::a b",
            "::a-b",
            "::1a",
            "::_",
            "::type",
            "::a<b>",
            "::a/**/",
            "::a;",
            "$crate",
            "::a\n",
            "::\u{202e}a",
        ] {
            assert!(check(path).is_err(), "{path}");
        }
    }
}
