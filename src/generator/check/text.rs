//! What a text may contain.

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

/// Checks a message: APIs send some that begin or end with whitespace.
pub fn check_message(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, text: &str) {
    check_characters(context, name, span, text, true);
}

fn check_ends(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, text: &str) {
    let visible = text.trim();
    if visible.is_empty() || visible.len() == text.len() {
        return;
    }
    let start = text.len() - text.trim_start().len();
    let (blanks, place) =
        if start > 0 { (0..start, "starts") } else { (visible.len()..text.len(), "ends") };
    let (what, label) = if text[blanks.clone()].starts_with('\n') {
        ("a line break", "close the quotes right behind the last character")
    } else {
        ("a blank", "remove it")
    };
    let location = context.at(context.within(span.clone(), text, blanks));
    let message = format!("{name} {place} with {what}");
    context.push(Diagnostic::new(Rule::SurroundingBlanks, location, message).with_label(label));
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
    // The first one says enough: where one is, there are often more.
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
            "write a blank in its place"
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

/// Checks an RFC 6901 pointer.
pub fn check_pointer(context: &mut Context<'_, '_>, name: &str, span: Range<usize>, pointer: &str) {
    // The empty pointer is one, too: it points to the body as a whole.
    if pointer.is_empty() {
        return;
    }
    check_line(context, name, span.clone(), pointer);
    if !pointer.starts_with('/') {
        let location = context.at(span);
        let message = format!("`{pointer}` is not a JSON pointer: it doesn't start with `/`");
        let meant = format!("/{}", pointer.trim_start_matches("$.").replace('.', "/"));
        let diagnostic = Diagnostic::new(Rule::InvalidPointer, location, message);
        return context.push(diagnostic.with_label(format!("did you mean `{meant}`?")));
    }
    // A part of several characters that has a `*`.
    let starred = pointer.split('/').find(|part| part.contains('*') && *part != "*");
    if let Some(part) = starred {
        let message = format!("`{part}` is not a whole part `*`, which stands for every element");
        return context.report(Rule::InvalidPointer, span, message, |diagnostic| {
            diagnostic.with_help("write `*` alone between two `/`, such as `/tasks/*/state`")
        });
    }
    for (at, _) in pointer.match_indices('~') {
        if !pointer[at + 1..].starts_with(['0', '1']) {
            let location = context.at(context.within(span, pointer, at..at + 1));
            let message = format!(
                "`{pointer}` is not a JSON pointer: after `~` there is neither `0` nor `1`"
            );
            let help = "write `~0` for `~`, and `~1` for `/` in a name";
            return context
                .push(Diagnostic::new(Rule::InvalidPointer, location, message).with_help(help));
        }
    }
}

fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
