//! What every help text ends with: examples, and the exit statuses.

use crate::command_line::terminal::style::{self, paint};

/// The exit statuses of every command.
const EXIT_STATUS: &str = "
  0  the answer is yes, or was printed
  1  the answer is no: problems found, not formatted, breaking, unknown code
  2  there is no answer: wrong usage, or no such file, catalog or revision";

/// Commands, each with what it does, and the exit statuses.
pub fn text(examples: &[(&str, &str)]) -> String {
    let mut text = paint(style::HEADING, "Examples:");
    for (command, what) in examples {
        text += &format!("\n  {}\n      {what}", paint(style::NAME, command));
    }
    text += &format!("\n\n{}{EXIT_STATUS}", paint(style::HEADING, "Exit status:"));
    text
}
