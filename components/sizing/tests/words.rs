//! Every sentence is whole, in both languages and at each stage, and says what the plan's numbers are.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use runwright_capacity::fleet;
use runwright_model::answer::fleet::{
    Advice, AdviceCode, AtOnce, Change, ChangeKind, Closed, ClosedForm, Expected, FleetAnswer,
    FleetQuestion, FleetStairs, FleetStep, FleetWhat, Guarantee, PauseAnswer,
};
use runwright_model::answer::{Dimension, Stair, Staircase};
use runwright_model::{Draft, Lang, Plan, json};
use runwright_sizing::question::question;
use runwright_sizing::words::{Words, words};
use runwright_sizing::work::Stage;
use std::sync::Mutex;

const STAGES: [Stage; 6] = [
    Stage::Quick,
    Stage::Best,
    Stage::Expected,
    Stage::Waits,
    Stage::Curve,
    Stage::Done,
];

/// A question and its answer; each is answered once for all tests.
fn fleet(text: &'static str) -> (FleetQuestion, FleetAnswer) {
    static KNOWN: Mutex<Vec<(&str, FleetQuestion, FleetAnswer)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap();
    if let Some((_, question, answer)) = known.iter().find(|(of, ..)| *of == text) {
        return (question.clone(), answer.clone());
    }
    let question = fleet::question(&serde_json::from_str(text).unwrap()).unwrap();
    let answer = fleet::answer(&question).unwrap();
    known.push((text, question.clone(), answer.clone()));
    (question, answer)
}

/// What an answer holds when it has come so far.
fn at(stage: Stage, answer: &FleetAnswer) -> FleetAnswer {
    let mut answer = answer.clone();
    if stage < Stage::Done {
        answer.changes.clear();
    }
    if stage < Stage::Curve {
        answer.waiting.curve.clear();
    }
    if stage < Stage::Waits {
        answer.waiting.waits = None;
    }
    if stage < Stage::Expected {
        answer.autoscaling = None;
        answer.cost.autoscaled = None;
        answer.slots.jobs_at_risk = 0;
        for one in std::iter::once(&mut answer.jobs).chain(&mut answer.worst) {
            one.expected = Expected::default();
        }
    }
    if stage < Stage::Best {
        answer.jobs.proved = false;
        answer.jobs.bound += 3;
        answer
            .pools
            .iter_mut()
            .for_each(|pool| pool.binding.clear());
    }
    answer
}

/// All that is said as sentences, and all labels.
fn said(words: &Words) -> (Vec<&String>, Vec<&String>) {
    let mut sentences: Vec<&String> = vec![&words.lead, &words.best, &words.slots];
    sentences.extend(words.advice.iter().map(|one| &one.text));
    for list in [
        &words.pools,
        &words.stairs,
        &words.waiting,
        &words.day,
        &words.cost,
        &words.pause,
    ] {
        sentences.extend(list);
    }
    sentences.extend(words.changes.iter().map(|one| &one.detail));
    let maybe = [&words.expected, &words.guaranteed];
    sentences.extend(maybe.into_iter().filter(|text| !text.is_empty()));
    let mut labels = vec![&words.headline];
    for one in &words.changes {
        labels.extend([&one.label, &one.gain]);
    }
    for group in &words.sums {
        labels.push(&group.title);
        for sum in &group.sums {
            labels.extend([&sum.what, &sum.result]);
        }
    }
    (sentences, labels)
}

fn han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn whole(words: &Words, lang: Lang, what: &str) {
    let (sentences, labels) = said(words);
    for text in &sentences {
        let end = lang.pick(['.', '.'], ['。', '。'])[0];
        assert!(text.ends_with(end), "{what}: {text}");
    }
    for text in sentences.iter().chain(&labels) {
        assert!(!text.trim().is_empty(), "{what}");
        let holes = [
            "{", "}", "  ", " .", " ,", "..", "``", "。。", "NaN", "inf ",
        ];
        let hole = holes.iter().find(|hole| text.contains(*hole));
        assert_eq!(hole, None, "{what}: {text}");
        assert_eq!(text.matches('`').count() % 2, 0, "{what}: {text}");
        match lang {
            Lang::En => assert!(!text.chars().any(han), "{what}: {text}"),
            Lang::Zh => {
                let code = text.split('`').step_by(2).collect::<String>();
                assert!(
                    !code.contains(". ") && !code.ends_with('.'),
                    "{what}: {text}"
                );
            }
        }
    }
    for group in &words.sums {
        assert!(!group.sums.is_empty(), "{what}: {}", group.title);
    }
    let tones = ["error", "warning", "advice", "ok"];
    assert!(words.advice.iter().all(|one| tones.contains(&one.tone)));
}

const ONE: &str = include_str!("../../../tests/golden/capacity/reports/one-kind.json");
const FLEET: &str = include_str!("../../../tests/golden/capacity/reports/fleet.json");
const TIGHT: &str = r#"{"platform":"other","pools":[{"name":"","count":2,"cpu_m":4000,"memory":8589934592}],
    "profiles":[{"name":"a`b","share":1,"mean_s":600,"request":{"cpu_m":1000,"memory":1073741824}}],
    "arrivals":{"jobs_per_hour":100},"managers":{"replicas":2,"concurrent":3}}"#;
const EMPTY: &str = r#"{"pools":[{"name":"ci","count":0,"cpu_m":4000,"memory":8589934592}],
    "profiles":[{"name":"a","share":1,"request":{"cpu_m":9000,"memory":1073741824}}],"managers":{"replicas":0}}"#;
const EXACT: &str = r#"{"platform":"k3s","pools":[{"name":"ci","count":4,"cpu_m":8000,"memory":34359738368}],
    "profiles":[{"name":"a","share":1,"mean_s":300,"request":{"cpu_m":3000,"memory":1073741824}}],
    "arrivals":{"jobs_per_hour":60},"managers":{"replicas":1,"concurrent":8}}"#;

#[test]
fn every_sentence_is_whole_at_each_stage() {
    for text in [ONE, FLEET, TIGHT, EMPTY, EXACT] {
        let (question, answer) = fleet(text);
        for stage in STAGES {
            for lang in [Lang::En, Lang::Zh] {
                let found = words(&question, &at(stage, &answer), stage, None, lang);
                let name = &question.pools[0].pool.name;
                whole(&found, lang, &format!("{name} {stage:?}"));
                assert_eq!(found.expected.is_empty(), stage < Stage::Expected);
                assert_eq!(
                    found.changes.is_empty(),
                    stage < Stage::Done || answer.changes.is_empty()
                );
            }
        }
    }
}

#[test]
fn the_plans_numbers_are_said() {
    let check = |text: &'static str, stage: Stage, expect: &[&str]| {
        let (question, answer) = fleet(text);
        let found = words(&question, &at(stage, &answer), stage, None, Lang::En);
        let (sentences, labels) = said(&found);
        let all: Vec<&str> = sentences
            .iter()
            .chain(&labels)
            .map(|text| text.as_str())
            .collect();
        let all = all.join("\n");
        for part in expect {
            assert!(all.contains(part), "{part}\n{all}");
        }
    };
    check(
        ONE,
        Stage::Done,
        &[
            "3 jobs at once",
            "CPU on `ci`",
            "`ci` has 7.61 cores for jobs and `dind` asks for 4.5 cores: 1 fits",
            "27 of them do not queue",
            "fail after 180 s (`poll_timeout`)",
            "wait in GitLab, where waiting is free",
            "3 × 10 = 30 slots",
            "instead of 2 in `docker`",
            "A price per node and hour",
        ],
    );
    check(
        ONE,
        Stage::Quick,
        &["3 to 6 jobs at once at best", "none holds more than 6"],
    );
    check(
        FLEET,
        Stage::Done,
        &[
            "The quota stops the next job: `requests.cpu` 80 admits",
            "the API refuses their pods",
            "`gpu` (1 core, 1 GiB) fits on no node",
            "1 to 6 at a time",
            "240 s for the node, 30 s to start and pull",
            "`poll_timeout` is 600 s and outlasts it",
            "a month of 730 hours",
            "in the currency of the prices",
            "Autoscaling saves",
            "the tail of scaling down",
        ],
    );
    check(
        TIGHT,
        Stage::Done,
        &[
            "the line grows without end",
            "`a'b`",
            "no. 1",
            "2 × 3 = 6 slots",
        ],
    );
    check(TIGHT, Stage::Waits, &["the line grows without end"]);
    check(
        EMPTY,
        Stage::Done,
        &[
            "No job fits on any node",
            "`a` (9 cores, 1 GiB) fits on no node",
        ],
    );
    check(
        EXACT,
        Stage::Done,
        &[
            "By formula (M/M/c, Erlang C): a mean wait of",
            "(simulated",
            "exact here",
        ],
    );
    check(
        EXACT,
        Stage::Quick,
        &["By formula (M/M/c, Erlang C): a mean wait of"],
    );
}

/// What these questions do not bring about by themselves.
#[test]
fn each_code_has_its_sentence() {
    let (question, mut answer) = fleet(FLEET);
    let codes = [
        AdviceCode::NeverFits,
        AdviceCode::SlotsAboveExpected,
        AdviceCode::SlotsAboveGuaranteed,
        AdviceCode::SlotsBelowExpected,
        AdviceCode::SlotsFit,
        AdviceCode::PollTimeoutBelowColdStart,
        AdviceCode::Overloaded,
        AdviceCode::QuotaBinds,
        AdviceCode::QuotaNeedsRequest,
        AdviceCode::ManagersUnplaced,
        AdviceCode::ReserveUnknown,
        AdviceCode::LabelsUnknown,
        AdviceCode::WorstNeverFits,
    ];
    answer.advice = codes
        .map(|code| Advice {
            code,
            about: Some("test".to_string()),
            numbers: vec![1, 2, 3],
        })
        .to_vec();
    let kinds = [
        (
            ChangeKind::LessCpu,
            "profiles[0].request.cpu_m",
            "1500",
            "1261",
        ),
        (
            ChangeKind::LessMemory,
            "profiles[1].request.memory",
            "12884901888",
            "8589934592",
        ),
        (ChangeKind::OneMoreNode, "pools[0].max", "6", "7"),
        (ChangeKind::LargerNodes, "pools[1].count", "2", "1"),
        (ChangeKind::FewerNodes, "pools[1].count", "2", "1"),
        (
            ChangeKind::SlotsAsExpected,
            "managers.concurrent",
            "20",
            "15",
        ),
        (
            ChangeKind::SlotsAsExpected,
            "managers.concurrent",
            "20",
            "25",
        ),
        (
            ChangeKind::SlotsAsGuaranteed,
            "managers.concurrent",
            "20",
            "4",
        ),
        (
            ChangeKind::LongerPollTimeout,
            "poll_timeout_s",
            "180",
            "300",
        ),
        (ChangeKind::OwnNodes, "pools[0].max", "6", "4"),
    ];
    // Read from JSON, so that a field more needs no line here.
    let change = |(kind, path, from, to): (ChangeKind, &str, &str, &str)| -> Change {
        let edits = [serde_json::json!({"path": path, "from": from, "to": to})];
        serde_json::from_value(serde_json::json!({
            "kind": kind, "about": "test", "edits": edits, "best": 1, "expected": 1.5, "expected_gain": -0.5, "gain": -0.5,
            "waits": null, "cost_per_hour_change": -0.25
        }))
        .unwrap()
    };
    answer.changes = kinds.map(change).to_vec();
    let pause = question.pause.unwrap_or_default();
    let question = FleetQuestion {
        pause: Some(pause),
        ..question
    };
    answer.pause = Some(PauseAnswer {
        pods: 4,
        placed: 3,
        cpu_m: 2000,
        memory: 1 << 31,
        warm: vec![Guarantee {
            profile: "test".to_string(),
            jobs: 1,
        }],
        cost_per_hour: Some(0.1),
    });
    let stair = |next_up, next_down| FleetStairs {
        profile: "test".to_string(),
        stairs: Staircase {
            pool: "small".to_string(),
            dimension: Dimension::CpuM,
            size: 1500,
            jobs_per_node: 4,
            points: Vec::new(),
            next_up,
            less: 239,
            next_down,
            headroom: 76,
        },
    };
    let step = Some(Stair {
        size: 1261,
        jobs_per_node: 5,
        cluster_jobs: 30,
    });
    answer.stairs = vec![stair(step, step), stair(None, None)];
    let forms = [
        ClosedForm::Mmc,
        ClosedForm::Batch,
        ClosedForm::Patience,
        ClosedForm::AllenCunneen,
    ];
    for form in forms {
        answer.waiting.closed = Some(Closed {
            form,
            mean_ms: Some(900),
            p90_ms: Some(1000),
            failing_permille: Some(3),
        });
        for lang in [Lang::En, Lang::Zh] {
            let found = words(&question, &answer, Stage::Done, None, lang);
            whole(&found, lang, &format!("{form:?}"));
            assert_eq!(found.advice.len(), codes.len());
            assert_eq!(found.stairs.len(), 2);
            assert_eq!(found.pause.len(), 4);
            let texts: Vec<&str> = found.advice.iter().map(|one| one.text.as_str()).collect();
            for (at, text) in texts.iter().enumerate() {
                assert!(!texts[..at].contains(text), "{text}");
            }
        }
    }
}

#[test]
fn advice_and_changes_lead_to_the_plans_fields() {
    let draft = Draft::from_json(&json::read("{}").unwrap()).unwrap();
    let plan = Plan::read(&draft).plan;
    let question = question(&plan);
    let mut answer = fleet::answer(&question).unwrap();
    answer.advice.push(Advice {
        code: AdviceCode::WorstNeverFits,
        about: Some("job".to_string()),
        numbers: Vec::new(),
    });
    let found = words(
        &question,
        &answer,
        Stage::Done,
        Some((&plan, &draft)),
        Lang::En,
    );
    for one in &found.advice {
        assert!(
            runwright_model::field::find(&one.field).is_some(),
            "{one:?}"
        );
    }
    assert!(
        found.changes.iter().all(|one| !one.edits.is_empty()),
        "{found:?}"
    );
    let without = words(&question, &answer, Stage::Done, None, Lang::En);
    assert!(without.advice.iter().all(|one| one.field.is_empty()));
    assert!(without.changes.iter().all(|one| one.edits.is_empty()));
}

#[test]
fn sums_have_units_and_addresses() {
    let (question, mut answer) = fleet(ONE);
    answer.steps.push(FleetStep {
        what: FleetWhat::BusyJobs,
        about: None,
        sum: "1".to_string(),
        result: "1".to_string(),
        source: "gitlab-org/gitlab-runner@1:a.go".to_string(),
    });
    let check = |lang: Lang, group: &str, result: &str, url: &str| {
        let found = words(&question, &answer, Stage::Done, None, lang);
        let group = found.sums.iter().find(|one| one.title == group);
        let sums = &group.unwrap().sums;
        let holds = sums
            .iter()
            .any(|one| one.result == result && one.url.starts_with(url));
        assert!(holds, "{sums:?}");
    };
    check(
        Lang::En,
        "Slots",
        "30 slots",
        "https://github.com/gitlabhq/gitlab-runner/blob/d79f3e7b/",
    );
    check(Lang::En, "Jobs at once", "3 jobs", "");
    check(
        Lang::En,
        "Day",
        "1 job",
        "https://github.com/gitlabhq/gitlab-runner/blob/1/a.go",
    );
    check(Lang::Zh, "一天", "1 个作业", "");
    check(Lang::En, "Nodes", "54 pods", "");
    check(
        Lang::En,
        "Job requests",
        "4500m, 4.5 GiB",
        "https://github.com/kubernetes/",
    );
}

/// A hostile answer: no numbers, no names, more of one than of the other.
#[test]
fn an_empty_answer_has_words_too() {
    let (question, _) = fleet(ONE);
    for stage in STAGES {
        for lang in [Lang::En, Lang::Zh] {
            let empty = FleetAnswer {
                worst: Some(AtOnce::default()),
                ..FleetAnswer::default()
            };
            words(&FleetQuestion::default(), &empty, stage, None, lang);
            words(&question, &empty, stage, None, lang);
        }
    }
}
