//! What a body has at the pointers of the catalogs that are searched.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::catalog::{Response, TaskState};
use crate::json::{Text, Value, relative};
use crate::response::error::Context;
use crate::response::find::is_one_vendor;
use crate::{Catalog, CodeSet};

/// The catalogs that are searched for an error.
#[derive(Clone, Copy)]
pub struct Scopes {
    /// Those that the caller expects.
    pub expected: &'static [&'static Catalog],
    /// All of their vendor: the caller may expect the wrong ones.
    pub vendor: &'static [&'static Catalog],
}

/// A place in a body: the whole of it, or an element of a list that a pointer leads through.
#[derive(Clone, Copy)]
pub struct Place<'d, 'a> {
    pub value: Value<'d, 'a>,
    /// The beginning of the pointers that lead here.
    pub prefix: &'static str,
}

/// A wire code, and where it was found.
pub struct FoundCode<'a> {
    pub text: Cow<'a, str>,
    pub pointer: &'static &'static str,
    /// Whether it is at one of `code_if_known`, so that it may be a relay's word.
    pub is_by_chance: bool,
}

impl<'d, 'a> Place<'d, 'a> {
    /// The value that a pointer from the root of the body leads to, if it leads through here.
    fn find(self, pointer: &str) -> Option<Value<'d, 'a>> {
        self.value.find(relative(pointer, self.prefix)?)
    }
}

impl Scopes {
    pub const fn of<C: CodeSet>() -> Self {
        Self { expected: C::CATALOGS, vendor: C::VENDOR_CATALOGS }
    }

    /// The catalogs that are expected, and then the vendor's others.
    pub fn all(self) -> impl Iterator<Item = &'static Catalog> {
        let is_all = core::ptr::eq(self.expected, self.vendor);
        let others = if is_all { &[] } else { self.vendor };
        let others = others.iter().filter(move |catalog| !self.expected.contains(catalog));
        self.expected.iter().chain(others).copied()
    }

    /// Whether a catalog has the code.
    pub fn have_code(self, code: &str) -> bool {
        self.all().any(|catalog| !catalog.positions_with_code(code).is_empty())
    }

    /// The pointers that are tried first for a code, a message and a trace identifier, if errors have no
    /// more than these.
    #[inline]
    pub fn first_pointers(self) -> Option<&'static [&'static str; 3]> {
        let pointers = self.expected.first()?.response.first_pointers.as_ref()?;
        // What one vendor has as its code is something else with another.
        is_one_vendor(self.expected).then_some(pointers)
    }

    /// The code at a place. Pointers are tried in their order, and those of `code` before those of
    /// `code_if_known`.
    ///
    /// Among the catalogs of several vendors, only codes that are known count: what one vendor has as
    /// its code is a status or a state with another.
    pub fn code<'a>(self, place: Place<'_, 'a>) -> Option<FoundCode<'a>> {
        let is_one_vendor = is_one_vendor(self.expected);
        for catalog in self.all() {
            for pointer in catalog.response.code {
                let Some(value) = place.find(pointer) else { continue };
                let Some(text) = self.code_at(catalog, value) else { continue };
                if is_one_vendor || !catalog.positions_with_code(&text).is_empty() {
                    return Some(FoundCode { text, pointer, is_by_chance: false });
                }
            }
        }
        self.code_by_chance(place)
    }

    /// The code of an error whose code isn't known, if the catalogs are of several vendors.
    #[cold]
    pub fn unknown_code<'a>(self, place: Place<'_, 'a>) -> Option<FoundCode<'a>> {
        if is_one_vendor(self.expected) {
            return None;
        }
        for catalog in self.all() {
            for pointer in catalog.response.code {
                let Some(text) = place.find(pointer).and_then(Value::string) else { continue };
                let is_state = catalog.response.state.at.contains(pointer);
                if text.is_blank() || is_state {
                    continue;
                }
                let text = text.unescape();
                if !self.is_no_error(&text) {
                    return Some(FoundCode { text, pointer, is_by_chance: false });
                }
            }
        }
        None
    }

    #[cold]
    fn code_by_chance<'a>(self, place: Place<'_, 'a>) -> Option<FoundCode<'a>> {
        for catalog in self.all() {
            for pointer in catalog.response.code_if_known {
                let Some(value) = place.find(pointer) else { continue };
                let text = self.code_at(catalog, value);
                if let Some(text) = text.filter(|text| self.have_code(text)) {
                    return Some(FoundCode { text, pointer, is_by_chance: true });
                }
            }
        }
        None
    }

    /// The code that a value at a pointer of `catalog` is: a string that isn't blank, or a number that
    /// the catalog has as a code, or any number if all its codes are numbers; but not one that says
    /// that nothing failed.
    fn code_at<'a>(self, catalog: &'static Catalog, value: Value<'_, 'a>) -> Option<Cow<'a, str>> {
        let text = match value.string() {
            Some(text) if text.is_blank() => return None,
            Some(text) => text.unescape(),
            None => Cow::Borrowed(number_as_code(catalog, value.number()?)?),
        };
        (!self.is_no_error(&text)).then_some(text)
    }

    /// Whether a code says that nothing failed.
    pub fn is_no_error(self, code: &str) -> bool {
        let catalogs = self.expected.iter().chain(self.vendor);
        catalogs.map(|catalog| catalog.response.no_error).any(|words| words.contains(&code))
    }

    /// Whether a code at a place says that nothing failed.
    pub fn says_no_error(self, place: Place<'_, '_>) -> bool {
        self.all().any(|catalog| {
            let Response { code, code_if_known, no_error, .. } = catalog.response;
            let mut pointers = code.iter().chain(code_if_known);
            !no_error.is_empty()
                && pointers.any(|pointer| {
                    let code = place.find(pointer).and_then(word);
                    code.is_some_and(|code| no_error.contains(&code.as_ref()))
                })
        })
    }

    /// The state at a place. One that means a failure counts before one that runs, and that before one
    /// that has succeeded: relays have several.
    pub fn state(self, place: Place<'_, '_>) -> Option<TaskState> {
        self.all()
            .flat_map(|catalog| {
                let state = catalog.response.state;
                state.at.iter().filter_map(move |pointer| {
                    let value = place.find(pointer)?;
                    // A number where words are expected is something else, such as a status.
                    let unknown = value.string().map(|_| TaskState::Unknown);
                    state.meaning(&word(value)?).or(unknown)
                })
            })
            .max()
    }

    /// The HTTP status that a place repeats, if it is that of a failure.
    pub fn status(self, place: Place<'_, '_>) -> Option<u16> {
        let pointers = pointers_of(self.all().map(|catalog| catalog.response.status));
        let mut statuses =
            pointers.filter_map(|pointer| place.find(pointer)?.number()?.parse().ok());
        statuses.find(|status| (400..=599).contains(status))
    }

    /// The message at a place.
    pub fn message<'a>(self, place: Place<'_, 'a>) -> Option<Cow<'a, str>> {
        first_text(place, self.all().map(|catalog| catalog.response.message))
    }

    /// The first message in the lists at a place.
    #[cold]
    pub fn message_in_lists<'a>(self, place: Place<'_, 'a>) -> Option<Cow<'a, str>> {
        let text = |value: Value<'_, 'a>| value.string().filter(|text| !text.is_blank());
        let pointers = pointers_of(self.all().map(|catalog| catalog.response.message));
        let mut pointers = pointers.filter(|pointer| pointer.contains('*'));
        let text = pointers
            .find_map(|pointer| place.value.find_map(relative(pointer, place.prefix)?, &text));
        text.map(Text::unescape)
    }

    /// What is at the pointers to a message.
    pub fn messages<'d, 'a>(self, root: Value<'d, 'a>) -> Vec<Value<'d, 'a>> {
        let pointers = pointers_of(self.all().map(|catalog| catalog.response.message));
        pointers.filter_map(|pointer| root.find(pointer)).collect()
    }

    /// The trace identifier at a place.
    pub fn trace_id<'a>(self, place: Place<'_, 'a>) -> Option<Cow<'a, str>> {
        first_text(place, self.all().map(|catalog| catalog.response.trace_id))
    }

    /// The arguments that a place has besides its message: names and values.
    #[inline]
    pub fn context<'a>(self, place: Place<'_, 'a>) -> Context<'a> {
        let pointers = self.all().flat_map(|catalog| catalog.response.context);
        let mut objects = pointers.filter_map(|pointer| place.find(pointer));
        let members = objects.find(|value| value.is_object()).into_iter().flat_map(Value::members);
        members.filter_map(|(name, value)| Some((name.unescape(), argument(value)?))).collect()
    }

    /// The pointers to elements of lists that can say that something failed.
    pub fn lists(self) -> impl Iterator<Item = &'static str> {
        pointers_of(self.all().map(|catalog| catalog.response.lists)).copied()
    }
}

/// The first string at the pointers of `lists` that isn't blank.
fn first_text<'a>(
    place: Place<'_, 'a>,
    lists: impl Iterator<Item = &'static [&'static str]>,
) -> Option<Cow<'a, str>> {
    let mut texts = pointers_of(lists).filter_map(|pointer| place.find(pointer)?.string());
    texts.find(|text| !text.is_blank()).map(Text::unescape)
}

/// The pointers of `lists`. One that is the same as the list before it is left out, as the scopes of
/// a vendor mostly have the same.
fn pointers_of(
    lists: impl Iterator<Item = &'static [&'static str]>,
) -> impl Iterator<Item = &'static &'static str> {
    let mut previous: &[&str] = &[];
    let is_new =
        move |list: &&'static [&'static str]| *list != core::mem::replace(&mut previous, list);
    lists.filter(is_new).flatten()
}

/// A string as it is, and anything else in JSON; `None` for `null`.
fn argument<'a>(value: Value<'_, 'a>) -> Option<Cow<'a, str>> {
    match (value.string(), value.literal()) {
        (Some(text), _) => Some(text.unescape()),
        (None, Some("null" | "None")) => None,
        (None, Some(literal)) => Some(Cow::Borrowed(literal)),
        (None, None) => Some(Cow::Owned(value.to_json())),
    }
}

/// A string that isn't blank, or a number.
fn word<'a>(value: Value<'_, 'a>) -> Option<Cow<'a, str>> {
    match value.string() {
        Some(text) => Some(text).filter(|text| !text.is_blank()).map(Text::unescape),
        None => value.number().map(|number| Cow::Borrowed(canonical(number))),
    }
}

/// A number that is a code of `catalog`: one that it has, or any if all its codes are numbers.
#[cold]
fn number_as_code<'a>(catalog: &'static Catalog, number: &'a str) -> Option<&'a str> {
    let number = canonical(number);
    let counts = !catalog.positions_with_code(number).is_empty()
        || catalog.response.no_error.contains(&number)
        || catalog.has_numeric_codes();
    counts.then_some(number)
}

/// A number as it is written, but every zero as `0`: `-0`, `0.0` and `0e0` are zero.
fn canonical(number: &str) -> &str {
    let mantissa = number.split(['e', 'E']).next().unwrap_or(number);
    let is_zero = mantissa.contains('0')
        && mantissa.trim_start_matches('-').bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if is_zero { "0" } else { number }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn every_zero_is_zero() {
        for zero in ["0", "-0", "0.0", "0e0", "-0.00E+7"] {
            assert_eq!(canonical(zero), "0", "{zero}");
        }
        for other in ["10", "0.1", "-1", "1e0", "-", ".", "00x"] {
            assert_eq!(canonical(other), other);
        }
    }
}
