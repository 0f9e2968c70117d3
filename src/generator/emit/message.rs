//! Messages with placeholders: a struct of each, which writes the message and reads it back.
//!
//! Each is as plain as a person would write it. Only `Debug` is derived, which `unwrap` needs: derives
//! are what takes rustc longest. See benches/README.md for what a message costs it.
//!
//! `Display` is one `write!`. A call for each part, `write_str` or `write!("{}")`, is no faster, and
//! some 12 % slower with nine values.

use std::fmt::Write;

use crate::generator::case;
use crate::generator::emit::layout::{WIDTH, push_documentation};
use crate::generator::emit::markdown;
use crate::generator::model::{CatalogModel, EntryModel, SegmentModel, TemplateModel};
use crate::generator::names::RESERVED;

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
            "`Display` writes it, [`parse`](Self::parse) reads it back.".to_owned(),
        ],
    );
    // Writing to a `String` can't fail.
    let _ = writeln!(text, "#[derive(Debug)]\npub struct {name}<{generics}> {{");
    for (field, of_type) in fields.iter().zip(&types) {
        let _ = writeln!(text, "    /// The value of `{field}`.\n    pub {field}: {of_type},");
    }
    let _ = write!(
        text,
        "}}

{display}
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {{
        {write}
    }}
}}

impl<'m> {name}<{borrowed}> {{
    /// The arguments of `message`, which borrow from it; `None` if it is another message.
    #[inline]
    #[must_use]
    pub fn parse(message: &'m str) -> Option<Self> {{
        let segments = const {{ ENTRIES[{position}].segments() }};
        {parse}
    }}
}}

__library::impl_render!({name}<{generics}>, {capacity});
",
        display = implementation(name, &types),
        write = write_call(template, &fields),
        borrowed = vec!["&'m str"; fields.len()].join(", "),
        parse = parse_call(&fields),
        capacity = capacity(template),
    );
}

/// The head of the implementation of `Display`.
fn implementation(name: &str, types: &[String]) -> String {
    let bounds: Vec<String> = types.iter().map(|it| format!("{it}: fmt::Display")).collect();
    let generics = types.join(", ");
    let line = format!("impl<{}> fmt::Display for {name}<{generics}>", bounds.join(", "));
    if line.len() <= WIDTH {
        return line + " {";
    }
    let bounds = bounds.join(",\n    ");
    format!("impl<{generics}> fmt::Display for {name}<{generics}>\nwhere\n    {bounds},\n{{")
}

/// What writes the message.
fn write_call(template: &TemplateModel, fields: &[String]) -> String {
    let (format, arguments) = format_arguments(template, fields);
    let call = format!("write!(formatter, {format}, {})", arguments.join(", "));
    if call.len() <= WIDTH {
        return call;
    }
    let arguments = arguments.join(",\n            ");
    format!(
        "write!(\n            formatter,\n            {format},\n            {arguments},\n        )"
    )
}

/// What reads the message. No closure, which rustc would compile for each message.
fn parse_call(fields: &[String]) -> String {
    let line = fields.join(", ");
    let one_each: String = fields.iter().map(|field| format!("            {field},\n")).collect();
    let call = "__library::parse_message(segments, message)?";
    let pattern = match format!("let [{line}] = {call};") {
        long if long.len() > WIDTH => format!("let [\n{one_each}        ] = {call};"),
        short => short,
    };
    let value = match format!("Some(Self {{ {line} }})") {
        long if long.len() > WIDTH => format!("Some(Self {{\n{one_each}        }})"),
        short => short,
    };
    format!("{pattern}\n        {value}")
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
