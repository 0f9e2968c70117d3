//! The editor's guide, `catalogs/README.md`, says what the generator does.

use std::fs;

use error_catalog::generator::{FORMAT, Field, Generator, Kind, Rule, Severity, SourceFile};
use error_catalog::{CATALOGS, Category, Entry, Retry};

fn guide() -> String {
    fs::read_to_string("catalogs/README.md").expect("the guide")
}

/// The cells of the table's rows below the heading that starts with `heading`, without its head.
fn table(guide: &str, heading: &str) -> Vec<Vec<String>> {
    let below = guide.split_once(&format!("\n{heading}")).expect("the heading").1;
    let rows = below
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'));
    let cells =
        |row: &str| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    rows.skip(2).map(cells).collect()
}

/// The fields of the table at `path`, such as `response.state`.
fn fields(path: &str) -> &'static [Field] {
    path.split('.').fold(FORMAT, |fields, name| {
        let field = fields.iter().find(|field| field.name == name).expect("a table of the format");
        match field.kind {
            Kind::Section(fields) | Kind::Entries(fields) => fields,
            other => panic!("{path} is {other:?}"),
        }
    })
}

#[test]
fn tables_of_fields_match_the_format() {
    let guide = guide();
    for (path, heading) in [
        ("catalog", "### `[catalog]`"),
        ("codes", "### `[codes.KEY]`"),
        ("response", "### `[response]`"),
        ("response.state", "### `[response.state]`"),
        ("response.headers", "### `[response.headers]`"),
    ] {
        let described: Vec<[String; 3]> = table(&guide, heading)
            .into_iter()
            .map(|cells| [cells[0].clone(), cells[1].clone(), cells[2].clone()])
            .collect();
        let defined: Vec<[String; 3]> = fields(path)
            .iter()
            .map(|field| {
                let required = if field.required { "required" } else { "optional" };
                [format!("`{}`", field.name), required.to_owned(), field.kind.name().to_owned()]
            })
            .collect();
        assert_eq!(described, defined, "{heading}");
    }
}

#[test]
fn fields_of_nested_tables_are_named() {
    let rows = table(&guide(), "### `[codes.KEY]`");
    for field in fields("codes") {
        let (Kind::Table(inner) | Kind::Tables(inner)) = field.kind else { continue };
        let row = rows.iter().find(|row| row[0] == format!("`{}`", field.name)).expect("its row");
        let example: Vec<String> =
            inner.iter().map(|field| format!("{} = \"...\"", field.name)).collect();
        assert!(row[3].contains(&format!("{{ {} }}", example.join(", "))), "{}", field.name);
        assert!(inner.iter().all(|field| field.required));
    }
}

/// The blocks of TOML, without their indentation.
fn examples(guide: &str) -> Vec<String> {
    let blocks = guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let dedented = |block: &str| -> String {
        let indent = block.len() - block.trim_start_matches(' ').len();
        block.lines().map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect()
    };
    blocks.map(dedented).collect()
}

#[test]
fn examples_pass_the_check() {
    let mut checked = 0;
    for example in examples(&guide()) {
        // It may begin with a comment.
        let section = example
            .lines()
            .find_map(|line| line.strip_prefix('['))
            .and_then(|rest| rest.split(['.', ']']).next());
        let text = match section {
            Some("codes") => format!("{HEAD}{example}"),
            Some("catalog") => format!("{example}{ENTRY}"),
            Some(_) => format!("{HEAD}{example}{ENTRY}"),
            // A field of an entry.
            None => format!("{HEAD}{ENTRY}{}", example.replace("description", "details")),
        };
        let file = SourceFile::new("acme/api.toml", text);
        let (_, found) = Generator::new().source(file).inspect();
        assert!(found.is_empty(), "{example}\n{found}");
        checked += 1;
    }
    assert!(checked > 7, "{checked}");
}

const HEAD: &str = "[catalog]\ntitle = 't'\ndescription = 'd'\nsource = 's'\n";
const ENTRY: &str = "[codes.Any]\ndescription = 'd'\ncategory = 'unknown'\nretry = 'never'\n";

#[test]
fn tables_of_words_match_the_vocabulary() {
    let guide = guide();
    for (heading, words) in [
        ("## How `category` is chosen", Category::WORDS),
        ("## How `retry` is chosen", Retry::WORDS),
    ] {
        let mut described: Vec<String> =
            table(&guide, heading).into_iter().map(|row| row[0].clone()).collect();
        let mut defined: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        described.sort();
        defined.sort();
        assert_eq!(described, defined, "{heading}");
    }
}

#[test]
fn examples_have_the_words_of_their_rows() {
    let guide = guide();
    let mut checked = 0;
    for (heading, word_of) in [
        ("## How `category` is chosen", (|entry| entry.category().as_str()) as fn(&Entry) -> &str),
        ("## How `retry` is chosen", |entry| entry.retry().as_str()),
    ] {
        for row in table(&guide, heading) {
            for example in row.last().expect("cells").split('`').filter(|text| text.contains('/')) {
                let (path, name) = example.rsplit_once('/').expect("vendor/scope/CODE");
                let catalog = CATALOGS.iter().find(|catalog| catalog.path() == path).expect(path);
                let mut entries = catalog.entries().iter();
                let entry = entries.find(|entry| entry.key() == name).expect(example);
                assert_eq!(format!("`{}`", word_of(entry)), row[0], "{example}");
                checked += 1;
            }
        }
    }
    assert!(checked > 30, "{checked} examples");
}

#[test]
fn every_rule_is_listed() {
    let guide = guide();
    for (heading, severity) in
        [("## Every rule", Severity::Error), ("## Every warning", Severity::Warning)]
    {
        let rows = table(&guide, heading);
        let described: Vec<[String; 2]> =
            rows.into_iter().map(|row| [row[0].clone(), row[1].clone()]).collect();
        let defined: Vec<[String; 2]> = Rule::ALL
            .iter()
            .filter(|rule| rule.severity() == severity)
            .map(|rule| [format!("`{}`", rule.name()), rule.meaning().to_owned()])
            .collect();
        assert_eq!(described, defined, "{heading}");
    }
}
