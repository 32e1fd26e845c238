//! Lists every setting there is, with what a form needs to draw it.

use runwright_files::open::read as reading;
use runwright_model::catalogue::{self, Key, Part, Type, Unit};
use runwright_model::protocol::{ColumnSpec, FieldSpec, OptionSpec, SettingRow, SettingsSay};
use runwright_model::text::t;
use runwright_model::{Lang, Value};

/// How deep tables in tables are drawn; the deepest of the runner, affinity, is at five.
const MAX_DEPTH: usize = 8;

pub fn settings(lang: Lang) -> SettingsSay {
    let mut say = SettingsSay::default();
    for part in [Part::Values, Part::Config] {
        walk(part, "", lang, &mut say);
    }
    say
}

fn walk(part: Part, at: &str, lang: Lang, say: &mut SettingsSay) {
    let keys = || catalogue::children(part, at).filter(|key| !key.other_executor);
    // What is read key by key is shown so, unless a field decides the table as a whole.
    // There may be several runners; the page is about one.
    let inside = |key: &Key| {
        let runner = key.part == Part::Config && key.path == "runners";
        (key.kind == Type::Table || runner || reading::has_keys(key)) && key.decided.is_empty()
    };
    // The text of a configuration is edited by its own keys.
    for key in keys().filter(|key| !inside(key) && key.kind != Type::Toml) {
        row(key, lang, say);
    }
    for key in keys().filter(|key| inside(key)) {
        walk(part, key.path, lang, say);
    }
}

fn row(key: &Key, lang: Lang, say: &mut SettingsSay) {
    let id = match (key.field, key.decided) {
        ("", "") => reading::id(key),
        ("", decided) => decided.to_string(),
        (field, _) => field.to_string(),
    };
    let released = |version: Option<runwright_model::Version>| {
        let prefix = if key.part == Part::Values {
            "chart "
        } else {
            ""
        };
        version
            .map(|version| [prefix, &version.short()].concat())
            .unwrap_or_default()
    };
    if key.field.is_empty() && key.decided.is_empty() {
        say.fields.insert(id.clone(), spec(key, lang));
    }
    say.rows.push(SettingRow {
        id,
        part: match key.part {
            Part::Values => "values",
            Part::Config => "config",
        }
        .to_string(),
        path: key.path.to_string(),
        help: catalogue::help(key, lang).to_string(),
        default: key.default.to_string(),
        since: released(key.since),
        deprecated: if key.deprecated {
            lang.pick("deprecated", "已弃用").to_string()
        } else {
            String::new()
        },
        removed: released(key.removed),
        security: key.security,
        secret: key.secret,
        source: key.source.to_string(),
    });
}

fn spec(key: &Key, lang: Lang) -> FieldSpec {
    let kind = kind(key);
    FieldSpec {
        label: key.name().to_string(),
        help: catalogue::help(key, lang).to_string(),
        kind: kind.to_string(),
        unit: unit(key.unit).get(lang).to_string(),
        example: String::new(),
        default: match kind {
            "list" | "words" => Value::List(Vec::new()),
            "rows" => Value::Rows(Vec::new()),
            _ => "".into(),
        },
        default_text: key.default.to_string(),
        since: String::new(),
        max: 0,
        options: options(key, lang),
        columns: columns(key, lang, 0),
    }
}

fn kind(key: &Key) -> &'static str {
    match key.kind {
        Type::Bool => "choice",
        Type::Int if key.allowed.is_empty() => "int",
        Type::Text | Type::Int | Type::Float | Type::Duration | Type::Date => {
            if key.allowed.is_empty() {
                "text"
            } else {
                "choice"
            }
        }
        Type::Texts | Type::TextOrTexts if !key.allowed.is_empty() => "words",
        Type::Texts | Type::Ints | Type::Floats | Type::TextOrTexts => "list",
        Type::TextMap | Type::IntMap | Type::BoolMap => "rows",
        Type::Table | Type::Tables => "tables",
        Type::TextsMap | Type::Any | Type::Toml => "yaml",
    }
}

fn unit(unit: Unit) -> runwright_model::Text {
    match unit {
        Unit::Seconds => t("s", "秒"),
        Unit::Milliseconds => t("ms", "毫秒"),
        Unit::Kilobytes => t("KiB", "KiB"),
        Unit::Bytes => t("bytes", "字节"),
        Unit::None | Unit::Cpu | Unit::Memory | Unit::Storage => runwright_model::Text::EMPTY,
    }
}

/// The words a key takes; first the empty one, which leaves the key out.
fn options(key: &Key, lang: Lang) -> Vec<OptionSpec> {
    let option = |value: &str, label: &str| OptionSpec {
        value: value.to_string(),
        label: label.to_string(),
        help: String::new(),
    };
    let unset = option("", lang.pick("not set", "不设置"));
    let words = || {
        key.allowed
            .iter()
            .filter(|word| !word.is_empty())
            .map(|word| option(word, word))
    };
    match (key.kind, key.allowed.is_empty()) {
        (Type::Bool, _) => vec![unset, option("true", "true"), option("false", "false")],
        (_, true) => Vec::new(),
        (Type::Texts | Type::TextOrTexts, _) => words().collect(),
        _ => std::iter::once(unset).chain(words()).collect(),
    }
}

fn columns(key: &Key, lang: Lang, depth: usize) -> Vec<ColumnSpec> {
    let column = |id: &str, label: &str, kind: &str| ColumnSpec {
        id: id.to_string(),
        label: label.to_string(),
        kind: kind.to_string(),
        default: String::new(),
        example: String::new(),
        unit: String::new(),
        options: Vec::new(),
        columns: Vec::new(),
    };
    match key.kind {
        Type::TextMap | Type::IntMap => vec![
            column("key", lang.pick("Key", "键"), "text"),
            column(
                "value",
                lang.pick("Value", "值"),
                if key.kind == Type::IntMap {
                    "int"
                } else {
                    "text"
                },
            ),
        ],
        Type::BoolMap => vec![
            column("key", lang.pick("Key", "键"), "text"),
            column("value", lang.pick("Value", "值"), "bool"),
        ],
        Type::Table | Type::Tables if depth < MAX_DEPTH => catalogue::children(key.part, key.path)
            .map(|below| ColumnSpec {
                options: options(below, lang),
                columns: columns(below, lang, depth + 1),
                default: below.default.to_string(),
                ..column(
                    below.name(),
                    below.name(),
                    if below.kind == Type::Table {
                        "table"
                    } else {
                        kind(below)
                    },
                )
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_drawn() {
        for lang in [Lang::En, Lang::Zh] {
            let say = settings(lang);
            for row in &say.rows {
                let drawn = say.fields.contains_key(&row.id)
                    || runwright_model::field::find(&row.id).is_some();
                assert!(drawn, "{}", row.path);
                assert!(
                    !row.help.is_empty() || !row.removed.is_empty(),
                    "{} {}",
                    row.part,
                    row.path
                );
            }
            assert!(say.rows.len() > 300, "{}", say.rows.len());
        }
    }
}
