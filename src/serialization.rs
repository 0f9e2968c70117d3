//! Codes in serde's data model: as their wire code (feature `serde`).
//!
//! The implementations stand in generated code, which may be compiled in other crates, and there a
//! `cfg` would ask for the features of those. So generated code calls a macro of this crate, which
//! expands to the implementations or to nothing.

/// Implements serde's traits for a generated enum, if this crate has the feature `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_serde {
    ($Code:ty) => {
        /// As the wire code.
        impl $crate::__serde::Serialize for $Code {
            fn serialize<S: $crate::__serde::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        /// From a wire code that exactly one row has.
        impl<'de> $crate::__serde::Deserialize<'de> for $Code {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__deserialize(deserializer)
            }
        }
    };
}

/// Implements serde's traits for a generated enum, if this crate has the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_serde {
    ($Code:ty) => {};
}

#[cfg(feature = "serde")]
pub use with_serde::deserialize;

#[cfg(feature = "serde")]
mod with_serde {
    use core::fmt;
    use core::marker::PhantomData;

    use serde::de::{Deserializer, Error, Visitor};
    use serde::{Deserialize, Serialize, Serializer};

    use crate::{Category, Code, Retry};

    /// Reads a wire code.
    pub fn deserialize<'de, C: Code, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
        deserializer.deserialize_str(CodeVisitor(PhantomData))
    }

    struct CodeVisitor<C>(PhantomData<C>);

    impl<C: Code> Visitor<'_> for CodeVisitor<C> {
        type Value = C;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "a code of {}", C::CATALOG.path())
        }

        fn visit_str<E: Error>(self, code: &str) -> Result<C, E> {
            code.parse().map_err(E::custom)
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
