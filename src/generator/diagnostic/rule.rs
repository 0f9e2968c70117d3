//! The rules that a catalog obeys, each with the name under which a breach is reported.

/// How much a broken rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The catalog is wrong: nothing can be made of it.
    Error,
    /// The catalog is probably not what was meant.
    Warning,
}

impl Severity {
    /// The word before the name of the rule: `error` or `warning`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.as_str())
    }
}

macro_rules! rules {
    ($(
        $Severity:ident {
            $( #[doc = $meaning:literal] $Rule:ident = $name:literal, )+
        }
    )+) => {
        /// A rule of the catalog format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $( $( #[doc = $meaning] $Rule, )+ )+
        }

        impl Rule {
            /// Every rule, in the order in which they are checked.
            pub const ALL: &'static [Self] = &[$($(Self::$Rule),+),+];

            /// The name under which a breach is reported: `unknown-field`.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$Rule => $name,)+)+
                }
            }

            /// What the rule demands, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $($(Self::$Rule => $meaning.trim_ascii(),)+)+
                }
            }

            /// How much it matters that the rule is broken.
            pub const fn severity(self) -> Severity {
                match self {
                    $($(Self::$Rule)|+ => Severity::$Severity,)+
                }
            }
        }
    };
}

rules! {
    Error {
        /// There is at least one catalog.
        NoCatalogs = "no-catalogs",
        /// Every file and folder can be read.
        Unreadable = "unreadable",
        /// A catalog lies at `<vendor>/<scope>.toml`, no higher and no deeper.
        MisplacedFile = "misplaced-file",
        /// The names of folders and files are Rust module names: lower-case identifiers, no keywords.
        InvalidPath = "invalid-path",
        /// No two paths become the same Rust module.
        PathConflict = "path-conflict",
        /// A catalog is UTF-8.
        NotUtf8 = "not-utf8",
        /// A catalog does not start with a byte-order mark.
        ByteOrderMark = "byte-order-mark",
        /// A catalog has content.
        EmptyFile = "empty-file",
        /// A catalog is valid TOML.
        InvalidToml = "invalid-toml",
        /// A field is one of those that the format knows.
        UnknownField = "unknown-field",
        /// A required field is there.
        MissingField = "missing-field",
        /// A field has a value of its type.
        WrongType = "wrong-type",
        /// A text, a list or a table has content.
        EmptyValue = "empty-value",
        /// A number is in its range.
        OutOfRange = "out-of-range",
        /// A field with fixed words has one of them.
        UnknownWord = "unknown-word",
        /// A text starts and ends with something that can be seen.
        SurroundingBlanks = "surrounding-blanks",
        /// A text has no control characters; line breaks only where the field may have lines.
        ControlCharacter = "control-character",
        /// A text has no characters that change the direction of what surrounds them.
        BidirectionalOverride = "bidirectional-override",
        /// A response pointer is an RFC 6901 pointer.
        InvalidPointer = "invalid-pointer",
        /// A catalog has a number of codes that its tables can hold.
        TooManyCodes = "too-many-codes",
        /// A key that can't become a Rust name has a `variant`.
        NeedsVariant = "needs-variant",
        /// A variant is a Rust name in PascalCase.
        InvalidVariant = "invalid-variant",
        /// The struct of a message with placeholders does not hide a name that generated code uses.
        ReservedName = "reserved-name",
        /// No two variants have the same name, also when letter case and underscores don't count.
        DuplicateVariant = "duplicate-variant",
        /// No two entries have the same code, status and message.
        DuplicateEntry = "duplicate-entry",
        /// The code of a retired entry is not used again.
        RetiredCode = "retired-code",
        /// A version is a semantic version of three numbers.
        InvalidVersion = "invalid-version",
        /// A placeholder is opened, named and closed.
        InvalidPlaceholder = "invalid-placeholder",
        /// Between two placeholders stands text that tells their values apart.
        AdjacentPlaceholders = "adjacent-placeholders",
        /// Two names in a template don't become the same field.
        PlaceholderConflict = "placeholder-conflict",
        /// A template has at most 16 different placeholders.
        TooManyPlaceholders = "too-many-placeholders",
    }

    Warning {
        /// A description says something that the message doesn't.
        DescriptionRepeatsMessage = "description-repeats-message",
        /// A status is one that is registered with IANA for errors.
        UnusualStatus = "unusual-status",
        /// A 429 or a 5xx isn't `never`, unless a text says whom to contact.
        TemporaryButNever = "temporary-but-never",
        /// A 4xx is `later` only where a text or the category says that waiting helps.
        LaterWithoutWait = "later-without-wait",
        /// No message can be one of two entries with the same code and status.
        AmbiguousMessage = "ambiguous-message",
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.name())
    }
}
