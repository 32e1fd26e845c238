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
