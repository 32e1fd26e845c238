//! Works out what identifies the managers and the job pods of a plan in metrics and logs.

use crate::Cx;
use runwright_model::Plan;
use runwright_model::answer::Answer;
use runwright_model::plan::Scrape;

/// A Deployment's name beyond this length is cut in the names of its pods: ten characters of the ReplicaSet's hash
/// and two hyphens go before the 58 that Kubernetes keeps of a generated name.
const WHOLE: usize = 46;

/// The names of a plan.
pub struct Names {
    /// Matchers of the managers' series, without braces.
    pub managers: String,
    /// Matchers of the job pods' series of kube-state-metrics.
    pub jobs: String,
    /// Matchers of what the rules record.
    pub recorded: String,
    /// A pod's name as the matchers take it, for the tests of the rules.
    pub pod: String,
    /// Labels of all rules: name and value.
    pub labels: Vec<(&'static str, String)>,
    pub fullname: String,
}

impl Names {
    pub fn of(cx: &Cx) -> Names {
        let target = &cx.plan.target;
        let fullname = cx.plan.fullname();
        let head: String = fullname.chars().take(WHOLE).collect();
        let (pattern, pod) = if head.len() == fullname.len() {
            (
                [&regex(&head), "-[a-z0-9]+-[a-z0-9]+"].concat(),
                [&head, "-7c9d8b6f5d-x2x4z"].concat(),
            )
        } else {
            (
                [&regex(&head), ".+"].concat(),
                [&head, "-7c9d8b6f5d"].concat(),
            )
        };
        let namespace = ["namespace=", &string(&target.namespace)].concat();
        let release = string(&target.release);
        Names {
            managers: [&namespace, ",pod=~", &string(&pattern)].concat(),
            jobs: [
                "namespace=",
                &string(&target.job_namespace),
                ",pod=~\"runner-.+\"",
            ]
            .concat(),
            recorded: [&namespace, ",release=", &release].concat(),
            pod,
            labels: vec![
                ("namespace", target.namespace.clone()),
                ("release", target.release.clone()),
            ],
            fullname,
        }
    }

    /// A metric of the managers, with more matchers.
    pub fn of_managers(&self, metric: &str, more: &str) -> String {
        let comma = if more.is_empty() { "" } else { "," };
        [metric, "{", &self.managers, comma, more, "}"].concat()
    }

    pub fn of_jobs(&self, metric: &str, more: &str) -> String {
        let comma = if more.is_empty() { "" } else { "," };
        [metric, "{", &self.jobs, comma, more, "}"].concat()
    }

    /// What a rule records, of this release.
    pub fn of_rule(&self, name: &str) -> String {
        [name, "{", &self.recorded, "}"].concat()
    }

    /// A series of one manager, for the tests of the rules.
    pub fn series(&self, cx: &Cx, metric: &str, more: &str) -> String {
        let comma = if more.is_empty() { "" } else { "," };
        let namespace = string(&cx.plan.target.namespace);
        [
            metric,
            "{namespace=",
            &namespace,
            ",pod=",
            &string(&self.pod),
            comma,
            more,
            "}",
        ]
        .concat()
    }
}

/// A text in double quotes, as PromQL reads it.
pub fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text as a pattern that matches it alone; brackets need no second escape in a PromQL string.
pub fn regex(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '.' | '*' | '+' | '?' | '(' | ')' | '[' | '{' | '|' | '$' => {
                out.extend(['[', c, ']']);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Seconds in whole minutes, rounded up.
pub fn minutes(seconds: u32) -> u32 {
    seconds.div_ceil(60)
}

/// Seconds that a job may wait in GitLab, and whether the plan says so.
pub fn queue_wait(plan: &Plan) -> (u32, bool) {
    match plan.monitoring.queue_wait {
        Some(seconds) => (seconds, true),
        None => (300, false),
    }
}

/// Jobs that the nodes hold, where that is fewer than the managers take.
pub fn cluster_ceiling(plan: &Plan, answer: &Answer) -> Option<i64> {
    let jobs = answer.cluster_jobs;
    (jobs > 0 && (jobs as u64) < plan.slots()).then_some(jobs)
}

/// The scrape that the plan really has: an old chart makes no PodMonitor.
pub fn scrape(plan: &Plan) -> Scrape {
    match plan.monitoring.scrape {
        Scrape::PodMonitor if !plan.chart_has(85) => Scrape::Annotations,
        scrape => scrape,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_and_patterns_take_them_alone() {
        assert_eq!(string("a\"b\\c"), "\"a\\\"b\\\\c\"");
        assert_eq!(regex("ci.prod"), "ci[.]prod");
        assert_eq!(minutes(90), 2);
    }
}
