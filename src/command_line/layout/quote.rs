//! How keys and strings are written.

use crate::command_line::layout::WIDEST;

/// The indentation of the lines after one that was broken.
const INDENT: &str = "    ";
/// The most characters that end a line: closing quotes, or a space and a backslash.
const END: usize = 3;

/// `key`, without quotes if possible.
pub fn key(key: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { line(key) }
}

/// `text` in one line.
pub fn line(text: &str) -> String {
    if text.chars().any(needs_escape) && !text.chars().any(|it| it == '\'' || it.is_control()) {
        return format!("'{text}'");
    }
    let mut quoted = String::from('"');
    for character in text.chars() {
        push(&mut quoted, character);
    }
    quoted + "\""
}

/// `text`, which begins at `column`, in as many lines as it has. If `breaks`, a line that is too wide is
/// broken.
pub fn lines(text: &str, column: usize, breaks: bool) -> String {
    if !text.contains('\n') {
        let line = line(text);
        if !breaks || column + line.chars().count() <= WIDEST {
            return line;
        }
        return broken(text).unwrap_or(line);
    }
    let escaped: Vec<String> = text.split('\n').map(escape_line).collect();
    if needs_help(text, &escaped) && suits_literal(text) {
        return format!("'''\n{text}'''");
    }
    let mut quoted = String::new();
    for (number, line) in escaped.into_iter().enumerate() {
        if number > 0 {
            quoted.push('\n');
        }
        quoted += &if breaks { pieces(&line, 0).join(&format!(" \\\n{INDENT}")) } else { line };
    }
    format!("\"\"\"\n{}\"\"\"", without_quotes_in_a_row(&quoted))
}

/// Whether a string of several lines needs escapes between `"""`.
fn needs_help(text: &str, escaped: &[String]) -> bool {
    let is_escaped = escaped.iter().zip(text.split('\n')).any(|(escaped, line)| escaped != line);
    is_escaped || text.contains("\"\"\"") || text.ends_with('"')
}

/// Whether a string of several lines can be written as it is between `'''`, with all of it visible.
fn suits_literal(text: &str) -> bool {
    text.chars().all(|it| it == '\n' || !it.is_control())
        && !text.contains("'''")
        && !text.ends_with('\'')
        && !text.split('\n').any(|line| line.ends_with(' '))
}

/// `text`, which has one line, in several lines, if there is a place to break it.
fn broken(text: &str) -> Option<String> {
    // A space at the start would be read as indentation.
    if text.starts_with(char::is_whitespace) {
        return None;
    }
    let pieces = pieces(&escape_line(text), INDENT.len());
    let is_one = |pieces: &[String]| pieces.len() < 2;
    if is_one(&pieces) && pieces.iter().any(|it| INDENT.len() + it.chars().count() + END > WIDEST) {
        return None;
    }
    let text = pieces.join(&format!(" \\\n{INDENT}"));
    Some(format!("\"\"\"\\\n{INDENT}{}\"\"\"", without_quotes_in_a_row(&text)))
}

/// `line`, broken at single spaces into pieces that are short enough. The first fits after `indent`
/// characters, the others fit after the usual indentation.
fn pieces(line: &str, indent: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut width = 0;
    for word in words(line) {
        let length = word.chars().count();
        match pieces.last_mut() {
            Some(piece) if width + 1 + length + END <= WIDEST => {
                piece.push(' ');
                piece.push_str(word);
                width += 1 + length;
            }
            last => {
                width = length + if last.is_some() { INDENT.len() } else { indent };
                pieces.push(word.to_owned());
            }
        }
    }
    pieces
}

/// The words between the single spaces of `line`. A line break would swallow several spaces in a row,
/// or one at an end.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(' ') {
        let before = line[..at].chars().next_back();
        let after = line[at + 1..].chars().next();
        let is_solid = |character: Option<char>| character.is_some_and(|it| !it.is_whitespace());
        if is_solid(before) && is_solid(after) && at >= start {
            words.push(&line[start..at]);
            start = at + 1;
        }
    }
    words.push(&line[start..]);
    words
}

/// A line of a string of several lines, without escaped quotes. A space at its end would be lost in an
/// editor.
fn escape_line(line: &str) -> String {
    let mut escaped = String::new();
    for character in line.chars() {
        if character == '"' { escaped.push('"') } else { push(&mut escaped, character) }
    }
    if escaped.ends_with(' ') {
        escaped.pop();
        escaped += "\\u0020";
    }
    escaped
}

/// `text`, the content between `"""` and `"""`, escaped so that it doesn't end early.
fn without_quotes_in_a_row(text: &str) -> String {
    let mut safe = String::new();
    let mut is_escaped = false;
    let mut in_a_row = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_last = characters.peek().is_none();
        let is_quote = character == '"' && !is_escaped;
        if is_quote && (in_a_row == 2 || is_last) {
            safe.push('\\');
            in_a_row = 0;
        } else {
            in_a_row = if is_quote { in_a_row + 1 } else { 0 };
        }
        is_escaped = character == '\\' && !is_escaped;
        safe.push(character);
    }
    safe
}

fn needs_escape(character: char) -> bool {
    matches!(character, '"' | '\\') || character.is_control()
}

fn push(quoted: &mut String, character: char) {
    match character {
        '"' => *quoted += "\\\"",
        '\\' => *quoted += "\\\\",
        '\n' => *quoted += "\\n",
        '\r' => *quoted += "\\r",
        '\t' => *quoted += "\\t",
        control if control.is_control() => {
            *quoted += &format!("\\u{:04X}", u32::from(control));
        }
        character => quoted.push(character),
    }
}
