//! Reads what a pod asks for, where it sits and what it is there for.

use runwright_model::answer::{Ask, Container, Job, Load};
use runwright_model::{Json, Quantity};

use super::group::quantity;
use crate::pod_request::pod_request;

/// What a pod is on its node for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Of a DaemonSet, or a static pod: comes with the node.
    Daemon,
    /// A CI job, or a placeholder that makes way for one.
    Job,
    /// A runner manager.
    Manager,
    Other,
    /// Known by its name alone.
    Unsure,
}

/// A pod that holds room on a node.
pub(super) struct Pod<'a> {
    pub node: &'a str,
    pub namespace: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub asks: Load,
}

/// The pod; none where it sits on no node or has ended, and so holds no room.
pub(super) fn pod(json: &Json) -> Option<Pod<'_>> {
    let text = |section: &str, key: &str| json.get(section)?.get(key)?.text();
    let node = text("spec", "nodeName").filter(|name| !name.is_empty())?;
    if matches!(text("status", "phase"), Some("Succeeded" | "Failed")) {
        return None;
    }
    let request = pod_request(&job(json.get("spec")?));
    Some(Pod {
        node,
        namespace: text("metadata", "namespace").unwrap_or_default(),
        name: text("metadata", "name").unwrap_or_default(),
        role: role(json),
        asks: Load {
            cpu_m: request.cpu_m,
            memory: request.memory,
            pods: 1,
        },
    })
}

fn role(json: &Json) -> Role {
    let metadata = |key: &str| json.get("metadata").and_then(|it| it.get(key));
    let label = |key: &str| metadata("labels")?.get(key)?.scalar();
    let name = metadata("name").and_then(Json::text).unwrap_or_default();
    let owners = metadata("ownerReferences").and_then(Json::list);
    let owned = owners.unwrap_or_default().iter().any(|owner| {
        let kind = owner.get("kind").and_then(Json::text);
        matches!(kind, Some("DaemonSet" | "Node"))
    });
    let mirror = metadata("annotations").and_then(|it| it.get("kubernetes.io/config.mirror"));
    let job = label("job.runner.gitlab.com/pod").is_some()
        || label("runner.gitlab.com/pause-pod").is_some()
        || label("pod").is_some_and(|pod| pod.starts_with("runner-"))
        || is_job(name);
    // The chart's labels; a manager that was installed otherwise has its image.
    let manager = label("app").is_some_and(|app| app.ends_with("gitlab-runner"))
        || label("chart").is_some_and(|chart| chart.starts_with("gitlab-runner-"))
        || containers(json.get("spec"), "containers")
            .iter()
            .filter_map(|one| one.get("image")?.text())
            .any(is_manager_image);
    if owned || mirror.is_some() {
        Role::Daemon
    } else if job {
        Role::Job
    } else if manager {
        Role::Manager
    } else {
        Role::Other
    }
}

/// `runner-TOKEN-project-ID-concurrent-N-RANDOM` (gitlab-runner, executors/kubernetes/kubernetes.go).
pub(super) fn is_job(name: &str) -> bool {
    name.starts_with("runner-") && name.contains("-project-")
}

/// Whether the last part of an image's path, without tag and digest, is the runner's; its helper's differs.
fn is_manager_image(image: &str) -> bool {
    let path = image.split('@').next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    let name = last.split(':').next().unwrap_or_default();
    matches!(name, "gitlab-runner" | "gitlab-runner-ocp")
}

fn containers<'a>(spec: Option<&'a Json>, key: &str) -> &'a [Json] {
    let list = spec.and_then(|spec| spec.get(key)).and_then(Json::list);
    list.unwrap_or_default()
}

/// The pod as the scheduler's sum takes it.
fn job(spec: &Json) -> Job {
    let all = |key: &str| containers(Some(spec), key).iter().map(container).collect();
    let (pod_request, pod_limit) = resources(spec);
    Job {
        containers: all("containers"),
        init_containers: all("initContainers"),
        pod_request,
        pod_limit,
        overhead: ask(spec.get("overhead")),
        ..Job::default()
    }
}

fn container(json: &Json) -> Container {
    let (request, limit) = resources(json);
    Container {
        name: String::new(),
        request,
        limit,
        sidecar: json.get("restartPolicy").and_then(Json::text) == Some("Always"),
    }
}

fn resources(json: &Json) -> (Ask, Ask) {
    let part = |key: &str| json.get("resources").and_then(|it| it.get(key));
    (ask(part("requests")), ask(part("limits")))
}

fn ask(json: Option<&Json>) -> Ask {
    let amount = |key: &str| json.and_then(|it| it.get(key)).and_then(quantity);
    Ask {
        cpu_m: amount("cpu").map(Quantity::milli_i64),
        memory: amount("memory").map(Quantity::value_i64),
        ephemeral: None,
    }
}
