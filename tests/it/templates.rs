//! Writing a message and reading it back are each other's inverse.

use error_catalog::{CATALOGS, Entry, Segment, Template};
use proptest::prelude::*;
use proptest::sample::select;

/// The templates with placeholders of the shipped catalogs.
fn shipped() -> Vec<Template> {
    let entries = CATALOGS.iter().flat_map(|catalog| catalog.entries());
    let templates = entries.filter_map(Entry::message);
    templates.filter(|template| !template.is_constant()).collect()
}

/// The segments of `text`, made as the generator makes them.
fn segments(text: &'static str) -> Vec<Segment<'static>> {
    let mut names: Vec<&str> = Vec::new();
    let mut segments = Vec::new();
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once("{{.") {
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal));
        }
        let (name, after) = after.split_once("}}").expect("closed");
        let index = names.iter().position(|other| *other == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        segments.push(Segment::Placeholder { name, index });
        rest = after;
    }
    // A constant message has no segments.
    if !rest.is_empty() && !segments.is_empty() {
        segments.push(Segment::Literal(rest));
    }
    segments
}

/// The template that generated code has for `text`.
fn template(text: &'static str) -> Template {
    Template { text, segments: segments(text).leak() }
}

/// Templates of every shape: placeholders first, last, alone, repeated, several; literals of one
/// character, that repeat, that aren't ASCII.
const MADE: &[&str] = &[
    "{{.a}}",
    "a {{.a}}",
    "{{.a}} a",
    "a {{.a}} a",
    "{{.a}}: {{.b}}",
    "<{{.a}}>, <{{.b}}>, <{{.c}}>",
    "{{.a}}a{{.b}}aa{{.c}}",
    "ä{{.a}}鉄{{.b}}🔨",
    "{{.a}} is not {{.a}}",
    "{{.a}}, {{.b}} and {{.a}}",
    "{{.a}}/{{.b}}/{{.b}}/{{.a}}",
    "{{.a}}-{{.b}}-{{.c}}-{{.a}}-{{.b}}-{{.c}}",
    "[{{.a}}] {{.b}} [{{.a}}] {{.c}}",
    "{{.a}} {{.b}} {{.c}} {{.d}} {{.e}} {{.f}} {{.g}} {{.h}} {{.i}}",
];

fn made() -> Vec<Template> {
    MADE.iter().map(|text| template(text)).collect()
}

fn any_template() -> impl Strategy<Value = Template> {
    select([shipped(), made()].concat())
}

/// Values that try to be more than values.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z]{1,8}",
        "\\PC{0,20}",
        "[ a:,<>/äé鉄-]{0,12}",
        select(vec![
            "{{.a}}",
            "<<.a>>",
            "}}",
            "\n",
            "\r\n\t",
            "\u{0}",
            " is not ",
            ": ",
            "a",
            "/",
            "invalid field: "
        ])
        .prop_map(str::to_owned),
        Just("field is missing or empty: ".repeat(2500)),
        Just("a".repeat(65_536)),
        Just("- ".repeat(32_768)),
    ]
}

fn values_for(template: Template) -> impl Strategy<Value = (Template, Vec<String>)> {
    let count = template.placeholders().count();
    (Just(template), prop::collection::vec(value(), count))
}

fn render(template: Template, values: &[impl std::fmt::Display]) -> String {
    template.render(values).expect("a value for each placeholder").to_string()
}

/// What was read from `message`, in the order of the placeholders.
fn parse(template: Template, message: &str) -> Option<Vec<&str>> {
    template.parse(message).map(|arguments| arguments.iter().map(|(_, value)| value).collect())
}

/// Every reading of `message`, by trying all values for each placeholder, the shortest first.
fn all_readings<'m>(
    segments: &[Segment<'_>],
    message: &'m str,
    known: &[&'m str],
) -> Vec<Vec<&'m str>> {
    match segments {
        [] if message.is_empty() => vec![known.to_vec()],
        [] => Vec::new(),
        [Segment::Literal(text), tail @ ..] => match message.strip_prefix(text) {
            Some(rest) => all_readings(tail, rest, known),
            None => Vec::new(),
        },
        [Segment::Placeholder { index, .. }, tail @ ..] => match known.get(*index) {
            Some(value) => match message.strip_prefix(value) {
                Some(rest) => all_readings(tail, rest, known),
                None => Vec::new(),
            },
            None => (0..=message.len())
                .filter_map(|length| message.split_at_checked(length))
                .flat_map(|(value, rest)| all_readings(tail, rest, &[known, &[value]].concat()))
                .collect(),
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parsed_values_render_to_the_message((template, values) in any_template().prop_flat_map(values_for)) {
        let message = render(template, &values);
        let read = parse(template, &message).expect("it was rendered");
        prop_assert!(render(template, &read) == message);
    }

    #[test]
    fn the_reading_with_the_shortest_first_values_is_returned(
        text in select(MADE),
        parts in prop::collection::vec(select(vec!["", "a", " ", ": ", ", ", "-", "/", "ä", "> "]), 9),
    ) {
        let template = template(text);
        let values = &parts[..template.placeholders().count()];
        let message = render(template, values);
        let readings = all_readings(&segments(text), &message, &[]);
        let read = parse(template, &message).expect("it was rendered");
        prop_assert_eq!(&read, &readings[0]);
        // The inverse, wherever there is only one answer.
        if readings.len() == 1 {
            prop_assert_eq!(read, values);
        }
    }

    #[test]
    fn values_without_literals_round_trip(
        (template, values) in any_template().prop_flat_map(|template| {
            (Just(template), prop::collection::vec("[0-9X-Z]{0,9}", template.placeholders().count()))
        })
    ) {
        let message = render(template, &values);
        prop_assert_eq!(parse(template, &message).expect("it was rendered"), values);
    }

    #[test]
    fn any_single_value_round_trips(
        (template, value) in (select([shipped(), made()].concat().into_iter().filter(|template| template.placeholders().count() == 1).collect::<Vec<_>>()), value())
    ) {
        let message = render(template, &[&value]);
        prop_assert!(template.parse_values(&message) == Some([value.as_str()]));
    }

    #[test]
    fn arbitrary_text_does_not_panic(template in any_template(), text in "\\PC{0,60}") {
        if let Some(read) = parse(template, &text) {
            prop_assert_eq!(render(template, &read), text);
        }
    }
}

#[test]
fn a_message_of_another_template_is_not_read() {
    for (text, message) in [
        ("a {{.a}}", "b x"),
        ("a {{.a}}", "a"),
        ("{{.a}} a", "x b"),
        ("a {{.a}} a", "a a"),
        ("{{.a}} is not {{.a}}", "x is not y"),
        ("{{.a}}/{{.b}}/{{.b}}/{{.a}}", "1/2/3/1"),
        ("ä{{.a}}鉄{{.b}}🔨", "ä鉄"),
    ] {
        assert!(template(text).parse(message).is_none(), "{text}: {message}");
    }
    let constant = template("user cancelled");
    assert!(constant.parse("user cancelled").is_some_and(|arguments| arguments.is_empty()));
    assert!(constant.parse("user cancelled ").is_none());
}

#[test]
fn an_ambiguous_message_gives_the_shortest_first_values() {
    let template = template("{{.name}}: {{.reason}}");
    let message = render(template, &["a: b", "c"]);
    let read = template.parse(&message).expect("its message");
    assert_eq!((read.get("name"), read.get("reason")), (Some("a"), Some("b: c")));
    assert_eq!(format!("{read:?}"), r#"{"name": "a", "reason": "b: c"}"#);
    assert_eq!(read.get("other"), None);
}

#[test]
fn the_wrong_number_of_values_is_refused() {
    let template = template("{{.a}}: {{.b}}");
    assert!(template.render(&["one"]).is_none());
    assert!(template.render(&["one", "two", "three"]).is_none());
    assert_eq!(template.parse_values("a: b"), Some(["a", "b"]));
    assert_eq!(template.parse_values::<1>("a: b"), None);
    assert_eq!(template.parse_values::<3>("a: b"), None);
}

/// A placeholder that stands twice makes a message of many readings costly; the cost has a bound.
#[test]
fn costly_messages_are_given_up() {
    let template = template("{{.a}}-{{.b}}-{{.c}}-{{.a}}-{{.b}}-{{.c}}");
    let message = "-".repeat(65_536) + "x";
    assert!(template.parse(&message).is_none());

    // Found by fuzzing: also one that was rendered.
    let template = self::template("{{.a}}a{{.b}}a{{.c}}a{{.a}}");
    let long = "a".repeat(1500);
    let message = render(template, &[&format!("{long}b"), &long, &long]);
    assert!(template.parse(&message).is_none());
    // With two placeholders there is one dimension to search, and every message is read.
    let template = self::template("{{.a}}a{{.b}}a{{.a}}");
    let message = render(template, &[&format!("{long}b"), &long]);
    assert_eq!(parse(template, &message).expect("it was rendered"), [format!("{long}b"), long]);
}

#[test]
fn both_spellings_of_a_placeholder_are_the_same() {
    use error_catalog::vidu::api::{ErrorCode, FieldLacking};

    let template = ErrorCode::FieldLacking.message().expect("a message");
    assert_eq!(template.placeholders().collect::<Vec<_>>(), ["fields"]);
    assert_eq!(FieldLacking { fields: 7 }.to_string(), "field is missing or empty: 7");
    let fields = |message| FieldLacking::parse(message).map(|message| message.fields);
    assert_eq!(fields("field is missing or empty: "), Some(""));
    assert_eq!(fields("field is missing or empty:"), None);
    assert_eq!(template.to_string(), "field is missing or empty: {{.fields}}");
}
