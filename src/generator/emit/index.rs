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
    let families = numbers(&index.families, 4);
    format!(
        "/// How the rows of a wire code are found: a constant, so that it is known where it is inlined.
pub(super) const BY_CODE: ByCode = ByCode {{
    table: {},
    families: &{families},
}};
{statics}",
        table.replace('\n', "\n    ")
    )
}

/// An expression, and the statics to which it refers.
struct Tables {
    table: String,
    statics: String,
}

fn tables(index: &Index<'_>) -> Option<Tables> {
    let codes: Vec<&str> = index.codes.iter().map(|(code, _)| *code).collect();
    if index.is_unique() {
        let rows: Vec<String> = index.codes.iter().map(|(_, rows)| rows[0].to_string()).collect();
        let Tables { table, statics } = lookup(&codes, "Slot", &rows)?;
        return Some(Tables { table: format!("CodeTable::Unique({table})"), statics });
    }
    let rows: Vec<String> =
        index.codes.iter().map(|(_, rows)| format!("&{}", numbers(rows, 4))).collect();
    let codes = lookup(&codes, "Slot<&[u16]>", &rows)?;
    let messages = messages(index)?;
    let table = format!(
        "CodeTable::Shared(\n    {},\n    {},\n)",
        codes.table.replace('\n', "\n    "),
        messages.table.replace('\n', "\n    "),
    );
    Some(Tables { table, statics: codes.statics + &messages.statics })
}

/// The lookup of `codes`, with what is known of each. `slot` is the type of a slot.
fn lookup(codes: &[&str], slot: &str, known: &[String]) -> Option<Tables> {
    if codes.is_empty() {
        return Some(Tables { table: "Lookup::EMPTY".to_owned(), statics: String::new() });
    }
    let hash = perfect_hash::search(codes)?;
    let Tables { table, mut statics } = table(&hash, "", "&SLOTS.0");
    let _ = write!(
        statics,
        "\n/// The one code that each slot can have, and its rows.\n\
         static SLOTS: Aligned<[{slot}; {}]> = Aligned([\n",
        hash.slots.len()
    );
    for position in hash.slots {
        let Some(position) = position else {
            statics.push_str("    Slot::EMPTY,\n");
            continue;
        };
        let Slot(first, second, last, rest, length, _) = Slot::new(codes[position], 0);
        let words = [first, second, last, rest.into()].map(hexadecimal).join(", ");
        let _ = writeln!(statics, "    Slot({words}, {length}, {}),", known[position]);
    }
    statics.push_str("]);\n");
    let lengths = codes.iter().map(|code| code.len());
    let (shortest, longest) = (lengths.clone().min()?, lengths.max()?);
    let table = format!(
        "Lookup {{\n    lengths: ({shortest}, {longest}),\n    table: {},\n}}",
        table.replace('\n', "\n    ")
    );
    Some(Tables { table, statics })
}

/// The table of the messages that are always the same.
fn messages(index: &Index<'_>) -> Option<Tables> {
    if index.messages.is_empty() {
        return Some(Tables { table: "Table::EMPTY".to_owned(), statics: String::new() });
    }
    let texts: Vec<&str> = index.messages.iter().map(|(text, _)| *text).collect();
    let hash = perfect_hash::search(&texts)?;
    let Tables { table, statics } = table(&hash, "MESSAGE_", "&MESSAGE_SLOTS");
    // Any row will do where a slot has no message: what is found is compared.
    let rows: Vec<usize> =
        hash.slots.iter().map(|slot| index.messages[slot.unwrap_or_default()].1).collect();
    let statics = format!(
        "{statics}\n/// The row of the one message that each slot can have.\n\
         static MESSAGE_SLOTS: [u16; {}] = {};\n",
        rows.len(),
        numbers(&rows, 0)
    );
    Some(Tables { table, statics })
}

/// A table whose slots are `slots`.
fn table(hash: &PerfectHash, prefix: &str, slots: &str) -> Tables {
    let PerfectHash { part, seed, pilots, .. } = hash;
    let mut statics = String::new();
    let mut list = "&[]".to_owned();
    if !pilots.is_empty() {
        let pilots: Vec<usize> = pilots.iter().copied().map(usize::from).collect();
        statics = format!(
            "\n/// What moves the keys of a bucket to slots of their own.\n\
             static {prefix}PILOTS: [u8; {}] = {};\n",
            pilots.len(),
            numbers(&pilots, 0)
        );
        list = format!("&{prefix}PILOTS");
    }
    let seed = hexadecimal(*seed);
    let table = format!(
        "Table {{\n    part: HashedPart::{part:?},\n    seed: {seed},\n    pilots: {list},\n    slots: {slots},\n}}"
    );
    Tables { table, statics }
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
