//! Rules of `check`, explained by the catalogs that the tests break them with.

use crate::command_line::terminal::heading::{heading, in_lines};
use crate::command_line::terminal::style::{self, paint};
use crate::generator::Rule;

/// What `check` reports of the catalog that breaks each rule: the files of the tests. Three rules take
/// an unreadable file, a link, and more codes than anybody wants in a repository.
macro_rules! reports {
    ($($rule:literal)+) => {
        &[$((
            $rule,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad/", $rule, "/problems.txt")),
        )),+]
    };
}

const REPORTS: &[(&str, &str)] = reports! {
    "adjacent-placeholders"
    "ambiguous-family"
    "ambiguous-message"
    "bidirectional-override"
    "byte-order-mark"
    "confusable-code"
    "control-character"
    "description-repeats-message"
    "duplicate-entry"
    "duplicate-item"
    "duplicate-state"
    "duplicate-variant"
    "empty-file"
    "empty-value"
    "family-without-start"
    "foreign-placeholder"
    "invalid-body"
    "invalid-header"
    "invalid-month"
    "invalid-path"
    "invalid-placeholder"
    "invalid-pointer"
    "invalid-toml"
    "invalid-variant"
    "invalid-version"
    "later-without-wait"
    "misplaced-file"
    "missing-field"
    "needs-variant"
    "no-catalogs"
    "no-error-code"
    "not-utf8"
    "nothing-to-match"
    "other-code"
    "out-of-range"
    "path-conflict"
    "placeholder-conflict"
    "reserved-name"
    "retired-code"
    "surrounding-whitespace"
    "temporary-but-never"
    "too-many-placeholders"
    "unknown-field"
    "unknown-word"
    "unquoted-key"
    "unusual-status"
    "wrong-type"
};

/// The rule called `name`.
pub fn find(name: &str) -> Option<Rule> {
    Rule::ALL.iter().copied().find(|rule| rule.name() == name)
}

/// What a rule requires, and an example of a catalog that breaks it.
pub fn show(rule: Rule, limit: usize) -> String {
    let origin = format!("rule of `check`: {}", rule.severity());
    let mut text = heading(rule.name(), &origin, limit);
    text += &in_lines(rule.meaning(), style::PLAIN, limit);
    text.push('\n');
    if let Some((_, report)) = REPORTS.iter().find(|(name, _)| *name == rule.name()) {
        text += &format!("\n{}\n", paint(style::HEADING, "A catalog that breaks it"));
        let folder = format!("tests/bad/{}/", rule.name());
        for line in first_problem(report, rule).replace(&folder, "").lines() {
            text += &format!("  {line}\n");
        }
    }
    text
}

/// The first problem in a report that is a breach of `rule`.
fn first_problem(report: &str, rule: Rule) -> &str {
    let mark = format!("[{}]", rule.name());
    report.split("\n\n").find(|problem| problem.contains(&mark)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{REPORTS, first_problem};
    use crate::generator::Rule;

    #[test]
    fn every_rule_that_a_file_can_break_has_an_example() {
        let elsewhere = [Rule::Unreadable, Rule::OutsideLink, Rule::TooManyCodes];
        for rule in Rule::ALL.iter().filter(|rule| !elsewhere.contains(rule)) {
            let report = REPORTS.iter().find(|(name, _)| *name == rule.name());
            let (_, report) = report.unwrap_or_else(|| panic!("{rule}"));
            assert!(!first_problem(report, *rule).is_empty(), "{rule}");
        }
    }
}
