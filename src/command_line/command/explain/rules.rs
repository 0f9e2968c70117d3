//! Rules of `check`, explained by the catalogs of the tests that break them, and by ones that don't.

use std::io;

use serde::Serialize;

use crate::command_line::terminal::heading::{heading, in_lines};
use crate::command_line::terminal::style::{self, paint};
use crate::command_line::terminal::text::harmless_json;
use crate::generator::Rule;

/// A rule, what `check` reports of a catalog that breaks it, and a part of one that doesn't.
struct Example {
    rule: &'static str,
    report: &'static str,
    good: &'static str,
}

/// The examples of these rules: the files of the tests.
macro_rules! examples {
    ($($rule:literal)+) => {
        &[$(Example {
            rule: $rule,
            report: include_str!(concat!("../../../../tests/bad/", $rule, "/problems.txt")),
            good: include_str!(concat!("../../../../tests/bad/", $rule, "/good.toml")),
        }),+]
    };
}

const EXAMPLES: &[Example] = examples! {
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
    "outside-link"
    "path-conflict"
    "placeholder-conflict"
    "reserved-name"
    "retired-code"
    "surrounding-whitespace"
    "temporary-but-never"
    "too-many-codes"
    "too-many-placeholders"
    "unknown-field"
    "unknown-word"
    "unquoted-key"
    "unreadable"
    "unusual-status"
    "wrong-type"
};

/// The rule called `name`.
pub fn find(name: &str) -> Option<Rule> {
    Rule::ALL.iter().copied().find(|rule| rule.name() == name)
}

/// What a rule requires, a catalog that breaks it, and one that doesn't.
pub fn show(rule: Rule, limit: usize) -> String {
    let origin = format!("rule of `check`: {}", rule.severity());
    let mut text = heading(rule.name(), &origin, limit);
    text += &in_lines(rule.meaning(), style::PLAIN, limit);
    text.push('\n');
    if let Some(example) = EXAMPLES.iter().find(|example| example.rule == rule.name()) {
        text += &section("Wrong", &first_problem(example.report, rule));
        text += &section("Right", example.good);
    }
    text
}

/// The same as an object.
pub fn json(rule: Rule) -> io::Result<String> {
    #[derive(Serialize)]
    struct Object<'r> {
        rule: &'r str,
        level: &'r str,
        meaning: &'r str,
        wrong: Option<String>,
        right: Option<&'r str>,
    }
    let example = EXAMPLES.iter().find(|example| example.rule == rule.name());
    let object = Object {
        rule: rule.name(),
        level: rule.severity().as_str(),
        meaning: rule.meaning(),
        wrong: example.map(|example| first_problem(example.report, rule)),
        right: example.map(|example| example.good),
    };
    Ok(harmless_json(&serde_json::to_string_pretty(&object)?) + "\n")
}

/// Lines below a heading.
fn section(title: &str, lines: &str) -> String {
    let mut text = format!("\n{}\n", paint(style::HEADING, title));
    for line in lines.lines() {
        text += format!("  {line}").trim_end();
        text.push('\n');
    }
    text
}

/// The first problem in a report that is a breach of `rule`, with a path that means something to others.
fn first_problem(report: &str, rule: Rule) -> String {
    let mark = format!("[{}]", rule.name());
    let problem = report.split("\n\n").find(|problem| problem.contains(&mark)).unwrap_or_default();
    problem.replace(&format!("tests/bad/{}/", rule.name()), "")
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, first_problem};
    use crate::generator::Rule;

    #[test]
    fn every_rule_has_an_example() {
        for rule in Rule::ALL {
            let example = EXAMPLES.iter().find(|example| example.rule == rule.name());
            let example = example.unwrap_or_else(|| panic!("{rule}"));
            assert!(!first_problem(example.report, *rule).is_empty(), "{rule}");
        }
    }
}
