//! Our tree to text.

use crate::command_line::layout::WIDEST;
use crate::command_line::layout::quote::{self, key};
use crate::command_line::layout::sections::{Section, in_order, kind_of, sections};
use crate::command_line::layout::tree::{Commented, Comments, Document, List, Table, Value, dense};
use crate::generator::Kind;

/// The indentation of the items of a list.
const INDENT: &str = "    ";

/// `document` in the canonical layout.
pub fn write(document: Document) -> String {
    let mut parts = vec![lines("", &document.head)];
    parts.extend(sections(document.root).into_iter().map(section));
    parts.push(lines("", &document.tail));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn section(section: Section) -> String {
    let mut text = lines("", &section.above);
    if !section.path.is_empty() {
        let path = section.path.iter().map(|part| key(part)).collect::<Vec<_>>().join(".");
        text += &if section.is_item { format!("[[{path}]]") } else { format!("[{path}]") };
        text += &end_of_line(section.beside.as_deref());
    }
    for (field, kind) in section.fields {
        text += &self::field(&field.key, field.value, kind);
    }
    text + &lines("", &section.below)
}

/// A key and its value, in lines of their own.
fn field(name: &str, field: Commented, kind: Option<Kind>) -> String {
    let Commented { above, value, beside } = field;
    let mut above = dense(above);
    let start = format!("{} = ", key(name));
    let value = match value {
        Value::Text(text) => {
            let breaks = matches!(kind, Some(Kind::Text));
            quote::lines(&text, start.chars().count(), breaks)
        }
        Value::List(list) => self::list(list, start.chars().count(), kind, &mut above),
        value => inline(value, kind, &mut above),
    };
    format!("{}{start}{value}{}", lines("", &above), end_of_line(beside.as_deref()))
}

fn list(list: List, column: usize, kind: Option<Kind>, above: &mut Comments) -> String {
    let is_bare = |item: &Commented| item.above.is_empty() && item.beside.is_none();
    let has_lines = matches!(kind, Some(Kind::Lines | Kind::Messages | Kind::Tables(_)))
        && !list.items.is_empty();
    if !has_lines && list.below.is_empty() && list.items.iter().all(is_bare) {
        let mut inner = Comments::new();
        let line = inline(Value::List(list.clone()), kind, &mut inner);
        if inner.is_empty() && column + line.chars().count() <= WIDEST || list.items.is_empty() {
            above.extend(inner);
            return line;
        }
    }
    let mut text = String::from("[\n");
    for Commented { above, value, beside } in list.items {
        let mut above = dense(above);
        let value = inline(value, item_kind(kind), &mut above);
        text += &lines(INDENT, &above);
        text += &format!("{INDENT}{value},{}", end_of_line(beside.as_deref()));
    }
    text + &lines(INDENT, &list.below) + "]"
}

/// `value` in one line. The comments in it go above that line.
fn inline(value: Value, kind: Option<Kind>, above: &mut Comments) -> String {
    match value {
        Value::Text(text) => quote::line(&text),
        Value::Literal(literal) => match kind {
            Some(Kind::Integers { .. }) => decimal(&literal).unwrap_or(literal),
            _ => literal,
        },
        Value::List(List { items, below, .. }) => {
            let items = items.into_iter().map(|item| inline_in(item, item_kind(kind), above));
            let items = items.collect::<Vec<_>>().join(", ");
            above.extend(below);
            format!("[{items}]")
        }
        Value::Table(Table { fields, below, .. }) => {
            let fields = in_order(fields, kind).into_iter().map(|field| {
                let value = inline_in(field.value, kind_of(kind, &field.key), above);
                format!("{} = {value}", key(&field.key))
            });
            let fields = fields.collect::<Vec<_>>().join(", ");
            above.extend(below);
            if fields.is_empty() { "{}".to_owned() } else { format!("{{ {fields} }}") }
        }
    }
}

fn inline_in(value: Commented, kind: Option<Kind>, above: &mut Comments) -> String {
    above.extend(dense(value.above));
    above.extend(value.beside);
    inline(value.value, kind, above)
}

/// What the items of a list of `kind` are.
fn item_kind(kind: Option<Kind>) -> Option<Kind> {
    match kind {
        Some(Kind::Integers { .. }) => kind,
        _ => kind?.item(),
    }
}

/// An integer as people write it.
fn decimal(literal: &str) -> Option<String> {
    let digits = literal.replace('_', "");
    let number = match digits.get(..2) {
        Some("0x") => i64::from_str_radix(&digits[2..], 16),
        Some("0o") => i64::from_str_radix(&digits[2..], 8),
        Some("0b") => i64::from_str_radix(&digits[2..], 2),
        _ => digits.parse(),
    };
    number.ok().map(|number| number.to_string())
}

fn lines(indent: &str, comments: &Comments) -> String {
    let mut text = String::new();
    let mut is_first = true;
    for line in comments {
        if !line.is_empty() {
            text += indent;
            text += &comment(line, is_first);
        }
        text.push('\n');
        is_first = line.is_empty();
    }
    text
}

fn end_of_line(beside: Option<&str>) -> String {
    beside.map_or_else(|| "\n".to_owned(), |line| format!(" {}\n", comment(line, true)))
}

/// A comment with a space before its text. The first of several has exactly one, as in Tombi; the others
/// may be indented below it. A directive such as `#:schema` stays as it is.
fn comment(line: &str, is_first: bool) -> String {
    let marks = line.find(|mark: char| mark != '#' && mark != '!').unwrap_or(line.len());
    let (marks, text) = line.split_at(marks);
    if text.is_empty() || text.starts_with(':') || text.starts_with(' ') && !is_first {
        return line.to_owned();
    }
    format!("{marks} {}", text.trim_start())
}
