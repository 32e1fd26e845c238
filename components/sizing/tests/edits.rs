//! A click does what it says: the plan with the edits asks the changed question.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use runwright_model::answer::fleet::{Edit as Change, FleetQuestion};
use runwright_model::{Draft, Edit, Plan, Value, json};
use runwright_sizing::edits::{edits, same};
use runwright_sizing::question::question;
use serde_json::Value as Tree;

fn draft(text: &str) -> Draft {
    Draft::from_json(&json::read(text).unwrap()).unwrap()
}

fn asked(draft: &Draft) -> FleetQuestion {
    question(&Plan::read(draft).plan)
}

/// The value at a path as JSON shows it: keys, and numbers in brackets.
fn place<'a>(tree: &'a mut Tree, path: &str) -> &'a mut Tree {
    let mut at = tree;
    for part in path.replace('[', ".").replace(']', "").split('.') {
        at = match part.parse::<usize>() {
            Ok(number) => &mut at[number],
            Err(_) => &mut at[part],
        };
    }
    at
}

/// The changes made to the question as JSON, which knows nothing of the code under test.
fn changed(question: &FleetQuestion, changes: &[Change]) -> FleetQuestion {
    let mut tree = serde_json::to_value(question).unwrap();
    for change in changes {
        let to: Tree = serde_json::from_str(&change.to).unwrap();
        match change.path.strip_suffix("[+]") {
            Some(list) => place(&mut tree, list).as_array_mut().unwrap().push(to),
            None => *place(&mut tree, &change.path) = to,
        }
    }
    serde_json::from_value(tree).unwrap()
}

/// Pairs of a path and what is to stand there; where it now stands is not looked at.
fn changes(pairs: &[(&str, &str)]) -> Vec<Change> {
    let change = |(path, to): &(&str, &str)| Change {
        path: path.to_string(),
        from: String::new(),
        to: to.to_string(),
    };
    pairs.iter().map(change).collect()
}

fn holds(text: &str, changes: &[Change]) -> Vec<Edit> {
    let mut draft = draft(text);
    let plan = Plan::read(&draft).plan;
    let then = changed(&question(&plan), changes);
    let edits = edits(changes, &plan, &draft);
    assert!(!edits.is_empty(), "{text}: {changes:?}");
    draft.apply(&edits);
    assert!(
        same(asked(&draft), &then),
        "{text}: {changes:?}: {edits:?}\n{:?}\n{then:?}",
        asked(&draft)
    );
    edits
}

const DEFAULT: &str = "{}";
const LIMITED: &str =
    r#"{"managers.limit": "4", "managers.concurrent": "6", "job.builder": "dind_tls"}"#;
/// Rows as people leave them: a blank one, cells that are not written, one with an own machine type.
const OWN: &str = r#"{
    "capacity.pools": [{}, {"name": "ci", "nodes": "3", "machine": "m7i.2xlarge", "cpu": "8000m"},
        {"name": "big", "cpu": "16", "memory": "64Gi", "min": "1", "max": "6", "price": "0.4032"}],
    "capacity.profiles": [{"name": "small", "share": "3", "cpu": "1", "memory": "2Gi"}, {},
        {"name": "dind", "cpu": "4500m", "memory": "4.5Gi", "storage": "10Gi", "max_cpu": "4"}]}"#;
const PASTED: &str = r#"{
    "capacity.pools": [{"name": "a", "nodes": "4", "cpu": "8", "memory": "32Gi", "alloc_cpu": "7910m",
        "alloc_memory": "29Gi", "disk": "100Gi", "max_pods": "58", "labels": "pool=ci zone=a", "taints": "ci:NoSchedule"}],
    "capacity.profiles": [{"name": "x", "cpu": "2", "memory": "1Gi", "selector": "pool=ci",
        "tolerations": "ci:NoSchedule"}, {"name": "y", "gpu": "1"}],
    "capacity.pause_pods": "2"}"#;
const NEW: &str = r#"{"name": "ci-dind", "count": 2, "cpu_m": 8000, "memory": 34359738368, "disk": null, "max_pods": null,
    "overhead": {"cpu_m": 300, "memory": 419430400, "pods": 4}, "allocatable": null, "reserve": null, "eligible": null,
    "labels": [{"key": "runwright/kind", "value": "dind"}],
    "taints": [{"key": "runwright/kind", "value": "dind", "effect": "NoSchedule"}],
    "min": null, "max": null, "gpu": 0, "price_per_hour": null}"#;

#[test]
fn each_kind_of_change_is_made() {
    let check = |text: &str, pairs: &[(&str, &str)], fields: &[&str]| {
        let edits = holds(text, &changes(pairs));
        let ids: Vec<&str> = edits.iter().map(|edit| edit.field.as_str()).collect();
        assert_eq!(ids, fields, "{text}: {pairs:?}");
    };
    let managers = ["managers.concurrent", "managers.limit"];
    check(DEFAULT, &[("managers.concurrent", "3")], &managers[..1]);
    let both = [("managers.concurrent", "9"), ("managers.limits[0]", "9")];
    check(LIMITED, &both, &managers);
    check(DEFAULT, &[("poll_timeout_s", "300")], &["job.poll_timeout"]);
    // What is at its limit or without a request of its own is asked for all the same.
    for (text, path, field) in [
        (DEFAULT, "containers[0].request.cpu_m", "job.cpu_request"),
        (
            DEFAULT,
            "containers[0].request.memory",
            "job.memory_request",
        ),
        (
            DEFAULT,
            "containers[1].request.cpu_m",
            "job.helper_cpu_request",
        ),
        (
            LIMITED,
            "containers[2].request.cpu_m",
            "job.service_cpu_request",
        ),
        (
            LIMITED,
            "containers[2].request.memory",
            "job.service_memory_request",
        ),
    ] {
        let path = ["profiles[0].", path].concat();
        check(text, &[(&path, "134217728")], &[field]);
        check(text, &[(&path, "77")], &[field]);
    }
    let kinds = ["capacity.profiles"];
    check(OWN, &[("profiles[1].request.cpu_m", "3850")], &kinds);
    check(OWN, &[("profiles[0].request.memory", "1073741825")], &kinds);
    let cells = [
        ("profiles[0].request.cpu_m", "900"),
        ("profiles[1].request.ephemeral", "0"),
    ];
    check(OWN, &cells, &kinds);
    let pools = ["capacity.pools"];
    check(DEFAULT, &[("pools[0].count", "4")], &pools);
    check(OWN, &[("pools[0].count", "4")], &pools);
    check(OWN, &[("pools[1].max", "7")], &pools);
    let larger = [
        ("pools[1].min", "1"),
        ("pools[1].max", "3"),
        ("pools[1].cpu_m", "32000"),
        ("pools[1].memory", "137438953472"),
        ("pools[1].price_per_hour", "0.8064"),
    ];
    check(OWN, &larger, &pools);
    let exact = [
        ("pools[0].count", "2"),
        ("pools[0].cpu_m", "16000"),
        ("pools[0].memory", "68719476736"),
        ("pools[0].allocatable.cpu_m", "15820"),
        ("pools[0].allocatable.memory", "62277025792"),
    ];
    check(PASTED, &exact, &pools);
    let selector = r#"[{"key": "runwright/kind", "value": "dind"}]"#;
    let tolerations = r#"[{"key": "runwright/kind", "value": "dind", "effect": "NoSchedule"}]"#;
    let own = [
        ("pools[0].count", "1"),
        ("pools[+]", NEW),
        ("profiles[0].node_selector", selector),
        ("profiles[0].tolerations", tolerations),
    ];
    for text in [DEFAULT, LIMITED, OWN] {
        check(text, &own, &["capacity.profiles", "capacity.pools"]);
    }
    let set_apart = [
        ("pools[1].labels", selector),
        ("pools[1].taints", tolerations),
        ("profiles[1].node_selector", selector),
        ("profiles[1].tolerations", tolerations),
    ];
    check(OWN, &set_apart, &["capacity.profiles", "capacity.pools"]);
}

#[test]
fn cells_that_are_not_written_stay_unwritten() {
    let cells = |text: &str, pairs: &[(&str, &str)]| -> Vec<String> {
        let edits = holds(text, &changes(pairs));
        let rows = edits[0].value.as_ref().map(Value::rows).unwrap_or_default();
        rows.iter()
            .map(|row| {
                let cells = row.iter().map(|(id, cell)| format!("{id}={cell}"));
                cells.collect::<Vec<_>>().join(" ")
            })
            .collect()
    };
    assert_eq!(
        cells(DEFAULT, &[("pools[0].count", "4")]),
        ["cpu=8 memory=32Gi name=ci nodes=4"]
    );
    // A larger machine is no longer the type that was written.
    assert_eq!(
        cells(OWN, &[("pools[0].cpu_m", "16000")])[..2],
        ["".to_string(), "cpu=16 name=ci nodes=3".to_string()]
    );
    assert_eq!(
        cells(OWN, &[("profiles[1].request.memory", "4294967296")])[2],
        "cpu=4500m max_cpu=4 memory=4Gi name=dind storage=10Gi"
    );
}

#[test]
fn what_the_plan_cannot_say_has_no_edits() {
    let check = |text: &str, pairs: &[(&str, &str)]| {
        let draft = draft(text);
        let plan = Plan::read(&draft).plan;
        assert_eq!(edits(&changes(pairs), &plan, &draft), [], "{pairs:?}");
    };
    check(DEFAULT, &[("arrivals.jobs_per_hour", "3")]);
    check(DEFAULT, &[("pools[9].count", "3")]);
    check(DEFAULT, &[("pools[0].count", "many")]);
    check(DEFAULT, &[("pools[0].count", "\"3\"")]);
    check(DEFAULT, &[("pools[0].count", "20000")]);
    check(DEFAULT, &[("pools[", "3")]);
    check(DEFAULT, &[("profiles[0].containers[9].request.cpu_m", "3")]);
    check(DEFAULT, &[("profiles[0].request.cpu_m", "3")]);
    check(DEFAULT, &[("pools[0].reserve", "{}")]);
    check(DEFAULT, &[("managers.limits[1]", "3")]);
    check(DEFAULT, &[("poll_timeout_s", "")]);
    check(DEFAULT, &[]);
    // Two kinds are the plan's one job pod: it cannot shrink for one of them alone.
    let two = r#"{"capacity.profiles": [{"name": "a"}, {"name": "b", "mean_s": "60"}]}"#;
    check(two, &[("profiles[0].containers[0].request.cpu_m", "300")]);
}

/// The plan's selector is for a label that no pool states, so it stays out of force beside another label.
#[test]
fn another_label_leaves_the_plans_selector_out() {
    let mut draft = draft(
        r#"{"nodes.selector": [{"key": "workload", "value": "ci"}],
            "capacity.profiles": [{"name": "dind"}, {"name": "other", "mean_s": "60"}]}"#,
    );
    let plan = Plan::read(&draft).plan;
    let pairs = [
        ("pools[0].count", "1"),
        ("pools[+]", NEW),
        (
            "profiles[0].node_selector",
            r#"[{"key": "runwright/kind", "value": "dind"}]"#,
        ),
    ];
    let edits = edits(&changes(&pairs), &plan, &draft);
    assert_eq!(edits.len(), 2);
    draft.apply(&edits);
    let told = |labels: &[runwright_model::answer::Label]| {
        let words: Vec<String> = labels
            .iter()
            .map(|one| format!("{}={}", one.key, one.value))
            .collect();
        words.join(" ")
    };
    let then = asked(&draft);
    let pools: Vec<String> = then
        .pools
        .iter()
        .map(|one| told(&one.pool.labels))
        .collect();
    assert_eq!(pools, ["", "runwright/kind=dind"]);
    let kinds: Vec<String> = then
        .profiles
        .iter()
        .map(|one| told(&one.node_selector))
        .collect();
    assert_eq!(kinds, ["runwright/kind=dind", ""]);
}

/// A new pool that states the label of the plan's selector brings it into force for the other kind too, which then has
/// no nodes: not what was asked for.
#[test]
fn a_label_that_the_plan_selects_by_is_refused() {
    let text = r#"{"nodes.selector": [{"key": "workload", "value": "ci"}],
        "capacity.profiles": [{"name": "dind"}, {"name": "other", "mean_s": "60"}]}"#;
    let new = NEW.replace("runwright/kind", "workload");
    let tolerations = r#"[{"key": "workload", "value": "dind", "effect": "NoSchedule"}]"#;
    let pairs = [
        ("pools[0].count", "1"),
        ("pools[+]", &new),
        ("profiles[0].tolerations", tolerations),
    ];
    let draft = draft(text);
    let plan = Plan::read(&draft).plan;
    assert_eq!(edits(&changes(&pairs), &plan, &draft), []);
}

#[test]
fn both_kinds_of_one_pod_shrink_together() {
    let two = r#"{"capacity.profiles": [{"name": "a"}, {"name": "b", "mean_s": "60"}]}"#;
    let pairs = [
        ("profiles[0].containers[0].request.cpu_m", "300"),
        ("profiles[1].containers[0].request.cpu_m", "300"),
    ];
    assert_eq!(holds(two, &changes(&pairs)).len(), 1);
}

/// What the answers of these plans propose.
#[test]
fn every_change_that_is_proposed_can_be_made() {
    let mut made = 0;
    for text in [DEFAULT, LIMITED, OWN, PASTED] {
        let answer = runwright_capacity::fleet::answer(&asked(&draft(text))).unwrap();
        for change in &answer.changes {
            holds(text, &change.edits);
            made += 1;
        }
    }
    assert!(made > 8, "{made}");
}

#[test]
fn a_draft_with_a_slip_still_gets_edits() {
    let slip = draft(r#"{"capacity.jobs_per_hour": "many", "managers.concurrent": "7"}"#);
    let good = draft(r#"{"capacity.jobs_per_hour": "99"}"#);
    let plan = Plan::read_with(&slip, &good).plan;
    let found = edits(&changes(&[("managers.concurrent", "3")]), &plan, &slip);
    assert_eq!(found, [Edit::set("managers.concurrent", "3")]);
}
