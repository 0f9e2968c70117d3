//! Warnings: what may be right, but usually isn't.
//!
//! A comment right above an entry's table silences them: somebody has checked, and says why.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;

use crate::generator::check::confusable::{Confusable, confusable};
use crate::generator::check::context::Context;
use crate::generator::check::foreign::{self, Foreign};
use crate::generator::check::overlap::Pattern;
use crate::generator::check::template;
use crate::generator::diagnostic::{Diagnostic, Rule};
use crate::generator::format;
use crate::generator::model::EntryModel;
use crate::generator::source_file::SourceFile;
use crate::vocabulary::{Category, Retry};

/// The statuses of errors that IANA has registered, in ranges.
const REGISTERED_STATUSES: &[RangeInclusive<u16>] =
    &[400..=417, 421..=426, 428..=429, 431..=431, 451..=451, 500..=508, 510..=511];

/// How many foreign placeholders of a message are reported.
const MOST_PLACEHOLDERS: usize = 8;

/// How much work the comparison of a catalog's messages may take. Each pair costs the product of the
/// two templates' lengths.
const WORK: usize = 1 << 26;

/// Words that say that waiting helps.
const WORDS_OF_WAITING: &[&str] = &[
    "wait",
    "waiting",
    "later",
    "while",
    "until",
    "soon",
    "moment",
    "temporary",
    "temporarily",
    "busy",
    "progress",
    "in process",
    "pending",
    "ongoing",
    "currently",
    "being",
];

/// Words that refer the reader to a person.
const WORDS_OF_CONTACT: &[&str] = &["contact", "get in touch", "reach out"];

/// Warns of doubtful values in each entry.
pub fn check_entries(context: &mut Context<'_, '_>, codes: &format::Entries<format::Entry>) {
    for (key, fields) in codes {
        check_entry(context, key, fields);
    }
}

fn check_entry(context: &mut Context<'_, '_>, key: &Spanned<String>, fields: &format::Entry) {
    // Retired entries aren't improved.
    if fields.retired.is_some() || has_comment(context.file, key.span()) {
        return;
    }
    check_code(context, key, fields);
    for message in fields.message.iter().chain(fields.other_messages.iter().flatten()) {
        check_placeholders(context, message);
    }
    check_description(context, fields);
    for status in fields.status.iter().flatten() {
        check_status(context, status);
    }
    if let Some(usual) = fields.status.iter().flatten().next() {
        check_retry(context, fields, *usual.get_ref());
    }
}

fn check_code(context: &mut Context<'_, '_>, key: &Spanned<String>, fields: &format::Entry) {
    let code = fields.code.as_ref().unwrap_or(key);
    for code in std::iter::once(code).chain(fields.other_codes.iter().flatten()) {
        let text = code.get_ref();
        let found = text
            .char_indices()
            .find_map(|(at, character)| Some((at, character, confusable(character)?)));
        let Some((at, character, how)) = found else { continue };
        let place = context.within(code.span(), text, at..at + character.len_utf8());
        let point = format!("U+{:04X}", u32::from(character));
        let (problem, meant) = match how {
            Confusable::Invisible => {
                (format!("the code has an invisible character, {point}"), "remove it".to_owned())
            }
            Confusable::Like(ascii) => (
                format!("the code has {point}, which looks like `{ascii}`"),
                format!("did you mean `{ascii}`?"),
            ),
        };
        let help = "compare it with what the API sends, not with the page";
        context.report(Rule::ConfusableCode, place, problem, |diagnostic| {
            diagnostic.with_label(meant).with_help(with_way_out(help))
        });
    }
}

/// Warns of placeholders in another notation.
fn check_placeholders(context: &mut Context<'_, '_>, message: &Spanned<String>) {
    let text = message.get_ref();
    let found = foreign::find(text);
    let unnamed = found.iter().filter(|foreign| foreign.name.is_none()).count();
    let mut number = 0;
    // More are usually the same mistake again.
    for Foreign { place, name } in found.into_iter().take(MOST_PLACEHOLDERS) {
        let name = match name {
            Some(name) => template::suggestion(&name),
            None if unnamed == 1 => "value".to_owned(),
            None => {
                number += 1;
                format!("value_{number}")
            }
        };
        let problem = format!("`{}` is not a placeholder here", &text[place.clone()]);
        let place = context.within(message.span(), text, place);
        context.report(Rule::ForeignPlaceholder, place, problem, |diagnostic| {
            diagnostic
                .with_label(format!("write `{{{{.{name}}}}}` for a value"))
                .with_help(with_way_out("the message would match nothing but itself"))
        });
    }
}

fn check_description(context: &mut Context<'_, '_>, fields: &format::Entry) {
    let (Some(description), Some(message)) = (&fields.description, &fields.message) else {
        return;
    };
    if description.get_ref().trim_end_matches('.') == message.get_ref().trim_end_matches('.') {
        let location = context.at(description.span());
        let problem = "the description only repeats the message";
        context.push(
            Diagnostic::new(Rule::DescriptionRepeatsMessage, location, problem)
                .with_related(context.at(message.span()), "the message")
                .with_help(with_way_out(
                    "say what has happened; leave `message` out if the page has no more than this one text",
                )),
        );
    }
}

fn check_status(context: &mut Context<'_, '_>, status: &Spanned<u16>) {
    let number = *status.get_ref();
    if REGISTERED_STATUSES.iter().any(|range| range.contains(&number)) {
        return;
    }
    let problem = match number {
        100..=399 => format!("{number} is not the status of an error"),
        _ => format!("{number} is an unusual status"),
    };
    let diagnostic = Diagnostic::new(Rule::UnusualStatus, context.at(status.span()), problem);
    context.push(diagnostic.with_help(with_way_out(match number {
        100..=399 => {
            "errors have a status from 400 on; leave `status` out where the error comes in a 200, as that of \
             a task does"
        }
        _ => "compare it with the page: it is none of those that are registered for errors",
    })));
}

fn check_retry(context: &mut Context<'_, '_>, fields: &format::Entry, status: u16) {
    let (Some(retry), Some(category)) = (&fields.retry, &fields.category) else {
        return;
    };
    let says = |words: &[&str]| texts(fields).any(|text| has_word(text, words));
    let category = category.get_ref().parse();
    // Errors of these categories go away on their own.
    let passes =
        matches!(category, Ok(Category::Capacity | Category::RateLimit | Category::Timeout));
    let (rule, problem, help) = match (retry.get_ref().parse(), status) {
        (Ok(Retry::Never), 429 | 500..=599) if !says(WORDS_OF_CONTACT) => (
            Rule::TemporaryButNever,
            format!("a {status} usually passes, but `retry` is `never`"),
            "write `later` or `slow-down` if the same request can succeed after a wait",
        ),
        (Ok(Retry::Later), 400..=499) if !passes && !says(WORDS_OF_WAITING) => (
            Rule::LaterWithoutWait,
            format!("a {status} usually stays until something is changed, but `retry` is `later`"),
            "no text of the entry speaks of waiting; write `after-change` if the request, the key or \
             the account has to change first",
        ),
        _ => return,
    };
    let diagnostic = Diagnostic::new(rule, context.at(retry.span()), problem);
    context.push(diagnostic.with_help(with_way_out(help)));
}

/// A wording of an entry's message.
struct Wording<'e> {
    entry: &'e EntryModel,
    place: Range<usize>,
    pattern: Pattern,
}

/// Warns of messages that may be those of another entry. The entries are those of `codes`, all valid.
pub fn check_messages(
    context: &mut Context<'_, '_>,
    codes: &format::Entries<format::Entry>,
    entries: &[EntryModel],
) {
    let mut by_code: HashMap<&str, Vec<Wording<'_>>> = HashMap::new();
    let mut work = WORK;
    for (entry, (key, fields)) in entries.iter().zip(codes) {
        if entry.retired.is_some() || has_comment(context.file, key.span()) {
            continue;
        }
        let others = by_code.entry(&entry.code).or_default();
        let count = others.len();
        let places = fields.message.iter().chain(fields.other_messages.iter().flatten());
        for (message, place) in entry.message.iter().chain(&entry.other_messages).zip(places) {
            if work == 0 {
                return;
            }
            let wording = Wording { entry, place: place.span(), pattern: Pattern::of(message) };
            let found = others[..count].iter().find_map(|other| {
                work = work.saturating_sub(wording.pattern.work(&other.pattern));
                Some((other, wording.common_message(other)?))
            });
            if let Some((other, message)) = found {
                warn_of_ambiguity(context, &wording, other, &message);
            }
            others.push(wording);
        }
    }
}

impl Wording<'_> {
    /// A message and a status that both entries can have.
    fn common_message(&self, other: &Self) -> Option<String> {
        let (statuses, other_statuses) = (&self.entry.statuses, &other.entry.statuses);
        // An entry without a status matches any.
        let comparable = statuses.is_empty()
            || other_statuses.is_empty()
            || statuses.iter().any(|status| other_statuses.contains(status));
        comparable.then(|| self.pattern.common_message(&other.pattern))?
    }
}

fn warn_of_ambiguity(
    context: &mut Context<'_, '_>,
    wording: &Wording<'_>,
    other: &Wording<'_>,
    message: &str,
) {
    let problem = format!("a message such as `{message}` can be of this entry, or of another");
    context.push(
        Diagnostic::new(Rule::AmbiguousMessage, context.at(wording.place.clone()), problem)
            .with_related(context.at(other.place.clone()), "or of this one")
            .with_help(with_way_out(
                "write the words in which the two differ, or a `status` for each",
            )),
    );
}

/// `help`, with the other ways to fix it.
fn with_way_out(help: &str) -> String {
    format!("{help}; if it is right as it is, say why in a comment above the entry")
}

/// The texts of the page about the entry.
fn texts(fields: &format::Entry) -> impl Iterator<Item = &str> {
    let guidance = fields.guidance.as_ref();
    let lines = [
        fields.title.as_ref(),
        fields.group.as_ref(),
        guidance.and_then(|guidance| guidance.section.as_ref()),
    ];
    let texts = [
        fields.description.as_ref(),
        fields.advice.as_ref(),
        fields.details.as_ref(),
        guidance.and_then(|guidance| guidance.text.as_ref()),
    ];
    let message = fields.message.as_ref().map(|message| message.get_ref().as_str());
    message
        .into_iter()
        .chain(lines.into_iter().flatten().map(|line| line.get_ref().as_str()))
        .chain(texts.into_iter().flatten().map(|text| text.get_ref().as_str()))
}

/// Whether `text` has one of `words`, ignoring letter case.
fn has_word(text: &str, words: &[&str]) -> bool {
    let text = text.to_ascii_lowercase();
    let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, word)| {
            !letter(text[..at].chars().next_back())
                && !letter(text[at + word.len()..].chars().next())
        })
    })
}

/// Whether the line above the one of `key` is a comment for people.
fn has_comment(file: &SourceFile, key: Range<usize>) -> bool {
    let line = file.line_number(key.start);
    let above = if line > 1 { &file.text()[file.line(line - 1)] } else { "" };
    above.trim_start().strip_prefix('#').is_some_and(|comment| {
        // `#:schema` is for programs.
        !comment.starts_with(':') && !comment.trim().is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::{SourceFile, has_comment, has_word};

    #[test]
    fn parts_of_words_are_not_words() {
        assert!(has_word("Please try again LATER.", &["later"]));
        assert!(has_word("in process, please wait", &["in process"]));
        assert!(!has_word("collateral", &["later"]));
        assert!(!has_word("", &["later"]));
    }

    #[test]
    fn only_a_comment_right_above_the_table_counts() {
        let has = |above: &str| {
            let file = SourceFile::new("acme/api.toml", format!("{above}[codes.A]\n"));
            let end = file.text().len();
            has_comment(&file, end - 3..end - 2)
        };
        assert!(has("# The state changes.\n"));
        assert!(has("x = 1\n\n# The state\n# changes.\n"));
        assert!(!has("# Another section.\n\n"));
        assert!(!has("#:schema ../schema.json\n"));
        assert!(!has("#\n"));
        assert!(!has("x = '#'\n"));
        assert!(!has(""));
    }
}
