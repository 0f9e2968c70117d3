//! What the texts of a catalog look like, as regular expressions.
//!
//! Editors have different engines, so they use only what all understand: no look-around, characters as `\uXXXX`. Tests hold them to what `check` says of the same texts.

/// What no text of one line contains: control characters, and those that turn the direction of
/// writing around.
const FORBIDDEN: &str = r"\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069";

/// The same for a text of several lines. Carriage returns are let through: in an editor, the file has
/// its own line endings still.
const FORBIDDEN_IN_LINES: &str =
    r"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069";

/// What no text begins or ends with: all of these and whitespace.
const FORBIDDEN_AT_ENDS: &str =
    r"\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028-\u202F\u205F\u2066-\u2069\u3000";

/// The words that can't name a placeholder, since it becomes a field.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in",
    "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A string in one line.
pub fn line() -> String {
    text_without(FORBIDDEN)
}

/// A string that may have several lines.
pub fn text() -> String {
    text_without(FORBIDDEN_IN_LINES)
}

/// A string in one line, or an empty one.
pub fn line_or_nothing() -> String {
    format!("^(?:|[^{FORBIDDEN_AT_ENDS}](?:[^{FORBIDDEN}]*[^{FORBIDDEN_AT_ENDS}])?)$")
}

/// A string that may have several lines, and whitespace at its ends, but not only whitespace.
pub fn message() -> String {
    format!("^[^{FORBIDDEN_IN_LINES}]*[^{FORBIDDEN_AT_ENDS}][^{FORBIDDEN_IN_LINES}]*$")
}

fn text_without(forbidden: &str) -> String {
    format!("^[^{FORBIDDEN_AT_ENDS}](?:[^{forbidden}]*[^{FORBIDDEN_AT_ENDS}])?$")
}

/// An RFC 6901 pointer, in which a whole part may be `*`.
pub fn pointer() -> &'static str {
    r"^(?:/(?:\*|(?:[^~/*]|~[01])*))*$"
}

/// A year and a month.
pub const MONTH: &str = "^20[0-9]{2}-(?:0[1-9]|1[0-2])$";

/// The name of an HTTP header, in lower case.
pub const HEADER: &str = "^[a-z0-9!#$%&'*+\\-.^_`|~]+$";

/// Three numbers.
pub fn version() -> String {
    let number = "(?:0|[1-9][0-9]{0,19})";
    format!(r"^{number}\.{number}\.{number}$")
}

/// The name of a variant, but for `Self`, which looks like one.
pub fn variant() -> &'static str {
    "^[A-Z](?:[A-Z0-9]*[a-z][A-Za-z0-9]*|[0-9]*)$"
}

/// What looks like a variant, and is a keyword.
pub const NO_VARIANT: &str = "Self";

/// A message template.
pub fn template() -> String {
    template_with("(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)*|[a-z][A-Za-z0-9]*)")
}

/// The template of a body.
pub fn body() -> String {
    template_with("(?:status|code|message)")
}

/// What a message begins or ends with: a template with the placeholder of this name.
pub fn affix(name: &str) -> String {
    template_with(name)
}

/// A template that has the placeholder of this name.
pub fn with_placeholder(name: &str) -> String {
    format!(r"(?:\{{\{{|<<)\.{name}(?:\}}\}}|>>)")
}

/// A template with a placeholder that can't become a field.
pub fn with_keyword() -> String {
    with_placeholder(&format!("(?:{})", KEYWORDS.join("|")))
}

/// A string in which every placeholder has a name of this form, and text after it before the next one.
fn template_with(name: &str) -> String {
    let braces = format!(r"\{{\{{\.{name}\}}\}}");
    let angles = format!("<<\\.{name}>>");
    // Single braces and angles are text, as long as none of them is next to its like. Of those side
    // by side, the last one decides which delimiter may follow.
    let up_to_brace = r"<?(?:\{<)*\{";
    let up_to_angle = r"\{?(?:<\{)*<";
    let either = format!("(?:{up_to_brace}|{up_to_angle})");
    let after = |braces: &str, angles: &str| {
        format!("(?:(?:{up_to_angle})?{braces}|(?:{up_to_brace})?{angles})")
    };
    let escape = after(r#"\{\{"\{\{"\}\}"#, "<<\"<<\">>");
    let text = format!("(?:{either}?[^{{<]|{escape})");
    let placeholder = after(&braces, &angles);
    let next = format!("(?:{text}+{placeholder}|{up_to_angle}{braces}|{up_to_brace}{angles})");
    format!("^(?:{text}*{placeholder}{next}*)?{text}*{either}?$")
}

#[cfg(test)]
mod tests {
    use super::KEYWORDS;

    #[test]
    fn keywords_are_those_of_rust() {
        for keyword in KEYWORDS {
            assert!(syn::parse_str::<syn::Ident>(keyword).is_err(), "{keyword}");
        }
        assert!(KEYWORDS.is_sorted());
    }
}
