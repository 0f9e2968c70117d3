//! HTML, as the source of a page has it.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::command_line::command::import::page::Page;
use crate::command_line::command::import::page::markup::{Cell, Markup};

/// Elements within a line, as they are met in Markdown. Anything else in angle brackets that is
/// no element at all is a text.
const INLINE: &str = "a abbr b big center cite code col del em font i iframe img ins kbd link mark meta \
                      nobr pre s samp script small span strike strong style sub sup svg tt u wbr";

/// Elements that begin and end a paragraph.
const PARAGRAPHS: &str = "article blockquote body br caption dd details div dl dt figure footer header hr \
                          html li main nav ol p section summary ul";

/// Headings and the parts of tables.
const OTHERS: &str = "h1 h2 h3 h4 h5 h6 head table tbody td tfoot th thead tr";

/// Elements whose text isn't part of the page.
const HIDDEN: &str = "head noscript script style svg template";

fn is_in(elements: &str, name: &str) -> bool {
    elements.split(' ').any(|element| element == name)
}

/// What the HTML `text` consists of.
pub fn page(text: &str) -> Page {
    let mut markup = Markup::default();
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    read(text, &mut markup, &|offset| starts.partition_point(|start| *start <= offset));
    markup.finish()
}

/// What a piece of HTML within a line of Markdown is.
pub enum Inline {
    /// A tag or a comment, which shows nothing.
    Mark,
    /// The start or end of a paragraph.
    Break,
    /// No element: `<max>` stands for a value.
    Text,
}

/// What `html`, a piece of HTML within a line of Markdown, is.
pub fn inline(html: &str) -> Inline {
    let inner = html.trim_start_matches(['<', '/']);
    let end = inner.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if is_in(PARAGRAPHS, &name) || is_in(OTHERS, &name) {
        Inline::Break
    } else if is_in(INLINE, &name) || html.starts_with("<!") {
        Inline::Mark
    } else {
        Inline::Text
    }
}

/// Reads `text` into `markup`. `line` is the line of the page that an offset is in.
pub fn read(text: &str, markup: &mut Markup, line: &dyn Fn(usize) -> usize) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // What is in a script or a style sheet has no tags.
    emitter.naively_switch_states(true);
    // How many of these are open. A table in a cell is a text of that cell.
    let (mut hidden, mut preformatted, mut nested) = (0_usize, 0_usize, 0_usize);
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                match &*name {
                    name if is_in(HIDDEN, name) => hidden += usize::from(!tag.self_closing),
                    _ if hidden > 0 => {}
                    "pre" => preformatted += 1,
                    "table" if markup.is_in_cell() => {
                        markup.paragraph();
                        nested += 1;
                    }
                    "tr" | "td" | "th" if nested > 0 => markup.paragraph(),
                    name => start(name, &tag, markup, line(tag.span.start)),
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                match &*name {
                    name if is_in(HIDDEN, name) => hidden = hidden.saturating_sub(1),
                    _ if hidden > 0 => {}
                    "pre" => preformatted = preformatted.saturating_sub(1),
                    "table" if nested > 0 => nested -= 1,
                    "tr" | "td" | "th" if nested > 0 => {}
                    name => end(name, markup),
                }
            }
            // An example of a response isn't part of the page, unless it is in a table.
            Token::String(text) if hidden == 0 && (preformatted == 0 || markup.is_in_cell()) => {
                let line = line(text.span.start);
                markup.text(&in_words(&String::from_utf8_lossy(&text)), line);
            }
            _ => {}
        }
    }
}

fn start(name: &str, tag: &StartTag<usize>, markup: &mut Markup, line: usize) {
    match name {
        "table" => markup.start_table(line),
        "tr" => markup.start_row(line),
        "td" | "th" => {
            let number = |attribute: &str| {
                let value = tag.attributes.get(attribute.as_bytes())?;
                String::from_utf8_lossy(value).trim().parse().ok()
            };
            markup.start_cell(
                Cell {
                    is_header: name == "th",
                    columns: number("colspan").unwrap_or(1),
                    rows: number("rowspan").unwrap_or(1),
                },
                line,
            );
        }
        _ => match level(name) {
            Some(level) => markup.start_heading(level, line),
            None if is_in(PARAGRAPHS, name) => markup.paragraph(),
            None => {}
        },
    }
}

fn end(name: &str, markup: &mut Markup) {
    match name {
        "table" => markup.end_table(),
        "tr" => markup.end_row(),
        "td" | "th" => markup.end_cell(),
        _ if level(name).is_some() => markup.end_heading(),
        _ if is_in(PARAGRAPHS, name) => markup.paragraph(),
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
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.starts_with(char::is_whitespace) {
        words.insert(0, ' ');
    }
    if words.len() > 1 && text.ends_with(char::is_whitespace) {
        words.push(' ');
    }
    words
}
