//! Messages with placeholders: a struct of each, which writes the message and reads it back.
//!
//! Each is as plain as a person would write it, and derives little: see `DERIVES`.
//!
//! `Display` is one `write!`. A call for each part, `write_str` or `write!("{}")`, is no faster, and
//! some 12 % slower with nine values.

use std::fmt::Write;

use crate::generator::case;
use crate::generator::emit::layout::{WIDTH, push_documentation};
use crate::generator::emit::markdown;
use crate::generator::model::{CatalogModel, EntryModel, SegmentModel, TemplateModel};
use crate::generator::names::RESERVED;

/// The fewest that a user misses: `Debug` for `unwrap`, `PartialEq` for tests. They are what costs rustc
/// most: a crate of 1,000 messages takes it 5.5 s, without `PartialEq` 4.5 s and without both 3.6 s, of
/// which 1.2 s are the table and the enum. An enum of thiserror's with these messages takes 1.4 to 2 s.
const DERIVES: &str = "Debug, PartialEq";

/// The structs of a catalog's messages.
pub fn emit(catalog: &CatalogModel) -> String {
    let mut text = String::new();
    for (position, entry) in catalog.entries.iter().enumerate() {
        let Some(template) = &entry.message else { continue };
        if template.placeholders().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        push_message(&mut text, position, entry, template);
    }
    text
}

fn push_message(text: &mut String, position: usize, entry: &EntryModel, template: &TemplateModel) {
    let name = &entry.variant;
    let fields: Vec<String> = template.placeholders().into_iter().map(case::snake).collect();
    let types: Vec<String> = match fields.as_slice() {
        [_] if name != "T" => vec!["T".to_owned()],
        fields => fields.iter().map(|field| type_parameter(field, name)).collect(),
    };
    let generics = types.join(", ");
    push_documentation(
        text,
        "///",
        &[
            format!("The message of [`ErrorCode::{name}`]: {}", markdown::code(&template.text)),
            String::new(),
            "`Display` writes it, [`parse`](Self::parse) reads it back. `render`, with the feature `alloc` of"
                .to_owned(),
            "the library, returns it as a `String` and is faster than `to_string`.".to_owned(),
        ],
    );
    // Writing to a `String` can't fail.
    let _ = writeln!(text, "#[derive({DERIVES})]\npub struct {name}<{generics}> {{");
    for (field, of_type) in fields.iter().zip(&types) {
        let _ = writeln!(text, "    /// The value of `{field}`.\n    pub {field}: {of_type},");
    }
    let bounds: Vec<String> = types.iter().map(|it| format!("{it}: fmt::Display")).collect();
    let (format, arguments) = format_arguments(template, &fields);
    let call = format!("write!(formatter, {format}, {})", arguments.join(", "));
    let call = if call.len() <= WIDTH {
        call
    } else {
        let arguments = arguments.join(",\n            ");
        format!(
            "write!(\n            formatter,\n            {format},\n            {arguments},\n        )"
        )
    };
    let borrowed = vec!["&'m str"; fields.len()].join(", ");
    let names = fields.join(", ");
    let _ = write!(
        text,
        "}}

impl<{bounds}> fmt::Display for {name}<{generics}> {{
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {{
        {call}
    }}
}}

impl<'m> {name}<{borrowed}> {{
    /// The arguments of `message`, which borrow from it; `None` if it is another message.
    #[inline]
    #[must_use]
    pub fn parse(message: &'m str) -> Option<Self> {{
        const SEGMENTS: &[__library::Segment<'static>] = ENTRIES[{position}].segments();
        let [{names}] = __library::parse_message(SEGMENTS, message)?;
        Some(Self {{ {names} }})
    }}
}}

__library::impl_render!({name}<{generics}>, {capacity});
",
        bounds = bounds.join(", "),
        capacity = capacity(template),
    );
}

/// How many bytes `render` allocates: enough for short values, so that it rarely has to grow.
fn capacity(template: &TemplateModel) -> usize {
    let lengths = template.segments.iter().map(|segment| match segment {
        SegmentModel::Literal(text) => text.len(),
        SegmentModel::Placeholder(_) => 16,
    });
    lengths.sum()
}

/// The format string of a template, and its arguments. A value that the template repeats is one
/// argument.
fn format_arguments(template: &TemplateModel, fields: &[String]) -> (String, Vec<String>) {
    let repeats = template.segments.iter().filter(|it| is_placeholder(it)).count() > fields.len();
    let placeholders = template.placeholders();
    let mut format = String::new();
    for segment in &template.segments {
        match segment {
            SegmentModel::Literal(text) => {
                format += &text.replace('{', "{{").replace('}', "}}");
            }
            SegmentModel::Placeholder(name) if repeats => {
                let index = placeholders.iter().take_while(|other| *other != name).count();
                format += &format!("{{{index}}}");
            }
            SegmentModel::Placeholder(_) => format += "{}",
        }
    }
    let arguments = fields.iter().map(|field| format!("self.{field}")).collect();
    (format!("{format:?}"), arguments)
}

fn is_placeholder(segment: &SegmentModel) -> bool {
    matches!(segment, SegmentModel::Placeholder(_))
}

/// The type parameter of a field: its name, unless that would hide another.
fn type_parameter(field: &str, item: &str) -> String {
    let name = case::pascal(field);
    let hides = name == item || RESERVED.contains(&name.as_str()) || name == "Self";
    if hides { format!("{name}Value") } else { name }
}
