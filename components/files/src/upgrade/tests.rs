//! Tests what the script holds, in which order, and that names stay words of their commands.

use super::script;
use crate::Context;
use crate::testing::{hostile, plan, shell_words};
use proptest::prelude::*;
use runwright_documents::{Printed, Tag};
use runwright_model::{Lang, Plan};

fn print(plan: &Plan, from: Option<&str>, to: &str, lang: Lang) -> Printed {
    let token = "";
    script(&Context { plan, lang, token }, from, to)
}

/// The texts stand in the script in this order, in both languages; none of the others does.
#[track_caller]
fn check(sets: &[(&str, &str)], from: Option<&str>, to: &str, there: &[&str], absent: &[&str]) {
    let plan = plan(sets);
    for lang in [Lang::En, Lang::Zh] {
        let text = print(&plan, from, to, lang).text;
        let mut rest = text.as_str();
        for line in there {
            rest = rest
                .split_once(line)
                .unwrap_or_else(|| panic!("no {line:?} behind the others in\n{text}"))
                .1;
        }
        for line in absent {
            assert!(!text.contains(line), "{line:?} in\n{text}");
        }
    }
}

#[test]
fn steps_stand_in_their_order() {
    check(
        &[("target.release", "ci"), ("target.namespace", "run")],
        Some("0.86.0"),
        "0.92.0",
        &[
            "#!/usr/bin/env bash\nset -eu\nset -o pipefail\numask 077\n",
            "0.86.0",
            "readonly RELEASE=ci\nreadonly NAMESPACE=run\nreadonly JOB_NAMESPACE=ci-jobs\nreadonly NAME=ci-gitlab-runner\nreadonly SECRET=gitlab-runner-token\nreadonly FROM=0.86.0\nreadonly TO=0.92.0\nreadonly RUNNER=19.3\nreadonly TIMEOUT=9m\n",
            "kubectl config current-context",
            "helm history \"$RELEASE\"",
            "rollout status",
            "helm get values",
            "get secret \"$SECRET\"",
            "helm repo update gitlab\n",
            "helm template \"$RELEASE\" gitlab/gitlab-runner \\\n  --namespace \"$NAMESPACE\" \\\n  --version \"$TO\" \\\n  --values values.yaml > \"$backup/rendered.yaml\"\n",
            "  --dry-run > \"$backup/dry-run.txt\"\n",
            "--selector=pod",
            "trap at_exit EXIT\n",
            "changed=yes\nhelm upgrade --install \"$RELEASE\" gitlab/gitlab-runner \\\n  --namespace \"$NAMESPACE\" \\\n  --version \"$TO\" \\\n  --values values.yaml \\\n  --wait --timeout \"$TIMEOUT\"\n",
            "rollout status",
            "run verify\n",
            "changed=\n",
        ],
        &["grep -q glrt-", "ca-secret", "--api-versions", "@1"],
    );
}

#[test]
fn what_the_plan_decides() {
    check(&[], None, "0.92.0", &["readonly FROM=\n"], &["0.86.0"]);
    check(
        &[("gitlab.auth", "inline")],
        None,
        "0.92.0",
        &[
            "readonly SECRET=gitlab-runner\n",
            "grep -q glrt-REPLACE-ME values.yaml && fail '",
        ],
        &[],
    );
    check(
        &[("gitlab.ca_secret", "my-ca")],
        None,
        "0.92.0",
        &["get secret my-ca --output=yaml > \"$backup/ca-secret.yaml\"\n"],
        &[],
    );
    check(
        &[("monitoring.scrape", "pod_monitor")],
        None,
        "0.92.0",
        &["  --api-versions monitoring.coreos.com/v1 > "],
        &[],
    );
    check(
        &[
            ("managers.grace_period", "600"),
            ("managers.shutdown_timeout", "45"),
        ],
        None,
        "0.92.0",
        &["600", "45"],
        &["3600"],
    );
    // Managers that share no node wait for each other's jobs.
    check(
        &[
            ("managers.spread", "required"),
            ("managers.replicas", "3"),
            ("managers.grace_period", "601"),
        ],
        None,
        "0.92.0",
        &["readonly TIMEOUT=47m\n"],
        &[],
    );
    check(
        &[("managers.replicas", "3")],
        None,
        "not a version",
        &["readonly 'TO=not a version'\nreadonly RUNNER=\nreadonly TIMEOUT=11m\n"],
        &[],
    );
}

#[test]
fn the_first_line_has_its_token() {
    let printed = print(&plan(&[]), None, "0.92.0", Lang::En);
    let lines = printed.lines();
    assert_eq!(lines[0].spans, [(Tag::Comment, "#!/usr/bin/env bash")]);
    assert_eq!(lines[1].spans[0], (Tag::Keyword, "set"));
    let total: u32 = printed.tokens.iter().map(|token| token.len).sum();
    assert_eq!(total as usize, printed.text.len());
    let line = printed
        .text
        .lines()
        .position(|line| line.starts_with("readonly NAMESPACE"))
        .unwrap();
    assert_eq!(printed.field_at(line as u32 + 1), Some("target.namespace"));
}

#[test]
fn languages_differ_in_words_only() {
    // What is said stands in double quotes behind say, ask and fail.
    let commands = |lang| -> Vec<Vec<String>> {
        let text = print(
            &plan(&[("monitoring.scrape", "pod_monitor")]),
            Some("0.86.0"),
            "0.92.0",
            lang,
        )
        .text;
        let mut commands = shell_words(&text);
        for words in &mut commands {
            if let Some(at) = words
                .iter()
                .position(|word| ["say", "ask", "fail"].contains(&word.as_str()))
            {
                words.truncate(at + 1);
            }
        }
        commands
    };
    assert_eq!(commands(Lang::En), commands(Lang::Zh));
}

/// The same cases in every run.
fn cases() -> ProptestConfig {
    ProptestConfig {
        rng_seed: proptest::test_runner::RngSeed::Fixed(20),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    /// Names that were put into the plan past its reader stay one word, and nothing else of the script changes.
    #[test]
    fn hostile_names_stay_words(name in hostile(), from in hostile(), to in hostile()) {
        prop_assume!(!name.is_empty());
        let mut plan = plan(&[("gitlab.ca_secret", "x")]);
        let calm = print(&plan, Some("a"), "a", Lang::En).text;
        plan.target.release = name.clone();
        plan.target.namespace = name.clone();
        plan.target.job_namespace = name.clone();
        plan.gitlab.secret_name = name.clone();
        plan.gitlab.ca_secret = name.clone();
        plan.target.fullname_override = "n".to_owned();
        let text = print(&plan, Some(&from), &to, Lang::En).text;
        let words = shell_words(&text);
        let name = name.replace('\0', "\u{fffd}");
        for (variable, value) in [("RELEASE", &name), ("JOB_NAMESPACE", &name), ("SECRET", &name), ("FROM", &from.replace('\0', "\u{fffd}"))] {
            let expect = vec!["readonly".to_owned(), [variable, "=", value.as_str()].concat()];
            prop_assert!(words.contains(&expect), "{variable} in {text}");
        }
        let heads = |words: Vec<Vec<String>>| -> Vec<String> { words.into_iter().filter_map(|words| words.into_iter().next()).collect() };
        prop_assert_eq!(heads(words), heads(shell_words(&calm)));
    }
}
