//! Messages with placeholders: for each a type that writes the message, and reads it back.
//!
//! The type of a message is an alias. Messages with the same placeholders are one struct, whose
//! parameter `ROW` says which message it is: a struct of its own, with what it implements, costs
//! rustc some 6 ms, an alias less than a hundredth of that.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::case;
use super::super::model::{Catalog, Entry};
use super::layout::{Parts, WIDTH, push_documentation};
use super::{RESERVED_NAMES, Runtime, ident, markdown};

/// The aliases and the structs of a catalog's messages, if it has any with placeholders.
pub fn emit(catalog: &Catalog, runtime: &Runtime, parts: &Parts) -> Option<TokenStream> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut known: HashMap<Vec<String>, usize> = HashMap::new();
    let mut names: HashSet<String> = HashSet::new();
    let mut aliases = String::new();
    for (row, entry) in catalog.entries.iter().enumerate() {
        let fields = fields(entry);
        if fields.is_empty() {
            continue;
        }
        let shape = *known.entry(fields).or_insert_with_key(|fields| {
            shapes.push(Shape::new(fields.clone(), &mut names));
            shapes.len() - 1
        });
        push_alias(&mut aliases, row, entry, &shapes[shape]);
    }
    if shapes.is_empty() {
        return None;
    }
    let aliases = parts.items(aliases);
    let structs = shapes.iter().map(|shape| shape.emit(runtime, parts));
    Some(quote! {
        #aliases

        /// The structs of the messages: one for each set of placeholders, whose first parameter is the
        /// row of the message. The aliases in the module above are what to use.
        pub mod messages {
            use ::core::fmt;

            use super::ErrorCode;
            use super::table::CODES;

            #(#structs)*
        }
    })
}

/// The fields of an entry's message: its placeholders, in snake_case.
fn fields(entry: &Entry) -> Vec<String> {
    let placeholders = entry.message.iter().flat_map(|template| template.placeholders());
    placeholders.map(case::snake).collect()
}

fn push_alias(text: &mut String, row: usize, entry: &Entry, shape: &Shape) {
    let message =
        entry.message.as_ref().map(|template| markdown::code(&template.text)).unwrap_or_default();
    if !text.is_empty() {
        text.push('\n');
    }
    let variant = &entry.variant;
    push_documentation(
        text,
        &[format!("The message of [`ErrorCode::{variant}`] with its arguments: {message}")],
    );
    let parameters: Vec<String> =
        shape.fields.iter().map(|field| type_parameter(field, variant)).collect();
    let parameters = parameters.join(", ");
    let head = format!("pub type {variant}<{parameters}>");
    let shape = format!("messages::{}", shape.name);
    let line = format!("{head} = {shape}<{row}, {parameters}>;\n");
    if line.len() <= WIDTH {
        text.push_str(&line);
    } else {
        let parameters = parameters.replace(", ", ",\n    ");
        text.push_str(&format!("{head} = {shape}<\n    {row},\n    {parameters},\n>;\n"));
    }
}

/// A set of placeholders.
struct Shape {
    name: String,
    fields: Vec<String>,
}

impl Shape {
    /// The shape of messages with `fields`, called as no other of `names` is.
    fn new(fields: Vec<String>, names: &mut HashSet<String>) -> Self {
        let words: Vec<String> = fields.iter().map(|field| case::pascal(field)).collect();
        let plain = format!("With{}", words.join("And"));
        let mut name = plain.clone();
        let mut number = 2;
        while !names.insert(name.clone()) {
            name = format!("{plain}{number}");
            number += 1;
        }
        Self { name, fields }
    }

    fn emit(&self, runtime: &Runtime, parts: &Parts) -> TokenStream {
        let name = ident(&self.name);
        let fields: Vec<Ident> = self.fields.iter().map(|field| ident(field)).collect();
        let types: Vec<Ident> =
            self.fields.iter().map(|field| ident(&type_parameter(field, &self.name))).collect();
        let borrowed: Vec<TokenStream> = fields.iter().map(|_| quote!(&'m str)).collect();
        let definition = self.definition(&fields, &types, parts);
        let writing = self.writing(&types, runtime);
        let (piece, parse_values) = (runtime.path("Piece"), runtime.path("parse_values"));
        let field_names = &self.fields;
        quote! {
            #definition

            impl<const ROW: u16, #(#types),*> #name<ROW, #(#types),*> {
                /// The code whose message it is.
                pub const CODE: ErrorCode = CODES[ROW as usize];
                const PIECES: &'static [#piece] = Self::CODE.entry().pieces();
            }

            impl<'m, const ROW: u16> #name<ROW, #(#borrowed),*> {
                /// The arguments of `message`, which borrow from it; `None` where it is not this message.
                ///
                /// The inverse of [`Display`](::core::fmt::Display); of several readings, the one in
                /// which the first value is the shortest, then the second, and so on.
                pub fn parse(message: &'m str) -> Option<Self> {
                    let [#(#fields),*] = #parse_values(Self::PIECES, message)?;
                    Some(Self { #(#fields),* })
                }
            }

            #writing

            impl<const ROW: u16, #(#types: fmt::Debug),*> fmt::Debug for #name<ROW, #(#types),*> {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter
                        .debug_struct(Self::CODE.name())
                        #(.field(#field_names, &self.#fields))*
                        .finish()
                }
            }
        }
    }

    fn definition(&self, fields: &[Ident], types: &[Ident], parts: &Parts) -> TokenStream {
        let name = ident(&self.name);
        let list: Vec<String> = self.fields.iter().map(|field| format!("`{field}`")).collect();
        let documentation = parts.documentation(&[
            format!("A message with {}.", list.join(", ")),
            String::new(),
            "`Display` writes it, without allocation; [`parse`](Self::parse) reads it back."
                .to_owned(),
        ]);
        let meanings = self
            .fields
            .iter()
            .map(|field| parts.documentation(&[format!("What stands for `{field}`.")]));
        quote! {
            #documentation
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name<const ROW: u16, #(#types),*> {
                #(
                    #meanings
                    pub #fields: #types,
                )*
            }
        }
    }

    /// The ways to write the message.
    fn writing(&self, types: &[Ident], runtime: &Runtime) -> TokenStream {
        let name = ident(&self.name);
        let (piece, value, message) =
            (runtime.path("Piece"), runtime.path("Value"), runtime.path("Message"));
        let has_options = runtime.path("has_options");
        let without_options = runtime.path("display_without_options");
        let writes =
            self.arms(&piece, &quote!(()), |field| quote!(#value::write_to(&self.#field, out)?));
        let lengths =
            self.arms(&piece, &quote!(0), |field| quote!(#value::length_hint(&self.#field)));
        let displays = self.arms(&piece, &quote!(()), |field| quote!(self.#field.fmt(formatter)?));
        quote! {
            impl<const ROW: u16, #(#types: #value),*> #message for #name<ROW, #(#types),*> {
                fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
                    for piece in Self::PIECES {
                        match *piece {
                            #piece::Literal(text) => out.write_str(text)?,
                            #writes
                        }
                    }
                    Ok(())
                }

                fn length_hint(&self) -> usize {
                    let mut length = 0;
                    for piece in Self::PIECES {
                        length += match *piece {
                            #piece::Literal(text) => text.len(),
                            #lengths
                        };
                    }
                    length
                }
            }

            /// Writes the message.
            impl<const ROW: u16, #(#types: fmt::Display),*> fmt::Display for #name<ROW, #(#types),*> {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    if #has_options(formatter) {
                        return #without_options(self, formatter);
                    }
                    for piece in Self::PIECES {
                        match *piece {
                            #piece::Literal(text) => formatter.write_str(text)?,
                            #displays
                        }
                    }
                    Ok(())
                }
            }
        }
    }

    /// What to do with the value of each placeholder; with one that the struct doesn't have, which
    /// is in no message of it, `nothing`.
    fn arms(
        &self,
        piece: &TokenStream,
        nothing: &TokenStream,
        with: impl Fn(&Ident) -> TokenStream,
    ) -> TokenStream {
        let arms = self.fields.iter().enumerate().map(|(index, field)| {
            let (index, action) = (Literal::usize_unsuffixed(index), with(&ident(field)));
            quote!(#piece::Placeholder { index: #index, .. } => #action,)
        });
        quote!(#(#arms)* #piece::Placeholder { .. } => #nothing,)
    }
}

/// The type parameter of a field: its name, unless that would hide another.
fn type_parameter(field: &str, item: &str) -> String {
    let name = case::pascal(field);
    let hides = name == item || RESERVED_NAMES.contains(&name.as_str()) || name == "Self";
    if hides { format!("{name}Value") } else { name }
}
