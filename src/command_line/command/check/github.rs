//! Workflow commands of GitHub Actions, which annotate lines of files:
//! `::error file=…,line=…,col=…::message`.

use crate::command_line::terminal::text::visible;
use crate::generator::{Diagnostic, Diagnostics};

/// All that was found, in order.
pub fn write(found: &Diagnostics) -> String {
    found.iter().map(command).collect()
}

fn command(diagnostic: &Diagnostic) -> String {
    let location = diagnostic.location();
    let mut properties = vec![("file", visible(location.path()))];
    let mut number = |name, number: Option<usize>| {
        properties.extend(number.map(|number| (name, number.to_string())));
    };
    number("line", location.line());
    number("endLine", location.end_line());
    // Columns mean something within one line alone.
    if location.line() == location.end_line() {
        number("col", location.column());
        number("endColumn", location.end_column());
    }
    properties.push(("title", diagnostic.rule().name().to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let severity = diagnostic.severity();
    format!("::{severity} {}::{}\n", properties.join(","), data(&text(diagnostic)))
}

/// What is wrong and what to do, in lines: the annotation doesn't show the place's line.
fn text(diagnostic: &Diagnostic) -> String {
    let related = diagnostic.related().map(|(location, label)| format!("{label}: {location}"));
    let lines = [diagnostic.message(), diagnostic.label().unwrap_or_default()]
        .map(str::to_owned)
        .into_iter()
        .chain(related)
        .chain(diagnostic.help().map(|help| format!("help: {help}")));
    let lines: Vec<String> =
        lines.filter(|line| !line.is_empty()).map(|line| visible(&line)).collect();
    lines.join("\n")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property, write};
    use crate::generator::{Generator, SourceFile};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("50%\r\n::error::x, y"), "50%25%0D%0A::error::x, y");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }

    #[test]
    fn a_problem_is_one_line_whatever_the_file_says() {
        let text = "[catalog]\n\"x\\n::error::y\\u001b%\" = 1\n";
        let file = SourceFile::new("acme/a:b,c.toml", text);
        let (_, found) = Generator::new().source(file).inspect();
        let commands = write(&found);
        assert_eq!(commands.lines().count(), found.len());
        assert!(commands.lines().all(|line| line.starts_with("::error file=acme/a%3Ab%2Cc.toml,")));
        assert!(commands.contains("x\\u{a}::error::y\\u{1b}%25"), "{commands}");
    }
}
