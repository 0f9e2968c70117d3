//! What is read from a message renders to that message, for templates of every shape. Whitespace at
//! the ends of a template may be missing in a message.
#![no_main]

use std::sync::LazyLock;

use error_catalog::{Segment, Template};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const LITERALS: [&str; 8] = [" ", ": ", "a", "aa", "-", "ä", "\n", " is not "];

fuzz_target!(|data: &[u8]| {
    static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(templates);
    let [low, high, message @ ..] = data else { return };
    let Ok(message) = str::from_utf8(message) else { return };
    let template = TEMPLATES[usize::from(u16::from_le_bytes([*low, *high])) % TEMPLATES.len()];
    if let Some(arguments) = template.parse(message) {
        let values: Vec<&str> = arguments.iter().map(|(_, value)| value).collect();
        let rendered = template.render(&values).expect("a value each").to_string();
        assert!(written_as(&template, &rendered).contains(&message), "{rendered:?}");
    }
    // What was rendered is read, and renders to the same again.
    let count = template.placeholders().count();
    let mut parts = message.split('\u{0}');
    let values: Vec<&str> = (0..count).map(|_| parts.next().unwrap_or_default()).collect();
    let rendered = template.render(&values).expect("a value each").to_string();
    if rendered.len() < 1 << 12 {
        match template.parse(&rendered) {
            Some(read) => {
                let values: Vec<&str> = read.iter().map(|(_, value)| value).collect();
                let again = template.render(&values).expect("a value each").to_string();
                assert_eq!(again, rendered);
            }
            None => assert!(can_be_given_up(&template), "it was rendered: {template:?}"),
        }
    }
});

/// A rendered message with and without the whitespace at the beginning and at the end of its template.
fn written_as<'m>(template: &Template, rendered: &'m str) -> [&'m str; 4] {
    let segments = template.segments();
    let literal = |segment: Option<&Segment<'static>>| match segment {
        Some(Segment::Literal(text)) => *text,
        _ => "",
    };
    let (first, last) = (literal(segments.first()), literal(segments.last()));
    let leading = first.len() - first.trim_start().len();
    let trailing = last.len() - last.trim_end().len();
    let (start, end) = (leading, rendered.len() - trailing);
    // A template of nothing but whitespace has the same at both ends.
    [rendered, &rendered[start..], &rendered[..end], rendered.get(start..end).unwrap_or("")]
}

/// Whether reading a message is a search of more than one dimension, which has a bound: the length
/// of the last value follows from those of the others, so it takes three, one of them repeated.
fn can_be_given_up(template: &Template) -> bool {
    let is_placeholder = |segment: &&Segment| matches!(segment, Segment::Placeholder { .. });
    let different = template.placeholders().count();
    different >= 3 && template.segments().iter().filter(is_placeholder).count() > different
}

/// Some thousand templates, the same in every run.
fn templates() -> Vec<Template> {
    let mut state = 1_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    (0..4096).map(|_| template(next() % 2, next() % 8 + 1, &mut next)).collect()
}

/// A template in which literals and placeholders take turns.
fn template(first: usize, count: usize, next: &mut impl FnMut() -> usize) -> Template {
    let mut names: Vec<&str> = Vec::new();
    let mut segments = Vec::new();
    for at in 0..count {
        if (at + first).is_multiple_of(2) {
            segments.push(Segment::Literal(LITERALS[next() % LITERALS.len()]));
        } else {
            let name = NAMES[next() % NAMES.len()];
            let index = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            segments.push(Segment::Placeholder { name, index });
        }
    }
    let segments: &'static [Segment] = segments.leak();
    Template { text: "a template", segments }
}
