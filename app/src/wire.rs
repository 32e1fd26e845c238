//! Reads the engine's answers.
//!
//! The browser parses the JSON and the values are picked from its objects: derived readers for the
//! same types took 50 kB gzip of the page, this takes 6. What the page does not show is not read.

use js_sys::{Array, JSON, Reflect};
use runwright_model::answer::{
    Answer, Dimension, NodeAmounts, NodeSplit, PoolAnswer, Stair, Staircase, Stranded,
};
use runwright_model::protocol::{
    CheckItem, CheckState, Command, Comparison, DiffRow, DnsCost, Facts, FieldState, File,
    FileGroup, Hunk, Origin, PlanSay, Say, SumStep,
};
use runwright_model::{Draft, Edit, Finding, Fix, Row, Severity, Value};
use wasm_bindgen::{JsCast, JsValue};

/// A value of the browser.
struct Js(JsValue);

impl Js {
    fn at(&self, key: &str) -> Js {
        Js(Reflect::get(&self.0, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED))
    }

    fn text(&self) -> String {
        self.0.as_string().unwrap_or_default()
    }

    fn texts(&self, key: &str) -> String {
        self.at(key).text()
    }

    fn number(&self, key: &str) -> i64 {
        self.at(key).0.as_f64().map_or(0, |number| number as i64)
    }

    fn flag(&self, key: &str) -> bool {
        self.at(key).0.as_bool().unwrap_or(false)
    }

    fn is_nothing(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }

    fn items(&self) -> Vec<Js> {
        match self.0.dyn_ref::<Array>() {
            Some(array) => array.iter().map(Js).collect(),
            None => Vec::new(),
        }
    }

    fn list<T>(&self, key: &str, read: fn(&Js) -> T) -> Vec<T> {
        self.at(key).items().iter().map(read).collect()
    }

    fn keys(&self) -> Vec<String> {
        match self.0.dyn_ref::<js_sys::Object>() {
            Some(object) => js_sys::Object::keys(object)
                .iter()
                .filter_map(|key| key.as_string())
                .collect(),
            None => Vec::new(),
        }
    }
}

/// Reads a draft that was saved as JSON; `None` when it is not one.
pub fn draft(text: &str) -> Option<Draft> {
    let value = Js(JSON::parse(text).ok()?);
    if value.0.is_object() {
        Some(draft_of(&value))
    } else {
        None
    }
}

fn draft_of(value: &Js) -> Draft {
    // Inserted one by one: collecting sorts first, with a sort of its own for each type.
    let mut draft = Draft::default();
    for key in value.keys() {
        let found = value_of(&value.at(&key));
        draft.0.insert(key, found);
    }
    draft
}

fn value_of(value: &Js) -> Value {
    if let Some(text) = value.0.as_string() {
        return Value::Text(text);
    }
    let items = value.items();
    if items.iter().any(|item| item.0.is_object()) {
        Value::Rows(items.iter().map(row_of).collect())
    } else {
        Value::List(items.iter().map(Js::text).collect())
    }
}

fn row_of(value: &Js) -> Row {
    let mut row = Row::new();
    for key in value.keys() {
        let cell = value.texts(&key);
        row.insert(key, cell);
    }
    row
}

/// Reads an answer; one that makes no sense is a failure with an empty message.
pub fn say(text: &str) -> Say {
    let failed = |message: String| Say::Failed { message };
    let Ok(value) = JSON::parse(text) else {
        return failed(String::new());
    };
    let say = Js(value).at("say");
    match say.texts("kind").as_str() {
        "plan" => Say::Plan(Box::new(plan(&say))),
        "bundle" => Say::Bundle {
            name: say.texts("name"),
            base64: say.texts("base64"),
        },
        "preview" => Say::Preview {
            hunks: say.list("hunks", hunk),
        },
        "link" => Say::Link {
            fragment: say.texts("fragment"),
        },
        "open" => Say::Open {
            draft: draft_of(&say.at("draft")),
            warnings: say.list("warnings", Js::text),
        },
        "nodes" => Say::Nodes {
            rows: say.list("rows", row_of),
            problems: Vec::new(),
            notes: say.list("notes", Js::text),
        },
        _ => failed(say.texts("message")),
    }
}

fn plan(say: &Js) -> PlanSay {
    PlanSay {
        files: say.list("files", file),
        findings: say.list("findings", finding),
        fields: say.list("fields", field_state),
        checklist: say.list("checklist", check_item),
        capacity: answer(&say.at("capacity")),
        facts: facts(&say.at("facts")),
    }
}

fn numbers(value: &Js) -> Vec<u32> {
    match value.0.dyn_ref::<Array>() {
        Some(array) => js_sys::Uint32Array::new(array).to_vec(),
        None => Vec::new(),
    }
}

fn file(value: &Js) -> File {
    File {
        path: value.texts("path"),
        about: value.texts("about"),
        group: match value.texts("group").as_str() {
            "helm" => FileGroup::Helm,
            "cluster" => FileGroup::Cluster,
            _ => FileGroup::Project,
        },
        text: value.texts("text"),
        tokens: numbers(&value.at("tokens")),
        origins: value.list("origins", |origin| Origin {
            first: origin.number("first") as u32,
            last: origin.number("last") as u32,
            field: origin.texts("field"),
        }),
        changed: numbers(&value.at("changed")),
    }
}

fn finding(value: &Js) -> Finding {
    Finding {
        code: value.texts("code"),
        severity: match value.texts("severity").as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Advice,
        },
        field: value.texts("field"),
        at: None,
        title: value.texts("title"),
        body: value.texts("body"),
        fixes: value.list("fixes", |fix| Fix {
            label: fix.texts("label"),
            edits: fix.list("edits", edit),
        }),
    }
}

fn edit(value: &Js) -> Edit {
    let to = value.at("value");
    Edit {
        field: value.texts("field"),
        value: if to.is_nothing() {
            None
        } else {
            Some(value_of(&to))
        },
    }
}

fn field_state(value: &Js) -> FieldState {
    FieldState {
        id: value.texts("id"),
        off: value.texts("off"),
        invalid: value.flag("invalid"),
        line: value.texts("line"),
    }
}

fn check_item(value: &Js) -> CheckItem {
    CheckItem {
        id: value.texts("id"),
        group: value.texts("group"),
        text: value.texts("text"),
        state: match value.texts("state").as_str() {
            "pass" => CheckState::Pass,
            "fail" => CheckState::Fail,
            "not_applicable" => CheckState::NotApplicable,
            _ => CheckState::Open,
        },
        evidence: value.texts("evidence"),
        field: value.texts("field"),
        by_user: value.flag("by_user"),
    }
}

fn hunk(value: &Js) -> Hunk {
    Hunk {
        path: value.texts("path"),
        rows: value.list("rows", |row| DiffRow {
            mark: row.texts("mark").chars().next().unwrap_or(' '),
            line: row.number("line") as u32,
            text: row.texts("text"),
        }),
    }
}

fn facts(value: &Js) -> Facts {
    Facts {
        runner: value.texts("runner"),
        pair_note: value.texts("pair_note"),
        fullname: value.texts("fullname"),
        manager_account: value.texts("manager_account"),
        slots: value.number("slots") as u64,
        slots_sum: value.texts("slots_sum"),
        qos: value.texts("qos"),
        capacity_line: value.texts("capacity_line"),
        capacity_why: value.texts("capacity_why"),
        scaling: value.list("scaling", comparison),
        job_sizes: value.list("job_sizes", comparison),
        dns_costs: value.list("dns_costs", |cost| DnsCost {
            name: cost.texts("name"),
            queries: cost.number("queries") as u32,
            queries_default: cost.number("queries_default") as u32,
            breaks: cost.texts("breaks"),
        }),
        searches: value.list("searches", Js::text),
        dns_note: value.texts("dns_note"),
        install: value.list("install", |command| Command {
            tool: command.texts("tool"),
            text: command.texts("text"),
        }),
        steps: value.list("steps", |step| SumStep {
            what: step.texts("what"),
            sum: step.texts("sum"),
            result: step.texts("result"),
            source: step.texts("source"),
        }),
    }
}

fn comparison(value: &Js) -> Comparison {
    Comparison {
        id: value.texts("id"),
        label: value.texts("label"),
        detail: value.texts("detail"),
        outcome: value.texts("outcome"),
        edits: value.list("edits", edit),
        chosen: value.flag("chosen"),
    }
}

fn answer(value: &Js) -> Answer {
    let stairs = value.at("staircase");
    let mut answer = Answer {
        pools: value.list("pools", pool),
        cluster_jobs: value.number("cluster_jobs"),
        slots: value.number("slots"),
        staircase: if stairs.is_nothing() {
            None
        } else {
            Some(staircase(&stairs))
        },
        ..Answer::default()
    };
    answer.job_request.cpu_m = value.at("job_request").number("cpu_m");
    answer.pooled.jobs = value.at("pooled").number("jobs");
    answer
}

fn amounts(value: &Js) -> NodeAmounts {
    NodeAmounts {
        cpu_m: value.number("cpu_m"),
        memory: value.number("memory"),
        ephemeral: None,
        pods: value.number("pods"),
    }
}

fn pool(value: &Js) -> PoolAnswer {
    PoolAnswer {
        name: value.texts("name"),
        count: value.number("count"),
        allocatable: amounts(&value.at("allocatable")),
        free: amounts(&value.at("free")),
        nodes: value.list("nodes", |split| {
            let stranded = split.at("stranded");
            NodeSplit {
                nodes: split.number("nodes"),
                managers: split.number("managers"),
                free: amounts(&split.at("free")),
                jobs: split.number("jobs"),
                binding: Vec::new(),
                stranded: Stranded {
                    cpu_m: stranded.number("cpu_m"),
                    memory: stranded.number("memory"),
                    ..Stranded::default()
                },
            }
        }),
        ..PoolAnswer::default()
    }
}

fn staircase(value: &Js) -> Staircase {
    let next = value.at("next_up");
    Staircase {
        pool: value.texts("pool"),
        dimension: match value.texts("dimension").as_str() {
            "cpu_m" => Dimension::CpuM,
            "ephemeral" => Dimension::Ephemeral,
            _ => Dimension::Memory,
        },
        size: value.number("size"),
        jobs_per_node: value.number("jobs_per_node"),
        points: value.list("points", stair),
        next_up: if next.is_nothing() {
            None
        } else {
            Some(stair(&next))
        },
        less: value.number("less"),
        next_down: None,
        headroom: value.number("headroom"),
    }
}

fn stair(value: &Js) -> Stair {
    Stair {
        size: value.number("size"),
        jobs_per_node: value.number("jobs_per_node"),
        cluster_jobs: value.number("cluster_jobs"),
    }
}
