//! Codes in serde's data model (feature `serde`).
//!
//! A code is written as its wire code. Where that doesn't single out the row, because several rows
//! share it or there is none, the name of the variant follows after a `/`: `rate_limit/TooManyJobs`.
//! What is written is read back as the same row. A number is read as the wire code with its digits.
//!
//! A code of a vendor or of any catalog is written with its catalog: `vidu/api/FieldLacking`.
//!
//! The implementations are part of generated code, which can be compiled in other crates, where a
//! `cfg` would ask for the features of those crates. So generated code calls a macro of this crate,
//! which expands to the implementations or to nothing.

/// Implements serde's traits for a generated enum, if this crate has the feature `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_serde {
    ($Code:ty) => {
        /// As the wire code, followed by `/` and the name of the variant where several rows share it.
        impl $crate::__generated_0_1::serde::Serialize for $Code {
            fn serialize<S: $crate::__generated_0_1::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::__generated_0_1::serialize(*self, serializer)
            }
        }

        /// From what is serialized, from any spelling of a wire code that one row has, or from a number
        /// with the digits of one.
        impl<'de> $crate::__generated_0_1::serde::Deserialize<'de> for $Code {
            fn deserialize<D: $crate::__generated_0_1::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__generated_0_1::deserialize(deserializer)
            }
        }
    };
    (set $Code:ty) => {
        /// As the path of the catalog and the name of the variant: `vidu/api/FieldLacking`.
        impl $crate::__generated_0_1::serde::Serialize for $Code {
            fn serialize<S: $crate::__generated_0_1::serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $crate::__generated_0_1::serialize_of_set(*self, serializer)
            }
        }

        /// From what is serialized, if it is of one of the expected catalogs.
        impl<'de> $crate::__generated_0_1::serde::Deserialize<'de> for $Code {
            fn deserialize<D: $crate::__generated_0_1::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__generated_0_1::deserialize_of_set(deserializer)
            }
        }
    };
}

#[cfg(feature = "serde")]
crate::__impl_serde!(set crate::AnyCode);

/// Implements serde's traits for a generated enum, if this crate has the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_serde {
    ($Code:ty) => {};
    (set $Code:ty) => {};
}

#[cfg(feature = "serde")]
pub use with_serde::{deserialize, deserialize_of_set, serialize, serialize_of_set};

#[cfg(feature = "serde")]
mod with_serde {
    use core::fmt;
    use core::marker::PhantomData;

    use serde::de::{Deserializer, Error, Unexpected, Visitor};
    use serde::{Deserialize, Serialize, Serializer};

    use crate::kept_text::KeptText;
    use crate::{Category, Code, CodeSet, ParseCodeError, Retry};

    /// Writes a code.
    pub fn serialize<C: Code, S: Serializer>(code: C, serializer: S) -> Result<S::Ok, S::Error> {
        let wire_code = code.entry().code();
        if parse(wire_code) == Ok(code) {
            return serializer.serialize_str(wire_code);
        }
        serializer.collect_str(&format_args!("{wire_code}/{}", code.entry().name()))
    }

    /// Reads a code.
    pub fn deserialize<'de, C: Code, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
        // Other formats don't say whether there is a string or a number.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(CodeVisitor(PhantomData))
        } else {
            deserializer.deserialize_str(CodeVisitor(PhantomData))
        }
    }

    /// The row of `text`: a wire code with the name of a variant, or one that a single row has.
    fn parse<C: Code>(text: &str) -> Result<C, ParseCodeError> {
        // The former first: it can't mean another row, whatever codes the catalog has.
        let named = text.rsplit_once('/').and_then(|(wire_code, name)| {
            let is_meant =
                |code: &&C| code.entry().name() == name && code.entry().code() == wire_code;
            C::all().iter().find(is_meant)
        });
        named.copied().map_or_else(|| text.parse(), Ok)
    }

    struct CodeVisitor<C>(PhantomData<C>);

    impl<C: Code> Visitor<'_> for CodeVisitor<C> {
        type Value = C;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "a code of {}", C::CATALOG.path())
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
            parse(text).map_err(E::custom)
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<C, E> {
            self.visit_str(KeptText::of(number).as_str())
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<C, E> {
            self.visit_str(KeptText::of(number).as_str())
        }
    }

    /// Writes a code with its catalog.
    pub fn serialize_of_set<C: CodeSet, S: Serializer>(
        code: C,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}/{}", code.catalog().path(), code.entry().name()))
    }

    /// Reads a code with its catalog.
    pub fn deserialize_of_set<'de, C: CodeSet, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<C, D::Error> {
        deserializer.deserialize_str(SetVisitor(PhantomData))
    }

    struct SetVisitor<C>(PhantomData<C>);

    impl<C: CodeSet> Visitor<'_> for SetVisitor<C> {
        type Value = C;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a code with its catalog, such as `vidu/api/FieldLacking`")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
            let code = text.rsplit_once('/').and_then(|(path, name)| {
                let catalog = C::CATALOGS.iter().find(|catalog| catalog.path() == path)?;
                let mut entries = catalog.entries().iter();
                C::from_row(catalog, entries.position(|entry| entry.name() == name)?)
            });
            code.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }
    }

    /// Implements serde's traits for an enum of words.
    macro_rules! words {
        ($($Word:ident, $expecting:literal;)+) => {$(
            /// As the word that a catalog writes.
            impl Serialize for $Word {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            /// From the word that a catalog writes.
            impl<'de> Deserialize<'de> for $Word {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    struct WordVisitor;

                    impl Visitor<'_> for WordVisitor {
                        type Value = $Word;

                        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                            formatter.write_str($expecting)
                        }

                        fn visit_str<E: Error>(self, word: &str) -> Result<$Word, E> {
                            word.parse().map_err(|_| E::unknown_variant(word, $Word::WORDS))
                        }
                    }

                    deserializer.deserialize_str(WordVisitor)
                }
            }
        )+};
    }

    words! {
        Category, "a category";
        Retry, "a word on retrying";
    }
}
