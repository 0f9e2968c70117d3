//! Where a response says what.

use crate::Template;

/// Where a vendor's responses say what, and by which words. See [`Catalog::response`].
///
/// Pointers are those of RFC 6901, to be tried in order; a part `*` is every element of a list. What
/// a catalog doesn't say is empty.
///
/// [`Catalog::response`]: crate::Catalog::response
// The fields are public for the generated tables alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Response {
    #[doc(hidden)]
    pub code: &'static [&'static str],
    #[doc(hidden)]
    pub code_if_known: &'static [&'static str],
    #[doc(hidden)]
    pub message: &'static [&'static str],
    #[doc(hidden)]
    pub status: &'static [&'static str],
    #[doc(hidden)]
    pub trace_id: &'static [&'static str],
    /// The lists whose elements the pointers to a code, a status or a state lead through: `/tasks/*`.
    #[doc(hidden)]
    pub lists: &'static [&'static str],
    /// Where nearly all errors have their code, their message and their trace identifier (`""` if there
    /// is none). `None` if errors of the vendor can have other parts.
    #[doc(hidden)]
    pub first_pointers: Option<[&'static str; 3]>,
    #[doc(hidden)]
    pub no_error: &'static [&'static str],
    #[doc(hidden)]
    pub suffixes: &'static [Template],
    #[doc(hidden)]
    pub code_prefixes: &'static [Template],
    #[doc(hidden)]
    pub code_suffixes: &'static [Template],
    #[doc(hidden)]
    pub context: &'static [&'static str],
    #[doc(hidden)]
    pub state: State,
    #[doc(hidden)]
    pub headers: Headers,
    #[doc(hidden)]
    pub body: Option<Template>,
}

impl Response {
    #[doc(hidden)]
    pub const EMPTY: Self = Self {
        code: &[],
        code_if_known: &[],
        message: &[],
        status: &[],
        trace_id: &[],
        lists: &[],
        first_pointers: None,
        no_error: &[],
        suffixes: &[],
        code_prefixes: &[],
        code_suffixes: &[],
        context: &[],
        state: State::EMPTY,
        headers: Headers::EMPTY,
        body: None,
    };

    /// Pointers to the wire code.
    pub const fn code(&self) -> &'static [&'static str] {
        self.code
    }

    /// Pointers to what is the wire code only if a catalog of the vendor has it.
    pub const fn code_if_known(&self) -> &'static [&'static str] {
        self.code_if_known
    }

    /// Pointers to the message.
    pub const fn message(&self) -> &'static [&'static str] {
        self.message
    }

    /// Pointers to the HTTP status, in bodies that repeat it.
    pub const fn status(&self) -> &'static [&'static str] {
        self.status
    }

    /// Pointers to the identifier by which the vendor finds the request in its logs.
    pub const fn trace_id(&self) -> &'static [&'static str] {
        self.trace_id
    }

    /// The codes by which the vendor says that nothing failed.
    pub const fn no_error(&self) -> &'static [&'static str] {
        self.no_error
    }

    /// What the vendor appends to messages: templates with the placeholder `trace_id`.
    pub const fn suffixes(&self) -> &'static [Template] {
        self.suffixes
    }

    /// What a message begins with where it has the code: templates with the placeholder `code`.
    pub const fn code_prefixes(&self) -> &'static [Template] {
        self.code_prefixes
    }

    /// What a message ends with where it has the code: templates with the placeholder `code`.
    pub const fn code_suffixes(&self) -> &'static [Template] {
        self.code_suffixes
    }

    /// Pointers to an object whose members are the arguments of the error.
    pub const fn context(&self) -> &'static [&'static str] {
        self.context
    }

    /// The states of the vendor's tasks.
    pub const fn state(&self) -> State {
        self.state
    }

    /// What the vendor's headers say.
    pub const fn headers(&self) -> Headers {
        self.headers
    }

    /// A body that reports an error: a template of `status`, `code` and `message`, each of which is
    /// replaced by a value in JSON.
    pub const fn body(&self) -> Option<Template> {
        self.body
    }
}

/// The states of a vendor's tasks. See [`Response::state`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State {
    #[doc(hidden)]
    pub at: &'static [&'static str],
    #[doc(hidden)]
    pub running: &'static [&'static str],
    #[doc(hidden)]
    pub succeeded: &'static [&'static str],
    #[doc(hidden)]
    pub failed: &'static [&'static str],
}

impl State {
    #[doc(hidden)]
    pub const EMPTY: Self = Self { at: &[], running: &[], succeeded: &[], failed: &[] };

    /// Pointers to the state.
    pub const fn at(&self) -> &'static [&'static str] {
        self.at
    }

    /// The states of a task that isn't over yet.
    pub const fn running(&self) -> &'static [&'static str] {
        self.running
    }

    /// The states of a task that has succeeded.
    pub const fn succeeded(&self) -> &'static [&'static str] {
        self.succeeded
    }

    /// The states of a task that has failed.
    pub const fn failed(&self) -> &'static [&'static str] {
        self.failed
    }

    /// What a word means that one of the lists has. The same word comes before one in other letter case,
    /// and a failure before the others.
    #[cfg(feature = "json")]
    pub(crate) fn meaning(&self, word: &str) -> Option<TaskState> {
        let lists = [
            (self.failed, TaskState::Failed),
            (self.running, TaskState::Running),
            (self.succeeded, TaskState::Succeeded),
        ];
        let list_with = |is_it: &dyn Fn(&&str) -> bool| {
            let list = lists.into_iter().find(|(words, _)| words.iter().any(is_it));
            list.map(|(_, meaning)| meaning)
        };
        list_with(&|known| *known == word)
            .or_else(|| list_with(&|known| known.eq_ignore_ascii_case(word)))
    }
}

/// What a body says of a task.
#[cfg(feature = "json")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TaskState {
    /// No catalog has the word.
    Unknown,
    Succeeded,
    Running,
    Failed,
}

/// The names of the headers by which a vendor says something. See [`Response::headers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Headers {
    #[doc(hidden)]
    pub code: &'static [&'static str],
    #[doc(hidden)]
    pub trace_id: &'static [&'static str],
    #[doc(hidden)]
    pub retryable: &'static [&'static str],
}

impl Headers {
    #[doc(hidden)]
    pub const EMPTY: Self = Self { code: &[], trace_id: &[], retryable: &[] };

    /// Headers with the wire code.
    pub const fn code(&self) -> &'static [&'static str] {
        self.code
    }

    /// Headers with the identifier by which the vendor finds the request in its logs.
    pub const fn trace_id(&self) -> &'static [&'static str] {
        self.trace_id
    }

    /// Headers that are `true` or `false`: whether the request may be sent again.
    pub const fn retryable(&self) -> &'static [&'static str] {
        self.retryable
    }
}
