//! CSV: a row for each code, with the columns of the JSON.

use std::io;

use serde::Serialize;

use crate::Catalog;
use crate::cli::command::export::row::{Case, Row, rows};

/// A row. The fields are the columns, in this order, which is that of the JSON.
#[derive(Debug, Serialize)]
struct Record {
    catalog: &'static str,
    name: &'static str,
    key: &'static str,
    code: &'static str,
    status: Option<u16>,
    message: Option<&'static str>,
    placeholders: String,
    title: Option<&'static str>,
    group: Option<&'static str>,
    description: &'static str,
    category: &'static str,
    retry: &'static str,
    advice: Option<&'static str>,
    guidance: Option<String>,
    details: Option<&'static str>,
    causes: String,
    cases: String,
    retired: Option<String>,
}

/// The rows of `catalogs` as CSV, with a header.
pub fn write(catalogs: &[&'static Catalog]) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows(catalogs) {
        writer.serialize(Record::from(row))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

impl From<Row> for Record {
    fn from(row: Row) -> Self {
        let guidance = row.guidance.map(|it| format!("{}: {}", it.section, it.text));
        let retired = row.retired.map(|it| format!("{}: {}", it.since, it.reason));
        let case = |it: &Case| format!("{}: {} ({})", it.name, it.description, it.example);
        Self {
            catalog: row.catalog,
            name: row.name,
            key: row.key,
            code: row.code,
            status: row.status,
            message: row.message,
            placeholders: row.placeholders.join("\n"),
            title: row.title,
            group: row.group,
            description: row.description,
            category: row.category,
            retry: row.retry,
            advice: row.advice,
            guidance,
            details: row.details,
            causes: row.causes.join("\n"),
            cases: row.cases.iter().map(case).collect::<Vec<_>>().join("\n"),
            retired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Row};
    use crate::cli::catalogs::fixture::EVERYTHING;

    #[test]
    fn a_list_has_an_item_to_a_line() {
        let record = Record::from(Row::new("acme/api", &EVERYTHING));
        assert_eq!(record.placeholders, "item\ncount");
        assert_eq!(
            record.guidance.as_deref(),
            Some("Retry later: Order [again](https://acme.example)")
        );
        assert_eq!(record.causes, "A run on anvils\nA strike");
        assert_eq!(record.cases, "Iron: No iron anvils (no iron left)\nSteel: None (no `steel`)");
        assert_eq!(record.retired.as_deref(), Some("0.3.0: Anvils are a thing of the past."));
    }
}
