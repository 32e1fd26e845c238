//! Writes the commands of advice and runbooks, with a plan's names, quoted for a POSIX shell.
//!
//! Labels are those that select: the chart sets `release`, so managers are found by it; job pods carry
//! `job.runner.gitlab.com/pod`, while the job's id is an annotation (facts of gitlab-runner 19.3.0 and chart 0.86.0).

use crate::advice::Case;
use crate::seen::{Seen, What};
use runwright_documents::shell::{join, quote};
use runwright_model::plan::{Pss, Strategy, TaintEffect};
use runwright_model::{Plan, json};

/// What is used to reach out from a pod; has a shell, curl and nslookup's relatives.
pub const CURL_IMAGE: &str = "curlimages/curl:8.11.1";

/// A plan's names in commands.
#[derive(Clone, Copy)]
pub struct Commands<'a> {
    pub plan: &'a Plan,
}

impl<'a> Case<'a> {
    /// The commands of the case's plan.
    pub fn commands(&self) -> Commands<'a> {
        Commands { plan: self.plan }
    }

    /// The job pod as a word of a command: the one the text names, else `"$POD"`.
    pub fn pod(&self) -> String {
        pod_of(self.seen)
    }
}

/// The pod a text names as a word of a command, else `"$POD"`.
pub fn pod_of(seen: &Seen) -> String {
    match seen.get(What::Pod) {
        "" => "\"$POD\"".to_string(),
        pod => quote(pod),
    }
}

impl Commands<'_> {
    /// `kubectl` without a namespace.
    pub fn kubectl(&self, words: &[&str]) -> String {
        join(&[&["kubectl"], words].concat())
    }

    /// `kubectl` in the managers' namespace.
    pub fn manager(&self, words: &[&str]) -> String {
        let head = ["kubectl", "--namespace", &self.plan.target.namespace];
        join(&[&head, words].concat())
    }

    /// `kubectl` in the namespace of the jobs.
    pub fn jobs(&self, words: &[&str]) -> String {
        let head = ["kubectl", "--namespace", &self.plan.target.job_namespace];
        join(&[&head, words].concat())
    }

    /// `release=NAME`, the label that finds the manager pods.
    pub fn selector(&self) -> String {
        ["release=", &self.plan.target.release].concat()
    }

    /// `deployment/NAME` of the managers.
    pub fn deployment(&self) -> String {
        ["deployment/", &self.plan.fullname()].concat()
    }

    /// All managers' logs. With a selector kubectl shows ten lines of each and follows five pods unless told otherwise.
    pub fn manager_logs(&self, more: &[&str]) -> String {
        let selector = self.selector();
        let many = self.plan.managers.replicas.max(5).to_string();
        let words = [
            "logs",
            "--selector",
            &selector,
            "--prefix",
            "--max-log-requests",
            &many,
        ];
        self.manager(&[&words, more].concat())
    }

    /// Sets `POD` to the newest job pod, for the commands after it.
    pub fn newest_job(&self) -> String {
        let list = self.jobs(&[
            "get",
            "pods",
            "--selector",
            "job.runner.gitlab.com/pod",
            "--sort-by=.metadata.creationTimestamp",
            "--output=name",
        ]);
        ["POD=$(", &list, " | tail -n 1 | cut -d/ -f2)"].concat()
    }

    /// The events of a job pod, oldest first; kept for an hour by default. `pod` is a word of a command.
    pub fn events_of(&self, pod: &str) -> String {
        let head = self.jobs(&["get", "events", "--sort-by=.lastTimestamp"]);
        [&head, " --field-selector involvedObject.name=", pod].concat()
    }

    /// What ended in each container of a job pod. `pod` is a word of a command.
    pub fn container_states(&self, pod: &str) -> String {
        let head = self.jobs(&["get", "pod"]);
        let path = quote(
            "{range .status.containerStatuses[*]}{.name}{\"\\t\"}{.state}{\"\\t\"}{.lastState}{\"\\n\"}{end}",
        );
        [&head, " ", pod, " --output=jsonpath=", &path].concat()
    }

    /// Whether an account may do something in a namespace; `resource` as `pods/attach`.
    pub fn can_i(&self, account: &str, namespace: &str, verb: &str, resource: &str) -> String {
        let (resource, sub) = resource.split_once('/').unwrap_or((resource, ""));
        let mut words = vec!["auth", "can-i", verb, resource];
        let sub = ["--subresource=", sub].concat();
        if sub.len() > "--subresource=".len() {
            words.push(&sub);
        }
        let who = ["--as=system:serviceaccount:", account].concat();
        words.extend(["--namespace", namespace, &who]);
        self.kubectl(&words)
    }

    /// Runs a command in a pod that the scheduler, NetworkPolicies and admission treat like a job pod: with the jobs'
    /// labels, nodes, account and security. `shell` is what runs after `--`.
    pub fn like_a_job(&self, name: &str, image: &str, command: &[&str]) -> String {
        let image = ["--image=", image].concat();
        let overrides = ["--overrides=", &self.like_a_job_spec(name)].concat();
        let words = [
            "run",
            name,
            "--rm",
            "-i",
            "--restart=Never",
            &image,
            "--labels=job.runner.gitlab.com/pod=net-test",
            "--override-type=strategic",
            &overrides,
            "--",
        ];
        self.jobs(&[&words, command].concat())
    }

    /// Any HTTP status proves names, routes and TLS; 000 or an error does not.
    pub fn net_test(&self, url: &str) -> String {
        self.like_a_job(
            "net-test",
            CURL_IMAGE,
            &[
                "curl",
                "-sS",
                "-m",
                "10",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}\\n",
                url,
            ],
        )
    }

    /// The same from the managers' side: their namespace and labels.
    pub fn manager_net_test(&self, url: &str) -> String {
        let image = ["--image=", CURL_IMAGE].concat();
        let labels = [
            "--labels=app=",
            &self.plan.fullname(),
            ",release=",
            &self.plan.target.release,
        ]
        .concat();
        self.manager(&[
            "run",
            "net-test",
            "--rm",
            "-i",
            "--restart=Never",
            &image,
            &labels,
            "--",
            "curl",
            "-sS",
            "-m",
            "10",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}\\n",
            url,
        ])
    }

    /// The part of a pod's specification that makes it like a job pod, as JSON.
    fn like_a_job_spec(&self, name: &str) -> String {
        let plan = self.plan;
        let text = |value: &str| json::write(value);
        let mut spec = Vec::new();
        if !plan.nodes.selector.is_empty() {
            let labels: Vec<String> = plan
                .nodes
                .selector
                .iter()
                .map(|label| [text(&label.key), ":".into(), text(&label.value)].concat())
                .collect();
            spec.push(["\"nodeSelector\":{", &labels.join(","), "}"].concat());
        }
        if !plan.nodes.tolerations.is_empty() {
            let all: Vec<String> = plan
                .nodes
                .tolerations
                .iter()
                .map(|toleration| {
                    let mut out = ["{\"key\":", &text(&toleration.key)].concat();
                    if toleration.value.is_empty() {
                        out.push_str(",\"operator\":\"Exists\"");
                    } else {
                        out.push_str(",\"value\":");
                        out.push_str(&text(&toleration.value));
                    }
                    out.push_str(",\"effect\":");
                    out.push_str(&text(effect(toleration.effect)));
                    out.push('}');
                    out
                })
                .collect();
            spec.push(["\"tolerations\":[", &all.join(","), "]"].concat());
        }
        if !plan.security.job_service_account.is_empty() {
            let account = text(&plan.security.job_service_account);
            spec.push(["\"serviceAccountName\":", &account].concat());
        }
        if plan.security.pod_security == Pss::Restricted {
            spec.push(
                [
                    "\"containers\":[{\"name\":",
                    &text(name),
                    ",\"securityContext\":{\"allowPrivilegeEscalation\":false,\"capabilities\":{\"drop\":[\"ALL\"]},\
                     \"runAsNonRoot\":true,\"runAsUser\":65534,\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}}]",
                ]
                .concat(),
            );
        }
        spec.extend(self.dns());
        ["{\"spec\":{", &spec.join(","), "}}"].concat()
    }

    /// How job pods find names where the plan changes it, and their fixed names; a test without it asks somebody else.
    fn dns(&self) -> Vec<String> {
        let (plan, dns) = (self.plan, &self.plan.dns);
        let texts = |items: &[String]| {
            let items: Vec<String> = items.iter().map(json::write).collect();
            ["[", &items.join(","), "]"].concat()
        };
        let mut config = Vec::new();
        let mut spec = Vec::new();
        if dns.strategy == Strategy::Internal && !dns.nameservers.is_empty() {
            spec.push("\"dnsPolicy\":\"None\"".to_string());
            config.push(["\"nameservers\":", &texts(&dns.nameservers)].concat());
            config.push(["\"searches\":", &texts(&plan.searches())].concat());
        }
        let options: Vec<String> = [
            ("ndots", dns.ndots),
            ("timeout", dns.timeout),
            ("attempts", dns.attempts),
        ]
        .iter()
        .filter_map(|(name, value)| {
            let value = value.as_ref()?.to_string();
            Some(["{\"name\":\"", name, "\",\"value\":\"", &value, "\"}"].concat())
        })
        .collect();
        if !options.is_empty() {
            config.push(["\"options\":[", &options.join(","), "]"].concat());
        }
        if !config.is_empty() {
            spec.push(["\"dnsConfig\":{", &config.join(","), "}"].concat());
        }
        let aliases: Vec<String> = dns
            .host_aliases
            .iter()
            .filter(|alias| !alias.ip.is_empty() && !alias.hostnames.is_empty())
            .map(|alias| {
                let ip = json::write(&alias.ip);
                [
                    "{\"ip\":",
                    &ip,
                    ",\"hostnames\":",
                    &texts(&alias.hostnames),
                    "}",
                ]
                .concat()
            })
            .collect();
        if !aliases.is_empty() {
            spec.push(["\"hostAliases\":[", &aliases.join(","), "]"].concat());
        }
        spec
    }
}

fn effect(effect: TaintEffect) -> &'static str {
    effect.word()
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_model::{Draft, Value};

    #[track_caller]
    fn check(draft: &Draft, command: impl Fn(&Commands) -> String, expect: &str) {
        let plan = Plan::read(draft).plan;
        assert_eq!(command(&Commands { plan: &plan }), expect);
    }

    #[test]
    fn names_are_the_plans_and_are_quoted() {
        let mut draft = Draft::default();
        draft.set("target.namespace", "runners".into());
        draft.set("target.job_namespace", "ci-jobs".into());
        draft.set("target.release", "ci".into());
        check(
            &draft,
            |commands| commands.manager_logs(&["--tail=200"]),
            "kubectl --namespace runners logs --selector release=ci --prefix --max-log-requests 5 --tail=200",
        );
        check(
            &draft,
            |commands| commands.deployment(),
            "deployment/ci-gitlab-runner",
        );
        check(
            &draft,
            |commands| commands.can_i("runners:ci", "ci-jobs", "create", "pods/attach"),
            "kubectl auth can-i create pods --subresource=attach --namespace ci-jobs --as=system:serviceaccount:runners:ci",
        );
        check(
            &draft,
            |commands| commands.events_of("\"$POD\""),
            "kubectl --namespace ci-jobs get events --sort-by=.lastTimestamp --field-selector involvedObject.name=\"$POD\"",
        );
        draft.set("security.job_service_account", Value::from(""));
        check(
            &draft,
            |commands| {
                commands.like_a_job("dns-test", "alpine:3.22", &["nslookup", "it's.example"])
            },
            "kubectl --namespace ci-jobs run dns-test --rm -i --restart=Never --image=alpine:3.22 \
             --labels=job.runner.gitlab.com/pod=net-test --override-type=strategic '--overrides={\"spec\":{}}' -- \
             nslookup 'it'\\''s.example'",
        );
    }

    #[test]
    fn a_test_pod_asks_whom_jobs_ask() {
        let mut draft = Draft::default();
        draft.set("dns.strategy", "internal".into());
        draft.set("dns.nameservers", Value::List(vec!["10.0.0.2".into()]));
        draft.set("dns.ndots", "2".into());
        draft.set("security.job_service_account", Value::from(""));
        check(
            &draft,
            |commands| commands.like_a_job_spec("x"),
            "{\"spec\":{\"dnsPolicy\":\"None\",\"dnsConfig\":{\"nameservers\":[\"10.0.0.2\"],\
             \"searches\":[\"ci-jobs.svc.cluster.local\",\"svc.cluster.local\",\"cluster.local\"],\
             \"options\":[{\"name\":\"ndots\",\"value\":\"2\"}]}}}",
        );
    }
}
