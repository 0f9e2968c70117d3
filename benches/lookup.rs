//! From a code to its variant.
//!
//! All contenders look up the same keys in the same random order. The keys are not where the tables have
//! their codes: like a code that has just been received, they are somewhere else in memory.

use std::collections::HashMap;
use std::hint::black_box;

use error_catalog_benches::{Comparison, Measured, Numbers, Options};

/// How many keys are looked up in a row: more than a branch predictor can memorise.
const KEYS: usize = 1 << 14;

/// A set of codes, with a module for each peer.
macro_rules! set {
    ($module:ident = $set:literal: $($peer:ident),*; $ours:expr) => {
        #[allow(clippy::incompatible_msrv, reason = "hashify needs Rust 1.88")]
        mod $module {
            error_catalog_made::lookups!($set: $($peer),*);

            #[inline]
            pub fn ours(code: &str) -> Option<u16> {
                $ours(code).map(|found| found as u16)
            }
        }
    };
}

/// The sets of the shipped catalogs, and a function that compares them.
macro_rules! shipped {
    ($(($module:ident, $set:literal, $($path:ident)::+, $title:literal);)*) => {
        $(set!($module = $set: matched, phf, strum, strum_phf, hashify; |code| {
            // Several rows can share a code.
            ::error_catalog::$($path)::+::ErrorCode::all_by_code(code).next()
        });)*

        fn compare_shipped(options: &Options) -> Vec<[Option<Measured>; 2]> {
            vec![$(compare!(options, $title, $module)),*]
        }
    };
}

/// The set of a made catalog.
macro_rules! made {
    ($generated:ident, $module:ident = $set:literal: $($peer:ident),*) => {
        mod $generated {
            #![allow(dead_code)]
            error_catalog_made::catalog!($set);
        }
        set!($module = $set: $($peer),*; super::$generated::made::codes::ErrorCode::from_code);
    };
}

// The larger sets are compiled only where something is measured, not by `cargo check`.
made!(generated_250, made_250 = 250: matched, phf, strum, strum_phf, hashify);
#[cfg(not(debug_assertions))]
made!(generated_1000, made_1000 = 1000: matched, phf, strum, strum_phf, hashify);
#[cfg(all(not(debug_assertions), not(match_of_10000)))]
made!(generated_10000, made_10000 = 10000: phf, strum_phf, hashify);
// rustc takes minutes for `match` and for strum: `RUSTFLAGS='--cfg match_of_10000' cargo bench`.
#[cfg(all(not(debug_assertions), match_of_10000))]
made!(generated_10000, made_10000 = 10000: matched, phf, strum, strum_phf, hashify);

/// Keys in the order in which they are looked up. Each has the position of its row, if it has one,
/// and the code that it was made from.
struct Keys {
    text: String,
    keys: Vec<(usize, usize)>,
    positions: Vec<Option<u16>>,
    nearest: Vec<&'static str>,
}

impl Keys {
    fn new(
        codes: &'static [(&'static str, u16)],
        mut key: impl FnMut(&mut Numbers, &'static str) -> String,
        mut position: impl FnMut(&str) -> Option<u16>,
    ) -> Self {
        let mut numbers = Numbers(1);
        let mut keys = Self {
            text: String::new(),
            keys: Vec::new(),
            positions: Vec::new(),
            nearest: Vec::new(),
        };
        while keys.keys.len() < KEYS {
            let (code, _) = codes[numbers.below(codes.len())];
            let key = key(&mut numbers, code);
            keys.keys.push((keys.text.len(), keys.text.len() + key.len()));
            keys.positions.push(position(&key));
            keys.nearest.push(code);
            keys.text += &key;
        }
        keys
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|&(start, end)| &self.text[start..end])
    }

    /// Adds `find` to the comparison, after checking its answers.
    fn add<'a>(
        &'a self,
        comparison: &mut Comparison<'a>,
        name: &str,
        find: impl Fn(&str) -> Option<u16> + 'a,
    ) {
        for (key, &position) in self.iter().zip(&self.positions) {
            assert_eq!(find(key), position, "{name}: {key}");
        }
        comparison.add(name, move || {
            for key in self.iter() {
                black_box(find(black_box(key)));
            }
        });
    }
}

/// A key that is no code: half of them are codes with one letter changed, half are of other vendors.
fn miss(numbers: &mut Numbers, code: &str, is_miss: impl Fn(&str) -> bool) -> String {
    loop {
        let key = if numbers.below(2) == 0 {
            let mut letters = code.as_bytes().to_vec();
            let changed = numbers.below(letters.len());
            letters[changed] =
                b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[numbers.below(52)];
            String::from_utf8(letters).expect("ASCII")
        } else {
            FOREIGN[numbers.below(FOREIGN.len())].to_owned()
        };
        if is_miss(&key) {
            return key;
        }
    }
}

const FOREIGN: &[&str] = &[
    "AccessDenied",
    "AccountProblem",
    "BucketAlreadyExists",
    "EntityTooLarge",
    "ExpiredToken",
    "InternalError",
    "InvalidAccessKeyId",
    "InvalidArgument",
    "NoSuchKey",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
    "SlowDown",
    "ServiceUnavailable",
    "DEADLINE_EXCEEDED",
    "FAILED_PRECONDITION",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "UNAUTHENTICATED",
    "card_declined",
    "idempotency_key_in_use",
    "parameter_invalid_empty",
    "rate_limit",
    "resource_missing",
    "invalid_grant",
    "insufficient_quota",
    "model_not_found",
    "overloaded_error",
];

macro_rules! compare {
    ($options:expr, $title:literal, $set:ident: $($name:literal = $peer:ident),*; $($unmeasured:literal),*) => {{
        let codes = $set::CODES;
        let map: HashMap<&str, u16> = codes.iter().copied().collect();
        let mut sorted = codes.to_vec();
        sorted.sort_unstable();
        let hits = Keys::new(codes, |_, code| code.to_owned(), |key| map.get(key).copied());
        let is_miss = |key: &str| !map.contains_key(key) && $set::ours(key).is_none();
        let misses = Keys::new(codes, |numbers, code| miss(numbers, code, is_miss), |_| None);
        [(&hits, "hits"), (&misses, "misses")].map(|(keys, kind)| {
            let mut comparison = Comparison::new(format!("{}, {kind}", $title), KEYS);
            comparison.add("one `==`", || {
                for (key, nearest) in keys.iter().zip(&keys.nearest) {
                    black_box(black_box(key) == *nearest);
                }
            });
            keys.add(&mut comparison, "ours", $set::ours);
            $(keys.add(&mut comparison, $name, $set::$peer::find);)*
            $(comparison.add_unmeasured($unmeasured);)*
            keys.add(&mut comparison, "HashMap", |key| map.get(key).copied());
            keys.add(&mut comparison, "binary search", |key| {
                let found = sorted.binary_search_by_key(&key, |(code, _)| code);
                found.ok().map(|position| sorted[position].1)
            });
            comparison.run($options)
        })
    }};
    ($options:expr, $title:literal, $set:ident) => {
        compare!($options, $title, $set: "hashify" = hashify, "phf" = phf, "strum+phf" = strum_phf,
            "`match`" = matched, "strum" = strum;)
    };
}

error_catalog_made::each_catalog!(shipped);

fn main() {
    let options = Options::from_arguments();
    let mut rows = compare_shipped(&options);
    rows.push(compare!(&options, "made (250)", made_250));
    #[cfg(not(debug_assertions))]
    let larger = [
        compare!(&options, "made (1,000)", made_1000),
        #[cfg(not(match_of_10000))]
        compare!(&options, "made (10,000)", made_10000: "hashify" = hashify, "phf" = phf,
            "strum+phf" = strum_phf; "`match`", "strum"),
        #[cfg(match_of_10000)]
        compare!(&options, "made (10,000)", made_10000),
    ];
    #[cfg(debug_assertions)]
    let larger: [[Option<Measured>; 2]; 0] = [];
    let notes = [
        "—: not measured at this size, because rustc takes minutes. strum without phf is a `match` as well.",
    ];
    error_catalog_benches::print(
        &options,
        "Looking up a code",
        &notes,
        rows.into_iter().chain(larger).flatten(),
    );
}
