//! Reads files that a team already has into a plan, and says what was understood.

use runwright_engine::opened;
use runwright_files::open::{Form, open};
use runwright_model::protocol::{Opened, Source};
use runwright_model::{Draft, Lang, Value as Setting, json as model_json, say};
use serde_json::{Value, json};

use crate::args::{Failure, Import};
use crate::output::{self, Exit};
use crate::{check, input};

pub fn run(ask: &Import, lang: Lang) -> Result<Exit, Failure> {
    let mut sources = Vec::new();
    for path in &ask.files {
        sources.push(Source {
            name: path.to_string_lossy().into_owned(),
            text: input::read(path, lang)?,
        });
    }
    let said = opened::read(&sources, lang);
    let draft = said.draft.without_secrets();
    if ask.json {
        let files: Vec<Value> = sources
            .iter()
            .zip(&said.files)
            .map(|(source, file)| value(source, file))
            .collect();
        output::json(&json!({ "files": files, "plan": plan(&draft) }));
    } else {
        let mut text: String = said.files.iter().map(|file| about(file, lang)).collect();
        text.push_str(&settings(&draft, lang));
        output::answer(&text);
    }
    let any = said.files.iter().all(|file| !file.parts.is_empty());
    Ok(if any { Exit::Fine } else { Exit::Faulty })
}

/// A plan file, as `render` takes it.
fn plan(draft: &Draft) -> Value {
    serde_json::from_str(&runwright_engine::saved::write(draft)).unwrap_or_default()
}

fn value(source: &Source, file: &Opened) -> Value {
    let findings: Vec<Value> = file
        .findings
        .iter()
        .map(|finding| check::finding_value(&file.name, finding))
        .collect();
    json!({
        "file": file.name,
        "kind": kind(&open(&source.text).form),
        "what": file.what,
        "parts": file.parts,
        "understood": file.understood,
        "total": file.total,
        "kept": file.kept,
        "findings": findings,
    })
}

fn kind(form: &Form) -> &'static str {
    match form {
        Form::Unknown => "unknown",
        Form::TooLarge => "too-large",
        Form::Values => "values",
        Form::Umbrella => "umbrella",
        Form::HelmRelease => "helm-release",
        Form::Application => "application",
        Form::HelmChart => "helm-chart",
        Form::ConfigMap => "config-map",
        Form::Manifests => "manifests",
        Form::Config => "config",
        Form::Corefile => "corefile",
    }
}

/// A file for people: what it is, its parts, what is left over, what is to be said.
fn about(file: &Opened, lang: Lang) -> String {
    let Opened {
        name,
        what,
        parts,
        understood,
        total,
        ..
    } = file;
    let what = if what.is_empty() {
        lang.pick("not recognised", "无法识别")
    } else {
        what
    };
    let mut text = say!(lang, "{name}: {what}\n", "{name}：{what}\n");
    for part in parts {
        let (kind, place, line) = (&part.part, &part.place, part.line);
        let place = if place.is_empty() {
            String::new()
        } else {
            [" ", place].concat()
        };
        text.push_str(&say!(
            lang,
            "  {kind}{place}, line {line}",
            "  {kind}{place}，第 {line} 行"
        ));
        if !part.edited {
            text.push_str(lang.pick(", not in the plan", "，不计入方案"));
        }
        text.push('\n');
    }
    if *total > 0 {
        text.push_str(&say!(
            lang,
            "  {understood} of {total} keys understood\n",
            "  能理解 {total} 个键中的 {understood} 个\n"
        ));
    }
    for kept in &file.kept {
        let (key, line) = (&kept.key, kept.line);
        text.push_str(&say!(
            lang,
            "  kept as it is: {key}, line {line}\n",
            "  原样保留：{key}，第 {line} 行\n"
        ));
    }
    text.push('\n');
    for finding in &file.findings {
        text.push_str(&check::finding_line(name, finding, lang));
    }
    if !file.findings.is_empty() {
        text.push('\n');
    }
    text
}

/// What differs from the defaults, one setting a line.
fn settings(draft: &Draft, lang: Lang) -> String {
    let count = draft.0.len();
    if count == 0 {
        return lang
            .pick("plan: all defaults\n", "方案：全部为默认值\n")
            .to_string();
    }
    let mut text = say!(
        lang,
        "plan: {count} settings that differ from the defaults\n",
        "方案：{count} 项设置与默认值不同\n"
    );
    for (id, setting) in draft.0.iter() {
        text.push_str(&["  ", id, " = ", &shown(setting), "\n"].concat());
    }
    text
}

fn shown(setting: &Setting) -> String {
    match setting {
        Setting::Text(text) if !text.is_empty() && text.lines().nth(1).is_none() => text.clone(),
        other => model_json::write(other),
    }
}
