//! Checks measured timelines to the millisecond, estimates against their sums, and savings against their edits.

use super::*;
use crate::Seen;
use crate::advice::Case;
use proptest::prelude::*;
use runwright_model::protocol::{Phase, StartSay};
use runwright_model::{Draft, Lang, Plan, Value, preset};

fn say_start(draft: &Draft, text: &str, lang: Lang) -> StartSay {
    let plan = &Plan::read(draft).plan;
    let answer = runwright_capacity::answer(&runwright_checks::question(plan));
    start(
        &Case {
            plan,
            draft,
            answer: &answer,
            lang,
            seen: &Seen::default(),
        },
        text,
    )
}

const POD: &str = r#"{
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {
        "name": "runner-abc-project-7-concurrent-0-xyz",
        "creationTimestamp": "2026-03-01T09:00:00Z",
        "labels": {"job.runner.gitlab.com/pod": "abc"}
    },
    "status": {
        "conditions": [
            {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-03-01T09:00:04Z"},
            {"type": "Initialized", "status": "True", "lastTransitionTime": "2026-03-01T09:00:20Z"}
        ],
        "initContainerStatuses": [
            {"name": "init-permissions", "state": {"terminated": {
                "startedAt": "2026-03-01T09:00:17Z", "finishedAt": "2026-03-01T09:00:19Z"}}}
        ],
        "containerStatuses": [
            {"name": "build", "state": {"terminated": {
                "startedAt": "2026-03-01T09:00:25Z", "finishedAt": "2026-03-01T09:02:05Z"}}},
            {"name": "helper", "state": {"running": {"startedAt": "2026-03-01T09:00:26Z"}}}
        ]
    }
}
"#;

const EVENTS: &str = "\
LAST SEEN   TYPE     REASON      OBJECT           MESSAGE
31s         Normal   Scheduled   pod/runner-abc   Successfully assigned ci-jobs/runner-abc to node-1
30s         Normal   Pulled      pod/runner-abc   Successfully pulled image \"registry.example.com/helper:1\" in 12.3s (14s including waiting). Image size: 30 bytes.
12s         Normal   Pulled      pod/runner-abc   Successfully pulled image \"alpine:3.22\" in 850ms (850ms including waiting)
11s         Normal   Pulled      pod/runner-abc   Container image \"docker:28-dind\" already present on machine
";

const MARKED: &str = "\
section_start:1772355600:prepare_executor\r\u{1b}[0K\u{1b}[36;1mPreparing the executor\n\
section_end:1772355601:prepare_executor\r\u{1b}[0Ksection_start:1772355601:prepare_script\r\u{1b}[0K\n\
section_end:1772355629:prepare_script\r\u{1b}[0K\n\
section_start:1772355629:get_sources\r\u{1b}[0K\n\
section_end:1772355634:get_sources\r\u{1b}[0Ksection_start:1772355634:restore_cache\n\
section_end:1772355640:restore_cache\n\
section_start:1772355640:step_script\n\
section_end:1772355700:step_script\n\
section_start:1772355700:archive_cache\n\
section_end:1772355703:archive_cache\n";

const TIMED: &str = "\
2026-03-01T09:00:00.100000Z 00O Preparing the \"kubernetes\" executor\n\
2026-03-01T09:00:00.350000Z 00O Preparing environment\n\
2026-03-01T09:00:20.000000Z 00O Getting source from Git repository\n\
2026-03-01T09:00:23.500000Z 00O Executing \"step_script\" stage of the job script\n\
2026-03-01T09:00:30.000000Z 00O $ make\n\
2026-03-01T09:00:53.750000Z 00O Cleaning up project directory and file based variables\n\
2026-03-01T09:00:54.000000Z 00O Job succeeded\n";

#[track_caller]
fn check_measured(text: &str, expect: &[(&str, u32)]) {
    let said = say_start(&Draft::default(), text, Lang::En);
    assert!(said.measured, "{}", said.from);
    let lengths: Vec<(&str, u32)> = said
        .phases
        .iter()
        .map(|phase| (phase.id.as_str(), phase.length_ms))
        .collect();
    assert_eq!(lengths, expect);
    sound(&said);
}

/// What holds for every answer.
#[track_caller]
fn sound(said: &StartSay) {
    let mut at = 0;
    for phase in &said.phases {
        assert_eq!(phase.start_ms, at, "{}", phase.id);
        at += phase.length_ms;
        for text in [&phase.label, &phase.sum, &phase.length_text] {
            assert!(!text.is_empty(), "{}", phase.id);
        }
    }
    assert_eq!(said.total_ms, at);
    assert!(said.saved_ms <= said.total_ms);
    let order: Vec<u32> = said
        .savings
        .iter()
        .filter(|saving| !saving.chosen)
        .map(|saving| saving.saved_ms)
        .collect();
    assert!(order.is_sorted_by(|a, b| a >= b), "{order:?}");
    for saving in &said.savings {
        for text in [&saving.label, &saving.detail, &saving.sum] {
            assert!(
                !text.is_empty() && text.matches('`').count() % 2 == 0,
                "{text}"
            );
        }
        assert!(!saving.chosen || saving.edits.is_empty(), "{}", saving.id);
    }
    let covered: u32 = said.tokens.iter().map(|token| token / 8).sum();
    let ends = said.snippet.matches('\n').count();
    assert_eq!(covered as usize + ends, said.snippet.len());
}

#[test]
fn pods_tell_their_times() {
    check_measured(
        POD,
        &[
            ("pending", 4000),
            ("pull", 20_000),
            ("init", 2000),
            ("run", 100_000),
        ],
    );
    let single = POD.replace('\n', " ");
    check_measured(
        &single,
        &[
            ("pending", 4000),
            ("pull", 20_000),
            ("init", 2000),
            ("run", 100_000),
        ],
    );
    // Two pods: the mean. A manager's pod is left out.
    let later = POD.replace("09:00:04Z", "09:00:06Z");
    let manager =
        r#"{"kind": "Pod", "metadata": {"name": "gitlab-runner-0"}, "spec": {}, "status": {}}"#;
    let list = [
        "{\"kind\": \"List\", \"items\": [",
        POD,
        ",",
        &later,
        ",",
        manager,
        "]\n}\n",
    ]
    .concat();
    let list = list.replace('\n', " ");
    check_measured(
        &list,
        &[
            ("pending", 5000),
            ("pull", 19_000),
            ("init", 2000),
            ("run", 100_000),
        ],
    );
    let said = say_start(&Draft::default(), &list, Lang::En);
    assert_eq!(said.from, "Measured: 2 job pods (means)");
    assert!(said.notes.iter().any(|note| note.contains("none of a job")));
}

#[test]
fn a_young_pod_tells_what_it_has() {
    let young = r#"{
"kind": "Pod",
"metadata": {"name": "p", "creationTimestamp": "2026-03-01T09:00:00Z"},
"status": {"containerStatuses": [{"name": "build", "state": {"waiting": {}}}],
 "conditions": [{"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-03-01T09:00:03Z"}]}
}"#;
    check_measured(young, &[("pending", 3000)]);
}

#[test]
fn events_tell_pulls() {
    check_measured(EVENTS, &[("pull", 13_150)]);
    let json = r#"{"kind": "List", "items": [
{"kind": "Event", "reason": "Pulled", "message": "Successfully pulled image \"alpine:3.22\" in 2.5s (3s including waiting)"}
]}"#;
    check_measured(&json.replace('\n', ""), &[("pull", 2500)]);
    // As the API gives them, without a kind on each.
    let plain = r#"{"items": [{"involvedObject": {}, "message": "Successfully pulled image \"a\" in 1s"}]}"#;
    check_measured(plain, &[("pull", 1000)]);
    // With pods the events say how much of the gap was pulling.
    let both = [POD, EVENTS].concat();
    check_measured(
        &both,
        &[
            ("pending", 4000),
            ("pull", 20_000),
            ("init", 2000),
            ("run", 100_000),
        ],
    );
    let said = say_start(&Draft::default(), &both, Lang::En);
    assert!(
        said.phases[1]
            .sum
            .contains("`registry.example.com/helper:1` 12.3 s + `alpine:3.22` 850 ms"),
        "{}",
        said.phases[1].sum
    );
}

#[test]
fn job_logs_tell_stages() {
    check_measured(
        MARKED,
        &[
            ("pending", 29_000),
            ("clone", 11_000),
            ("run", 60_000),
            ("cleanup", 3000),
        ],
    );
    check_measured(
        TIMED,
        &[
            ("pending", 19_900),
            ("clone", 3500),
            ("run", 30_250),
            ("cleanup", 250),
        ],
    );
    // With the pod of the same job, what is left of the preparation is the wait for its services. 1772355600 is 09:00:00.
    check_measured(
        &[POD, MARKED].concat(),
        &[
            ("pending", 4000),
            ("pull", 20_000),
            ("init", 2000),
            ("services", 3000),
            ("clone", 11_000),
            ("run", 60_000),
            ("cleanup", 3000),
        ],
    );
}

#[test]
fn savings_never_exceed_what_was_measured() {
    let said = say_start(
        &preset::find("guide-public").unwrap().draft(),
        EVENTS,
        Lang::En,
    );
    let find = |id: &str| said.savings.iter().find(|saving| saving.id == id).unwrap();
    assert_eq!(find("prepull").saved_ms, 13_150);
    assert_eq!(find("cache").saved_ms, 0);
    assert_eq!(said.saved_ms, 13_150);
}

#[test]
fn broken_input_gives_notes() {
    let check = |text: &str, part: &str| {
        let said = say_start(&Draft::default(), text, Lang::En);
        assert!(!said.measured);
        assert!(
            said.notes.iter().any(|note| note.contains(part)),
            "{:?}",
            said.notes
        );
        sound(&said);
    };
    check("{\n\"kind\": \"Pod\",", "ends early");
    check("{\"kind\": }", "ends early");
    check("hello", "No times were found");
    check(
        "section_start:99999999999:x\nsection_end:",
        "No times were found",
    );
    check("", "Paste job pods");
}

fn length_of(phases: &[Phase], id: &str) -> Option<u32> {
    phases
        .iter()
        .find(|phase| phase.id == id)
        .map(|phase| phase.length_ms)
}

#[test]
fn the_default_plan_by_hand() {
    let said = say_start(&Draft::default(), "", Lang::En);
    assert!(!said.measured);
    let check =
        |id: &str, expect: Option<u32>| assert_eq!(length_of(&said.phases, id), expect, "{id}");
    // Half of 3 s; 60 MB and 200 MB at 25 MB/s and two questions; (20 MB + 20 × 40 kB) at 10 MB/s and 20 lookups of 4 × 2 ms.
    check("queue", Some(1500));
    check("pull", Some(2400 + 8000 + 2 * 400));
    check("init", Some(2500));
    check("services", None);
    check("clone", Some(2080 + 160));
    check("run", Some(10_000));
}

fn texts(said: &StartSay) -> String {
    let phases = said
        .phases
        .iter()
        .flat_map(|phase| [&phase.label, &phase.sum]);
    let savings = said
        .savings
        .iter()
        .flat_map(|saving| [&saving.label, &saving.detail, &saving.sum]);
    phases
        .chain(savings)
        .chain(&said.notes)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_preset_in_both_languages() {
    for preset in preset::PRESETS.iter().chain(preset::SIZES) {
        let english = say_start(&preset.draft(), "", Lang::En);
        let chinese = say_start(&preset.draft(), "", Lang::Zh);
        sound(&english);
        sound(&chinese);
        assert_eq!(english.total_ms, chinese.total_ms);
        assert_eq!(english.saved_ms, chinese.saved_ms);
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(!texts(&english).contains(han), "{}", preset.id);
        for line in texts(&chinese).lines() {
            assert!(line.contains(han), "{line}");
        }
        // All numbers that are not the plan's are said to be assumed.
        for phase in &english.phases {
            if phase.id != "queue" {
                assert!(
                    phase.sum.contains("assumed") || phase.length_ms == 0,
                    "{}",
                    phase.sum
                );
            }
        }
    }
}

/// Edits of a saving take exactly what it says off the estimate.
#[track_caller]
fn edits_save_what_they_say(draft: &Draft) {
    let before = say_start(draft, "", Lang::En);
    for saving in before
        .savings
        .iter()
        .filter(|saving| !saving.edits.is_empty())
    {
        let mut then = draft.clone();
        then.apply(&saving.edits);
        assert_eq!(
            Plan::read(&then).problems.len(),
            Plan::read(draft).problems.len()
        );
        let after = say_start(&then, "", Lang::En);
        assert_eq!(
            before.total_ms - after.total_ms,
            saving.saved_ms,
            "{}: {}",
            saving.id,
            saving.sum
        );
        // What the plan has now is chosen, or the next step of the same kind.
        let again = after.savings.iter().find(|one| one.id == saving.id);
        assert!(again.is_none_or(|one| one.chosen || one.edits != saving.edits));
    }
}

#[test]
fn edits_of_presets_save_what_they_say() {
    for preset in preset::PRESETS.iter().chain(preset::SIZES) {
        edits_save_what_they_say(&preset.draft());
    }
}

#[test]
fn storage_that_no_job_uses_is_put_to_use() {
    let mut draft = preset::find("large-builds").unwrap().draft();
    draft.set("ci.cache_key_file", "".into());
    edits_save_what_they_say(&draft);
    let said = say_start(&draft, "", Lang::En);
    let cache = said
        .savings
        .iter()
        .find(|saving| saving.id == "cache")
        .unwrap();
    assert_eq!((cache.saved_ms, cache.edits.len()), (8000, 2));
}

#[test]
fn which_savings_a_plan_has() {
    let check = |sets: &[(&str, &str)], id: &str, chosen: bool, edits: &str| {
        let mut draft = Draft::default();
        for (field, value) in sets {
            draft.set(field, (*value).into());
        }
        let said = say_start(&draft, "", Lang::En);
        let saving = said.savings.iter().find(|saving| saving.id == id).unwrap();
        assert_eq!(saving.chosen, chosen, "{id}");
        let first = saving.edits.first().map_or("", |edit| edit.field.as_str());
        assert_eq!(first, edits, "{id}");
    };
    check(&[], "check_interval", true, "");
    check(
        &[("gitlab.check_interval", "10")],
        "check_interval",
        false,
        "gitlab.check_interval",
    );
    check(&[], "request_concurrency", true, "");
    check(
        &[("managers.request_concurrency", "1")],
        "request_concurrency",
        false,
        "managers.request_concurrency",
    );
    check(&[], "pull_policy", true, "");
    check(
        &[("job.pull_policy", "always")],
        "pull_policy",
        false,
        "job.pull_policy",
    );
    check(&[], "builder", true, "");
    check(
        &[("job.builder", "dind_tls")],
        "builder",
        false,
        "job.builder",
    );
    check(&[], "helper_flavor", true, "");
    check(
        &[("job.helper_flavor", "ubuntu")],
        "helper_flavor",
        false,
        "job.helper_flavor",
    );
    check(&[("ci.clone_depth", "0")], "depth", false, "ci.clone_depth");
    check(&[], "dns", false, "dns.ndots");
    check(&[("gitlab.url", "https://gitlab.com")], "dns", false, "");
    check(&[("dns.ndots", "2")], "dns", true, "");
    check(&[], "fetch", false, "");
    check(&[], "cache", false, "");
    check(&[("job.builder", "dind_tls")], "healthcheck", false, "");
}

#[test]
fn the_snippet_follows_the_plan() {
    let snippet = |sets: &[(&str, &str)]| {
        let mut draft = Draft::default();
        for (field, value) in sets {
            draft.set(field, (*value).into());
        }
        say_start(&draft, "", Lang::En).snippet
    };
    let plain = snippet(&[]);
    for line in [
        "  GIT_DEPTH: \"20\"",
        "    name: alpine:3.22",
        "  interruptible: true",
        "        - package-lock.json",
        "  needs: []",
    ] {
        assert!(plain.lines().any(|one| one == line), "{line}\n{plain}");
    }
    assert!(plain.contains("FF_USE_FASTZIP"));
    assert!(snippet(&[("ci.clone_depth", "0")]).contains("GIT_DEPTH: \"20\""));
    assert!(!snippet(&[("ci.cache_key_file", "")]).contains("files:"));
    assert!(!snippet(&[("job.allowed_pull_policies", "always")]).contains("if-not-present"));
}

fn drafts() -> impl Strategy<Value = Draft> {
    let sets = (
        (
            1u32..60,
            0u32..200,
            prop::sample::select(vec!["none", "buildkit", "dind_tls", "dind_plain"]),
        ),
        (
            prop::sample::select(vec!["always", "if-not-present", "never", ""]),
            any::<bool>(),
            any::<bool>(),
        ),
        (
            prop::sample::select(vec!["", "1", "2", "3", "5"]),
            1u32..40,
            1u32..16,
        ),
    );
    sets.prop_map(
        |((interval, depth, builder), (policy, ubuntu, moves), (ndots, concurrent, cpu))| {
            let mut draft = Draft::default();
            let mut set = |id: &str, text: &str| draft.set(id, text.into());
            set("gitlab.check_interval", &interval.to_string());
            set("ci.clone_depth", &depth.to_string());
            set("job.builder", builder);
            set("job.helper_flavor", if ubuntu { "ubuntu" } else { "" });
            set("job.image", if moves { "alpine" } else { "alpine:3.22" });
            set("dns.ndots", ndots);
            set("managers.concurrent", &concurrent.to_string());
            set("job.cpu_request", &[&(cpu * 250).to_string(), "m"].concat());
            let policies: Vec<String> = [policy]
                .iter()
                .filter(|one| !one.is_empty())
                .map(|one| one.to_string())
                .collect();
            draft.set("job.pull_policy", Value::List(policies));
            draft
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn edits_of_any_plan_save_what_they_say(draft in drafts()) {
        edits_save_what_they_say(&draft);
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|\n|\r){0,200}") {
        sound(&say_start(&Draft::default(), &text, Lang::Zh));
    }

    /// Pieces of real input in any order, some of them cut.
    #[test]
    fn any_mixture_is_read(order in prop::collection::vec((0usize..4, 0usize..2000), 0..6)) {
        let mut text = String::new();
        for (which, cut) in order {
            let piece = [POD, EVENTS, MARKED, TIMED][which];
            text.push_str(piece.get(..cut).unwrap_or(piece));
        }
        sound(&say_start(&Draft::default(), &text, Lang::En));
    }
}
