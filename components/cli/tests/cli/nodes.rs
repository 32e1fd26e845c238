//! Gives the nodes of a capacity question in every form that kubectl prints.

use serde_json::{Value, json};

use super::run::{Folder, run};

const DESCRIBED: &str = include_str!("../../../capacity/tests/nodes/texts/eks.txt");
const YAML: &str = include_str!("../../../sizing/tests/nodes/texts/gke.yaml");

const FLEET: &str = r#"{"platform":"eks","poll_timeout_s":180,
  "pools":[{"name":"ci","count":1,"cpu_m":8000,"memory":34359738368,"price_per_hour":0.5,
            "overhead":{"cpu_m":1000,"memory":0,"pods":4}}],
  "profiles":[{"name":"build","share":1,"mean_s":300,"request":{"cpu_m":1700,"memory":1073741824},
               "tolerations":[{}]}],
  "arrivals":{"jobs_per_hour":2},
  "managers":{"replicas":1,"concurrent":10}}"#;

/// The pools of the answer as name, nodes and what is free for jobs, and the notes.
#[track_caller]
fn check(text: &str, expect: Value, notes: &[&str]) {
    let folder = Folder::new();
    let nodes = folder.file("nodes.txt", text);
    for from_stdin in [false, true] {
        let query = folder.file("query.json", FLEET);
        let args: &[&str] = if from_stdin {
            &["capacity", &query, "--nodes", "-", "--json"]
        } else {
            &["capacity", &query, "--nodes", &nodes, "--json"]
        };
        let ran = run(args, text.as_bytes());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        let pools: Vec<Value> = answer["pools"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pool| json!([pool["name"], pool["nodes"]]))
            .collect();
        assert_eq!(
            json!([answer["jobs"]["best"], pools]),
            expect,
            "{}",
            ran.out
        );
        for note in notes {
            assert!(ran.err.contains(note), "{}", ran.err);
        }
    }
}

#[test]
fn every_form_is_taken() {
    // 1930m less 180m that the pods say leave room for one job of 1700m; less the 1000m of the question they would not.
    check(
        DESCRIBED,
        json!([2, [["ci", 2]]]),
        &["2 nodes were read", "3 other pods on ci"],
    );
    // 3920m less 210m on three nodes.
    check(
        YAML,
        json!([6, [["ci-spot", 2], ["system", 1]]]),
        &["3 nodes in 2 groups"],
    );
    // Without pods the question's figure stays, and that is said.
    let start = DESCRIBED.find("Non-terminated").unwrap();
    check(
        &DESCRIBED[..start],
        json!([0, [["ci", 1]]]),
        &["tells no pods"],
    );
}
