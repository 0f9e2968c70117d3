//! Catalogs for tests: those of this repository, and an entry that has everything.

use std::path::Path;

use crate::command_line::catalogs::{Loaded, load};
use crate::entry::More;
use crate::entry::{Case, Guidance, Retired};
use crate::generator::Generator;
use crate::{Catalog, Category, Entry, Retry, Segment};

/// The catalogs of this repository, read from their files.
pub fn shipped() -> &'static [&'static Catalog] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogs");
    let models = Generator::new().input(folder).check().expect("good catalogs");
    models.into_iter().map(load::catalog).collect::<Vec<_>>().leak()
}

/// The same, as a command has them.
pub fn catalogs() -> Loaded {
    Loaded { list: shipped(), ..Loaded::built_in() }
}

/// An entry that has everything an entry can have.
pub static EVERYTHING: Entry = Entry {
    name: "OutOfAnvils",
    key: "OutOfAnvils",
    code: "stock|error",
    status: 503,
    message: "no {{.item}} left, <<.count>> ordered",
    description: "There are no *anvils*.\nNot one.",
    category: Category::Capacity,
    retry: Retry::Later,
    more: &More {
        segments: &[
            Segment::Literal("no "),
            Segment::Placeholder { name: "item", index: 0 },
            Segment::Literal(" left, "),
            Segment::Placeholder { name: "count", index: 1 },
            Segment::Literal(" ordered"),
        ],
        title: Some("Out of <anvils>"),
        group: Some("Stock"),
        advice: Some("Wait | retry"),
        guidance: Some(Guidance::new("Retry later", "Order [again](https://acme.example)")),
        details: Some("First line\nsecond line\n\nSecond paragraph"),
        causes: &["A run on anvils", "A strike"],
        cases: &[
            Case::new("Iron", "No iron anvils", "no iron left"),
            Case::new("Steel", "None", "no `steel`"),
        ],
        retired: Some(Retired::new("0.3.0", "Anvils are a thing of the past.")),
        ..More::EMPTY
    },
};
