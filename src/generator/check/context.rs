//! The file that is being checked, and where its problems go.

use std::ops::Range;

use crate::generator::diagnostic::{Diagnostic, Diagnostics, Location, Rule};
use crate::generator::source_file::SourceFile;

/// The file that is being checked, and where its problems go.
pub struct Context<'f, 'p> {
    pub file: &'f SourceFile,
    pub problems: &'p mut Diagnostics,
}

impl Context<'_, '_> {
    /// The bytes `span` of the file.
    pub fn at(&self, span: Range<usize>) -> Location {
        Location::new(self.file, span)
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    /// Reports a breach of `rule` at `span`; `finish` adds what to do.
    pub fn report(
        &mut self,
        rule: Rule,
        span: Range<usize>,
        message: impl Into<String>,
        finish: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let diagnostic = Diagnostic::new(rule, self.at(span), message);
        self.push(finish(diagnostic));
    }

    /// Where the bytes `part` of a string are in the file. Its literal is at `span`, which is returned
    /// if the literal has escapes.
    pub fn within(&self, span: Range<usize>, text: &str, part: Range<usize>) -> Range<usize> {
        let Some(literal) = self.file.text().get(span.clone()) else { return span };
        for quotes in ["\"\"\"\n", "'''\n", "\"\"\"", "'''", "\"", "'", ""] {
            let content =
                literal.strip_prefix(quotes).and_then(|rest| rest.strip_suffix(quotes.trim_end()));
            if content == Some(text) {
                let start = span.start + quotes.len();
                return start + part.start..start + part.end;
            }
        }
        span
    }
}
