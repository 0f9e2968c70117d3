//! What the benchmarks compare: the same codes in the form of every peer.
//!
//! A set of codes is a shipped catalog, named by its path (`"novita/gpu"`), or a made one, named by
//! its size (`1000`).

#[allow(dead_code, reason = "the binary needs more of it")]
mod codes;

use std::collections::HashSet;
use std::path::Path;

use error_catalog::generator::{CatalogModel, Generator, SourceFile};
use proc_macro::TokenStream;

/// `lookups!(set: peer, peer...)`: a module for each peer, each with a function
/// `find(&str) -> Option<u16>` from a code to its position, and `CODES`, the codes with their
/// positions.
#[proc_macro]
pub fn lookups(input: TokenStream) -> TokenStream {
    let input = input.to_string();
    let (set, peers) = input.split_once(':').expect("a set, a colon and peers");
    let codes = set_of(set.trim());
    let arms = |separator: &str, end: &str| -> String {
        codes.iter().map(|(code, position)| format!("{code:?}{separator}{position}{end}")).collect()
    };
    let mut items = format!(
        "pub const CODES: &[(&str, u16)] = &[{}];",
        codes.iter().map(|(code, position)| format!("({code:?}, {position}),")).collect::<String>()
    );
    for peer in peers.split(',').map(str::trim) {
        let (before, body) = match peer {
            "matched" => (
                String::new(),
                format!("Some(match code {{ {} _ => return None }})", arms(" => ", ",")),
            ),
            "phf" => (
                format!(
                    "static MAP: ::phf::Map<&str, u16> = ::phf::phf_map! {{ {} }};",
                    arms(" => ", "u16,")
                ),
                "MAP.get(code).copied()".to_owned(),
            ),
            "strum" => {
                (strum("", &codes), "code.parse().ok().map(|code: Code| code as u16)".to_owned())
            }
            "strum_phf" => (
                strum("#[strum(use_phf)]", &codes),
                "code.parse().ok().map(|code: Code| code as u16)".to_owned(),
            ),
            "hashify" => (
                String::new(),
                format!(
                    "::hashify::map! {{ code.as_bytes(), u16, {} }}.copied()",
                    arms(" => ", ",")
                ),
            ),
            other => panic!("no peer is called `{other}`"),
        };
        items += &format!(
            "pub mod {peer} {{ {before} #[inline] pub fn find(code: &str) -> Option<u16> {{ {body} }} }}"
        );
    }
    items.parse().expect("Rust")
}

/// `each_catalog!(callback)`: `callback!` with `(module, set, vendor::scope, title);` for every
/// shipped catalog that has codes.
#[proc_macro]
pub fn each_catalog(callback: TokenStream) -> TokenStream {
    let catalogs = check_shipped("");
    let sets = catalogs.iter().map(|catalog| {
        let (path, set) = (catalog.path(), set_of(&format!("{:?}", catalog.path())));
        let [module, item] = ["_", "::"].map(|separator| path.replace('/', separator));
        (set.len(), format!("({module}, {path:?}, {item}, \"{path} ({})\");", set.len()))
    });
    let mut sets: Vec<(usize, String)> = sets.filter(|(count, _)| *count > 1).collect();
    sets.sort();
    let sets: String = sets.into_iter().map(|(_, set)| set).collect();
    format!("{callback}! {{ {sets} }}").parse().expect("Rust")
}

fn strum(attribute: &str, codes: &[(String, u16)]) -> String {
    let variants: String = codes
        .iter()
        .map(|(code, position)| {
            format!("#[strum(serialize = {code:?})] Code{position} = {position},")
        })
        .collect();
    format!(
        "#[derive(Clone, Copy, ::strum::EnumString)] #[repr(u16)] {attribute} enum Code {{ {variants} }}"
    )
}

/// `catalog!(set)` and `catalog!("file.toml")`: the generated code of a made catalog, or of a file
/// beside the benchmarks, as the module `made::codes`.
#[proc_macro]
pub fn catalog(input: TokenStream) -> TokenStream {
    let set = input.to_string();
    let toml = match set.parse() {
        Ok(count) => codes::catalog(&codes::codes(count, true)),
        Err(_) => {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(set.trim_matches('"'));
            std::fs::read_to_string(path).expect("a catalog")
        }
    };
    let file = SourceFile::new("catalogs/made/codes.toml", toml);
    let rust = Generator::new().source(file).generate();
    rust.unwrap_or_else(|error| panic!("{error}")).parse().expect("Rust")
}

/// The different codes of a set, each with the position of its first row.
fn set_of(set: &str) -> Vec<(String, u16)> {
    let codes: Vec<String> = match set.parse() {
        Ok(count) => codes::codes(count, true).into_iter().map(|code| code.wire).collect(),
        Err(_) => shipped(set.trim_matches('"')),
    };
    let mut seen = HashSet::new();
    let positions = 0..=u16::MAX;
    // A row without a code isn't found by one.
    let with_code = codes.into_iter().zip(positions).filter(|(code, _)| !code.is_empty());
    with_code.filter(|(code, _)| seen.insert(code.clone())).collect()
}

fn shipped(name: &str) -> Vec<String> {
    let (path, wants_messages) =
        name.strip_suffix("#message").map_or((name, false), |path| (path, true));
    let entries = check_shipped(path).into_iter().flat_map(|catalog| catalog.entries);
    entries
        .map(|entry| match entry.message {
            // A family isn't found by a table.
            _ if entry.is_family() => String::new(),
            Some(message) if wants_messages => message.text,
            _ => entry.code,
        })
        .collect()
}

/// The shipped catalog of this path, or all.
fn check_shipped(path: &str) -> Vec<CatalogModel> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogs");
    let input = if path.is_empty() { folder } else { folder.join(path).with_extension("toml") };
    Generator::new().input(input).check().unwrap_or_else(|problems| panic!("{problems}"))
}
