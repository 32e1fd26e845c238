//! Pastes descriptions as kubectl prints them on EKS, GKE, AKS and kubeadm.

use proptest::prelude::*;
use runwright_capacity::read_nodes;
use runwright_model::answer::{Load, NodeGroup, NodeProblemId as Id};

const EKS: &str = include_str!("texts/eks.txt");
const GKE: &str = include_str!("texts/gke.txt");
const AKS: &str = include_str!("texts/aks.txt");
const KUBEADM: &str = include_str!("texts/kubeadm.txt");
const ALL: [&str; 4] = [EKS, GKE, AKS, KUBEADM];

/// `name count cpu memory pods | overhead | others` of a group; memory in KiB.
fn told(group: &NodeGroup) -> String {
    let amounts = group.allocatable;
    let load = |load: Load| format!("{}m {}Mi {}", load.cpu_m, load.memory >> 20, load.pods);
    format!(
        "{} {} {}m {}Ki {} | {} | {}",
        group.name,
        group.count,
        amounts.cpu_m,
        amounts.memory >> 10,
        amounts.pods,
        group.overhead.map_or("-".to_string(), load),
        load(group.others),
    )
}

fn ids(text: &str) -> Vec<Id> {
    let (_, problems) = read_nodes(text);
    problems.iter().map(|problem| problem.id).collect()
}

#[track_caller]
fn check(text: &str, groups: &[&str], problems: &[Id]) {
    let (found, _) = read_nodes(text);
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), groups);
    assert_eq!(ids(text), problems);
}

#[test]
fn every_platform_is_read() {
    check(
        EKS,
        &["ci 2 1930m 7134164Ki 29 | 180m 120Mi 3 | 700m 1164Mi 3"],
        &[Id::JobPods, Id::ManagerPods, Id::Guessed, Id::OtherPods],
    );
    check(
        GKE,
        &[
            "ci-spot 2 3920m 13602816Ki 110 | 328m 446Mi 6 | 0m 0Mi 0",
            "system 1 3920m 13602816Ki 110 | 328m 446Mi 6 | 530m 250Mi 3",
        ],
        &[Id::ExtraText, Id::Guessed, Id::OtherPods],
    );
    // One node: the metrics server, too.
    check(
        AKS,
        &["ci 1 3860m 13967620Ki 110 | 355m 540Mi 7 | 0m 0Mi 0"],
        &[Id::ExtraText, Id::JobPods, Id::GuessedOne],
    );
    check(
        KUBEADM,
        &[
            "cp-1 1 8000m 32759124Ki 110 | 750m 150Mi 6 | 200m 140Mi 2",
            "worker-1 2 8000m 32759124Ki 110 | 100m 50Mi 2 | 500m 1024Mi 2",
        ],
        &[
            Id::Unschedulable,
            Id::NotReady,
            Id::Guessed,
            Id::OtherPods,
            Id::OtherPods,
        ],
    );
}

#[test]
fn labels_and_taints_are_those_of_the_api() {
    let (groups, _) = read_nodes(EKS);
    let group = &groups[0];
    let labels: Vec<String> = group
        .labels
        .iter()
        .map(|label| format!("{}={}", label.key, label.value))
        .collect();
    assert_eq!(
        labels,
        [
            "eks.amazonaws.com/capacityType=ON_DEMAND",
            "eks.amazonaws.com/nodegroup=ci",
            "kubernetes.io/arch=amd64",
            "kubernetes.io/os=linux",
            "node.kubernetes.io/instance-type=m5.large",
            "workload=ci",
        ]
    );
    assert_eq!(group.instance_type.as_deref(), Some("m5.large"));
    assert_eq!(
        (group.capacity_cpu_m, group.capacity_memory),
        (2000, 7_824_340 << 10)
    );
    assert_eq!(group.allocatable.ephemeral, Some(18_242_267_924));
    let (groups, _) = read_nodes(GKE);
    let taints: Vec<String> = groups[0]
        .taints
        .iter()
        .map(|taint| format!("{}={}:{:?}", taint.key, taint.value, taint.effect))
        .collect();
    assert_eq!(
        taints,
        [
            "cloud.google.com/gke-spot=true:NoSchedule",
            "workload=ci:NoExecute"
        ]
    );
    assert!(groups[1].taints.is_empty());
}

#[test]
fn copies_say_the_same() {
    let changes: [fn(&str) -> String; 5] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.replace('\n', "\n\n"),
        |text| format!("{text}\nme@host:~$ "),
        |text| text.replace("\n  ", "\n    "),
        |text| {
            let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
            lines.join("\n")
        },
    ];
    for text in ALL {
        let whole = read_nodes(text).0;
        for (index, change) in changes.iter().enumerate() {
            assert_eq!(read_nodes(&change(text)).0, whole, "change {index}");
        }
    }
}

#[test]
fn what_is_cut_or_odd_is_said() {
    // In the middle of the second table.
    let end = EKS.find("kube-proxy-nsl4d").expect("stands there");
    let (groups, problems) = read_nodes(&EKS[..end]);
    assert_eq!(groups[0].count, 2);
    let cut = problems.iter().find(|problem| problem.id == Id::PodsCut);
    let args = &cut.expect("is said").args;
    assert_eq!(args[1..], ["3", "5"]);
    // Before the amounts of the first.
    let end = EKS.find("Capacity:").expect("stands there");
    check(&EKS[..end], &[], &[Id::Missing]);
    check(
        "Name: web\nNamespace: default\n",
        &[],
        &[Id::OtherKinds, Id::NoNodes],
    );
    check("Name:\n", &[], &[Id::Unknown]);
    check(
        "NAMESPACE     NAME\nx NAME\nNAME READY\n",
        &[],
        &[Id::Table],
    );
    // Without the table of pods nothing is known of them.
    let start = KUBEADM.find("Non-terminated").expect("stands there");
    check(
        &KUBEADM[..start],
        &["cp-1 1 8000m 32759124Ki 110 | - | 0m 0Mi 0"],
        &[],
    );
    let odd = EKS.replace("1930m", "many");
    assert_eq!(ids(&odd)[..2], [Id::BadQuantity, Id::BadQuantity]);
    let odd = EKS.replace("100m (1%)", "? (1%)");
    assert_eq!(read_nodes(&odd).0[0].overhead.expect("told").cpu_m, 80);
}

#[test]
fn gpus_are_counted_and_their_labels_do_not_part_nodes() {
    let gpu = |stamp: &str| {
        let labels =
            format!("nvidia.com/gfd.timestamp={stamp}\n    nvidia.com/gpu.product=Tesla-T4");
        EKS.replace("workload=ci", &labels)
            .replace("  memory:", "  nvidia.com/gpu:  4\n  memory:")
    };
    let (groups, _) = read_nodes(&[gpu("1780251233"), gpu("1780251299")].concat());
    assert_eq!((groups.len(), groups[0].count, groups[0].gpu), (1, 4, 4));
    assert!(
        groups[0]
            .labels
            .iter()
            .any(|label| label.value == "Tesla-T4")
    );
}

#[test]
fn a_long_description_is_read() {
    let (groups, problems) = read_nodes(&EKS.repeat(2000));
    assert_eq!((groups.len(), groups[0].count), (1, 4000));
    assert!(problems.len() < 10);
    let name = "a-".repeat(200_000);
    let one = format!(
        "Name: {name}\nNon-terminated Pods: (1 in total)\n x {name} 1 (0%) 1 (0%) 1 (0%)\n"
    );
    assert_eq!(ids(&one), [Id::Missing]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_descriptions_are_answered(which in 0_usize..4, from in 0_usize..20_000, to in 0_usize..20_000) {
        let text = ALL[which];
        let (from, to) = (from.min(text.len()), to.min(text.len()));
        let (groups, _) = read_nodes(&text[from.min(to)..from.max(to)]);
        prop_assert!(groups.iter().all(|group| group.count > 0));
        let (groups, problems) = read_nodes(&text[..to]);
        prop_assert!(!groups.is_empty() || !problems.is_empty() || to == 0);
    }

    #[test]
    fn damaged_descriptions_are_answered(which in 0_usize..4, at in 0_usize..20_000, cut in 0_usize..300, put in "[\\PC\n\t]{0,20}") {
        let mut text = ALL[which].to_string();
        let start = at.min(text.len());
        let end = (start + cut).min(text.len());
        text.replace_range(start..end, &put);
        let (groups, _) = read_nodes(&text);
        prop_assert!(groups.iter().all(|group| group.overhead.is_none_or(|load| load.cpu_m >= 0 && load.memory >= 0)));
    }
}
