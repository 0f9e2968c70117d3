//! An entry for tests that has everything an entry can have.

use crate::{Case, Category, Entry, Guidance, Piece, Retired, Retry};

pub static EVERYTHING: Entry = Entry {
    name: "OutOfAnvils",
    key: "OutOfAnvils",
    code: "stock|error",
    title: Some("Out of <anvils>"),
    group: Some("Stock"),
    status: Some(503),
    message: Some("no {{.item}} left, <<.count>> ordered"),
    pieces: &[
        Piece::Literal("no "),
        Piece::Placeholder { name: "item", index: 0 },
        Piece::Literal(" left, "),
        Piece::Placeholder { name: "count", index: 1 },
        Piece::Literal(" ordered"),
    ],
    description: "There are no *anvils*.\nNot one.",
    advice: Some("Wait | retry"),
    guidance: Some(Guidance::new("Retry later", "Order [again](https://acme.example)")),
    details: Some("First line\nsecond line\n\nSecond paragraph"),
    causes: &["A run on anvils", "A strike"],
    cases: &[
        Case::new("Iron", "No iron anvils", "no iron left"),
        Case::new("Steel", "None", "no `steel`"),
    ],
    category: Category::Capacity,
    retry: Retry::Later,
    retired: Some(Retired::new("0.3.0", "Anvils are a thing of the past.")),
};
