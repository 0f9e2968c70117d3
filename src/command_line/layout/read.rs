//! toml_edit's tree to ours.

use toml_edit::{Array, InlineTable, Item, RawString, TomlError};

use crate::command_line::layout::comments::{
    ROOT, SectionComments, Source, lines, move_directives, split_head, start,
};
use crate::command_line::layout::tree::{
    Commented, Comments, Document, Field, List, Table, Value, dense,
};

/// What the TOML `text` contains.
pub fn read(text: &str) -> Result<Document, TomlError> {
    let document = toml_edit::Document::parse(text)?;
    let source = Source { text };
    let root = document.as_table();
    let mut comments = SectionComments::new(&source, root, document.trailing());
    let mut reader = Reader { source, comments: &mut comments };
    let root = reader.table(root, ROOT);
    let mut document = Document { head: comments.head, root, tail: comments.tail };
    move_directives(&mut document);
    Ok(document)
}

struct Reader<'t, 'c> {
    source: Source<'t>,
    comments: &'c mut SectionComments,
}

impl Reader<'_, '_> {
    fn table(&mut self, table: &toml_edit::Table, start: Option<usize>) -> Table {
        let mut fields: Vec<(usize, Field)> = Vec::new();
        for (name, item) in table.iter() {
            let Some(key) = table.key(name) else { continue };
            let value = match item {
                Item::None => continue,
                Item::Value(value) => {
                    let mut commented = self.value(value);
                    let prefix = key.leaf_decor().prefix();
                    let mut above = self.source.lines(prefix);
                    // The first thing in the file is below the comments about the file.
                    let start = prefix.and_then(RawString::span).map(|span| span.start);
                    if start == Some(0) {
                        (self.comments.head, above) = split_head(above);
                    }
                    commented.above = dense(above);
                    commented.beside = self.source.beside(value.decor().suffix());
                    commented
                }
                Item::Table(table) => self.section(table),
                Item::ArrayOfTables(tables) => {
                    let items = tables.iter().map(|table| self.section(table)).collect();
                    let list = List { items, below: Comments::new(), has_headers: true };
                    Value::List(list).into()
                }
            };
            let start = key.span().map_or(0, |span| span.start);
            fields.push((start, Field { key: name.to_owned(), value }));
        }
        fields.sort_by_key(|(start, _)| *start);
        Table {
            fields: fields.into_iter().map(|(_, field)| field).collect(),
            below: self.comments.below.remove(&start).unwrap_or_default(),
            has_header: !table.is_dotted(),
        }
    }

    fn section(&mut self, table: &toml_edit::Table) -> Commented {
        let start = start(table);
        // The table of the whole file has no header.
        let content = match start {
            Some(_) => self.table(table, start),
            None => self.table(table, Some(usize::MAX)),
        };
        Commented {
            above: start.and_then(|start| self.comments.above.remove(&start)).unwrap_or_default(),
            value: Value::Table(content),
            beside: start.and_then(|_| self.source.beside(table.decor().suffix())),
        }
    }

    fn value(&mut self, value: &toml_edit::Value) -> Commented {
        let literal = || {
            let span = value.span().unwrap_or_default();
            Value::Literal(self.source.text.get(span).unwrap_or_default().to_owned())
        };
        let value = match value {
            toml_edit::Value::String(text) => Value::Text(text.value().clone()),
            toml_edit::Value::Array(array) => Value::List(self.list(array)),
            toml_edit::Value::InlineTable(table) => Value::Table(self.inline_table(table)),
            toml_edit::Value::Integer(_)
            | toml_edit::Value::Float(_)
            | toml_edit::Value::Boolean(_)
            | toml_edit::Value::Datetime(_) => literal(),
        };
        value.into()
    }

    fn list(&mut self, array: &Array) -> List {
        let mut list = List::default();
        for value in array.iter() {
            let item = self.value(value);
            let prefix = self.source.get(value.decor().prefix());
            self.push(&mut list.items, item, |item| item, prefix, value.decor().suffix());
        }
        let rest = self.source.get(Some(array.trailing()));
        list.below = self.rest(list.items.last_mut(), rest);
        list
    }

    fn inline_table(&mut self, table: &InlineTable) -> Table {
        let mut fields = Vec::new();
        for (name, value) in table.iter() {
            let field = Field { key: name.to_owned(), value: self.value(value) };
            let prefix = table.key(name).map(|key| self.source.get(key.leaf_decor().prefix()));
            let suffix = value.decor().suffix();
            self.push(
                &mut fields,
                field,
                |field| &mut field.value,
                prefix.unwrap_or_default(),
                suffix,
            );
        }
        let rest = self.source.get(Some(table.trailing()));
        let below = self.rest(fields.last_mut().map(|field| &mut field.value), rest);
        Table { fields, below, has_header: false }
    }

    /// Adds the comments between brackets to `those` before them. A comment after a comma, in its line,
    /// belongs to the value before the comma.
    fn push<T>(
        &self,
        those: &mut Vec<T>,
        mut this: T,
        commented: impl Fn(&mut T) -> &mut Commented,
        prefix: &str,
        suffix: Option<&RawString>,
    ) {
        let above = self.rest(those.last_mut().map(&commented), prefix);
        let value = commented(&mut this);
        value.above.splice(0..0, above);
        for comment in dense(lines(&format!("{}\n", self.source.get(suffix)))) {
            value.remark(comment);
        }
        those.push(this);
    }

    /// The comments between brackets, after what is `before` them and a comma.
    fn rest(&self, before: Option<&mut Commented>, text: &str) -> Comments {
        let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
        let mut comments = dense(lines(&format!("{rest}\n")));
        let line = line.trim();
        if !line.is_empty() {
            match before {
                Some(before) => before.remark(line.to_owned()),
                None => comments.insert(0, line.to_owned()),
            }
        }
        comments
    }
}
