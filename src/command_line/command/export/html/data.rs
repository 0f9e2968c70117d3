//! What the page's scripts are given, as JSON.

use std::io;

use serde_json::{Value, json};

use crate::characters::disturbs_terminal;
use crate::command_line::command::decode::advice;
use crate::command_line::command::export::row;
use crate::{Catalog, Category, Entry, Retry, Segment, Template};

/// The data for a page of `catalogs`, as the content of a `script` element.
pub fn write(catalogs: &[&'static Catalog]) -> io::Result<String> {
    let catalogs: Vec<Value> = catalogs.iter().map(|it| catalog(it)).collect::<io::Result<_>>()?;
    let categories = Category::ALL.iter().map(|&category| {
        json!({
            "word": category.as_str(),
            "meaning": category.meaning(),
            // What has to be changed, where the retry is `after-change`.
            "after_change": advice::verdict_on(Retry::AfterChange, category, false),
        })
    });
    let retries = Retry::ALL.iter().map(|&retry| {
        json!({
            "word": retry.as_str(),
            "meaning": retry.meaning(),
            "is_retryable": retry.is_retryable(),
            "verdict": advice::verdict_on(retry, Category::Unknown, false),
        })
    });
    let data = json!({
        "catalogs": catalogs,
        "categories": categories.collect::<Vec<_>>(),
        "retries": retries.collect::<Vec<_>>(),
        "unseen": unseen(),
    });
    Ok(inert(&data.to_string()))
}

fn catalog(catalog: &'static Catalog) -> io::Result<Value> {
    let codes = catalog.entries().iter().zip(row::of_catalog(catalog)).map(|(entry, row)| {
        let mut code = serde_json::to_value(row)?;
        code["segments"] = segments(entry);
        Ok(code)
    });
    Ok(json!({
        "path": catalog.path(),
        "title": catalog.title(),
        "description": catalog.description(),
        "source": catalog.source(),
        "codes": codes.collect::<io::Result<Vec<Value>>>()?,
    }))
}

/// The parts of a message, so that the page needn't read templates: a literal is a string, and a
/// placeholder a list of its name.
fn segments(entry: &Entry) -> Value {
    let message = entry.message();
    let segments = message.iter().flat_map(Template::segments).map(|segment| match segment {
        Segment::Literal(text) => json!(text),
        Segment::Placeholder { name, .. } => json!([name]),
    });
    segments.collect()
}

/// `json` in which nothing ends a `script` element, begins a comment, or is a line break to a script.
fn inert(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            // Such a character is always part of a string, where an escape means the same.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                text += &format!("\\u{:04x}", u32::from(character));
            }
            character => text.push(character),
        }
    }
    text
}

/// The characters that are spelled out, as ranges.
fn unseen() -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for character in ('\0'..=char::MAX).filter(|character| disturbs_terminal(*character)) {
        let number = u32::from(character);
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::{inert, unseen};
    use crate::characters::disturbs_terminal;

    #[test]
    fn invisible_characters_are_those_that_disturb_a_terminal() {
        let ranges = unseen();
        for character in '\0'..=char::MAX {
            let number = u32::from(character);
            let is_in = ranges.iter().any(|(first, last)| (*first..=*last).contains(&number));
            assert_eq!(is_in, disturbs_terminal(character), "{number:x}");
        }
    }

    #[test]
    fn nothing_in_the_json_can_end_the_element_around_it() {
        let hostile = "</script><!--<script>&amp;\u{2028}\u{2029}";
        let json = inert(&serde_json::json!(hostile).to_string());
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), hostile);
    }
}
