//! Asks whether what stands on the line fits together.

use std::path::PathBuf;

use runwright_model::{Lang, Severity, say};

use super::{
    Capacity, Check, Command, Diagnose, Failure, Form, From, Import, Line, Render, Set, Wish,
    commands,
};
use crate::help::Topic;

pub(super) fn command(line: Line, lang: Lang) -> Result<Command, Failure> {
    if line.help {
        return Ok(Command::Help(line.command.unwrap_or(Topic::All)));
    }
    if line.version {
        return Ok(Command::Version);
    }
    let Some(topic) = line.command else {
        return Err(Failure::new(
            say!(lang, "no command is given", "没有给出命令"),
            commands(lang),
        ));
    };
    let misplaced = [
        ("--out", line.out.is_some(), topic == Topic::Render),
        ("--preset", line.preset.is_some(), topic == Topic::Render),
        ("--nodes", line.nodes.is_some(), topic == Topic::Capacity),
        ("--report", line.report, topic == Topic::Capacity),
        ("--plan", line.plan.is_some(), topic == Topic::Diagnose),
        ("--format", line.format.is_some(), topic == Topic::Check),
        (
            "--max-severity",
            line.max_severity.is_some(),
            topic == Topic::Check,
        ),
        ("--in-place", line.in_place, topic == Topic::Set),
        ("--force", line.force, topic == Topic::Set),
        ("--unset", !line.unset.is_empty(), topic == Topic::Set),
        ("--json", line.json && topic == Topic::Set, false),
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
            let (json, report) = (line.json, line.report);
            if json && report {
                return Err(Failure::new(
                    say!(
                        lang,
                        "--json and --report exclude each other",
                        "--json 与 --report 不能同时使用"
                    ),
                    say!(lang, "leave one of them out", "请去掉其中一个"),
                ));
            }
            let query = one(line.paths, Topic::Capacity, lang)?;
            Ok(Command::Capacity(Capacity {
                query,
                nodes: line.nodes,
                json,
                report,
            }))
        }
        // A log is mostly piped, so stdin may go without saying.
        Topic::Diagnose if line.paths.is_empty() => Ok(Command::Diagnose(Diagnose {
            file: PathBuf::from("-"),
            plan: line.plan,
            json: line.json,
        })),
        Topic::Diagnose => Ok(Command::Diagnose(Diagnose {
            file: one(line.paths, Topic::Diagnose, lang)?,
            plan: line.plan,
            json: line.json,
        })),
        Topic::Check | Topic::Import if line.paths.is_empty() => Err(missing(topic, lang)),
        Topic::Check => check(line, lang),
        Topic::Import => Ok(Command::Import(Import {
            files: line.paths,
            json: line.json,
        })),
        Topic::Set => set(line, lang),
    }
}

fn check(line: Line, lang: Lang) -> Result<Command, Failure> {
    let form = match line.format.as_deref() {
        None if line.json => Form::Json,
        None | Some("human") => Form::Human,
        Some("json") => Form::Json,
        Some("sarif") => Form::Sarif,
        Some("codequality") => Form::CodeQuality,
        Some(other) => {
            return Err(Failure::new(
                say!(lang, "there is no format {other}", "没有格式 {other}"),
                say!(
                    lang,
                    "formats are human, json, sarif and codequality",
                    "可用格式：human、json、sarif、codequality"
                ),
            ));
        }
    };
    let most = match line.max_severity.as_deref() {
        Some("none") => None,
        Some("advice") => Some(Severity::Advice),
        None | Some("warning") => Some(Severity::Warning),
        Some("error") => Some(Severity::Error),
        Some(other) => {
            return Err(Failure::new(
                say!(lang, "there is no severity {other}", "没有级别 {other}"),
                say!(
                    lang,
                    "use none, advice, warning or error",
                    "请使用 none、advice、warning 或 error"
                ),
            ));
        }
    };
    Ok(Command::Check(Check {
        files: line.paths,
        form,
        most,
    }))
}

fn set(line: Line, lang: Lang) -> Result<Command, Failure> {
    let mut words = line.paths.into_iter();
    let Some(file) = words.next() else {
        return Err(missing(Topic::Set, lang));
    };
    let mut wishes = Vec::new();
    for word in words {
        wishes.push(wish(&word.to_string_lossy(), lang)?);
    }
    let unset = |path| Wish { path, value: None };
    wishes.extend(line.unset.into_iter().map(unset));
    if wishes.is_empty() {
        return Err(Failure::new(
            say!(lang, "nothing to set is given", "没有给出要修改的键"),
            say!(
                lang,
                "say PATH=VALUE, as in concurrent=20; see runwright set --help",
                "请写成 路径=值，例如 concurrent=20；见 runwright set --help"
            ),
        ));
    }
    if line.in_place && file.as_os_str() == "-" {
        return Err(Failure::new(
            say!(
                lang,
                "stdin cannot be changed in place",
                "标准输入无法就地修改"
            ),
            say!(lang, "leave --in-place out", "请去掉 --in-place"),
        ));
    }
    Ok(Command::Set(Set {
        file,
        wishes,
        in_place: line.in_place,
        force: line.force,
    }))
}

/// `PATH=VALUE` or `PATH-`; an equals sign in quotes is part of the path.
fn wish(word: &str, lang: Lang) -> Result<Wish, Failure> {
    let mut quoted = false;
    let mut escaped = false;
    let split = word.char_indices().find(|(_, ch)| {
        let ends = *ch == '=' && !quoted;
        quoted ^= *ch == '"' && !escaped;
        escaped = *ch == '\\' && !escaped;
        ends
    });
    if let Some((at, _)) = split {
        return Ok(Wish {
            path: word.get(..at).unwrap_or_default().to_owned(),
            value: Some(word.get(at + 1..).unwrap_or_default().to_owned()),
        });
    }
    match word.strip_suffix('-') {
        Some(path) if !path.is_empty() => Ok(Wish {
            path: path.to_owned(),
            value: None,
        }),
        _ => Err(Failure::new(
            say!(lang, "{word} says no value", "{word} 没有给出值"),
            say!(
                lang,
                "write PATH=VALUE to set, PATH- to remove",
                "设置写成 路径=值，删除写成 路径-"
            ),
        )),
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
