//! The fixed words of the catalog format, each list defined once.
//!
//! A row of a list is a variant, the word that catalogs write for it, and its documentation. The
//! parser, the command line and the editor's guide all take the words from here. The build script
//! compiles this module too, so it needs nothing but `core`.

mod category;
mod retry;
mod status;

pub use self::category::Category;
pub use self::retry::Retry;

/// A string isn't a word for a [`Category`] or a [`Retry`].
///
/// ```
/// use error_catalog::Retry;
///
/// assert_eq!("slow-down".parse(), Ok(Retry::SlowDown));
/// assert_eq!(
///     "slowly".parse::<Retry>().unwrap_err().to_string(),
///     "unknown word, expected `resend`, `later`, `slow-down`, `after-change` or `never`",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    expected: &'static [&'static str],
}

impl core::fmt::Display for UnknownWord {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("unknown word, expected ")?;
        for (position, word) in self.expected.iter().enumerate() {
            let separator = match position {
                0 => "",
                _ if position + 1 == self.expected.len() => " or ",
                _ => ", ",
            };
            write!(formatter, "{separator}`{word}`")?;
        }
        Ok(())
    }
}

impl core::error::Error for UnknownWord {}

/// Defines an enum whose variants are words of the catalog format.
macro_rules! vocabulary {
    (
        $(#[$attribute:meta])*
        pub enum $Name:ident {
            $(
                #[doc = $meaning:literal]
                $(#[doc = $more:literal])*
                $Variant:ident = $word:literal,
            )+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $Name {
            $(
                #[doc = $meaning]
                $(#[doc = $more])*
                #[doc = ""]
                #[doc = concat!("Written `", $word, "` in a catalog.")]
                $Variant,
            )+
        }

        impl $Name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The words, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that a catalog writes.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Variant => $word,)+
                }
            }

            /// What the word means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$Variant => $meaning.trim_ascii(),)+
                }
            }
        }

        /// Reads the word that a catalog writes.
        impl core::str::FromStr for $Name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let value = Self::ALL.iter().copied().find(|value| value.as_str() == word);
                value.ok_or($crate::vocabulary::UnknownWord { expected: Self::WORDS })
            }
        }

        impl core::fmt::Display for $Name {
            fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
    };
}

use vocabulary;
