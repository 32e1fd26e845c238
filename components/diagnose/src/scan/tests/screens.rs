//! Whole screens: what kubectl prints, several kinds at once, and what is said about them.

use super::super::diagnose;
use crate::advice::Case;
use crate::seen::{Seen, What};
use runwright_capacity::answer;
use runwright_checks::question;
use runwright_model::plan::Plan;
use runwright_model::{Draft, Lang};

/// The causes of a text with their lines.
#[track_caller]
fn check(text: &str, expect: &[(&str, &[u32])]) {
    let found = diagnose(text);
    let causes = found.causes.iter();
    let causes: Vec<(&str, &[u32])> = causes
        .map(|cause| (cause.category, cause.lines.as_slice()))
        .collect();
    assert_eq!(causes, expect, "{text}");
}

const PODS_JSON: &str = r#"{
    "apiVersion": "v1",
    "items": [
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {
                "name": "runner-a-project-1-concurrent-0",
                "namespace": "ci"
            },
            "status": {
                "containerStatuses": [
                    {
                        "lastState": {},
                        "name": "build",
                        "state": {
                            "running": { "startedAt": "2026-01-01T00:00:00Z" }
                        }
                    },
                    {
                        "lastState": {
                            "terminated": {
                                "exitCode": 137,
                                "reason": "OOMKilled"
                            }
                        },
                        "name": "helper",
                        "ready": false
                    }
                ],
                "phase": "Running"
            }
        },
        {
            "kind": "Pod",
            "metadata": { "name": "runner-b-project-1-concurrent-1" },
            "status": {
                "conditions": [
                    {
                        "message": "0/2 nodes are available: 2 Insufficient cpu.",
                        "reason": "Unschedulable",
                        "type": "PodScheduled"
                    }
                ],
                "phase": "Pending"
            }
        }
    ],
    "kind": "List"
}"#;

const POD_YAML: &str = "apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: runner-a-project-1-concurrent-0
    namespace: ci
  status:
    containerStatuses:
    - image: alpine:3.20
      name: build
      state:
        running:
          startedAt: \"2026-01-01T00:00:00Z\"
    - image: docker:28-dind
      lastState:
        terminated:
          exitCode: 137
          reason: OOMKilled
      name: svc-0
    phase: Running
kind: List
";

const DESCRIBE: &str = "Name:             runner-a-project-1-concurrent-0
Namespace:        ci
Node:             ip-10-0-0-1/10.0.0.1
Status:           Pending
Containers:
  build:
    Container ID:
    Image:          r.example.com/a:1
    State:          Waiting
      Reason:       ErrImagePull
  helper:
    Container ID:   containerd://1
    State:          Running
QoS Class:        Burstable
Events:
  Type     Reason     Age   From               Message
  ----     ------     ----  ----               -------
  Normal   Scheduled  10s   default-scheduler  Successfully assigned ci/runner-a-project-1-concurrent-0 to ip-10-0-0-1
  Warning  Failed     5s    kubelet            Failed to pull image \"r.example.com/a:1\": unauthorized: authentication required
  Warning  Failed     5s    kubelet            Error: ErrImagePull
  Normal   BackOff    4s    kubelet            Back-off pulling image \"r.example.com/a:1\"
";

const EVENTS_JSON: &str = r#"{
    "items": [
        {
            "involvedObject": { "kind": "Pod", "name": "runner-a", "namespace": "ci" },
            "kind": "Event",
            "message": "pods \"runner-a\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=9, limited: pods=9",
            "reason": "FailedCreate",
            "type": "Warning"
        },
        {
            "involvedObject": { "kind": "Pod", "name": "runner-b", "namespace": "ci" },
            "kind": "Event",
            "message": "Started container build",
            "reason": "Started"
        }
    ],
    "kind": "List"
}"#;

#[test]
fn what_kubectl_prints_is_read() {
    check(
        PODS_JSON,
        &[
            ("oom_helper", &[24]),
            ("sched_insufficient_resources", &[40]),
        ],
    );
    check(POD_YAML, &[("oom_service", &[19])]);
    check(DESCRIBE, &[("image_pull_auth", &[19])]);
    check(EVENTS_JSON, &[("quota_exceeded", &[6])]);
    let seen = |text: &str, what: What| diagnose(text).causes[0].seen.get(what).to_string();
    assert_eq!(seen(PODS_JSON, What::Container), "helper");
    assert_eq!(seen(POD_YAML, What::Container), "svc-0");
    assert_eq!(seen(DESCRIBE, What::Image), "r.example.com/a:1");
    assert_eq!(seen(EVENTS_JSON, What::Quota), "team");
}

#[test]
fn a_mixed_screen_is_taken_apart() {
    let text = "$ kubectl -n ci get pods
NAME       READY   STATUS             RESTARTS   AGE
runner-a   0/2     ImagePullBackOff   0          4m
runner-b   0/2     Pending            0          2m
$ kubectl -n ci get events
LAST SEEN   TYPE      REASON             OBJECT         MESSAGE
4m          Warning   Failed             pod/runner-a   Failed to pull image \"a:1\": toomanyrequests: You have reached your pull rate limit
2m          Warning   FailedScheduling   pod/runner-b   0/3 nodes are available: 3 Insufficient memory.
$ kubectl -n gitlab logs -l release=ci
{\"level\":\"error\",\"msg\":\"error while generating S3 pre-signed URL\",\"error\":\"AccessDenied\"}
Checking for jobs... received                       job=1 repo_url=https://g.example.com/a.git runner=x
ERROR: Job failed: exit code 1";
    check(
        text,
        &[
            ("sched_insufficient_resources", &[8]),
            ("image_pull_rate_limit", &[7]),
            ("cache_failure", &[10]),
        ],
    );
    let found = diagnose(text);
    assert_eq!(found.script_failed, Some(12));
    assert_eq!(
        found.what(Lang::En),
        "job log and managers' log and events of the cluster, 12 lines"
    );
    assert_eq!(
        found.what(Lang::Zh),
        "作业日志与管理器日志与集群事件，共 12 行"
    );
    assert_eq!(found.notes(Lang::En).len(), 2);
}

#[test]
fn what_was_pasted_is_said() {
    let same = |text: &str, en: &str, zh: &str| {
        let found = diagnose(text);
        assert_eq!(found.what(Lang::En), en);
        assert_eq!(found.what(Lang::Zh), zh);
    };
    same("", "no text", "没有文本");
    same("hello", "text, 1 line", "文本，1 行");
    same("Job succeeded\n", "job log, 1 line", "作业日志，1 行");
    same(
        DESCRIBE,
        &diagnose(DESCRIBE).what(Lang::En),
        &diagnose(DESCRIBE).what(Lang::Zh),
    );
    assert!(
        diagnose(DESCRIBE)
            .what(Lang::En)
            .contains("description of pods")
    );
    assert!(diagnose(POD_YAML).what(Lang::Zh).contains("YAML 格式"));
    assert!(diagnose(EVENTS_JSON).what(Lang::En).contains("as JSON"));
}

#[test]
fn notes_say_what_misleads() {
    let cases = [
        (
            "ERROR: Job failed: exit code 2",
            &["own script failed (line 1)"][..],
            &["自己的脚本"][..],
        ),
        ("hello", &["Nothing in the text"], &["没有指向"]),
        (
            "PANIC: Failed to register the runner. You may be having network problems.",
            &["stock phrase"],
            &["固定提示"],
        ),
        (
            "ERROR: Error cleaning up secrets: resource name may not be empty\nERROR: Job failed (system failure): prepare environment: etcdserver: leader changed. Check https://docs.gitlab.com/runner/shells/index.html#shell-profile-loading for more information",
            &["shell profile", "nothing to clean up"],
            &["shell profile", "没有东西可清理"],
        ),
        (
            "0/1 nodes are available: 1 Too many pods.\nadmission webhook \"w\" denied the request: no",
            &["independent"],
            &["彼此独立"],
        ),
        (
            "lookup db on 10.0.0.10:53: no such host\nERROR: Job failed: exit code 1",
            &["Line 2 says"],
            &["第 2 行"],
        ),
        ("", &[], &[]),
        ("etcdserver: request timed out", &[], &[]),
    ];
    for (text, en, zh) in cases {
        let found = diagnose(text);
        for (lang, expect) in [(Lang::En, en), (Lang::Zh, zh)] {
            let notes = found.notes(lang);
            assert_eq!(notes.len(), expect.len(), "{text}: {notes:?}");
            for (note, part) in notes.iter().zip(expect) {
                assert!(note.contains(part), "{note}");
            }
        }
    }
}

#[test]
fn what_to_fetch_is_asked_for_where_the_text_is_not_enough() {
    let draft = Draft::default();
    let plan = Plan::read(&draft).plan;
    let answer = answer(&question(&plan));
    let commands = |text: &str, lang: Lang| -> Vec<String> {
        let case = Case {
            plan: &plan,
            draft: &draft,
            answer: &answer,
            lang,
            seen: &Seen::default(),
        };
        let steps = diagnose(text).ask_for(&case);
        assert!(steps.iter().all(|step| !step.text.is_empty()));
        steps.into_iter().map(|step| step.command).collect()
    };
    let check = |text: &str, parts: &[&str]| {
        for lang in [Lang::En, Lang::Zh] {
            let commands = commands(text, lang);
            assert_eq!(commands.len(), parts.len(), "{text}: {commands:?}");
            for (command, part) in commands.iter().zip(parts) {
                assert!(command.contains(part), "{command}");
            }
        }
    };
    // Clear, well, or nothing of ours.
    check("", &[]);
    check("etcdserver: request timed out", &[]);
    check("Job succeeded", &[]);
    check("ERROR: Job failed: exit code 2", &[]);
    // The pod is named.
    check(
        "Waiting for pod ci/runner-a to be running, status is Pending\ntimed out waiting for pod to start",
        &["involvedObject.name=runner-a", "runner-a"],
    );
    // It is not; a pull that failed needs the events only.
    check("Error: ImagePullBackOff", &["POD", "involvedObject.name"]);
    check(
        "ERROR: Job failed: command terminated with exit code 137",
        &["POD", "involvedObject.name", "get pod"],
    );
    // Nothing is found: all that may tell.
    check("hello", &["POD", "involvedObject.name", "get pod", "logs"]);
    // The managers' own log, with a stock phrase only.
    check(
        "Registering runner... failed\nPANIC: Failed to register the runner. You may be having network problems.",
        &["logs"],
    );
}
