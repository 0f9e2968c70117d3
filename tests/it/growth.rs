//! What is generated grows with the codes, and not faster.

use error_catalog::generator::{Generator, SourceFile};

/// The Rust of a catalog of `count` codes, one in ten of which has a template.
fn generate(count: usize) -> String {
    let mut text =
        String::from("[catalog]\ntitle = \"Acme\"\ndescription = \"Errors.\"\nsource = \"Acme\"\n");
    for number in 0..count {
        let place = if number % 10 == 0 { "{{.place}} or {{.other}}" } else { "there" };
        text += &format!(
            "\n[codes.ANVIL_{number:05}_IS_MISSING]\nstatus = {}\nmessage = \"no anvil {number:05} in \
             {place}\"\ndescription = \"Anvil {number:05} is missing\"\ncategory = \"not-found\"\n\
             retry = \"never\"\n",
            400 + number % 100
        );
    }
    let file = SourceFile::new("catalogs/acme/api.toml", &text);
    Generator::new().source(file).generate().expect("no problems")
}

/// The text of the list of the static `name`.
fn list<'r>(rust: &'r str, name: &str) -> &'r str {
    let (_, list) = rust.split_once(&format!("static {name}: ")).expect("the static");
    let (_, list) = list.split_once("= ").expect("a value");
    list.split_once("];").map_or(list, |(list, _)| list)
}

#[test]
fn the_generated_text_grows_in_proportion_to_the_codes() {
    let (small, large) = (generate(400).len(), generate(4000).len());
    assert!(large <= small * 10, "{small} bytes for 400 codes, {large} for 4,000");
}

#[test]
fn the_tables_of_the_lookup_grow_in_proportion_to_the_codes() {
    for count in [10, 100, 1000, 4000] {
        let rust = generate(count);
        let slots = list(&rust, "SLOTS").matches("),").count();
        let pilots = if count > 64 { list(&rust, "PILOTS").matches(',').count() } else { 0 };
        assert!(slots >= count && slots <= count * 5, "{slots} slots for {count} codes");
        assert!(pilots <= count, "{pilots} pilots for {count} codes");
    }
}
