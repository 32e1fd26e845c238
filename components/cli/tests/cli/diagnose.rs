use serde_json::Value;

use super::run::{Folder, run};

const LOG: &str = "\
Running with gitlab-runner 19.3.0 (9cbf0074)
Using Kubernetes namespace: ci-jobs
WARNING: Event retrieved from the cluster: 0/3 nodes are available: 3 Insufficient cpu.
ERROR: Job failed (system failure): prepare environment: waiting for pod running: timed out waiting for pod to start
";

#[test]
fn json_has_the_documented_shape() {
    let folder = Folder::new();
    let plan = folder.file(
        "plan.json",
        "{\"target.job_namespace\": \"ci-jobs\", \"target.release\": \"ci\"}",
    );
    let ran = run(
        &["diagnose", "--json", "--plan", &plan, "-"],
        LOG.as_bytes(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said["lines"], 4);
    let cause = &said["causes"][0];
    assert_eq!(
        (&cause["category"], &cause["mark"], &cause["lines"]),
        (
            &"sched_insufficient_resources".into(),
            &"A".into(),
            &serde_json::json!([3])
        )
    );
    let advice = &cause["advice"];
    for list in ["steps", "confirm", "prevent"] {
        assert!(
            advice[list].as_array().is_some_and(|all| !all.is_empty()),
            "{list}"
        );
    }
    let commands = advice["steps"].to_string();
    assert!(commands.contains("ci-jobs"), "{commands}");
    let fix = &advice["fixes"][0]["edits"][0];
    assert!(fix["field"].is_string(), "{advice}");
    assert_eq!(
        said.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["ask_for", "causes", "lines", "notes", "what"]
    );
}

#[test]
fn stdin_goes_without_saying_and_a_failing_script_is_none_of_ours() {
    let log = "$ make test\nFAIL: widget_test\nERROR: Job failed: exit code 2\n";
    for (lang, expect) in [("en", "job"), ("zh", "作业")] {
        let ran = run(&["diagnose", "--lang", lang], log.as_bytes());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.out.contains(expect) && !ran.out.contains("\nA  "),
            "{}",
            ran.out
        );
    }
}

#[test]
fn people_read_lines_commands_and_edits() {
    let ran = run(&["diagnose"], LOG.as_bytes());
    for expect in [
        "[sched_insufficient_resources]",
        "line 3",
        "kubectl ",
        " = ",
    ] {
        assert!(ran.out.contains(expect), "{expect}\n{}", ran.out);
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = Folder::new();
    let plan = folder.file("plan.json", "[]");
    for args in [
        &["diagnose", "no-such-file.log"][..],
        &["diagnose", "--plan", &plan],
        &["diagnose", "--plan", "no-such-plan.json"],
        &["diagnose", "a", "b"],
        &["diagnose", "--preset", "guide-internal"],
    ] {
        let ran = run(args, b"");
        assert_eq!(ran.code, 2, "{args:?} {}", ran.out);
        assert!(ran.out.is_empty() && !ran.err.is_empty());
    }
}
