//! What is different about an entry.

use crate::command_line::catalogs::fields::Fields;
use crate::command_line::command::diff::change::{Class, Kind, Table, Value};
use crate::command_line::command::diff::compare::template;
use crate::command_line::terminal::text::in_one_line;
use crate::generator::model::{Case, EntryModel, Guidance, Retired};

/// A change of an entry: what it means, what it is, and why.
pub type Fact = (Class, Kind, Option<String>);

/// That an entry is new.
pub fn added(entry: &EntryModel) -> Fact {
    let status = entry.status().map(|status| status.to_string());
    let words = [Some(entry.category.to_string()), Some(entry.retry.to_string())];
    let facts: Vec<String> = [status].into_iter().chain(words).flatten().collect();
    let message = entry.message.as_ref().map_or("", |message| &message.text);
    let text = if entry.description.is_empty() { message } else { &entry.description };
    let summary = format!("{}: {}", facts.join(", "), in_one_line(text));
    let fields = fields(entry).into_iter().filter_map(|(field, value)| Some((field, value?)));
    (Class::Addition, Kind::Added { summary, fields: Fields(fields.collect()) }, None)
}

/// That an entry is gone.
pub fn removed(entry: &EntryModel) -> Fact {
    let retired = match &entry.retired {
        Some(_) => "was deprecated, and is gone",
        None => "is gone; `retired` in the entry would keep it, deprecated",
    };
    let reason = format!("`ErrorCode::{}` {retired}", entry.variant);
    (Class::Breaking, Kind::Removed, Some(reason))
}

/// Everything that is different.
pub fn compare(before: &EntryModel, after: &EntryModel) -> Vec<Fact> {
    let mut facts = Vec::new();
    if before.variant != after.variant {
        let reason = format!("`ErrorCode::{}` is gone under this name", before.variant);
        let names = (before.variant.clone(), after.variant.clone());
        let kind = Kind::Renamed { field: "variant", before: names.0, after: names.1 };
        facts.push((Class::Breaking, kind, Some(reason)));
    }
    for ((field, was), (_, is)) in fields(before).into_iter().zip(fields(after)) {
        // With another name in Rust or another code comes another key.
        let follows =
            field == "key" && (before.variant != after.variant || before.code != after.code);
        if was != is && !follows {
            let (class, reason) = meaning(field, before, after);
            facts.push((class, Kind::Changed { field, before: was, after: is }, reason));
        }
    }
    facts
}

/// The fields but the variant, each with its value.
fn fields(entry: &EntryModel) -> Vec<(&'static str, Option<Value>)> {
    let EntryModel {
        variant: _,
        key,
        code,
        title,
        group,
        // The code as text says the same.
        code_segments: _,
        other_codes,
        statuses,
        message,
        other_messages,
        source,
        description,
        advice,
        guidance,
        details,
        causes,
        cases,
        category,
        retry,
        retired,
    } = entry;
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let optional = |text: &Option<String>| text.clone().map(Value::Text);
    let list = |texts: &[String]| (!texts.is_empty()).then(|| Value::List(texts.to_vec()));
    vec![
        ("key", text(key)),
        ("code", text(code)),
        ("other_codes", list(other_codes)),
        ("status", status_value(statuses)),
        ("category", text(category.as_str())),
        ("retry", text(retry.as_str())),
        ("message", message.as_ref().and_then(|message| text(&message.text))),
        ("other_messages", list(&template::texts(other_messages))),
        ("retired", retired.as_ref().map(retired_value)),
        ("title", optional(title)),
        ("group", optional(group)),
        ("description", text(description)),
        ("advice", optional(advice)),
        ("guidance", guidance.as_ref().map(guidance_value)),
        ("details", optional(details)),
        ("causes", list(causes)),
        ("source", optional(source)),
        (
            "cases",
            Some(cases)
                .filter(|it| !it.is_empty())
                .map(|it| Value::Tables(it.iter().map(case_table).collect())),
        ),
    ]
}

/// A single status as a number, several as a list.
fn status_value(statuses: &[u16]) -> Option<Value> {
    match statuses {
        [] => None,
        [status] => Some(Value::Number(*status)),
        _ => Some(Value::Numbers(statuses.to_vec())),
    }
}

fn retired_value(retired: &Retired) -> Value {
    let Retired { since, reason } = retired;
    Value::Table(Fields(vec![("since", since.clone()), ("reason", reason.clone())]))
}

fn guidance_value(guidance: &Guidance) -> Value {
    let Guidance { section, text } = guidance;
    Value::Table(Fields(vec![("section", section.clone()), ("text", text.clone())]))
}

fn case_table(case: &Case) -> Table {
    let Case { name, description, example } = case;
    Fields(vec![
        ("name", name.clone()),
        ("description", description.clone()),
        ("example", example.clone()),
    ])
}

/// What it means that `field` is different, and why.
fn meaning(field: &str, before: &EntryModel, after: &EntryModel) -> (Class, Option<String>) {
    let plain = |class| (class, None);
    let because = |class, reason: &str| (class, Some(reason.to_owned()));
    match field {
        "code" => because(Class::Breaking, "the entry is no longer found by the code that it had"),
        "key" => because(Class::Behaviour, "only `Entry::key` and exports show it"),
        "other_codes" => {
            let (was, is) = (&before.other_codes, &after.other_codes);
            if was.iter().any(|code| !is.contains(code)) {
                because(Class::Breaking, "the entry is no longer found by a code that it had")
            } else if is.iter().any(|code| !was.contains(code)) {
                because(Class::Addition, "the entry is found by one more code")
            } else {
                plain(Class::Text)
            }
        }
        "status" | "category" | "retry" | "other_messages" => plain(Class::Behaviour),
        "message" => template::meaning(before, after),
        "retired" => match (&before.retired, &after.retired) {
            (None, _) => {
                because(Class::Behaviour, "programs that name it get a deprecation warning")
            }
            (_, None) => because(Class::Behaviour, "it is no longer deprecated"),
            _ => plain(Class::Text),
        },
        "cases" => {
            let examples = |entry: &EntryModel| -> Vec<String> {
                entry.cases.iter().map(|case| case.example.clone()).collect()
            };
            if examples(before) == examples(after) {
                plain(Class::Text)
            } else {
                because(Class::Behaviour, "a case is recognised by its example")
            }
        }
        _ => plain(Class::Text),
    }
}
