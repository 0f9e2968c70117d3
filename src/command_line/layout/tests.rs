//! Nothing is lost, and a second time changes nothing more.

use std::fs;

use proptest::prelude::*;

use crate::command_line::layout::format;
use crate::generator::{CatalogModel, Generator, SourceFile};

fn laid_out(text: &str) -> String {
    format(text, false).expect("TOML")
}

/// What the catalog says, whether it is right or not.
fn data(text: &str) -> toml::Table {
    toml::from_str(text.trim_start_matches('\u{feff}')).expect("TOML")
}

fn model(text: &str) -> Vec<CatalogModel> {
    // The byte-order mark is a problem, which the layout mends.
    let file = SourceFile::new("acme/api.toml", text.trim_start_matches('\u{feff}'));
    Generator::new().source(file).check().expect("a catalog")
}

/// The comments of a file, in no particular order.
fn comments(text: &str) -> Vec<String> {
    let mut comments = Vec::new();
    let source = toml_edit::Document::parse(text).expect("TOML");
    let tokens = text.char_indices().filter(|(_, character)| *character == '#');
    let in_text = strings(source.as_item());
    for (at, _) in tokens {
        if in_text.iter().all(|span| !span.contains(&at)) {
            let comment = text[at..].lines().next().unwrap_or_default();
            // The layout decides about the space before the text.
            comments.push(comment.split_whitespace().collect());
        }
    }
    comments.sort();
    comments
}

/// Where texts and keys are, in which a `#` starts no comment.
fn strings(item: &toml_edit::Item) -> Vec<std::ops::Range<usize>> {
    match item {
        toml_edit::Item::Value(value) => strings_of_value(value),
        toml_edit::Item::Table(table) => {
            let keys = table.iter().filter_map(|(key, _)| table.key(key)?.span());
            keys.chain(table.iter().flat_map(|(_, item)| strings(item))).collect()
        }
        toml_edit::Item::ArrayOfTables(tables) => {
            let tables = tables.iter().map(|table| toml_edit::Item::Table(table.clone()));
            tables.flat_map(|table| strings(&table)).collect()
        }
        toml_edit::Item::None => Vec::new(),
    }
}

fn strings_of_value(value: &toml_edit::Value) -> Vec<std::ops::Range<usize>> {
    match value {
        toml_edit::Value::String(_) => value.span().into_iter().collect(),
        toml_edit::Value::Array(array) => array.iter().flat_map(strings_of_value).collect(),
        toml_edit::Value::InlineTable(table) => {
            let keys = table.iter().filter_map(|(key, _)| table.key(key)?.span());
            keys.chain(table.iter().flat_map(|(_, value)| strings_of_value(value))).collect()
        }
        _ => Vec::new(),
    }
}

#[track_caller]
fn assert_laid_out(before: &str) -> String {
    let after = laid_out(before);
    assert_eq!(data(before), data(&after), "\n{before}\n---\n{after}");
    assert_eq!(laid_out(&after), after, "\n{before}\n---\n{after}");
    assert_eq!(
        comments(&before.trim_start_matches('\u{feff}').replace("\r\n", "\n")),
        comments(&after),
        "\n{before}\n---\n{after}"
    );
    let is_trimmed = |line: &str| line.trim_end() == line;
    assert!(after.lines().all(is_trimmed), "{after}");
    assert!(
        !after.contains('\r') && !after.starts_with('\n') && !after.ends_with("\n\n"),
        "{after}"
    );
    after
}

/// Every catalog in `folder` and the folders in it.
fn catalogs(folder: &str) -> Vec<(String, String)> {
    let mut catalogs = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.to_str().expect("UTF-8").to_owned();
        if path.is_dir() {
            catalogs.extend(self::catalogs(&name));
        } else if let (true, Ok(text)) = (name.ends_with(".toml"), fs::read_to_string(&path)) {
            catalogs.push((name, text));
        }
    }
    catalogs
}

#[test]
fn what_the_shipped_catalogs_say_stays() {
    let shipped = catalogs("catalogs");
    assert!(shipped.len() > 7);
    for (_, text) in shipped {
        assert_eq!(model(&text), model(&assert_laid_out(&text)));
    }
}

#[test]
fn what_catalogs_with_every_field_and_with_every_problem_say_stays() {
    let examples = [catalogs("tests/every_field"), catalogs("tests/bad")].concat();
    let mut valid = 0;
    for (_, text) in examples {
        let text = text.replace("\r\n", "\n");
        if toml::from_str::<toml::Table>(text.trim_start_matches('\u{feff}')).is_ok() {
            assert_laid_out(&text);
            valid += 1;
        }
    }
    assert!(valid > 40, "{valid}");
}

/// Texts that are easily broken, in several notations.
const TEXTS: &[&str] = &[
    r#""plain""#,
    r#""both \" and ' and \\""#,
    r#"'a "quoted" \ word'"#,
    r#""\"\"\"three\"\"\"""#,
    "'# no comment'",
    "\"ümläut 鉄床 🔨 \\u0020\"",
    "\"\"\"\none\n\n    indented\n\ttab \nlast\"\"\"",
    "\"\"\"one \\\n\n    and \\\n  two\"\"\"",
    "\"\"\"\n[codes.X]\n# no comment\nkey = '''value'''\\\\\"\"\"",
    "'''\n\"\"\"\n\\'''",
    r#""a line that goes on and on, with  two spaces, \"quotes\" and no end in sight, until it ends at last""#,
    "\"\"\"x = y # z \\\\ and more of it, long enough to be broken into pieces by whoever lays it out\nend\"\"\"",
];

fn one_of(texts: &[&'static str]) -> impl Strategy<Value = &'static str> + Clone {
    prop::sample::select(texts.to_vec())
}

/// A value, written as nobody would. Each `@` becomes a number, so that no comment is like another.
fn value() -> impl Strategy<Value = String> {
    let gap = || one_of(&["", " ", "\n", " # @\n", "\n\n\t#@\n# @\n "]);
    let numbers = one_of(&["400", "0x1F4", "4_2_9", "+404", "[400,\n401]", "{}", "[]"]);
    prop_oneof![
        (one_of(TEXTS)).prop_map(str::to_owned),
        numbers.prop_map(str::to_owned),
        (gap(), one_of(TEXTS), gap(), one_of(TEXTS), gap())
            .prop_map(|(a, one, b, other, c)| format!("[{a}{one}{b},{c}{other}{a},{b}]")),
        (gap(), one_of(TEXTS), gap(), one_of(TEXTS), gap()).prop_map(|(a, one, b, other, c)| {
            format!("{{{a}text ={one}{b},{c}section=[{{ name = {other} }}]{b}}}")
        }),
    ]
}

/// What may be between two lines.
fn gap() -> impl Strategy<Value = &'static str> {
    one_of(&[
        "",
        "\n",
        " \t\n\n\n",
        "# @\n",
        "#@\n\n",
        "\n  # @  \n# @\n",
        "\n## \"[x]\" = 'é' @\n\n\t# @\n\n",
        "#:schema @\n",
    ])
}

/// A table with its header, with fields that the format knows and others.
fn table() -> impl Strategy<Value = String> {
    let header = one_of(&[
        "[codes.@]",
        "[codes.'a.@']\t# @",
        " [ codes . \"ü@\\\"\" ] #@",
        "[codes.@.guidance]",
        "[[codes.x.cases]] # @",
        "[response.@]",
    ]);
    let fields = [
        "category",
        "retry",
        "message",
        "description",
        "status",
        "causes",
        "cases",
        "guidance",
        "retired . since",
        "'quo\"te'",
        "other_codes",
        "x.y",
    ];
    let fields = prop::sample::subsequence(fields.to_vec(), 0..6).prop_shuffle();
    let lines = prop::collection::vec((gap(), value(), one_of(&["", " # @", "#@"])), 6);
    (gap(), header, fields, lines).prop_map(|(gap, header, fields, lines)| {
        let lines = fields
            .iter()
            .zip(lines)
            .map(|(field, (gap, value, comment))| format!("{gap}\t{field}  ={value}{comment}\n"));
        format!("{gap}{header}\n{}", lines.collect::<String>())
    })
}

fn file() -> impl Strategy<Value = String> {
    let tables = prop::collection::vec(table(), 0..6);
    (one_of(&["", "\u{feff}"]), gap(), tables, gap()).prop_map(|(mark, gap, tables, end)| {
        let text = format!("{gap}{}{end}", tables.concat());
        let parts = text.split('@').enumerate().map(|(at, part)| match at {
            0 => format!("{mark}{part}"),
            _ => format!("{at}{part}"),
        });
        parts.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_file_says_stays_however_it_is_written(before in file()) {
        let after = assert_laid_out(&before);
        let named = format(&after, true).expect("TOML");
        prop_assert_eq!(format(&named, true).expect("TOML"), named);
    }

    #[test]
    fn any_text_is_the_same_in_any_field(text in any::<String>(), words in "([a-z\"'\\\\ ]{0,12}[ \n\t]?){0,30}") {
        for text in [text.replace('\r', ""), words] {
            let value = crate::command_line::layout::quote::line(&text);
            let before = format!(
                "[catalog]\ndescription = {value}\ntitle = {value}\n[codes.{0}]\nmessage = {value}\ncauses = [{value}]\n",
                crate::command_line::layout::quote::key(&text)
            );
            assert_laid_out(&before);
        }
    }
}
