use serde_json::Value;

use super::run::{Folder, run};

const POOLS: &str = r#"{"platform":"kubeadm","poll_timeout_s":180,
  "pools":[{"name":"ci","count":2,"cpu_m":8000,"memory":34359738368,"reserve":{"cpu_m":0,"memory":0}}],
  "job":{"containers":[{"name":"build","request":{"cpu_m":3000,"memory":1073741824}}]},
  "managers":{"replicas":1,"concurrent":9,"limits":[0]}}"#;

const NODE: &str = r#"{"node":{"provider":"k3s","cpu_m":4000,"memory":8349413376},"nodes":2,
  "pod":{"containers":[{"requests":{"cpu_m":900}}]},
  "manager":{"replicas":1,"concurrent":8,"runners":[{"limit":0}]}}"#;

const NODES: &str = r#"{"kind":"List","items":[{"kind":"Node","metadata":{"name":"big","labels":{}},
  "status":{"capacity":{"cpu":"16","memory":"64Gi","pods":"110"},"allocatable":{"cpu":"15","memory":"60Gi","pods":"110"},
  "conditions":[{"type":"Ready","status":"True"}]}}]}"#;

#[test]
fn both_forms_are_answered() {
    let ran = run(&["capacity", "-", "--json"], POOLS.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (answer["cluster_jobs"].as_i64(), answer["slots"].as_i64()),
        (Some(4), Some(9))
    );
    let ran = run(&["capacity", "-", "--json"], NODE.as_bytes());
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["cluster_jobs"].as_i64(), Some(8));
}

#[test]
fn people_see_the_answer_and_its_sums() {
    let ran = run(&["capacity", "-"], POOLS.as_bytes());
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("4 jobs at once"), "{}", ran.out);
    assert!(
        ran.out.contains('÷') && ran.out.contains("180 s"),
        "{}",
        ran.out
    );
    let ran = run(&["capacity", "-", "--lang", "zh"], POOLS.as_bytes());
    assert!(ran.out.contains("个作业"), "{}", ran.out);
    let ran = run(&["capacity", "-"], NODE.as_bytes());
    assert!(ran.out.contains("Jobs at once"), "{}", ran.out);
}

#[test]
fn pasted_nodes_replace_the_pools() {
    let folder = Folder::new();
    let nodes = folder.file("nodes.json", NODES);
    let ran = run(
        &["capacity", "-", "--nodes", &nodes, "--json"],
        POOLS.as_bytes(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["cluster_jobs"].as_i64(), Some(5));
    let none = folder.file("none.json", "NAME STATUS\na Ready");
    let ran = run(&["capacity", "-", "--nodes", &none], POOLS.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("-o json"), "{}", ran.err);
    let ran = run(&["capacity", "-", "--nodes", &nodes], NODE.as_bytes());
    assert_eq!(ran.code, 2);
}

#[test]
fn what_is_no_question_is_said() {
    for text in [
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"pools\":3}",
        "{\"node\":{}}",
        "{\"pools\":[{\"cpu_m\":\"8\"}]}",
    ] {
        let ran = run(&["capacity", "-"], text.as_bytes());
        assert_eq!(ran.code, 1, "{text}: {}", ran.out);
        assert!(
            ran.err.contains("not a capacity question"),
            "{text}: {}",
            ran.err
        );
    }
}
