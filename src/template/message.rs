//! Writing a message whose values are known to be plain.

#[cfg(feature = "alloc")]
use alloc::string::String;
use core::fmt;
#[cfg(feature = "alloc")]
use core::mem;

use crate::template::Segment;

/// A message with placeholders, and a [`Value`](crate::Value) for each.
///
/// Every generated message implements it. `Display` takes values of any type and goes through the
/// machinery of formatting; this pushes part by part, as one would by hand.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::Message;
/// use error_catalog::vidu::api::FieldLacking;
///
/// let message = FieldLacking { fields: "prompt" };
/// assert_eq!(message.to_message(), "field is missing or empty: prompt");
///
/// let mut line = String::from("vidu: ");
/// message.write_to(&mut line).unwrap();
/// assert_eq!(line, "vidu: field is missing or empty: prompt");
/// # }
/// ```
pub trait Message: fmt::Display {
    /// Writes the message to `out`, without allocation.
    ///
    /// # Errors
    ///
    /// Those of `out`; a `String` has none.
    fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result;

    /// About how many bytes the message has: what to reserve for it.
    fn length_hint(&self) -> usize;

    /// The message as a `String`: what `to_string` gives, with one allocation.
    #[cfg(feature = "alloc")]
    #[cfg_attr(docsrs, doc(cfg(feature = "alloc")))]
    #[inline]
    fn to_message(&self) -> String {
        let mut message = Reserved(String::with_capacity(self.length_hint()));
        // A `String` takes everything.
        let _ = self.write_to(&mut message);
        message.0
    }
}

/// A `String` that has room for most of what is written. Where it hasn't, a function takes it and
/// gives it back: nothing takes its address, so that it is built up in registers, which is half of
/// the time that a short message takes beside the allocation.
#[cfg(feature = "alloc")]
struct Reserved(String);

#[cfg(feature = "alloc")]
impl fmt::Write for Reserved {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.len() <= self.0.capacity() - self.0.len() {
            self.0.push_str(text);
        } else {
            self.0 = grown(mem::take(&mut self.0), text);
        }
        Ok(())
    }
}

/// `message` with `text`, for which it has no room.
#[cfg(feature = "alloc")]
#[cold]
fn grown(mut message: String, text: &str) -> String {
    message.push_str(text);
    message
}

/// The texts of `segments` that stand before, between and behind its `N - 1` values; empty where there
/// is none. A generated message has them as constants, so that writing it is what one would write by
/// hand, without a loop.
pub const fn texts<const N: usize>(segments: &[Segment<'static>]) -> [&'static str; N] {
    let mut texts = [""; N];
    let (mut position, mut unread) = (0, segments);
    while let [segment, tail @ ..] = unread {
        match *segment {
            Segment::Literal(text) => texts[position] = text,
            Segment::Placeholder { .. } => position += 1,
        }
        unread = tail;
    }
    texts
}

/// Writes one of a message's texts, unless it is empty.
#[inline]
pub fn write_text(text: &str, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
    if text.is_empty() { Ok(()) } else { out.write_str(text) }
}

/// Whether `formatter` has options. A message is written without them, whatever they are, so that
/// each of its values is as it is by itself.
#[inline]
pub fn has_options(formatter: &fmt::Formatter<'_>) -> bool {
    formatter.width().is_some()
        || formatter.precision().is_some()
        || formatter.alternate()
        || formatter.sign_plus()
        || formatter.sign_minus()
        || formatter.sign_aware_zero_pad()
        || formatter.align().is_some()
        || formatter.fill() != ' '
}

/// Writes `message` again, without the options of `formatter`.
#[cold]
pub fn display_without_options(
    message: &(impl fmt::Display + ?Sized),
    formatter: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(formatter, "{message}")
}
