//! Helps the tests of this crate: plans from short lists, and Kubernetes' own types as a second reader.

use crate::{Artefact, Context};
use k8s_openapi::api::core::v1::{Namespace, ServiceAccount};
use k8s_openapi::api::networking::v1::NetworkPolicy;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{Role, RoleBinding};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use proptest::prelude::*;
use runwright_model::{Draft, Lang, Plan, Row, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A plan from field ids and texts; lists are split at commas.
pub(crate) fn plan(sets: &[(&str, &str)]) -> Plan {
    rows(sets, &[])
}

/// The rows of a table field, each a list of column and cell.
pub(crate) type Table<'a> = &'a [&'a [(&'a str, &'a str)]];

/// The same with table fields.
pub(crate) fn rows(sets: &[(&str, &str)], tables: &[(&str, Table)]) -> Plan {
    let mut draft = Draft::default();
    for (id, value) in sets {
        draft.set(id, (*value).into());
    }
    for (id, table) in tables {
        let table = table.iter().map(|cells| {
            let cell = |(id, text): &(&str, &str)| (id.to_string(), text.to_string());
            cells.iter().map(cell).collect::<Row>()
        });
        draft.set(id, Value::Rows(table.collect()));
    }
    Plan::read(&draft).plan
}

/// The English text of a file, if the plan has it.
pub(crate) fn text(render: fn(&Context) -> Option<Artefact>, plan: &Plan) -> Option<String> {
    let render = |lang| {
        render(&Context {
            plan,
            lang,
            token: "",
        })
    };
    let chinese = render(Lang::Zh).map(|file| content(&file.printed.text));
    let english = render(Lang::En).map(|file| file.printed.text);
    // The language changes comments and descriptions, never whether there is a file or how long its content is.
    assert_eq!(
        english.as_deref().map(content).map(|lines| lines.len()),
        chinese.map(|lines| lines.len())
    );
    english
}

fn content(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with('#') && !line.is_empty())
        .map(str::to_string)
        .collect()
}

/// The objects of a file, each read into the type of its kind and found equal when written again.
#[track_caller]
pub(crate) fn read_back(file: &str) -> Vec<serde_json::Value> {
    let mut objects = Vec::new();
    for document in file.split("\n---\n") {
        let object: serde_json::Value = serde_yaml::from_str(document).unwrap();
        let again = match object["kind"].as_str().unwrap() {
            "Namespace" => through::<Namespace>(&object),
            "ServiceAccount" => through::<ServiceAccount>(&object),
            "Role" => through::<Role>(&object),
            "RoleBinding" => through::<RoleBinding>(&object),
            "NetworkPolicy" => through::<NetworkPolicy>(&object),
            "PriorityClass" => through::<PriorityClass>(&object),
            "PodDisruptionBudget" => through::<PodDisruptionBudget>(&object),
            kind => panic!("no reader for {kind}"),
        };
        assert_eq!(again, object);
        objects.push(object);
    }
    objects
}

fn through<T: DeserializeOwned + Serialize>(object: &serde_json::Value) -> serde_json::Value {
    let typed: T = serde_json::from_value(object.clone()).unwrap();
    serde_json::to_value(typed).unwrap()
}

/// The words of each command of a script, by the rules of the shell and none of the printer's code.
///
/// Knows quotes, backslashes, comments and line ends; stops at nothing else, since what the scripts
/// quote is all that is asked of it.
pub(crate) fn shell_words(script: &str) -> Vec<Vec<String>> {
    let (mut commands, mut words) = (Vec::new(), Vec::new());
    let mut word: Option<String> = None;
    let mut chars = script.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '\'' => {
                let word = word.get_or_insert_default();
                word.extend(chars.by_ref().take_while(|&ch| ch != '\''));
            }
            '"' => {
                let word = word.get_or_insert_default();
                while let Some(ch) = chars.next().filter(|&ch| ch != '"') {
                    word.push(ch);
                    if ch == '\\' {
                        word.extend(chars.next());
                    }
                }
            }
            '\\' => match chars.next() {
                Some('\n') | None => {}
                Some(ch) => word.get_or_insert_default().push(ch),
            },
            '#' if word.is_none() => while chars.next_if(|&ch| ch != '\n').is_some() {},
            '\n' => {
                words.extend(word.take());
                if !words.is_empty() {
                    commands.push(std::mem::take(&mut words));
                }
            }
            ' ' | '\t' => words.extend(word.take()),
            _ => word.get_or_insert_default().push(ch),
        }
    }
    words.extend(word);
    commands.push(words);
    commands.retain(|words| !words.is_empty());
    commands
}

/// Texts that try to be syntax.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "a\": {b",
        "$(rm -rf /)",
        "`id`",
        "'; kubectl delete ns x; '",
        "- x",
        "--all",
        "{{ .Values }}",
        "}\n{",
        "# END runwright",
        "yes",
        "0x10",
        "1e3",
        "*a",
        "&b",
        "!!python",
        "\\",
        "\"",
        "a: b",
        "x #y",
        "{$HOME}",
        "你好",
        "a\u{2028}b",
        "|",
        "<script>",
        "[a](http://b)",
    ])
    .prop_map(str::to_string);
    prop_oneof![2 => known, 1 => ".{0,24}"]
}
