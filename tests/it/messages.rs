//! Writing messages without the machinery of formatting.

use std::fmt::{self, Write};

use error_catalog::vidu::api::FieldLacking;
use error_catalog::{Message, Value};
use proptest::prelude::*;

/// Asserts that `value` is written as `Display` does, in every way.
#[track_caller]
fn assert_written_as_displayed(value: impl Value) {
    let displayed = value.to_string();
    let mut written = String::new();
    value.write_to(&mut written).expect("a String takes everything");
    assert_eq!(written, displayed);
    let mut written = String::new();
    value.write_to(&mut written as &mut dyn Write).expect("a String takes everything");
    assert_eq!(written, displayed);
    let message = FieldLacking { fields: value }.to_message();
    assert_eq!(message, format!("field is missing or empty: {displayed}"));
}

macro_rules! integers {
    ($($Type:ident),*) => {
        proptest! {
            $(
                #[test]
                fn $Type(value: $Type, shift in 0..$Type::BITS) {
                    // Numbers of every length, the shortest and the longest among them.
                    for value in [value >> shift, value, 0, $Type::MIN, $Type::MAX] {
                        assert_written_as_displayed(value);
                    }
                }
            )*
        }
    };
}

mod integers_are_written_as_displayed {
    use super::*;

    integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);
}

#[test]
fn numbers_on_both_sides_of_a_power_of_ten_are_written_as_displayed() {
    for exponent in 0..=u64::MAX.ilog10() {
        let power = 10_u64.pow(exponent);
        for value in [power - 1, power, power + 1, power / 10 * 9] {
            assert_written_as_displayed(value);
        }
    }
}

#[test]
fn values_of_other_types_are_written_as_displayed() {
    for value in [true, false] {
        assert_written_as_displayed(value);
    }
    for value in ['a', 'ä', '鉄', '\u{0}'] {
        assert_written_as_displayed(value);
    }
    for value in [0.0, -0.5, 1e300, f64::MIN_POSITIVE, f64::NAN, f64::NEG_INFINITY] {
        assert_written_as_displayed(value);
        assert_written_as_displayed(value as f32);
    }
}

/// A value that says nothing true about its length.
struct Long(usize);

impl fmt::Display for Long {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..self.0).try_for_each(|number| write!(formatter, "{number},"))
    }
}

impl Value for Long {
    fn length_hint(&self) -> usize {
        0
    }
}

#[test]
fn a_message_that_is_longer_than_expected_is_written_whole() {
    for length in [0, 1, 2, 100, 10_000] {
        assert_written_as_displayed(Long(length));
    }
}

/// A place with room for as many bytes.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[test]
fn the_error_of_what_is_written_to_is_returned() {
    let message = FieldLacking { fields: 1_234_567 };
    let length = message.to_message().len();
    for room in 0..length {
        assert!(message.write_to(&mut Room(room)).is_err(), "{room}");
    }
    assert!(message.write_to(&mut Room(length)).is_ok());
}
