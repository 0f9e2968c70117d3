//! Tokens to text that reads as if a person had laid it out.
//!
//! The code that a catalog becomes is tokens, which prettyplease lays out. What there is of each
//! entry – documentation, variants, rows – is text from the start: as tokens, ten thousand entries
//! would take an unoptimised build script some five seconds. A [`Parts`] keeps such texts, and has
//! marks that stand for them among the tokens.

use std::cell::RefCell;
use std::fmt::{self, Write};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::generator::emit::ident;

/// How wide a line may get that is filled, less its indentation.
pub const WIDTH: usize = 84;

/// How a mark begins. Among the tokens there is no text of a catalog, so that nothing else can.
const MARK: &str = "__PART_";

/// Texts that the layout puts in the places of their marks.
#[derive(Default)]
pub struct Parts(RefCell<Vec<String>>);

impl Parts {
    /// Elements of a list or variants of an enum, with their commas.
    pub fn elements(&self, text: String) -> Ident {
        ident(&self.keep(text))
    }

    /// Items, with the blank lines between them.
    pub fn items(&self, text: String) -> TokenStream {
        let mark = ident(&self.keep(text));
        quote!(#mark!();)
    }

    /// Documentation of what follows.
    pub fn documentation(&self, lines: &[String]) -> TokenStream {
        let mark = self.keep(lines.join("\n"));
        quote!(#[doc = #mark])
    }

    /// Documentation of what it stands in, whose names its links mean.
    pub fn inner_documentation(&self, lines: &[String]) -> TokenStream {
        let mark = self.keep(lines.join("\n"));
        quote!(#![doc = #mark])
    }

    fn keep(&self, text: String) -> String {
        let mut texts = self.0.borrow_mut();
        texts.push(text);
        format!("{MARK}{}__", texts.len() - 1)
    }
}

/// Adds `lines` as documentation of what follows.
pub fn push_documentation(text: &mut String, lines: &[String]) {
    for line in lines {
        text.push_str(if line.is_empty() { "///" } else { "/// " });
        text.push_str(line);
        text.push('\n');
    }
}

/// The formatted text of items.
pub fn format(items: TokenStream, parts: &Parts) -> String {
    match syn::parse2(items) {
        Ok(file) => fill_in(&space_out(&prettyplease::unparse(&file)), &parts.0.borrow()),
        // What the emitters put together is always Rust. Were it not, the compiler would say so.
        Err(error) => format!("::core::compile_error!({:?});\n", error.to_string()),
    }
}

/// Puts the parts in the places of their marks, as far indented as the lines in which they stand.
fn fill_in(text: &str, parts: &[String]) -> String {
    let length: usize = parts.iter().map(String::len).sum();
    let mut filled = String::with_capacity(text.len() + length + length / 4);
    for line in text.lines() {
        let Some((before, part, behind)) = split_at_mark(line, parts) else {
            filled.push_str(line);
            filled.push('\n');
            continue;
        };
        let content = before.trim_start();
        let indent = &before[..before.len() - content.len()];
        if matches!(content, "" | "///" | "//!") {
            push_lines(&mut filled, indent, content, part);
        } else {
            filled.push_str(before);
            filled.push('\n');
            push_lines(&mut filled, indent, "    ", part);
            filled.push_str(indent);
            filled.push_str(behind);
            filled.push('\n');
        }
    }
    filled
}

fn split_at_mark<'t>(line: &'t str, parts: &'t [String]) -> Option<(&'t str, &'t str, &'t str)> {
    let (before, rest) = line.split_once(MARK)?;
    let (number, behind) = rest.split_once("__")?;
    Some((before, parts.get(number.parse::<usize>().ok()?)?, behind))
}

/// Adds the lines of a part, each with `head` before it.
fn push_lines(filled: &mut String, indent: &str, head: &str, part: &str) {
    for line in part.lines() {
        if !line.is_empty() || head.starts_with('/') {
            filled.push_str(indent);
            filled.push_str(head);
        }
        if !line.is_empty() && head.starts_with('/') {
            filled.push(' ');
        }
        filled.push_str(line);
        filled.push('\n');
    }
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
    let is_parameter = line.starts_with("const ") && line.ends_with(',');
    let starts_item = heads_item(line)
        || ["pub ", "impl ", "impl<", "fn ", "const ", "static ", "mod ", "use "]
            .iter()
            .any(|keyword| line.starts_with(keyword));
    let opens = before.is_empty() || before.ends_with(['{', '(', '[']) || heads_item(before);
    // A macro call at the end of a module is an item, too.
    let is_macro_call = line.ends_with(");") && line.contains("!(");
    let follows_macro_call = before.ends_with(");") && before.contains("!(");
    let opens = opens && !heads_module(before);
    let follows = |keyword: &str| before.starts_with(keyword) && line.starts_with(keyword);
    let follows_alike = follows("const ") || follows("use ") || follows("pub use ");
    let follows_type = before.starts_with("type ") && line.starts_with("fn ");
    let starts =
        starts_item && !is_parameter || is_macro_call && (before == "}" || follows_macro_call);
    starts && !opens && !follows_alike || follows_type
}

/// As many elements in each line as fit, with their commas.
pub fn fill_lines(elements: impl Iterator<Item: fmt::Display>) -> String {
    let mut text = String::new();
    let mut width = 0;
    for element in elements {
        let start = text.len();
        if width > 0 {
            text.push(' ');
        }
        // Writing to a `String` can't fail.
        let _ = write!(text, "{element}");
        text.push(',');
        width += text.len() - start;
        if width > WIDTH {
            text.replace_range(start..=start, "\n");
            width = text.len() - start - 1;
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::{Parts, fill_in, fill_lines, space_out};

    #[test]
    fn items_are_separated_by_blank_lines() {
        let text = "pub mod a {\n    /// B\n    #[x]\n    pub enum B {\n        /// C\n        C,\n        /// D\n        D,\n    }\n    impl B {\n        const E: u8 = 1;\n        fn f() {}\n    }\n}\n";
        let spaced = "pub mod a {\n    /// B\n    #[x]\n    pub enum B {\n        /// C\n        C,\n\n        /// D\n        D,\n    }\n\n    impl B {\n        const E: u8 = 1;\n\n        fn f() {}\n    }\n}\n";
        assert_eq!(space_out(text), spaced);
    }

    #[test]
    fn parts_stand_in_the_places_of_their_marks() {
        let parts = Parts::default();
        let documentation = parts.documentation(&["a".to_owned(), String::new(), "b".to_owned()]);
        assert_eq!(documentation.to_string(), "# [doc = \"__PART_0__\"]");
        assert_eq!(parts.elements("A,\n\nB,\n".to_owned()), "__PART_1__");
        assert_eq!(parts.items("c!();\n".to_owned()).to_string(), "__PART_2__ ! () ;");
        let text = "    ///__PART_0__\n    enum E {\n        __PART_1__,\n    }\n    &[__PART_1__];\n    __PART_2__!();\n";
        let filled = "    /// a\n    ///\n    /// b\n    enum E {\n        A,\n\n        B,\n    }\n    &[\n        A,\n\n        B,\n    ];\n    c!();\n";
        assert_eq!(fill_in(text, &parts.0.borrow()), filled);
    }

    #[test]
    fn numbers_fill_their_lines() {
        let text = fill_lines(100..160);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].starts_with("100, 101,") && lines[0].len() <= 84, "{}", lines[0]);
        assert!(lines[3].ends_with("159,"), "{}", lines[3]);
    }
}
