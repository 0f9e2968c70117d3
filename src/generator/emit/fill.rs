//! Rust with holes: what `quote!` does, done when the generator runs.
//!
//! `quote!` becomes code for every token, which takes the compiler longer than all else that emits
//! code. That time is spent by everyone who builds a crate with catalogs, so that Rust of some length
//! is text: `stringify!` is checked for its tokens just as well, and costs nothing.

use proc_macro2::{Group, TokenStream, TokenTree};

/// The tokens of `rust`, in which `#name` stands for what `hole` has for the name.
pub fn fill<'h>(rust: &str, hole: &dyn Fn(&str) -> Option<&'h TokenStream>) -> TokenStream {
    // What the emitters write is always tokens. Were it not, the compiler would miss them.
    fill_tokens(rust.parse().unwrap_or_default(), hole)
}

fn fill_tokens<'h>(
    tokens: TokenStream,
    hole: &dyn Fn(&str) -> Option<&'h TokenStream>,
) -> TokenStream {
    let mut filled: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let content = match (filled.last(), &token) {
            (Some(TokenTree::Punct(mark)), TokenTree::Ident(name)) if mark.as_char() == '#' => {
                hole(&name.to_string())
            }
            _ => None,
        };
        match (content, token) {
            (Some(content), _) => {
                filled.pop();
                filled.extend(content.clone());
            }
            (None, TokenTree::Group(group)) => {
                let content = fill_tokens(group.stream(), hole);
                filled.push(Group::new(group.delimiter(), content).into());
            }
            (None, token) => filled.push(token),
        }
    }
    filled.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::fill;

    #[test]
    fn holes_are_filled_at_every_depth() {
        let name = quote!(Name);
        let items = quote!(
            const A: u8 = 1;
            const B: u8 = 2;
        );
        let hole = |wanted: &str| {
            [("name", &name), ("items", &items)]
                .into_iter()
                .find_map(|(known, content)| (known == wanted).then_some(content))
        };
        let filled = fill(
            stringify! {
                #[derive(Clone)]
                impl #name { #items fn f() -> [#name; 2] { g(#name) } }
            },
            &hole,
        );
        let expected = quote! {
            #[derive(Clone)]
            impl Name { const A: u8 = 1; const B: u8 = 2; fn f() -> [Name; 2] { g(Name) } }
        };
        assert_eq!(filled.to_string(), expected.to_string());
    }

    #[test]
    fn what_has_no_name_stays_as_it_is() {
        assert_eq!(fill("#other x # [y]", &|_| None).to_string(), "# other x # [y]");
    }
}
