//! Packs the files into one zip archive.

use crate::plan::artefacts_of;
use crate::saved;
use data_encoding::BASE64;
use runwright_model::Lang;
use runwright_model::protocol::{PlanAsk, Say};

/// The plan file in the bundle; `runwright render` and the page read it back.
pub const PLAN_FILE: &str = "runwright-plan.json";

/// The archive as the page downloads it.
pub fn bundle(ask: &PlanAsk, lang: Lang) -> Say {
    let (name, bytes) = zip(ask, lang);
    Say::Bundle {
        name: name + ".zip",
        base64: BASE64.encode(&bytes),
    }
}

/// Name and bytes of the archive; everything in it lies in one folder of that name.
pub fn zip(ask: &PlanAsk, lang: Lang) -> (String, Vec<u8>) {
    let (name, files) = files(ask, lang);
    let entries: Vec<(String, String)> = files
        .into_iter()
        .map(|(path, text)| ([&name, "/", &path].concat(), text))
        .collect();
    let bytes = runwright_documents::zip::write(&entries);
    (name, bytes)
}

/// The bundle's folder name and its files: path and text.
pub fn files(ask: &PlanAsk, lang: Lang) -> (String, Vec<(String, String)>) {
    let (reading, artefacts) = artefacts_of(ask, &ask.draft, &ask.good, lang);
    let mut files: Vec<(String, String)> = artefacts
        .into_iter()
        .map(|artefact| {
            (
                place(ask, artefact.path.into_owned()),
                artefact.printed.text,
            )
        })
        .collect();
    #[cfg(feature = "documents")]
    files.extend(
        crate::run::kit_of(ask, lang)
            .files
            .into_iter()
            .map(|artefact| (artefact.path.into_owned(), artefact.printed.text)),
    );
    files.push((PLAN_FILE.to_string(), saved::write(&ask.draft)));
    let name = folder(&reading.plan.target.plan_name);
    (name, files)
}

/// Where a file goes: values that were opened under another name go where install.sh looks for them.
fn place(ask: &PlanAsk, path: String) -> String {
    #[cfg(feature = "documents")]
    if crate::opened::are_plain_values(ask, &path) {
        return "values.yaml".to_string();
    }
    let _ = ask;
    path
}

/// A folder name that every system takes: other characters become hyphens.
fn folder(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c
            } else {
                '-'
            }
        })
        .collect();
    let safe = safe.trim_matches(|c| c == '.' || c == '-');
    if safe.is_empty() {
        "runwright".to_string()
    } else {
        safe.chars().take(60).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_model::Draft;

    #[test]
    fn folders_are_safe() {
        let check = |name: &str, expect: &str| assert_eq!(folder(name), expect, "{name}");
        check("platform-ci", "platform-ci");
        check("../../etc", "etc");
        check("a/b\\c", "a-b-c");
        check("平台", "runwright");
        check("", "runwright");
    }

    #[test]
    fn the_token_is_in_values_and_nowhere_else() {
        let mut draft = Draft::default();
        draft.set("gitlab.auth", "inline".into());
        let ask = PlanAsk {
            draft,
            token: "glrt-only-here".to_string(),
            ..PlanAsk::default()
        };
        let (_, files) = files(&ask, Lang::En);
        let with: Vec<&str> = files
            .iter()
            .filter(|(_, text)| text.contains("glrt-only-here"))
            .map(|(path, _)| path.as_str())
            .collect();
        assert_eq!(with, ["values.yaml"]);
    }
}
