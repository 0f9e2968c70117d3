//! What a change is, and how much it means.

use serde::Serialize;

use crate::command_line::catalogs::fields::Fields;
use crate::command_line::terminal::text::counted;

/// How much a change means to the programs that depend on a catalog. The last means most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// What people read: descriptions, headings, advice.
    Text,
    /// What was not there before: a code, a catalog.
    Addition,
    /// What programs compile with, and do something else after: status, category, retry, messages.
    Behaviour,
    /// What programs no longer compile with, or no longer find.
    Breaking,
}

impl Class {
    /// Every class, the one that means most first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Behaviour, Self::Addition, Self::Text];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Behaviour => "behaviour",
            Self::Addition => "addition",
            Self::Text => "text",
        }
    }

    /// The part of the crate's version that has to be raised for it.
    pub const fn part(self) -> Part {
        match self {
            Self::Breaking => Part::Major,
            Self::Behaviour | Self::Addition => Part::Minor,
            Self::Text => Part::Patch,
        }
    }
}

/// A part of a version, as Semantic Versioning calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Patch,
    Minor,
    Major,
}

impl Part {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// That it has to be raised, in a sentence. What is special about 0.x is said here and nowhere
    /// else.
    pub const fn demand(self) -> &'static str {
        match self {
            Self::Patch => "The next version can be a patch.",
            Self::Minor => "The next version has to be a minor one (a patch, while it is 0.x).",
            Self::Major => "The next version has to be a major one (a minor one, while it is 0.x).",
        }
    }
}

/// One thing that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path of the catalog, `vidu/api`; the new one, unless it is gone.
    pub catalog: String,
    /// The entry, or `None` where it is the catalog itself that is different.
    pub entry: Option<Name>,
    /// How much it means.
    pub class: Class,
    /// What happened.
    pub kind: Kind,
    /// Why it is of its class, where that isn't plain. Between backticks stand names in Rust.
    pub reason: Option<String>,
}

/// What an entry is called; the new names, unless it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The variant.
    pub variant: String,
    /// The wire code.
    pub code: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is new: what it says, in one line, and its fields that have a value.
    Added { summary: String, fields: Fields<Value> },
    /// It is gone.
    Removed,
    /// It is in another catalog.
    Moved { before: String, after: String },
    /// It has another name in Rust.
    Renamed { field: &'static str, before: String, after: String },
    /// A field has another value.
    Changed { field: &'static str, before: Option<Value>, after: Option<Value> },
}

impl Kind {
    /// The word for it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::Removed => "removed",
            Self::Moved { .. } => "moved",
            Self::Renamed { .. } => "renamed",
            Self::Changed { .. } => "changed",
        }
    }

    /// What a report calls it: the field, where one has another value.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Renamed { field, .. } | Self::Changed { field, .. } => field,
            Self::Added { .. } | Self::Removed | Self::Moved { .. } => self.as_str(),
        }
    }

    /// Whether the field has a word and not a text, so that there are no words in it to compare.
    pub fn is_of_a_word(&self) -> bool {
        match self {
            Self::Renamed { .. } | Self::Moved { .. } => true,
            Self::Changed { field, .. } => {
                matches!(*field, "status" | "category" | "retry" | "code" | "key")
            }
            Self::Added { .. } | Self::Removed => false,
        }
    }

    /// The field that is different, and what it was and is.
    pub fn field(&self) -> Option<(&'static str, Option<Value>, Option<Value>)> {
        let text = |text: &String| Some(Value::Text(text.clone()));
        match self {
            Self::Added { .. } | Self::Removed => None,
            Self::Moved { before, after } => Some(("catalog", text(before), text(after))),
            Self::Renamed { field, before, after } => Some((field, text(before), text(after))),
            Self::Changed { field, before, after } => Some((field, before.clone(), after.clone())),
        }
    }
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    Text(String),
    Number(u16),
    Numbers(Vec<u16>),
    List(Vec<String>),
    Table(Table),
    Tables(Vec<Table>),
}

/// A table of the format.
pub type Table = Fields<String>;

impl Value {
    /// What stands for a line break where the value is shown in one line.
    pub const fn line_break(&self) -> &'static str {
        match self {
            Self::List(_) | Self::Tables(_) => " • ",
            Self::Text(_) | Self::Number(_) | Self::Numbers(_) | Self::Table(_) => "⏎ ",
        }
    }

    /// The value as a text, an item of a list to a line.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Numbers(numbers) => {
                numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
            }
            Self::List(items) => items.join("\n"),
            Self::Table(table) => table.in_line(),
            Self::Tables(tables) => {
                tables.iter().map(Table::in_line).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// How many of `changes` there are of each class, the one that means most first.
pub fn counts<'c>(changes: impl IntoIterator<Item = &'c Change> + Clone) -> [(Class, usize); 4] {
    Class::ALL.map(|class| {
        (class, changes.clone().into_iter().filter(|change| change.class == class).count())
    })
}

/// The counts in words, without those that are none: `2 breaking, 2 additions, 1 text`.
pub fn in_words(counts: &[(Class, usize)]) -> String {
    let some = counts.iter().filter(|(_, number)| *number > 0);
    let words = some.map(|(class, number)| match class {
        Class::Addition => counted(*number, class.as_str()),
        _ => format!("{number} {}", class.as_str()),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What `changes` demand of the next version; `None` where nothing is different.
pub fn demand(changes: &[Change]) -> Option<Part> {
    changes.iter().map(|change| change.class).max().map(Class::part)
}
