//! Checks titles and first fixes for what texts name.

use super::*;

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
        ("mount_path", "/data"),
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
    // The host that was asked for a token is not the registry.
    check(
        "image_pull_auth",
        &[],
        &[
            (Image, "registry.example.com/a/b:1"),
            (Url, "https://gitlab.example.com/jwt/auth"),
        ],
        "registry.example.com refuses the credentials, or there are none",
        Some("Name the pull secret `registry-creds` of `ci-jobs`"),
    );
    check(
        "image_pull_dns",
        &[],
        &[(Host, "registry.example.com")],
        "The node cannot resolve registry.example.com",
        None,
    );
}
