//! Writes the script that labels and taints the nodes of the jobs, and undoes it.

use crate::{Artefact, Context};
use runwright_documents::shell::{Command, Script};
use runwright_model::plan::{TaintEffect, is_own_taint, is_reserved};
use runwright_model::protocol::FileGroup;

/// Rendered when nodes are named and there is a label or a taint to set on them.
pub fn render(cx: &Context) -> Option<Artefact> {
    let work = Work::of(cx);
    if !cx.plan.nodes.are_set_up() {
        return None;
    }
    let about = cx.lang.pick(
        "Labels and taints the nodes of the jobs; --undo takes it back.",
        "为作业节点打标签和污点；--undo 可撤销。",
    );
    let mut script = Script::new();
    script.blank().comment(about).blank();
    arguments(cx, &mut script);
    script
        .comment(cx.lang.pick("The nodes.", "节点。"))
        .command(["set", "--"])
        .words(&cx.plan.nodes.names)
        .field("nodes.names");
    script.blank().comment(cx.lang.pick(
        "Stops here when one of them does not exist.",
        "其中任何一个不存在时在此停止。",
    ));
    on_nodes(&mut script, &["get"], &[]).code("> /dev/null");
    script.blank();
    for note in &work.notes {
        script.comment(note.as_str());
    }
    script.code("if [ \"$undo\" = yes ]; then");
    undo(&work, &mut script);
    script.code("else");
    set(cx, &work, &mut script);
    script.code("fi");
    show(&work, &mut script);
    Some(Artefact {
        path: "node-setup.sh".into(),
        about: about.to_string(),
        group: FileGroup::Cluster,
        printed: script.print(),
    })
}

/// What is to be set on each node, as kubectl writes it.
struct Work {
    /// `key=value` and the key alone.
    labels: Vec<(String, String)>,
    /// `key[=value]:Effect`.
    taints: Vec<String>,
    evicts: bool,
    /// What the plan has and the script leaves alone.
    notes: Vec<String>,
}

impl Work {
    fn of(cx: &Context) -> Work {
        let mut work = Work {
            labels: Vec::new(),
            taints: Vec::new(),
            evicts: false,
            notes: Vec::new(),
        };
        for label in &cx.plan.nodes.selector {
            let pair = ([&label.key, "=", &label.value].concat(), label.key.clone());
            if label.key.is_empty() || work.labels.contains(&pair) {
                continue;
            }
            if is_reserved(&label.key) {
                let why = cx.lang.pick(
                    ": Kubernetes or the cloud sets this label; it is not written here.",
                    "：此标签由 Kubernetes 或云平台设置，这里不写入。",
                );
                work.notes.push([&pair.0, why].concat());
            } else {
                work.labels.push(pair);
            }
        }
        for taint in &cx.plan.nodes.tolerations {
            let mut text = taint.key.clone();
            if !taint.value.is_empty() {
                text = [&text, "=", &taint.value].concat();
            }
            if taint.key.is_empty() {
                continue;
            }
            if taint.effect == TaintEffect::Any {
                let why = cx.lang.pick(
                    ": tolerated with every effect; a taint needs one, so set it yourself.",
                    "：容忍任何效果，但污点必须指定一种，请自行设置。",
                );
                work.notes.push([&text, why].concat());
                continue;
            }
            text = [&text, ":", taint.effect.word()].concat();
            if !is_own_taint(&taint.key) {
                let why = cx.lang.pick(
                    ": Kubernetes or the cloud sets this taint; it is not written here.",
                    "：此污点由 Kubernetes 或云平台设置，这里不写入。",
                );
                work.notes.push([&text, why].concat());
            } else if !work.taints.contains(&text) {
                work.evicts |= taint.effect == TaintEffect::NoExecute;
                work.taints.push(text);
            }
        }
        work
    }
}

fn arguments(cx: &Context, script: &mut Script) {
    let usage = cx.lang.pick(
        "usage: node-setup.sh [--undo]",
        "用法：node-setup.sh [--undo]",
    );
    script.code(
        [
            "undo=no\ncase \"${1:-}\" in\n  '') ;;\n  --undo) undo=yes ;;\n  *)\n    echo '",
            usage,
            "' >&2\n    exit 2\n    ;;\nesac\n",
        ]
        .concat(),
    );
    script.blank();
}

/// `kubectl <verb> -- nodes <all of them> <words>`; behind `--` no name is taken for an option.
fn on_nodes<'a>(script: &'a mut Script, verb: &[&str], words: &[String]) -> &'a mut Command {
    of_nodes(script.command(["kubectl"]), verb, words)
}

/// The same inside of `if`.
fn inside<'a>(script: &'a mut Script, verb: &[&str], words: &[String]) -> &'a mut Command {
    const NOTHING: [&str; 0] = [];
    of_nodes(script.command(NOTHING).code("  kubectl"), verb, words)
}

fn of_nodes<'a>(command: &'a mut Command, verb: &[&str], words: &[String]) -> &'a mut Command {
    command
        .words(verb.iter().copied())
        .words(["--", "nodes"])
        .code("\"$@\"")
        .words(words)
}

fn set(cx: &Context, work: &Work, script: &mut Script) {
    for (label, _) in &work.labels {
        inside(
            script,
            &["label", "--overwrite"],
            std::slice::from_ref(label),
        )
        .field("nodes.selector");
    }
    if work.evicts {
        script.comment(cx.lang.pick(
            "NoExecute evicts at once what runs there and does not tolerate it.",
            "NoExecute 会立即驱逐节点上不能容忍它的 Pod。",
        ));
    }
    for taint in &work.taints {
        inside(
            script,
            &["taint", "--overwrite"],
            std::slice::from_ref(taint),
        )
        .field("nodes.tolerations");
    }
}

/// A taint that is gone already is no failure, a label that is gone is none to kubectl itself.
fn undo(work: &Work, script: &mut Script) {
    for taint in &work.taints {
        inside(script, &["taint"], &[[taint, "-"].concat()])
            .code("|| true")
            .field("nodes.tolerations");
    }
    for (_, key) in &work.labels {
        inside(script, &["label"], &[[key, "-"].concat()]).field("nodes.selector");
    }
}

fn show(work: &Work, script: &mut Script) {
    script.blank();
    if !work.labels.is_empty() {
        let keys: Vec<&str> = work.labels.iter().map(|(_, key)| key.as_str()).collect();
        let columns = ["--label-columns=", &keys.join(",")].concat();
        on_nodes(script, &["get", &columns], &[]);
    }
    if !work.taints.is_empty() {
        let columns = "-o=custom-columns=NAME:.metadata.name,TAINTS:.spec.taints";
        on_nodes(script, &["get", columns], &[]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Table, hostile, rows, shell_words, text};
    use proptest::prelude::*;
    use runwright_model::Plan;

    fn plan(names: &str, labels: Table, taints: Table) -> Plan {
        rows(
            &[("nodes.names", names)],
            &[("nodes.selector", labels), ("nodes.tolerations", taints)],
        )
    }

    /// The kubectl commands that change nodes, each on one line.
    fn changes(plan: &Plan) -> Vec<String> {
        let file = text(render, plan).unwrap_or_default();
        shell_words(&file)
            .iter()
            .filter(|words| words[0] == "kubectl" && words[1] != "get")
            .map(|words| words[1..].join(" "))
            .collect()
    }

    #[test]
    fn labels_and_taints_and_their_undo() {
        let check = |labels: Table, taints: Table, expect: &[&str]| {
            assert_eq!(changes(&plan("w-1 w-2", labels, taints)), expect);
        };
        check(&[], &[], &[]);
        check(
            &[&[("key", "workload"), ("value", "ci")]],
            &[&[("key", "workload"), ("value", "ci")]],
            &[
                "taint -- nodes $@ workload=ci:NoSchedule- || true",
                "label -- nodes $@ workload-",
                "label --overwrite -- nodes $@ workload=ci",
                "taint --overwrite -- nodes $@ workload=ci:NoSchedule",
            ],
        );
        check(
            &[],
            &[&[("key", "ci"), ("effect", "NoExecute")]],
            &[
                "taint -- nodes $@ ci:NoExecute- || true",
                "taint --overwrite -- nodes $@ ci:NoExecute",
            ],
        );
        // A taint needs an effect, and what Kubernetes sets is not written by hand.
        check(&[], &[&[("key", "ci"), ("effect", "")]], &[]);
        check(
            &[
                &[("key", "kubernetes.io/arch"), ("value", "arm64")],
                &[("key", "node-role.kubernetes.io/ci"), ("value", "")],
            ],
            &[&[("key", "node.kubernetes.io/not-ready")]],
            &[
                "label -- nodes $@ node-role.kubernetes.io/ci-",
                "label --overwrite -- nodes $@ node-role.kubernetes.io/ci=",
            ],
        );
        assert_eq!(
            changes(&plan("", &[&[("key", "a"), ("value", "b")]], &[])).len(),
            0
        );
    }

    proptest! {
        #[test]
        fn values_are_single_words(name in "[^ ,;\t\r\n\0]{1,12}|\\$\\(x\\)|'", key in hostile(), value in hostile()) {
            // Put into the plan past the reader, which would refuse most of it.
            let row: Table = &[&[("key", "a"), ("value", "b")]];
            let mut plan = plan("w", row, row);
            plan.nodes.names = vec![name];
            plan.nodes.selector[0].key = key.clone();
            plan.nodes.selector[0].value = value.clone();
            plan.nodes.tolerations[0].key = key.clone();
            plan.nodes.tolerations[0].value = value.clone();
            prop_assume!(!key.is_empty() && !is_reserved(&key) && !key.contains('\0') && !value.contains('\0'));
            let words = shell_words(&text(render, &plan).unwrap());
            let set = words.iter().find(|words| words[0] == "set" && words[1] == "--").unwrap();
            prop_assert_eq!(&set[2..], &plan.nodes.names[..]);
            let label = words.iter().find(|words| words.contains(&"--overwrite".to_string())).unwrap();
            let pair = [key, "=".into(), value].concat();
            prop_assert_eq!(label.last(), Some(&pair));
        }
    }
}
