//! CSV: a row for each code, with the columns of the JSON.

use std::io;

use crate::Catalog;
use crate::command_line::catalogs::fields::Fields;
use crate::command_line::command::export::row::{Row, rows};

/// A column: its header, which is the key of the JSON, and what a cell of it contains.
type Column = (&'static str, fn(&Row) -> String);

const COLUMNS: [Column; 22] = [
    ("catalog", |row| row.catalog.to_owned()),
    ("name", |row| row.name.to_owned()),
    ("key", |row| row.key.to_owned()),
    ("code", |row| row.code.to_owned()),
    ("status", |row| row.status.map(|status| status.to_string()).unwrap_or_default()),
    ("message", |row| row.message.unwrap_or_default().to_owned()),
    ("placeholders", |row| row.placeholders.join("\n")),
    ("title", |row| row.title.unwrap_or_default().to_owned()),
    ("group", |row| row.group.unwrap_or_default().to_owned()),
    ("description", |row| row.description.to_owned()),
    ("category", |row| row.category.to_owned()),
    ("retry", |row| row.retry.to_owned()),
    ("advice", |row| row.advice.unwrap_or_default().to_owned()),
    ("guidance", |row| row.guidance.as_ref().map(Fields::in_line).unwrap_or_default()),
    ("details", |row| row.details.unwrap_or_default().to_owned()),
    ("causes", |row| row.causes.join("\n")),
    ("cases", |row| row.cases.iter().map(case).collect::<Vec<_>>().join("\n")),
    ("retired", |row| row.retired.as_ref().map(Fields::in_line).unwrap_or_default()),
    ("statuses", |row| row.statuses.iter().map(u16::to_string).collect::<Vec<_>>().join("\n")),
    ("other_codes", |row| row.other_codes.join("\n")),
    ("other_messages", |row| row.other_messages.join("\n")),
    ("source", |row| row.source.unwrap_or_default().to_owned()),
];

/// The rows of `catalogs` as CSV, with a header.
pub fn write(catalogs: &[&'static Catalog]) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.map(|(header, _)| header))?;
    for row in rows(catalogs) {
        writer.write_record(COLUMNS.map(|(_, content)| inert(content(&row))))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// A case as `name: description (example)`.
fn case(case: &Fields<&str>) -> String {
    match case.0.as_slice() {
        [name, description, example] => format!("{}: {} ({})", name.1, description.1, example.1),
        _ => case.in_line(),
    }
}

/// A cell that no spreadsheet takes for a formula: where it would, it begins with an apostrophe, as
/// OWASP recommends. A negative number is none.
fn inert(cell: String) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Row, inert};
    use crate::command_line::catalogs::fixture::EVERYTHING;

    #[test]
    fn the_columns_are_the_keys_of_the_json() {
        let row = Row::new("acme/api", &EVERYTHING);
        let json = serde_json::to_string(&row).expect("plain data");
        let mut rest = json.as_str();
        for (header, _) in COLUMNS {
            let key = format!("\"{header}\":");
            rest = rest.split_once(&key).unwrap_or_else(|| panic!("{header}")).1;
        }
        assert_eq!(
            serde_json::to_value(&row).expect("an object").as_object().map(|it| it.len()),
            Some(COLUMNS.len())
        );
    }

    #[test]
    fn a_list_has_an_item_a_line() {
        let row = Row::new("acme/api", &EVERYTHING);
        let cell = |name| COLUMNS.iter().find(|(header, _)| *header == name).expect("it").1(&row);
        assert_eq!(cell("placeholders"), "item\ncount");
        assert_eq!(cell("guidance"), "Retry later: Order [again](https://acme.example)");
        assert_eq!(cell("causes"), "A run on anvils\nA strike");
        assert_eq!(cell("cases"), "Iron: No iron anvils (no iron left)\nSteel: None (no `steel`)");
        assert_eq!(cell("retired"), "0.3.0: Anvils are a thing of the past.");
    }

    #[test]
    fn a_spreadsheet_sees_no_formula() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("\tx", "'\tx"),
            ("-1121", "-1121"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(inert(cell.to_owned()), safe);
        }
    }
}
