//! Texts that aren't JSON and mention a code: `shot 1 failed: 400 / AuditSubmitIllegal`.

use serde_json::Value;

use crate::{Catalog, Catalogs};

/// How much of a text is looked through.
const MAX_TEXT: usize = 8 << 10;

/// A body in which the code of `catalogs` that `text` mentions is where their responses have it.
pub fn body(catalogs: Catalogs, text: &str) -> Option<String> {
    if text.len() > MAX_TEXT || text.contains('{') {
        return None;
    }
    let words = text.split(|it: char| !(it.is_alphanumeric() || "_.-".contains(it)));
    let words = words.map(|word| word.trim_matches(['.', '-']));
    words.filter(|word| is_telling(word)).find_map(|code| {
        let mut body = Value::Null;
        for catalog in catalogs.iter().filter(|it| it.all_by_code(code).next().is_some()) {
            put(&mut body, catalog, code);
        }
        (!body.is_null()).then(|| body.to_string())
    })
}

/// Whether a word can be nothing but a code: a word of the language can't have its form.
fn is_telling(word: &str) -> bool {
    let is_mixed = word.chars().zip(word.chars().skip(1)).any(|(one, next)| {
        one.is_lowercase() && next.is_uppercase() || "_.-".contains(one) && next.is_alphanumeric()
    });
    is_mixed && word.len() >= 6
}

/// Puts the code to the first place where the catalog's responses have it.
fn put(body: &mut Value, catalog: &Catalog, code: &str) {
    let response = catalog.response();
    let Some(pointer) = response.code().iter().find(|pointer| !pointer.contains('*')) else {
        return;
    };
    let mut at = body;
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if !at.is_object() {
            *at = Value::Object(serde_json::Map::new());
        }
        at = &mut at[part];
    }
    *at = code.into();
}

#[cfg(test)]
mod tests {
    use super::{body, is_telling};
    use crate::command_line::catalogs::fixture;

    #[test]
    fn a_code_of_a_catalog_becomes_a_body() {
        let catalogs = fixture::catalogs().all();
        let of_vidu = catalogs.named("vidu").expect("a vendor");
        let text = "shot 1 failed: 400 / AuditSubmitIllegal.";
        let found = body(of_vidu, text).expect("a code");
        assert!(found.contains("\"AuditSubmitIllegal\""), "{found}");
        assert!(body(catalogs, "NOT_ENOUGH_BALANCE").is_some());
        assert!(body(catalogs, "the request timed out").is_none());
        assert!(body(catalogs, "{\"reason\": \"NOT_ENOUGH_BALANCE\"}").is_none());
    }

    #[test]
    fn words_of_the_language_are_no_codes() {
        for word in ["Unknown", "UNKNOWN", "server", "timeout", "e.g", "400"] {
            assert!(!is_telling(word), "{word}");
        }
        for word in ["rate_limit_error", "FieldLacking", "SAFETY.INPUT"] {
            assert!(is_telling(word), "{word}");
        }
    }
}
