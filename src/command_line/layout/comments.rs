//! Which value a comment belongs to. A comment between two tables with headers can belong to either.

use std::collections::BTreeMap;

use toml_edit::{Item, RawString};

use crate::command_line::layout::DIRECTIVE;
use crate::command_line::layout::tree::{Commented, Comments, Document, Table, Value};

/// Where the table of the whole file starts; headers start after it.
pub const ROOT: Option<usize> = None;

/// The text from which a tree was read.
#[derive(Clone, Copy)]
pub struct Source<'t> {
    pub text: &'t str,
}

impl<'t> Source<'t> {
    pub fn get(self, raw: Option<&RawString>) -> &'t str {
        raw.and_then(RawString::span).and_then(|span| self.text.get(span)).unwrap_or_default()
    }

    /// The comments in the lines above a value, of which `raw` is the prefix. They begin and end with an
    /// empty line if one separates them from what is before and after them.
    pub fn lines(self, raw: Option<&RawString>) -> Comments {
        lines(self.get(raw))
    }

    /// The comment in the line of a value, of which `raw` is the suffix.
    pub fn beside(self, raw: Option<&RawString>) -> Option<String> {
        let comment = self.get(raw).trim();
        (!comment.is_empty()).then(|| comment.to_owned())
    }
}

/// The comments in `text`, which starts at the start of a line. What follows its last line break is the
/// indentation of the next value.
pub fn lines(text: &str) -> Comments {
    let mut comments = Comments::new();
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let line = line.trim();
        let is_end = line.is_empty() && lines.peek().is_none();
        let is_repeated = line.is_empty() && comments.last().is_some_and(String::is_empty);
        if !is_end && !is_repeated {
            comments.push(line.to_owned());
        }
    }
    comments
}

/// `comments` without empty lines at the start.
fn without_first_gap(mut comments: Comments) -> Comments {
    if comments.first().is_some_and(String::is_empty) {
        comments.remove(0);
    }
    comments
}

/// `comments` without empty lines at either end.
fn trimmed(comments: Comments) -> Comments {
    let mut comments = without_first_gap(comments);
    if comments.last().is_some_and(String::is_empty) {
        comments.pop();
    }
    comments
}

/// The comments between the tables with headers.
///
/// A comment right after a table's last field and separate from the next header belongs to that table,
/// so the tables have to be read in the order of the file.
pub struct SectionComments {
    /// The comments on the file as a whole.
    pub head: Comments,
    /// The comments after everything else.
    pub tail: Comments,
    /// The comments above a header, by where that starts.
    pub above: BTreeMap<usize, Comments>,
    /// The comments below the fields of a table, by where its header starts.
    pub below: BTreeMap<Option<usize>, Comments>,
}

impl SectionComments {
    pub fn new(source: &Source<'_>, root: &toml_edit::Table, trailing: &RawString) -> Self {
        let mut sections = Vec::new();
        collect_sections(root, &mut sections);
        sections.sort_by_key(|(start, _)| *start);
        let mut comments = Self {
            head: Comments::new(),
            tail: Comments::new(),
            above: BTreeMap::new(),
            below: BTreeMap::new(),
        };
        let mut previous = has_own_fields(root).then_some(ROOT);
        for (start, table) in sections {
            let lines = source.lines(table.decor().prefix());
            let above = comments.between(previous, lines);
            comments.above.insert(start, above);
            previous = Some(Some(start));
        }
        let lines = source.lines(Some(trailing));
        match previous {
            // Nothing follows that the comments right below could belong to.
            Some(previous) => {
                let (below, tail) = split_below([lines, vec![String::new()]].concat());
                comments.below.insert(previous, below);
                comments.tail = trimmed(tail);
            }
            None => comments.head = trimmed(lines),
        }
        comments
    }

    /// Those of `lines` that belong to the section after them. The others belong to the section
    /// `previous`, or to the file as a whole.
    fn between(&mut self, previous: Option<Option<usize>>, lines: Comments) -> Comments {
        match previous {
            Some(previous) => {
                let (below, above) = split_below(lines);
                self.below.insert(previous, below);
                above
            }
            None => {
                let (head, above) = split_head(lines);
                self.head = head;
                above
            }
        }
    }
}

/// The comments right below a table's last field and separate from the next header, and the rest.
fn split_below(mut lines: Comments) -> (Comments, Comments) {
    match lines.iter().position(String::is_empty) {
        Some(gap) if gap > 0 => {
            let rest = lines.split_off(gap);
            (lines, without_first_gap(rest))
        }
        _ => (Comments::new(), without_first_gap(lines)),
    }
}

/// The comments on the file as a whole, and those right above its first section.
pub fn split_head(mut lines: Comments) -> (Comments, Comments) {
    match lines.iter().rposition(String::is_empty) {
        Some(gap) => {
            let above = lines.split_off(gap + 1);
            (trimmed(lines), above)
        }
        None => (Comments::new(), lines),
    }
}

/// The tables below `table` that have headers, each with where it starts.
fn collect_sections<'t>(
    table: &'t toml_edit::Table,
    sections: &mut Vec<(usize, &'t toml_edit::Table)>,
) {
    for (_, item) in table.iter() {
        match item {
            Item::Table(table) => {
                sections.extend(start(table).map(|start| (start, table)));
                collect_sections(table, sections);
            }
            Item::ArrayOfTables(tables) => {
                for table in tables.iter() {
                    sections.extend(start(table).map(|start| (start, table)));
                    collect_sections(table, sections);
                }
            }
            Item::Value(_) | Item::None => {}
        }
    }
}

/// Where the header of `table` starts, if it has one.
pub fn start(table: &toml_edit::Table) -> Option<usize> {
    table.position().and(table.span()).map(|span| span.start)
}

/// Whether `table` has a field that isn't in a table below it with a header.
fn has_own_fields(table: &toml_edit::Table) -> bool {
    table.iter().any(|(_, item)| match item {
        Item::Table(table) => table.is_dotted(),
        item => item.is_value(),
    })
}

/// Directives for editors, which belong to the file wherever they are.
pub fn move_directives(document: &mut Document) {
    let mut directives = Directives(Comments::new());
    directives.take_from_table(&mut document.root);
    directives.take(&mut document.tail);
    document.tail = trimmed(std::mem::take(&mut document.tail));
    let Directives(mut directives) = directives;
    if !directives.is_empty() {
        if !document.head.is_empty() {
            directives.push(String::new());
        }
        document.head.splice(0..0, directives);
    }
}

/// The directives that were found.
struct Directives(Comments);

impl Directives {
    fn take(&mut self, comments: &mut Comments) {
        let is_directive = |line: &String| line.starts_with(DIRECTIVE);
        if comments.iter().any(is_directive) {
            self.0.extend(comments.iter().filter(|line| is_directive(line)).cloned());
            comments.retain(|line| !is_directive(line));
            comments.dedup_by(|one, other| one.is_empty() && other.is_empty());
            *comments = without_first_gap(std::mem::take(comments));
        }
    }

    fn take_from_table(&mut self, table: &mut Table) {
        for field in &mut table.fields {
            self.take_from(&mut field.value);
        }
        self.take(&mut table.below);
    }

    fn take_from(&mut self, value: &mut Commented) {
        self.take(&mut value.above);
        self.0.extend(value.beside.take_if(|line| line.starts_with(DIRECTIVE)));
        match &mut value.value {
            Value::Table(table) => self.take_from_table(table),
            Value::List(list) => {
                list.items.iter_mut().for_each(|item| self.take_from(item));
                self.take(&mut list.below);
            }
            Value::Text(_) | Value::Literal(_) => {}
        }
    }
}
