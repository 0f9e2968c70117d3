//! The start of a string, kept without an allocator.

use core::fmt;

use crate::characters::floor_char_boundary;

/// The first bytes of a string: errors keep what they complain of, without an allocator, and a
/// hostile server must not make them large.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeptText {
    length: u8,
    is_truncated: bool,
    bytes: [u8; Self::CAPACITY],
}

impl KeptText {
    const CAPACITY: usize = 100;

    pub fn new(text: &str) -> Self {
        let kept = &text[..floor_char_boundary(text, Self::CAPACITY)];
        let mut bytes = [0; Self::CAPACITY];
        bytes[..kept.len()].copy_from_slice(kept.as_bytes());
        Self { length: kept.len() as u8, is_truncated: kept.len() < text.len(), bytes }
    }

    /// The digits of a number, and its sign.
    #[cfg(feature = "serde")]
    pub fn of(number: impl Into<i128>) -> Self {
        let mut text = Self::new("");
        // 39 digits and a sign have room.
        let _ = fmt::Write::write_fmt(&mut text, format_args!("{}", number.into()));
        text
    }

    /// The first 100 bytes, or up to three fewer where that would cut a character in two.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }

    pub const fn is_truncated(&self) -> bool {
        self.is_truncated
    }
}

#[cfg(feature = "serde")]
impl fmt::Write for KeptText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let (start, end) = (usize::from(self.length), usize::from(self.length) + text.len());
        let room = self.bytes.get_mut(start..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end as u8;
        Ok(())
    }
}

/// Writes it for a log, with `…` where it is truncated.
impl fmt::Display for KeptText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.is_truncated { "…" } else { "" };
        write!(formatter, "{}{more}", self.as_str().escape_debug())
    }
}

impl fmt::Debug for KeptText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}
