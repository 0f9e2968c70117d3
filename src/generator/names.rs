//! The names that generated code needs for itself.

/// The names that a module of a catalog needs: no struct of a message can be called so.
pub const RESERVED: &[&str] =
    &["ErrorCode", "Option", "Result", "Some", "None", "Ok", "Err", "TryFrom"];
