//! Fields as JSON has them.

use serde::{Serialize, Serializer};

/// Names with their values, in an order that is kept: an object in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields<T>(pub Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Fields<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<T: AsRef<str>> Fields<T> {
    /// The values in one line, with colons between them.
    pub fn in_line(&self) -> String {
        self.0.iter().map(|(_, value)| value.as_ref()).collect::<Vec<_>>().join(": ")
    }
}
