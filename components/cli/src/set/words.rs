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
            refused(*why).get(lang).to_string(),
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
        Type::Bool => t("true or false", " true 或 false"),
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

fn refused(why: Refused) -> Text {
    match why {
        Refused::NoPlace => t(
            "the file has something else in that place; change it by hand",
            "文件中该位置是别的内容，请手动修改",
        ),
        Refused::Shared => t(
            "the place belongs to a YAML anchor that other places use too; change it by hand",
            "该位置属于被多处引用的 YAML 锚点，请手动修改",
        ),
        Refused::Unreadable => t(
            "the place is beside something that cannot be read; mend the syntax error first",
            "该位置紧邻无法解析的内容，请先修正语法错误",
        ),
        Refused::Template => t(
            "a template decides the value; change it where the template is rendered",
            "该值由模板决定，请在渲染模板处修改",
        ),
        Refused::Form => t(
            "the language of the file cannot hold the value there",
            "文件的语言无法在该处写入此值",
        ),
    }
}

/// The path of the key of a table that a misspelt name was meant to be.
pub fn nearest(name: &str, keys: std::slice::Iter<'static, Key>) -> Option<String> {
    let mut keys = keys.filter(|key| !key.other_executor);
    let found = near(name, keys.clone().map(Key::name))?;
    keys.find(|key| key.name() == found)
        .map(|key| key.path.to_owned())
}

/// The word that a misspelt one was meant to be: at most a quarter of the letters differ.
pub fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 64 {
        return None;
    }
    let plain = |text: &str| text.to_ascii_lowercase().replace(['-', '_'], "");
    let word = plain(word);
    let most = (word.len() / 4).clamp(1, 3);
    known
        .map(|candidate| (distance(&word, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, remove or replace.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, ch) in one.chars().enumerate() {
        let mut left = index + 1;
        let mut next = vec![left];
        for (known, pair) in other.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            left = (diagonal + usize::from(ch != *known))
                .min(above + 1)
                .min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
