//! Items to text that reads as if a person had laid it out.
//!
//! Code that every catalog has is tokens, which prettyplease formats. What there is of each entry –
//! variants, messages, rows – is text from the start: as tokens, ten thousand entries would take an
//! unoptimised build script some five seconds.

use std::fmt::{self, Write};

use proc_macro2::TokenStream;
use syn::{Attribute, File, ImplItem};

/// How wide a line of [`fill_lines`] may get.
pub const WIDTH: usize = 84;

/// What a file or a module consists of.
pub enum Item {
    /// Items as tokens.
    Code(TokenStream),
    /// Items as text, laid out and with empty lines between them.
    Text(String),
    /// A module: what comes before it, its name, and its content.
    Module { head: String, name: String, items: Vec<Item> },
}

/// The text of items, with an empty line between them.
pub fn format(items: Vec<Item>) -> String {
    let items = items.into_iter().map(|item| match item {
        Item::Code(tokens) => format_code(tokens),
        Item::Text(text) => text,
        Item::Module { head, name, items } => {
            format!("{head}mod {name} {{\n{}}}\n", indent(&format(items)))
        }
    });
    let items: Vec<String> = items.filter(|text| !text.is_empty()).collect();
    items.join("\n")
}

/// `text`, one level deeper.
fn indent(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        if !line.is_empty() {
            indented.push_str("    ");
            indented.push_str(line);
        }
        indented.push('\n');
    }
    indented
}

fn format_code(tokens: TokenStream) -> String {
    match syn::parse2::<File>(tokens) {
        Ok(file) => spaced(file.items, is_import, format_item),
        // The emitters only put Rust together. A mistake in them stops the build here.
        Err(error) => {
            format!("::core::compile_error!(\"error-catalog: {error}, please report it\");\n")
        }
    }
}

/// The texts of `items`, with an empty line between any two that aren't both `alike`.
fn spaced<I>(items: Vec<I>, alike: fn(&I) -> bool, mut format: impl FnMut(I) -> String) -> String {
    let mut text = String::new();
    let mut before = None;
    for item in items {
        let is_alike = alike(&item);
        if before.is_some_and(|before| !(before && is_alike)) {
            text.push('\n');
        }
        before = Some(is_alike);
        text.push_str(&format(item));
    }
    text
}

fn is_import(item: &syn::Item) -> bool {
    matches!(item, syn::Item::Use(_))
}

fn format_item(item: syn::Item) -> String {
    let mut file = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let members = match file.items.as_mut_slice() {
        [syn::Item::Impl(block)] if block.items.len() > 1 => std::mem::take(&mut block.items),
        _ => return prettyplease::unparse(&file),
    };
    // The block with one member at a time, without what is around the members.
    let empty = prettyplease::unparse(&file);
    let head = empty.trim_end().trim_end_matches('}');
    let members = spaced(members, is_plain_constant, |member| {
        if let [syn::Item::Impl(block)] = file.items.as_mut_slice() {
            block.items = vec![member];
        }
        let text = prettyplease::unparse(&file);
        let inner = text.strip_prefix(head).and_then(|it| it.strip_suffix("}\n"));
        inner.map_or_else(|| text.clone(), |inner| inner.trim_start_matches('\n').to_owned())
    });
    format!("{head}\n{members}}}\n")
}

fn is_plain_constant(member: &ImplItem) -> bool {
    let is_plain = |attributes: &[Attribute]| attributes.is_empty();
    matches!(member, ImplItem::Const(constant) if is_plain(&constant.attrs))
}

/// Adds `lines` as documentation, each after `mark`: `///` or `//!`.
pub fn push_documentation(text: &mut String, mark: &str, lines: &[String]) {
    for line in lines {
        text.push_str(mark);
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
        text.push('\n');
    }
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
        let _ = write!(text, "{element},");
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
    use quote::quote;

    use super::{Item, fill_lines, format};

    #[test]
    fn items_and_members_are_separated_by_empty_lines() {
        let code = quote! {
            use a::b;
            use c::d;
            /// B
            pub enum B { C, D }
            impl<'m> E<&'m str> for B {
                const F: u8 = 1;
                const G: u8 = 2;
                /// H
                #[inline]
                fn h() -> u8 { 1 }
                fn i() {}
            }
            j!(B);
        };
        let items = vec![
            Item::Text("//! A\n".to_owned()),
            Item::Code(code),
            Item::Text("struct K;\n".to_owned()),
        ];
        let module = Item::Module { head: "/// L\npub ".to_owned(), name: "l".to_owned(), items };
        assert_eq!(
            format(vec![module, Item::Text(String::new())]),
            "/// L\npub mod l {\n    //! A\n\n    use a::b;\n    use c::d;\n\n    /// B\n    pub enum B {\n        \
             C,\n        D,\n    }\n\n    impl<'m> E<&'m str> for B {\n        const F: u8 = 1;\n        const G: \
             u8 = 2;\n\n        /// H\n        #[inline]\n        fn h() -> u8 {\n            1\n        }\n\n        fn i() {}\n    \
             }\n\n    j!(B);\n\n    struct K;\n}\n"
        );
    }

    #[test]
    fn invalid_rust_stops_the_build() {
        let text = format(vec![Item::Code(quote!(impl))]);
        assert!(text.starts_with("::core::compile_error!(\"error-catalog: "), "{text}");
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
