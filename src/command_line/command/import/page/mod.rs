//! A page as it was copied, read into what an import looks at: its headings, tables and texts.
//!
//! Each notation is read into [`Block`]s, and `outline` says which headings are above each of them.

mod blocks;
mod delimited;
mod html;
mod joined;
mod markdown;
mod outline;

/// What a page has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its headings, each with the texts below it.
    pub sections: Vec<Section>,
}

impl Page {
    /// Whether there is something below `heading`.
    pub fn has_heading(&self, heading: &str) -> bool {
        self.tables.iter().any(|table| has_heading(&table.headings, heading))
            || self.sections.iter().any(|section| has_heading(&section.headings, heading))
    }

    /// Leaves only what is below `heading`.
    pub fn keep_below(&mut self, heading: &str) {
        self.tables.retain(|table| has_heading(&table.headings, heading));
        self.sections.retain(|section| has_heading(&section.headings, heading));
    }

    /// The headings above tables.
    pub fn headings_of_tables(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().flat_map(|table| &table.headings).map(String::as_str)
    }
}

fn has_heading(headings: &[String], wanted: &str) -> bool {
    headings.iter().any(|heading| heading.to_lowercase() == wanted.trim().to_lowercase())
}

/// A table of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The line in which it starts, from 1.
    pub line: usize,
    /// The headings above it, the outermost first.
    pub headings: Vec<String>,
    /// The headings of its columns.
    pub header: Option<Vec<String>>,
    /// The rows below them.
    pub rows: Vec<Row>,
    /// The lines of rows whose columns can't be told apart.
    pub unread: Vec<usize>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the page in which it starts, from 1.
    pub line: usize,
    /// What it has in each column.
    pub cells: Vec<String>,
}

/// A heading, and the texts between it and the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The line of the heading.
    pub line: usize,
    /// The heading itself.
    pub title: String,
    /// The headings above it, the outermost first.
    pub headings: Vec<String>,
    /// The paragraphs and the items of lists below it.
    pub texts: Vec<String>,
}

/// What a page consists of, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading { line: usize, level: u8, text: String },
    Text { line: usize, text: String },
    Table(Table),
}

/// A code that the catalog has already. Where columns run into each other, it tells them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The wire code.
    pub code: String,
    /// Its message.
    pub message: Option<String>,
}

/// Reads the page `text`: HTML if it begins with a tag; Markdown if it has something in its notation;
/// else what is separated by tabs; else columns that run into each other, in tables with the `known`
/// codes; else CSV, or lines of text.
pub fn read(text: &str, known: &[Known]) -> Page {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let blocks = if text.trim_start().starts_with('<') {
        html::blocks(&text)
    } else if markdown::is_markdown(&text) {
        markdown::blocks(&text)
    } else if text.contains('\t') {
        delimited::blocks(&text, b'\t').unwrap_or_default()
    } else if markdown::has_pipes(&text) {
        markdown::blocks(&text)
    } else if let Some(blocks) = joined::blocks(&text, known) {
        blocks
    } else {
        delimited::blocks(&text, delimited::delimiter(&text)).unwrap_or_else(|| lines(&text))
    };
    outline::of(blocks)
}

/// What `text` consists of if it has no tables.
fn lines(text: &str) -> Vec<Block> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| unmarked(at + 1, line)).collect()
}

/// `line` as a heading, where nothing marks one: it is short, and no sentence.
fn heading(line: &str) -> Option<String> {
    let line = line.trim();
    let is_sentence = line.ends_with(['.', ':', ';', ',', '。', '：', '；', '，'])
        || line.chars().nth(80).is_some();
    (!line.is_empty() && !is_sentence).then(|| line.to_owned())
}

/// A line in which nothing is marked, as a heading or a text.
fn unmarked(line: usize, text: &str) -> Block {
    match heading(text) {
        Some(text) => Block::Heading { line, level: 1, text },
        None => Block::Text { line, text: text.trim().to_owned() },
    }
}
