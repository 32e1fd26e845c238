//! Says in words what a file is and why something is not so.

use runwright_files::open::extras::Wrong;
use runwright_files::open::{Form, Kind, Opened, Refused};
use runwright_model::catalogue::{Key, Part, Type};
use runwright_model::text::t;
use runwright_model::{Lang, Text, Version, say};

/// What a file is, in one line; empty when it is nothing of ours.
pub fn what(opened: &Opened, lang: Lang) -> String {
    let has = |fits: fn(Kind) -> bool| opened.part(fits).is_some();
    let values = has(|kind| kind == Kind::Values);
    let config = has(|kind| matches!(kind, Kind::Config { .. }));
    let text = match (&opened.form, values, config) {
        (Form::Unknown | Form::TooLarge, ..) => Text::EMPTY,
        (Form::Values, _, true) => t(
            "Values of the gitlab-runner chart, with the runner's template",
            "gitlab-runner Chart 的 values，内含 Runner 模板",
        ),
        (Form::Values, ..) => t(
            "Values of the gitlab-runner chart",
            "gitlab-runner Chart 的 values",
        ),
        (Form::Umbrella, ..) => t(
            "Values of a parent chart, with those of gitlab-runner",
            "上级 Chart 的 values，内含 gitlab-runner 部分",
        ),
        (Form::HelmRelease, ..) => t("A Flux HelmRelease", "Flux HelmRelease"),
        (Form::Application, ..) => t("An Argo CD Application", "Argo CD Application"),
        (Form::HelmChart, ..) => t("A HelmChart of k3s or RKE2", "k3s/RKE2 的 HelmChart"),
        (Form::Config, ..) => t("A runner's config.toml", "Runner 的 config.toml"),
        (Form::Corefile, ..) => t("A Corefile", "Corefile"),
        (Form::ConfigMap, _, true) => t(
            "A ConfigMap with a runner's configuration",
            "内含 Runner 配置的 ConfigMap",
        ),
        (Form::ConfigMap, ..) => t("A ConfigMap with a Corefile", "内含 Corefile 的 ConfigMap"),
        (Form::Manifests, true, _) => t(
            "Manifests, with values of the gitlab-runner chart",
            "多个清单，内含 gitlab-runner Chart 的 values",
        ),
        (Form::Manifests, _, true) => t(
            "Manifests, with a runner's configuration",
            "多个清单，内含 Runner 配置",
        ),
        (Form::Manifests, ..) => t("Manifests, with a Corefile", "多个清单，内含 Corefile"),
    };
    text.get(lang).to_string()
}

/// Why a change could not be written.
pub fn refused(why: Refused) -> Text {
    match why {
        Refused::NoPlace => t(
            "The file has something else in that place. Change it by hand.",
            "文件中该位置是别的内容，请手动修改。",
        ),
        Refused::Shared => t(
            "The place belongs to a YAML anchor that other places use too; changing it would change them. Change it by hand.",
            "该位置属于被多处引用的 YAML 锚点，修改会影响其他位置，请手动修改。",
        ),
        Refused::Unreadable => t(
            "The place is beside something that cannot be read. Mend the syntax error first.",
            "该位置紧邻无法解析的内容，请先修正语法错误。",
        ),
        Refused::Template => t(
            "A template decides the value. Change it where the template is rendered.",
            "该值由模板决定，请在渲染模板处修改。",
        ),
        Refused::Form => t(
            "The language of the file cannot hold the value there.",
            "文件的语言无法在该处写入此值。",
        ),
    }
}

/// What is wrong with a setting.
pub fn wrong(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::Unknown => t("no such key is known", "没有这个键")
            .get(lang)
            .to_string(),
        Wrong::Secret => t("a credential is not kept in the plan", "凭据不保存在方案中")
            .get(lang)
            .to_string(),
        Wrong::Type(kind) => {
            let kind = type_name(*kind).get(lang);
            say!(lang, "{kind} is expected", "此处应为{kind}")
        }
        Wrong::Word(allowed) => {
            let allowed = allowed.join(", ");
            say!(
                lang,
                "one of these is expected: {allowed}",
                "应为以下之一：{allowed}"
            )
        }
    }
}

pub fn not_written(lang: Lang) -> String {
    t(
        "It is kept here and left out of the files.",
        "该值保留在此处，不写入文件。",
    )
    .get(lang)
    .to_string()
}

fn type_name(kind: Type) -> Text {
    match kind {
        Type::Text | Type::Toml => t("a text", "文本"),
        Type::Int => t("a whole number", "整数"),
        Type::Float => t("a number", "数字"),
        Type::Bool => t("true or false", "true 或 false"),
        Type::Duration => t("a duration such as 5m", "时长，例如 5m"),
        Type::Date => t("a date", "日期"),
        Type::Texts | Type::TextOrTexts => t("a list of texts", "文本列表"),
        Type::Ints => t("a list of whole numbers", "整数列表"),
        Type::Floats => t("a list of numbers", "数字列表"),
        Type::Table | Type::Tables => t("a list of tables", "表的列表"),
        Type::TextMap => t("a map of texts", "文本映射"),
        Type::IntMap => t("a map of whole numbers", "整数映射"),
        Type::BoolMap => t("a map of true and false", "布尔映射"),
        Type::TextsMap => t("a map of lists", "列表映射"),
        Type::Any => t("YAML", "YAML"),
    }
}

/// Why the plan's version does not read a key; empty when it does.
pub fn release(key: &Key, have: Version, lang: Lang) -> String {
    let config = key.part == Part::Config;
    if let Some(since) = key.since.filter(|since| have < *since) {
        let since = since.short();
        return if config {
            say!(
                lang,
                "The runner reads it since {since}.",
                "Runner {since} 起才支持。"
            )
        } else {
            say!(
                lang,
                "The chart reads it since {since}.",
                "Chart {since} 起才支持。"
            )
        };
    }
    if let Some(removed) = key.removed.filter(|removed| have >= *removed) {
        let removed = removed.short();
        return if config {
            say!(
                lang,
                "The runner does not read it since {removed}.",
                "Runner {removed} 起不再读取。"
            )
        } else {
            say!(
                lang,
                "The chart does not read it since {removed}.",
                "Chart {removed} 起不再读取。"
            )
        };
    }
    String::new()
}
