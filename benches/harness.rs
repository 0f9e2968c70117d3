//! Measures several ways of doing the same thing, side by side.
//!
//! The contenders take turns, so that whatever else the machine does disturbs all of them alike. The
//! fastest sample of each counts. Every sample does the same work in the same order.

use std::fmt::Write;
use std::time::{Duration, Instant};

/// How long a sample takes at least.
const SAMPLE: Duration = Duration::from_micros(500);

/// How many samples of each contender are taken.
const SAMPLES: usize = 200;

/// The name of this crate among the contenders.
pub const OURS: &str = "ours";

/// The options on the command line.
pub struct Options {
    /// Check the answers, and measure nothing.
    pub quick: bool,
    markdown: bool,
    only: Vec<String>,
}

impl Options {
    pub fn from_arguments() -> Self {
        let mut options = Self { quick: false, markdown: false, only: Vec::new() };
        for argument in std::env::args().skip(1) {
            match argument.as_str() {
                // Cargo passes it to every benchmark.
                "--bench" => {}
                "--quick" => options.quick = true,
                "--markdown" => options.markdown = true,
                text if !text.starts_with('-') => options.only.push(text.to_owned()),
                _ => {
                    eprintln!(
                        "usage: cargo bench [--bench lookup|message|response] -- [--quick] [--markdown] [PART OF A NAME]...\n\n\
                         --quick     check that all contenders give the same answers, and measure nothing\n\
                         --markdown  print the tables as Markdown"
                    );
                    std::process::exit(2);
                }
            }
        }
        options
    }
}

/// One way of doing it: a function that does the whole work once.
struct Contender<'a> {
    name: String,
    pass: Option<Box<dyn FnMut() + 'a>>,
    best: f64,
}

/// Several ways of doing the same thing.
pub struct Comparison<'a> {
    title: String,
    /// How many operations one pass does.
    operations: usize,
    contenders: Vec<Contender<'a>>,
}

impl<'a> Comparison<'a> {
    pub fn new(title: impl Into<String>, operations: usize) -> Self {
        Self { title: title.into(), operations, contenders: Vec::new() }
    }

    /// Adds a contender. This crate is [`OURS`].
    pub fn add(&mut self, name: &str, pass: impl FnMut() + 'a) -> &mut Self {
        self.contenders.push(Contender {
            name: name.to_owned(),
            pass: Some(Box::new(pass)),
            best: f64::INFINITY,
        });
        self
    }

    /// Adds a contender that isn't measured.
    pub fn add_unmeasured(&mut self, name: &str) -> &mut Self {
        self.contenders.push(Contender { name: name.to_owned(), pass: None, best: f64::NAN });
        self
    }

    /// Measures all contenders.
    pub fn run(mut self, options: &Options) -> Option<Measured> {
        let is_wanted = options.only.is_empty()
            || options.only.iter().any(|part| self.title.contains(part.as_str()));
        if options.quick || !is_wanted {
            return None;
        }
        let mut passes = Vec::new();
        for contender in &mut self.contenders {
            passes.push(contender.pass.as_mut().map_or(0, passes_per_sample));
        }
        for _ in 0..SAMPLES {
            for (contender, &passes) in self.contenders.iter_mut().zip(&passes) {
                if let Some(pass) = &mut contender.pass {
                    let took = time(pass, passes).as_nanos() as f64;
                    contender.best = contender.best.min(took / (passes * self.operations) as f64);
                }
            }
        }
        let times = self.contenders.into_iter().map(|it| (it.name, it.best)).collect();
        eprintln!("measured: {}", self.title);
        Some(Measured { title: self.title, times })
    }
}

fn time(pass: &mut impl FnMut(), passes: usize) -> Duration {
    let start = Instant::now();
    for _ in 0..passes {
        pass();
    }
    start.elapsed()
}

fn passes_per_sample(pass: &mut impl FnMut()) -> usize {
    let mut passes = 1;
    while time(pass, passes) < SAMPLE {
        passes *= 2;
    }
    passes
}

/// Nanoseconds for an operation, by contender.
pub struct Measured {
    title: String,
    times: Vec<(String, f64)>,
}

/// Prints a table with a row for each comparison and a column for each contender: nanoseconds, and
/// the multiple of what this crate takes.
pub fn print(
    options: &Options,
    heading: &str,
    notes: &[&str],
    rows: impl IntoIterator<Item = Option<Measured>>,
) {
    let rows: Vec<Measured> = rows.into_iter().flatten().collect();
    let Some(first) = rows.first() else { return };
    let names = first.times.iter().map(|(name, _)| name.clone());
    let mut table = vec![std::iter::once(String::new()).chain(names).collect::<Vec<_>>()];
    for row in &rows {
        let ours = row.times.iter().find(|(name, _)| name == OURS).map_or(f64::NAN, |it| it.1);
        let cells = row.times.iter().map(|(name, time)| match name.as_str() {
            _ if time.is_nan() => "—".to_owned(),
            OURS => format!("{time:.1}"),
            _ => format!("{time:.1} ({:.1}×)", time / ours),
        });
        table.push(std::iter::once(row.title.clone()).chain(cells).collect());
    }
    println!("\n{heading}, in nanoseconds (and as a multiple of ours)\n");
    print!("{}", if options.markdown { markdown(&table) } else { aligned(&table) });
    for note in notes {
        println!("\n{note}");
    }
}

fn aligned(table: &[Vec<String>]) -> String {
    let width = |column: usize| {
        table.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let mut text = String::new();
    for row in table {
        let mut line = format!("{:<width$}", row[0], width = width(0));
        for (column, cell) in row.iter().enumerate().skip(1) {
            write!(line, "  {cell:>width$}", width = width(column))
                .expect("writing to a string succeeds");
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn markdown(table: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (position, row) in table.iter().enumerate() {
        text += &format!("| {} |\n", row.join(" | "));
        if position == 0 {
            text += &format!("|---|{}\n", "---:|".repeat(row.len() - 1));
        }
    }
    text
}

/// A random number generator (splitmix64) that is the same in every run.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        ((u128::from(mixed) * end as u128) >> 64) as usize
    }
}
