//! Where a key or a section that a file has twice is the first time.

use std::collections::HashMap;
use std::ops::Range;

/// The sections and keys of a file's lines, for messages alone: TOML is looked at line by line, so
/// that a line within a string of several lines may be taken for one of them.
#[derive(Default)]
pub struct FirstLines {
    /// By section, such as `[codes.A]`.
    sections: HashMap<String, Range<usize>>,
    /// By the position of the section's line and the key.
    keys: HashMap<(usize, String), Range<usize>>,
    /// Where each section begins.
    starts: Vec<usize>,
}

impl FirstLines {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        let mut first = Self { starts: vec![0], ..Self::default() };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let place = start..start + line.trim_end().len();
            if let Some(section) = section(line) {
                first.sections.entry(section).or_insert(place);
                first.starts.push(start);
            } else if let Some(key) = key(line) {
                let section = first.starts.last().copied().unwrap_or_default();
                first.keys.entry((section, key)).or_insert(place);
            }
            start += line.len();
        }
        first
    }

    /// Whether the line at `at` is a section's, and where the section or the key in that line is the
    /// first time, if that is further up.
    pub fn find(&self, text: &str, at: usize) -> (bool, Option<Range<usize>>) {
        let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let (is_section, found) = match section(line) {
            Some(section) => (true, self.sections.get(&section)),
            None => {
                let number = self.starts.partition_point(|section| *section <= start);
                let section = self.starts[number.saturating_sub(1)];
                (false, key(line).and_then(|key| self.keys.get(&(section, key))))
            }
        };
        (is_section, found.filter(|first| first.start < start).cloned())
    }
}

/// The header that a line is.
fn section(line: &str) -> Option<String> {
    let line = line.trim();
    line.starts_with('[').then(|| line.to_owned())
}

fn key(line: &str) -> Option<String> {
    line.split_once('=').map(|(key, _)| key.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::FirstLines;

    #[test]
    fn keys_are_looked_for_in_their_own_section() {
        let text = "a = 1\n[x]\na = 2\n[y]\na = 3\na = 4\n[x]\n";
        let first = FirstLines::of(text);
        let find = |at: usize| first.find(text, at).1.map(|place| &text[place]);
        assert_eq!(find(text.find("a = 2").expect("it")), None);
        assert_eq!(find(text.find("a = 4").expect("it")), Some("a = 3"));
        assert_eq!(find(text.rfind("[x]").expect("it")), Some("[x]"));
        assert_eq!(find(text.find("[x]").expect("it")), None);
    }
}
