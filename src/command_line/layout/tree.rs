//! What a catalog's file contains: values, and the comments that belong to them.

use crate::command_line::layout::{DIRECTIVE, SCHEMA};

/// Lines of comments, each with its `#`. An empty one is an empty line.
pub type Comments = Vec<String>;

/// `comments` without empty lines.
pub fn dense(mut comments: Comments) -> Comments {
    comments.retain(|line| !line.is_empty());
    comments
}

/// A file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The comments on the file as a whole, with which it begins.
    pub head: Comments,
    /// All its tables.
    pub root: Table,
    /// The comments with which it ends.
    pub tail: Comments,
}

/// A table, with a header or inline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its fields.
    pub fields: Vec<Field>,
    /// The comments after its last field.
    pub below: Comments,
    /// Whether the file has it, or its parts, below headers.
    pub has_header: bool,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub key: String,
    /// The value.
    pub value: Commented,
}

/// A value and its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commented {
    /// The lines above it.
    pub above: Comments,
    /// The value.
    pub value: Value,
    /// The comment after it, in its line.
    pub beside: Option<String>,
}

/// The value of a key, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number or the like, as the file writes it.
    Literal(String),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Its items.
    pub items: Vec<Commented>,
    /// The comments after its last item.
    pub below: Comments,
    /// Whether it is one of tables, each of which has a header in the file.
    pub has_headers: bool,
}

impl Document {
    /// Says where the schema is, unless the file does.
    pub fn name_schema(&mut self) {
        if self.head.iter().any(|line| line.starts_with(DIRECTIVE)) {
            return;
        }
        if !self.head.is_empty() {
            self.head.insert(0, String::new());
        }
        self.head.insert(0, SCHEMA.to_owned());
    }
}

impl From<Value> for Commented {
    fn from(value: Value) -> Self {
        Self { above: Comments::new(), value, beside: None }
    }
}

impl Commented {
    /// Puts a comment beside the value, or above it if there is one beside it already.
    pub fn remark(&mut self, comment: String) {
        match &self.beside {
            None => self.beside = Some(comment),
            Some(_) => self.above.push(comment),
        }
    }
}
