//! The command `error-catalog`.

use std::process::ExitCode;

fn main() -> ExitCode {
    error_catalog::command_line::main()
}
