//! `completions` and `man`: what packages of the command contain beside it.

use std::io;

use clap::Command;
use clap_complete::Shell;

use crate::command_line::Outcome;
use crate::command_line::command::examples;
use crate::command_line::terminal::console::Console;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    (
        "error-catalog completions bash > ~/.local/share/bash-completion/completions/error-catalog",
        "completes the commands and options in bash",
    ),
]))]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(&self, mut command: Command, console: &mut Console) -> io::Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "error-catalog", &mut script);
        console.print(&String::from_utf8_lossy(&script))?;
        Ok(Outcome::Yes)
    }
}

/// Print the manual page, or that of a command
#[derive(Debug, clap::Args)]
#[command(after_help = examples::text(&[
    ("error-catalog man > error-catalog.1", "the page with all commands"),
    ("error-catalog man decode | man -l -", "reads the page of a command"),
]))]
pub struct Man {
    /// A command
    command: Option<String>,
}

impl Man {
    pub fn run(&self, mut command: Command, console: &mut Console) -> io::Result<Outcome> {
        command.build();
        if let Some(name) = &self.command {
            let Some(found) = command.find_subcommand(name) else {
                let hint = "`error-catalog --help` lists the commands".to_owned();
                console.complain(&format!("unknown command `{name}`"), &[hint]);
                return Ok(Outcome::Unanswered);
            };
            command = found.clone();
        }
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        console.print(&String::from_utf8_lossy(&page))?;
        Ok(Outcome::Yes)
    }
}
