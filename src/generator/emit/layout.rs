//! Tokens to text that reads as if a person had laid it out.
//!
//! prettyplease breaks lines as rustfmt does, but has no blank lines between items and one element
//! of a list in each line; this adds the former and fills lines with short numbers.

use proc_macro2::TokenStream;

/// How wide a line of numbers may get.
const WIDTH: usize = 100;

/// What stands for a line break in documentation: no text of a catalog can contain it.
pub const LINE_BREAK: &str = "\u{1}";

/// The formatted text of items.
pub fn format(items: TokenStream) -> String {
    match syn::parse2(items) {
        Ok(file) => space_out(&fill_numbers(&break_documentation(&prettyplease::unparse(&file)))),
        // What the emitters put together is always Rust. Were it not, the compiler would say so.
        Err(error) => format!("::core::compile_error!({:?});\n", error.to_string()),
    }
}

/// Gives each line of documentation a line of its own.
fn break_documentation(text: &str) -> String {
    let mut broken = String::with_capacity(text.len() + text.len() / 4);
    for line in text.lines() {
        let mut parts = line.split(LINE_BREAK);
        broken.push_str(parts.next().unwrap_or_default());
        let content = line.trim_start();
        let head = line.len() - content.len() + "///".len();
        for part in parts {
            broken.push('\n');
            broken.push_str(&line[..head]);
            broken.push_str(part);
        }
        broken.push('\n');
    }
    broken
}

/// Puts a blank line before every item, field group and variant that has documentation or
/// attributes, and between items of more than one line.
fn space_out(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 16);
    let mut before = "";
    for line in text.lines() {
        if needs_blank_line(before.trim(), line.trim()) {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        before = line;
    }
    spaced
}

fn needs_blank_line(before: &str, line: &str) -> bool {
    let heads_item = |line: &str| line.starts_with("///") || line.starts_with("#[");
    let heads_module = |line: &str| line.starts_with("//!") || line.starts_with("#![");
    let starts_item = heads_item(line)
        || ["pub ", "impl ", "impl<", "fn ", "const ", "static ", "mod ", "use "]
            .iter()
            .any(|keyword| line.starts_with(keyword));
    let opens = before.is_empty() || before.ends_with(['{', '(', '[']) || heads_item(before);
    // A macro call at the end of a module is an item, too.
    let is_macro_call = line.ends_with(");") && line.contains("!(") && before == "}";
    let follows_constant = before.starts_with("const ") && line.starts_with("const ");
    let opens = opens && !heads_module(before);
    let follows_type = before.starts_with("type ") && line.starts_with("fn ");
    ((starts_item || is_macro_call) && !opens && !follows_constant) || follows_type
}

/// Joins consecutive lines that have nothing but a number and a comma.
fn fill_numbers(text: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut width = 0;
    for line in text.lines() {
        let content = line.trim_start();
        let is_number = content.strip_suffix(',').is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        if is_number && width > 0 && width + 1 + content.len() <= WIDTH {
            filled.truncate(filled.len() - 1);
            filled.push(' ');
            filled.push_str(content);
            width += 1 + content.len();
        } else {
            filled.push_str(line);
            width = if is_number { line.len() } else { 0 };
        }
        filled.push('\n');
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::{break_documentation, fill_numbers, space_out};

    #[test]
    fn items_are_separated_by_blank_lines() {
        let text = "pub mod a {\n    /// B\n    #[x]\n    pub enum B {\n        /// C\n        C,\n        /// D\n        D,\n    }\n    impl B {\n        const E: u8 = 1;\n        fn f() {}\n    }\n}\n";
        let spaced = "pub mod a {\n    /// B\n    #[x]\n    pub enum B {\n        /// C\n        C,\n\n        /// D\n        D,\n    }\n\n    impl B {\n        const E: u8 = 1;\n\n        fn f() {}\n    }\n}\n";
        assert_eq!(space_out(text), spaced);
    }

    #[test]
    fn documentation_is_broken_into_its_lines() {
        let text = "    /// a\u{1}\u{1} b\n    //! c\u{1} d\n    e\n";
        let broken = "    /// a\n    ///\n    /// b\n    //! c\n    //! d\n    e\n";
        assert_eq!(break_documentation(text), broken);
    }

    #[test]
    fn numbers_fill_their_lines() {
        let numbers: String = (10..60).map(|number| format!("    {number},\n")).collect();
        let filled = fill_numbers(&format!("a: &[\n{numbers}],\n"));
        let lines: Vec<&str> = filled.lines().collect();
        assert_eq!(lines.len(), 5);
        assert!(lines[1].starts_with("    10, 11, 12,") && lines[1].len() <= 100, "{}", lines[1]);
        assert_eq!(lines[4], "],");
    }
}
