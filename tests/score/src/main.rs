//! Runs test vectors through the engine, and files through what opens them, and counts what comes out as expected.

// Faults go to the terminal: this is a program, not part of the library.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod compare;
mod corpus;
mod errors;
mod vectors;

use std::io::Write;
use std::process::ExitCode;

const USAGE: &str = "usage: score vectors FILE [--family NAME[/OP]]...\n       score packing FILE\n       score corpus DIR [--list]\n       score errors FILE [--list] [--time]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Whether all came out as expected.
fn run(args: &[String]) -> Result<bool, String> {
    let Some((command, rest)) = args.split_first() else {
        return Err(USAGE.to_owned());
    };
    match command.as_str() {
        "vectors" => run_vectors(rest),
        "packing" => run_packing(rest),
        "corpus" => run_corpus(rest),
        "errors" => run_errors(rest),
        _ => Err(format!("unknown command {command}\n{USAGE}")),
    }
}

/// Times each packing of a file of vectors; for `make bench`.
fn run_packing(rest: &[String]) -> Result<bool, String> {
    let [file] = rest else {
        return Err(USAGE.to_owned());
    };
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    print(&vectors::times(&text).map_err(|error| format!("{file}: {error}"))?)?;
    Ok(true)
}

fn run_vectors(rest: &[String]) -> Result<bool, String> {
    let mut file = None;
    let mut families = Vec::new();
    let mut rest = rest.iter();
    while let Some(arg) = rest.next() {
        if arg == "--family" {
            let name = rest
                .next()
                .ok_or_else(|| format!("--family needs a name\n{USAGE}"))?;
            families.push(name.clone());
        } else if arg.starts_with('-') || file.replace(arg).is_some() {
            return Err(format!("unexpected argument {arg}\n{USAGE}"));
        }
    }
    let file = file.ok_or_else(|| USAGE.to_owned())?;
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let report = vectors::run(&text, &families).map_err(|error| format!("{file}: {error}"))?;
    print(&report)?;
    Ok(report.failed == 0)
}

fn run_corpus(rest: &[String]) -> Result<bool, String> {
    let mut folder = None;
    let mut list = false;
    for arg in rest {
        if arg == "--list" {
            list = true;
        } else if arg.starts_with('-') || folder.replace(arg).is_some() {
            return Err(format!("unexpected argument {arg}\n{USAGE}"));
        }
    }
    let folder = folder.ok_or_else(|| USAGE.to_owned())?;
    let report = corpus::run(folder.as_ref())?;
    for corpus::Failure { file, path, why } in report.failures.iter().filter(|_| list) {
        eprintln!("{file}\t{path}\t{why}");
    }
    print(&report)?;
    Ok(report.is_whole())
}

fn run_errors(rest: &[String]) -> Result<bool, String> {
    let mut file = None;
    let (mut list, mut time) = (false, false);
    for arg in rest {
        match arg.as_str() {
            "--list" => list = true,
            "--time" => time = true,
            _ if arg.starts_with('-') || file.replace(arg).is_some() => {
                return Err(format!("unexpected argument {arg}\n{USAGE}"));
            }
            _ => {}
        }
    }
    let file = file.ok_or_else(|| USAGE.to_owned())?;
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let start = std::time::Instant::now();
    let report = errors::run(&text).map_err(|error| format!("{file}: {error}"))?;
    if time {
        eprintln!("{} ms", start.elapsed().as_millis());
    }
    for miss in report.misses.iter().filter(|_| list) {
        eprintln!("{miss}");
    }
    let printed = serde_json::to_string(&report).map_err(|error| error.to_string())?;
    let _ = writeln!(std::io::stdout(), "{printed}");
    Ok(true)
}

fn print(report: &impl serde::Serialize) -> Result<(), String> {
    let printed = serde_json::to_string_pretty(report).map_err(|error| error.to_string())?;
    // A reader that has seen enough closes the pipe; that is no failure of what was counted.
    let _ = writeln!(std::io::stdout(), "{printed}");
    Ok(())
}
