//! Answers a capacity question and shows the sums.

mod fleet;

use std::path::Path;

use runwright_capacity::fleet::lists;
use runwright_capacity::run_query;
use runwright_checks::{Cx, facts, steps};
use runwright_model::answer::{Answer, NodeGroup, Pool};
use runwright_model::{Draft, Lang, Plan, say};
use runwright_sizing::nodes;
use serde_json::{Map, Value, json};

use crate::args::{Capacity, Failure};
use crate::input;
use crate::output::{self, Exit};

pub fn run(ask: &Capacity, lang: Lang) -> Result<Exit, Failure> {
    let text = input::read(&ask.query, lang)?;
    let mut query = match serde_json::from_str::<Value>(&text) {
        Ok(query) => query,
        Err(error) => return Ok(invalid(&ask.query, &error.to_string(), lang)),
    };
    if let Some(path) = &ask.nodes {
        if query.get("node").is_some() || !query.is_object() {
            return Err(Failure::new(
                say!(
                    lang,
                    "--nodes does not go with this question",
                    "--nodes 不适用于这种问题"
                ),
                say!(
                    lang,
                    "use a form with pools, which the nodes replace",
                    "请使用含 pools 的形式，节点会替换其中的 pools"
                ),
            ));
        }
        if !take_nodes(&mut query, path, lang)? {
            return Ok(Exit::Faulty);
        }
    }
    if ask.report && query.get("profiles").is_none() {
        return Err(Failure::new(
            say!(
                lang,
                "--report does not go with this question",
                "--report 不适用于这种问题"
            ),
            say!(
                lang,
                "use the form with pools and profiles",
                "请使用含 pools 与 profiles 的形式"
            ),
        ));
    }
    let result = match run_query(&query) {
        Ok(result) => result,
        Err(error) => return Ok(invalid(&ask.query, &error, lang)),
    };
    if ask.json {
        output::json(&result);
    } else if ask.report {
        output::answer(&fleet::report(&query, &result, lang));
    } else {
        output::answer(&told(&query, &result, lang));
    }
    Ok(Exit::Fine)
}

fn invalid(path: &Path, error: &str, lang: Lang) -> Exit {
    let name = path.display();
    output::note(&say!(
        lang,
        "{name}: not a capacity question: {error}\n",
        "{name}：不是容量问题：{error}\n"
    ));
    output::note(lang.pick(
        "  see runwright capacity --help for the three forms\n",
        "  三种形式见 runwright capacity --help\n",
    ));
    Exit::Faulty
}

/// Puts the nodes that kubectl listed or described in the place of the pools; says whether there are any.
fn take_nodes(query: &mut Value, path: &Path, lang: Lang) -> Result<bool, Failure> {
    let text = input::read(path, lang)?;
    let (groups, problems) = nodes::groups(&text);
    for note in nodes::notes(&groups, &problems, lang) {
        output::note(&[&path.to_string_lossy(), ": ", &note, "\n"].concat());
    }
    lists(query);
    let more = more(query, &groups);
    let old: Vec<Pool> = query
        .get("pools")
        .cloned()
        .and_then(|pools| serde_json::from_value(pools).ok())
        .unwrap_or_default();
    let pools: Vec<Pool> = groups.into_iter().map(|group| pool(group, &old)).collect();
    let any = !pools.is_empty();
    if let (Some(query), Ok(mut pools)) = (query.as_object_mut(), serde_json::to_value(pools)) {
        let objects = pools.as_array_mut().into_iter().flatten();
        for (pool, more) in objects.filter_map(Value::as_object_mut).zip(more) {
            pool.extend(more);
        }
        query.insert("pools".to_string(), pools);
    }
    Ok(any)
}

/// What a fleet's pools hold besides: GPUs, and prices, which no list of nodes has, from the pool of the same name or the first.
fn more(query: &Value, groups: &[NodeGroup]) -> Vec<Map<String, Value>> {
    let old = query.get("pools").and_then(Value::as_array);
    let old = old.map(Vec::as_slice).unwrap_or_default();
    let named = |name: &str| {
        old.iter()
            .find(|pool| pool.get("name").and_then(Value::as_str) == Some(name))
            .or(old.first())
    };
    groups
        .iter()
        .map(|group| {
            let mut more = Map::new();
            let price = named(&group.name).and_then(|pool| pool.get("price_per_hour"));
            if let Some(price) = price {
                more.insert("price_per_hour".to_string(), price.clone());
            }
            if group.gpu > 0 {
                more.insert("gpu".to_string(), group.gpu.into());
            }
            more
        })
        .collect()
}

/// Where the list tells no pods, what DaemonSets ask for is taken from the pool of the same name, or the first.
fn pool(group: NodeGroup, old: &[Pool]) -> Pool {
    let overhead = old
        .iter()
        .find(|pool| pool.name == group.name)
        .or(old.first())
        .map(|pool| pool.overhead);
    let overhead = group.overhead.or(overhead);
    let or = |value: i64, fallback: i64| if value > 0 { value } else { fallback };
    Pool {
        count: group.count,
        cpu_m: or(group.capacity_cpu_m, group.allocatable.cpu_m),
        memory: or(group.capacity_memory, group.allocatable.memory),
        allocatable: Some(group.allocatable),
        overhead: overhead.unwrap_or_default(),
        labels: group.labels,
        taints: group.taints,
        name: group.name,
        ..Pool::default()
    }
}

/// The answer for people: one sentence, then every sum.
fn told(query: &Value, result: &Value, lang: Lang) -> String {
    if query.get("node").is_some() {
        return short(result, lang);
    }
    if query.get("profiles").is_some() {
        return fleet::told(query, result, lang);
    }
    let answer: Answer = serde_json::from_value(result.clone()).unwrap_or_default();
    let (line, rows) = sums(&answer, lang);
    let mut text = [&line, "\n"].concat();
    text.push_str(&table(&rows));
    if answer.jobs_at_risk > 0 {
        let (jobs, seconds) = (answer.jobs_at_risk, answer.poll_timeout_s);
        text.push_str(&say!(
            lang,
            "The managers take {jobs} more than fit; those fail after {seconds} s unless room is made.\n",
            "管理器会多接 {jobs} 个放不下的作业；若 {seconds} 秒内没有空余容量，它们会失败。\n"
        ));
    }
    text
}

/// The answer in one sentence, and its sums.
fn sums(answer: &Answer, lang: Lang) -> (String, Vec<(String, String, String)>) {
    let draft = Draft::default();
    let reading = Plan::read(&draft);
    let cx = Cx::new(&reading, &draft, lang, answer, "");
    let rows = steps(&cx)
        .into_iter()
        .map(|step| (step.what, step.sum, step.result))
        .collect();
    (facts(&cx).capacity_line, rows)
}

/// The answer to one machine and one job.
fn short(result: &Value, lang: Lang) -> String {
    let empty = Map::new();
    let result = result.as_object().unwrap_or(&empty);
    let shown = |key: &str| match result.get(key).unwrap_or(&Value::Null) {
        Value::String(text) => text.clone(),
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| **value != json!(null))
            .map(|(key, value)| [key, " ", &value.to_string()].concat())
            .collect::<Vec<_>>()
            .join(", "),
        Value::Null => "-".to_string(),
        other => other.to_string(),
    };
    let rows: Vec<(String, String, String)> = [
        ("allocatable", "Allocatable", "可分配"),
        ("job_request", "A job asks for", "作业请求"),
        ("jobs_per_node", "Jobs on a node", "每节点作业数"),
        ("binding", "What binds", "受限于"),
        ("cluster_jobs", "Jobs on all nodes", "所有节点的作业数"),
        ("manager_slots", "Slots of the managers", "管理器槽位"),
        ("effective_jobs", "Jobs at once", "同时运行的作业数"),
        ("limited_by", "Limited by", "受限方"),
    ]
    .into_iter()
    .map(|(key, en, zh)| (lang.pick(en, zh).to_string(), String::new(), shown(key)))
    .collect();
    table(&rows)
}

/// Rows of what, sum and result, the first column as wide as its widest.
fn table(rows: &[(String, String, String)]) -> String {
    let widest = rows.iter().map(|(what, ..)| width(what)).max().unwrap_or(0);
    let mut text = String::new();
    for (what, sum, result) in rows {
        // One amount is its own sum.
        let sum = if sum == result { "" } else { sum };
        text.push_str("  ");
        text.push_str(what);
        text.push_str(&" ".repeat(widest + 2 - width(what)));
        text.push_str(sum);
        text.push_str(if sum.is_empty() || result.is_empty() {
            ""
        } else {
            " = "
        });
        text.push_str(result);
        text.push('\n');
    }
    text
}

/// Columns in a terminal: Chinese characters and their punctuation take two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}') {
                2
            } else {
                1
            }
        })
        .sum()
}
