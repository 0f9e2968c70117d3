//! From any text to the documents in it.

use core::ops::ControlFlow;

use crate::json::document::Document;
use crate::json::tape::Tape;
use crate::json::text::Text;

/// Calls `visit` with each object and list in `text`, in its order, until it breaks: after any prefix,
/// as frames of an event stream, or in a string that is printed with its escapes. With each comes how
/// many times it was quoted in `text`, which is `MAX_QUOTED` at most.
///
/// What is part of a document isn't looked at again: the time is linear in the text.
pub fn each_document<B>(
    text: &str,
    mut visit: impl FnMut(&Document<'_, '_>, usize) -> ControlFlow<B>,
) -> ControlFlow<B> {
    each(text, 0, &mut visit)
}

/// How many times a document may be quoted in a text.
const MAX_QUOTED: usize = 3;

fn each<B>(
    text: &str,
    quoted: usize,
    visit: &mut dyn FnMut(&Document<'_, '_>, usize) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let mut rest = text;
    while let Some(start) = rest.find(['{', '[']) {
        let before = rest[..start].chars().next_back();
        let found = &rest[start..];
        let end = match quotation(found, before) {
            Some((inner, end)) if quoted < MAX_QUOTED => {
                each(&inner.unescape(), quoted + 1, visit)?;
                end
            }
            _ => {
                let mut tape = Tape::new();
                let document = Document::read(found, &mut tape);
                // A bracket in prose breaks off at once.
                if document.root().is_some_and(|root| !root.is_empty()) {
                    visit(&document, quoted)?;
                }
                document.end.max(1)
            }
        };
        rest = found.get(end..).unwrap_or_default();
    }
    ControlFlow::Continue(())
}

/// The string that `text` begins in, if its quotation marks or apostrophes are escaped or Python has
/// printed it, and where it ends.
fn quotation(text: &str, before: Option<char>) -> Option<(Text<'_>, usize)> {
    let inner = text[1..].trim_start_matches(' ');
    let is_escaped = inner.strip_prefix(['{', '[']).unwrap_or(inner).starts_with('\\');
    let marks: &[u8] = match before {
        Some('\'') => b"'",
        _ if is_escaped => b"\"",
        _ => return None,
    };
    let mut end = 0;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(end) {
        if marks.contains(&byte) {
            break;
        }
        end += if byte == b'\\' { 2 } else { 1 };
    }
    let raw = text.get(..end).unwrap_or(text);
    let is_printed = raw.contains('\\');
    is_printed.then_some((Text { raw, has_escapes: true }, raw.len()))
}
