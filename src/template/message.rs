//! Writing a message whose values are known to be plain.

#[cfg(feature = "alloc")]
use alloc::{borrow::Cow, boxed::Box, string::String};
use core::fmt;

/// A message with placeholders, and a [`Value`] for each.
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
    fn to_message(&self) -> String {
        let mut message = String::with_capacity(self.length_hint());
        // A `String` takes everything.
        let _ = self.write_to(&mut message);
        message
    }
}

/// A value that a [`Message`] can write without the machinery of formatting: texts, numbers,
/// characters. For others there is `Display`.
///
/// Whoever implements it for a type of their own needs no method, unless it is a kind of text.
pub trait Value: fmt::Display {
    /// Writes what `Display` does.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        write!(out, "{self}")
    }

    /// About how many bytes that are.
    fn length_hint(&self) -> usize {
        8
    }
}

impl<V: Value + ?Sized> Value for &V {
    #[inline]
    fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        V::write_to(self, out)
    }

    #[inline]
    fn length_hint(&self) -> usize {
        V::length_hint(self)
    }
}

macro_rules! as_text {
    ($($Type:ty),*) => {
        $(
            impl Value for $Type {
                #[inline]
                fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
                    out.write_str(self)
                }

                #[inline]
                fn length_hint(&self) -> usize {
                    self.len()
                }
            }
        )*
    };
}

as_text!(str);
#[cfg(feature = "alloc")]
as_text!(String, Box<str>, Cow<'_, str>);

macro_rules! as_displayed {
    ($($Type:ty),*) => {
        $(impl Value for $Type {})*
    };
}

as_displayed!(bool, char, f32, f64);
as_displayed!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

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
