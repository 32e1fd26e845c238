//! Holds the commands that the questions name.

use crate::advice::Case;
use crate::commands::CURL_IMAGE;
use runwright_model::format::host_of;
use runwright_model::plan::{Builder, Platform};

/// No command: the answer stands in a log or on a page.
pub(super) fn none(_: &Case) -> String {
    String::new()
}

/// A command about a pod, with the line before it that finds the newest job pod where no text names one.
fn about_pod(case: &Case, command: String) -> String {
    let pod = case.pod();
    if pod != "\"$POD\"" {
        return command;
    }
    [&case.commands().newest_job(), "\n", &command].concat()
}

pub(super) fn manager_logs(case: &Case) -> String {
    case.commands().manager_logs(&["--tail=200"])
}

pub(super) fn manager_previous(case: &Case) -> String {
    case.commands().manager_logs(&["--tail=100", "--previous"])
}

pub(super) fn manager_pods(case: &Case) -> String {
    let selector = case.commands().selector();
    case.commands()
        .manager(&["get", "pods", "--selector", &selector, "--output=wide"])
}

pub(super) fn manager_describe(case: &Case) -> String {
    let selector = case.commands().selector();
    case.commands()
        .manager(&["describe", "pods", "--selector", &selector])
}

pub(super) fn manager_events(case: &Case) -> String {
    case.commands()
        .manager(&["get", "events", "--sort-by=.lastTimestamp"])
}

/// Names of variables only: a value may hold a password.
pub(super) fn manager_proxy(case: &Case) -> String {
    let env = case
        .commands()
        .manager(&["exec", &case.commands().deployment(), "--", "printenv"]);
    [&env, " | grep -i '_proxy=' | cut -d= -f1"].concat()
}

/// Whether a cache is set, without the lines that hold keys.
pub(super) fn manager_cache(case: &Case) -> String {
    let config = case.commands().manager(&[
        "exec",
        &case.commands().deployment(),
        "--",
        "cat",
        "/home/gitlab-runner/.gitlab-runner/config.toml",
    ]);
    [
        &config,
        " | grep -E 'runners.cache|Type =|BucketName|Shared ='",
    ]
    .concat()
}

pub(super) fn manager_net(case: &Case) -> String {
    let url = [
        case.plan.gitlab.url.trim_end_matches('/'),
        "/api/v4/version",
    ]
    .concat();
    case.commands().manager_net_test(&url)
}

pub(super) fn manager_api(case: &Case) -> String {
    case.commands()
        .manager_net_test("https://kubernetes.default.svc/version")
}

pub(super) fn api_ready(case: &Case) -> String {
    case.commands()
        .kubectl(&["get", "--raw", "/readyz?verbose"])
}

pub(super) fn policies(case: &Case) -> String {
    let of_managers = case.commands().manager(&["get", "networkpolicy"]);
    let of_jobs = case.commands().jobs(&["get", "networkpolicy"]);
    if of_managers == of_jobs {
        return of_jobs;
    }
    [&of_managers, "\n", &of_jobs].concat()
}

pub(super) fn job_pods(case: &Case) -> String {
    case.commands().jobs(&[
        "get",
        "pods",
        "--selector",
        "job.runner.gitlab.com/pod",
        "--output=wide",
    ])
}

pub(super) fn pod_events(case: &Case) -> String {
    about_pod(case, case.commands().events_of(&case.pod()))
}

pub(super) fn pod_describe(case: &Case) -> String {
    let head = case.commands().jobs(&["describe", "pod"]);
    about_pod(case, [&head, " ", &case.pod()].concat())
}

pub(super) fn pod_states(case: &Case) -> String {
    about_pod(case, case.commands().container_states(&case.pod()))
}

/// When each stage of a pod was reached.
pub(super) fn pod_conditions(case: &Case) -> String {
    let head = case.commands().jobs(&["get", "pod"]);
    let path = " --output=jsonpath='{.metadata.creationTimestamp}{\"\\n\"}{range .status.conditions[*]}{.type}{\"\\t\"}{.lastTransitionTime}{\"\\n\"}{end}'";
    about_pod(case, [&head, " ", &case.pod(), path].concat())
}

pub(super) fn job_events(case: &Case) -> String {
    case.commands()
        .jobs(&["get", "events", "--sort-by=.lastTimestamp"])
}

pub(super) fn service_log(case: &Case) -> String {
    let head = case.commands().jobs(&["logs"]);
    // Containers of services are named after their alias, which the pipeline example sets.
    let container = match case.plan.job.builder {
        Builder::Buildkit => " --container buildkit --tail=50",
        _ => " --container docker --tail=50",
    };
    about_pod(case, [&head, " ", &case.pod(), container].concat())
}

pub(super) fn mtu(case: &Case) -> String {
    let head = case.commands().jobs(&["exec"]);
    let pod = case.pod();
    let all = [
        &head,
        " ",
        &pod,
        " --container docker -- ip link show eth0\n",
        &head,
        " ",
        &pod,
        " --container docker -- ip link show docker0",
    ]
    .concat();
    about_pod(case, all)
}

pub(super) fn resolv(case: &Case) -> String {
    let head = case.commands().jobs(&["exec"]);
    about_pod(
        case,
        [
            &head,
            " ",
            &case.pod(),
            " --container build -- cat /etc/resolv.conf",
        ]
        .concat(),
    )
}

pub(super) fn nodes(case: &Case) -> String {
    case.commands().kubectl(&["get", "nodes", "--output=wide"])
}

pub(super) fn node_labels(case: &Case) -> String {
    let mut words = vec![
        "get",
        "nodes",
        "--label-columns=kubernetes.io/os,kubernetes.io/arch",
    ];
    let own: Vec<String> = case
        .plan
        .nodes
        .selector
        .iter()
        .filter(|label| !label.key.is_empty())
        .map(|label| ["--label-columns=", &label.key].concat())
        .collect();
    words.extend(own.iter().map(String::as_str));
    case.commands().kubectl(&words)
}

pub(super) fn quota(case: &Case) -> String {
    case.commands()
        .jobs(&["describe", "resourcequota,limitrange"])
}

pub(super) fn can_attach(case: &Case) -> String {
    let account = [
        &case.plan.target.namespace,
        ":",
        &case.plan.manager_account(),
    ]
    .concat();
    case.commands().can_i(
        &account,
        &case.plan.target.job_namespace,
        "create",
        "pods/attach",
    )
}

fn gitlab_host<'a>(case: &Case<'a>) -> &'a str {
    host_of(&case.plan.gitlab.url).unwrap_or("gitlab.example.com")
}

pub(super) fn lookup_manager(case: &Case) -> String {
    let image = ["--image=", CURL_IMAGE].concat();
    let labels = [
        "--labels=app=",
        &case.plan.fullname(),
        ",",
        &case.commands().selector(),
    ]
    .concat();
    case.commands().manager(&[
        "run",
        "dns-test",
        "--rm",
        "-i",
        "--restart=Never",
        &image,
        &labels,
        "--",
        "nslookup",
        gitlab_host(case),
    ])
}

pub(super) fn lookup(case: &Case) -> String {
    case.commands()
        .like_a_job("dns-test", CURL_IMAGE, &["nslookup", gitlab_host(case)])
}

/// The same pod without the label that NetworkPolicies of the jobs select.
pub(super) fn lookup_plain(case: &Case) -> String {
    lookup(case).replace("--labels=job.runner.gitlab.com/pod=net-test ", "")
}

pub(super) fn net(case: &Case) -> String {
    case.commands().net_test(&case.plan.gitlab.url)
}

pub(super) fn net_plain(case: &Case) -> String {
    net(case).replace("--labels=job.runner.gitlab.com/pod=net-test ", "")
}

pub(super) fn core_dns(case: &Case) -> String {
    let (namespace, selector) = match case.plan.target.platform {
        Platform::Openshift => (
            "openshift-dns",
            "dns.operator.openshift.io/daemonset-dns=default",
        ),
        _ => ("kube-system", "k8s-app=kube-dns"),
    };
    let words = ["--namespace", namespace, "logs", "--selector", selector];
    case.commands()
        .kubectl(&[&words[..], &["--all-containers", "--tail=200", "--prefix"]].concat())
}
