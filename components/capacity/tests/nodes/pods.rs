//! Pastes pods beside their nodes.

use super::{list, node};
use runwright_capacity::read_nodes;
use runwright_model::answer::{Load, NodeProblemId as Id};
use serde_json::{Value, json};

fn pod(node: &str, name: &str, cpu: &str, memory: &str) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": { "name": name, "namespace": "kube-system", "labels": {} },
        "spec": {
            "nodeName": node,
            "containers": [{ "name": "a", "image": "x", "resources": { "requests": { "cpu": cpu, "memory": memory } } }]
        },
        "status": { "phase": "Running" }
    })
}

fn daemon(node: &str, cpu: &str, memory: &str) -> Value {
    with(
        pod(node, "d-x2x5z", cpu, memory),
        "/metadata/ownerReferences",
        json!([{ "kind": "DaemonSet", "name": "d" }]),
    )
}

/// Sets a value at a path whose parent is a map.
fn with(mut pod: Value, path: &str, value: Value) -> Value {
    let (parent, key) = path.rsplit_once('/').expect("a path");
    pod.pointer_mut(parent).expect("the parent")[key.replace("~1", "/")] = value;
    pod
}

fn load(cpu_m: i64, mebibytes: i64, pods: i64) -> Load {
    Load {
        cpu_m,
        memory: mebibytes << 20,
        pods,
    }
}

/// Two nodes of one group, a and b, with these pods: overhead, others, and the remarks with their first argument.
#[track_caller]
fn check(pods: &[Value], overhead: Option<Load>, others: Load, remarks: &[(Id, &str)]) {
    let mut items = vec![node("a", "8Gi"), node("b", "8Gi")];
    items.extend(pods.iter().cloned());
    let (groups, problems) = read_nodes(&list(&items));
    assert_eq!((groups.len(), groups[0].count), (1, 2));
    assert_eq!((groups[0].overhead, groups[0].others), (overhead, others));
    let found: Vec<(Id, &str)> = problems
        .iter()
        .map(|it| (it.id, it.args.first().map_or("", String::as_str)))
        .collect();
    assert_eq!(found, remarks);
}

#[test]
fn the_fullest_node_is_the_overhead() {
    let none = Load::default();
    check(&[], None, none, &[]);
    let a = [daemon("a", "100m", "50Mi"), daemon("a", "20m", "10Mi")];
    check(&a, Some(load(120, 60, 2)), none, &[]);
    let both = [a.to_vec(), vec![daemon("b", "10m", "200Mi")]].concat();
    check(&both, Some(load(120, 200, 2)), none, &[]);
    let mirror = pod("b", "etcd-b", "100m", "1Mi");
    let by_owner = with(
        mirror.clone(),
        "/metadata/ownerReferences",
        json!([{ "kind": "Node" }]),
    );
    check(&[by_owner], Some(load(100, 1, 1)), none, &[]);
    let by_note = with(
        mirror,
        "/metadata/annotations",
        json!({ "kubernetes.io/config.mirror": "1" }),
    );
    check(&[by_note], Some(load(100, 1, 1)), none, &[]);
}

#[test]
fn ended_and_unplaced_pods_hold_nothing() {
    let none = Load::default();
    let one = daemon("a", "100m", "50Mi");
    for phase in ["Succeeded", "Failed"] {
        let ended = with(one.clone(), "/status/phase", json!(phase));
        check(&[one.clone(), ended], Some(load(100, 50, 1)), none, &[]);
    }
    let pending = with(one.clone(), "/status/phase", json!("Pending"));
    check(&[pending], Some(load(100, 50, 1)), none, &[]);
    check(
        &[
            one.clone(),
            daemon("", "1", "1Gi"),
            daemon("elsewhere", "1", "1Gi"),
        ],
        Some(load(100, 50, 1)),
        none,
        &[],
    );
    let unplaced = with(one.clone(), "/spec/nodeName", Value::Null);
    check(&[one, unplaced], Some(load(100, 50, 1)), none, &[]);
}

#[test]
fn others_jobs_and_managers_are_not_taken_off() {
    let d = daemon("a", "100m", "50Mi");
    let web = pod("b", "web-6b7f675f8b-q8w2x", "250m", "512Mi");
    check(
        &[d.clone(), web.clone(), web],
        Some(load(100, 50, 1)),
        load(500, 1024, 2),
        &[(Id::OtherPods, "ci")],
    );
    let none = Load::default();
    let plain = pod("a", "p", "1", "1Gi");
    let label = |key: &str, value: &str| {
        with(
            plain.clone(),
            &format!("/metadata/labels/{}", key.replace('/', "~1")),
            json!(value),
        )
    };
    let image = |image: &str| with(plain.clone(), "/spec/containers/0/image", json!(image)).clone();
    for job in [
        pod(
            "a",
            "runner-t1nzbxk4y-project-4711-concurrent-0-qk2vwx7h",
            "1",
            "1Gi",
        ),
        label("job.runner.gitlab.com/pod", "x"),
        label("runner.gitlab.com/pause-pod", "true"),
        label("pod", "runner-t1nzbxk4y-project-4711-concurrent-0"),
    ] {
        check(
            &[d.clone(), job],
            Some(load(100, 50, 1)),
            none,
            &[(Id::JobPods, "1")],
        );
    }
    for manager in [
        label("app", "gitlab-runner"),
        label("app", "ci-gitlab-runner"),
        label("chart", "gitlab-runner-0.86.0"),
        image("registry.gitlab.com/gitlab-org/gitlab-runner:alpine-v18.9.0"),
        image("registry.example.com:5000/mirror/gitlab-runner@sha256:00"),
    ] {
        check(
            &[d.clone(), manager],
            Some(load(100, 50, 1)),
            none,
            &[(Id::ManagerPods, "1")],
        );
    }
    for other in [
        label("app", "web"),
        label("pod", "web"),
        image("registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper:x86_64-v18.9.0"),
        pod("a", "runner-up", "1", "1Gi"),
    ] {
        check(
            &[d.clone(), other],
            Some(load(100, 50, 1)),
            load(1000, 1024, 1),
            &[(Id::OtherPods, "ci")],
        );
    }
}

#[test]
fn pods_of_one_namespace_say_nothing_of_daemon_sets() {
    let elsewhere = |one: Value| with(one, "/metadata/namespace", json!("default"));
    let web = elsewhere(pod("a", "web", "1", "1Gi"));
    let remarks = [(Id::OneNamespace, ""), (Id::OtherPods, "ci")];
    check(
        std::slice::from_ref(&web),
        None,
        load(1000, 1024, 1),
        &remarks,
    );
    let daemon = elsewhere(daemon("b", "100m", "50Mi"));
    check(
        &[web.clone(), daemon],
        Some(load(100, 50, 1)),
        load(1000, 1024, 1),
        &[(Id::OtherPods, "ci")],
    );
    let system = pod("a", "coredns", "1", "1Gi");
    check(
        &[web, system],
        Some(Load::default()),
        load(2000, 2048, 2),
        &[(Id::OtherPods, "ci")],
    );
}

#[test]
fn requests_are_those_of_the_scheduler() {
    let set = |spec: Value| {
        let mut spec = spec;
        spec["nodeName"] = json!("a");
        with(daemon("a", "1", "1Gi"), "/spec", spec)
    };
    let ask = |cpu: &str| json!({ "requests": { "cpu": cpu } });
    for (spec, cpu) in [
        (json!({}), 0),
        (json!({ "containers": [{ "resources": {} }, {}] }), 0),
        (
            json!({ "containers": [{ "resources": ask("100m") }, { "resources": ask("0.2") }] }),
            300,
        ),
        (
            json!({ "containers": [{ "resources": { "limits": { "cpu": 1 } } }] }),
            1000,
        ),
        (
            json!({ "containers": [{ "resources": ask("100m") }], "initContainers": [{ "resources": ask("1") }] }),
            1000,
        ),
        (
            json!({ "containers": [{ "resources": ask("100m") }],
                "initContainers": [{ "resources": ask("1"), "restartPolicy": "Always" }] }),
            1100,
        ),
        (
            json!({ "containers": [{ "resources": ask("100m") }], "resources": ask("2") }),
            2000,
        ),
        (
            json!({ "containers": [{ "resources": ask("100m") }], "overhead": { "cpu": "250m" } }),
            350,
        ),
        (json!({ "containers": [{ "resources": ask("many") }] }), 0),
        (json!({ "containers": [{ "resources": ask("-1") }] }), 0),
    ] {
        check(&[set(spec)], Some(load(cpu, 0, 1)), Load::default(), &[]);
    }
    // Amounts beyond every number are held.
    let huge = [daemon("a", "9E", "9E"), daemon("a", "9E", "9E")];
    let most = Load {
        cpu_m: i64::MAX,
        memory: i64::MAX,
        pods: 2,
    };
    check(&huge, Some(most), Load::default(), &[]);
}

#[test]
fn lists_of_all_forms_hold_pods() {
    let bare = |mut one: Value| {
        one.as_object_mut().expect("a map").remove("kind");
        one
    };
    let nodes = json!({ "kind": "NodeList", "items": [bare(node("a", "8Gi"))] });
    let pods = json!({ "kind": "PodList", "items": [bare(daemon("a", "100m", "50Mi"))] });
    let array = json!([node("a", "8Gi"), daemon("a", "100m", "50Mi")]);
    let one_by_one = [node("a", "8Gi"), daemon("a", "100m", "50Mi")].map(|one| one.to_string());
    for text in [
        format!("{nodes}\n{pods}"),
        format!("[root@cp-1 ~]# kubectl\n{pods}\n{nodes}"),
        array.to_string(),
        serde_json::to_string_pretty(&array).expect("writes"),
        one_by_one.join("\n"),
    ] {
        let (groups, _) = read_nodes(&text);
        assert_eq!(groups.len(), 1, "{text}");
        assert_eq!(groups[0].overhead, Some(load(100, 50, 1)), "{text}");
    }
    for text in [pods.to_string(), daemon("a", "1", "1Gi").to_string()] {
        let (groups, problems) = read_nodes(&text);
        assert_eq!((groups.len(), problems.len()), (0, 1), "{problems:?}");
        assert_eq!(problems[0].id, Id::NoNodes);
    }
}
