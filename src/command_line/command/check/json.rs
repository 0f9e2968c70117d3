//! JSON Lines: an object for each problem and warning. Other programs rely on its keys.

use std::io;

use serde::Serialize;

use crate::command_line::terminal::text::harmless_json;
use crate::generator::{Diagnostic, Diagnostics, Location};

/// A problem or a warning. The fields are the keys, in this order.
#[derive(Debug, Serialize)]
struct Line<'d> {
    rule: &'static str,
    level: &'static str,
    message: &'d str,
    #[serde(flatten)]
    place: Place<'d>,
    /// The text beside the caret.
    label: Option<&'d str>,
    help: Option<&'d str>,
    related: Vec<Related<'d>>,
}

/// Lines and columns count from 1, columns in characters; the end is after the last character. All
/// are null where a file or folder as a whole is meant.
#[derive(Debug, Serialize)]
struct Place<'d> {
    file: &'d str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// Another place that has to do with it.
#[derive(Debug, Serialize)]
struct Related<'d> {
    message: &'d str,
    #[serde(flatten)]
    place: Place<'d>,
}

/// All that was found, in order.
pub fn write(found: &Diagnostics) -> io::Result<String> {
    let mut text = String::new();
    for diagnostic in found {
        text += &harmless_json(&serde_json::to_string(&Line::of(diagnostic))?);
        text.push('\n');
    }
    Ok(text)
}

impl<'d> Line<'d> {
    fn of(diagnostic: &'d Diagnostic) -> Self {
        let related = diagnostic.related();
        Self {
            rule: diagnostic.rule().name(),
            level: diagnostic.severity().as_str(),
            message: diagnostic.message(),
            place: Place::of(diagnostic.location()),
            label: diagnostic.label(),
            help: diagnostic.help(),
            related: related
                .map(|(location, message)| Related { message, place: Place::of(location) })
                .collect(),
        }
    }
}

impl<'d> Place<'d> {
    fn of(location: &'d Location) -> Self {
        Self {
            file: location.path(),
            line: location.line(),
            column: location.column(),
            end_line: location.end_line(),
            end_column: location.end_column(),
        }
    }
}
