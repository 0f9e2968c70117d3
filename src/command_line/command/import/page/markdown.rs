//! Markdown, and tables in its notation that were copied from somewhere else.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::command_line::command::import::header;
use crate::command_line::command::import::page::Page;
use crate::command_line::command::import::page::html::{self, Inline};
use crate::command_line::command::import::page::markup::{Cell, Markup};

/// Whether `text` has something in this notation: a table with its rule, a heading, a table in HTML.
pub fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| is_rule(line) || is_heading(line) || line.starts_with("<table"))
}

/// Whether `text` has a table without the rule below its header, as some pages copy it.
pub fn has_pipes(text: &str) -> bool {
    text.lines().any(is_header)
}

/// What `text` consists of.
pub fn page(text: &str) -> Page {
    let completed = Completed::of(text);
    let is_unmarked = !text.lines().any(is_heading);
    let mut reader = Reader {
        source: &completed,
        markup: Markup::new(is_unmarked),
        soft_break: if is_unmarked { "\n" } else { " " },
        html: String::new(),
        is_in_code: false,
        is_in_head: false,
        last_cell: 0,
    };
    let parser = Parser::new_ext(&completed.text, Options::ENABLE_TABLES);
    parser.into_offset_iter().for_each(|(event, range)| reader.event(event, &range));
    reader.markup.finish()
}

/// A text in which tables have what Markdown asks for and copied ones lack: empty lines around them,
/// and a rule below the header.
struct Completed {
    text: String,
    /// Where the lines start, and which lines of the page they are.
    lines: Vec<(usize, usize)>,
}

impl Completed {
    fn of(page: &str) -> Self {
        let mut completed = Self { text: String::new(), lines: Vec::new() };
        let mut lines = page.lines().enumerate().peekable();
        let mut is_in_table = false;
        while let Some((at, line)) = lines.next() {
            let number = at + 1;
            let has_pipe = line.contains('|');
            let has_rule = has_pipe && lines.peek().is_some_and(|(_, next)| is_rule(next));
            let is_header = has_rule || has_pipe && is_header(line);
            if is_header || is_in_table && !has_pipe {
                completed.push(number, "");
            }
            completed.push(number, line);
            if is_header && !has_rule {
                completed.push(number, &"|-".repeat(cells(line).count()));
            }
            is_in_table = is_header || is_in_table && has_pipe;
        }
        completed
    }

    fn push(&mut self, number: usize, line: &str) {
        self.lines.push((self.text.len(), number));
        self.text += line;
        self.text.push('\n');
    }

    /// The line of the page that `offset` is in.
    fn line(&self, offset: usize) -> usize {
        let after = self.lines.partition_point(|(start, _)| *start <= offset);
        after.checked_sub(1).map_or(1, |at| self.lines[at].1)
    }
}

struct Reader<'t> {
    source: &'t Completed,
    markup: Markup,
    /// What the end of a line within a paragraph becomes.
    soft_break: &'static str,
    /// A block of HTML, as far as it was read.
    html: String,
    /// Whether a code block is open, whose text is left out.
    is_in_code: bool,
    is_in_head: bool,
    /// Where the last cell of a row ends.
    last_cell: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        let line = self.source.line(range.start);
        let markup = &mut self.markup;
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.code_block(range),
            Event::Start(tag) => self.start(&tag, line),
            Event::End(tag) => self.end(tag, range),
            _ if self.is_in_code => {}
            Event::Text(text) => markup.text(&text, line),
            Event::Code(code) => markup.code(&code, line),
            Event::SoftBreak => markup.text(self.soft_break, line),
            Event::HardBreak => markup.paragraph(),
            Event::Html(html) => self.html += &html,
            Event::InlineHtml(html) => match html::inline(&html) {
                Inline::Mark => {}
                Inline::Break => markup.paragraph(),
                Inline::Text => markup.text(&html, line),
            },
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, line: usize) {
        match tag {
            Tag::Heading { level, .. } => self.markup.start_heading(*level as u8, line),
            Tag::Table(_) => self.markup.start_table(line),
            Tag::TableHead | Tag::TableRow => {
                self.is_in_head = matches!(tag, Tag::TableHead);
                self.markup.start_row(line);
            }
            Tag::TableCell => {
                let cell = Cell { is_header: self.is_in_head, columns: 1, rows: 1 };
                self.markup.start_cell(cell, line);
            }
            Tag::Paragraph | Tag::Item | Tag::List(_) | Tag::BlockQuote(_) => {
                self.markup.paragraph();
            }
            _ => {}
        }
    }

    /// Passes over a code block, but for the headings of the tables in it.
    fn code_block(&mut self, range: &Range<usize>) {
        self.is_in_code = true;
        let mut offset = range.start;
        let mut header = "";
        for line in self.source.text[range.clone()].split_inclusive('\n') {
            if is_rule(line) && header.contains('|') {
                let cells = cells(header).map(|cell| cell.trim().to_owned()).collect();
                self.markup.table_in_code(cells, self.source.line(offset - header.len()));
            }
            header = line;
            offset += line.len();
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.markup.end_heading(),
            TagEnd::Table => self.markup.end_table(),
            TagEnd::TableHead => self.markup.end_row(),
            TagEnd::TableRow => {
                let rest = self.source.text.get(self.last_cell..range.end).unwrap_or_default();
                self.markup.surplus(rest.trim().trim_matches('|').trim());
                self.markup.end_row();
            }
            TagEnd::TableCell => {
                self.last_cell = range.end;
                self.markup.end_cell();
            }
            TagEnd::CodeBlock => self.is_in_code = false,
            TagEnd::HtmlBlock => {
                let line = |offset| self.source.line(range.start + offset);
                html::read(&std::mem::take(&mut self.html), &mut self.markup, &line);
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.markup.paragraph();
            }
            _ => {}
        }
    }
}

/// Whether `line` is what columns are called.
fn is_header(line: &str) -> bool {
    let cells = || cells(line).map(str::to_owned).collect::<Vec<_>>();
    line.contains('|') && header::is_header(&cells())
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let marks = line.len() - rest.len();
    (1..=6).contains(&marks) && rest.starts_with(' ') && !rest.contains('\t')
}

/// Whether `line` is the rule between the header of a table and its rows.
fn is_rule(line: &str) -> bool {
    let is_dashes = |cell: &str| {
        let dashes = cell.trim().trim_matches(':');
        !dashes.is_empty() && dashes.chars().all(|character| character == '-')
    };
    line.contains('|') && cells(line).all(is_dashes)
}

/// The cells of a row, without the borders around it.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|')
}
