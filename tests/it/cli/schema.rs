//! The JSON Schema says what `check` says, as far as a schema can.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use boon::{Compiler, SchemaIndex, Schemas};
use error_catalog::generator::{FORMAT, Field, Generator, Kind, Rule, SourceFile};
use error_catalog::{Category, Retry};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Number, Value, json};
use toml::de::{DeTable, DeValue};

use super::{golden, run};

/// The rules that the schema enforces. It can't look at a file's name or bytes, nor compare two
/// values, and what is not TOML never reaches it.
const EXPRESSED: &[Rule] = &[
    Rule::EmptyFile,
    Rule::UnquotedKey,
    Rule::UnknownField,
    Rule::MissingField,
    Rule::WrongType,
    Rule::EmptyValue,
    Rule::OutOfRange,
    Rule::UnknownWord,
    Rule::SurroundingWhitespace,
    Rule::ControlCharacter,
    Rule::BidirectionalOverride,
    Rule::DuplicateItem,
    Rule::InvalidPointer,
    Rule::InvalidHeader,
    Rule::InvalidMonth,
    Rule::TooManyCodes,
    Rule::InvalidVariant,
    Rule::InvalidVersion,
    Rule::InvalidPlaceholder,
    Rule::AdjacentPlaceholders,
];

/// The rules that it can't enforce.
const NOT_EXPRESSED: &[Rule] = &[
    Rule::NoCatalogs,
    Rule::Unreadable,
    Rule::OutsideLink,
    Rule::MisplacedFile,
    Rule::InvalidPath,
    Rule::PathConflict,
    Rule::NotUtf8,
    Rule::ByteOrderMark,
    Rule::InvalidToml,
    Rule::DuplicateState,
    Rule::NoErrorCode,
    Rule::InvalidBody,
    Rule::NeedsVariant,
    Rule::ReservedName,
    Rule::DuplicateVariant,
    Rule::DuplicateEntry,
    Rule::NothingToMatch,
    Rule::FamilyWithoutStart,
    Rule::AmbiguousFamily,
    Rule::OtherCode,
    Rule::RetiredCode,
    Rule::PlaceholderConflict,
    Rule::TooManyPlaceholders,
    Rule::ConfusableCode,
    Rule::ForeignPlaceholder,
    Rule::DescriptionRepeatsMessage,
    Rule::UnusualStatus,
    Rule::TemporaryButNever,
    Rule::LaterWithoutWait,
    Rule::AmbiguousMessage,
];

fn document() -> Value {
    serde_json::from_str(&run(&["schema"]).fine()).expect("JSON")
}

/// The schema as a validator has it.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new() -> Self {
        Self::at("catalog.json")
    }

    /// That of a part of the schema.
    fn at(location: &str) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("catalog.json", document()).expect("a schema");
        // This holds the document to the schema of its draft, too.
        let index = compiler.compile(location, &mut schemas).expect("a valid schema");
        Self { schemas, index }
    }

    /// What is wrong with a catalog, if it is TOML.
    fn validate(&self, text: &str) -> Option<Result<(), String>> {
        let value = json_of(text)?;
        Some(self.schemas.validate(&value, self.index).map_err(|error| format!("{error:#}")))
    }
}

/// A catalog as editors hand it to a schema.
fn json_of(text: &str) -> Option<Value> {
    let table = DeTable::parse(text.trim_start_matches('\u{feff}')).ok()?;
    Some(json_of_table(table.get_ref()))
}

fn json_of_table(table: &DeTable<'_>) -> Value {
    let members = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), json_of_value(value.get_ref())));
    Value::Object(members.collect())
}

fn json_of_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(integer) => Value::from(integer),
            // What doesn't fit is a number all the same.
            Err(_) => Number::from_f64(f64::MAX).map_or(Value::Null, Value::Number),
        },
        DeValue::Float(float) => float
            .as_str()
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map_or(Value::Null, Value::Number),
        DeValue::Boolean(boolean) => Value::Bool(*boolean),
        DeValue::Datetime(datetime) => Value::String(datetime.to_string()),
        DeValue::Array(items) => {
            Value::Array(items.iter().map(|item| json_of_value(item.get_ref())).collect())
        }
        DeValue::Table(table) => json_of_table(table),
    }
}

#[test]
fn the_schema_in_the_repository_is_the_one_that_is_printed() {
    golden::assert_matches("../catalogs/schema.json", &run(&["schema"]).fine());
}

#[test]
fn it_is_written_where_one_says() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written.schema.json");
    let path = file.to_str().expect("UTF-8");
    assert_eq!(run(&["schema", "--output", path]).fine(), "");
    assert_eq!(fs::read_to_string(&file).expect("it"), run(&["schema"]).fine());
    let missing = file.join("no/such/folder");
    let complaint = run(&["schema", "-o", missing.to_str().expect("UTF-8")]).complaint(2);
    assert!(complaint.starts_with("error: can't write "), "{complaint}");
}

/// The files below `folder`, whatever they are called.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_shipped_catalog_passes() {
    let validator = Validator::new();
    let mut catalogs = files(Path::new("catalogs"));
    assert_eq!(catalogs.len(), error_catalog::CATALOGS.len());
    catalogs.extend(files(Path::new("tests/every_field")));
    for file in catalogs {
        let text = fs::read_to_string(&file).expect("UTF-8");
        assert_eq!(validator.validate(&text), Some(Ok(())), "{}", file.display());
    }
}

#[test]
fn every_rule_is_expressed_or_not() {
    let listed: BTreeSet<Rule> = EXPRESSED.iter().chain(NOT_EXPRESSED).copied().collect();
    assert_eq!(listed.len(), EXPRESSED.len() + NOT_EXPRESSED.len());
    assert_eq!(listed, Rule::ALL.iter().copied().collect());
}

#[test]
fn the_schema_rejects_exactly_the_rules_it_expresses() {
    let validator = Validator::new();
    let mut failed = BTreeSet::new();
    for folder in fs::read_dir("tests/bad").expect("a folder") {
        let folder = folder.expect("an entry").path().join("catalogs");
        // Three rules have none.
        if !folder.exists() {
            continue;
        }
        let (_, found) = Generator::new().input(&folder).inspect();
        let mut rules: BTreeMap<&str, BTreeSet<Rule>> = BTreeMap::new();
        for diagnostic in &found {
            rules.entry(diagnostic.location().path()).or_default().insert(diagnostic.rule());
        }
        for file in files(&folder) {
            let broken = rules.remove(file.to_str().expect("UTF-8")).unwrap_or_default();
            let text = String::from_utf8_lossy(&fs::read(&file).expect("a file")).into_owned();
            let Some(verdict) = validator.validate(&text) else {
                assert!(broken.contains(&Rule::InvalidToml), "{}", file.display());
                continue;
            };
            let expressed: Vec<Rule> =
                broken.iter().filter(|rule| EXPRESSED.contains(rule)).copied().collect();
            assert_eq!(verdict.is_err(), !expressed.is_empty(), "{}: {verdict:?}", file.display());
            failed.extend(expressed);
        }
    }
    // Its test is the next one.
    failed.insert(Rule::TooManyCodes);
    assert_eq!(failed, EXPRESSED.iter().copied().collect());
}

#[test]
fn a_catalog_has_as_many_codes_as_its_tables_can_hold() {
    let validator = Validator::new();
    let with = |count: usize| {
        let entry = json!({ "description": "d", "category": "unknown", "retry": "never" });
        let codes = (0..count).map(|number| (format!("E{number}"), entry.clone()));
        let catalog = json!({ "title": "t", "description": "d", "source": "s" });
        let codes = Value::Object(codes.collect());
        validator
            .schemas
            .validate(&json!({ "catalog": catalog, "codes": codes }), validator.index)
            .is_ok()
    };
    assert!(with(65_536));
    assert!(!with(65_537));
}

/// Every field of the tables within the schema at `pointer`, with the pointer to its own schema.
fn every_field(
    document: &Value,
    pointer: &str,
    fields: &'static [Field],
    found: &mut Vec<(&'static Field, String)>,
) {
    let schema = document.pointer(pointer).expect("a schema");
    let properties = schema["properties"].as_object().expect("fields");
    assert_eq!(properties.len(), fields.len());
    assert_eq!(schema["additionalProperties"], json!(false));
    let required: Vec<&str> =
        fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    assert_eq!(schema["required"], json!(required));
    for field in fields {
        let own = format!("{pointer}/properties/{}", field.name);
        match field.kind {
            Kind::Section(fields) | Kind::Table(fields) => {
                every_field(document, &own, fields, found)
            }
            Kind::Tables(fields) => every_field(document, &format!("{own}/items"), fields, found),
            Kind::Entries(fields) => {
                every_field(document, &format!("{own}/additionalProperties"), fields, found);
            }
            _ => {}
        }
        found.push((field, own));
    }
}

#[test]
fn every_field_and_every_word_is_described() {
    let document = document();
    let mut fields = Vec::new();
    every_field(&document, "", FORMAT, &mut fields);
    let mut words = 0;
    for (field, pointer) in fields {
        let schema = document.pointer(&pointer).expect("a schema");
        let description = schema["description"].as_str().expect("a description");
        assert!(description.starts_with(field.meaning), "{}", field.name);
        let Kind::Word(list) = field.kind else { continue };
        assert_eq!(schema["enum"], json!(list));
        let meanings = schema["x-taplo"]["docs"]["enumValues"].as_array().expect("a list");
        assert_eq!(meanings.len(), list.len());
        for (word, meaning) in list.iter().zip(meanings) {
            let line = format!("- `{word}`: {}", meaning.as_str().expect("a text"));
            assert!(description.contains(&line), "{line}");
            assert!(line.ends_with('.'), "{line}");
            words += 1;
        }
    }
    assert_eq!(words, Category::ALL.len() + Retry::ALL.len());
}

#[test]
fn fields_are_in_the_order_of_the_format() {
    let text = run(&["schema"]).fine();
    let (_, entry) = text.split_once("\"additionalProperties\": {").expect("entries");
    let mut from = 0;
    for field in entry_fields() {
        // By its indentation, it is a field of the entry itself.
        let start = format!("\n          \"{}\": {{", field.name);
        let at = entry[from..].find(&start).unwrap_or_else(|| panic!("{} is there", field.name));
        from += at;
    }
}

fn entry_fields() -> &'static [Field] {
    let codes = FORMAT.iter().find(|field| field.name == "codes").expect("it");
    match codes.kind {
        Kind::Entries(fields) => fields,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_example_passes() {
    let document = document();
    let mut fields = Vec::new();
    every_field(&document, "", FORMAT, &mut fields);
    let mut checked = 0;
    for (field, pointer) in fields {
        let examples = document.pointer(&format!("{pointer}/examples")).and_then(Value::as_array);
        assert_eq!(examples.map_or(0, Vec::len), usize::from(field.example.is_some()));
        let validator = Validator::at(&format!("catalog.json#{pointer}"));
        for example in examples.into_iter().flatten() {
            let verdict = validator.schemas.validate(example, validator.index);
            assert!(verdict.is_ok(), "{pointer}: {example}");
            checked += 1;
        }
    }
    assert!(checked > 20, "{checked}");
}

const HEAD: &str = "[catalog]\ntitle = 't'\ndescription = 'd'\nsource = 's'\n";

/// A text as TOML, whatever is in it.
fn literal(text: &str) -> String {
    let escaped: String =
        text.chars().map(|character| format!("\\U{:08X}", u32::from(character))).collect();
    format!("\"{escaped}\"")
}

/// Holds schema and `check` to each other, over catalogs that `text` makes of random values.
fn assert_agreement(
    cases: u32,
    values: impl Strategy<Value = String>,
    text: impl Fn(&str) -> String,
) {
    let validator = Validator::new();
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let seen = Cell::new((0, 0));
    let result = TestRunner::new(config).run(&values, |value| {
        let text = text(&value);
        let file = SourceFile::new("acme/api.toml", text.as_str());
        let (_, found) = Generator::new().source(file).inspect();
        let broken: Vec<Rule> = found.iter().map(|found| found.rule()).collect();
        let verdict = validator.validate(&text).expect("TOML");
        let expected = broken.iter().any(|rule| EXPRESSED.contains(rule));
        prop_assert_eq!(verdict.is_err(), expected, "{:?}, {:?}\n{:?}", broken, verdict, value);
        let (good, bad) = seen.get();
        seen.set(if expected { (good, bad + 1) } else { (good + 1, bad) });
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let (good, bad) = seen.get();
    assert!(good > 0 && bad > 0, "{good} good ones and {bad} bad ones");
}

/// Texts of these characters, now and then with any other.
fn text_of(characters: &'static str) -> impl Strategy<Value = String> {
    let characters: Vec<char> = characters.chars().collect();
    let character = prop_oneof![
        40 => prop::sample::select(characters),
        // An editor sees the carriage returns of its platform, which are no fault.
        1 => any::<char>().prop_filter("not of a line ending", |character| *character != '\r'),
    ];
    prop::collection::vec(character, 0..14).prop_map(|characters| characters.into_iter().collect())
}

/// Few of these characters.
fn word(characters: &'static str) -> impl Strategy<Value = String> {
    let characters: Vec<char> = characters.chars().collect();
    let characters = prop::collection::vec(prop::sample::select(characters), 0..7);
    characters.prop_map(|characters| characters.into_iter().collect())
}

/// Templates of bodies, mostly nearly right.
fn body() -> impl Strategy<Value = String> {
    let code = prop::sample::select(vec!["{{.code}}", "<<.code>>", "{{.cod}}", ""]);
    (template(), code, template()).prop_map(|(before, code, after)| {
        // Its own placeholders, mostly.
        let text = format!("{before}{code}{after}");
        text.replace(".a}}", ".status}}").replace(".b>>", ".message>>")
    })
}

/// Templates, mostly nearly right.
fn template() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "{",
        "<",
        "}",
        ">",
        "{{",
        "}}",
        "<<",
        ">>",
        ".",
        "{{.a}}",
        "<<.b>>",
        "{{.a_b}}",
        "{{.aB}}",
        "{{.type}}",
        "<<.self>>",
        "{{.a_B}}",
        "{{.a__b}}",
        "{{.a_}}",
        "{{.A}}",
        "{{a}}",
        "{{.}}",
        "{{.code}}",
        "<<.message>>",
        "{{.status}}",
        "x",
        " ",
        "\n",
        "é",
        "{<",
        "<{",
        "{{.1}}",
    ]);
    prop::collection::vec(part, 0..7).prop_map(|parts| parts.concat())
}

/// A catalog with one entry, which has this key and this line.
fn with_entry(key: &str, line: &str) -> String {
    let required = "description = 'd'\ncategory = 'unknown'\nretry = 'after-change'\n";
    format!("{HEAD}[codes.{key}]\n{line}\n{required}")
}

/// A catalog with this `[response]`.
fn with_response(lines: &str) -> String {
    with_entry("A", "").replace("[codes", &format!("[response]\n{lines}\n[codes"))
}

#[test]
fn it_agrees_with_check_on_texts() {
    let texts = || {
        // Mostly good ones.
        let good = prop::collection::vec(prop::sample::select(vec!["ab", "é", "c d", "图"]), 1..4);
        let any = text_of("ab \t\n\u{a0}\u{85}\u{0}\u{7f}\u{202e}\u{2028}\u{2069}\u{3000}\u{feff}");
        prop_oneof![good.prop_map(|parts| parts.concat()), any]
    };
    assert_agreement(400, texts(), |text| with_entry("A", &format!("title = {}", literal(text))));
    assert_agreement(400, texts(), |text| with_entry("A", &format!("details = {}", literal(text))));
    assert_agreement(400, texts(), |text| {
        with_entry("A", &format!("causes = ['a', {}]", literal(text)))
    });
}

#[test]
fn it_agrees_with_check_on_templates() {
    assert_agreement(1000, template(), |text| {
        with_entry("A", &format!("message = {}", literal(text)))
    });
    assert_agreement(1000, body(), |text| {
        with_response(&format!("code = ['/c']\nbody = {}", literal(text)))
    });
}

#[test]
fn it_agrees_with_check_on_names_pointers_and_versions() {
    assert_agreement(1000, text_of("aBsELf10_-"), |text| with_entry(&literal(text), ""));
    assert_agreement(1000, word("AbCS1_-.:/ elf"), |text| {
        with_entry("A", &format!("variant = {}", literal(text)))
    });
    assert_agreement(1000, text_of("/~01a* \n"), |text| {
        with_response(&format!("code = [{}]", literal(text)))
    });
    assert_agreement(1000, "v?[0-2]{1,2}(\\.(0|9|10|00|)){1,3}", |text| {
        with_entry("A", &format!("retired = {{ since = {}, reason = 'r' }}", literal(text)))
    });
}
