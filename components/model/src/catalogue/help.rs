//! Holds what each key does, in both languages.

use std::sync::OnceLock;

use super::Part;
use crate::text::Lang;

/// `path<TAB>text` lines; those after the line `[values]` are of the chart.
const EN: &str = include_str!("help.en.txt");
const ZH: &str = include_str!("help.zh.txt");

type Lines = Vec<(&'static str, &'static str)>;

/// The text of a path; empty when there is none.
pub(super) fn find(part: Part, path: &str, lang: Lang) -> &'static str {
    lines(part, lang)
        .iter()
        .find(|(known, _)| *known == path)
        .map_or("", |(_, text)| text)
}

pub(super) fn lines(part: Part, lang: Lang) -> &'static Lines {
    static TEXTS: [OnceLock<[Lines; 2]>; 2] = [OnceLock::new(), OnceLock::new()];
    let [en, zh] = &TEXTS;
    let [config, values] = match lang {
        Lang::En => en.get_or_init(|| read(EN)),
        Lang::Zh => zh.get_or_init(|| read(ZH)),
    };
    match part {
        Part::Config => config,
        Part::Values => values,
    }
}

fn read(text: &'static str) -> [Lines; 2] {
    let (config, values) = text.split_once("\n[values]\n").unwrap_or((text, ""));
    [config, values].map(|part| {
        part.lines()
            .filter_map(|line| line.split_once('\t'))
            .collect()
    })
}
