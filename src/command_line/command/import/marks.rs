//! The comments that say what was guessed, until somebody has verified it and deletes them.

use crate::command_line::layout::tree::{Commented, Comments, Field, Table, Value};

/// What such a comment begins with.
const MARK: &str = "# guessed: ";
/// Fields that are next to each other, and are guessed together.
const TOGETHER: &[&[&str]] = &[&["title", "description", "source"], &["category", "retry"]];

/// What is guessed of the entry or section `table`, as its comments say.
pub fn read(table: &Commented) -> Vec<String> {
    let mut marks = of(table);
    if let Value::Table(table) = &table.value {
        marks.extend(table.fields.iter().flat_map(|field| of(&field.value)));
    }
    marks
}

fn of(value: &Commented) -> Vec<String> {
    let comments = value.above.iter().chain(&value.beside);
    let lists = comments.filter_map(|comment| comment.strip_prefix(MARK));
    lists.flat_map(|list| list.split(',').map(|name| name.trim().to_owned())).collect()
}

/// Says in comments that the fields `names` are guessed. `key` is the key of the table itself.
pub fn write(table: &mut Commented, names: &[&str]) {
    if names.contains(&"key") {
        mark(&mut table.above, &["key"]);
    }
    let Value::Table(table) = &mut table.value else { return };
    let mut rest: Vec<&str> = names.iter().copied().filter(|name| *name != "key").collect();
    while let Some(name) = rest.first().copied() {
        let group = TOGETHER.iter().find(|group| group.contains(&name));
        let is_together = |other: &str| group.is_some_and(|group| group.contains(&other));
        let (now, later) = rest.into_iter().partition(|other| *other == name || is_together(other));
        let now: Vec<&str> = now;
        if let Some(field) = first_of(table, &now) {
            mark(&mut field.value.above, &now);
        }
        rest = later;
    }
}

/// The field of `names` that the layout puts first.
fn first_of<'t>(table: &'t mut Table, names: &[&str]) -> Option<&'t mut Field> {
    let name = names.first()?;
    table.fields.iter_mut().find(|field| field.key == *name)
}

fn mark(comments: &mut Comments, names: &[&str]) {
    comments.push(format!("{MARK}{}", names.join(", ")));
}
