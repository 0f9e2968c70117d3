//! Markdown, and tables in its notation that were copied from somewhere else.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::command_line::command::import::header;
use crate::command_line::command::import::page::blocks::{Blocks, Cell};
use crate::command_line::command::import::page::html;
use crate::command_line::command::import::page::{Block, unmarked};

/// Whether `text` has something in this notation: a table with its rule, a heading, a table in HTML.
pub fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| is_rule(line) || is_heading(line) || line.starts_with("<table"))
}

/// Whether `text` has a table without the rule below its header, as some pages copy it.
pub fn has_pipes(text: &str) -> bool {
    text.lines().any(is_header)
}

/// What `text` consists of.
pub fn blocks(text: &str) -> Vec<Block> {
    let has_headings = text.lines().any(is_heading);
    let completed = Completed::of(text);
    let mut reader = Reader {
        source: &completed,
        blocks: Blocks::default(),
        // Where nothing is marked as a heading, any line may be one.
        soft_break: if has_headings { " " } else { "\n" },
        html: String::new(),
        skipped: 0,
        last_cell: 0,
    };
    for (event, range) in
        Parser::new_ext(&completed.text, Options::ENABLE_TABLES).into_offset_iter()
    {
        reader.event(event, range);
    }
    let blocks = reader.blocks.finish();
    if has_headings {
        return blocks;
    }
    let lines = |block: Block| match block {
        Block::Text { line, text } => {
            text.lines().enumerate().map(|(at, text)| unmarked(line + at, text)).collect()
        }
        block => vec![block],
    };
    blocks.into_iter().flat_map(lines).collect()
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
                completed.push(number, &"|-".repeat(cells(line).len()));
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
    blocks: Blocks,
    /// What the end of a line within a paragraph becomes.
    soft_break: &'static str,
    /// A block of HTML, as far as it was read.
    html: String,
    /// How many code blocks are open, whose text is left out.
    skipped: usize,
    /// Where the last cell of a row ends.
    last_cell: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let line = self.source.line(range.start);
        match event {
            Event::Start(tag) => self.start(&tag, line),
            Event::End(tag) => self.end(tag, &range),
            _ if self.skipped > 0 => {}
            Event::Text(text) => self.blocks.text(&text, line),
            Event::Code(code) => self.blocks.code(&code, line),
            Event::SoftBreak => self.blocks.text(self.soft_break, line),
            Event::HardBreak => self.blocks.paragraph(),
            Event::Html(html) => self.html += &html,
            Event::InlineHtml(html) if html::is_tag(&html) => {
                html::read(&html, &mut self.blocks, &|_| line);
            }
            // `<max>` is no tag, and stands for a value.
            Event::InlineHtml(text) => self.blocks.text(&text, line),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, line: usize) {
        match tag {
            Tag::Heading { level, .. } => self.blocks.start_heading(*level as u8, line),
            Tag::Table(_) => self.blocks.start_table(line),
            Tag::TableHead | Tag::TableRow => self.blocks.start_row(line),
            Tag::TableCell => {
                let cell = Cell { is_header: false, columns: 1, rows: 1 };
                self.blocks.start_cell(cell, line);
            }
            Tag::CodeBlock(_) => self.skipped += 1,
            Tag::Paragraph | Tag::Item | Tag::List(_) | Tag::BlockQuote(_) => {
                self.blocks.paragraph();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.blocks.end_heading(),
            TagEnd::Table => self.blocks.end_table(),
            TagEnd::TableHead => self.blocks.end_header_row(),
            TagEnd::TableRow => {
                let rest = self.source.text.get(self.last_cell..range.end).unwrap_or_default();
                let rest = rest.trim().trim_matches('|').trim();
                if !rest.is_empty() {
                    self.blocks.surplus(rest);
                }
                self.blocks.end_row();
            }
            TagEnd::TableCell => {
                self.last_cell = range.end;
                self.blocks.end_cell();
            }
            TagEnd::CodeBlock => self.skipped -= 1,
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                let line = |offset| self.source.line(range.start + offset);
                html::read(&html, &mut self.blocks, &line);
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.blocks.paragraph();
            }
            _ => {}
        }
    }
}

/// Whether `line` is what columns are called.
fn is_header(line: &str) -> bool {
    line.contains('|') && header::is_header(&cells(line))
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let marks = line.len() - rest.len();
    (1..=6).contains(&marks) && rest.starts_with(' ') && !rest.contains('\t')
}

/// Whether `line` is the rule between the header of a table and its rows.
fn is_rule(line: &str) -> bool {
    let is_dashes = |cell: &str| {
        let dashes = cell.trim().trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.chars().all(|character| character == '-')
    };
    line.contains('|') && inner(line).split('|').all(is_dashes)
}

/// The cells of a header, in which a pipe has a backslash before it if it is no border.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut before = ' ';
    for letter in inner(line).chars() {
        match (letter, cells.last_mut()) {
            ('|', _) if before != '\\' => cells.push(String::new()),
            (letter, Some(cell)) => cell.push(letter),
            (_, None) => {}
        }
        before = letter;
    }
    cells
}

/// `line` without the borders around the row.
fn inner(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line)
}
