//! The template of a body: JSON in which the pointers find the values of its placeholders.

use std::str::Chars;

use crate::generator::model::{ResponseModel, SegmentModel, TemplateModel};

/// How deeply a body may be nested.
const DEEPEST: usize = 64;

/// Stands for a placeholder while the body is read: a character that no text has.
const PLACE: char = '\u{1}';

/// The JSON of a body, reduced to what pointers need.
#[derive(Debug, PartialEq)]
enum Json<'t> {
    /// The value of this placeholder.
    Placeholder(&'t str),
    /// A number, or a string that isn't empty.
    Constant,
    /// Anything else that has no parts.
    Nothing,
    Array(Vec<Json<'t>>),
    Object(Vec<(String, Json<'t>)>),
}

/// What is wrong with `body`, and what to do about it; `None` if it is JSON in which the pointers of
/// `response` find the code, the message and the status that it writes, and it writes the code if there
/// are pointers to one.
pub fn problem(body: &TemplateModel, response: &ResponseModel) -> Option<(String, String)> {
    let json = match parse(body) {
        Ok(json) => json,
        Err(problem) => {
            let help = "a placeholder writes a whole value, with quotes where it needs them";
            return Some((format!("the body is not JSON: {problem}"), help.to_owned()));
        }
    };
    let unfound = |name: &str, pointers: &[&Vec<String>]| {
        let pointers = pointers.iter().copied().flatten();
        let found = pointers.map(|pointer| find(&json, &parts(pointer)));
        // Reading takes the first pointer that leads to something.
        let first = found.flatten().find(|found| **found != Json::Nothing);
        first != Some(&Json::Placeholder(name))
    };
    let placeholders = body.placeholders();
    let writes = |name: &str| placeholders.contains(&name);
    if !response.code.is_empty() && !writes("code") {
        let help = "write `{{.code}}` in its place, or remove `code` if the API sends none";
        return Some(("the body has no place for the code".to_owned(), help.to_owned()));
    }
    let lists = [
        ("code", vec![&response.code, &response.code_if_known]),
        ("message", vec![&response.message]),
        ("status", vec![&response.status]),
    ];
    lists.into_iter().find_map(|(name, pointers)| {
        // A body may repeat its status for people.
        let is_open = name == "status" && response.status.is_empty();
        (writes(name) && !is_open && unfound(name, &pointers)).then(|| {
            (
                format!("the pointers of `{name}` don't find the {name} that the body writes"),
                format!("add the pointer to `{{{{.{name}}}}}` to `{name}`, or move it there"),
            )
        })
    })
}

/// The names along a pointer.
fn parts(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect()
}

/// What a pointer of these parts leads to; of several elements, the first.
fn find<'j, 't>(json: &'j Json<'t>, parts: &[String]) -> Option<&'j Json<'t>> {
    let Some((part, rest)) = parts.split_first() else {
        return (!matches!(json, Json::Array(_) | Json::Object(_))).then_some(json);
    };
    match json {
        Json::Array(items) if part == "*" => items.iter().find_map(|item| find(item, rest)),
        Json::Array(items) => find(items.get(part.parse::<usize>().ok()?)?, rest),
        Json::Object(members) => {
            let (_, member) = members.iter().rev().find(|(name, _)| name == part)?;
            find(member, rest)
        }
        _ => None,
    }
}

fn parse(body: &TemplateModel) -> Result<Json<'_>, &'static str> {
    let mut text = String::new();
    let mut names = Vec::new();
    for segment in &body.segments {
        match segment {
            SegmentModel::Literal(literal) => text.push_str(literal),
            SegmentModel::Placeholder(name) => {
                text.push(PLACE);
                names.push(name.as_str());
            }
        }
    }
    let mut parser = Parser { rest: text.chars(), names: names.into_iter() };
    let json = parser.value(0)?;
    match parser.peek() {
        None => Ok(json),
        Some(_) => Err("something follows the value"),
    }
}

struct Parser<'s, 't, N: Iterator<Item = &'t str>> {
    rest: Chars<'s>,
    names: N,
}

impl<'t, N: Iterator<Item = &'t str>> Parser<'_, 't, N> {
    fn value(&mut self, depth: usize) -> Result<Json<'t>, &'static str> {
        if depth > DEEPEST {
            return Err("it is nested too deeply");
        }
        match self.peek() {
            Some(PLACE) => {
                self.rest.next();
                self.names.next().map(Json::Placeholder).ok_or("a value is missing")
            }
            Some('"') => Ok(if self.string()?.is_empty() { Json::Nothing } else { Json::Constant }),
            Some('[') => self.array(depth),
            Some('{') => self.object(depth),
            Some(_) => self.word(),
            None => Err("a value is missing"),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Json<'t>, &'static str> {
        let mut items = Vec::new();
        self.rest.next();
        if self.take(']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if !self.take(',') {
                break;
            }
        }
        if self.take(']') { Ok(Json::Array(items)) } else { Err("a list is not closed") }
    }

    fn object(&mut self, depth: usize) -> Result<Json<'t>, &'static str> {
        let mut members = Vec::new();
        self.rest.next();
        if self.take('}') {
            return Ok(Json::Object(members));
        }
        loop {
            if self.peek() != Some('"') {
                return Err("the name of a member is missing");
            }
            let name = self.string()?;
            if !self.take(':') {
                return Err("a `:` is missing");
            }
            members.push((name, self.value(depth + 1)?));
            if !self.take(',') {
                break;
            }
        }
        if self.take('}') { Ok(Json::Object(members)) } else { Err("an object is not closed") }
    }

    fn string(&mut self) -> Result<String, &'static str> {
        self.rest.next();
        let mut text = String::new();
        loop {
            match self.rest.next().ok_or("a string is not closed")? {
                '"' => return Ok(text),
                PLACE => return Err("a placeholder is in a string"),
                '\\' => text.push(self.escape()?),
                character if character.is_control() => {
                    return Err("a string has a line break or a tab");
                }
                character => text.push(character),
            }
        }
    }

    fn escape(&mut self) -> Result<char, &'static str> {
        const UNKNOWN: &str = "a string has an unknown escape";
        Ok(match self.rest.next().ok_or(UNKNOWN)? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let digits: String = self.rest.by_ref().take(4).collect();
                let number = u32::from_str_radix(&digits, 16).map_err(|_| UNKNOWN)?;
                // Half of a surrogate pair will do for any character here.
                char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            same @ ('"' | '\\' | '/') => same,
            _ => return Err(UNKNOWN),
        })
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Json<'t>, &'static str> {
        let text = self.rest.as_str();
        let end =
            text.find(|letter: char| !letter.is_ascii_alphanumeric() && !"+-.".contains(letter));
        let word = &text[..end.unwrap_or(text.len())];
        self.rest = text[word.len()..].chars();
        match word {
            "true" | "false" | "null" => Ok(Json::Nothing),
            _ if is_number(word) => Ok(Json::Constant),
            _ => Err("a value is missing or not in quotes"),
        }
    }

    /// The next character other than whitespace.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.as_str().trim_start_matches([' ', '\n', '\t', '\r']).chars();
        self.rest.clone().next()
    }

    fn take(&mut self, character: char) -> bool {
        let found = self.peek() == Some(character);
        if found {
            self.rest.next();
        }
        found
    }
}

/// Whether `word` is a JSON number: what Rust parses, without leading zeros, a leading plus, a missing
/// digit before or after the point, and names.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let integer = digits.find(['.', 'e', 'E']).map_or(digits, |end| &digits[..end]);
    let has_fraction = digits
        .split_once('.')
        .is_none_or(|(_, rest)| rest.starts_with(|digit: char| digit.is_ascii_digit()));
    !integer.is_empty()
        && integer.bytes().all(|byte| byte.is_ascii_digit())
        && (integer == "0" || !integer.starts_with('0'))
        && has_fraction
        && digits.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Json, parse};
    use crate::generator::model::{SegmentModel, TemplateModel};

    fn is_json(text: &str) -> bool {
        let segments = vec![SegmentModel::Literal(text.to_owned())];
        parse(&TemplateModel { text: text.to_owned(), segments }).is_ok()
    }

    #[test]
    fn only_valid_json_is_accepted() {
        for text in
            [r#"{}"#, r#" [ ] "#, r#"{"a":[1,-0.5,2e9,true,null,"\u00e9\n"]}"#, "0", r#""""#]
        {
            assert!(is_json(text), "{text}");
        }
        for text in [
            "",
            "{",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{a:1}"#,
            "[1,]",
            "01",
            "+1",
            ".5",
            "1.",
            "inf",
            "nan",
            r#"{"a":1}}"#,
            r#""\x""#,
            r#""a"#,
            "[1 2]",
            "tru",
        ] {
            assert!(!is_json(text), "{text}");
        }
        assert!(!is_json(&"[".repeat(100_000)));
    }

    #[test]
    fn a_placeholder_is_a_whole_value() {
        let place = || SegmentModel::Placeholder("code".to_owned());
        let literal = |text: &str| SegmentModel::Literal(text.to_owned());
        let body = |segments: Vec<SegmentModel>| TemplateModel { text: String::new(), segments };
        assert_eq!(parse(&body(vec![place()])), Ok(Json::Placeholder("code")));
        let quoted = body(vec![literal("\""), place(), literal("\"")]);
        assert_eq!(parse(&quoted), Err("a placeholder is in a string"));
    }
}
