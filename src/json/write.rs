//! From a value to JSON again.

use alloc::string::String;

use crate::json::document::Value;
use crate::json::text::quote;

impl Value<'_, '_> {
    /// The value in JSON, without whitespace.
    pub fn to_json(self) -> String {
        let mut json = String::new();
        self.push_json(&mut json);
        json
    }

    // The recursion is as deep as a document may be nested.
    fn push_json(self, json: &mut String) {
        if self.is_object() {
            json.push('{');
            for (number, (key, value)) in self.members().enumerate() {
                json.push_str(if number > 0 { "," } else { "" });
                json.push_str(&quote(&key.unescape()));
                json.push(':');
                value.push_json(json);
            }
            json.push('}');
        } else if self.is_list() {
            json.push('[');
            for (number, element) in self.elements().enumerate() {
                json.push_str(if number > 0 { "," } else { "" });
                element.push_json(json);
            }
            json.push(']');
        } else if let Some(text) = self.string() {
            json.push_str(&quote(&text.unescape()));
        } else {
            json.push_str(self.literal().unwrap_or("null"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{Document, Tape};

    #[test]
    fn a_value_is_written_as_it_was_read() {
        for json in
            [r#"{"a":[1,-2.5e3,true,null],"b\n":{"c":"\"d\""}}"#, "[]", "{}", r#""text""#, "false"]
        {
            let mut tape = Tape::new();
            let document = Document::read(json, &mut tape);
            assert_eq!(document.root().expect("a value").to_json(), json);
        }
    }
}
