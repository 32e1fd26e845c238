use serde_json::Value;

use super::run::{Folder, run};

#[test]
fn exit_codes() {
    let folder = Folder::new();
    let fine = folder.file(
        "fine.yaml",
        "gitlabUrl: https://gitlab.example.com\nrunners:\n  secret: runner\n",
    );
    let advice = folder.file(
        "warning.yaml",
        "gitlabUrl: http://gitlab.example.com\nrunners:\n  secret: runner\n",
    );
    let bad = folder.file(
        "bad.yaml",
        "gitlabUrl: https://gitlab.example.com\nimage: gitlab/gitlab-runner\n",
    );
    let check = |args: &[&str], code: i32| {
        let ran = run(&[&["check"], args].concat(), b"");
        assert_eq!(ran.code, code, "{args:?}: {}{}", ran.out, ran.err);
    };
    check(&[&fine], 0);
    check(&[&advice], 0);
    check(&[&bad], 1);
    check(&[&fine, &bad, &advice], 1);
    check(&["/nowhere/values.yaml"], 2);
    check(&[&bad, "/nowhere/values.yaml"], 2);
    check(&[folder.path().to_str().unwrap()], 2);
}

#[test]
fn findings_read_like_a_compiler() {
    let folder = Folder::new();
    let bad = folder.file(
        "values.yaml",
        "gitlabUrl: https://gitlab.example.com\nimage: gitlab/gitlab-runner\n",
    );
    let ran = run(&["check", &bad], b"");
    assert!(
        ran.out
            .starts_with(&format!("{bad}:2:1 error CHT-103 image must be a map\n  ")),
        "{}",
        ran.out
    );
    let ran = run(&["check", &bad, "--lang", "zh"], b"");
    assert!(
        ran.out.contains(":2:1 错误 CHT-103 image 必须是映射\n"),
        "{}",
        ran.out
    );
    let ran = run(
        &["check", "-"],
        b"gitlabUrl: https://gitlab.example.com\nimage: x\n",
    );
    assert!(ran.out.starts_with("-:2:1 error"), "{}", ran.out);
}

#[test]
fn json_has_every_field() {
    let ran = run(
        &["check", "--json", "-"],
        b"gitlabUrl: https://gitlab.example.com\nimage: x\n",
    );
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["code"], "CHT-103");
    assert_eq!(found[0]["severity"], "error");
    assert_eq!(
        (found[0]["line"].as_u64(), found[0]["column"].as_u64()),
        (Some(2), Some(1))
    );
    assert!(
        ["file", "title", "body"]
            .iter()
            .all(|key| found[0][key].is_string())
    );
    assert!(found[0]["fixes"].is_array());
    assert_eq!(
        run(
            &["check", "--json", "-"],
            b"gitlabUrl: https://gitlab.example.com\n"
        )
        .out,
        "[]\n"
    );
}

#[test]
fn the_worst_severity_is_chosen() {
    let folder = Folder::new();
    let advice = folder.file(
        "advice.yaml",
        "gitlabUrl: https://gitlab.example.com\nown: 1\n",
    );
    let warning = folder.file("warning.toml", "[[runners]]\nown = 1\n");
    let error = folder.file("error.toml", "[runners]\n");
    let check = |file: &str, most: &str, code: i32| {
        let ran = run(&["check", file, "--max-severity", most], b"");
        assert_eq!(ran.code, code, "{file} {most}: {}{}", ran.out, ran.err);
    };
    check(&advice, "none", 1);
    check(&advice, "advice", 0);
    check(&warning, "advice", 1);
    check(&warning, "warning", 0);
    check(&error, "warning", 1);
    check(&error, "error", 0);
    check(&error, "worst", 2);
}

const TWO: &str = "gitlabUrl: https://gitlab.example.com\nimage: x\nown: 1\n";

#[test]
fn sarif_has_rules_and_regions() {
    let folder = Folder::new();
    let file = folder.file("a b.yaml", TWO);
    let ran = run(&["check", "--format", "sarif", &file, "--lang", "zh"], b"");
    assert_eq!(ran.code, 1);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    assert_eq!(ids, ["CHT-103", "CHT-135"]);
    assert_eq!(rules[1]["shortDescription"]["text"], "Chart 没有这个值");
    assert_eq!(rules[1]["defaultConfiguration"]["level"], "note");
    let found = run["results"].as_array().unwrap();
    for (index, line, level) in [(0, 2, "error"), (1, 3, "note")] {
        let one = &found[index];
        assert_eq!(one["ruleId"], ids[index]);
        assert_eq!(one["ruleIndex"], index);
        assert_eq!(one["level"], level);
        assert!(!one["message"]["text"].as_str().unwrap().is_empty());
        let place = &one["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], line);
        assert_eq!(place["region"]["startColumn"], 1);
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.ends_with("/a%20b.yaml"), "{uri}");
    }
}

#[test]
fn code_quality_tells_findings_apart() {
    let report = |text: &str| -> Vec<Value> {
        let ran = run(&["check", "--format=codequality", "-"], text.as_bytes());
        serde_json::from_str(&ran.out).unwrap()
    };
    let found = report(TWO);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["check_name"], "CHT-103");
    assert_eq!(found[0]["severity"], "critical");
    assert_eq!(found[0]["location"]["path"], "-");
    assert_eq!(found[0]["location"]["lines"]["begin"], 2);
    let marks = |found: &[Value]| -> Vec<String> {
        found
            .iter()
            .map(|one| one["fingerprint"].as_str().unwrap().to_string())
            .collect()
    };
    // Lines may move; the same finding twice is two.
    assert_eq!(marks(&found), marks(&report(&["\n", TWO].concat())));
    let twice = "[[runners]]\nown = 1\n[[runners]]\nown = 1\n";
    let mut twice = marks(&report(twice));
    let count = twice.len();
    twice.sort();
    twice.dedup();
    assert_eq!((count, twice.len()), (2, 2));
    assert_eq!(
        report("gitlabUrl: https://gitlab.example.com\n"),
        [] as [Value; 0]
    );
}

#[test]
fn plans_are_judged_as_plans() {
    let plan = "{\n  \"format\": 1,\n  \"settings\": {\n    \"managers.concurrent\": \"many\",\n    \"nowhere.x\": \"1\"\n  }\n}\n";
    let ran = run(&["check", "--json", "-"], plan.as_bytes());
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let found = found.as_array().unwrap();
    assert!(
        found.iter().any(|one| one["code"] == "PLN-102"),
        "{found:?}"
    );
    let at: Vec<u64> = found
        .iter()
        .filter_map(|one| one["line"].as_u64())
        .collect();
    assert!(at.contains(&4), "{found:?}");
    let folder = Folder::new();
    let broken = folder.file("plan.json", "{\"format\":1,\"settings\":[]}");
    let ran = run(&["check", &broken], b"");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("PLN-101"), "{}", ran.out);
}
