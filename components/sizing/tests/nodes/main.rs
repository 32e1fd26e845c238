//! Pastes nodes in every form and compares what is read.

mod words;

use proptest::prelude::*;
use runwright_model::answer::{Load, NodeGroup, NodeProblem, NodeProblemId as Id};
use runwright_model::{Lang, Row};
use runwright_sizing::nodes::{groups, rows};
use serde_json::Value;

const YAML: &str = include_str!("texts/gke.yaml");
const DESCRIBED: &str = include_str!("../../../capacity/tests/nodes/texts/eks.txt");

/// The same objects as kubectl writes them with `-o json`, by another reader of YAML.
fn json() -> String {
    let objects: Value = serde_yaml::from_str(YAML).expect("YAML");
    serde_json::to_string_pretty(&objects).expect("writes")
}

fn load(cpu_m: i64, mebibytes: i64, pods: i64) -> Load {
    Load {
        cpu_m,
        memory: mebibytes << 20,
        pods,
    }
}

fn ids(problems: &[NodeProblem]) -> Vec<Id> {
    problems.iter().map(|problem| problem.id).collect()
}

fn cells(row: &Row) -> Vec<(&str, &str)> {
    row.iter()
        .map(|(id, text)| (id.as_str(), text.as_str()))
        .collect()
}

#[test]
fn yaml_says_what_json_says() {
    let (from_yaml, problems) = groups(YAML);
    assert_eq!((from_yaml.clone(), problems.clone()), groups(&json()));
    assert_eq!(
        ids(&problems),
        [Id::JobPods, Id::ManagerPods, Id::OtherPods]
    );
    let found: Vec<(&str, i64, Option<Load>, Load)> = from_yaml
        .iter()
        .map(|group| {
            (
                group.name.as_str(),
                group.count,
                group.overhead,
                group.others,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("ci-spot", 2, Some(load(210, 220, 3)), Load::default()),
            ("system", 1, Some(load(210, 220, 3)), load(270, 130, 1)),
        ]
    );
    // Words that YAML takes for something else stay words.
    let labels: Vec<String> = from_yaml[1]
        .labels
        .iter()
        .map(|label| [&label.key, "=", &label.value].concat())
        .collect();
    assert_eq!(
        labels,
        [
            "cloud.google.com/gke-nodepool=system",
            "env=ci",
            "gen=1e3",
            "kubernetes.io/arch=amd64",
            "kubernetes.io/os=linux",
            "node.kubernetes.io/instance-type=e2-standard-4",
            "on=true",
            "rank=010",
        ]
    );
}

#[test]
fn copies_of_yaml_say_the_same() {
    let whole = groups(YAML).0;
    let prompt = "me@host:~$ kubectl get nodes,pods -A -o yaml\n";
    let indented: String = YAML.lines().map(|line| format!("  {line}\n")).collect();
    let fenced = ["```yaml\n", YAML, "```\n"].concat();
    for (text, expect) in [
        (YAML.replace('\n', "\r\n"), None),
        (["---\n", YAML].concat(), None),
        ([YAML, "---\n"].concat(), None),
        ([prompt, YAML].concat(), Some(Id::ExtraText)),
        ([YAML, "me@host:~$ "].concat(), Some(Id::ExtraText)),
        (fenced, Some(Id::ExtraText)),
        (indented, None),
    ] {
        let (found, problems) = groups(&text);
        assert_eq!(found, whole, "{}", &text[..40]);
        let first = problems.first().map(|problem| problem.id);
        assert_eq!(
            first == Some(Id::ExtraText),
            expect.is_some(),
            "{problems:?}"
        );
        assert!(!ids(&problems).contains(&Id::BadYaml), "{problems:?}");
    }
}

#[test]
fn outputs_may_follow_one_another() {
    let node = |name: &str, rest: &str| {
        let status = "status:\n  allocatable:\n    cpu: 4\n    memory: 8Gi\n    pods: 110\n";
        [
            "apiVersion: v1\nkind: Node\nmetadata:\n  name: ",
            name,
            "\n",
            status,
            rest,
        ]
        .concat()
    };
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: d\n  namespace: kube-system\n  ownerReferences:\n  - kind: DaemonSet\n\
        spec:\n  nodeName: a\n  containers:\n  - resources:\n      requests: {cpu: 0.25, memory: 64Mi}\n";
    for (text, count, used) in [
        (node("a", ""), 1, None),
        ([node("a", ""), node("b", "")].concat(), 2, None),
        (
            [node("a", ""), node("b", "---\n"), node("c", "...\n")].concat(),
            3,
            None,
        ),
        (
            [&node("a", ""), "\n$ kubectl get pods\n", pod].concat(),
            1,
            Some(load(250, 64, 1)),
        ),
        (
            [
                "kind: List\nitems:\n- ",
                &node("a", "").replace('\n', "\n  "),
            ]
            .concat(),
            1,
            None,
        ),
        (
            ["- ", &node("a", "").replace('\n', "\n  ")].concat(),
            1,
            None,
        ),
    ] {
        let (found, problems) = groups(&text);
        let first = found.first().map(|group| (group.count, group.overhead));
        assert_eq!(first, Some((count, used)), "{text}\n{problems:?}");
    }
}

#[test]
fn what_is_no_list_of_nodes_is_said() {
    for (text, expect) in [
        ("kind: Service\nmetadata: {}\n", Id::NotNodes),
        ("apiVersion: v1\nitems: []\nkind: List\n", Id::NoNodes),
        ("kind: NodeList\nitems:\n", Id::NotNodes),
        ("hello", Id::Unknown),
        ("a: b\n", Id::Unknown),
        ("apiVersion:a", Id::Unknown),
        ("", Id::Empty),
        (
            "NAME   STATUS   ROLES    AGE   VERSION\na      Ready    <none>   9d    v1.34.1\n",
            Id::Table,
        ),
        ("kind: [\n", Id::BadYaml),
    ] {
        let (found, problems) = groups(text);
        assert!(found.is_empty(), "{text}");
        assert_eq!(
            problems.first().map(|it| it.id),
            Some(expect),
            "{text}: {problems:?}"
        );
    }
    // A cut list keeps what stands before the cut.
    let end = YAML.find("name: gke-build-system").expect("stands there");
    let (found, problems) = groups(&YAML[..end]);
    assert_eq!((found[0].name.as_str(), found[0].count), ("ci-spot", 2));
    assert_eq!(ids(&problems), [Id::BadYaml, Id::Missing]);
    let broken = YAML.replacen("    podCIDRs:", "  \t podCIDRs: ]", 1);
    let (found, problems) = groups(&broken);
    assert!(!found.is_empty());
    let line = YAML
        .lines()
        .position(|line| line.contains("podCIDRs"))
        .expect("a line")
        + 1;
    assert_eq!(
        (problems[0].id, &problems[0].args),
        (Id::BadYaml, &vec![line.to_string()])
    );
}

#[test]
fn rows_hold_what_a_plan_takes() {
    let read = rows(YAML, Lang::En);
    assert_eq!(
        cells(&read.rows[0]),
        [
            ("alloc_cpu", "3920m"),
            ("alloc_memory", "13284Mi"),
            ("cpu", "4"),
            ("disk", "47060071478"),
            (
                "labels",
                "cloud.google.com/gke-nodepool=ci-spot, cloud.google.com/gke-spot=true, env=ci, gen=1e3, \
                 kubernetes.io/arch=amd64, kubernetes.io/os=linux, node.kubernetes.io/instance-type=e2-standard-4, on=true, rank=010"
            ),
            ("machine", "e2-standard-4"),
            ("max_pods", "110"),
            ("memory", "16393244Ki"),
            ("name", "ci-spot"),
            ("nodes", "2"),
            (
                "taints",
                "ci:NoExecute, cloud.google.com/gke-spot=true:NoSchedule"
            ),
            ("used_cpu", "210m"),
            ("used_memory", "220Mi"),
            ("used_pods", "3"),
        ]
    );
    let end = YAML
        .find("- apiVersion: v1\n  kind: Pod")
        .expect("stands there");
    let bare = rows(&YAML[..end], Lang::En);
    assert_eq!(bare.rows.len(), 2);
    assert!(
        !cells(&bare.rows[0])
            .iter()
            .any(|(id, _)| id.starts_with("used"))
    );
}

/// A plan of the rows asks the question that the groups are.
#[test]
fn a_plan_reads_the_rows_back() {
    use runwright_model::{Draft, Plan, Value as Cell};
    for text in [YAML, DESCRIBED] {
        let mut draft = Draft::default();
        draft.set("capacity.pools", Cell::Rows(rows(text, Lang::En).rows));
        let reading = Plan::read(&draft);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let question = runwright_sizing::question::question(&reading.plan);
        let expect = groups(text).0;
        assert_eq!(question.pools.len(), expect.len());
        for (pool, group) in question.pools.iter().zip(&expect) {
            let pool = &pool.pool;
            assert_eq!(Some(pool.overhead), group.overhead);
            assert_eq!((pool.count, &pool.name), (group.count, &group.name));
            assert_eq!((&pool.labels, &pool.taints), (&group.labels, &group.taints));
            let amounts = pool.allocatable.expect("exact");
            assert_eq!(
                (amounts.cpu_m, amounts.memory),
                (group.allocatable.cpu_m, group.allocatable.memory)
            );
        }
    }
}

#[test]
fn a_large_paste_is_read() {
    let start = YAML.find("- apiVersion").expect("stands there");
    let end = YAML.find("kind: List").expect("stands there");
    let items = YAML[start..end].repeat(300);
    let text = ["apiVersion: v1\nitems:\n", &items, "kind: List\n"].concat();
    let counts: Vec<i64> = groups(&text).0.iter().map(|group| group.count).collect();
    assert_eq!(counts, [600, 300]);
}

fn sound(groups: &[NodeGroup]) -> bool {
    groups
        .iter()
        .all(|group| group.count > 0 && !group.node_names.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_texts_are_answered(from in 0_usize..36_000, to in 0_usize..36_000) {
        let json = json();
        for text in [YAML, DESCRIBED, &json] {
            let (from, to) = (from.min(text.len()), to.min(text.len()));
            prop_assert!(sound(&groups(&text[from.min(to)..from.max(to)]).0));
            let read = rows(&text[..to], Lang::Zh);
            prop_assert!(!read.notes.is_empty());
        }
    }

    #[test]
    fn damaged_yaml_is_answered(at in 0_usize..36_000, cut in 0_usize..500, put in "[\\PC\n\t]{0,20}") {
        let mut text = YAML.to_string();
        let start = at.min(text.len());
        let end = (start + cut).min(text.len());
        text.replace_range(start..end, &put);
        prop_assert!(sound(&groups(&text).0));
    }
}
