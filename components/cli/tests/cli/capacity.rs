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

const FLEET: &str = r#"{"platform":"k3s","poll_timeout_s":120,
  "pools":[{"name":"ci","min":1,"max":3,"cpu_m":8000,"memory":34359738368,"price_per_hour":0.5,"labels":{"pool":"ci"},
            "overhead":{"cpu_m":300,"memory":0,"pods":4}}],
  "profiles":[{"name":"dind","share":1,"mean_s":300,"request":{"cpu_m":4500,"memory":4831838208},
               "worst":{"cpu_m":9000,"memory":4831838208}}],
  "arrivals":{"jobs_per_hour":20},
  "managers":{"replicas":1,"concurrent":10}}"#;

#[test]
fn a_fleet_is_answered() {
    let ran = run(&["capacity", "-", "--json"], FLEET.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["jobs"]["best"], 3);
    assert_eq!(answer["worst"]["never_fits"][0], "dind");
    assert_eq!(answer["slots"]["jobs_at_risk"], 7);
    for (lang, words) in [
        (
            "en",
            [
                "3 jobs at once",
                "Guaranteed for dind",
                "Waiting in the busy hour",
                "Nodes by the hour",
                "profiles[0].request.cpu_m 4500 → 3850",
                "poll_timeout is 120 s",
                "300 ÷ 3600",
            ],
        ),
        (
            "zh",
            [
                "3 个作业",
                "对 dind 有保证",
                "高峰小时的等待",
                "各小时的节点数",
                "profiles[0].request.cpu_m 4500 → 3850",
                "poll_timeout 为 120 秒",
                "数字的由来",
            ],
        ),
    ] {
        let ran = run(&["capacity", "-", "--lang", lang], FLEET.as_bytes());
        assert_eq!(ran.code, 0, "{}", ran.err);
        for word in words {
            let word = word.replace("300 ÷ 3600", "20 ÷ 3600");
            assert!(ran.out.contains(&word), "{word}: {}", ran.out);
        }
    }
}

/// What is said to people is what the page says.
#[test]
fn the_lead_says_what_stops_the_next_job() {
    let ran = run(&["capacity", "-"], FLEET.as_bytes());
    for part in [
        "What stops the next job is CPU on ci.",
        "7 of them do not queue",
        "poll_timeout",
        "Set concurrent to 3 instead of 10",
        "ask for 3.85 cores instead of 4.5",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(!ran.out.contains('`'), "{}", ran.out);
}

#[test]
fn a_fleet_has_a_report() {
    for (lang, words) in [
        (
            "en",
            [
                "# Capacity of GitLab Runner",
                "## What helps most",
                "| --- |",
            ],
        ),
        ("zh", ["# GitLab Runner 容量", "## 最有效的改动", "| --- |"]),
    ] {
        let ran = run(
            &["capacity", "-", "--report", "--lang", lang],
            FLEET.as_bytes(),
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        for word in words {
            assert!(ran.out.contains(word), "{word}: {}", ran.out);
        }
    }
    let ran = run(&["capacity", "-", "--report"], POOLS.as_bytes());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("profiles"), "{}", ran.err);
    let ran = run(&["capacity", "-", "--report", "--json"], FLEET.as_bytes());
    assert_eq!(ran.code, 2);
    let ran = run(&["check", "-", "--report"], b"");
    assert_eq!(ran.code, 2);
}

#[test]
fn pipelines_are_shares_or_one_number() {
    let waits = |pipelines: &str| {
        let with = format!("\"jobs_per_hour\":20,\"jobs_per_pipeline\":{pipelines}");
        let query = FLEET.replace("\"jobs_per_hour\":20", &with);
        run(&["capacity", "-", "--json"], query.as_bytes())
    };
    let (one, shares) = (waits("4"), waits("{\"4\": 1}"));
    assert_eq!(one.code, 0, "{}", one.err);
    assert_eq!(one.out, shares.out);
    assert!(waits("{\"4\": 0.5, \"1\": 0.5}").out != one.out);
    let refused = waits("\"many\"");
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("jobs_per_pipeline"), "{}", refused.err);
}

#[test]
fn pasted_nodes_replace_the_pools_of_a_fleet() {
    let folder = Folder::new();
    let nodes = folder.file("nodes.json", NODES);
    let ran = run(
        &["capacity", "-", "--nodes", &nodes, "--json"],
        FLEET.as_bytes(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    // 15 cores less 0.3 hold three jobs; the price is kept.
    assert_eq!(answer["jobs"]["best"], 3);
    assert_eq!(answer["pools"][0]["nodes"], 1);
    assert_eq!(answer["cost"]["fixed"]["per_hour"], 0.5);
}

#[test]
fn what_is_no_fleet_is_said() {
    for (text, word) in [
        (r#"{"profiles":[]}"#, "pools"),
        (r#"{"pools":[{"count":1}],"profiles":[]}"#, "profiles"),
        (
            r#"{"pools":[{"count":9000}],"profiles":[{"share":1}]}"#,
            "5000 nodes",
        ),
    ] {
        let ran = run(&["capacity", "-"], text.as_bytes());
        assert_eq!(ran.code, 1, "{text}: {}", ran.out);
        assert!(ran.err.contains(word), "{text}: {}", ran.err);
    }
}

/// So is the one in the documentation.
#[test]
fn the_documentation_shows_a_fleet_that_is_answered() {
    let text = include_str!("../../../../docs/capacity-query.md");
    let json = text.split("```json").nth(1).unwrap();
    let json = json.split("```").next().unwrap();
    let ran = run(&["capacity", "-", "--json"], json.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    for key in answer.as_object().unwrap().keys() {
        assert!(text.contains(&format!("`{key}`")), "{key}");
    }
}

/// The question in the help is one that is answered.
#[test]
fn the_help_shows_a_fleet_that_is_answered() {
    for lang in ["en", "zh"] {
        let ran = run(&["capacity", "--help", "--lang", lang], b"");
        let from = ran.out.find("  {\"platform\": \"eks\"").unwrap();
        let text = &ran.out[from..];
        let to = text.find("536870912}}}").unwrap() + "536870912}}}".len();
        let ran = run(&["capacity", "-", "--json"], &text.as_bytes()[..to]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}
