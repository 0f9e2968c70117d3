//! What a message is written with: values that need no machinery of formatting.

#[cfg(feature = "alloc")]
use alloc::{borrow::Cow, boxed::Box, string::String};
use core::fmt;

/// A value that a [`Message`](crate::Message) can write without the machinery of formatting: texts, numbers,
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
