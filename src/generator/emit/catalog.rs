//! The module of a catalog, and its static tables.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::model::{Catalog, Entry, Piece, Response, Template};
use super::{Runtime, code, documentation, ident, lookup, message};

/// The module.
pub fn emit(catalog: &Catalog, runtime: &Runtime) -> TokenStream {
    let documentation = documentation::inner_attributes(&documentation::module(catalog, runtime));
    let scope = ident(&catalog.scope);
    let codes = code::emit(catalog, runtime);
    let messages = catalog.entries.iter().filter_map(message::emit);
    let tables = tables(catalog, runtime);
    quote! {
        pub mod #scope {
            #documentation

            use ::core::fmt;

            #codes
            #(#messages)*
            #tables
        }
    }
}

fn tables(catalog: &Catalog, runtime: &Runtime) -> TokenStream {
    let (catalog_type, entry_type) = (runtime.path("Catalog"), runtime.path("Entry"));
    let Catalog { title, description, source, entries, .. } = catalog;
    let response = response(&catalog.response, runtime);
    let path = catalog.path();
    let rows = entries.iter().map(|entry| row(entry, runtime));
    let count = Literal::usize_unsuffixed(entries.len());
    let by_status = by_status(entries);
    let by_code = by_code(catalog, runtime);
    quote! {
        /// The catalog as a value, for programs that learn at run time which one they need.
        pub static CATALOG: #catalog_type = #catalog_type {
            path: #path,
            title: #title,
            description: #description,
            source: #source,
            response: #response,
            entries: &ENTRIES,
            by_status: &[#(#by_status),*],
            by_code: #by_code,
        };

        /// The rows, in the order of the page.
        static ENTRIES: [#entry_type; #count] = [#(#rows),*];
    }
}

/// Where a body carries what.
fn response(response: &Response, runtime: &Runtime) -> TokenStream {
    let response_type = runtime.path("Response");
    let pointers = [
        ("code", &response.code),
        ("message", &response.message),
        ("trace_id", &response.trace_id),
    ];
    let pointers = pointers.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| {
        let name = ident(name);
        quote!(#name: &[#(#list),*],)
    });
    let body = response.body.as_ref().map(|template| {
        let (text, pieces) = (&template.text, pieces(template, runtime));
        let pieces = pieces.map(|pieces| quote!(body_pieces: #pieces,));
        quote!(body: Some(#text), #pieces)
    });
    quote!(#response_type { #(#pointers)* #body ..#response_type::BLANK })
}

fn row(entry: &Entry, runtime: &Runtime) -> TokenStream {
    let entry_type = runtime.path("Entry");
    let Entry { variant, key, code, description, causes, .. } = entry;
    let (category_type, retry_type) = (runtime.path("Category"), runtime.path("Retry"));
    let category = ident(&format!("{:?}", entry.category));
    let retry = ident(&format!("{:?}", entry.retry));
    let optional = |name: &str, text: &Option<String>| {
        let name = ident(name);
        text.as_ref().map(|text| quote!(#name: Some(#text),))
    };
    let (title, group) = (optional("title", &entry.title), optional("group", &entry.group));
    let (advice, details) =
        (optional("advice", &entry.advice), optional("details", &entry.details));
    let status = entry.status.map(|status| {
        let status = Literal::u16_unsuffixed(status);
        quote!(status: Some(#status),)
    });
    let message = entry.message.as_ref().map(|template| {
        let (text, pieces) = (&template.text, pieces(template, runtime));
        let pieces = pieces.map(|pieces| quote!(pieces: #pieces,));
        quote!(message: Some(#text), #pieces)
    });
    let guidance = entry.guidance.as_ref().map(|guidance| {
        let (guidance_type, section, text) =
            (runtime.path("Guidance"), &guidance.section, &guidance.text);
        quote!(guidance: Some(#guidance_type::new(#section, #text)),)
    });
    let causes = (!causes.is_empty()).then(|| quote!(causes: &[#(#causes),*],));
    let cases = (!entry.cases.is_empty()).then(|| {
        let case_type = runtime.path("Case");
        let cases = entry.cases.iter().map(|case| {
            let (name, description, example) = (&case.name, &case.description, &case.example);
            quote!(#case_type::new(#name, #description, #example))
        });
        quote!(cases: &[#(#cases),*],)
    });
    let retired = entry.retired.as_ref().map(|retired| {
        let (retired_type, since, reason) =
            (runtime.path("Retired"), &retired.since, &retired.reason);
        quote!(retired: Some(#retired_type::new(#since, #reason)),)
    });
    quote! {
        #entry_type {
            name: #variant,
            key: #key,
            code: #code,
            #title
            #group
            #status
            #message
            description: #description,
            #advice
            #guidance
            #details
            #causes
            #cases
            category: #category_type::#category,
            retry: #retry_type::#retry,
            #retired
            ..#entry_type::BLANK
        }
    }
}

/// The parts of a template with placeholders; a constant message needs none.
fn pieces(template: &Template, runtime: &Runtime) -> Option<TokenStream> {
    let placeholders = template.placeholders();
    if placeholders.is_empty() {
        return None;
    }
    let piece_type = runtime.path("Piece");
    let pieces = template.pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => quote!(#piece_type::Literal(#text)),
        Piece::Placeholder(name) => {
            let index = placeholders.iter().position(|other| other == name).unwrap_or_default();
            let index = Literal::usize_unsuffixed(index);
            quote!(#piece_type::Placeholder { name: #name, index: #index })
        }
    });
    Some(quote!(&[#(#pieces),*]))
}

/// The positions of the rows of each status, sorted by status.
fn by_status(entries: &[Entry]) -> impl Iterator<Item = TokenStream> {
    let mut rows: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (position, entry) in entries.iter().enumerate() {
        if let Some(status) = entry.status {
            rows.entry(status).or_default().push(position);
        }
    }
    rows.into_iter().map(|(status, positions)| {
        let status = Literal::u16_unsuffixed(status);
        let positions = positions.into_iter().map(Literal::usize_unsuffixed);
        quote!((#status, &[#(#positions),*]))
    })
}

/// How the rows of a wire code are found.
fn by_code(catalog: &Catalog, runtime: &Runtime) -> TokenStream {
    let by_code = runtime.path("ByCode");
    if code::has_unique_codes(catalog) {
        let codes: Vec<&str> = catalog.entries.iter().map(|entry| entry.code.as_str()).collect();
        let lookup = lookup::emit(&codes, runtime);
        return quote!(#by_code::Unique(#lookup));
    }
    let mut codes: Vec<(&str, Vec<usize>)> = Vec::new();
    for (position, entry) in catalog.entries.iter().enumerate() {
        match codes.iter_mut().find(|(code, _)| *code == entry.code) {
            Some((_, positions)) => positions.push(position),
            None => codes.push((&entry.code, vec![position])),
        }
    }
    let lookup = lookup::emit(&codes.iter().map(|(code, _)| *code).collect::<Vec<_>>(), runtime);
    let rows = codes.iter().map(|(code, positions)| {
        let positions = positions.iter().copied().map(Literal::usize_unsuffixed);
        quote!((#code, &[#(#positions),*]))
    });
    quote!(#by_code::Shared(#lookup, &[#(#rows),*]))
}
