//! Holds every topic of the area to what advice promises, for several plans and in both languages.

use super::TOPICS;
use crate::advice::{Case, advise};
use crate::seen::{Seen, What};
use runwright_model::preset::PRESETS;
use runwright_model::protocol::{Advice, Step};
use runwright_model::{Draft, Lang, Plan, Row, Value, field};

use crate::scan::CATEGORIES;

fn row(cells: &[(&str, &str)]) -> Row {
    let cells = cells.iter();
    cells
        .map(|(column, text)| (column.to_string(), text.to_string()))
        .collect()
}

fn draft(sets: &[(&str, &str)], rows: &[(&str, &[(&str, &str)])]) -> Draft {
    let mut draft = Draft::default();
    for (id, text) in sets {
        let value = match field::find(id).map(|field| field.initial.value()) {
            Some(Value::List(_)) => Value::List(runwright_model::value::split(text)),
            _ => Value::from(*text),
        };
        draft.set(id, value);
    }
    for (id, cells) in rows {
        draft.set(id, Value::Rows(vec![row(cells)]));
    }
    draft
}

/// A text that would run something if it stood unquoted.
const HOSTILE: &str = "x'; touch /pwned; \"$(id)\" `id` #";

fn plans() -> Vec<(&'static str, Draft)> {
    let mut plans = vec![("default", Draft::default())];
    plans.extend(PRESETS.iter().map(|preset| (preset.id, preset.draft())));
    plans.push((
        "closed",
        draft(
            &[
                ("security.internet", "false"),
                ("security.gitlab_cidrs", "203.0.113.10/32"),
                ("gitlab.url", "http://git.corp.internal:8080/group/project/"),
                ("gitlab.clone_url", "https://user@clone.corp.internal/x"),
                ("gitlab.ca_secret", "own-ca"),
                ("target.namespace", "runners"),
                ("target.job_namespace", "builds"),
                ("target.release", "ci"),
                ("target.platform", "openshift"),
                ("target.chart", "0.66.0"),
                ("dns.strategy", "public"),
                ("managers.spread", "required"),
                ("gitlab.check_interval", "60"),
            ],
            &[(
                "dns.zones",
                &[("zone", "corp.internal"), ("resolvers", "10.0.0.2")],
            )],
        ),
    ));
    plans.push((
        "open",
        draft(
            &[
                ("security.network_policy", "false"),
                ("gitlab.url", "https://10.1.2.3/ci"),
                ("gitlab.auth", "inline"),
                ("gitlab.token", "glrt-a b\n"),
                ("target.platform", "eks"),
                ("dns.strategy", "internal"),
                ("dns.nameservers", "10.0.0.2 8.8.8.8"),
                (
                    "job.helper_image",
                    "registry.example.com/helper:x86_64-v19.3.0",
                ),
                ("security.rbac", "chart"),
                ("managers.replicas", "1"),
                ("values.runners.tags", "docker"),
                ("values.runners.maximumTimeout", "3600"),
                ("values.podSecurityContext.runAsUser", "0"),
                ("config.runners.cache.Type", "s3"),
                ("config.runners.output_limit", "x"),
            ],
            &[],
        ),
    ));
    plans.push((
        "loopback",
        draft(
            &[
                ("gitlab.url", "http://localhost/"),
                ("target.platform", "gke"),
                ("dns.strategy", "hybrid"),
                ("dns.ndots", "1"),
            ],
            &[(
                "dns.zones",
                &[("zone", "corp.internal"), ("resolvers", "10.0.0.2")],
            )],
        ),
    ));
    plans.push((
        "hostile",
        draft(
            &[
                ("gitlab.runner_name", HOSTILE),
                ("gitlab.url", "https://git.example.com/a';id;'/$(id)/"),
                ("gitlab.clone_url", "https://git.example.com/`id`"),
                ("job.image", "registry.example.com/a:1"),
                ("target.platform", "aks"),
            ],
            &[(
                "security.egress",
                &[("cidr", "10.9.0.0/16"), ("ports", "443"), ("note", HOSTILE)],
            )],
        ),
    ));
    plans
}

/// What a text may have named.
fn sights() -> Vec<Seen> {
    let sights: &[&[(What, &str)]] = &[
        &[],
        &[
            (What::Host, "git.corp.internal"),
            (What::Server, "10.96.0.10"),
            (What::Endpoint, "10.20.0.5:443"),
            (What::Status, "403"),
            (What::Reason, "certificate signed by unknown authority"),
            (
                What::Url,
                "https://gitlab-ci-token:x@git.corp.internal/a/b.git",
            ),
            (What::Key, "output_limit"),
        ],
        &[
            (What::Host, "redis.ci-jobs"),
            (What::Server, "169.254.20.10"),
            (What::Endpoint, "10.96.0.1:443"),
            (What::Status, "404"),
            (What::Reason, "certificate has expired or is not yet valid"),
        ],
        &[
            (What::Host, "docker"),
            (What::Server, "127.0.0.53"),
            (What::Endpoint, "[2001:db8::1]:443"),
            (
                What::Reason,
                "certificate is valid for a.example.com, not git.example.com",
            ),
        ],
        &[
            (What::Host, "cache.s3.example.com"),
            (What::Server, "8.8.8.8"),
            (What::Endpoint, "203.0.113.9:443"),
            (What::Status, "410"),
        ],
        &[
            (What::Host, HOSTILE),
            (What::Server, HOSTILE),
            (What::Endpoint, HOSTILE),
            (What::Status, HOSTILE),
            (What::Reason, HOSTILE),
            (What::Url, HOSTILE),
            (What::Key, HOSTILE),
        ],
    ];
    sights
        .iter()
        .map(|names| {
            let mut seen = Seen::default();
            for (what, name) in *names {
                seen.put(*what, name);
            }
            seen
        })
        .collect()
}

/// Advice on a topic for each plan, what was seen, in both languages.
fn each(check: impl Fn(&str, &Case, &Advice)) {
    for (name, draft) in plans() {
        let plan = Plan::read(&draft).plan;
        let answer = runwright_capacity::answer(&runwright_checks::question(&plan));
        for (number, seen) in sights().iter().enumerate() {
            for lang in [Lang::En, Lang::Zh] {
                let case = Case {
                    plan: &plan,
                    draft: &draft,
                    answer: &answer,
                    lang,
                    seen,
                };
                for topic in TOPICS {
                    let advice = advise(topic.id, &case).unwrap();
                    check(
                        &format!("{} {name} {number} {lang:?}", topic.id),
                        &case,
                        &advice,
                    );
                }
            }
        }
    }
}

fn steps(advice: &Advice) -> impl Iterator<Item = &Step> {
    [&advice.steps, &advice.by_hand, &advice.confirm]
        .into_iter()
        .flatten()
}

/// All texts that people read, titles first.
fn texts(advice: &Advice) -> Vec<&str> {
    let mut texts = vec![advice.title.as_str(), &advice.meaning];
    texts.extend(steps(advice).map(|step| step.text.as_str()));
    texts.extend(advice.fixes.iter().map(|fix| fix.label.as_str()));
    texts.extend(advice.prevent.iter().map(String::as_str));
    texts.extend(advice.alike.iter().map(|alike| alike.how.as_str()));
    for wrong in &advice.wrong {
        texts.extend([wrong.claim.as_str(), &wrong.truth]);
    }
    texts
}

#[test]
fn advice_is_whole_and_clean() {
    each(|name, case, advice| {
        assert!(!advice.steps.is_empty(), "{name}: no step");
        assert!(!advice.confirm.is_empty(), "{name}: no way to confirm");
        assert!(!advice.prevent.is_empty(), "{name}: nothing to prevent it");
        assert!((1..=4).contains(&advice.alike.len()), "{name}: alike");
        assert!(
            !advice.fixes.is_empty() || !advice.by_hand.is_empty(),
            "{name}: no help"
        );
        for text in texts(advice) {
            assert!(!text.trim().is_empty(), "{name}: empty text");
            assert!(!text.contains("  "), "{name}: double space: {text}");
            assert!(
                !text.ends_with(' ') && !text.starts_with(' '),
                "{name}: {text:?}"
            );
            if !case.seen.get(What::Host).contains('`') {
                assert_eq!(text.matches('`').count() % 2, 0, "{name}: {text}");
            }
        }
        let title = &advice.title;
        assert!(
            !title.ends_with('.') && !title.ends_with('。'),
            "{name}: {title}"
        );
        if case.lang == Lang::Zh {
            for text in [title.as_str(), &advice.meaning] {
                assert!(
                    !text.contains("。 ") && !text.contains(" 。"),
                    "{name}: {text}"
                );
            }
        }
        for alike in &advice.alike {
            assert!(
                CATEGORIES.contains(&alike.category.as_str()),
                "{name}: {}",
                alike.category
            );
        }
    });
}

#[test]
fn both_languages_say_the_same_things() {
    let languages = std::cell::RefCell::new(Vec::new());
    each(|name, case, advice| {
        languages
            .borrow_mut()
            .push((name.to_string(), case.lang, advice.clone()));
    });
    let all = languages.into_inner();
    let of = |lang| all.iter().filter(move |(_, of, _)| *of == lang);
    let mut pairs = 0;
    // Topics are the innermost loop, so each language has them in the same order.
    for ((name, _, en), (_, _, zh)) in of(Lang::En).zip(of(Lang::Zh)) {
        let commands = |advice: &Advice| -> Vec<String> {
            steps(advice).map(|step| step.command.clone()).collect()
        };
        assert_eq!(commands(en), commands(zh), "{name}");
        assert_eq!(en.fixes.len(), zh.fixes.len(), "{name}");
        assert_eq!(texts(en).len(), texts(zh).len(), "{name}");
        for (a, b) in texts(en).iter().zip(texts(zh)) {
            assert_ne!(*a, b, "{name}");
        }
        pairs += 1;
    }
    assert_eq!(pairs, plans().len() * sights().len() * TOPICS.len());
}

#[test]
fn fixes_read_and_change_the_plan() {
    let found = std::cell::Cell::new(0);
    each(|name, case, advice| {
        let before = Plan::read(case.draft);
        for fix in &advice.fixes {
            for edit in &fix.edits {
                let known = field::find(&edit.field).is_some()
                    || runwright_model::plan::is_key(&edit.field);
                assert!(known, "{name}: {}", edit.field);
            }
            let mut draft = case.draft.clone();
            draft.apply(&fix.edits);
            let after = Plan::read(&draft);
            assert_ne!(after.plan, before.plan, "{name}: {}", fix.label);
            for problem in &after.problems {
                assert!(before.problems.contains(problem), "{name}: {problem:?}");
            }
            found.set(found.get() + 1);
        }
    });
    assert!(found.get() > 100, "{}", found.get());
}

/// What a POSIX shell would run as a word of its own: everything outside quotes.
fn unquoted(command: &str) -> String {
    let (mut out, mut chars) = (String::new(), command.chars());
    let mut within = None;
    while let Some(c) = chars.next() {
        match (within, c) {
            (None, '\'' | '"') => within = Some(c),
            (None, '\\') => {
                chars.next();
            }
            (Some(quote), c) if quote == c => within = None,
            (None, c) => out.push(c),
            _ => {}
        }
    }
    assert!(within.is_none(), "quotes are left open: {command}");
    out
}

#[test]
fn names_in_commands_are_quoted_and_are_the_plans() {
    each(|name, case, advice| {
        let mut spaces = 0;
        for step in steps(advice) {
            let bare = unquoted(&step.command);
            for bad in ["touch", "pwned", ";id", "$(id)", "`"] {
                assert!(!bare.contains(bad), "{name}: {}", step.command);
            }
            let target = &case.plan.target;
            let namespaced = [&target.namespace, &target.job_namespace];
            spaces += usize::from(
                namespaced
                    .iter()
                    .any(|space| step.command.contains(&["--namespace ", space].concat())),
            );
            if step.command.starts_with("kubectl") {
                let whole = [
                    "--namespace",
                    "get nodes",
                    "get services",
                    "--all-namespaces",
                ];
                assert!(
                    whole.iter().any(|word| step.command.contains(word)),
                    "{name}: {}",
                    step.command
                );
            }
        }
        assert!(spaces > 0, "{name}: no command in the plan's namespaces");
    });
}

#[test]
fn topics_are_known_categories() {
    for topic in TOPICS {
        assert!(CATEGORIES.contains(&topic.id), "{}", topic.id);
        assert_ne!(topic.title.en, topic.title.zh, "{}", topic.id);
        assert!(topic.source.contains('@'), "{}", topic.id);
    }
    assert_eq!(TOPICS.len(), 17);
}

/// The labels of the fixes for a plan and what was seen.
#[track_caller]
fn check(id: &str, draft: &Draft, names: &[(What, &str)], expect: &[&str]) {
    let plan = Plan::read(draft).plan;
    let answer = runwright_capacity::answer(&runwright_checks::question(&plan));
    let mut seen = Seen::default();
    for (what, name) in names {
        seen.put(*what, name);
    }
    let case = Case {
        plan: &plan,
        draft,
        answer: &answer,
        lang: Lang::En,
        seen: &seen,
    };
    let advice = advise(id, &case).unwrap();
    let labels: Vec<&str> = advice.fixes.iter().map(|fix| fix.label.as_str()).collect();
    assert_eq!(labels, expect);
}

#[test]
fn fixes_fit_the_plan_and_what_was_seen() {
    let host = |name| (What::Host, name);
    let default = Draft::default();
    check("register_network_timeout", &default, &[], &[]);
    check("gitlab_url_wrong", &default, &[], &[]);
    for (url, label) in [
        (
            "https://g.example.com/api/v4/",
            "Use https://g.example.com/",
        ),
        ("https://g.example.com/ci", "Use https://g.example.com/"),
        (
            "https://g.example.com/team/app",
            "Use https://g.example.com/",
        ),
        ("http://g.example.com/", "Use https://g.example.com/"),
    ] {
        check(
            "gitlab_url_wrong",
            &draft(&[("gitlab.url", url)], &[]),
            &[],
            &[label],
        );
    }
    let ca = "Mount the Secret `gitlab-ca` as CA (create it first)";
    check("gitlab_tls_x509", &default, &[], &[ca]);
    check(
        "gitlab_tls_x509",
        &default,
        &[(What::Reason, "certificate has expired")],
        &[],
    );
    check(
        "gitlab_tls_x509",
        &draft(&[("gitlab.ca_secret", "own")], &[]),
        &[],
        &[],
    );
    check(
        "gitlab_tls_x509",
        &default,
        &[(
            What::Reason,
            "cannot validate certificate for 10.0.0.1 because it doesn't contain any IP SANs",
        )],
        &[],
    );
    let zones: &[(&str, &[(&str, &str)])] = &[(
        "dns.zones",
        &[("zone", "corp.internal"), ("resolvers", "10.0.0.2")],
    )];
    let hybrid = draft(&[("dns.strategy", "hybrid")], zones);
    let nodelocal = (What::Server, "169.254.20.10");
    check(
        "dns_nxdomain",
        &hybrid,
        &[host("git.corp.internal"), nodelocal],
        &["NodeLocal DNSCache runs: write the zones for it"],
    );
    check(
        "dns_nxdomain",
        &hybrid,
        &[host("git.lab.internal")],
        &["Ask 10.0.0.2 for lab.internal too"],
    );
    check(
        "dns_nxdomain",
        &draft(&[("dns.strategy", "public")], zones),
        &[host("git.corp.internal")],
        &[
            "Use the private zones already typed (strategy Hybrid)",
            "Leave foreign names to the nodes' resolvers",
        ],
    );
    let mixed = draft(
        &[
            ("dns.strategy", "internal"),
            ("dns.nameservers", "10.0.0.2 8.8.8.8"),
        ],
        &[],
    );
    check(
        "dns_nxdomain",
        &mixed,
        &[host("git.corp.internal")],
        &["Take 8.8.8.8 out of the nameservers: it does not know private names"],
    );
    check(
        "dns_nxdomain",
        &mixed,
        &[host("db.shop.svc.cluster.local")],
        &["Ask cluster DNS again; names only 10.0.0.2, 8.8.8.8 knows are then lost"],
    );
    check(
        "dns_nxdomain",
        &mixed,
        &[host("a.example.com"), (What::Server, "127.0.0.53")],
        &[],
    );
    check(
        "dns_timeout",
        &mixed,
        &[(What::Server, "8.8.8.8")],
        &[
            "Take 8.8.8.8 out of the nameservers",
            "Ask cluster DNS instead, which uses the nodes' resolvers",
        ],
    );
    check(
        "dns_timeout",
        &default,
        &[(What::Server, "10.96.0.10")],
        &[],
    );
    check(
        "dns_timeout",
        &hybrid,
        &[nodelocal],
        &["NodeLocal DNSCache runs: open it in the policy"],
    );
    let private = (What::Endpoint, "10.20.0.5:443");
    check(
        "network_blocked",
        &default,
        &[private],
        &[
            "Open 10.20.0.5/32 as an address of GitLab",
            "Open TCP 443 to 10.20.0.5/32",
            "Leave the network policy out; jobs may then reach everything",
        ],
    );
    let row: &[(&str, &[(&str, &str)])] = &[(
        "security.egress",
        &[("cidr", "10.20.0.0/16"), ("ports", "443")],
    )];
    check("network_blocked", &draft(&[], row), &[private], &[]);
    check(
        "network_blocked",
        &default,
        &[(What::Endpoint, "10.96.0.1:443")],
        &[],
    );
    check(
        "git_clone_unreachable",
        &draft(&[("security.internet", "false")], &[]),
        &[
            (What::Endpoint, "203.0.113.9:443"),
            host("gitlab.example.com"),
        ],
        &[
            "Open 203.0.113.9/32 as an address of GitLab",
            "Open TCP 443 to 203.0.113.9/32",
            "Let jobs reach the internet on TCP 80 and 443",
        ],
    );
    check(
        "git_clone_unreachable",
        &default,
        &[host("localhost")],
        &["Clone from https://gitlab.example.com/ instead"],
    );
    let glibc = "Clone with the Ubuntu helper, whose resolver is glibc";
    let ndots = "Set ndots to 2: gitlab.example.com is then asked first as it is";
    check("git_clone_dns", &default, &[], &[glibc, ndots]);
    check(
        "git_clone_dns",
        &draft(&[("job.helper_flavor", "ubuntu"), ("dns.ndots", "2")], &[]),
        &[],
        &[],
    );
    check(
        "git_clone_url",
        &draft(
            &[("gitlab.clone_url", "https://g.example.com/team/app.git")],
            &[],
        ),
        &[],
        &[
            "Use https://g.example.com/ as clone URL",
            "Set no clone URL; GitLab's own is used, as managers use `https://gitlab.example.com/`",
        ],
    );
    check(
        "register_reserved_args",
        &draft(&[("values.runners.tags", "docker")], &[]),
        &[],
        &["Take them out of values.yaml"],
    );
    check("no_runner_online", &default, &[], &[]);
    check(
        "runner_config_invalid",
        &draft(&[("config.runners.output_limit", "x")], &[]),
        &[(What::Key, "runners.output_limit")],
        &["Take runners.output_limit out"],
    );
}

#[test]
fn every_topic_has_texts_for_the_recogniser() {
    let texts = include_str!("../../scan/cases_reach.txt");
    let mut counts: Vec<(&str, usize)> = TOPICS.iter().map(|topic| (topic.id, 0)).collect();
    for block in texts.split("## ").skip(1) {
        let (id, text) = block.split_once('\n').unwrap();
        assert!(!text.trim().is_empty(), "{id}");
        let (_, count) = counts.iter_mut().find(|(of, _)| *of == id).expect(id);
        *count += 1;
    }
    for (id, count) in counts {
        assert!(count >= 6, "{id}: {count}");
    }
}
