//! The struct of a message with placeholders: it writes the message, and reads it back.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::case;
use super::super::model::{Entry, Piece};
use super::{RESERVED_NAMES, documentation, ident, markdown};

/// The struct, if the entry's message has placeholders.
pub fn emit(entry: &Entry) -> Option<TokenStream> {
    let template = entry.message.as_ref()?;
    let placeholders = template.placeholders();
    if placeholders.is_empty() {
        return None;
    }
    let name = ident(&entry.variant);
    let fields: Vec<Ident> =
        placeholders.iter().map(|placeholder| ident(&case::snake(placeholder))).collect();
    let types: Vec<Ident> =
        placeholders.iter().map(|placeholder| type_parameter(placeholder, entry)).collect();
    let definition = definition(entry, &placeholders, &fields, &types);
    let writes = template.pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => quote!(formatter.write_str(#text)),
        Piece::Placeholder(placeholder) => {
            let field = ident(&case::snake(placeholder));
            quote!(write!(formatter, "{}", self.#field))
        }
    });
    let mut writes: Vec<TokenStream> = writes.collect();
    let last_write = writes.pop();
    let borrowed = fields.iter().map(|_| quote!(&'m str));
    let allow_deprecated = entry.retired.is_some().then(|| quote!(#[allow(deprecated)]));
    let debug_name = &entry.variant;
    let field_names = fields.iter().map(Ident::to_string);
    Some(quote! {
        #definition

        #allow_deprecated
        impl<#(#types),*> #name<#(#types),*> {
            /// The code whose message it is.
            pub const CODE: ErrorCode = ErrorCode::#name;
        }

        impl<'m> #name<#(#borrowed),*> {
            /// The arguments of `message`, which borrow from it; `None` where it is not this message.
            ///
            /// The inverse of [`Display`](::core::fmt::Display); of several readings, the one in
            /// which the first value is the shortest, then the second, and so on.
            pub fn parse(message: &'m str) -> Option<Self> {
                let [#(#fields),*] = Self::CODE.message()?.parse_values(message)?;
                Some(Self { #(#fields),* })
            }
        }

        /// Writes the message.
        impl<#(#types: fmt::Display),*> fmt::Display for #name<#(#types),*> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                #(#writes?;)*
                #last_write
            }
        }

        impl<#(#types: fmt::Debug),*> fmt::Debug for #name<#(#types),*> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter
                    .debug_struct(#debug_name)
                    #(.field(#field_names, &self.#fields))*
                    .finish()
            }
        }
    })
}

fn definition(
    entry: &Entry,
    placeholders: &[&str],
    fields: &[Ident],
    types: &[Ident],
) -> TokenStream {
    let name = ident(&entry.variant);
    let text =
        entry.message.as_ref().map(|template| markdown::code(&template.text)).unwrap_or_default();
    let lines = [
        format!("The message of [`ErrorCode::{}`] with its arguments: {text}", entry.variant),
        String::new(),
        "`Display` writes the message, without allocation; [`parse`](Self::parse) reads it back."
            .to_owned(),
    ];
    let documentation = documentation::attributes(&lines);
    let meanings = placeholders.iter().map(|placeholder| {
        documentation::attributes(&[format!("What stands for `{placeholder}`.")])
    });
    quote! {
        #documentation
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name<#(#types),*> {
            #(
                #meanings
                pub #fields: #types,
            )*
        }
    }
}

/// The type parameter of a placeholder's field: its name, unless that would hide another.
fn type_parameter(placeholder: &str, entry: &Entry) -> Ident {
    let name = case::pascal(&case::snake(placeholder));
    let hides = name == entry.variant || RESERVED_NAMES.contains(&name.as_str()) || name == "Self";
    ident(&if hides { format!("{name}Value") } else { name })
}
