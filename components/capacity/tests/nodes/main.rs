//! Pastes node lists, whole and damaged.

mod described;
mod pods;

use proptest::prelude::*;
use serde_json::{Value, json};

use runwright_capacity::read_nodes;
use runwright_model::answer::{NodeProblemId, TaintEffect};

fn node(name: &str, memory: &str) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
            "annotations": { "note": "{ not the start }" },
            "labels": {
                "kubernetes.io/hostname": name,
                "kubernetes.io/arch": "amd64",
                "node.kubernetes.io/instance-type": "m8",
                "topology.kubernetes.io/zone": name,
                "eks.amazonaws.com/nodegroup": "ci",
                "team": "build"
            }
        },
        "spec": { "taints": [{ "key": "ci", "value": "yes", "effect": "NoSchedule" }] },
        "status": {
            "allocatable": { "cpu": "7910m", "memory": memory, "ephemeral-storage": "18242267924", "pods": "58" },
            "capacity": { "cpu": "8", "memory": "32000000Ki", "pods": "58" },
            "conditions": [{ "type": "MemoryPressure", "status": "False" }, { "type": "Ready", "status": "True" }]
        }
    })
}

fn list(nodes: &[Value]) -> String {
    serde_json::to_string_pretty(&json!({ "apiVersion": "v1", "kind": "List", "items": nodes }))
        .expect("writes")
}

/// The number of nodes in each group, and the problems with their arguments.
#[track_caller]
fn check(text: &str, counts: &[i64], problems: &[(NodeProblemId, &[&str])]) {
    let (groups, found) = read_nodes(text);
    assert_eq!(
        groups.iter().map(|group| group.count).collect::<Vec<_>>(),
        counts
    );
    let found: Vec<(NodeProblemId, Vec<&str>)> = found
        .iter()
        .map(|p| (p.id, p.args.iter().map(String::as_str).collect()))
        .collect();
    let wanted: Vec<(NodeProblemId, Vec<&str>)> = problems
        .iter()
        .map(|(id, args)| (*id, args.to_vec()))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn equal_nodes_are_one_group() {
    let nodes = [
        node("a", "30000000Ki"),
        node("b", "29999996Ki"),
        node("c", "14000000Ki"),
    ];
    check(&list(&nodes), &[2, 1], &[]);
    let (groups, _) = read_nodes(&list(&nodes));
    let group = &groups[0];
    assert_eq!(
        (group.name.as_str(), group.instance_type.as_deref()),
        ("ci", Some("m8"))
    );
    assert_eq!(group.allocatable.cpu_m, 7910);
    assert_eq!(group.allocatable.memory, 29_999_996 * 1024);
    assert_eq!(
        (group.allocatable.ephemeral, group.allocatable.pods),
        (Some(18_242_267_924), 58)
    );
    assert_eq!(
        (group.capacity_cpu_m, group.capacity_memory),
        (8000, 32_000_000 * 1024)
    );
    let labels: Vec<&str> = group
        .labels
        .iter()
        .map(|label| label.key.as_str())
        .collect();
    let wanted = [
        "eks.amazonaws.com/nodegroup",
        "kubernetes.io/arch",
        "node.kubernetes.io/instance-type",
        "team",
    ];
    assert_eq!(labels, wanted);
    assert_eq!(group.taints[0].effect, TaintEffect::NoSchedule);
    assert_eq!(group.node_names, ["a", "b"]);
}

#[test]
fn labels_that_name_nodes_do_not_part_them() {
    let labelled = |count: usize, key: &str, value: &dyn Fn(usize) -> String| {
        let nodes: Vec<Value> = (0..count)
            .map(|n| {
                let mut one = node(&format!("node-{n}"), "30000000Ki");
                one["metadata"]["labels"][key] = json!(value(n));
                one
            })
            .collect();
        read_nodes(&list(&nodes)).0.len()
    };
    let own = |n: usize| format!("10.0.0.{n}");
    let pair = |n: usize| (n / 2).to_string();
    assert_eq!(labelled(5, "internal_addr", &own), 1);
    assert_eq!(labelled(5, "example.com/serial", &own), 1);
    // Too few to tell, or a choice.
    assert_eq!(labelled(4, "internal_addr", &own), 4);
    assert_eq!(labelled(6, "team", &pair), 3);
    assert_eq!(labelled(5, "eks.amazonaws.com/nodegroup", &own), 5);
    // Places and what drivers and discovery write.
    for key in [
        "topology.ebs.csi.aws.com/zone",
        "csi.hetzner.cloud/location",
        "node.cluster.x-k8s.io/esxi-host",
        "rke.cattle.io/machine",
        "feature.node.kubernetes.io/cpu-model.id",
    ] {
        assert_eq!(labelled(2, key, &own), 1, "{key}");
    }
}

#[test]
fn text_around_the_json_is_skipped() {
    let one = node("a", "8Gi").to_string();
    check(&one, &[1], &[]);
    check(&format!("{one}\n{one}"), &[2], &[]);
    let extra: &[(NodeProblemId, &[&str])] = &[(NodeProblemId::ExtraText, &[])];
    check(
        &format!(
            "me@host:~/{{x}}$ kubectl get nodes -o json\n{}",
            list(&[node("a", "8Gi")])
        ),
        &[1],
        extra,
    );
    check(
        &format!("{}\nme@host:~$ ", list(&[node("a", "8Gi")])),
        &[1],
        extra,
    );
    check(&format!("$ kubectl get node a -o json {one}"), &[1], extra);
}

#[test]
fn nodes_that_cannot_take_jobs_are_left_out() {
    let mut cordoned = node("cordoned", "8Gi");
    cordoned["spec"]["unschedulable"] = json!(true);
    let mut down = node("down", "8Gi");
    down["status"]["conditions"][1]["status"] = json!("Unknown");
    let mut bare = node("bare", "8Gi");
    bare["status"]["allocatable"]["cpu"] = Value::Null;
    check(
        &list(&[
            cordoned,
            down,
            bare,
            node("odd", "8GB"),
            node("fine", "8Gi"),
        ]),
        &[1],
        &[
            (NodeProblemId::Unschedulable, &["cordoned"]),
            (NodeProblemId::NotReady, &["down"]),
            (NodeProblemId::Missing, &["bare", "cpu"]),
            (NodeProblemId::BadQuantity, &["odd", "memory", "\"8GB\""]),
        ],
    );
}

#[test]
fn numbers_and_missing_parts_are_read() {
    let mut plain = node("a", "8Gi");
    plain["status"]["allocatable"] = json!({ "cpu": 4, "memory": 8000000000_u64, "pods": 30 });
    plain["status"]["conditions"] = Value::Null;
    plain["metadata"]["labels"] = json!({ "a": 1 });
    plain["spec"] = Value::Null;
    let (groups, problems) = read_nodes(&list(&[plain]));
    assert_eq!(
        (groups[0].allocatable.cpu_m, groups[0].allocatable.ephemeral),
        (4000, None)
    );
    assert_eq!((groups[0].name.as_str(), problems.len()), ("a", 0));
}

#[test]
fn other_text_is_named() {
    check("", &[], &[(NodeProblemId::Empty, &[])]);
    check(" \n", &[], &[(NodeProblemId::Empty, &[])]);
    check("hello", &[], &[(NodeProblemId::Unknown, &[])]);
    check(
        "NAME   STATUS   ROLES\na      Ready    <none>",
        &[],
        &[(NodeProblemId::Table, &[])],
    );
    check(
        "{\"kind\": \"Service\"}",
        &[],
        &[(NodeProblemId::NotNodes, &["Service"])],
    );
    check(
        "{\"kind\": \"List\", \"items\": []}",
        &[],
        &[(NodeProblemId::NoNodes, &[])],
    );
    check(
        "{\n \"kind\": nope}",
        &[],
        &[(NodeProblemId::BadJson, &["2", "11"])],
    );
    check(
        "$ kubectl\n{\n \"kind\": nope}",
        &[],
        &[
            (NodeProblemId::ExtraText, &[]),
            (NodeProblemId::BadJson, &["3", "11"]),
        ],
    );
    let cut = list(&[node("a", "8Gi"), node("b", "8Gi")]);
    let (groups, problems) = read_nodes(&cut[..cut.len() - 40]);
    assert_eq!((groups.len(), problems[0].id), (0, NodeProblemId::BadJson));
    let mixed = list(&[json!({ "kind": "Service" }), node("a", "8Gi")]);
    check(&mixed, &[1], &[(NodeProblemId::OtherKinds, &["1"])]);
}

#[test]
fn a_large_paste_is_read() {
    let nodes: Vec<Value> = (0..5000)
        .map(|n| node(&format!("node-{n}"), "30000000Ki"))
        .collect();
    let (groups, problems) = read_nodes(&list(&nodes));
    assert_eq!(
        (groups.len(), groups[0].count, problems.len()),
        (1, 5000, 0)
    );
    assert_eq!(groups[0].node_names.len(), 20);
    let (groups, problems) = read_nodes(&"{\"kind\": \"Node\"}\n".repeat(5000));
    assert_eq!((groups.len(), problems.len()), (0, 51));
    assert_eq!(
        (problems[50].id, problems[50].args[0].as_str()),
        (NodeProblemId::More, "4950")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        let _ = read_nodes(&text);
    }

    #[test]
    fn damaged_lists_are_answered(at in 0_usize..3000, cut in 0_usize..200, put in "[\\PC\n]{0,12}") {
        let mut text = list(&[node("a", "8Gi"), node("b", "4Gi")]);
        let start = at.min(text.len());
        let end = (start + cut).min(text.len());
        text.replace_range(start..end, &put);
        let _ = read_nodes(&text);
    }
}
