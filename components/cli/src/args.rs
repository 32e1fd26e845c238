//! Reads the command line.
//!
//! By `lexopt`: it has no dependencies, takes paths that are not UTF-8, and knows `--name=value`, `-` and `--`. Three
//! commands with five options do not need more, and every refusal here comes with a hint.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};
use runwright_model::{Lang, say};

use crate::help::Topic;

pub enum Command {
    Help(Topic),
    Version,
    Render(Render),
    Capacity(Capacity),
    Check(Check),
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
}

pub struct Check {
    pub files: Vec<PathBuf>,
    pub json: bool,
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
    out: Option<PathBuf>,
    preset: Option<String>,
    nodes: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

/// The command, and the language to speak in, which holds for errors as well.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> (Lang, Result<Command, Failure>) {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = language(&args);
    let parsed = read(args, lang).and_then(|line| command(line, lang));
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
            Arg::Short('o') | Arg::Long("out") => {
                line.out = Some(value(&mut parser, &line, lang)?.into())
            }
            Arg::Long("nodes") => line.nodes = Some(value(&mut parser, &line, lang)?.into()),
            Arg::Long("preset") => {
                line.preset = Some(
                    value(&mut parser, &line, lang)?
                        .to_string_lossy()
                        .into_owned(),
                )
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

fn named(word: &OsString, lang: Lang) -> Result<Topic, Failure> {
    match word.to_str() {
        Some("render") => Ok(Topic::Render),
        Some("capacity") => Ok(Topic::Capacity),
        Some("check") => Ok(Topic::Check),
        Some("help") => Ok(Topic::All),
        _ => {
            let word = word.to_string_lossy();
            Err(Failure::new(
                say!(lang, "there is no command {word}", "没有命令 {word}"),
                say!(
                    lang,
                    "commands are render, capacity and check; see runwright --help",
                    "可用命令：render、capacity、check；见 runwright --help"
                ),
            ))
        }
    }
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

fn command(line: Line, lang: Lang) -> Result<Command, Failure> {
    if line.help {
        return Ok(Command::Help(line.command.unwrap_or(Topic::All)));
    }
    if line.version {
        return Ok(Command::Version);
    }
    let Some(topic) = line.command else {
        return Err(Failure::new(
            say!(lang, "no command is given", "没有给出命令"),
            say!(
                lang,
                "commands are render, capacity and check; see runwright --help",
                "可用命令：render、capacity、check；见 runwright --help"
            ),
        ));
    };
    let misplaced = [
        ("--out", line.out.is_some(), topic == Topic::Render),
        ("--preset", line.preset.is_some(), topic == Topic::Render),
        ("--nodes", line.nodes.is_some(), topic == Topic::Capacity),
    ];
    if let Some((option, ..)) = misplaced
        .into_iter()
        .find(|(_, given, belongs)| *given && !belongs)
    {
        let name = topic.name();
        return Err(Failure::new(
            say!(
                lang,
                "{option} is no option of {name}",
                "{option} 不是 {name} 的选项"
            ),
            say!(
                lang,
                "see runwright {name} --help",
                "见 runwright {name} --help"
            ),
        ));
    }
    match topic {
        Topic::All => Ok(Command::Help(Topic::All)),
        Topic::Render => render(line, lang),
        Topic::Capacity => {
            let json = line.json;
            let query = one(line.paths, Topic::Capacity, lang)?;
            Ok(Command::Capacity(Capacity {
                query,
                nodes: line.nodes,
                json,
            }))
        }
        Topic::Check if line.paths.is_empty() => Err(missing(Topic::Check, lang)),
        Topic::Check => Ok(Command::Check(Check {
            files: line.paths,
            json: line.json,
        })),
    }
}

fn render(line: Line, lang: Lang) -> Result<Command, Failure> {
    let json = line.json;
    let from = match line.preset {
        Some(preset) if line.paths.is_empty() => From::Preset(preset),
        Some(_) => {
            return Err(Failure::new(
                say!(
                    lang,
                    "a plan file and --preset exclude each other",
                    "方案文件与 --preset 不能同时使用"
                ),
                say!(
                    lang,
                    "name the preset in the plan: {{\"preset\": \"…\", \"settings\": {{…}}}}",
                    "可在方案中指定预设：{{\"preset\": \"…\", \"settings\": {{…}}}}"
                ),
            ));
        }
        None => From::File(one(line.paths, Topic::Render, lang)?),
    };
    let Some(out) = line.out else {
        return Err(Failure::new(
            say!(lang, "--out is missing", "缺少 --out"),
            say!(
                lang,
                "name the folder to write to, as in --out ./ci",
                "请指定输出目录，例如 --out ./ci"
            ),
        ));
    };
    Ok(Command::Render(Render { from, out, json }))
}

/// The one file a command takes.
fn one(mut paths: Vec<PathBuf>, topic: Topic, lang: Lang) -> Result<PathBuf, Failure> {
    match (paths.pop(), paths.is_empty()) {
        (Some(path), true) => Ok(path),
        (None, _) => Err(missing(topic, lang)),
        _ => {
            let name = topic.name();
            Err(Failure::new(
                say!(lang, "{name} takes one file", "{name} 只接受一个文件"),
                say!(
                    lang,
                    "see runwright {name} --help",
                    "见 runwright {name} --help"
                ),
            ))
        }
    }
}

fn missing(topic: Topic, lang: Lang) -> Failure {
    let name = topic.name();
    Failure::new(
        say!(lang, "no file is given", "没有给出文件"),
        say!(
            lang,
            "name one, or - for stdin; see runwright {name} --help",
            "请给出文件，或用 - 表示标准输入；见 runwright {name} --help"
        ),
    )
}
