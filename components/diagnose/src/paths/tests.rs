//! Walks all paths.

use super::*;
use crate::Seen;
use runwright_model::{Draft, Lang, Plan, preset};

use crate::scan::CATEGORIES as CAUSES;

/// Ends that are no error of their own.
const ENDS: [&str; 7] = [
    "manager_memory",
    "cache_local",
    "slow_queue",
    "slow_pull",
    "slow_clone",
    "slow_services",
    "own_script",
];

fn say(draft: &Draft, lang: Lang) -> SymptomsSay {
    let plan = &Plan::read(draft).plan;
    let answer = runwright_capacity::answer(&runwright_checks::question(plan));
    symptoms(&Case {
        plan,
        draft,
        answer: &answer,
        lang,
        seen: &Seen::default(),
    })
}

fn find(id: &str) -> &'static Node {
    nodes()
        .find(|node| node.id == id)
        .unwrap_or_else(|| panic!("no node {id}"))
}

/// Calls `each` with every way from a symptom to an end.
fn walk(way: &mut Vec<&'static str>, causes: &mut Vec<&'static str>) {
    let node = find(way.last().unwrap());
    assert!(way.len() <= 5, "too long: {way:?}");
    assert_eq!(node.answers.is_empty(), ENDS.contains(&node.id), "{way:?}");
    for (_, to) in node.answers {
        match *to {
            To::Cause(cause) => causes.push(cause),
            To::Node(next) => {
                assert!(!way.contains(&next), "a circle: {way:?} {next}");
                way.push(next);
                walk(way, causes);
                way.pop();
            }
        }
    }
}

#[test]
fn every_cause_is_reached_in_five_questions_without_circles() {
    let mut causes = Vec::new();
    for sign in SIGNS {
        walk(&mut vec![sign.node], &mut causes);
    }
    for cause in CAUSES {
        assert!(causes.contains(&cause), "{cause} is not reached");
    }
    for cause in causes {
        assert!(CAUSES.contains(&cause), "{cause} is no cause");
    }
}

#[test]
fn every_topic_is_among_the_causes() {
    for topic in topics() {
        assert!(CAUSES.contains(&topic.id), "{}", topic.id);
    }
}

#[test]
fn every_question_is_asked_by_some_path_and_its_name_is_its_own() {
    let all: Vec<&Node> = nodes().collect();
    for (index, node) in all.iter().enumerate() {
        assert!(
            all.iter().skip(index + 1).all(|other| other.id != node.id),
            "{} twice",
            node.id
        );
        let asked = SIGNS.iter().any(|sign| sign.node == node.id)
            || all.iter().any(|other| {
                other
                    .answers
                    .iter()
                    .any(|(_, to)| matches!(to, To::Node(next) if *next == node.id))
            });
        assert!(asked, "{} is never asked", node.id);
    }
    for (index, sign) in SIGNS.iter().enumerate() {
        assert!(
            SIGNS
                .iter()
                .skip(index + 1)
                .all(|other| other.id != sign.id)
        );
    }
}

#[test]
fn answers_differ_and_questions_have_two_at_least() {
    for node in nodes() {
        assert_ne!(node.answers.len(), 1, "{}", node.id);
        for lang in [Lang::En, Lang::Zh] {
            for (index, (label, _)) in node.answers.iter().enumerate() {
                let same = node
                    .answers
                    .iter()
                    .skip(index + 1)
                    .any(|(other, _)| other.get(lang) == label.get(lang));
                assert!(!same, "{}: {}", node.id, label.get(lang));
            }
        }
    }
}

/// Whether code stands in pairs of backticks and every name was put in.
#[track_caller]
fn well_formed(text: &str, empty: bool) {
    assert!(empty || !text.is_empty());
    assert_eq!(text.matches('`').count() % 2, 0, "{text}");
    for word in [
        "jobs", "managers", "gitlab", "slots", "poll", "interval", "policy",
    ] {
        assert!(!text.contains(&["{", word, "}"].concat()), "{text}");
    }
}

#[test]
fn texts_are_whole_in_both_languages_for_every_preset() {
    for preset in preset::PRESETS {
        for lang in [Lang::En, Lang::Zh] {
            let said = say(&preset.draft(), lang);
            for symptom in &said.symptoms {
                well_formed(&symptom.title, false);
                well_formed(&symptom.about, false);
            }
            for node in &said.nodes {
                well_formed(&node.question, false);
                assert!(!node.steps.is_empty(), "{}", node.id);
                for step in &node.steps {
                    well_formed(&step.text, false);
                    well_formed(&step.expect, true);
                }
                for answer in &node.answers {
                    well_formed(&answer.label, false);
                    assert_ne!(answer.node.is_empty(), answer.category.is_empty());
                }
            }
        }
    }
}

#[test]
fn chinese_is_written_for_what_is_not_all_code() {
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let code = |text: &str| {
        text.split('`')
            .step_by(2)
            .all(|part| !part.chars().any(char::is_alphabetic))
    };
    let said = say(&Draft::default(), Lang::Zh);
    let texts = said.nodes.iter().flat_map(|node| {
        let steps = node.steps.iter().map(|step| &step.text);
        let answers = node.answers.iter().map(|answer| &answer.label);
        std::iter::once(&node.question).chain(steps).chain(answers)
    });
    for text in texts {
        assert!(han(text) || code(text), "{text}");
    }
}

#[test]
fn commands_carry_the_plans_names() {
    let mut draft = Draft::default();
    draft.set("target.namespace", "runners".into());
    draft.set("target.job_namespace", "builds".into());
    draft.set("target.release", "ci".into());
    draft.set("gitlab.url", "https://git.corp.internal/gitlab".into());
    let said = say(&draft, Lang::En);
    for step in said.nodes.iter().flat_map(|node| &node.steps) {
        for line in step.command.lines() {
            let cluster = ["get nodes", "get --raw", "auth can-i", "kube-system"];
            let known = line.contains("--namespace runners")
                || line.contains("--namespace builds")
                || cluster.iter().any(|words| line.contains(words));
            assert!(known, "{line}");
            assert!(!line.contains("app=gitlab-runner"), "{line}");
        }
        assert_eq!(
            step.command.matches('\'').count() % 2,
            0,
            "{}",
            step.command
        );
    }
    let check = |id: &str, at: usize, expect: &str| {
        let node = said.nodes.iter().find(|node| node.id == id).unwrap();
        assert_eq!(node.steps[at].command, expect, "{id}");
    };
    check(
        "register",
        0,
        "kubectl --namespace runners logs --selector release=ci --prefix --max-log-requests 5 --tail=200",
    );
    check(
        "oom",
        0,
        "POD=$(kubectl --namespace builds get pods --selector job.runner.gitlab.com/pod --sort-by=.metadata.creationTimestamp \
         --output=name | tail -n 1 | cut -d/ -f2)\n\
         kubectl --namespace builds get pod \"$POD\" --output=jsonpath='{range .status.containerStatuses[*]}{.name}{\"\\t\"}{.state}{\"\\t\"}{.lastState}{\"\\n\"}{end}'",
    );
    check(
        "forbidden_who",
        0,
        "kubectl auth can-i create pods --subresource=attach --namespace builds --as=system:serviceaccount:runners:ci-gitlab-runner",
    );
    draft.set("job.builder", "buildkit".into());
    draft.set("target.platform", "openshift".into());
    let other = say(&draft, Lang::En);
    let commands: String = other
        .nodes
        .iter()
        .flat_map(|node| &node.steps)
        .map(|step| step.command.as_str())
        .collect();
    assert!(commands.contains(" --container buildkit "));
    assert!(commands.contains("kubectl --namespace openshift-dns logs "));
    let lookup = |at: usize| {
        let node = said
            .nodes
            .iter()
            .find(|node| node.id == ["dns_kind", "dns_silent"][at]);
        node.unwrap().steps[0].command.clone()
    };
    assert!(lookup(0).contains(" --labels=job.runner.gitlab.com/pod=net-test "));
    assert!(lookup(0).ends_with(" -- nslookup git.corp.internal"));
    assert!(!lookup(1).contains("--labels"));
}

#[test]
fn names_are_filled_once() {
    let names = Names(vec![("jobs", "{gitlab}".into()), ("gitlab", "x".into())]);
    let check = |text: &str, expect: &str| assert_eq!(names.fill(text), expect);
    check("in `{jobs}` of {gitlab}", "in `{gitlab}` of x");
    check("a {b} and { c", "a {b} and { c");
    check("{", "{");
    check("{{jobs}", "{{gitlab}");
    check("", "");
}
