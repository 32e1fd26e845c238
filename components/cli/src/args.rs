//! Reads the command line.
//!
//! By `lexopt`: it has no dependencies, takes paths that are not UTF-8, and knows `--name=value`, `-` and `--`. Six
//! commands with a dozen options do not need more, and every refusal here comes with a hint.

mod command;

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};
use runwright_model::{Lang, Severity, say};

use crate::help::Topic;

pub enum Command {
    Help(Topic),
    Version,
    Render(Render),
    Capacity(Capacity),
    Diagnose(Diagnose),
    Check(Check),
    Import(Import),
    Set(Set),
}

pub struct Render {
    pub from: From,
    pub out: PathBuf,
    pub json: bool,
}

/// Where a plan comes from.
pub enum From {
    File(PathBuf),
    Preset(String),
}

pub struct Capacity {
    pub query: PathBuf,
    pub nodes: Option<PathBuf>,
    pub json: bool,
    /// Markdown in place of text for a terminal.
    pub report: bool,
}

pub struct Diagnose {
    /// `-` for stdin.
    pub file: PathBuf,
    pub plan: Option<PathBuf>,
    pub json: bool,
}

pub struct Check {
    pub files: Vec<PathBuf>,
    pub form: Form,
    /// The worst severity that is put up with; none where any finding is one too many.
    pub most: Option<Severity>,
}

/// What the findings of a check are printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Human,
    Json,
    Sarif,
    CodeQuality,
}

pub struct Import {
    pub files: Vec<PathBuf>,
    pub json: bool,
}

pub struct Set {
    pub file: PathBuf,
    pub wishes: Vec<Wish>,
    pub in_place: bool,
    pub force: bool,
}

/// One change that is asked for.
pub struct Wish {
    pub path: String,
    /// None takes the key out.
    pub value: Option<String>,
}

/// Why a command cannot be carried out, and what to do instead.
#[derive(Debug)]
pub struct Failure {
    pub message: String,
    pub hint: String,
}

impl Failure {
    pub fn new(message: String, hint: String) -> Failure {
        Failure { message, hint }
    }
}

/// All that stands on the line, before it is asked whether it fits together.
#[derive(Default)]
struct Line {
    command: Option<Topic>,
    help: bool,
    version: bool,
    json: bool,
    report: bool,
    out: Option<PathBuf>,
    preset: Option<String>,
    nodes: Option<PathBuf>,
    plan: Option<PathBuf>,
    format: Option<String>,
    max_severity: Option<String>,
    in_place: bool,
    force: bool,
    unset: Vec<String>,
    paths: Vec<PathBuf>,
}

/// The command, and the language to speak in, which holds for errors as well.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> (Lang, Result<Command, Failure>) {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = language(&args);
    let parsed = read(args, lang).and_then(|line| command::command(line, lang));
    (lang, parsed)
}

/// Looks ahead for `--lang`, so that a mistake before it is told in the language asked for.
fn language(args: &[OsString]) -> Lang {
    let words = args.iter().map(|arg| arg.to_string_lossy());
    let mut after = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    for word in words {
        let next = after.next();
        if let Some(tag) = word.strip_prefix("--lang=") {
            return Lang::from_tag(tag);
        }
        if let (true, Some(tag)) = (word == "--lang", next) {
            return Lang::from_tag(&tag);
        }
    }
    Lang::En
}

fn read(args: Vec<OsString>, lang: Lang) -> Result<Line, Failure> {
    let mut parser = Parser::from_iter(args);
    let mut line = Line::default();
    loop {
        let arg = match parser.next() {
            Ok(Some(arg)) => arg,
            Ok(None) => return Ok(line),
            Err(error) => return Err(refused(&line, error, lang)),
        };
        match arg {
            Arg::Short('h') | Arg::Long("help") => line.help = true,
            Arg::Short('V') | Arg::Long("version") => line.version = true,
            Arg::Long("json") => line.json = true,
            Arg::Long("report") => line.report = true,
            Arg::Short('o') | Arg::Long("out") => {
                line.out = Some(value(&mut parser, &line, lang)?.into())
            }
            Arg::Long("nodes") => line.nodes = Some(value(&mut parser, &line, lang)?.into()),
            Arg::Long("plan") => line.plan = Some(value(&mut parser, &line, lang)?.into()),
            Arg::Long("preset") => line.preset = Some(word(&mut parser, &line, lang)?),
            Arg::Long("format") => line.format = Some(word(&mut parser, &line, lang)?),
            Arg::Long("max-severity") => line.max_severity = Some(word(&mut parser, &line, lang)?),
            Arg::Short('i') | Arg::Long("in-place") => line.in_place = true,
            Arg::Long("force") => line.force = true,
            Arg::Long("unset") => {
                let path = word(&mut parser, &line, lang)?;
                line.unset.push(path);
            }
            Arg::Long("lang") => {
                let tag = value(&mut parser, &line, lang)?;
                if tag.to_str() != Some("en") && tag.to_str() != Some("zh") {
                    let tag = tag.to_string_lossy();
                    return Err(Failure::new(
                        say!(lang, "there is no language {tag}", "没有语言 {tag}"),
                        say!(
                            lang,
                            "use --lang en or --lang zh",
                            "请使用 --lang en 或 --lang zh"
                        ),
                    ));
                }
            }
            Arg::Value(word) if line.command.is_none() => line.command = Some(named(&word, lang)?),
            Arg::Value(path) => line.paths.push(path.into()),
            other => {
                let error = other.unexpected();
                return Err(refused(&line, error, lang));
            }
        }
    }
}

fn value(parser: &mut Parser, line: &Line, lang: Lang) -> Result<OsString, Failure> {
    parser.value().map_err(|error| refused(line, error, lang))
}

fn word(parser: &mut Parser, line: &Line, lang: Lang) -> Result<String, Failure> {
    Ok(value(parser, line, lang)?.to_string_lossy().into_owned())
}

fn named(word: &OsString, lang: Lang) -> Result<Topic, Failure> {
    match word.to_str() {
        Some("render") => Ok(Topic::Render),
        Some("capacity") => Ok(Topic::Capacity),
        Some("diagnose") => Ok(Topic::Diagnose),
        Some("check") => Ok(Topic::Check),
        Some("import") => Ok(Topic::Import),
        Some("set") => Ok(Topic::Set),
        Some("help") => Ok(Topic::All),
        _ => {
            let word = word.to_string_lossy();
            Err(Failure::new(
                say!(lang, "there is no command {word}", "没有命令 {word}"),
                commands(lang),
            ))
        }
    }
}

fn commands(lang: Lang) -> String {
    say!(
        lang,
        "commands are import, set, check, render, capacity and diagnose; see runwright --help",
        "可用命令：import、set、check、render、capacity、diagnose；见 runwright --help"
    )
}

/// What lexopt refuses, with the help to look at.
fn refused(line: &Line, error: lexopt::Error, lang: Lang) -> Failure {
    let message = match &error {
        lexopt::Error::UnexpectedOption(option) => {
            say!(lang, "unknown option {option}", "未知选项 {option}")
        }
        lexopt::Error::MissingValue {
            option: Some(option),
        } => say!(lang, "{option} needs a value", "{option} 需要一个值"),
        lexopt::Error::UnexpectedValue { option, .. } => {
            say!(lang, "{option} takes no value", "{option} 不接受值")
        }
        _ => error.to_string(),
    };
    let command = line.command.map_or("", Topic::name);
    Failure::new(
        message,
        say!(
            lang,
            "see runwright {command} --help",
            "见 runwright {command} --help"
        )
        .replace("  ", " "),
    )
}
