//! What a string may contain.

use std::ops::Range;

use crate::generator::check::context::Context;
use crate::generator::diagnostic::{Diagnostic, Rule};

/// Checks a string in one line.
pub fn check_line(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, text: &str) {
    check_ends(context, name, span.clone(), text);
    check_characters(context, name, span, text, false);
}

/// Checks a string that may have several lines.
pub fn check_text(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, text: &str) {
    check_ends(context, name, span.clone(), text);
    check_characters(context, name, span, text, true);
}

/// Checks a message, which may begin or end with whitespace, as some do.
pub fn check_message(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, text: &str) {
    check_characters(context, name, span, text, true);
}

fn check_ends(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, text: &str) {
    let visible = text.trim();
    if visible.is_empty() || visible.len() == text.len() {
        return;
    }
    let start = text.len() - text.trim_start().len();
    let (whitespace, place) =
        if start > 0 { (0..start, "starts") } else { (visible.len()..text.len(), "ends") };
    let (what, label) = if text[whitespace.clone()].starts_with('\n') {
        ("a line break", "close the quotes right after the last character")
    } else {
        ("whitespace", "remove it")
    };
    let location = context.at(context.within(span.clone(), text, whitespace));
    let message = format!("{name} {place} with {what}");
    context.push(Diagnostic::new(Rule::SurroundingWhitespace, location, message).with_label(label));
}

fn check_characters(
    context: &mut Context<'_, '_>,
    name: &str,
    span: Range<usize>,
    text: &str,
    lines: bool,
) {
    let visible = text.trim();
    if visible.is_empty() {
        let diagnostic =
            Diagnostic::new(Rule::EmptyValue, context.at(span), format!("{name} is empty"));
        return context.push(match name {
            "the key" => diagnostic
                .with_help("the key of an entry is the code that the API sends, or a name for it"),
            _ => diagnostic
                .with_help("write what the page says, or leave the field out if it is optional"),
        });
    }
    // Only the first: where there is one, there are often more.
    let in_control = |character: char| match character {
        '\n' | '\t' => !lines,
        '\u{2028}' | '\u{2029}' => true,
        _ => character.is_control(),
    };
    if let Some((at, character)) = text.char_indices().find(|(_, character)| in_control(*character))
    {
        let what = match character {
            '\n' => "a line break".to_owned(),
            '\t' => "a tab".to_owned(),
            '\u{2028}' | '\u{2029}' => {
                format!("an invisible line break, {}", code_point(character))
            }
            _ => format!("the control character {}", code_point(character)),
        };
        let location =
            context.at(context.within(span.clone(), text, at..at + character.len_utf8()));
        let message = format!("{name} contains {what}");
        let help = if matches!(character, '\n' | '\t') {
            "write a space in its place"
        } else {
            "remove it"
        };
        context.push(Diagnostic::new(Rule::ControlCharacter, location, message).with_label(help));
    }
    let overrides =
        |character: char| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if let Some((at, character)) = text.char_indices().find(|(_, character)| overrides(*character))
    {
        let location = context.at(context.within(span, text, at..at + character.len_utf8()));
        let message = format!(
            "{name} contains an invisible character that changes the direction of writing, {}",
            code_point(character)
        );
        let help = "remove it: with it, a text reads differently from what it is";
        context
            .push(Diagnostic::new(Rule::BidirectionalOverride, location, message).with_help(help));
    }
}

/// Checks an RFC 6901 pointer, in which a whole part may be `*`.
pub fn check_pointer(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, pointer: &str) {
    // The empty pointer points to the whole body.
    if pointer.is_empty() {
        return;
    }
    check_line(context, name, span.clone(), pointer);
    if !pointer.starts_with('/') {
        let message = format!("`{pointer}` is not a JSON pointer: it doesn't start with `/`");
        let meant = format!("/{}", pointer.trim_start_matches("$.").replace('.', "/"));
        return context.report(
            Rule::InvalidPointer,
            span,
            message,
            |diagnostic| match fault_of_parts(&meant) {
                None => diagnostic.with_label(format!("did you mean `{meant}`?")),
                Some(_) => diagnostic.with_help("write a pointer such as `/error/code`"),
            },
        );
    }
    if let Some((part, fault, help)) = fault_of_parts(pointer) {
        let place = context.within(span, pointer, part);
        let message = format!("`{pointer}` is not a JSON pointer: {fault}");
        context.report(Rule::InvalidPointer, place, message, |it| it.with_help(help));
    }
}

/// The first part of a pointer that is wrong: where it is, what is wrong and what to write.
fn fault_of_parts(pointer: &str) -> Option<(Range<usize>, &'static str, &'static str)> {
    let mut start = 0;
    for part in pointer.split('/') {
        let end = start + part.len();
        if part.contains('*') && part != "*" {
            let help = "write `*` alone between two `/`, as in `/tasks/*/state`";
            return Some((start..end, "`*` is only part of a name", help));
        }
        let mut tildes = part.match_indices('~');
        if let Some((at, _)) = tildes.find(|(at, _)| !part[at + 1..].starts_with(['0', '1'])) {
            let at = start + at;
            let help = "write `~0` for `~`, and `~1` for `/` in a name";
            return Some((at..at + 1, "after `~` is neither `0` nor `1`", help));
        }
        start = end + 1;
    }
    None
}

/// Checks the name of an HTTP header.
pub fn check_header(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, header: &str) {
    let is_token = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| {
                byte.is_ascii_digit()
                    || byte.is_ascii_lowercase()
                    || b"!#$%&'*+-.^_`|~".contains(&byte)
            })
    };
    if is_token(header) {
        return;
    }
    let message =
        format!("{name} can't be `{header}`: it is not the name of a header in lower case");
    let meant = header.trim().trim_end_matches(':').to_ascii_lowercase();
    context.report(Rule::InvalidHeader, span, message, |diagnostic| {
        if is_token(&meant) {
            diagnostic.with_label(format!("did you mean `{meant}`?"))
        } else {
            diagnostic.with_label("write a name such as `x-request-id`")
        }
    });
}

/// Checks a year and a month.
pub fn check_month(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, text: &str) {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = text.split_once('-').is_some_and(|(year, month)| {
        year.len() == 4
            && year.starts_with("20")
            && digits(year)
            && month.len() == 2
            && digits(month)
            && ("01"..="12").contains(&month)
    });
    if !is_month {
        let message = format!("{name} can't be `{text}`: it is not a month");
        context.report(Rule::InvalidMonth, span, message, |diagnostic| {
            diagnostic.with_label("write the year and the month, such as `2026-11`")
        });
    }
}

/// Checks a version of three numbers without leading zeros.
pub fn check_version(context: &mut Context<'_, '_>, span: Range<usize>, text: &str) {
    let number = |part: &str| part.parse::<u64>().is_ok_and(|number| number.to_string() == part);
    if text.split('.').count() != 3 || !text.split('.').all(number) {
        let problem = format!("`{text}` is not a version");
        context.report(Rule::InvalidVersion, span, problem, |diagnostic| {
            diagnostic.with_label("write three numbers, such as `0.3.0`")
        });
    }
}

fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
