//! Works out the names and sums that follow from a plan and that several files need alike.

use crate::plan::{Auth, Builder, Plan, Strategy};
use crate::quantity::Quantity;
use crate::version::{Version, runner_of};

/// The chart's name; part of the full name of a release.
pub const CHART: &str = "gitlab-runner";

impl Builder {
    pub fn is_dind(self) -> bool {
        matches!(self, Builder::DindTls | Builder::DindPlain)
    }

    pub fn has_service(self) -> bool {
        self != Builder::None
    }
}

/// What a container asks for and may use at most.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Resources {
    pub cpu_request: Option<Quantity>,
    pub cpu_limit: Option<Quantity>,
    pub memory_request: Option<Quantity>,
    pub memory_limit: Option<Quantity>,
    pub storage_request: Option<Quantity>,
    pub storage_limit: Option<Quantity>,
}

/// The quality-of-service class that Kubernetes gives the job pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qos {
    Guaranteed,
    Burstable,
    BestEffort,
}

impl Qos {
    pub fn name(self) -> &'static str {
        match self {
            Qos::Guaranteed => "Guaranteed",
            Qos::Burstable => "Burstable",
            Qos::BestEffort => "BestEffort",
        }
    }
}

impl Plan {
    pub fn runner(&self) -> Version {
        runner_of(self.target.chart)
    }

    /// Whether the plan's runner is at least this release.
    pub fn runner_has(&self, major: u16, minor: u16) -> bool {
        self.runner() >= Version::new(major, minor, 0)
    }

    /// Whether the plan's chart is at least this release.
    pub fn chart_has(&self, minor: u16) -> bool {
        self.target.chart >= Version::new(0, minor, 0)
    }

    /// The chart's `fullname`: every object's name and the value of the label `app`.
    ///
    /// The override, else the release name if it starts with the chart's name, else
    /// `<release>-gitlab-runner`; cut at 63 (chart 0.86.0 templates/_helpers.tpl).
    pub fn fullname(&self) -> String {
        let target = &self.target;
        let mut name = if !target.fullname_override.is_empty() {
            target.fullname_override.clone()
        } else if target.release.starts_with(CHART) {
            target.release.clone()
        } else {
            [&target.release, "-", CHART].concat()
        };
        if let Some((cut, _)) = name.char_indices().nth(63) {
            name.truncate(cut);
        }
        while name.ends_with('-') {
            name.pop();
        }
        name
    }

    /// The ServiceAccount of the manager pods.
    pub fn manager_account(&self) -> String {
        if self.security.service_account.is_empty() {
            self.fullname()
        } else {
            self.security.service_account.clone()
        }
    }

    /// Jobs that all managers together take: replicas × min(concurrent, limit), where a limit of 0
    /// is none. Counters live in each process; managers do not coordinate.
    pub fn slots(&self) -> u64 {
        u64::from(self.managers.replicas) * u64::from(self.slots_per_manager())
    }

    pub fn slots_per_manager(&self) -> u32 {
        match self.managers.limit {
            0 => self.managers.concurrent,
            limit => limit.min(self.managers.concurrent),
        }
    }

    /// The search domains of a pod in the job namespace, as Kubernetes would write them.
    pub fn cluster_searches(&self) -> Vec<String> {
        let domain = self.dns.cluster_domain.trim_end_matches('.');
        vec![
            [&self.target.job_namespace, ".svc.", domain].concat(),
            ["svc.", domain].concat(),
            domain.to_string(),
        ]
    }

    /// All search domains of the strategy Internal network.
    pub fn searches(&self) -> Vec<String> {
        let mut searches = self.cluster_searches();
        searches.extend(
            self.dns
                .searches
                .iter()
                .filter(|search| !search.is_empty())
                .cloned(),
        );
        searches
    }

    /// Whether the plan changes the cluster's CoreDNS.
    pub fn patches_coredns(&self) -> bool {
        match self.dns.strategy {
            Strategy::Public => !self.dns.upstreams.is_empty(),
            Strategy::Hybrid => !self.dns.zones.is_empty(),
            Strategy::Cluster | Strategy::Internal => false,
        }
    }

    pub fn has_inline_token(&self) -> bool {
        self.gitlab.auth == Auth::Inline
    }

    pub fn build_resources(&self) -> Resources {
        let job = &self.job;
        Resources {
            cpu_request: job.cpu_request,
            cpu_limit: job.cpu_limit,
            memory_request: job.memory_request,
            memory_limit: job.memory_limit,
            storage_request: job.ephemeral_storage_request,
            storage_limit: job.ephemeral_storage_limit,
        }
    }

    pub fn helper_resources(&self) -> Resources {
        let job = &self.job;
        Resources {
            cpu_request: job.helper_cpu_request,
            cpu_limit: job.helper_cpu_limit,
            memory_request: job.helper_memory_request,
            memory_limit: job.helper_memory_limit,
            storage_request: job.helper_ephemeral_storage_request,
            storage_limit: job.helper_ephemeral_storage_limit,
        }
    }

    /// Of each service container; the plan's job has one when images are built.
    pub fn service_resources(&self) -> Resources {
        let job = &self.job;
        Resources {
            cpu_request: job.service_cpu_request,
            cpu_limit: job.service_cpu_limit,
            memory_request: job.service_memory_request,
            memory_limit: job.service_memory_limit,
            storage_request: job.service_ephemeral_storage_request,
            storage_limit: job.service_ephemeral_storage_limit,
        }
    }

    /// The long-running containers of the job pod, by name.
    pub fn containers(&self) -> Vec<(&'static str, Resources)> {
        let mut containers = vec![
            ("build", self.build_resources()),
            ("helper", self.helper_resources()),
        ];
        match self.job.builder {
            Builder::None => {}
            Builder::Buildkit => containers.push(("buildkit", self.service_resources())),
            Builder::DindTls | Builder::DindPlain => {
                containers.push(("docker", self.service_resources()))
            }
        }
        containers
    }

    /// Guaranteed when every container has cpu and memory limits equal to its requests (a missing
    /// request becomes the limit); BestEffort when none has any; else Burstable.
    pub fn qos(&self) -> Qos {
        let containers = self.containers();
        let none = |r: &Resources| {
            r.cpu_request.is_none()
                && r.cpu_limit.is_none()
                && r.memory_request.is_none()
                && r.memory_limit.is_none()
        };
        let equal = |request: Option<Quantity>, limit: Option<Quantity>| match limit {
            Some(limit) => request.unwrap_or(limit) == limit,
            None => false,
        };
        if containers.iter().all(|(_, r)| none(r)) {
            Qos::BestEffort
        } else if containers.iter().all(|(_, r)| {
            equal(r.cpu_request, r.cpu_limit) && equal(r.memory_request, r.memory_limit)
        }) {
            Qos::Guaranteed
        } else {
            Qos::Burstable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Draft;

    fn plan(pairs: &[(&str, &str)]) -> Plan {
        let mut draft = Draft::default();
        for (id, text) in pairs {
            draft.set(id, (*text).into());
        }
        Plan::read(&draft).plan
    }

    #[test]
    fn fullname_follows_the_chart() {
        let check = |release: &str, expect: &str| {
            assert_eq!(plan(&[("target.release", release)]).fullname(), expect);
        };
        check("gitlab-runner", "gitlab-runner");
        check("gitlab-runner-prod", "gitlab-runner-prod");
        check("prod", "prod-gitlab-runner");
        check("my-gitlab-runner", "my-gitlab-runner-gitlab-runner");
        assert_eq!(plan(&[("target.fullname_override", "ci")]).fullname(), "ci");
    }

    #[test]
    fn slots_are_counted_per_manager() {
        let check = |replicas: &str, concurrent: &str, limit: &str, expect: u64| {
            let plan = plan(&[
                ("managers.replicas", replicas),
                ("managers.concurrent", concurrent),
                ("managers.limit", limit),
            ]);
            assert_eq!(plan.slots(), expect);
        };
        check("3", "10", "0", 30);
        check("3", "10", "4", 12);
        check("2", "10", "40", 20);
    }

    #[test]
    fn qos_classes() {
        let none: Vec<(String, &str)> = crate::plan::Job::FIELDS
            .iter()
            .filter(|field| field.id.ends_with("_request") || field.id.ends_with("_limit"))
            .map(|field| (field.id.to_string(), ""))
            .collect();
        let none: Vec<(&str, &str)> = none.iter().map(|(id, text)| (id.as_str(), *text)).collect();
        assert_eq!(plan(&none).qos(), Qos::BestEffort);
        assert_eq!(plan(&[]).qos(), Qos::Burstable);
        let mut full = none.clone();
        for id in [
            "job.cpu_limit",
            "job.memory_limit",
            "job.helper_cpu_limit",
            "job.helper_memory_limit",
        ] {
            full.retain(|(have, _)| *have != id);
            full.push((id, "1"));
        }
        assert_eq!(plan(&full).qos(), Qos::Guaranteed);
    }

    #[test]
    fn searches_come_from_the_job_namespace() {
        let plan = plan(&[
            ("target.job_namespace", "builds"),
            ("dns.cluster_domain", "k8s.corp"),
        ]);
        assert_eq!(
            plan.cluster_searches(),
            ["builds.svc.k8s.corp", "svc.k8s.corp", "k8s.corp"]
        );
    }
}
