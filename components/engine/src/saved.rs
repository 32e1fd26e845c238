//! Reads and writes plan files: `{"format": 1, "settings": {"dns.ndots": "2"}}`.
//!
//! `settings` maps field ids to what differs from the default: a text (numbers and booleans are
//! taken as text), a list of texts, or a list of rows (column id to text). A bare map of settings
//! is read too, as is `{"preset": "small-team", "settings": {…}}`.

use runwright_model::json::Fault;
use runwright_model::protocol::{FORMAT, Say};
use runwright_model::{Draft, Json, Lang, Value, catalogue, field, json, plan, preset, say, value};
use serde::Serialize;

/// A plan file.
#[derive(Debug, Default, Serialize)]
pub struct PlanFile {
    pub format: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub preset: String,
    pub settings: Draft,
}

impl PlanFile {
    /// What is understood of a file, with a warning for the rest; nothing when nothing of it is a plan's.
    fn from_json(json: &Json, warnings: &mut Vec<String>, lang: Lang) -> Option<PlanFile> {
        let mut file = PlanFile::default();
        let mut known = false;
        for (key, value) in json.entries()? {
            match (key.as_str(), value) {
                ("format", Json::Number(number)) => {
                    // A number no version will have is newer than any.
                    file.format = number.parse().unwrap_or(u32::MAX);
                    known = true;
                }
                ("preset", Json::Text(name)) => {
                    file.preset.clone_from(name);
                    known = true;
                }
                ("settings", Json::Map(settings)) => {
                    for (id, value) in settings {
                        file.set(id, value, warnings, lang);
                    }
                    known = true;
                }
                // Without its settings nothing of a plan is left.
                ("settings", _) => return None,
                (id, value)
                    if field::find(id).is_some()
                        || value::was_renamed(id)
                        || id.starts_with("checklist.") =>
                {
                    file.set(id, value, warnings, lang);
                    known = true;
                }
                (key, _) => warnings.push(say!(
                    lang,
                    "A plan file has no entry {key}; it was left out.",
                    "方案文件没有条目 {key}，已略去。"
                )),
            }
        }
        known.then_some(file)
    }

    fn set(&mut self, id: &str, value: &Json, warnings: &mut Vec<String>, lang: Lang) {
        match Value::from_json(value) {
            Ok(value) => {
                if let Some((id, value)) = value::today(id, value) {
                    self.settings.0.insert(id.to_string(), value);
                }
            }
            Err(_) => warnings.push(say!(
                lang,
                "The value of {id} is no text, number or list; it was left out.",
                "{id} 的值不是文本、数字或列表，已略去。"
            )),
        }
    }
}

/// The plan file of a draft; secrets are left out.
pub fn write(draft: &Draft) -> String {
    let file = PlanFile {
        format: FORMAT,
        preset: String::new(),
        settings: draft.without_secrets(),
    };
    let mut text = json::pretty(&file);
    text.push('\n');
    text
}

/// Reads a plan file, with what could not be honoured.
pub fn read(text: &str, lang: Lang) -> Result<(Draft, Vec<String>), String> {
    let json = json::read(text).map_err(|fault| no_json(text, &fault, lang))?;
    let mut warnings = Vec::new();
    let Some(file) = PlanFile::from_json(&json, &mut warnings, lang) else {
        return Err(say!(
            lang,
            "This is JSON, but not a plan file: it needs “settings”, a map with entries such as “dns.ndots”.",
            "这是 JSON，但不是方案文件：需要“settings”，其中是“dns.ndots”之类的条目。"
        ));
    };
    if file.format > FORMAT {
        warnings.push(crate::too_new(file.format, lang));
    }
    let mut draft = Draft::default();
    if !file.preset.is_empty() {
        match preset::find(&file.preset) {
            Some(preset) => draft = preset.draft(),
            None => {
                let name = &file.preset;
                warnings.push(say!(
                    lang,
                    "There is no preset {name}.",
                    "没有名为 {name} 的预设。"
                ));
            }
        }
    }
    for (id, value) in file.settings.0 {
        draft.set(&id, value);
    }
    Ok(settle(draft, warnings, lang))
}

/// Why a text is no plan file, when it is not even JSON.
fn no_json(text: &str, fault: &Fault, lang: Lang) -> String {
    let lines = || text.lines().map(str::trim_end);
    if text.trim().is_empty() {
        return say!(
            lang,
            "The file is empty, so it is not a plan file.",
            "文件为空，不是方案文件。"
        );
    }
    if lines().any(|line| matches!(line, "runners:" | "rbac:") || line.starts_with("gitlabUrl:")) {
        return say!(
            lang,
            "This is values.yaml, not a plan file; open runwright-plan.json of the same download.",
            "这是 values.yaml，不是方案文件；请打开同一下载包中的 runwright-plan.json。"
        );
    }
    if lines().any(is_yaml) && !text.trim_start().starts_with(['{', '[']) {
        return say!(
            lang,
            "This looks like YAML, not like a plan file; open runwright-plan.json of the download.",
            "这像是 YAML，不是方案文件；请打开下载包中的 runwright-plan.json。"
        );
    }
    let (line, column) = (fault.line, fault.column);
    let what = lang.pick(fault.what, in_chinese(fault.what));
    say!(
        lang,
        "This is not a plan file, since it is not JSON: {what} at line {line}, column {column}.",
        "这不是方案文件，因为不是 JSON：第 {line} 行第 {column} 列{what}。"
    )
}

/// `key:` or `key: value` at the beginning of a line.
fn is_yaml(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        !key.is_empty() && key.chars().all(word) && (value.is_empty() || value.starts_with(' '))
    })
}

fn in_chinese(what: &str) -> &'static str {
    match what {
        "the text ends too early" => "文本提前结束",
        "more text after the value" => "之后还有多余内容",
        "nested too deeply" => "嵌套过深",
        "a key in double quotes is missing" => "缺少带双引号的键",
        "a colon is missing" => "缺少冒号",
        "a comma or the closing bracket is missing" => "缺少逗号或右括号",
        "no number" => "不是有效的数字",
        "a control character in a text" => "文本中含有控制字符",
        "no JSON value" => "不是 JSON 值",
        _ => "不是有效的 JSON 字符",
    }
}

/// Answers the page's "open".
pub fn open(text: &str, lang: Lang) -> Say {
    match read(text, lang) {
        Ok((draft, warnings)) => Say::Open { draft, warnings },
        Err(message) => Say::Failed { message },
    }
}

/// Takes out what a draft from elsewhere must not hold, and says so: unknown ids and secrets.
pub(crate) fn settle(
    mut draft: Draft,
    mut warnings: Vec<String>,
    lang: Lang,
) -> (Draft, Vec<String>) {
    let mut out = Draft::default();
    for (id, value) in std::mem::take(&mut draft.0) {
        match field::find(&id) {
            Some(found) if found.is_secret() => {
                warnings.push(say!(
                    lang,
                    "A secret in {id} was left out.",
                    "{id} 中的密钥已略去。"
                ));
            }
            Some(_) => out.set(&id, value),
            None if is_secret_key(&id) => warnings.push(say!(
                lang,
                "A secret in {id} was left out.",
                "{id} 中的密钥已略去。"
            )),
            None if id.starts_with("checklist.") || plan::is_key(&id) => {
                out.0.insert(id, value);
            }
            None => warnings.push(say!(
                lang,
                "There is no setting {id}; it was left out.",
                "没有名为 {id} 的设置，已略去。"
            )),
        }
    }
    for problem in runwright_model::Plan::read(&out).problems {
        // The value stays in the draft and is marked there; what is only odd is a finding.
        if !problem.kind.is_refused() {
            continue;
        }
        let (place, found) = (problem.place, problem.found);
        warnings.push(say!(
            lang,
            "The value “{found}” of {place} does not fit and has no effect.",
            "{place} 的值“{found}”不符合要求，不起作用。"
        ));
    }
    (out, warnings)
}

/// Whether a setting that no field is for holds a credential.
fn is_secret_key(id: &str) -> bool {
    let parts = [
        ("config.", catalogue::Part::Config),
        ("values.", catalogue::Part::Values),
    ];
    parts.into_iter().any(|(prefix, part)| {
        let key = id
            .strip_prefix(prefix)
            .and_then(|path| catalogue::find(part, path));
        key.is_some_and(|key| key.secret)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, draft: &[(&str, &str)], warnings: usize) {
        let (got, said) = read(text, Lang::En).unwrap();
        let got: Vec<(&str, &str)> = got
            .0
            .iter()
            .map(|(id, value)| (id.as_str(), value.text().unwrap_or("…")))
            .collect();
        assert_eq!(got, draft, "{text}");
        assert_eq!(said.len(), warnings, "{text}: {said:?}");
    }

    #[test]
    fn plan_files() {
        check(
            "{\"format\":1,\"settings\":{\"dns.ndots\":2}}",
            &[("dns.ndots", "2")],
            0,
        );
        check(
            "{\"dns.ndots\":\"2\",\"managers.metrics\":false}",
            &[("dns.ndots", "2"), ("managers.metrics", "false")],
            0,
        );
        check(
            "{\"format\":9,\"settings\":{\"dns.ndots\":\"2\",\"x.y\":\"1\"}}",
            &[("dns.ndots", "2")],
            2,
        );
        check(
            "{\"format\":1,\"settings\":{\"gitlab.token\":\"glrt-x\"}}",
            &[],
            1,
        );
        check(
            "{\"format\":1,\"settings\":{\"managers.replicas\":\"2\"}}",
            &[],
            0,
        );
        check(
            "{\"format\":1,\"settings\":{\"managers.replicas\":\"many\"}}",
            &[("managers.replicas", "many")],
            1,
        );
        // What has another name today.
        for old in [
            "{\"format\":1,\"settings\":{\"managers.pod_monitor\":\"true\"}}",
            "{\"managers.pod_monitor\":true}",
        ] {
            check(old, &[("monitoring.scrape", "pod_monitor")], 0);
        }
        check("{\"managers.pod_monitor\":false}", &[], 0);
        // What is not known is said, and the rest is opened.
        check(
            "{\"format\":1,\"by\":\"me\",\"settings\":{\"dns.ndots\":\"2\"}}",
            &[("dns.ndots", "2")],
            1,
        );
        check(
            "{\"settings\":{\"dns.ndots\":null,\"dns.timeout\":\"3\"}}",
            &[("dns.timeout", "3")],
            1,
        );
        check(
            "{\"dns.ndots\":\"2\",\"x.y\":\"1\"}",
            &[("dns.ndots", "2")],
            1,
        );
        // Keys that no field is for.
        check(
            "{\"settings\":{\"config.runners.output_limit\":\"9\",\"drop.values.own\":true}}",
            &[
                ("config.runners.output_limit", "9"),
                ("drop.values.own", "true"),
            ],
            0,
        );
        check(
            "{\"settings\":{\"config.runners.token\":\"glrt-x\",\"values.sentryDsn\":\"x\"}}",
            &[],
            2,
        );
        check(
            "{\"job.memory_limit\":\"256m\"}",
            &[("job.memory_limit", "256m")],
            0,
        );
    }

    #[test]
    fn what_is_no_plan_file_is_called_by_its_name() {
        let check = |text: &str, expect: &str| {
            for lang in [Lang::En, Lang::Zh] {
                let said = read(text, lang).unwrap_err();
                assert!(said.ends_with(lang.pick(".", "。")), "{said}");
                assert!(lang == Lang::Zh || said.contains(expect), "{text}: {said}");
            }
        };
        check("", "is empty");
        check("[]", "This is JSON, but not a plan file");
        check("{\"a\":1}", "This is JSON, but not a plan file");
        check("{\"settings\":[]}", "This is JSON, but not a plan file");
        check("oops", "no JSON value at line 1, column 1");
        check("{\"format\": 1,\n  oops}", "at line 2, column 3");
        check(
            "# x\ngitlabUrl: https://gitlab.example.com\n",
            "This is values.yaml",
        );
        check("concurrent: 10\n", "YAML");
    }

    #[test]
    fn presets_can_be_named_and_changed() {
        let (draft, warnings) = read(
            "{\"preset\":\"small-team\",\"settings\":{\"managers.concurrent\":\"4\"}}",
            Lang::En,
        )
        .unwrap();
        assert_eq!(warnings, [] as [String; 0]);
        assert_eq!(
            draft
                .get("managers.concurrent")
                .and_then(|value| value.text()),
            Some("4")
        );
        assert_eq!(
            draft.get("job.builder").and_then(|value| value.text()),
            Some("buildkit")
        );
    }

    #[test]
    fn what_is_written_reads_back() {
        for preset in preset::PRESETS {
            let draft = preset.draft();
            let (back, warnings) = read(&write(&draft), Lang::En).unwrap();
            assert_eq!((back, warnings.len()), (draft, 0));
        }
    }
}
