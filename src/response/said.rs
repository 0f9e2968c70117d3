//! What a document says, by rules 1 to 5 of [`Outcome`](crate::Outcome).

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::catalog::TaskState;
use crate::json::{Document, Value, relative};
use crate::response::error::Context;
use crate::response::scopes::{FoundCode, Place, Scopes};

/// An error as a place in a body reports it.
#[derive(Default)]
pub struct Report<'a> {
    pub code: Option<FoundCode<'a>>,
    pub message: Option<Cow<'a, str>>,
    pub trace_id: Option<Cow<'a, str>>,
    pub context: Context<'a>,
    /// The HTTP status that the body repeats.
    pub status: Option<u16>,
    /// Whether it has no code, and is what a task has failed with.
    pub is_of_task: bool,
    /// Whether it was in a text of the body.
    pub is_inside: bool,
}

/// The errors that a document reports, in its order. Most have one at most, without an allocation.
#[derive(Default)]
pub struct Reports<'a> {
    pub first: Option<Report<'a>>,
    pub others: Vec<Report<'a>>,
}

/// What a document says.
#[derive(Default)]
pub struct Said<'a> {
    pub errors: Reports<'a>,
    /// What it says of tasks.
    pub state: Option<TaskState>,
    /// Whether one of its codes says that nothing failed.
    pub is_no_error: bool,
}

impl<'a> Report<'a> {
    /// What a place says, with the code that was found there.
    pub fn at(scopes: Scopes, place: Place<'_, 'a>, code: Option<FoundCode<'a>>) -> Self {
        let mut message = scopes.message(place);
        if message.is_none() && code.is_none() {
            message = scopes.message_in_lists(place);
        }
        Self {
            is_of_task: code.is_none() && scopes.state(place) == Some(TaskState::Failed),
            code,
            message,
            trace_id: scopes.trace_id(place),
            context: scopes.context(place),
            status: scopes.status(place),
            is_inside: false,
        }
    }

    /// Whether it says anything.
    pub const fn says_something(&self) -> bool {
        self.code.is_some() || self.message.is_some() || self.status.is_some()
    }

    pub fn into_owned(self) -> Report<'static> {
        Report {
            code: self.code.map(|FoundCode { text, pointer, is_by_chance }| FoundCode {
                text: own(text),
                pointer,
                is_by_chance,
            }),
            message: self.message.map(own),
            trace_id: self.trace_id.map(own),
            context: self
                .context
                .into_iter()
                .map(|(name, value)| (own(name), own(value)))
                .collect(),
            status: self.status,
            is_of_task: self.is_of_task,
            is_inside: self.is_inside,
        }
    }
}

impl<'a> Reports<'a> {
    fn push(&mut self, report: Report<'a>) {
        match self.first {
            None => self.first = Some(report),
            Some(_) => self.others.push(report),
        }
    }

    fn append(&mut self, other: Self) {
        other.first.into_iter().chain(other.others).for_each(|report| self.push(report));
    }

    /// Gives a trace identifier to those that have none.
    fn have_trace_id(&mut self, trace_id: Option<Cow<'a, str>>) {
        for report in self.first.iter_mut().chain(&mut self.others) {
            report.trace_id = report.trace_id.take().or_else(|| trace_id.clone());
        }
    }

    fn have_code(&self) -> bool {
        self.first.iter().chain(&self.others).any(|report| report.code.is_some())
    }
}

impl<'a> Said<'a> {
    /// What `document` says.
    pub fn by(scopes: Scopes, document: &Document<'_, 'a>) -> Self {
        let mut said = Self::default();
        let Some(root) = document.root() else { return said };
        said.add_place(scopes, Place { value: root, prefix: "" });
        // A list at the top is several bodies.
        for element in root.elements() {
            said.add_place(scopes, Place { value: element, prefix: "" });
        }
        said
    }

    /// Adds what a place says, and then the elements of the lists that pointers from there lead
    /// through.
    fn add_place(&mut self, scopes: Scopes, place: Place<'_, 'a>) {
        // A code is the error of all that is below: what else there is doesn't count.
        if let Some(code) = scopes.code(place) {
            self.errors.push(Report::at(scopes, place, Some(code)));
            return;
        }
        let state = scopes.state(place);
        self.state = self.state.max(state);
        self.is_no_error |= scopes.says_no_error(place);
        let has_failed = match state {
            Some(TaskState::Failed) => true,
            Some(TaskState::Running | TaskState::Succeeded) => false,
            Some(TaskState::Unknown) | None => scopes.status(place).is_some() || has_error(place),
        };
        let before = core::mem::take(&mut self.errors);
        self.add_lists(scopes, place);
        let mut below = core::mem::replace(&mut self.errors, before);
        if below.first.is_some() {
            below.have_trace_id(scopes.trace_id(place));
        }
        // A code below says more.
        if has_failed && !below.have_code() {
            self.errors.push(Report::at(scopes, place, scopes.unknown_code(place)));
        }
        self.errors.append(below);
    }

    fn add_lists(&mut self, scopes: Scopes, place: Place<'_, 'a>) {
        for (number, elements) in scopes.lists().enumerate() {
            // A pointer through an outer list leads nowhere from here.
            let list = relative(elements, place.prefix)
                .and_then(|pointer| place.value.find(pointer.strip_suffix("/*")?));
            let Some(list) = list else { continue };
            if scopes.lists().take(number).all(|other| other != elements) {
                for element in list.elements() {
                    self.add_place(scopes, Place { value: element, prefix: elements });
                }
            }
        }
    }
}

/// Whether a body says `"success": false`, or has an `error` that is an object or a text with content,
/// as those of most vendors do.
fn has_error(place: Place<'_, '_>) -> bool {
    let is_top = place.prefix.is_empty();
    let has_content = |error: Value<'_, '_>| {
        error.is_object() || error.string().is_some_and(|text| !text.is_blank())
    };
    is_top
        && (place.value.find("/error").is_some_and(has_content)
            || place.value.find("/success").is_some_and(Value::is_false))
}

fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
