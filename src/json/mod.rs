//! Reading JSON as servers send it. Nothing in this folder knows of catalogs.
//!
//! A general parser refuses what servers send in practice: a body that is cut off, half a surrogate
//! pair where a message was shortened, text after the document, a dictionary that Python printed. This
//! one takes what it can get and borrows it.
//!
//! | File | |
//! |---|---|
//! | `scanner` | from bytes to strings and literals |
//! | `document` | from a text to its values, in one pass |
//! | `pointer` | from a value to the one that an RFC 6901 pointer leads to |
//! | `strings` | from a text to the strings at a few pointers, without the values |
//! | `text` | strings as they are written, and as they are meant |
//! | `write` | from a value to JSON again |
//! | `search` | from any text to the documents in it |

mod document;
mod pointer;
mod scanner;
mod search;
mod strings;
mod tape;
mod text;
mod write;

pub use self::document::{Document, Value};
pub use self::pointer::relative;
pub use self::search::each_document;
pub use self::strings::strings_at;
pub use self::tape::Tape;
pub use self::text::{Text, quote};
