//! The first place at which a file is not in the layout.

use crate::cli::terminal::style::{self, paint};
use crate::cli::terminal::text::visible;

/// How many lines are shown of what is, and of what should be.
const MOST_LINES: usize = 4;
/// How many characters of a line are shown.
const WIDEST: usize = 100;
/// How far behind the start of the line a difference may be if the line is shown from its start.
const FARTHEST: usize = 60;

/// The first lines in which `before` differs from `after`, which is how the file `path` should be.
pub fn render(path: &str, before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (split(before), split(after));
    let start = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let (removed, added) = hunk(&before[start..], &after[start..]);
    let number = start + 1;
    let width = (number + MOST_LINES).to_string().len();
    let mut text = paint(style::ERROR, "error");
    text += &paint(style::HEADING, ": not in the canonical layout");
    let frame = |text: &str| paint(style::FRAME, text);
    text += &format!("\n{} {}:{number}\n", frame(&format!("{:width$}-->", "")), visible(path));
    text += &format!("{}\n", frame(&format!("{:width$} |", "")));
    let from = start_of_window(removed.first(), added.first());
    for (at, line) in removed.iter().take(MOST_LINES).enumerate() {
        let line = window(line, if at == 0 { from } else { 0 });
        text += &frame(&format!("{:width$}", number + at));
        text += &paint(style::REMOVED, format!(" - {line}").trim_end());
        text.push('\n');
    }
    for (at, line) in added.iter().take(MOST_LINES).enumerate() {
        let line = window(line, if at == 0 { from } else { 0 });
        text += &format!("{:width$}{}\n", "", paint(style::ADDED, format!(" + {line}").trim_end()));
    }
    if removed.len() > MOST_LINES || added.len() > MOST_LINES {
        text += &format!("{}\n", frame(&format!("{:width$} | ...", "")));
    }
    text.push('\n');
    text
}

/// The lines of `text`, the last of which is empty if the text ends as it should.
fn split(text: &str) -> Vec<&str> {
    text.split('\n').collect()
}

/// How many of the lines, which differ in the first, differ before they agree again.
fn hunk<'l, 't>(before: &'l [&'t str], after: &'l [&'t str]) -> (&'l [&'t str], &'l [&'t str]) {
    for total in 1..before.len() + after.len() {
        for removed in 0..=total.min(before.len()) {
            let added = total - removed;
            let agree = match (before.get(removed), after.get(added)) {
                (Some(one), Some(other)) => one == other && !one.is_empty(),
                _ => false,
            };
            if agree {
                return (&before[..removed], &after[..added]);
            }
        }
        // What is that far apart isn't shown.
        if total > 4 * MOST_LINES {
            break;
        }
    }
    (before, after)
}

/// Where two lines are shown from that differ.
fn start_of_window(removed: Option<&&str>, added: Option<&&str>) -> usize {
    let (Some(removed), Some(added)) = (removed, added) else { return 0 };
    let equal = removed.chars().zip(added.chars()).take_while(|(one, other)| one == other);
    let equal = equal.count();
    if equal > FARTHEST { equal - FARTHEST / 2 } else { 0 }
}

/// `line` from a character on. Blanks at its end can be seen.
fn window(line: &str, from: usize) -> String {
    let content = line.trim_end_matches(' ');
    let line = format!("{content}{}", "·".repeat(line.len() - content.len()));
    let shown: String = line.chars().skip(from).take(WIDEST).collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if line.chars().count() > from + WIDEST { "…" } else { "" };
    format!("{before}{}{after}", visible(&shown.replace('\t', "→   ")))
}

#[cfg(test)]
mod tests {
    use super::render;

    fn plain(before: &str, after: &str) -> String {
        anstream::adapter::strip_str(&render("a.toml", before, after)).to_string()
    }

    #[test]
    fn it_ends_where_the_lines_agree_again() {
        assert_eq!(
            plain("a\nb=1\nc\nd=1\n", "a\nb = 1\nc\nd = 1\n"),
            "error: not in the canonical layout\n -->  a.toml:2\n  |\n2 - b=1\n  + b = 1\n\n"
                .replace(">  ", "> ")
        );
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_is_one_sided() {
        assert!(plain("a\nc\n", "a\nb\nc\n").ends_with("a.toml:2\n  |\n  + b\n\n"));
        assert!(plain("a\nb\nc\n", "a\nc\n").ends_with("a.toml:2\n  |\n2 - b\n\n"));
    }

    #[test]
    fn of_much_it_shows_the_start() {
        let text = plain(&"a\n".repeat(100), &"b\n".repeat(100));
        assert_eq!(text.matches(" - a\n").count(), 4);
        assert!(text.ends_with(" + b\n  | ...\n\n"), "{text}");
    }

    #[test]
    fn what_cannot_be_seen_is_made_visible() {
        let text = plain("\u{feff}a\r\nb \n", "a\nb\n");
        assert!(text.contains("1 - \\u{feff}a\\u{d}\n2 - b·\n"), "{text}");
    }

    #[test]
    fn of_a_long_line_it_shows_where_it_differs() {
        let line = "x".repeat(200);
        let text = plain(&format!("{line}a\n"), &format!("{line}b\n"));
        assert!(text.contains(&format!("1 - …{}a\n", "x".repeat(30))), "{text}");
    }
}
