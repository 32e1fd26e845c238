//! Words what several changes say alike, and what is said of the way as a whole.

use super::change::{Kind, Part, config};
use super::table::{CHART_READ, KNOWN};
use super::{Advice, Versions};
use crate::spacing::spaced;
use runwright_model::text::t;
use runwright_model::{Lang, Severity, Text, Version, say};

/// Of a key that was in the file before anything read it.
pub(super) const TAKES_EFFECT: Text = t(
    "It was ignored so far and works as written from this release on.",
    "此前一直被忽略，从此版本起按所写内容生效。",
);

pub(super) const FLAG_GONE: Text = t(
    "The runner ignores it and always behaves as this release does. Nothing else happens, so take the line out.",
    "Runner 会忽略它，始终采用此版本的行为。没有其他影响，删除该行即可。",
);

/// A key as it is shown: flags by their name alone.
pub(super) fn shown(path: &str) -> &str {
    path.strip_prefix("runners.feature_flags.").unwrap_or(path)
}

/// A text with the key and its successor in place.
pub(super) fn filled(text: Text, lang: Lang, key: &str, new: &str) -> String {
    let new = if new.is_empty() { "[[runners]]" } else { new };
    let text = text.get(lang).replace("{key}", key).replace("{new}", new);
    spaced(lang, text)
}

/// The keys one after the other.
pub(super) fn list<'a>(lang: Lang, keys: impl Iterator<Item = &'a str>) -> String {
    let keys: Vec<&str> = keys.map(shown).collect();
    keys.join(lang.pick(", ", "、"))
}

/// What was added, as a line of its release.
pub(super) fn news(lang: Lang, keys: &str, what: Text) -> String {
    let what = what.get(lang);
    spaced(
        lang,
        say!(lang, "New {keys}: {what}.", "新增 {keys}：{what}。"),
    )
}

/// What a key of a later release is found to do.
pub(super) fn title(kind: Kind, title: Text, lang: Lang, key: &str, new: &str) -> String {
    match kind {
        Kind::Added => spaced(lang, say!(lang, "{key} takes effect", "{key} 开始生效")),
        _ => filled(title, lang, key, new),
    }
}

pub(super) fn release(part: Part, version: Version) -> String {
    let name = match part {
        Part::Config => "Runner ",
        Part::Values => "Chart ",
    };
    name.to_string() + &version.to_string()
}

fn whole(
    code: &'static str,
    severity: Severity,
    to: &Versions,
    title: String,
    body: String,
) -> Advice {
    Advice {
        code,
        severity,
        release: release(Part::Config, to.runner),
        concerns: config(""),
        title,
        body,
        rename: None,
        remove: None,
    }
}

/// What it means to go back.
pub(super) fn back(from: &Versions, to: &Versions, lost: &str, lang: Lang) -> Advice {
    let (old, new) = (from.runner, to.runner);
    let (chart, goal) = (from.chart, to.chart);
    let title = if new < old {
        say!(
            lang,
            "Runner {new} is older than {old}",
            "Runner {new} 早于 {old}"
        )
    } else {
        say!(
            lang,
            "Chart {goal} is older than {chart}",
            "Chart {goal} 早于 {chart}"
        )
    };
    let mut body = t(
        "Managers register anew when they start, so no state of theirs stands in the way. The older release ignores keys it does not know without a word, and keys that took their place later have to be written the old way.",
        "管理器每次启动都会重新注册，没有状态会妨碍回退。旧版本会静默忽略不认识的键；后来改名的键须改回旧写法。",
    )
    .get(lang)
    .to_string();
    if !lost.is_empty() {
        body += &say!(lang, " It does not know: {lost}.", "它不认识：{lost}。");
    }
    let severity = if lost.is_empty() {
        Severity::Advice
    } else {
        Severity::Warning
    };
    whole(
        "UPG-101",
        severity,
        to,
        spaced(lang, title),
        spaced(lang, body),
    )
}

/// The server goes along.
pub(super) fn server(to: &Versions, lang: Lang) -> Advice {
    let short = to.runner.short();
    whole(
        "UPG-102",
        Severity::Advice,
        to,
        say!(
            lang,
            "GitLab should be at {short} as well",
            "GitLab 也应为 {short}"
        ),
        spaced(
            lang,
            say!(
                lang,
                "Runner and server are meant to share major and minor version; compatibility is promised across updates of the minor version only. Look at the server's version before this one changes.",
                "Runner 与服务器的主、次版本应保持一致；兼容性承诺只覆盖次版本更新。更换 Runner 之前请先确认服务器版本。"
            ),
        ),
    )
}

/// Where the list ends; nothing when it covers the whole way.
pub(super) fn reach(from: &Versions, to: &Versions, lang: Lang) -> Option<Advice> {
    let (first, last) = (KNOWN.0.short(), KNOWN.1.short());
    let read = CHART_READ;
    let mut body = Vec::new();
    if to.runner > from.runner && from.runner < KNOWN.0 {
        body.push(say!(
            lang,
            "Changes of the runner before {first} are not listed.",
            "未列出 Runner {first} 之前的变化。"
        ));
    }
    if to.runner > from.runner && to.runner >= KNOWN.1 {
        body.push(say!(
            lang,
            "What is said of {last} was read before its release, and nothing of later ones.",
            "{last} 的内容读自其发布之前，更新的版本未包含。"
        ));
    }
    if to.chart > from.chart && to.chart > read {
        body.push(say!(
            lang,
            "The chart was read up to {read}; of later ones only part is known, so read its changelog from there.",
            "Chart 读到 {read} 为止，之后的只知道一部分，请从该版本起阅读其变更日志。"
        ));
    }
    if body.is_empty() {
        return None;
    }
    let title = t("This list is not the whole way", "此列表未覆盖全程").get(lang);
    let body = spaced(lang, body.join(lang.pick(" ", "")));
    Some(whole(
        "UPG-103",
        Severity::Advice,
        to,
        title.to_string(),
        body,
    ))
}
