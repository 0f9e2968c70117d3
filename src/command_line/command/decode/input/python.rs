//! Values as Python prints them, turned into JSON.

use crate::command_line::command::decode::input::Form;

/// `text` with its first dict or bytes as JSON, and which of them it has.
pub fn convert(text: &str) -> (Option<Form>, Option<String>) {
    let Some(brace) = text.find(['{', '[']) else { return (None, None) };
    let (before, value) = text.split_at(brace);
    for mark in ["b'", "b\""] {
        if let Some(start) = before.strip_suffix(mark) {
            let mut characters = text[start.len() + 1..].chars();
            let (content, _) = string(&mut characters, true);
            return (Some(Form::PythonBytes), Some(format!("{start}{content}")));
        }
    }
    if !value.trim_start_matches(['{', '[', ' ']).starts_with('\'') {
        return (None, None);
    }
    (Some(Form::PythonDict), Some(format!("{before}{}", json(value))))
}

/// The value at the start of `text`. What is cut off stays so, and what follows is left out.
fn json(text: &str) -> String {
    let mut json = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let is_word = |it: char| it.is_alphanumeric() || it == '_' || it == '.' || it == '-';
        let word = &rest[..rest.find(|it| !is_word(it)).unwrap_or(rest.len())];
        let quote = rest[word.len()..].chars().next().filter(|it| matches!(it, '\'' | '"'));
        if quote.is_some() && matches!(word, "" | "b" | "r" | "u" | "f") {
            let mut characters = rest[word.len()..].chars();
            let (content, is_whole) = string(&mut characters, word == "b");
            push_string(&mut json, &content);
            if !is_whole {
                json.pop();
                return json;
            }
            rest = characters.as_str();
            continue;
        }
        if !word.is_empty() {
            match word {
                "None" => json.push_str("null"),
                "True" => json.push_str("true"),
                "False" => json.push_str("false"),
                word if word.parse::<f64>().is_ok() => json.push_str(word),
                word => push_string(&mut json, word),
            }
            rest = &rest[word.len()..];
            continue;
        }
        match character {
            '{' | '[' | '(' => {
                depth += 1;
                json.push(if character == '(' { '[' } else { character });
            }
            '}' | ']' | ')' => {
                let content = json.trim_end().trim_end_matches(',').len();
                json.truncate(content);
                json.push(if character == ')' { ']' } else { character });
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return json;
                }
            }
            other => json.push(other),
        }
        rest = &rest[character.len_utf8()..];
    }
    json
}

fn push_string(json: &mut String, text: &str) {
    json.push_str(&serde_json::Value::from(text).to_string());
}

/// The content of a string that begins with its quotation mark, and whether it ends.
fn string(characters: &mut std::str::Chars<'_>, is_bytes: bool) -> (String, bool) {
    let quote = characters.next();
    let mut content: Vec<u8> = Vec::new();
    let push = |content: &mut Vec<u8>, it: char| {
        content.extend_from_slice(it.encode_utf8(&mut [0; 4]).as_bytes());
    };
    loop {
        match characters.next() {
            None => return (lossy(content), false),
            character if character == quote => return (lossy(content), true),
            Some('\\') => match characters.next() {
                None => return (lossy(content), false),
                Some('n') => content.push(b'\n'),
                Some('t') => content.push(b'\t'),
                Some('r') => content.push(b'\r'),
                Some(it @ ('\\' | '\'' | '"')) => push(&mut content, it),
                Some(it @ ('x' | 'u' | 'U')) => {
                    let digits = match it {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let code = characters.as_str().get(..digits);
                    match code.and_then(|code| u32::from_str_radix(code, 16).ok()) {
                        Some(byte) if is_bytes && it == 'x' => {
                            content.extend(u8::try_from(byte));
                            *characters = characters.as_str()[digits..].chars();
                        }
                        Some(code) => {
                            let code = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                            push(&mut content, code);
                            *characters = characters.as_str()[digits..].chars();
                        }
                        None => content.extend([b'\\', it as u8]),
                    }
                }
                Some(other) => {
                    content.push(b'\\');
                    push(&mut content, other);
                }
            },
            Some(other) => push(&mut content, other),
        }
    }
}

fn lossy(content: Vec<u8>) -> String {
    String::from_utf8(content)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
