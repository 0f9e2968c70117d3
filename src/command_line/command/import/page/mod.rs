//! A page as it was copied, read into what an import looks at: its headings, tables and texts.

mod delimited;
mod html;
mod joined;
mod markdown;
mod markup;
mod stacked;

/// What a page has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its tables.
    pub tables: Vec<Table>,
    /// The tables in its code blocks, which are examples. They have headings and no rows.
    pub in_code: Vec<Table>,
    /// Its headings, each with the texts below it.
    pub sections: Vec<Section>,
    /// The headings above what comes next, with their levels.
    above: Vec<(u8, String)>,
    /// Whether the last table can have more rows.
    is_in_table: bool,
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
    /// The lines that can't be split into cells, and why.
    pub unread: Vec<(usize, &'static str)>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// A code that the catalog has already. Where columns run into each other, it tells them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The wire code.
    pub code: String,
    /// Its message.
    pub message: Option<String>,
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
        self.in_code.retain(|table| has_heading(&table.headings, heading));
        self.sections.retain(|section| has_heading(&section.headings, heading));
    }

    /// The headings above tables.
    pub fn headings_of_tables(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().flat_map(|table| &table.headings).map(String::as_str)
    }

    fn heading(&mut self, line: usize, level: u8, title: &str) {
        self.is_in_table = false;
        self.above.retain(|(other, _)| *other < level);
        let (title, headings) = (title.to_owned(), self.headings());
        self.above.push((level, title.clone()));
        self.sections.push(Section { line, title, headings, texts: Vec::new() });
    }

    fn headings(&self) -> Vec<String> {
        self.above.iter().map(|(_, title)| title.clone()).collect()
    }

    fn text(&mut self, text: &str) {
        self.is_in_table = false;
        if let Some(section) = self.sections.last_mut() {
            section.texts.push(text.to_owned());
        }
    }

    /// A line in which nothing is marked: a heading if it is short and no sentence, or else a text.
    fn unmarked(&mut self, line: usize, text: &str) {
        let text = text.trim();
        let is_sentence = text.ends_with(['.', ':', ';', ',', '。', '：', '；', '，'])
            || text.chars().nth(80).is_some();
        if is_sentence {
            self.text(text);
        } else if !text.is_empty() {
            self.heading(line, 1, text);
        }
    }

    fn start_table(&mut self, line: usize, header: Option<Vec<String>>) {
        self.is_in_table = true;
        self.tables.push(Table { line, headings: self.headings(), header, ..Table::default() });
    }

    /// A row of the table that is open, or of a new one.
    fn row(&mut self, row: Row) {
        if !self.is_in_table {
            self.start_table(row.line, None);
        }
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(row);
        }
    }

    /// A line of the table that is open which isn't a row.
    fn unread(&mut self, line: usize, why: &'static str) {
        if let Some(table) = self.tables.last_mut() {
            table.unread.push((line, why));
        }
    }
}

fn has_heading(headings: &[String], wanted: &str) -> bool {
    headings.iter().any(|heading| heading.to_lowercase() == wanted.trim().to_lowercase())
}

/// Reads the page `text`: HTML if it begins with a tag; Markdown if it has something in its notation;
/// else what is separated by tabs; else columns that run into each other, in tables with the `known`
/// codes; else cells with a line each; else CSV, or lines of text.
pub fn read(text: &str, known: &[Known]) -> Page {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if text.trim_start().starts_with('<') {
        return html::page(&text);
    }
    if markdown::is_markdown(&text) {
        return markdown::page(&text);
    }
    if text.contains('\t') {
        return delimited::page(&text, b'\t').unwrap_or_default();
    }
    if markdown::has_pipes(&text) {
        return markdown::page(&text);
    }
    joined::page(&text, known)
        .or_else(|| stacked::page(&text))
        .or_else(|| delimited::page(&text, delimited::delimiter(&text)))
        .unwrap_or_else(|| {
            let mut page = Page::default();
            text.lines().enumerate().for_each(|(at, line)| page.unmarked(at + 1, line));
            page
        })
}
