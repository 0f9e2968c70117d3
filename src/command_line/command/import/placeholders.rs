//! Placeholders that pages write in other notations.

use crate::generator::{foreign_placeholders, template_of};

/// `text`, a message as a page prints it, as a template, and whether a placeholder of it is guessed.
pub fn message_template(text: &str) -> (String, bool) {
    let guess = guess(text);
    if guess != text && template_of(&guess).is_some() {
        return (guess, true);
    }
    (literal(text), false)
}

/// `code` as a template for a family of codes: `InvalidParameter.{name}`. What isn't one is a code.
pub fn code_template(code: &str) -> (String, bool) {
    let guess = guess(code);
    let begins_with_text = !guess.starts_with("{{") && !guess.starts_with("<<");
    let is_family = guess != code && begins_with_text && template_of(&guess).is_some();
    if is_family { (guess, true) } else { (literal(code), false) }
}

/// `text` with the placeholders of this crate for those of other notations.
fn guess(text: &str) -> String {
    let text = in_braces(text);
    let mut guess = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut end = 0;
    let found = foreign_placeholders(&text);
    if found.len() > MOST {
        return text;
    }
    for foreign in found {
        let name = foreign.name.as_deref().map(name_of).unwrap_or_default();
        let is_anonymous = name.is_empty();
        let name = if is_anonymous { "value".to_owned() } else { name };
        // Two values without a name are two values.
        let same = names.iter().filter(|other| is_anonymous && **other == name).count();
        guess += &text[end..foreign.place.start];
        guess += &match same {
            0 => format!("{{{{.{name}}}}}"),
            _ => format!("{{{{.{name}{}}}}}", same + 1),
        };
        names.push(name);
        end = foreign.place.end;
    }
    guess + &text[end..]
}

/// `{{Name}}` as other template languages write it, with the dot of this crate's.
fn in_braces(text: &str) -> String {
    let is_name = |name: &str| {
        name.len() <= LONGEST_NAME
            && name.trim().starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || " _-".contains(letter))
    };
    let mut parts = text.split("{{");
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        result += "{{";
        match part.split_once("}}").filter(|(name, _)| is_name(name)) {
            Some((name, rest)) => result += &format!(".{}}}}}{rest}", name_of(name)),
            None => result += part,
        }
    }
    result
}

/// A text with more of them is no template.
const MOST: usize = 64;

/// Longer names aren't looked for.
const LONGEST_NAME: usize = 42;

/// A valid name that resembles `text`, if there is one.
fn name_of(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return String::new();
    }
    crate::generator::placeholder_name(text)
}

/// `text` as a template that writes nothing else. The placeholders of this crate stay what they are.
fn literal(text: &str) -> String {
    if template_of(text).is_some() {
        return text.to_owned();
    }
    text.replace("{{", "{{\"{{\"}}").replace("<<", "<<\"<<\">>")
}

#[cfg(test)]
mod tests {
    use super::{code_template, message_template};

    #[test]
    fn other_notations_become_placeholders() {
        for (text, template, is_guessed) in [
            ("no {name} here", "no {{.name}} here", true),
            ("at most %d of %s", "at most {{.value}} of {{.value2}}", true),
            ("between <min> and <max>", "between {{.min}} and {{.max}}", true),
            ("model 'xxx' is off", "model '{{.value}}' is off", true),
            ("${Max Tokens} left", "${Max Tokens} left", false),
            ("the {{Parameter}} is bad", "the {{.parameter}} is bad", true),
            ("{type} is bad, {type} it is", "{{.type_name}} is bad, {{.type_name}} it is", true),
            ("{0} is not {1}", "{{.value}} is not {{.value2}}", true),
            ("no {{.name}}, <<.other>>", "no {{.name}}, <<.other>>", false),
            ("item {{1}}", "item {{\"{{\"}}1}}", false),
            ("{a}{b}", "{a}{b}", false),
            ("100% sure", "100% sure", false),
            ("", "", false),
        ] {
            assert_eq!(message_template(text), (template.to_owned(), is_guessed), "{text}");
        }
    }

    #[test]
    fn a_code_with_a_placeholder_is_a_family() {
        for (code, template) in [
            ("InvalidParameter.{{Parameter}}", "InvalidParameter.{{.parameter}}"),
            ("NotFound.{name}", "NotFound.{{.name}}"),
            ("{name}", "{name}"),
            ("A_B", "A_B"),
        ] {
            assert_eq!(code_template(code).0, template, "{code}");
        }
    }
}
