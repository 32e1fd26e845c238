//! Runs `score errors` on small files that this test writes.

// A panic here is a failed test.
#![allow(clippy::unwrap_used)]

use std::process::{Command, Output};

use serde_json::{Value, json};

fn score(name: &str, text: &str, more: &[&str]) -> Output {
    let name = format!("runwright-errors-{}-{name}.jsonl", std::process::id());
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_score"))
        .arg("errors")
        .arg(&file)
        .args(more)
        .output()
        .unwrap();
    let _ = std::fs::remove_file(&file);
    output
}

fn rows(rows: &[(&str, &str)]) -> String {
    let rows = rows
        .iter()
        .map(|(category, text)| json!({"id": "a", "category": category, "text": text}).to_string());
    rows.collect::<Vec<String>>().join("\n")
}

#[track_caller]
fn check(name: &str, text: &[(&str, &str)], expect: Value) {
    let output = score(name, &rows(text), &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().count(), 1);
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap(), expect);
}

#[test]
fn causes_and_false_alarms_are_counted() {
    let quota = "exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1";
    let taint =
        "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {a: b}.";
    check(
        "counts",
        &[
            ("quota_exceeded", quota),
            ("sched_taint", taint),
            ("oom_build", quota),
            ("none", "make: *** [all] Error 2"),
            ("none", quota),
        ],
        json!({"n": 3, "top1": 1, "top3": 2, "negatives": 2, "false_alarms": 1}),
    );
    check(
        "empty",
        &[],
        json!({"n": 0, "top1": 0, "top3": 0, "negatives": 0, "false_alarms": 0}),
    );
}

#[test]
fn misses_are_listed_on_request() {
    let text = rows(&[("oom_build", "etcdserver: leader changed")]);
    let said = |more: &[&str]| String::from_utf8(score("list", &text, more).stderr).unwrap();
    assert_eq!(said(&[]), "");
    assert_eq!(said(&["--list"]), "a\toom_build\tkube_api_unavailable\n");
    assert!(said(&["--time"]).ends_with(" ms\n"));
}

#[test]
fn what_is_no_row_is_refused() {
    let output = score("broken", "{}", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 1"));
}
