//! What it means that a message is another one.

use crate::command_line::command::diff::change::Class;
use crate::command_line::terminal::text::alternatives;
use crate::generator::model::{EntryModel, TemplateModel};

/// The class of a change of the message, and why.
pub fn meaning(before: &EntryModel, after: &EntryModel) -> (Class, Option<String>) {
    let name = &after.variant;
    let placeholders = |entry: &EntryModel| -> Vec<String> {
        let message = entry.message.as_ref();
        let names = message.map(TemplateModel::placeholders).unwrap_or_default();
        names.into_iter().map(str::to_owned).collect()
    };
    let (was, is) = (placeholders(before), placeholders(after));
    let missing = |from: &[String], of: &[String]| -> Vec<String> {
        of.iter().filter(|name| !from.contains(name)).cloned().collect()
    };
    let (gone, new) = (missing(&is, &was), missing(&was, &is));
    let breaking = |reason: String| (Class::Breaking, Some(reason));
    match (&gone[..], &new[..]) {
        ([], []) if was != is => breaking(format!(
            "the arguments of `{name}` change places, and with them the parameters of its type"
        )),
        ([], []) if have_same_parts([before.message.as_ref(), after.message.as_ref()]) => {
            (Class::Text, Some("another way to write the same placeholders".to_owned()))
        }
        ([], []) => (Class::Behaviour, None),
        ([], _) if was.is_empty() => {
            (Class::Behaviour, Some(format!("the struct `{name}` is new")))
        }
        (_, []) if is.is_empty() => {
            breaking(format!("the struct `{name}` is gone: its message has no arguments any more"))
        }
        ([old], [new]) => {
            breaking(format!("the argument `{old}` of `{name}` is now called `{new}`"))
        }
        ([], _) => {
            breaking(format!("programs that build a `{name}` have to give it {}, too", names(&new)))
        }
        (_, []) => breaking(format!("`{name}` has no {} any more", alternatives(&gone))),
        _ => breaking(format!("`{name}` has {} in place of {}", names(&new), names(&gone))),
    }
}

fn names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// The templates as the file has them.
pub fn texts(templates: &[TemplateModel]) -> Vec<String> {
    templates.iter().map(|template| template.text.clone()).collect()
}

/// Whether two templates differ in nothing but how their placeholders are written.
pub fn have_same_parts(templates: [Option<&TemplateModel>; 2]) -> bool {
    let [before, after] = templates;
    before.map(|template| &template.segments) == after.map(|template| &template.segments)
}
