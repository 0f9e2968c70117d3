//! Turns the catalogs into Rust, for each of the names that the library has here.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fmt::Write};

use errors::generator::{Generator, SourceFile};

fn main() -> ExitCode {
    let output = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let facade = Generator::new()
        .input("catalogs")
        .runtime("::facade::deps::error_catalog")
        .output(output.join("by_way_of_facade.rs"))
        .run();
    if facade != ExitCode::SUCCESS {
        return facade;
    }
    let mut generator = Generator::new();
    for scope in 0..120 {
        generator.source(broad(scope));
    }
    generator
        .input("catalogs")
        .source(many())
        .source(plain(255))
        .source(plain(256))
        .source(plain(257))
        .runtime("::errors")
        .run()
}

/// A scope of a vendor that has very many.
fn broad(scope: usize) -> SourceFile {
    let text = format!(
        "[catalog]\ntitle = 'Broad'\ndescription = 'A scope.'\nsource = 'Nowhere'\n\n\
         [codes.CODE_{scope}]\nstatus = 400\ndescription = 'A code.'\ncategory = 'server'\nretry = 'later'\n",
    );
    SourceFile::new(format!("broad/scope_{scope}.toml"), text)
}

/// A catalog of so many codes.
fn plain(count: usize) -> SourceFile {
    let mut text = String::from(
        "[catalog]\ntitle = 'Sized'\ndescription = 'So many codes.'\nsource = 'Nowhere'\n",
    );
    for number in 0..count {
        let _ = write!(
            text,
            "\n[codes.CODE_{number}]\ndescription = 'The code {number}.'\ncategory = 'server'\nretry = 'later'\n",
        );
    }
    SourceFile::new(format!("sized/of_{count}.toml"), text)
}

/// A catalog of 500 templates. Every one begins as others do, and ends as others do.
fn many() -> SourceFile {
    let mut text = String::from(
        "[catalog]\ntitle = 'Many'\ndescription = 'Five hundred templates.'\nsource = 'Nowhere'\n\n\
         [response]\ncode = ['/code']\nmessage = ['/message']\nbody = '{\"code\":{{.code}},\"message\":{{.message}}}'\n",
    );
    for number in 0..500 {
        let (subject, verb) = (["The job", "The file", "Order"][number % 3], number / 3);
        let status = 400 + number % 100;
        let _ = write!(
            text,
            "\n[codes.TEMPLATE_{number}]\nstatus = {status}\n\
             message = '{subject} {{{{.id}}}} failed in step {verb} of {{{{.total}}}}: <<.reason>>'\n\
             description = 'Step {verb} failed.'\ncategory = 'server'\nretry = 'later'\n",
        );
    }
    SourceFile::new("many/templates.toml", text)
}
