//! Compares the type of a value with the one its key is read into; the runner refuses the file where they differ.

use runwright_model::say;

use super::super::fix;
use super::super::node::{Entry, Node, Value};
use super::super::report::Report;
use super::super::rules;
use super::super::schema::Type;
use super::keys::Here;
use runwright_model::catalogue::Part;

/// Keys whose forms have rules of their own, with better words.
fn has_own_rule(key: &str, path: &str) -> bool {
    match path {
        "" => key == "runners",
        "runners.kubernetes" => {
            matches!(
                key,
                "volumes" | "dns_policy" | "pull_policy" | "allowed_pull_policies"
            ) || super::quantities::resource(key).is_some()
        }
        "runners.kubernetes.dns_config" => key == "options",
        "runners.kubernetes.dns_config.options" => true,
        _ => path.starts_with("runners.kubernetes.volumes") && !path.contains("volumes."),
    }
}

pub fn check(entry: &Entry, kind: Type, here: Here, out: &mut Report) {
    let path = here.path;
    let key = entry.key.to_ascii_lowercase();
    if has_own_rule(&key, path) {
        return;
    }
    let value = &entry.node;
    match kind {
        Type::Duration => duration(entry, here, out),
        Type::TextMap | Type::IntMap | Type::BoolMap | Type::TextsMap => {
            map(entry, kind, here, out)
        }
        Type::Int if value.text().is_some() && is_seconds(&key) => {
            let shown = value.text().unwrap_or_default();
            let number: String = shown.chars().take_while(char::is_ascii_digit).collect();
            let number = if number.is_empty() { "180" } else { &number };
            out.tell(
                rules::SECONDS_AS_TEXT,
                value.at,
                say!(
                    out.lang,
                    "{key} is a number of seconds, not a string",
                    "{key} 是以秒计的数字，不是字符串"
                ),
                say!(
                    out.lang,
                    "The runner refuses the file. Write {key} = {number} without quotes.",
                    "Runner 会拒绝该文件。请写成 {key} = {number}，不加引号。"
                ),
            );
            here.offer(entry, out);
        }
        _ if !fits(value, kind) => {
            let want = name(kind, out);
            let found = kind_of(value, out);
            out.tell(
                rules::WRONG_TYPE,
                value.at,
                say!(
                    out.lang,
                    "{key} must be {want}, not {found}",
                    "{key} 应为{want}，而不是{found}"
                ),
                say!(
                    out.lang,
                    "The runner refuses the whole file. {}",
                    "Runner 会拒绝整个文件。{}",
                    hint(kind, &key, out)
                ),
            );
            here.offer(entry, out);
        }
        _ => {}
    }
}

fn is_seconds(key: &str) -> bool {
    key.ends_with("_timeout") || key.ends_with("_interval") || key.ends_with("_seconds")
}

fn fits(node: &Node, kind: Type) -> bool {
    let each = |test: fn(&Node) -> bool| {
        node.list()
            .is_some_and(|items| items.iter().all(|item| item.is_unknown() || test(item)))
    };
    let text = |node: &Node| matches!(node.value, Value::Text(_));
    node.is_unknown()
        || match kind {
            Type::Text => text(node),
            Type::Int => matches!(node.value, Value::Int(_)),
            Type::Float => matches!(node.value, Value::Float(_) | Value::Int(_)),
            Type::Bool => matches!(node.value, Value::Bool(_)),
            // A date may be written quoted; the runner writes it itself.
            Type::Date => matches!(node.value, Value::Date | Value::Text(_)),
            Type::Texts => each(text),
            Type::Ints => each(|item| matches!(item.value, Value::Int(_))),
            Type::Floats => each(|item| matches!(item.value, Value::Float(_) | Value::Int(_))),
            Type::TextOrTexts => text(node) || each(text),
            Type::Table => node.map().is_some(),
            Type::Tables => each(|item| item.map().is_some()),
            _ => true,
        }
}

fn name(kind: Type, out: &Report) -> &'static str {
    let (en, zh) = match kind {
        Type::Text => ("a string", "字符串"),
        Type::Int => ("an integer", "整数"),
        Type::Float => ("a number", "数字"),
        Type::Bool => ("true or false", "布尔值"),
        Type::Date => ("a date", "日期"),
        Type::Texts => ("a list of strings", "字符串数组"),
        Type::Ints => ("a list of integers", "整数数组"),
        Type::Floats => ("a list of numbers", "数字数组"),
        Type::TextOrTexts => ("a string or a list of strings", "字符串或字符串数组"),
        Type::Table => ("a table", "表"),
        Type::Tables => ("a list of tables", "表的数组"),
        Type::Duration => ("a duration", "时长"),
        _ => ("a table of values", "键值表"),
    };
    out.lang.pick(en, zh)
}

fn kind_of(node: &Node, out: &Report) -> &'static str {
    let (en, zh) = match &node.value {
        Value::Null => ("nothing", "空值"),
        Value::Bool(_) => ("true or false", "布尔值"),
        Value::Int(_) | Value::Float(_) => ("a number", "数字"),
        Value::Date => ("a date", "日期"),
        Value::Text(_) => ("a string", "字符串"),
        Value::Unknown => ("a template", "模板"),
        Value::Map(_) => ("a table", "表"),
        Value::List(items) if items.iter().any(|item| item.map().is_some()) => {
            ("a list of tables", "表的数组")
        }
        Value::List(items) if items.iter().all(|item| item.text().is_some()) => {
            ("a list of strings", "字符串数组")
        }
        Value::List(_) => ("a list of other values", "其他类型的数组"),
    };
    out.lang.pick(en, zh)
}

fn hint(kind: Type, key: &str, out: &Report) -> String {
    match kind {
        Type::Text => say!(out.lang, "Put the value in quotes.", "请给值加上引号。"),
        Type::Int | Type::Bool | Type::Float => say!(
            out.lang,
            "Write the value without quotes.",
            "值不要加引号。"
        ),
        Type::Texts => say!(
            out.lang,
            "Write {key} = [\"…\"].",
            "请写成 {key} = [\"…\"]。"
        ),
        Type::Tables => say!(
            out.lang,
            "Give each one a header of two brackets, as in [[…{key}]].",
            "每一项用双层方括号的表头：[[…{key}]]。"
        ),
        Type::Table => say!(
            out.lang,
            "Give it a header of one bracket, as in […{key}].",
            "请用单层方括号的表头：[…{key}]。"
        ),
        _ => String::new(),
    }
}

/// Durations are strings of Go; a bare integer is read as nanoseconds.
fn duration(entry: &Entry, here: Here, out: &mut Report) {
    let key = &entry.key;
    match &entry.node.value {
        Value::Int(value) if *value != Some(0) => {
            let number = value.map(|value| value.to_string()).unwrap_or_default();
            out.tell(
                rules::DURATION_NUMBER,
                entry.node.at,
                say!(out.lang, "{key} = {number} is {number} nanoseconds", "{key} = {number} 表示 {number} 纳秒"),
                say!(out.lang, "A bare number counts nanoseconds here. Write a duration such as \"{number}s\".", "不带单位的数字在这里按纳秒计算。请写成时长，例如 \"{number}s\"。"),
            );
            here.offer(entry, out);
        }
        Value::Int(_) | Value::Unknown => {}
        Value::Text(text) if is_duration(text) => {}
        Value::Text(text) => {
            out.tell(
                rules::DURATION,
                entry.node.at,
                say!(out.lang, "“{text}” is no duration", "“{text}”不是有效的时长"),
                say!(out.lang, "The runner refuses the file. Units are h, m, s, ms, us and ns, as in \"1h30m\".", "Runner 会拒绝该文件。单位为 h、m、s、ms、us、ns，例如 \"1h30m\"。"),
            );
            here.offer(entry, out);
        }
        _ => {
            let found = kind_of(&entry.node, out);
            out.tell(
                rules::WRONG_TYPE,
                entry.node.at,
                say!(
                    out.lang,
                    "{key} must be a duration, not {found}",
                    "{key} 应为时长，而不是{found}"
                ),
                say!(
                    out.lang,
                    "The runner refuses the whole file. Write {key} = \"5m\".",
                    "Runner 会拒绝整个文件。请写成 {key} = \"5m\"。"
                ),
            );
            here.offer(entry, out);
        }
    }
}

/// The grammar of Go's `time.ParseDuration`.
pub fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let number = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let (digits, tail) = rest.split_at(number);
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) || digits.matches('.').count() > 1 {
            return false;
        }
        let Some(unit) = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"]
            .into_iter()
            .find(|unit| tail.starts_with(unit))
        else {
            return false;
        };
        rest = tail.get(unit.len()..).unwrap_or_default();
    }
    true
}

/// Maps of values: any other form is thrown away without a word, a wrong value inside is refused.
fn map(entry: &Entry, kind: Type, here: Here, out: &mut Report) {
    let (key, path) = (&entry.key, here.path);
    let whole = here.key(key);
    let label = out.lang.pick("Write it as a table", "改写为表").to_owned();
    let Value::Map(values) = &entry.node.value else {
        if entry.node.is_unknown() {
            return;
        }
        let found = kind_of(&entry.node, out);
        let sample = super::maps::sample(&key.to_ascii_lowercase());
        let header = super::keys::shown(&[path, ".", &key.to_ascii_lowercase()].concat());
        out.tell(
            rules::MAP_FORM,
            entry.at,
            say!(out.lang, "{key} must be one table, not {found}: nothing of it is read", "{key} 应为一个表，而不是{found}：其内容完全不会被读取"),
            say!(out.lang, "The file loads without a word and the setting is lost. Write {header} and below it {sample}.", "文件能正常加载，但该设置会丢失且没有提示。请写 {header}，并在其下写 {sample}。"),
        );
        return out.fix(label, here.anew(entry, &entry.node));
    };
    for value in values {
        let name = &value.key;
        let fits = match kind {
            Type::TextMap => matches!(value.node.value, Value::Text(_) | Value::Unknown),
            Type::IntMap => matches!(value.node.value, Value::Int(_) | Value::Unknown),
            Type::BoolMap => matches!(value.node.value, Value::Bool(_) | Value::Unknown),
            _ => fits(&value.node, Type::Texts),
        };
        if out.is_full() {
            return;
        }
        // A setting that slipped into the map has a better note.
        if fits || super::labels::is_setting(name, &key.to_ascii_lowercase()) {
            continue;
        }
        if kind == Type::TextMap
            && value.node.map().is_some()
            && !key.eq_ignore_ascii_case("node_tolerations")
        {
            out.tell(
                rules::UNQUOTED_DOTS,
                value.at,
                say!(out.lang, "{name} became a table: dots in a key must be quoted", "{name} 变成了表：键中的点必须加引号"),
                say!(out.lang, "The runner refuses the file. Write the whole key in quotes, as in \"example.com/pool\" = \"ci\".", "Runner 会拒绝该文件。请给整个键加引号，例如 \"example.com/pool\" = \"ci\"。"),
            );
            let label = say!(out.lang, "Quote the key", "给键加引号");
            out.fix(label, fix::anew(value, Part::Config, &whole, &entry.node));
            continue;
        }
        let (want, found) = (name_in_map(kind, out), kind_of(&value.node, out));
        out.tell(
            rules::MAP_VALUE,
            value.node.at,
            say!(
                out.lang,
                "{key}: the value of {name} must be {want}, not {found}",
                "{key}：{name} 的值应为{want}，而不是{found}"
            ),
            say!(
                out.lang,
                "The runner refuses the whole file. Write {}.",
                "Runner 会拒绝整个文件。请写成 {}。",
                super::maps::sample(&key.to_ascii_lowercase())
            ),
        );
        let label = out
            .lang
            .pick("Write it in the right form", "改成正确的写法")
            .to_owned();
        out.fix(label, fix::anew(value, Part::Config, &whole, &entry.node));
    }
}

fn name_in_map(kind: Type, out: &Report) -> &'static str {
    name(
        match kind {
            Type::TextMap => Type::Text,
            Type::IntMap => Type::Int,
            Type::BoolMap => Type::Bool,
            _ => Type::Texts,
        },
        out,
    )
}
