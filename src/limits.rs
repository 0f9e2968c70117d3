//! Bounds that the generator enforces and the library relies on.

/// How many different placeholders a template may have: [`Arguments`](crate::Arguments) keeps its
/// values in an array of this size, so that reading a message back allocates nothing.
pub const MAX_PLACEHOLDERS: usize = 16;

/// How many rows a catalog may have: the tables keep their positions in two bytes.
pub const MAX_ENTRIES: usize = 1 << 16;
