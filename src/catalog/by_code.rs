//! How the rows of a wire code are found.

use crate::Entry;
use crate::lookup::Lookup;

/// How the rows of a wire code are found.
#[derive(Clone, Copy, Debug)]
pub struct ByCode {
    /// The codes that are spelled out, other spellings included.
    pub table: CodeTable,
    /// The rows that are families of codes: those whose template begins with the longest literal
    /// first.
    pub families: &'static [Family],
}

/// A row that is a family of codes.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The literal with which its codes begin: most other codes are told by it alone.
    pub prefix: &'static str,
    /// The row's position.
    pub row: u16,
}

/// From a code that is spelled out to its rows.
#[derive(Clone, Copy, Debug)]
pub enum CodeTable {
    /// No two rows share a code: the lookup gives a row's position.
    Unique(Lookup),
    /// Some do: the lookup gives which of the lists has the positions of the rows.
    Shared(Lookup, &'static [&'static [u16]]),
    /// The codes in order, each with the positions of its rows: for catalogs that are read at run time.
    /// The search for perfect hashes took 0.29 of the 0.34 s in which `cargo catalog explain` answers.
    #[cfg(feature = "cli")]
    Sorted(&'static [(&'static str, &'static [u16])]),
}

impl ByCode {
    /// Finds nothing.
    pub const EMPTY: Self = Self { table: CodeTable::Unique(Lookup::EMPTY), families: &[] };

    /// The positions of the rows of a wire code, of those in `entries`.
    ///
    /// Inlined, so that only the search is left if the compiler knows the catalog.
    #[inline(always)]
    pub(crate) fn positions(&self, entries: &'static [Entry], code: &str) -> &'static [u16] {
        let has_code = |position: &u16| {
            entries.get(usize::from(*position)).is_some_and(|it| it.is_sent_as(code))
        };
        let found = match self.table {
            CodeTable::Unique(lookup) => {
                lookup.find(code, has_code).map_or(&[][..], core::slice::from_ref)
            }
            CodeTable::Shared(lookup, lists) => {
                let rows = |list: &u16| lists.get(usize::from(*list)).copied().unwrap_or(&[]);
                let found = lookup.find(code, |list| rows(list).first().is_some_and(has_code));
                found.map_or(&[][..], rows)
            }
            #[cfg(feature = "cli")]
            CodeTable::Sorted(codes) => codes
                .binary_search_by_key(&code, |(code, _)| code)
                .map_or(&[][..], |at| codes[at].1),
        };
        if found.is_empty() && self.families.iter().any(|it| code.starts_with(it.prefix)) {
            return self.family(entries, code);
        }
        found
    }

    /// The position of the family that has `code`.
    #[cold]
    fn family(&self, entries: &'static [Entry], code: &str) -> &'static [u16] {
        let has_code = |family: &&Family| {
            let template = entries.get(usize::from(family.row)).and_then(Entry::code_template);
            template.is_some_and(|template| template.has_written(code))
        };
        self.families.iter().find(has_code).map_or(&[], |family| core::slice::from_ref(&family.row))
    }
}
