//! What is printed on a terminal: where it goes and what it looks like.

pub mod console;
pub mod difference;
pub mod heading;
pub mod labels;
pub mod output;
pub mod style;
pub mod table;
pub mod text;
