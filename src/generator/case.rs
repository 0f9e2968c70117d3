//! The letter case of names: wire codes become variants, placeholders become fields.

/// What separates the words of wire codes: `rate_limit`, `SAFETY.INPUT`, `billing:quota`.
pub const BETWEEN_WORDS: [char; 6] = ['_', '-', '.', ':', '/', ' '];

/// A wire code as the name of a variant: `INVALID_API_KEY` and `invalid.api.key` become
/// `InvalidApiKey`; a word that has both cases keeps them, but for its first letter.
pub fn pascal(code: &str) -> String {
    code.split(BETWEEN_WORDS).map(pascal_word).collect()
}

fn pascal_word(word: &str) -> String {
    let mixed = word.contains(|letter: char| letter.is_ascii_lowercase())
        && word.contains(|letter: char| letter.is_ascii_uppercase());
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    let rest = if mixed { rest.to_owned() } else { rest.to_ascii_lowercase() };
    format!("{}{rest}", first.to_ascii_uppercase())
}

/// A placeholder in snake_case or camelCase as the name of a field.
pub fn snake(placeholder: &str) -> String {
    let mut name = String::new();
    let mut before = None;
    let mut letters = placeholder.chars().peekable();
    while let Some(letter) = letters.next() {
        // A word starts at a capital after a small letter, and at the last of several capitals.
        let starts_word = letter.is_ascii_uppercase()
            && before.is_some_and(|before: char| {
                !before.is_ascii_uppercase()
                    || letters.peek().is_some_and(|next| next.is_ascii_lowercase())
            });
        if starts_word && before != Some('_') {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
        before = Some(letter);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{pascal, snake};

    #[test]
    fn codes_become_pascal_case() {
        for (code, variant) in [
            ("INVALID_API_KEY", "InvalidApiKey"),
            ("invalid_parameters", "InvalidParameters"),
            ("FieldLacking", "FieldLacking"),
            ("fieldLacking", "FieldLacking"),
            ("SAFETY.INPUT.TEXT", "SafetyInputText"),
            ("quota:per-minute/userLimit", "QuotaPerMinuteUserLimit"),
            ("rate limit exceeded", "RateLimitExceeded"),
            ("UNKNOWN", "Unknown"),
            ("OSSPathInvalid", "OSSPathInvalid"),
            ("http-2-error", "Http2Error"),
            ("E_45", "E45"),
            ("__x__", "X"),
            ("", ""),
        ] {
            assert_eq!(pascal(code), variant, "{code}");
        }
    }

    #[test]
    fn placeholders_become_snake_case() {
        for (placeholder, field) in [
            ("fields", "fields"),
            ("max_tokens", "max_tokens"),
            ("maxTokens", "max_tokens"),
            ("taskID", "task_id"),
            ("userIDList", "user_id_list"),
            ("x2Y", "x2_y"),
        ] {
            assert_eq!(snake(placeholder), field, "{placeholder}");
        }
    }
}
