//! Message templates: writing a message from its arguments, and reading it back.

mod parse;

use core::fmt;

use crate::limits::MAX_PLACEHOLDERS;

pub use self::parse::parse_message;

/// What an API prints as the message of an error, with placeholders for what varies.
///
/// A placeholder is written `{{.name}}`, as vendors' pages print it, or `<<.name>>`. The generator
/// takes a template apart at build time, so that nothing is scanned when a message is written.
///
/// ```
/// # #[cfg(feature = "catalogs")] {
/// use error_catalog::vidu::api::ErrorCode;
///
/// let template = ErrorCode::FieldLacking.message().unwrap();
/// assert_eq!(template.placeholders().collect::<Vec<_>>(), ["fields"]);
///
/// let message = template.render(&["prompt"]).unwrap().to_string();
/// assert_eq!(message, "field is missing or empty: prompt");
///
/// let arguments = template.parse(&message).unwrap();
/// assert_eq!(arguments.get("fields"), Some("prompt"));
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Template {
    // Public for the generated tables alone.
    #[doc(hidden)]
    pub text: &'static str,
    /// None where the text has no placeholder.
    #[doc(hidden)]
    pub segments: &'static [Segment<'static>],
}

/// A part of a [`Template`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Segment<'t> {
    /// Text that every message has.
    Literal(&'t str),
    /// The place of a value.
    Placeholder {
        /// The name between the delimiters.
        name: &'t str,
        /// The placeholder's position among the template's different ones.
        index: usize,
    },
}

impl Template {
    /// The template as the catalog has it, with its placeholders.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Whether there is no placeholder, so that the message is always the same.
    pub const fn is_constant(&self) -> bool {
        matches!(self.segments, [] | [Segment::Literal(_)])
    }

    /// The parts of the template; none where it has no placeholder.
    pub const fn segments(&self) -> &'static [Segment<'static>] {
        self.segments
    }

    /// The names of the different placeholders, in the order of their first appearance.
    pub fn placeholders(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        let mut seen = 0;
        self.segments.iter().filter_map(move |segment| match *segment {
            Segment::Placeholder { name, index } if index == seen => {
                seen += 1;
                Some(name)
            }
            _ => None,
        })
    }

    /// The message with `values` in the places of the placeholders, in the order of
    /// [`placeholders`](Self::placeholders); `None` if there aren't as many of them.
    ///
    /// Writing it allocates nothing.
    pub fn render<'v, V: fmt::Display>(&self, values: &'v [V]) -> Option<Rendered<'v, V>> {
        (values.len() == self.placeholders().count())
            .then_some(Rendered { template: *self, values })
    }

    /// The arguments with which `message` was rendered; `None` if it is not a message of this
    /// template. Allocates nothing.
    ///
    /// This is the inverse of [`render`](Self::render): what is returned renders to exactly `message`,
    /// and what was rendered is returned, unless a value makes the message ambiguous. That takes a
    /// value which contains the text after its placeholder, and another placeholder further on: in a
    /// message of `{{.name}}: {{.reason}}`, a name with `: ` in it. Of several readings, the one is
    /// returned in which the first placeholder has the shortest value, then the second, and so on.
    ///
    /// Where the template begins or ends with whitespace, the message may lack it, as many logs and
    /// clients trim messages.
    ///
    /// The time is linear in the length of the message. Where a placeholder is repeated and there is
    /// another one, reading stops after looking at 4 MiB of text, so that a long message that was made
    /// to have very many possible readings gives `None`.
    pub fn parse<'m>(&self, message: &'m str) -> Option<Arguments<'m>> {
        let (values, _) = parse::parse_up_to(self.parts().as_slice(), message)?;
        Some(Arguments { template: *self, values })
    }

    /// The values with which `message` was rendered, in the order of
    /// [`placeholders`](Self::placeholders); `None` if it is not a message of this template, or if `N`
    /// is not the number of placeholders. See [`parse`](Self::parse).
    ///
    /// ```
    /// # #[cfg(feature = "catalogs")] {
    /// use error_catalog::vidu::api::ErrorCode;
    ///
    /// let template = ErrorCode::FieldInvalid.message().unwrap();
    /// assert_eq!(template.parse_values("invalid field: seed"), Some(["seed"]));
    /// # }
    /// ```
    pub fn parse_values<'m, const N: usize>(&self, message: &'m str) -> Option<[&'m str; N]> {
        let (values, count) = parse::parse_up_to(self.parts().as_slice(), message)?;
        (count == N).then_some(values)
    }

    /// Whether `message` can have been written by this template.
    pub(crate) fn has_written(&self, message: &str) -> bool {
        match self.segments {
            [] => parse::is_text(self.text, message),
            segments => can_write(segments, message),
        }
    }

    /// How many bytes every message of this template has in common.
    pub(crate) fn literal_length(&self) -> usize {
        let parts = self.parts();
        let lengths = parts.as_slice().iter().map(|segment| match segment {
            Segment::Literal(text) => text.len(),
            Segment::Placeholder { .. } => 0,
        });
        lengths.sum()
    }

    /// The segments, those of a constant text included.
    const fn parts(&self) -> Parts {
        match self.segments {
            [] => Parts::Constant([Segment::Literal(self.text)]),
            segments => Parts::Segments(segments),
        }
    }
}

enum Parts {
    Constant([Segment<'static>; 1]),
    Segments(&'static [Segment<'static>]),
}

impl Parts {
    const fn as_slice(&self) -> &[Segment<'static>] {
        match self {
            Self::Constant(segment) => segment,
            Self::Segments(segments) => segments,
        }
    }
}

/// Adds `render` to a generated message, if this crate has the feature `alloc`. A macro, because generated
/// code may be compiled in another crate, which can't test the features of this one.
#[cfg(feature = "alloc")]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_render {
    ($Message:ident<$($T:ident),+>, $capacity:literal) => {
        impl<$($T: ::core::fmt::Display),+> $Message<$($T),+> {
            /// The message. Faster than `to_string`, which doesn't know how long it will be.
            ///
            /// If the `Display` of a value fails, the text ends there.
            #[must_use]
            pub fn render(&self) -> $crate::__generated_0_1::String {
                $crate::__generated_0_1::render(self, $capacity)
            }
        }
    };
}

/// As above, without the feature `alloc`.
#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_render {
    ($Message:ident<$($T:ident),+>, $capacity:literal) => {};
}

/// The message as a string that starts with this capacity. If the `Display` of a value fails, the text
/// ends there.
#[cfg(feature = "alloc")]
pub fn render(message: &dyn fmt::Display, capacity: usize) -> alloc::string::String {
    let mut text = alloc::string::String::with_capacity(capacity);
    // Writing to a `String` can't fail.
    let _ = fmt::Write::write_fmt(&mut text, format_args!("{message}"));
    text
}

/// Whether `message` can have been written by a template of `segments`.
pub(crate) fn can_write(segments: &[Segment<'_>], message: &str) -> bool {
    parse::parse_up_to::<MAX_PLACEHOLDERS>(segments, message).is_some()
}

/// Writes the template's text, with its placeholders.
impl fmt::Display for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.text)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Template({:?})", self.text)
    }
}

/// A message with its values, which [`Display`](fmt::Display) writes. Made by [`Template::render`].
#[derive(Clone, Copy, Debug)]
pub struct Rendered<'v, V> {
    template: Template,
    values: &'v [V],
}

impl<V: fmt::Display> fmt::Display for Rendered<'_, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in self.template.parts().as_slice() {
            match *segment {
                Segment::Literal(text) => formatter.write_str(text)?,
                Segment::Placeholder { index, .. } => {
                    if let Some(value) = self.values.get(index) {
                        // Without the formatter's options, which are not the value's.
                        write!(formatter, "{value}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// What was read back from a message: a value for each placeholder. Made by [`Template::parse`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Arguments<'m> {
    template: Template,
    values: [&'m str; MAX_PLACEHOLDERS],
}

impl<'m> Arguments<'m> {
    /// The value of the placeholder called `name`.
    pub fn get(&self, name: &str) -> Option<&'m str> {
        self.iter().find(|(placeholder, _)| *placeholder == name).map(|(_, value)| value)
    }

    /// Every placeholder's name with its value, in the order of [`Template::placeholders`].
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'m str)> + Clone + use<'m> {
        self.template.placeholders().zip(self.values)
    }

    /// Whether the template has no placeholders.
    pub const fn is_empty(&self) -> bool {
        self.template.is_constant()
    }
}

impl fmt::Debug for Arguments<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}
