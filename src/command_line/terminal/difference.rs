//! Differences of two texts.

use similar::TextDiff;

use crate::command_line::terminal::style::{self, paint};
use crate::command_line::terminal::text::visible;

/// What changes in the file `path`, as a unified diff. Characters that can't be seen are spelled out.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let difference = TextDiff::from_lines(before, after);
    let difference = difference.unified_diff().header(path, path).to_string();
    let painted = difference.strip_suffix('\n').unwrap_or(&difference).split('\n').map(|line| {
        let style = match line.as_bytes().first() {
            Some(b'-') => style::REMOVED,
            Some(b'+') => style::ADDED,
            Some(b'@') => style::FRAME,
            _ => style::PLAIN,
        };
        paint(style, &visible(&line.replace('\t', "    "))) + "\n"
    });
    painted.collect()
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn every_hunk_is_shown_and_what_cannot_be_seen_is_spelled_out() {
        let lines = "same\n".repeat(20);
        let before = format!("a=1\n{lines}b\r\nc");
        let after = format!("a = 1\n{lines}b\nc\n");
        let shown = unified("a.toml", &before, &after);
        let shown = anstream::adapter::strip_str(&shown).to_string();
        assert!(
            shown.starts_with("--- a.toml\n+++ a.toml\n@@ -1,4 +1,4 @@\n-a=1\n+a = 1\n"),
            "{shown}"
        );
        assert_eq!(shown.matches("@@ -").count(), 2, "{shown}");
        assert!(shown.contains("-b\\u{d}\n-c\n\\ No newline at end of file\n+b\n+c\n"), "{shown}");
    }
}
