//! What holds of any page.

use proptest::prelude::*;

use crate::command_line::command::import::page;

/// The catalog that `page` makes of `document`, as text.
fn import(document: &str, page: &str) -> String {
    crate::command_line::command::import::import(document, page).expect("TOML")
}

/// `cell` in Markdown, with a backslash before whatever could mean something.
fn in_markdown(cell: &str) -> String {
    let escape = |character: char| {
        let backslash = if character.is_ascii_punctuation() { "\\" } else { "" };
        format!("{backslash}{character}")
    };
    cell.chars().map(escape).collect()
}

fn cell() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9](([ -~éß鉄’]){0,20}[!-~éß鉄’])?"
}

fn code() -> impl Strategy<Value = String> {
    "[A-Za-z][A-Za-z0-9_.]{0,12}"
}

/// What pages are made of.
fn segment() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("| Code | Status | Message |\n|---|---|---|\n".to_owned()),
        Just("Code\tHTTP Status\tDescription\n".to_owned()),
        Just("Error NameStatus CodeDescription\n".to_owned()),
        Just("error code,title,retryable\n".to_owned()),
        Just("\n## Heading\n".to_owned()),
        "(\\| ?[A-Za-z0-9_`*<&\\\\\\[\\]().{}\"']{0,10} ?){2,4}\\|?\n",
        "[A-C]{1,2}\t[45]0[0-9]\t[ -~]{0,12}\n",
        "[A-C]{1,2},[ -~]{0,12},[ -~]{0,12}\n",
        "[A-C_]{1,4}[45]0[0-9][A-Za-z ]{1,12}\n",
        "[ -~\t\u{80}-\u{ff}]{0,20}\n",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_the_same_in_every_notation(
        cells in prop::collection::vec((code(), 100..600_u16, cell(), cell()), 1..6)
    ) {
        let lines = |separator: &str, cell: &dyn Fn(&str) -> String| -> String {
            let rows = cells.iter().map(|(code, status, message, description)| {
                let status = status.to_string();
                let row = [code, &status, message, description].map(|text| cell(text));
                row.join(separator) + "\n"
            });
            rows.collect()
        };
        let header = ["Error Code", "HTTP Status", "Message", "Description"];
        let markdown = format!("{}\n-|-|-|-\n{}", header.join("|"), lines(" | ", &in_markdown));
        let tabs = format!("{}\n{}", header.join("\t"), lines("\t", &str::to_owned));
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let csv = format!("{}\n{}", header.join(","), lines(",", &quoted));
        for page in [&markdown, &tabs, &csv, &csv.replace('\n', "\r\n")] {
            let tables = page::read(page, &[]).tables;
            prop_assert_eq!(tables.len(), 1, "{}", page);
            let read: Vec<_> = tables[0].rows.iter().map(|row| row.cells.clone()).collect();
            let expected: Vec<_> = cells
                .iter()
                .map(|(code, status, message, description)| {
                    vec![code.clone(), status.to_string(), message.clone(), description.clone()]
                })
                .collect();
            prop_assert_eq!(read, expected, "{}", page);
        }
    }

    #[test]
    fn any_page_becomes_toml_and_a_second_import_changes_nothing(
        segments in prop::collection::vec(segment(), 0..14)
    ) {
        let page = segments.concat();
        let once = import("", &page);
        prop_assert_eq!(import(&once, &page), once, "{}", page);
    }

    #[test]
    fn any_text_at_all_can_be_read(page in any::<String>()) {
        import("", &page);
    }
}

#[test]
fn rows_of_one_code_without_texts_are_found_again() {
    for rows in ["A | |\nA / B | 400/401 |", "A | 400 |\nA | 500 |", "A | |\nA | |\nB | |"] {
        let page = format!("Code | Status | Message\n-|-|-\n{rows}\n");
        let once = import("", &page);
        assert_eq!(import(&once, &page), once, "{page}");
    }
}

#[test]
fn a_made_name_is_no_code_of_a_later_row() {
    let page = "Code | Message\n-|-\n | Gone\nGone | It is gone\n";
    let catalog = import("", page);
    assert_eq!(catalog.matches("[codes.Gone]").count(), 1, "{catalog}");
    assert_eq!(import(&catalog, page), catalog);
}

#[test]
fn a_message_that_the_template_writes_keeps_it() {
    for (template, message, is_example) in [
        ("no {{.a}} left", "no seats left", true),
        ("no {{.a}} left", "no {{.a}} left", true),
        ("no {{.a}} left", "no seats", false),
        ("no {{.a}} left", "there are no seats left", false),
        // Either spelling of a placeholder, in either order.
        ("<<.a>> of {{.b}} is bad", "3 of 7 is bad", true),
        ("{{.a}} of <<.b>> is bad", "3 of 7 is bad", true),
        ("<<.a>> of {{.b}} is bad", "3 or 7 is bad", false),
        // A placeholder that is repeated has the same value twice.
        ("{{.a}} is not {{.a}}", "x is not x", true),
        ("{{.a}} is not {{.a}}", "x is not y", false),
        ("{{.a}} is not <<.a>>", "x is not y", false),
        // What isn't a template is text.
        ("no {{\"{{\"}} seats", "no {{ seats", true),
        ("no {{.seats", "no more seats", false),
    ] {
        let document = format!("[codes.A]\nmessage = '{template}'\n");
        let catalog = import(&document, &format!("Code\tMessage\nA\t{message}\n"));
        let kept = if is_example { template } else { message };
        let has = |quote| catalog.contains(&format!("message = {quote}{kept}{quote}\n"));
        assert!(has('"') || has('\''), "{message}: {catalog}");
    }
}
