//! What is generated grows with the codes, and the time of a check with the file, and not faster.

use std::fmt::Write;
use std::time::{Duration, Instant};

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
fn generated_text_grows_linearly() {
    let (small, large) = (generate(400).len(), generate(4000).len());
    assert!(large <= small * 10, "{small} bytes for 400 codes, {large} for 4,000");
}

#[test]
fn lookup_tables_grow_linearly() {
    for count in [10, 100, 1000, 4000] {
        let rust = generate(count);
        let slots = list(&rust, "SLOTS").matches("    Slot").count();
        let pilots = if count > 64 { list(&rust, "PILOTS").matches(',').count() } else { 0 };
        assert!(slots >= count && slots <= count * 5, "{slots} slots for {count} codes");
        assert!(pilots <= count, "{pilots} pilots for {count} codes");
    }
}

/// How long it takes to check a catalog of this text; of several times, the shortest.
fn time_of_check(text: &str) -> Duration {
    let time = || {
        let file = SourceFile::new("acme/api.toml", text);
        let start = Instant::now();
        let (_, found) = Generator::new().source(file).inspect();
        let text = found.to_string();
        assert!(text.len() < 1 << 30);
        start.elapsed()
    };
    (0..3).map(|_| time()).min().expect("a time")
}

/// Files that repeat something `count` times, and the name of what they repeat.
fn repetitive(count: usize) -> Vec<(&'static str, String)> {
    let head = "[catalog]\ntitle = 't'\ndescription = 'd'\nsource = 's'\n";
    let entry = "description = 'd'\ncategory = 'unknown'\nretry = 'never'\n";
    let repeated = |part: &dyn Fn(usize) -> String| {
        (0..count).fold(String::new(), |mut text, number| {
            let _ = write!(text, "{}", part(number));
            text
        })
    };
    let message = |text: &str| format!("{head}[codes.A]\nmessage = \"{text}\"\n{entry}");
    vec![
        ("a section", format!("{head}{}", repeated(&|_| format!("[codes.A]\n{entry}")))),
        ("a field", format!("{head}[codes.A]\n{}", repeated(&|_| "title = 't'\n".to_owned()))),
        (
            "an unknown field",
            format!("{head}[codes.A]\n{entry}{}", repeated(&|it| format!("x{it} = 1\n"))),
        ),
        (
            "an entry",
            format!(
                "{head}{}",
                repeated(&|it| format!("[codes.E{it}]\nmessage = 'a {{{{.b}}}} {it}'\n{entry}"))
            ),
        ),
        (
            "an entry of one code",
            format!(
                "{head}{}",
                repeated(&|it| format!(
                    "[codes.E{it}]\ncode = 'a'\nmessage = 'a {{{{.b}}}} {it}'\n{entry}"
                ))
            ),
        ),
        (
            "a broken entry in one line",
            format!("{head}[codes]\nA = {{ {} }}\n", repeated(&|it| format!("x{it} = 1, "))),
        ),
        (
            "entries in one line",
            format!("{head}codes = {{ {} }}\n", repeated(&|it| format!("E{it} = {{}}, "))),
        ),
        (
            "a broken item",
            format!("{head}[codes.A]\ncauses = [{}]\n{entry}", repeated(&|_| "1,".to_owned())),
        ),
        (
            "a family",
            format!(
                "{head}{}",
                repeated(&|it| format!(
                    "[codes.\"A_{{{{.b}}}}_{it}\"]\nvariant = \"E{it}\"\n{entry}"
                ))
            ),
        ),
        ("an unclosed placeholder", message(&"{{.a ".repeat(count))),
        ("a broken placeholder", message(&"{{a}} ".repeat(count))),
        ("a placeholder", message(&repeated(&|it| format!("{{{{.a{it}}}}} ")))),
        ("a foreign placeholder", message(&"%s {a} <b> ".repeat(count))),
        ("an escape", message(&"\\u00e9\\n".repeat(count))),
        ("a bracket", format!("{head}x = {}", "[".repeat(count))),
        ("a dot in a key", format!("{head}[codes.A{}]\n{entry}", ".a".repeat(count))),
        (
            "a bracket in a body",
            format!(
                "{head}[response]\nbody = '{}{{{{.code}}}}'\n[codes.A]\n{entry}",
                "[".repeat(count)
            ),
        ),
    ]
}

/// Sixteen times the text takes about sixteen times as long, where it would be 256 times if the time
/// grew with the square.
#[test]
fn check_time_grows_linearly() {
    const FACTOR: usize = 16;
    for ((name, small), (_, large)) in repetitive(100).into_iter().zip(repetitive(100 * FACTOR)) {
        let ratio = || {
            let (small, large) = (time_of_check(&small), time_of_check(&large));
            // What takes no time at all can't be compared.
            large.as_secs_f64() / small.as_secs_f64().max(50e-6)
        };
        // What else the machine does can make one comparison look bad, but not all of them.
        assert!((0..5).any(|_| ratio() < 80.0), "{name}");
    }
}
