//! Reads real times out of what was pasted: pods and events as kubectl prints them, and job logs.

use super::log::Log;
use super::time::{between, duration, rfc3339};
use runwright_model::Json;
use runwright_model::json;

/// What a text tells of times.
#[derive(Clone, Debug, Default)]
pub(super) struct Measured {
    pub pods: Vec<Pod>,
    /// How long each pull took by the events, in ms, with its image.
    pub pulls: Vec<(String, u32)>,
    pub log: Log,
    /// Pods that are none of a job.
    pub others: u32,
    /// JSON that could not be read.
    pub broken: u32,
}

/// When a job pod reached each stage, in ms since 1970.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pod {
    pub name: String,
    pub created: Option<i64>,
    pub scheduled: Option<i64>,
    pub init_start: Option<i64>,
    pub init_end: Option<i64>,
    /// When the last of the containers began.
    pub started: Option<i64>,
    /// When the build container began and ended.
    pub build_start: Option<i64>,
    pub build_end: Option<i64>,
}

impl Pod {
    pub fn pending(&self) -> Option<u32> {
        between(self.created?, self.scheduled?)
    }

    /// From the node's choice to the first init container, and from the last one to the containers: the node pulls
    /// images and makes containers.
    pub fn pull(&self) -> Option<u32> {
        let (scheduled, started) = (self.scheduled?, self.started?);
        match (self.init_start, self.init_end) {
            (Some(start), Some(end)) => {
                between(scheduled, start)?.checked_add(between(end, started)?)
            }
            _ => between(scheduled, started),
        }
    }

    pub fn init(&self) -> Option<u32> {
        between(self.init_start?, self.init_end?)
    }

    pub fn run(&self) -> Option<u32> {
        between(self.build_start?, self.build_end?)
    }
}

impl Measured {
    pub fn is_empty(&self) -> bool {
        self.pods.is_empty() && self.pulls.is_empty() && self.log.is_empty()
    }

    pub fn read(text: &str) -> Measured {
        let mut found = Measured::default();
        // kubectl begins an object with `{` and ends it with `}`, each at the beginning of a line.
        let mut open: Option<usize> = None;
        let mut at = 0;
        for raw in text.split_inclusive('\n') {
            let (start, end) = (at, at + raw.len());
            at = end;
            let line = raw.trim_end();
            if let Some(from) = open {
                if line == "}" {
                    found.json(text.get(from..end).unwrap_or(""));
                    open = None;
                }
            } else if line.starts_with('{') {
                if line.len() > 1 && line.ends_with('}') {
                    found.json(line);
                } else {
                    open = Some(start);
                }
            } else {
                found.line(line);
            }
        }
        if open.is_some() {
            found.broken += 1;
        }
        found
    }

    fn json(&mut self, text: &str) {
        match json::read(text) {
            Ok(value) => self.object(&value, 0),
            Err(_) => self.broken += 1,
        }
    }

    fn object(&mut self, value: &Json, depth: u32) {
        if let Some(items) = value.get("items").and_then(Json::list) {
            if depth == 0 {
                items.iter().for_each(|item| self.object(item, 1));
            }
            return;
        }
        match text(value, &["kind"]) {
            "Pod" => self.pod(value),
            "Event" => self.line(text(value, &["message"])),
            _ if value.get("spec").is_some() && value.get("status").is_some() => self.pod(value),
            // Items of a PodList or an EventList, as the API gives them, carry no kind.
            _ if value.get("involvedObject").is_some() => self.line(text(value, &["message"])),
            _ => {}
        }
    }

    fn pod(&mut self, value: &Json) {
        let job = value
            .get("metadata")
            .and_then(|meta| meta.get("labels"))
            .is_some_and(|labels| labels.get("job.runner.gitlab.com/pod").is_some());
        let statuses = list(value, &["status", "containerStatuses"]);
        let build = statuses
            .iter()
            .find(|status| text(status, &["name"]) == "build");
        if !job && build.is_none() {
            self.others += 1;
            return;
        }
        let mut pod = Pod {
            name: text(value, &["metadata", "name"]).to_string(),
            created: rfc3339(text(value, &["metadata", "creationTimestamp"])),
            ..Pod::default()
        };
        for condition in list(value, &["status", "conditions"]) {
            if text(condition, &["type"]) == "PodScheduled"
                && text(condition, &["status"]) == "True"
            {
                pod.scheduled = rfc3339(text(condition, &["lastTransitionTime"]));
            }
        }
        for status in list(value, &["status", "initContainerStatuses"]) {
            let (start, end) = ran(status);
            pod.init_start = least(pod.init_start, start);
            pod.init_end = most(pod.init_end, end);
        }
        for status in statuses {
            pod.started = most(pod.started, ran(status).0);
        }
        if let Some(build) = build {
            (pod.build_start, pod.build_end) = ran(build);
        }
        self.pods.push(pod);
    }

    /// A line of a log, of a table of events, or the message of an event.
    fn line(&mut self, line: &str) {
        const PULLED: &str = "Successfully pulled image \"";
        if let Some((_, rest)) = line.split_once(PULLED) {
            let pull = rest.split_once('"').and_then(|(image, rest)| {
                let length = duration(rest.trim_start().strip_prefix("in ")?)?;
                Some((image.to_string(), u32::try_from(length).ok()?))
            });
            self.pulls.extend(pull);
        }
        self.log.line(line);
    }
}

/// When a container began and ended.
fn ran(status: &Json) -> (Option<i64>, Option<i64>) {
    let state = |name: &str, key: &str| rfc3339(text(status, &["state", name, key]));
    let start = state("terminated", "startedAt").or_else(|| state("running", "startedAt"));
    (start, state("terminated", "finishedAt"))
}

fn least(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn most(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    a.max(b)
}

fn at<'a>(value: &'a Json, path: &[&str]) -> Option<&'a Json> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

fn text<'a>(value: &'a Json, path: &[&str]) -> &'a str {
    at(value, path).and_then(Json::text).unwrap_or("")
}

fn list<'a>(value: &'a Json, path: &[&str]) -> &'a [Json] {
    at(value, path).and_then(Json::list).unwrap_or(&[])
}
