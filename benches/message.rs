//! Writing a message from its arguments, and reading it back.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::hint::black_box;

use error_catalog_benches::{Comparison, Measured, Options};
use regex::Regex;

mod generated {
    #![allow(dead_code)]
    error_catalog_made::catalog!("messages.toml");
}

/// How many times a pass does what is measured.
const TIMES: usize = 64;

fn repeat<R>(mut action: impl FnMut() -> R) -> impl FnMut() {
    move || {
        for _ in 0..TIMES {
            black_box(action());
        }
    }
}

/// A part of a message, written by hand.
trait Part: fmt::Display + Copy {
    fn push(self, text: &mut String);

    fn write(self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl Part for &str {
    fn push(self, text: &mut String) {
        text.push_str(self);
    }

    fn write(self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self)
    }
}

impl Part for u64 {
    fn push(self, text: &mut String) {
        write!(text, "{self}").expect("writing to a string succeeds");
    }
}

/// Writes into one buffer again and again.
fn into_buffer(write: impl Fn(&mut String)) -> impl FnMut() {
    let mut buffer = String::with_capacity(1024);
    repeat(move || {
        buffer.clear();
        write(&mut buffer);
        black_box(&buffer);
    })
}

/// One message, which all contenders write.
struct Writing<'a> {
    options: &'a Options,
    title: &'a str,
    expected: &'a str,
    /// The template in Go's syntax.
    template: &'a str,
    /// The values of the placeholders.
    values: &'a [(&'a str, String)],
}

impl Writing<'_> {
    /// Measures writing into a buffer with enough room, and into a new `String`.
    #[allow(clippy::too_many_arguments, reason = "one for each contender")]
    fn compare(
        &self,
        ours: impl fmt::Display,
        render: impl Fn() -> String,
        by_hand: impl Fn(&mut dyn Write) -> fmt::Result + Copy,
        push_str: impl Fn(&mut String) + Copy,
        write: impl Fn(&mut String) -> fmt::Result + Copy,
        format: impl Fn() -> String,
        thiserror: impl fmt::Display,
    ) -> [Option<Measured>; 2] {
        let Self { options, title, expected, template, values } = *self;
        let mut engine = gtmpl::Template::default();
        engine.parse(template).expect("a template");
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), gtmpl::Value::from(value.as_str())));
        let values = gtmpl::Context::from(values.collect::<HashMap<String, gtmpl::Value>>());
        let by_hand = ByHand(by_hand);

        let written = |write: &dyn Fn(&mut String)| {
            let mut text = String::new();
            write(&mut text);
            assert_eq!(text, expected);
        };
        written(&|text| write!(text, "{ours}").expect("writing to a string succeeds"));
        written(&|text| write!(text, "{by_hand}").expect("writing to a string succeeds"));
        written(&|text| push_str(text));
        written(&|text| write(text).expect("writing to a string succeeds"));
        written(&|text| *text = format());
        written(&|text| *text = render());
        written(&|text| write!(text, "{thiserror}").expect("writing to a string succeeds"));
        written(&|text| *text = engine.render(&values).expect("writing to a string succeeds"));

        let mut reused = Comparison::new(format!("{title}, into a buffer"), TIMES);
        reused.add("copy", into_buffer(|text| text.push_str(black_box(expected))));
        reused.add(
            "ours",
            into_buffer(|text| {
                write!(text, "{}", black_box(&ours)).expect("writing to a string succeeds")
            }),
        );
        reused.add("`push_str`", into_buffer(push_str));
        reused.add(
            "`Display` by hand",
            into_buffer(|text| {
                write!(text, "{}", black_box(&by_hand)).expect("writing to a string succeeds")
            }),
        );
        reused.add(
            "`write!`",
            into_buffer(|text| write(text).expect("writing to a string succeeds")),
        );
        reused.add(
            "thiserror",
            into_buffer(|text| {
                write!(text, "{}", black_box(&thiserror)).expect("writing to a string succeeds")
            }),
        );
        let (engine, values) = (&engine, &values);
        let mut bytes = Vec::with_capacity(1024);
        reused.add(
            "gtmpl",
            repeat(move || {
                bytes.clear();
                engine.execute(&mut bytes, values).expect("writing to a string succeeds");
                black_box(&bytes);
            }),
        );

        let mut new = Comparison::new(format!("{title}, to a `String`"), TIMES);
        new.add("copy", repeat(|| black_box(expected).to_owned()));
        new.add(
            "`push_str`",
            repeat(|| {
                let mut text = String::new();
                push_str(&mut text);
                text
            }),
        );
        new.add("ours", repeat(&render));
        new.add("`to_string` of ours", repeat(|| black_box(&ours).to_string()));
        new.add("`Display` by hand", repeat(|| black_box(&by_hand).to_string()));
        new.add("`format!`", repeat(&format));
        new.add("thiserror", repeat(|| black_box(&thiserror).to_string()));
        new.add("gtmpl", repeat(|| engine.render(values).expect("writing to a string succeeds")));
        [reused.run(options), new.run(options)]
    }
}

/// `Display` written by hand: one call for each part.
struct ByHand<F>(F);

impl<F: Fn(&mut dyn Write) -> fmt::Result> fmt::Display for ByHand<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)(formatter)
    }
}

macro_rules! writing {
    (
        $options:expr, $title:literal, $Value:ty, $ours:ident { $($name:ident: $value:literal),* },
        $format:literal, [$($segment:expr),*], $template:literal
    ) => {{
        #[derive(Debug, thiserror::Error)]
        #[error($format)]
        struct WithThiserror<V: fmt::Display> {
            $($name: V,)*
        }

        $(let $name: $Value = $value;)*
        let values = ($($name,)*);
        let writing = Writing {
            options: $options,
            title: $title,
            expected: &format!($format),
            template: $template,
            values: &[$((stringify!($name), $value.to_string())),*],
        };
        writing.compare(
            $ours { $($name),* },
            {
                let ours = $ours { $($name),* };
                move || black_box(&ours).render()
            },
            |text| {
                let ($($name,)*) = *black_box(&values);
                $(Part::write($segment, text)?;)*
                Ok(())
            },
            |text| {
                let ($($name,)*) = *black_box(&values);
                $(Part::push($segment, text);)*
            },
            |text| {
                let ($($name,)*) = *black_box(&values);
                write!(text, $format)
            },
            || {
                let ($($name,)*) = *black_box(&values);
                format!($format)
            },
            WithThiserror { $($name),* },
        )
    }};
}

/// Measures reading `message`, which is of the template if there are `values`.
fn reading<'a, const N: usize>(
    options: &Options,
    title: &str,
    message: &'a str,
    values: Option<[&'a str; N]>,
    by_hand: impl Fn(&'a str) -> Option<[&'a str; N]>,
    ours: impl Fn(&'a str) -> Option<[&'a str; N]>,
    pattern: &str,
) -> Option<Measured> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let by_pattern = |message: &'a str| -> Option<[&'a str; N]> {
        let captures = pattern.captures(message)?;
        let mut values = [""; N];
        for (position, value) in values.iter_mut().enumerate() {
            *value = captures.get(position + 1)?.as_str();
        }
        Some(values)
    };
    assert_eq!(by_hand(message), values);
    assert_eq!(ours(message), values);
    assert_eq!(by_pattern(message), values);
    let mut comparison = Comparison::new(title, TIMES);
    comparison.add("by hand", repeat(|| by_hand(black_box(message))));
    comparison.add("ours", repeat(|| ours(black_box(message))));
    comparison.add("regex", repeat(|| by_pattern(black_box(message))));
    comparison.run(options)
}

fn main() {
    use error_catalog::vidu::api::FieldLacking;
    use generated::made::codes::{AudioTooLong, NoCapacity};

    let options = Options::from_arguments();
    let rows = [
        writing!(
            &options,
            "one value",
            &str,
            FieldLacking { fields: "prompt" },
            "field is missing or empty: {fields}",
            ["field is missing or empty: ", fields],
            "field is missing or empty: {{.fields}}"
        ),
        writing!(
            &options,
            "two values",
            &str,
            AudioTooLong { seconds: "17.5", limit: "15" },
            "audio is {seconds} seconds long, at most {limit} are allowed",
            ["audio is ", seconds, " seconds long, at most ", limit, " are allowed"],
            "audio is {{.seconds}} seconds long, at most {{.limit}} are allowed"
        ),
        writing!(
            &options,
            "two numbers",
            u64,
            AudioTooLong { seconds: 7265, limit: 900 },
            "audio is {seconds} seconds long, at most {limit} are allowed",
            ["audio is ", seconds, " seconds long, at most ", limit, " are allowed"],
            "audio is {{.seconds}} seconds long, at most {{.limit}} are allowed"
        ),
        writing!(
            &options,
            "nine values",
            &str,
            NoCapacity {
                job: "a81f",
                user: "acme",
                count: "4",
                model: "H100",
                region: "eu-west",
                zone: "eu-west-2",
                free: "3",
                total: "128",
                time: "17:45"
            },
            "job {job} of {user} needs {count} {model} in {region}, {zone} has {free} of {total} until {time}",
            [
                "job ", job, " of ", user, " needs ", count, " ", model, " in ", region, ", ",
                zone, " has ", free, " of ", total, " until ", time
            ],
            "job {{.job}} of {{.user}} needs {{.count}} {{.model}} in {{.region}}, {{.zone}} has {{.free}} of {{.total}} until {{.time}}"
        ),
    ];
    let notes =
        ["gtmpl is a port of Go's text/template. Its template is parsed before it is measured."];
    let (reused, new): (Vec<_>, Vec<_>) = rows.into_iter().map(<(_, _)>::from).unzip();
    error_catalog_benches::print(&options, "Writing a message into a buffer", &notes, reused);
    error_catalog_benches::print(&options, "Writing a message to a `String`", &notes, new);

    let one = |message| FieldLacking::parse(message).map(|FieldLacking { fields }| [fields]);
    let one_by_hand =
        |message: &'static str| Some([message.strip_prefix("field is missing or empty: ")?]);
    let one_pattern = r"(?s)\Afield is missing or empty: (.*)\z";
    let two = |message| {
        AudioTooLong::parse(message).map(|AudioTooLong { seconds, limit }| [seconds, limit])
    };
    let two_by_hand = |message: &'static str| {
        let values = message.strip_prefix("audio is ")?.strip_suffix(" are allowed")?;
        values.split_once(" seconds long, at most ").map(<[&str; 2]>::from)
    };
    let two_pattern = r"(?s)\Aaudio is (.*?) seconds long, at most (.*) are allowed\z";
    let nine = |message| {
        let it = NoCapacity::parse(message)?;
        Some([it.job, it.user, it.count, it.model, it.region, it.zone, it.free, it.total, it.time])
    };
    let nine_by_hand = |message: &'static str| {
        let (job, rest) = message.strip_prefix("job ")?.split_once(" of ")?;
        let (user, rest) = rest.split_once(" needs ")?;
        let (count, rest) = rest.split_once(" ")?;
        let (model, rest) = rest.split_once(" in ")?;
        let (region, rest) = rest.split_once(", ")?;
        let (zone, rest) = rest.split_once(" has ")?;
        let (free, rest) = rest.split_once(" of ")?;
        let (total, time) = rest.split_once(" until ")?;
        Some([job, user, count, model, region, zone, free, total, time])
    };
    let nine_pattern = r"(?s)\Ajob (.*?) of (.*?) needs (.*?) (.*?) in (.*?), (.*?) has (.*?) of (.*?) until (.*)\z";
    let rows = [
        reading(
            &options,
            "one value",
            "field is missing or empty: prompt",
            Some(["prompt"]),
            one_by_hand,
            one,
            one_pattern,
        ),
        reading(
            &options,
            "two values",
            "audio is 17.5 seconds long, at most 15 are allowed",
            Some(["17.5", "15"]),
            two_by_hand,
            two,
            two_pattern,
        ),
        reading(
            &options,
            "nine values",
            "job a81f of acme needs 4 H100 in eu-west, eu-west-2 has 3 of 128 until 17:45",
            Some(["a81f", "acme", "4", "H100", "eu-west", "eu-west-2", "3", "128", "17:45"]),
            nine_by_hand,
            nine,
            nine_pattern,
        ),
        reading(
            &options,
            "another message",
            "audio is not among the inputs",
            None,
            two_by_hand,
            two,
            two_pattern,
        ),
    ];
    error_catalog_benches::print(&options, "Reading a message", &[], rows);
}
