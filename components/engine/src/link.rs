//! Puts a plan into a link's fragment and takes it out again.
//!
//! `v1.` and the base64url form of the deflated JSON of what differs from the defaults. Never a
//! secret. A fragment comes from anybody: its inflated size is capped and nothing in it is trusted.

use crate::saved::settle;
use data_encoding::BASE64URL_NOPAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use runwright_model::protocol::{FORMAT, Say};
use runwright_model::{Draft, Lang, json, say};

/// Largest JSON a link may inflate to, in bytes.
const MAX_INFLATED: usize = 256 << 10;

/// The fragment of a draft; empty for the default plan.
pub fn write(draft: &Draft) -> String {
    let draft = draft.without_secrets();
    if draft.0.is_empty() {
        return String::new();
    }
    let json = json::write(&draft);
    [
        "v1.",
        &BASE64URL_NOPAD.encode(&compress_to_vec(json.as_bytes(), 9)),
    ]
    .concat()
}

/// The plan of a fragment, with what could not be honoured.
pub fn read(fragment: &str, lang: Lang) -> Result<(Draft, Vec<String>), String> {
    let broken = || {
        say!(
            lang,
            "The link is broken or cut off; the plan was not opened.",
            "链接损坏或不完整，未打开方案。"
        )
    };
    let (version, data) = fragment.split_once('.').ok_or_else(broken)?;
    let version = version
        .strip_prefix('v')
        .and_then(|version| version.parse::<u32>().ok())
        .ok_or_else(broken)?;
    let mut warnings = Vec::new();
    if version > FORMAT {
        warnings.push(crate::too_new(version, lang));
    }
    match unpack(data) {
        Some(draft) => Ok(settle(draft, warnings, lang)),
        None if version > FORMAT => Err(say!(
            lang,
            "The link was made by a newer version of this page and cannot be read here.",
            "该链接由更新的版本生成，此处无法读取。"
        )),
        None => Err(broken()),
    }
}

fn unpack(data: &str) -> Option<Draft> {
    let packed = BASE64URL_NOPAD
        .decode(data.trim_end_matches('=').as_bytes())
        .ok()?;
    let bytes = decompress_to_vec_with_limit(&packed, MAX_INFLATED).ok()?;
    let json = String::from_utf8(bytes).ok()?;
    Draft::from_json(&json::read(&json).ok()?).ok()
}

/// Answers the page's "open".
pub fn open(fragment: &str, lang: Lang) -> Say {
    match read(fragment, lang) {
        Ok((draft, warnings)) => Say::Open { draft, warnings },
        Err(message) => Say::Failed { message },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use runwright_model::{Value, preset};

    #[test]
    fn links_carry_the_plan() {
        for preset in preset::PRESETS {
            let draft = preset.draft();
            let fragment = write(&draft);
            assert!(fragment.len() < 1200, "{}: {}", preset.id, fragment.len());
            assert_eq!(read(&fragment, Lang::En).unwrap(), (draft, vec![]));
        }
        assert_eq!(write(&Draft::default()), "");
    }

    #[test]
    fn a_link_from_before_a_setting_was_renamed_says_the_same() {
        let json = b"{\"managers.pod_monitor\":\"true\"}";
        let old = ["v1.", &BASE64URL_NOPAD.encode(&compress_to_vec(json, 9))].concat();
        let (draft, warnings) = read(&old, Lang::En).unwrap();
        let mut expect = Draft::default();
        expect.set("monitoring.scrape", "pod_monitor".into());
        assert_eq!((draft, warnings), (expect, vec![]));
    }

    #[test]
    fn a_link_never_carries_a_secret() {
        let mut draft = Draft::default();
        draft.0.insert("gitlab.token".into(), "glrt-secret".into());
        assert_eq!(write(&draft), "");
        let json = serde_json::to_vec(&draft).unwrap();
        let forged = ["v1.", &BASE64URL_NOPAD.encode(&compress_to_vec(&json, 9))].concat();
        let (opened, warnings) = read(&forged, Lang::En).unwrap();
        assert_eq!((opened, warnings.len()), (Draft::default(), 1));
    }

    #[test]
    fn a_link_from_the_future_opens_with_a_warning() {
        let fragment = write(&preset::PRESETS[0].draft()).replacen("v1.", "v7.", 1);
        let (draft, warnings) = read(&fragment, Lang::En).unwrap();
        assert_eq!(draft, preset::PRESETS[0].draft());
        assert_eq!(warnings.len(), 1);
        let newer = read("v7.packed-otherwise", Lang::En).unwrap_err();
        assert!(newer.contains("newer version"), "{newer}");
        let broken = read("v1.packed-otherwise", Lang::En).unwrap_err();
        assert!(broken.contains("broken"), "{broken}");
    }

    #[test]
    fn a_bomb_is_refused() {
        let json = vec![b' '; MAX_INFLATED + 1];
        let bomb = ["v1.", &BASE64URL_NOPAD.encode(&compress_to_vec(&json, 9))].concat();
        assert!(read(&bomb, Lang::En).is_err());
    }

    proptest! {
        // No files with seeds beside the sources; a failure prints its input.
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_fragment_is_answered(text in "\\PC{0,200}", tail in "[A-Za-z0-9_-]{0,200}") {
            let _ = read(&text, Lang::Zh);
            let _ = read(&["v1.", &tail].concat(), Lang::En);
        }

        #[test]
        fn any_text_survives_a_link(text in "\\PC{1,80}") {
            let mut draft = Draft::default();
            draft.set("gitlab.runner_name", Value::from(text));
            prop_assert_eq!(read(&write(&draft), Lang::En).map(|(draft, _)| draft), Ok(draft));
        }
    }
}
