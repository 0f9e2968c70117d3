//! What a message is written with: values that need no machinery of formatting.

#[cfg(feature = "alloc")]
use alloc::{borrow::Cow, boxed::Box, string::String};
use core::fmt;
use core::str::from_utf8;

/// A value that a [`Message`](crate::Message) can write without the machinery of formatting: texts, integers,
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

macro_rules! as_digits {
    ($($Type:ty),*) => {
        $(
            impl Value for $Type {
                #[inline]
                fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
                    write_digits(*self as u64, out)
                }

                // The longest: to count digits takes longer than to reserve too much.
                #[inline]
                fn length_hint(&self) -> usize {
                    const { <$Type>::MAX.ilog10() as usize + 1 }
                }
            }
        )*
    };
}

as_digits!(u8, u16, u32, u64, usize);

macro_rules! as_sign_and_digits {
    ($($Type:ty),*) => {
        $(
            impl Value for $Type {
                #[inline]
                fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
                    if self.is_negative() {
                        out.write_str("-")?;
                    }
                    Value::write_to(&self.unsigned_abs(), out)
                }

                #[inline]
                fn length_hint(&self) -> usize {
                    1 + Value::length_hint(&self.unsigned_abs())
                }
            }
        )*
    };
}

as_sign_and_digits!(i8, i16, i32, i64, isize);

/// The numbers below 1,000, in three digits each.
static DIGITS: [u8; 3000] = {
    let mut digits = [b'0'; 3000];
    let mut number = 0;
    while number < 1000 {
        digits[3 * number] += (number / 100) as u8;
        digits[3 * number + 1] += (number / 10 % 10) as u8;
        digits[3 * number + 2] += (number % 10) as u8;
        number += 1;
    }
    digits
};

/// The same as a text, so that its parts are texts, too, and nothing is checked for UTF-8.
const THREES: &str = match from_utf8(&DIGITS) {
    Ok(digits) => digits,
    Err(_) => "",
};

/// A number below 1,000 in three digits.
#[inline]
fn three_digits(number: u64) -> &'static str {
    let start = 3 * number as usize;
    THREES.get(start..start + 3).unwrap_or_default()
}

/// How many of the three digits of a number below 1,000 nobody writes.
#[inline]
fn zeros(number: u64) -> usize {
    usize::from(number < 100) + usize::from(number < 10)
}

/// Writes `number` in decimal. Most have up to six digits, which are in the table.
#[inline]
fn write_digits(number: u64, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
    if number >= 1_000_000 {
        return out.write_str(digits(number, &mut [0; 21]));
    }
    let first = if number < 1000 { number } else { number / 1000 };
    out.write_str(three_digits(first).get(zeros(first)..).unwrap_or_default())?;
    if number < 1000 { Ok(()) } else { out.write_str(three_digits(number % 1000)) }
}

/// `number` in decimal, written to the end of `buffer`, which has room for the largest.
pub fn digits(mut number: u64, buffer: &mut [u8; 21]) -> &str {
    let mut start = buffer.len();
    loop {
        start -= 3;
        buffer[start..start + 3].copy_from_slice(three_digits(number % 1000).as_bytes());
        if number < 1000 {
            return from_utf8(&buffer[start + zeros(number)..]).unwrap_or_default();
        }
        number /= 1000;
    }
}

macro_rules! as_displayed {
    ($($Type:ty),*) => {
        $(impl Value for $Type {})*
    };
}

as_displayed!(f32, f64, i128, u128);

impl Value for bool {
    #[inline]
    fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        out.write_str(if *self { "true" } else { "false" })
    }
}

impl Value for char {
    #[inline]
    fn write_to(&self, out: &mut (impl fmt::Write + ?Sized)) -> fmt::Result {
        out.write_char(*self)
    }
}
