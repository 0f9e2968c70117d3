//! Messages with placeholders: for each a type that writes the message, and reads it back.
//!
//! The type of a message is an alias. Messages with the same placeholders in the same order are one
//! struct, whose parameter `ROW` says which message it is: a struct of its own, with what it
//! implements, costs rustc some 6 ms, an alias less than a hundredth of that. What differs are the
//! texts around the values, which are constants of the row: text, value, text, value, one after the
//! other, is what rustc makes of it, as of code written by hand.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::generator::case;
use crate::generator::emit::layout::{Parts, WIDTH, push_documentation};
use crate::generator::emit::{Runtime, ident, markdown};
use crate::generator::model::{CatalogModel, EntryModel, SegmentModel};
use crate::generator::names::RESERVED;

/// The aliases and the structs of a catalog's messages, if it has any with placeholders.
pub fn emit(catalog: &CatalogModel, runtime: &Runtime, parts: &Parts) -> Option<TokenStream> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut known: HashMap<Vec<String>, usize> = HashMap::new();
    let mut names: HashSet<String> = HashSet::new();
    let mut aliases = String::new();
    for (row, entry) in catalog.entries.iter().enumerate() {
        let values = values(entry);
        if values.is_empty() {
            continue;
        }
        let shape = *known.entry(values).or_insert_with_key(|values| {
            shapes.push(Shape::new(values.clone(), &mut names));
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

        /// The structs of the messages: one for each list of placeholders, whose first parameter is the
        /// row of the message. The aliases in the module above are what to use.
        pub mod messages {
            use ::core::fmt;

            use super::ErrorCode;
            use super::table::CODES;

            #(#structs)*
        }
    })
}

/// The fields that an entry's message writes, in its order: one for each placeholder, in snake_case.
fn values(entry: &EntryModel) -> Vec<String> {
    let segments = entry.message.iter().flat_map(|template| &template.segments);
    let placeholders = segments.filter_map(|segment| match segment {
        SegmentModel::Placeholder(name) => Some(case::snake(name)),
        SegmentModel::Literal(_) => None,
    });
    placeholders.collect()
}

fn push_alias(text: &mut String, row: usize, entry: &EntryModel, shape: &Shape) {
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

/// A list of placeholders.
struct Shape {
    name: String,
    fields: Vec<String>,
    /// Which fields are written, one after the other.
    values: Vec<String>,
}

impl Shape {
    /// The shape of messages with `values`, called as no other of `names` is.
    fn new(values: Vec<String>, names: &mut HashSet<String>) -> Self {
        let mut seen = HashSet::new();
        let fields: Vec<String> =
            values.iter().filter(|value| seen.insert(value.as_str())).cloned().collect();
        let words: Vec<String> = fields.iter().map(|field| case::pascal(field)).collect();
        let plain = format!("With{}", words.join("And"));
        let mut name = plain.clone();
        let mut number = 2;
        while !names.insert(name.clone()) {
            name = format!("{plain}{number}");
            number += 1;
        }
        Self { name, fields, values }
    }

    fn emit(&self, runtime: &Runtime, parts: &Parts) -> TokenStream {
        let name = ident(&self.name);
        let fields: Vec<Ident> = self.fields.iter().map(|field| ident(field)).collect();
        let types: Vec<Ident> =
            self.fields.iter().map(|field| ident(&type_parameter(field, &self.name))).collect();
        let borrowed: Vec<TokenStream> = fields.iter().map(|_| quote!(&'m str)).collect();
        let definition = self.definition(&fields, &types, parts);
        let writing = self.writing(&types, runtime);
        let (parse_values, texts) = (runtime.path("parse_values"), runtime.path("texts"));
        let segment = runtime.path("Segment");
        let text_count = Literal::usize_unsuffixed(self.values.len() + 1);
        let field_names = &self.fields;
        quote! {
            #definition

            impl<const ROW: u16, #(#types),*> #name<ROW, #(#types),*> {
                /// The code whose message it is.
                pub const CODE: ErrorCode = CODES[ROW as usize];
                const SEGMENTS: &'static [#segment<'static>] = Self::CODE.entry().segments();
                const TEXTS: &'static [&'static str; #text_count] = &#texts(Self::SEGMENTS);
            }

            impl<'m, const ROW: u16> #name<ROW, #(#borrowed),*> {
                /// The arguments of `message`, which borrow from it; `None` where it is not this message.
                ///
                /// The inverse of [`Display`](::core::fmt::Display); of several readings, the one in
                /// which the first value is the shortest, then the second, and so on.
                pub fn parse(message: &'m str) -> Option<Self> {
                    let [#(#fields),*] = #parse_values(Self::SEGMENTS, message)?;
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
        let list: Vec<String> = self.values.iter().map(|value| format!("`{value}`")).collect();
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
        let (message, value) = (runtime.path("Message"), runtime.path("Value"));
        let write_text = runtime.path("write_text");
        let has_options = runtime.path("has_options");
        let without_options = runtime.path("display_without_options");
        let writes = self.in_order(
            |text| quote!(#write_text(#text, out)?;),
            |field| quote!(#value::write_to(&#field, out)?;),
        );
        let lengths =
            self.in_order(|text| quote!(#text.len()), |field| quote!(#value::length_hint(&#field)));
        let displays = self.in_order(
            |text| quote!(#write_text(#text, formatter)?;),
            |field| quote!(#field.fmt(formatter)?;),
        );
        quote! {
            impl<const ROW: u16, #(#types: #value),*> #message for #name<ROW, #(#types),*> {
                #[inline]
                fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
                    #(#writes)*
                    Ok(())
                }

                fn length_hint(&self) -> usize {
                    #(#lengths)+*
                }
            }

            /// Writes the message.
            impl<const ROW: u16, #(#types: fmt::Display),*> fmt::Display for #name<ROW, #(#types),*> {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    if #has_options(formatter) {
                        return #without_options(self, formatter);
                    }
                    #(#displays)*
                    Ok(())
                }
            }
        }
    }

    /// What to do with each text and each value of the message, in its order.
    fn in_order(
        &self,
        with_text: impl Fn(TokenStream) -> TokenStream,
        with_value: impl Fn(TokenStream) -> TokenStream,
    ) -> Vec<TokenStream> {
        let text = |position: usize| {
            let position = Literal::usize_unsuffixed(position);
            with_text(quote!(Self::TEXTS[#position]))
        };
        let value = |field: &String| {
            let field = ident(field);
            with_value(quote!(self.#field))
        };
        let pairs = self.values.iter().enumerate();
        let pairs = pairs.flat_map(|(position, field)| [text(position), value(field)]);
        pairs.chain([text(self.values.len())]).collect()
    }
}

/// The type parameter of a field: its name, unless that would hide another.
fn type_parameter(field: &str, item: &str) -> String {
    let name = case::pascal(field);
    let hides = name == item || RESERVED.contains(&name.as_str()) || name == "Self";
    if hides { format!("{name}Value") } else { name }
}
