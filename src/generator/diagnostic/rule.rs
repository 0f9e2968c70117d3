//! The rules of the catalog format, each with the name under which a breach is reported.

/// How much a broken rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The catalog is wrong, and no code is generated.
    Error,
    /// The catalog is probably not what its author meant.
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

            /// What the rule requires, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $($(Self::$Rule => $meaning.trim_ascii(),)+)+
                }
            }

            /// How much a breach of the rule matters.
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
        /// A catalog is in the folder that is read, not somewhere else with a link to it.
        OutsideLink = "outside-link",
        /// A catalog is at `<vendor>/<scope>.toml`, no higher and no deeper.
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
        /// A key with dots in it is in quotes.
        UnquotedKey = "unquoted-key",
        /// Every field is one that the format knows.
        UnknownField = "unknown-field",
        /// No required field is missing.
        MissingField = "missing-field",
        /// The value of a field has the field's type.
        WrongType = "wrong-type",
        /// No text, list or table is empty.
        EmptyValue = "empty-value",
        /// A number is in its range.
        OutOfRange = "out-of-range",
        /// A field with fixed words has one of them.
        UnknownWord = "unknown-word",
        /// A text other than a message starts and ends with something visible.
        SurroundingWhitespace = "surrounding-whitespace",
        /// A text has no control characters; line breaks only where the field may have lines.
        ControlCharacter = "control-character",
        /// A text has no characters that change the direction of the text around them.
        BidirectionalOverride = "bidirectional-override",
        /// A list has no item twice.
        DuplicateItem = "duplicate-item",
        /// A pointer is one of RFC 6901, or has `*` in the place of a whole part.
        InvalidPointer = "invalid-pointer",
        /// The name of a header is one of HTTP, in lower case.
        InvalidHeader = "invalid-header",
        /// A month is a year and a number from 01 to 12.
        InvalidMonth = "invalid-month",
        /// No state is in two of the lists `running`, `succeeded` and `failed`.
        DuplicateState = "duplicate-state",
        /// No code that means "no error" is the code of an entry.
        NoErrorCode = "no-error-code",
        /// A body is JSON in which the pointers find what it writes.
        InvalidBody = "invalid-body",
        /// A catalog has no more codes than its tables can hold.
        TooManyCodes = "too-many-codes",
        /// A key that can't become a Rust name has a `variant`.
        NeedsVariant = "needs-variant",
        /// A variant is a Rust name in PascalCase.
        InvalidVariant = "invalid-variant",
        /// The struct of a message with placeholders does not hide a name that generated code uses.
        ReservedName = "reserved-name",
        /// No two variants have the same name, even if letter case and underscores are ignored.
        DuplicateVariant = "duplicate-variant",
        /// No two entries have the same code, status and message.
        DuplicateEntry = "duplicate-entry",
        /// An entry without a code has a status or a message, or is that of tasks which fail without a code.
        NothingToMatch = "nothing-to-match",
        /// A family of codes starts with text that all of them have.
        FamilyWithoutStart = "family-without-start",
        /// No two families that start alike also end alike.
        AmbiguousFamily = "ambiguous-family",
        /// Another spelling of a code is not the code of another entry.
        OtherCode = "other-code",
        /// The code of a retired entry is not used again.
        RetiredCode = "retired-code",
        /// A version is a semantic version of three numbers.
        InvalidVersion = "invalid-version",
        /// A placeholder is opened, named and closed.
        InvalidPlaceholder = "invalid-placeholder",
        /// Between two placeholders is text that tells their values apart.
        AdjacentPlaceholders = "adjacent-placeholders",
        /// No two placeholders of a template become the same field.
        PlaceholderConflict = "placeholder-conflict",
        /// A template has at most 16 different placeholders.
        TooManyPlaceholders = "too-many-placeholders",
    }

    Warning {
        /// A code has no characters that are invisible or look like ASCII ones.
        ConfusableCode = "confusable-code",
        /// A message has no placeholders in another notation, such as `%s` or `{name}`.
        ForeignPlaceholder = "foreign-placeholder",
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
