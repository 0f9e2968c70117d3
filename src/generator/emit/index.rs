//! The tables by which rows are found, as text.

use std::fmt::Write;

use crate::generator::emit::layout::fill_lines;
use crate::generator::index::Index;
use crate::generator::perfect_hash::{self, PerfectHash};
use crate::lookup::Slot;

/// The positions of the rows of each status, sorted by status.
pub fn by_status(index: &Index<'_>) -> String {
    if index.statuses.is_empty() {
        return "&[]".to_owned();
    }
    let mut text = String::from("&[\n");
    for (status, positions) in &index.statuses {
        // Writing to a `String` can't fail.
        let _ = writeln!(text, "        ({status}, &{}),", numbers(positions, 8));
    }
    text + "    ]"
}

/// How the rows of a wire code of the catalog `path` are found.
pub fn by_code(index: &Index<'_>, path: &str) -> String {
    let Tables { table, statics } = match tables(index) {
        Some(tables) => tables,
        // It has never been seen. Were it seen, no code would be found, so that the build has to stop.
        None => Tables {
            table: format!(
                "compile_error!(\"error-catalog: no perfect hash for {path} was found, please report it\")"
            ),
            statics: String::new(),
        },
    };
    format!(
        "/// How the rows of a wire code are found: a constant, so that it is known where it is inlined.
pub(super) const BY_CODE: ByCode = ByCode {{
    table: {},
    families: {},
}};
{statics}",
        table.replace('\n', "\n    "),
        families(index),
    )
}

/// The rows that are families of codes.
fn families(index: &Index<'_>) -> String {
    if index.families.is_empty() {
        return "&[]".to_owned();
    }
    let mut text = String::from("&[\n");
    for (prefix, row) in &index.families {
        // Writing to a `String` can't fail.
        let _ = writeln!(text, "        Family {{ prefix: {prefix:?}, row: {row} }},");
    }
    text + "    ]"
}

/// An expression, and the statics to which it refers.
struct Tables {
    table: String,
    statics: String,
}

fn tables(index: &Index<'_>) -> Option<Tables> {
    if index.is_unique() {
        let rows: Vec<usize> = index.codes.iter().map(|(_, rows)| rows[0]).collect();
        let Tables { table, statics } = lookup(index, &rows)?;
        return Some(Tables { table: format!("CodeTable::Unique({table})"), statics });
    }
    let lists: Vec<usize> = (0..index.codes.len()).collect();
    let Tables { table, mut statics } = lookup(index, &lists)?;
    statics.push_str("\n/// The rows of each code.\nstatic LISTS: &[&[u16]] = &[\n");
    for (_, rows) in &index.codes {
        let _ = writeln!(statics, "    &{},", numbers(rows, 4));
    }
    statics.push_str("];\n");
    let table =
        format!("CodeTable::Shared(\n    {},\n    LISTS,\n)", table.replace('\n', "\n    "));
    Some(Tables { table, statics })
}

/// The lookup that leads from each code to its value.
fn lookup(index: &Index<'_>, values: &[usize]) -> Option<Tables> {
    let codes: Vec<&str> = index.codes.iter().map(|(code, _)| *code).collect();
    let lengths = codes.iter().map(|code| code.len());
    let (Some(shortest), Some(longest)) = (lengths.clone().min(), lengths.max()) else {
        return Some(Tables { table: "Lookup::EMPTY".to_owned(), statics: String::new() });
    };
    let PerfectHash { part, seed, pilots, slots } = perfect_hash::search(&codes)?;
    let mut statics = String::new();
    if !pilots.is_empty() {
        let pilots: Vec<usize> = pilots.iter().copied().map(usize::from).collect();
        let _ = write!(
            statics,
            "\n/// What moves the codes of a bucket to slots of their own.\n\
             static PILOTS: [u8; {}] = {};\n",
            pilots.len(),
            numbers(&pilots, 0)
        );
    }
    let _ = write!(
        statics,
        "\n/// The one code that each slot can have, and its value.\n\
         static SLOTS: [Slot; {}] = [\n",
        slots.len()
    );
    for code in slots {
        statics.push_str(
            &code.map_or("    Slot::EMPTY,\n".to_owned(), |code| slot(codes[code], values[code])),
        );
    }
    statics.push_str("];\n");
    let (seed, pilots) = (hexadecimal(seed), if pilots.is_empty() { "&[]" } else { "&PILOTS" });
    let table = format!(
        "Lookup {{
    lengths: ({shortest}, {longest}),
    part: HashedPart::{part:?},
    seed: {seed},
    pilots: {pilots},
    slots: &SLOTS,
}}"
    );
    Some(Tables { table, statics })
}

/// A line with the slot of `code`. A struct literal, because a call of a constructor takes rustc twice
/// as long.
fn slot(code: &str, value: usize) -> String {
    let Slot { first, second, last, rest, length, .. } = Slot::new(code, 0);
    let [first, second, last, rest] = [first, second, last, rest.into()].map(hexadecimal);
    format!(
        "    Slot {{ first: {first}, second: {second}, last: {last}, rest: {rest}, length: {length}, value: {value} }},\n"
    )
}

/// A number in digits that a person can compare: `0x1234_5678_9abc_def0`.
fn hexadecimal(number: u64) -> String {
    let digits = format!("{number:x}");
    let mut text = String::from("0x");
    for (position, digit) in digits.char_indices() {
        if position > 0 && (digits.len() - position) % 4 == 0 {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

/// A list of numbers: in the line if it is short.
fn numbers(numbers: &[usize], indent: usize) -> String {
    let lines = fill_lines(numbers.iter());
    if lines.len() < 60 {
        return format!("[{}]", lines.trim_end().trim_end_matches(','));
    }
    let mut text = String::from("[\n");
    for line in lines.lines() {
        let _ = writeln!(text, "{:indent$}    {line}", "");
    }
    let _ = write!(text, "{:indent$}]", "");
    text
}
