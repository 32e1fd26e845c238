//! `runwright`: the engine of the page in a terminal and in CI.
//!
//! Answers go to stdout, everything else to stderr. Exit codes: 0 fine, 1 the input is understood and has errors,
//! 2 the command cannot be carried out.

mod args;
mod capacity;
mod check;
mod diagnose;
mod help;
mod import;
mod input;
mod output;
mod render;
mod set;

use std::process::ExitCode;

use args::{Command, Failure};
use output::Exit;

fn main() -> ExitCode {
    let (lang, parsed) = args::parse(std::env::args_os());
    let done = parsed.and_then(|command| match command {
        Command::Help(topic) => {
            output::answer(help::text(topic).get(lang));
            Ok(Exit::Fine)
        }
        Command::Version => {
            output::answer(concat!("runwright ", env!("CARGO_PKG_VERSION"), "\n"));
            Ok(Exit::Fine)
        }
        Command::Render(ask) => render::run(&ask, lang),
        Command::Capacity(ask) => capacity::run(&ask, lang),
        Command::Diagnose(ask) => diagnose::run(&ask, lang),
        Command::Check(ask) => check::run(&ask, lang),
        Command::Import(ask) => import::run(&ask, lang),
        Command::Set(ask) => set::run(&ask, lang),
    });
    let exit = done.unwrap_or_else(|Failure { message, hint }| {
        let hint = if hint.is_empty() {
            String::new()
        } else {
            ["\n  ", &hint].concat()
        };
        output::note(&["runwright: ", &message, &hint, "\n"].concat());
        Exit::Unusable
    });
    ExitCode::from(exit.code())
}
