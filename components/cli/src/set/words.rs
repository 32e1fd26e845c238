//! Says why a wish is not granted, and what would be.

use runwright_files::open::Refused;
use runwright_model::catalogue::{Key, Type};
use runwright_model::text::t;
use runwright_model::{Lang, Text, say};

/// Why a wish is not granted.
#[derive(Debug)]
pub enum Problem {
    /// The text is no path.
    NoPath,
    NotRecognised,
    /// The file has no part of the kind.
    NoPart,
    Unknown {
        near: Option<String>,
    },
    /// A path into a Corefile needs a block and a plugin.
    NoBlockPath,
    /// None of these addresses is meant.
    NoBlock(String),
    /// The key has no keys or items below it.
    NothingBelow(&'static Key),
    /// Of several tables it is not said which.
    NeedsIndex(&'static Key),
    /// No words on one line.
    NoWords,
    Wrong(Wrong),
    Refused(Refused),
}

/// What is wrong with a value.
#[derive(Debug)]
pub enum Wrong {
    Type(Type),
    Word(Vec<&'static str>),
    Quantity,
    /// A table has no such key.
    Key(String),
    /// The same of a key of a table.
    Below(String, Box<Wrong>),
}

/// A problem with its path, and a hint below it.
pub fn told(path: &str, problem: &Problem, lang: Lang) -> String {
    let force = || {
        lang.pick("--force writes it all the same", "加 --force 可强制写入")
            .to_string()
    };
    let (what, hint) = match problem {
        Problem::NoPath => (
            t("this is no path", "这不是有效的路径").get(lang).to_string(),
            lang.pick(
                "write keys with dots and items in brackets: runners[0].environment[1]; a key with dots in double quotes",
                "键之间用点号，列表项用方括号：runners[0].environment[1]；含点号的键写在双引号中",
            )
            .to_string(),
        ),
        Problem::NotRecognised => (
            t("the file is not recognised", "无法识别该文件").get(lang).to_string(),
            lang.pick(
                "known are values of the gitlab-runner chart, config.toml and Corefiles; see runwright check",
                "支持 gitlab-runner Chart 的 values、config.toml 与 Corefile；可用 runwright check 检查",
            )
            .to_string(),
        ),
        Problem::NoPart => (
            t("the file has no such part", "文件中没有这一部分").get(lang).to_string(),
            lang.pick(
                "see runwright import for the parts it has",
                "可用 runwright import 查看它有哪些部分",
            )
            .to_string(),
        ),
        Problem::Unknown { near } => (
            t("there is no such key", "没有这个键").get(lang).to_string(),
            match near {
                Some(near) => say!(
                    lang,
                    "did you mean {near}? --force writes the key all the same",
                    "是否想写 {near}？加 --force 可强制写入"
                ),
                None => force(),
            },
        ),
        Problem::NoBlockPath => (
            t(
                "a path into a Corefile names a block and a plugin",
                "Corefile 中的路径应包含服务块与插件",
            )
            .get(lang)
            .to_string(),
            lang.pick(
                "write the block's address in double quotes: corefile:\".:53\".forward",
                "服务块的地址写在双引号中：corefile:\".:53\".forward",
            )
            .to_string(),
        ),
        Problem::NoBlock(known) => (
            t("there is no such block", "没有这个服务块").get(lang).to_string(),
            say!(lang, "addresses are {known}", "现有地址：{known}"),
        ),
        Problem::NothingBelow(key) => {
            let (name, kind) = (key.name(), type_name(key.kind).get(lang));
            (
                say!(
                    lang,
                    "{name} has nothing below it that could be set",
                    "{name} 下面没有可设置的内容"
                ),
                say!(lang, "it takes {kind}", "它的值应为{kind}"),
            )
        }
        Problem::NeedsIndex(key) => {
            let name = key.name();
            (
                say!(lang, "{name} is a list", "{name} 是列表"),
                say!(
                    lang,
                    "say which item is meant: {name}[0], {name}[1]…",
                    "请指明列表项：{name}[0]、{name}[1]……"
                ),
            )
        }
        Problem::NoWords => (
            t("words on one line are expected", "此处应为同一行中的若干词")
                .get(lang)
                .to_string(),
            lang.pick(
                "write them as in a Corefile, with double quotes around one that holds blanks",
                "写法与 Corefile 相同，含空格的词写在双引号中",
            )
            .to_string(),
        ),
        Problem::Wrong(wrong) => (self::wrong(wrong, lang), force()),
        Problem::Refused(why) => (
            t("it could not be changed", "无法修改").get(lang).to_string(),
            runwright_engine::opened::refused(*why).get(lang).to_string(),
        ),
    };
    say!(
        lang,
        "runwright: {path}: {what}\n  {hint}\n",
        "runwright：{path}：{what}\n  {hint}\n"
    )
}

fn wrong(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::Type(kind) => {
            let kind = type_name(*kind).get(lang);
            say!(lang, "{kind} is expected", "此处应为{kind}")
        }
        Wrong::Word(allowed) => {
            let allowed = allowed
                .iter()
                .copied()
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            say!(
                lang,
                "one of these is expected: {allowed}",
                "应为以下之一：{allowed}"
            )
        }
        Wrong::Quantity => lang
            .pick(
                "a quantity such as 500m or 2Gi is expected",
                "此处应为资源量，例如 500m 或 2Gi",
            )
            .to_string(),
        Wrong::Key(name) => say!(lang, "there is no key {name}", "没有键 {name}"),
        Wrong::Below(name, below) => {
            let below = self::wrong(below, lang);
            say!(lang, "{name}: {below}", "{name}：{below}")
        }
    }
}

fn type_name(kind: Type) -> Text {
    match kind {
        Type::Text | Type::Toml => t("a text", "文本"),
        Type::Int => t("a whole number", "整数"),
        Type::Float => t("a number", "数字"),
        Type::Bool => t("true or false", "true 或 false"),
        Type::Duration => t("a duration such as 5m", "时长，例如 5m"),
        Type::Date => t("a date", "日期"),
        Type::Texts | Type::TextOrTexts => {
            t("a list of texts (a,b or JSON)", "文本列表（a,b 或 JSON）")
        }
        Type::Ints => t(
            "a list of whole numbers (1,2 or JSON)",
            "整数列表（1,2 或 JSON）",
        ),
        Type::Floats => t("a list of numbers (1,2 or JSON)", "数字列表（1,2 或 JSON）"),
        Type::Table => t("a table (JSON)", "表（JSON）"),
        Type::Tables => t("a list of tables (JSON)", "表的列表（JSON）"),
        Type::TextMap => t(
            "a map of texts (a=b,c=d or JSON)",
            "文本映射（a=b,c=d 或 JSON）",
        ),
        Type::IntMap => t(
            "a map of whole numbers (a=1,b=2 or JSON)",
            "整数映射（a=1,b=2 或 JSON）",
        ),
        Type::BoolMap => t(
            "a map of true and false (a=true,b=false or JSON)",
            "布尔映射（a=true,b=false 或 JSON）",
        ),
        Type::TextsMap => t("a map of lists (JSON)", "列表映射（JSON）"),
        Type::Any => t("YAML", "YAML"),
    }
}
