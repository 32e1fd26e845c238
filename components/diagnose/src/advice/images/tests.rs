//! Checks every cause of this area for several plans, both languages, and what texts name.

use super::TOPICS;
use crate::advice::{Case, advise};
use crate::seen::{Seen, What};
use runwright_capacity::answer;
use runwright_checks::question;
use runwright_model::answer::Answer;
use runwright_model::plan::Plan;
use runwright_model::preset::PRESETS;
use runwright_model::protocol::{Advice, Step};
use runwright_model::{Draft, Lang, Row, Value, field};

/// All causes there are, here and in the other areas.
const CATEGORIES: &[&str] = &[
    "register_network_timeout",
    "gitlab_url_wrong",
    "gitlab_tls_x509",
    "register_invalid_token",
    "register_reserved_args",
    "dns_nxdomain",
    "dns_timeout",
    "network_blocked",
    "image_pull_dns",
    "image_pull_network",
    "image_pull_auth",
    "image_pull_not_found",
    "image_pull_rate_limit",
    "image_pull_x509",
    "image_pull_backoff_unspecified",
    "helper_image_pull",
    "pull_policy_not_allowed",
    "oom_build",
    "oom_helper",
    "oom_service",
    "exit_137_ambiguous",
    "evicted_storage",
    "sched_insufficient_resources",
    "sched_node_selector",
    "sched_taint",
    "sched_too_many_pods",
    "sched_pvc_unbound",
    "quota_exceeded",
    "podsecurity_violation",
    "admission_webhook_denied",
    "admission_webhook_unavailable",
    "rbac_forbidden",
    "rbac_job_serviceaccount",
    "dind_daemon_unreachable",
    "dind_tls_cert",
    "dind_privileged",
    "dind_mtu",
    "dind_registry_x509",
    "registry_login_failed",
    "pod_start_timeout",
    "shell_missing_in_image",
    "exec_attach_broken",
    "kube_api_unavailable",
    "kube_api_proxy",
    "kube_config_missing",
    "pod_disrupted",
    "cache_failure",
    "no_runner_online",
    "runner_config_permission",
    "runner_config_invalid",
    "git_clone_dns",
    "git_clone_unreachable",
    "git_clone_x509",
    "git_clone_auth",
    "git_clone_url",
    "windows_node_mismatch",
    "service_alias_invalid",
    "apparmor_rootless",
    "job_home_not_writable",
];

/// What a text might bring at its worst.
const HOSTILE: &str = "a b'; $(touch x) \"`id`";

fn rows(rows: &[&[(&str, &str)]]) -> Value {
    let row = |cells: &&[(&str, &str)]| -> Row {
        let cells = cells.iter();
        cells
            .map(|(column, text)| (column.to_string(), text.to_string()))
            .collect()
    };
    Value::Rows(rows.iter().map(row).collect())
}

fn draft(sets: &[(&str, Value)]) -> Draft {
    let mut draft = Draft::default();
    for (id, value) in sets {
        draft.set(id, value.clone());
    }
    draft
}

/// Plans that differ in what the advice looks at.
fn drafts() -> Vec<Draft> {
    let mut all: Vec<Draft> = PRESETS.iter().map(|preset| preset.draft()).collect();
    all.push(Draft::default());
    // Names that the formats allow and a shell would read.
    all.push(draft(&[
        ("target.namespace", "ns-managers".into()),
        ("target.job_namespace", "ns-jobs".into()),
        ("target.release", "ci".into()),
        (
            "capacity.pools",
            rows(&[&[("name", HOSTILE), ("nodes", "2")]]),
        ),
        (
            "job.volumes",
            rows(&[
                &[
                    ("kind", "pvc"),
                    ("name", "cache"),
                    ("mount_path", "/it's $(x)"),
                ],
                &[
                    ("kind", "empty_dir"),
                    ("name", "m"),
                    ("mount_path", "/a `b`"),
                    ("in_memory", "true"),
                ],
            ]),
        ),
        ("gitlab.runner_name", HOSTILE.into()),
        ("job.image", "registry.example.com/$GROUP/${NAME}:1".into()),
    ]));
    let nothing: Vec<(&str, Value)> = field::all()
        .filter(|field| field.id.starts_with("job."))
        .filter(|field| field.id.ends_with("_request") || field.id.ends_with("_limit"))
        .map(|field| (field.id, Value::from("")))
        .collect();
    all.push(draft(&nothing));
    all.push(draft(&[
        ("job.cpu_request", "40".into()),
        ("job.pull_policy", Value::from(&["always"][..])),
        (
            "job.allowed_pull_policies",
            Value::from(&["if-not-present"][..]),
        ),
        (
            "job.helper_image",
            "registry.example.com:5000/helper:latest".into(),
        ),
        ("target.platform", "rke2".into()),
        ("managers.limit", "4".into()),
        ("capacity.pools", rows(&[&[("nodes", "0")]])),
    ]));
    all.push(draft(&[
        ("job.memory_request", "200Gi".into()),
        ("job.memory_limit", "200Gi".into()),
        ("job.pull_policy", Value::List(Vec::new())),
        ("job.allowed_pull_policies", Value::List(Vec::new())),
        ("target.platform", "openshift".into()),
        (
            "nodes.affinity",
            rows(&[&[
                ("mode", "required"),
                ("key", "kubernetes.io/arch"),
                ("operator", "In"),
                ("values", "arm64"),
            ]]),
        ),
    ]));
    all.push(draft(&[
        ("job.builder", "buildkit".into()),
        ("target.platform", "eks".into()),
        ("target.chart", "0.41.0".into()),
        ("job.pull_secrets", Value::from(&["one", "two"][..])),
        ("managers.replicas", "20".into()),
        ("managers.concurrent", "50".into()),
        (
            "nodes.tolerations",
            rows(&[
                &[
                    ("key", "workload"),
                    ("value", "ci"),
                    ("effect", "NoSchedule"),
                ],
                &[("key", "gpu"), ("effect", "")],
            ]),
        ),
        (
            "capacity.pools",
            rows(&[&[
                ("name", "a"),
                ("nodes", "3"),
                ("disk", "100Gi"),
                ("max_pods", "17"),
            ]]),
        ),
    ]));
    all
}

fn seen(names: &[(What, &str)]) -> Seen {
    let mut seen = Seen::default();
    for (what, name) in names {
        seen.put(*what, name);
    }
    seen
}

/// What texts name: nothing, the usual, and the worst.
fn seens() -> Vec<Seen> {
    use What::*;
    let hostile = [
        Host, Server, Endpoint, Url, Image, Container, Pod, Namespace, Node, Lacking, Taint, Quota,
        Requested, Used, Limited, Policy, Secret, Volume, Status, Size, Key, Reason, Resource,
    ];
    vec![
        seen(&[]),
        seen(&[
            (Host, "registry.corp.example.com"),
            (Server, "127.0.0.53"),
            (Endpoint, "10.0.0.9:443"),
            (Image, "registry.corp.example.com/ci/app:1.2"),
            (Container, "build"),
            (Pod, "runner-abc-project-1-concurrent-0-xyz"),
            (Node, "worker-1"),
            (Lacking, "cpu"),
            (Taint, "workload=build"),
            (Quota, "ci-quota"),
            (Requested, "pods=1,requests.cpu=600m"),
            (Limited, "pods=7,requests.cpu=3"),
            (Policy, "never"),
            (Volume, "build-cache"),
            (Size, "10Gi"),
            (Reason, "Pending"),
        ]),
        seen(&[
            (Server, "10.96.0.10"),
            (Url, "https://quay.io/v2/"),
            (Image, "alpine:3.22"),
            (Container, "svc-0"),
            (Lacking, "nvidia.com/gpu"),
            (Taint, "node.kubernetes.io/not-ready"),
            (Taint, "{gpu: a100}"),
            (Lacking, "limits.cpu"),
            (Policy, "always"),
        ]),
        seen(&[
            (Lacking, "memory"),
            (Taint, "workload=ci:NoExecute"),
            (Taint, "node-role.kubernetes.io/control-plane"),
            (Limited, "limits.memory=8Gi"),
            (Container, "helper"),
        ]),
        seen(&[(Lacking, "ephemeral-storage"), (Limited, "secrets=0")]),
        seen(&hostile.map(|what| (what, HOSTILE))),
    ]
}

fn read(draft: &Draft) -> (Plan, Answer) {
    let plan = Plan::read(draft).plan;
    let answer = answer(&question(&plan));
    (plan, answer)
}

/// Calls `check` for every cause, plan and text, in both languages.
fn each(check: impl Fn(&str, &Case, &Advice)) {
    for draft in &drafts() {
        let (plan, answer) = read(draft);
        for seen in &seens() {
            for lang in [Lang::En, Lang::Zh] {
                let case = Case {
                    plan: &plan,
                    draft,
                    answer: &answer,
                    lang,
                    seen,
                };
                for topic in TOPICS {
                    let advice = advise(topic.id, &case).unwrap_or_default();
                    check(topic.id, &case, &advice);
                }
            }
        }
    }
}

fn steps(advice: &Advice) -> impl Iterator<Item = &Step> {
    let lists = [&advice.steps, &advice.by_hand, &advice.confirm];
    lists.into_iter().flatten()
}

/// All sentences, with where they stand.
fn texts(advice: &Advice) -> Vec<String> {
    let mut all = vec![advice.title.clone(), advice.meaning.clone()];
    all.extend(steps(advice).map(|step| step.text.clone()));
    all.extend(
        steps(advice)
            .map(|step| step.expect.clone())
            .filter(|text| !text.is_empty()),
    );
    all.extend(advice.fixes.iter().map(|fix| fix.label.clone()));
    all.extend(advice.prevent.clone());
    all.extend(advice.alike.iter().map(|alike| alike.how.clone()));
    for wrong in &advice.wrong {
        all.extend([wrong.claim.clone(), wrong.truth.clone()]);
    }
    all
}

#[test]
fn every_cause_of_the_area_is_there_once() {
    let ids: Vec<&str> = TOPICS.iter().map(|topic| topic.id).collect();
    assert_eq!(ids.len(), 21);
    for (index, id) in ids.iter().enumerate() {
        assert!(CATEGORIES.contains(id), "{id}");
        assert!(!ids[..index].contains(id), "{id}");
    }
}

#[test]
fn advice_is_whole() {
    each(|id, case, advice| {
        assert!(
            !advice.title.is_empty() && !advice.meaning.is_empty(),
            "{id}"
        );
        assert!(
            !advice.steps.is_empty() && !advice.confirm.is_empty(),
            "{id}"
        );
        assert!(
            !advice.fixes.is_empty() || !advice.by_hand.is_empty(),
            "{id}"
        );
        assert!((1..=3).contains(&advice.prevent.len()), "{id}");
        assert!((1..=4).contains(&advice.alike.len()), "{id}");
        assert!(!advice.wrong.is_empty(), "{id}");
        assert!(advice.source.contains('@'), "{id}");
        assert!(
            !advice.title.ends_with(['.', '。']),
            "{id}: {}",
            advice.title
        );
        for text in texts(advice) {
            assert!(!text.trim().is_empty(), "{id}");
            assert!(!text.contains("  ") && text.trim() == text, "{id}: {text}");
            assert!(text.matches('`').count() % 2 == 0, "{id}: {text}");
            assert!(!text.contains("``"), "{id}: {text}");
            if case.lang == Lang::En {
                assert!(
                    text.is_ascii() || !text.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c)),
                    "{id}: {text}"
                );
            }
        }
        for alike in &advice.alike {
            assert!(
                CATEGORIES.contains(&alike.category.as_str()),
                "{id}: {}",
                alike.category
            );
            assert_ne!(alike.category, id);
        }
    });
}

#[test]
fn chinese_sentences_are_chinese_and_spaced() {
    let han = |c: char| ('\u{4e00}'..'\u{a000}').contains(&c);
    each(|id, case, advice| {
        if case.lang != Lang::Zh {
            return;
        }
        for text in texts(advice) {
            let words: String = text.split('`').step_by(2).collect();
            let code_only = !words.chars().any(|c| c.is_ascii_alphabetic());
            assert!(code_only || words.chars().any(han), "{id}: {text}");
            let chars: Vec<char> = text.chars().collect();
            for pair in chars.windows(3) {
                let two = han(pair[0]) && pair[1] == ' ' && han(pair[2]);
                assert!(!two, "{id}: {text}");
            }
            for pair in chars.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let tight =
                    han(a) && b.is_ascii_alphanumeric() || a.is_ascii_alphanumeric() && han(b);
                assert!(!tight, "{id}: {text}");
            }
        }
    });
}

#[test]
fn the_languages_say_the_same_things_in_other_words() {
    for draft in &drafts() {
        let (plan, answer) = read(draft);
        let seen = Seen::default();
        for topic in TOPICS {
            let say = |lang| {
                let case = Case {
                    plan: &plan,
                    draft,
                    answer: &answer,
                    lang,
                    seen: &seen,
                };
                advise(topic.id, &case).unwrap_or_default()
            };
            let (en, zh) = (say(Lang::En), say(Lang::Zh));
            assert_ne!(en.title, zh.title, "{}", topic.id);
            assert_ne!(en.meaning, zh.meaning, "{}", topic.id);
            assert_eq!(en.steps.len(), zh.steps.len(), "{}", topic.id);
            let edits = |advice: &Advice| -> Vec<_> {
                advice.fixes.iter().map(|fix| fix.edits.clone()).collect()
            };
            assert_eq!(edits(&en), edits(&zh), "{}", topic.id);
            assert_eq!(en.by_hand.len(), zh.by_hand.len(), "{}", topic.id);
            for (a, b) in en.fixes.iter().zip(&zh.fixes) {
                assert_ne!(a.label, b.label, "{}", topic.id);
            }
        }
    }
}

#[test]
fn fixes_are_edits_that_read_and_change_the_plan() {
    each(|id, case, advice| {
        let before = Plan::read(case.draft);
        for (index, fix) in advice.fixes.iter().enumerate() {
            assert!(!fix.edits.is_empty(), "{id}: {}", fix.label);
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            let after = Plan::read(&draft);
            assert!(
                after.plan != before.plan,
                "{id}: {} changes nothing",
                fix.label
            );
            for edit in &fix.edits {
                assert!(field::find(&edit.field).is_some(), "{id}: {}", edit.field);
            }
            for problem in &after.problems {
                assert!(
                    before.problems.contains(problem),
                    "{id}: {}: {problem:?}",
                    fix.label
                );
            }
            for other in &advice.fixes[..index] {
                assert_ne!(other.edits, fix.edits, "{id}: {} twice", fix.label);
            }
        }
    });
}

#[test]
fn limits_are_never_below_requests_after_a_fix() {
    each(|id, case, advice| {
        for fix in &advice.fixes {
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            for (name, one) in Plan::read(&draft).plan.containers() {
                let pairs = [
                    (one.cpu_request, one.cpu_limit),
                    (one.memory_request, one.memory_limit),
                    (one.storage_request, one.storage_limit),
                ];
                for (request, limit) in pairs {
                    let fine = request
                        .zip(limit)
                        .is_none_or(|(request, limit)| request <= limit);
                    assert!(fine, "{id}: {name}: {}", fix.label);
                }
            }
        }
    });
}

#[test]
fn room_is_made_by_the_primary_fix() {
    let mut plans = drafts();
    plans.push(draft(&[("managers.concurrent", "500".into())]));
    plans.push(draft(&[("job.cpu_request", "9".into())]));
    plans.push(draft(&[
        ("job.cpu_request", "3900m".into()),
        ("job.builder", "dind_plain".into()),
        ("managers.limit", "3".into()),
    ]));
    let mut made = 0;
    for draft in &plans {
        let (plan, now) = read(draft);
        let seen = Seen::default();
        let case = Case {
            plan: &plan,
            draft,
            answer: &now,
            lang: Lang::En,
            seen: &seen,
        };
        let advice = advise("sched_insufficient_resources", &case).unwrap_or_default();
        let fix = advice.fixes.first();
        if now.pools.iter().all(|pool| pool.count == 0) {
            continue;
        }
        if now.slots <= now.cluster_jobs {
            // The plan has room for all, so nothing is taken away from jobs.
            let other = fix.is_none_or(|fix| fix.edits[0].field == "job.poll_timeout");
            assert!(other, "{fix:?}");
            continue;
        }
        let fix = fix.unwrap();
        let mut better = draft.clone();
        better.apply(&fix.edits);
        let (_, then) = read(&better);
        let helps = then.cluster_jobs > now.cluster_jobs || then.jobs_at_risk < now.jobs_at_risk;
        assert!(helps, "{}", fix.label);
        made += 1;
    }
    assert!(made >= 8, "{made}");
}

#[test]
fn what_labels_promise_of_the_nodes_holds() {
    each(|id, case, advice| {
        if case.lang == Lang::Zh {
            return;
        }
        for fix in &advice.fixes {
            let Some(says) = fix.label.split("hold ").nth(1) else {
                continue;
            };
            let Some(Ok(jobs)) = says.split(' ').next().map(str::parse::<i64>) else {
                continue;
            };
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            assert_eq!(read(&draft).1.cluster_jobs, jobs, "{id}: {}", fix.label);
        }
    });
}

#[test]
fn no_fix_makes_the_job_too_large_for_the_nodes() {
    each(|id, case, advice| {
        if case.lang == Lang::Zh || case.answer.cluster_jobs == 0 {
            return;
        }
        for fix in &advice.fixes {
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            let (_, then) = read(&draft);
            assert!(then.cluster_jobs > 0, "{id}: {}", fix.label);
        }
    });
}

/// A command without what stands in quotes, as far as a shell would expand anything in it.
fn bare(command: &str) -> String {
    let mut out = String::new();
    let (mut inside, mut escaped) = (None, false);
    for c in command.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match (inside, c) {
            (None, '\\') => escaped = true,
            (None, '\'' | '"') => inside = Some(c),
            (Some(open), _) if open == c => inside = None,
            (None, _) => out.push(c),
            _ => {}
        }
    }
    assert_eq!(inside, None, "{command}");
    out
}

#[test]
fn commands_carry_the_plans_namespace_and_quote_what_texts_bring() {
    each(|id, case, advice| {
        let namespace = &case.plan.target.job_namespace;
        let with = |step: &&Step| step.command.contains(namespace.as_str());
        assert!(
            advice
                .steps
                .iter()
                .chain(&advice.confirm)
                .any(|step| with(&step))
                || id == "pull_policy_not_allowed",
            "{id}"
        );
        for step in steps(advice) {
            let command = &step.command;
            // Parts of .gitlab-ci.yml and config.toml are no commands.
            let yaml = [
                "variables:",
                "services:",
                "image:",
                "script:",
                "retry:",
                "configs:",
                "[runners",
            ];
            if yaml.iter().any(|head| command.starts_with(head)) {
                continue;
            }
            assert!(!bare(command).contains("touch"), "{id}: {command}");
            assert!(!bare(command).contains('`'), "{id}: {command}");
            for line in command
                .lines()
                .filter(|line| line.contains("kubectl") && line.contains("get pod "))
            {
                assert!(line.contains("--namespace"), "{id}: {line}");
            }
        }
    });
}

#[test]
fn the_recogniser_has_six_texts_of_each_cause() {
    let texts = include_str!("../../scan/cases_images.txt");
    let heads: Vec<&str> = texts
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    for head in &heads {
        assert!(CATEGORIES.contains(head), "{head}");
    }
    for topic in TOPICS {
        let count = heads.iter().filter(|head| **head == topic.id).count();
        assert!(count >= 6, "{}: {count}", topic.id);
    }
}

#[test]
fn what_the_text_names_decides() {
    #[track_caller]
    fn check(
        id: &str,
        sets: &[(&str, Value)],
        names: &[(What, &str)],
        title: &str,
        first: Option<&str>,
    ) {
        let draft = draft(sets);
        let (plan, answer) = read(&draft);
        let case = Case {
            plan: &plan,
            draft: &draft,
            answer: &answer,
            lang: Lang::En,
            seen: &seen(names),
        };
        let advice = advise(id, &case).unwrap_or_default();
        assert_eq!(advice.title, title);
        let label = advice.fixes.first().map(|fix| fix.label.as_str());
        assert_eq!(label, first);
    }
    use What::*;
    let guide = [
        ("managers.replicas", "3".into()),
        ("job.builder", "dind_tls".into()),
        ("job.cpu_request", "2".into()),
        ("job.service_cpu_request", "2".into()),
        ("job.helper_cpu_request", "500m".into()),
    ];
    check(
        "sched_insufficient_resources",
        &guide,
        &[(Lacking, "cpu")],
        "No node has 4.5 free cores for the job pod",
        Some("Take 1 per manager: 3 × 1 = 3 jobs, the rest wait in GitLab"),
    );
    check(
        "sched_taint",
        &[],
        &[(Taint, "dedicated=ci")],
        "Jobs do not tolerate the taint dedicated=ci",
        Some("Tolerate `dedicated=ci`, whatever its effect"),
    );
    check(
        "sched_taint",
        &[],
        &[(Taint, "node.kubernetes.io/unreachable")],
        "The nodes are unhealthy or closed: node.kubernetes.io/unreachable",
        None,
    );
    check(
        "quota_exceeded",
        &[],
        &[
            (Quota, "ci"),
            (Requested, "requests.cpu=600m"),
            (Limited, "requests.cpu=6"),
        ],
        "Quota ci of namespace ci-jobs is used up or cannot be counted",
        Some("Take 5 per manager: 2 × 5 = 10 jobs, the rest wait in GitLab"),
    );
    check(
        "oom_build",
        &[],
        &[],
        "The build container ran out of memory",
        Some(
            "Give the build container `4Gi` as request and limit; the nodes then hold 21 jobs instead of 36",
        ),
    );
    check(
        "evicted_storage",
        &[],
        &[(Size, "10Gi"), (Container, "build")],
        "The job pod was evicted: its disk limit is 10Gi",
        Some("Its own limit was reached: allow `build` up to `20Gi`"),
    );
    check(
        "pull_policy_not_allowed",
        &[],
        &[(Policy, "never")],
        "The runner does not allow the pull policy never",
        Some("Allow `never` too: jobs may then use whatever lies on a node"),
    );
    check(
        "image_pull_auth",
        &[("job.pull_secrets", Value::from(&["mine"][..]))],
        &[(Image, "registry.example.com/a:1")],
        "registry.example.com refuses the credentials, or there are none",
        None,
    );
    let volume = rows(&[&[
        ("kind", "empty_dir"),
        ("name", "work"),
        ("mount_path", "/work"),
        ("size", "5Gi"),
    ]]);
    check(
        "evicted_storage",
        &[("job.volumes", volume)],
        &[(Volume, "work")],
        "The job pod was evicted for disk",
        Some("Let volume `work` hold `10Gi` instead of `5Gi`"),
    );
    // The effect is what does not match: the row that is there takes every effect.
    let tolerates = rows(&[&[
        ("key", "workload"),
        ("value", "ci"),
        ("effect", "NoSchedule"),
    ]]);
    check(
        "sched_taint",
        &[("nodes.tolerations", tolerates)],
        &[(Taint, "workload=ci")],
        "Jobs do not tolerate the taint workload=ci",
        Some("Tolerate `workload=ci`, whatever its effect"),
    );
    check(
        "helper_image_pull",
        &[(
            "job.helper_image",
            "registry.example.com:5000/helper:latest".into(),
        )],
        &[],
        "The helper image of runner 19.3.0 cannot be pulled",
        Some("Use `registry.example.com:5000/helper:x86_64-v${CI_RUNNER_VERSION}`"),
    );
    check(
        "image_pull_rate_limit",
        &[("job.pull_policy", Value::from(&["always"][..]))],
        &[],
        "Docker Hub allows no more pulls for now",
        Some("Ask the registry only when the node lacks the image: `if-not-present`"),
    );
    check(
        "oom_service",
        &[("job.builder", "dind_tls".into())],
        &[],
        "Service docker ran out of memory",
        Some("Give each service `2Gi` as request and limit"),
    );
    check(
        "image_pull_dns",
        &[],
        &[(Host, "registry.example.com")],
        "The node cannot resolve registry.example.com",
        None,
    );
}
