//! What is wrong with a catalog, where, and what would be right.

mod location;
mod render;
mod rule;
mod visible;

use std::fmt;

pub use self::location::Location;
#[cfg(feature = "cli")]
pub(crate) use self::render::counted;
pub use self::render::{Plain, Style, Styling};
pub use self::rule::{Rule, Severity};
use self::visible::Visible;

/// What is wrong with a catalog: a problem, or something to be warned of.
///
/// `Display` gives it in one line, `path:line:column: what is wrong`; [`render`](Self::render) gives
/// it in full, with the offending line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    rule: Rule,
    severity: Severity,
    message: String,
    location: Location,
    label: Option<String>,
    related: Vec<(Location, String)>,
    help: Option<String>,
}

impl Diagnostic {
    pub(super) fn new(rule: Rule, location: Location, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity(),
            message: message.into(),
            location,
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Says beside the marked place what would be right.
    pub(super) fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Points to another place that has to do with it.
    pub(super) fn with_related(mut self, location: Location, label: impl Into<String>) -> Self {
        self.related.push((location, label.into()));
        self
    }

    /// Says below the excerpt what to do.
    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The rule that is broken.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How much it matters: as much as the rule, unless warnings are
    /// [denied](Diagnostics::deny_warnings).
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is wrong.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// What is written beside the marked place: mostly, what to write instead.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// Other places that have to do with it, each with what is there.
    pub fn related(&self) -> impl Iterator<Item = (&Location, &str)> {
        self.related.iter().map(|(location, label)| (location, label.as_str()))
    }

    /// What to do.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A catalog's text must not begin a line of its own: cargo reads these from a build script.
        write!(formatter, "{}: {}", self.location, Visible(&self.message))?;
        if let Some(label) = &self.label {
            write!(formatter, ": {}", Visible(label))?;
        }
        for (location, label) in &self.related {
            write!(formatter, " ({}: {location})", Visible(label))?;
        }
        if let Some(help) = &self.help {
            write!(formatter, "; {}", Visible(help))?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// The problems of some catalogs, and what to be warned of, sorted by path, line and column.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    pub(super) fn sort(&mut self) {
        // Of the same place and rule, they are in the order in which the format has the fields.
        self.0.sort_by(|one, other| (&one.location, one.rule).cmp(&(&other.location, other.rule)));
        self.0.dedup();
    }

    /// Whether one that was added after the first `before` is an error.
    pub(super) fn has_errors_since(&self, before: usize) -> bool {
        let mut added = self.0.iter().skip(before);
        added.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether a catalog is wrong; warnings alone don't make it so.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Those of a severity.
    pub fn of(self, severity: Severity) -> Self {
        Self(self.0.into_iter().filter(|diagnostic| diagnostic.severity == severity).collect())
    }

    /// The same, with every warning turned into a problem.
    pub fn deny_warnings(mut self) -> Self {
        for diagnostic in &mut self.0 {
            diagnostic.severity = Severity::Error;
        }
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The problems, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
        self.sort();
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::error::Error for Diagnostics {}
