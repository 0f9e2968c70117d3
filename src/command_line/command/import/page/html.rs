//! HTML, as the source of a page has it.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::command_line::command::import::page::Block;
use crate::command_line::command::import::page::blocks::{Blocks, Cell};

/// Elements that are met in pages. In Markdown, anything else in angle brackets is a text.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "nobr",
    "ol",
    "p",
    "pre",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "wbr",
];

/// Elements whose text is none of the page's.
const HIDDEN: &[&str] = &["head", "noscript", "script", "style", "svg", "template"];

/// Elements that begin and end a paragraph.
const PARAGRAPHS: &[&str] = &[
    "article",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "ul",
];

/// What the HTML `text` consists of.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Blocks::default();
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    read(text, &mut blocks, &|offset| starts.partition_point(|start| *start <= offset));
    blocks.finish()
}

/// Whether `text` is the start or the end of an element, or a comment.
pub fn is_tag(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('<') else { return false };
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inner.len());
    inner.starts_with('!') || ELEMENTS.contains(&inner[..end].to_ascii_lowercase().as_str())
}

/// Reads `text` into `blocks`. `line` is the line of the page that an offset is in.
pub fn read(text: &str, blocks: &mut Blocks, line: &dyn Fn(usize) -> usize) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // What is in a script or a style sheet has no tags.
    emitter.naively_switch_states(true);
    let mut hidden: Option<(String, usize)> = None;
    let mut preformatted = 0_usize;
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if let Some((outer, depth)) = &mut hidden {
                    *depth += usize::from(*outer == name);
                } else if HIDDEN.contains(&name.as_str()) {
                    hidden = (!tag.self_closing).then_some((name, 1));
                } else {
                    preformatted += usize::from(name == "pre");
                    start(&name, &tag, blocks, line(tag.span.start));
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if let Some((outer, depth)) = &mut hidden {
                    *depth -= usize::from(*outer == name);
                    if *depth == 0 {
                        hidden = None;
                    }
                } else {
                    preformatted = preformatted.saturating_sub(usize::from(name == "pre"));
                    end(&name, blocks);
                }
            }
            // An example of a response is no text of the page, unless it is in a table.
            Token::String(text)
                if hidden.is_none() && (preformatted == 0 || blocks.is_in_cell()) =>
            {
                let line = line(text.span.start);
                blocks.text(&in_words(&String::from_utf8_lossy(&text)), line);
            }
            _ => {}
        }
    }
}

fn start(name: &str, tag: &StartTag<usize>, blocks: &mut Blocks, line: usize) {
    match name {
        "table" => blocks.start_table(line),
        "tr" => blocks.start_row(line),
        "td" | "th" => {
            let number = |attribute: &str| {
                let value = tag.attributes.get(attribute.as_bytes());
                let value = value.map(|value| String::from_utf8_lossy(value).into_owned());
                value.and_then(|value| value.trim().parse().ok()).unwrap_or(1)
            };
            let (columns, rows) = (number("colspan"), number("rowspan"));
            blocks.start_cell(Cell { is_header: name == "th", columns, rows }, line);
        }
        _ => match level(name) {
            Some(level) => blocks.start_heading(level, line),
            None if PARAGRAPHS.contains(&name) => blocks.paragraph(),
            None => {}
        },
    }
}

fn end(name: &str, blocks: &mut Blocks) {
    match name {
        "table" => blocks.end_table(),
        "tr" => blocks.end_row(),
        "td" | "th" => blocks.end_cell(),
        _ if level(name).is_some() => blocks.end_heading(),
        _ if PARAGRAPHS.contains(&name) => blocks.paragraph(),
        _ => {}
    }
}

/// The level of a heading, if `name` is one.
fn level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// `text` with one space for any whitespace, also at its ends.
fn in_words(text: &str) -> String {
    let mut words = String::new();
    let mut was_space = false;
    for letter in text.chars() {
        // A no-break space is there to be seen, and is one between words all the same.
        let is_space = letter.is_whitespace();
        if !is_space {
            words.push(letter);
        } else if !was_space {
            words.push(' ');
        }
        was_space = is_space;
    }
    words
}
