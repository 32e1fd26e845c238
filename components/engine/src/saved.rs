//! Reads and writes plan files: `{"format": 1, "settings": {"dns.ndots": "2"}}`.
//!
//! `settings` maps field ids to what differs from the default: a text (numbers and booleans are
//! taken as text), a list of texts, or a list of rows (column id to text). A bare map of settings
//! is read too, as is `{"preset": "small-team", "settings": {…}}`.

use runwright_model::protocol::{FORMAT, Say};
use runwright_model::{Draft, Json, Lang, field, json, preset, say};
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
    fn from_json(json: &Json) -> Result<PlanFile, String> {
        let bad = |key: &str| [key, ": a plan file has format, preset and settings"].concat();
        let mut file = PlanFile::default();
        for (key, value) in json.entries().unwrap_or_default() {
            match (key.as_str(), value) {
                ("format", Json::Number(number)) => {
                    file.format = number.parse().map_err(|_| bad(key))?;
                }
                ("preset", Json::Text(name)) => file.preset.clone_from(name),
                ("settings", settings) => file.settings = Draft::from_json(settings)?,
                _ => return Err(bad(key)),
            }
        }
        Ok(file)
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
    let broken = |error: &str| say!(lang, "not a plan file: {error}", "不是方案文件：{error}");
    let json = json::read(text).map_err(|fault| broken(&fault.to_string()))?;
    if json.entries().is_none() {
        return Err(broken("{ is expected"));
    }
    let file = match PlanFile::from_json(&json) {
        Ok(file) => file,
        Err(error) => match Draft::from_json(&json) {
            Ok(settings) if settings.0.keys().any(|id| id.contains('.')) => PlanFile {
                format: FORMAT,
                settings,
                ..PlanFile::default()
            },
            _ => return Err(broken(&error)),
        },
    };
    let mut warnings = Vec::new();
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
                    "there is no preset {name}",
                    "没有名为 {name} 的预设"
                ));
            }
        }
    }
    for (id, value) in file.settings.0 {
        draft.set(&id, value);
    }
    Ok(settle(draft, warnings, lang))
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
                    "a secret in {id} was left out",
                    "{id} 中的密钥已略去"
                ));
            }
            Some(_) => out.set(&id, value),
            None if id.starts_with("checklist.") => {
                out.0.insert(id, value);
            }
            None => warnings.push(say!(
                lang,
                "there is no setting {id}; it was left out",
                "没有名为 {id} 的设置，已略去"
            )),
        }
    }
    for problem in runwright_model::Plan::read(&out).problems {
        let (place, found) = (problem.place, problem.found);
        warnings.push(say!(
            lang,
            "{place}: “{found}” does not fit; the default is used",
            "{place}：“{found}”不符合要求，使用默认值"
        ));
    }
    (out, warnings)
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
        for bad in [
            "",
            "[]",
            "{\"a\":1}",
            "{\"format\":1,\"settings\":{\"dns.ndots\":null}}",
            "nonsense",
        ] {
            assert!(read(bad, Lang::En).is_err(), "{bad}");
        }
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
