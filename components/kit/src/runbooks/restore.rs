//! Writes the runbook of the restore: a drill beside the live release, then the real thing.

use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_documents::shell::join;
use runwright_files::{network_policy, priority_class, rbac};
use runwright_model::plan::Auth;
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

/// A name for the drill, cut so that it stays a name.
pub(super) fn drill(name: &str) -> String {
    let cut = name.char_indices().nth(46).map_or(name.len(), |(at, _)| at);
    let head = name.get(..cut).unwrap_or(name);
    [head.trim_end_matches('-'), "-drill"].concat()
}

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "restore",
        names.t("Restore, and practise it", "恢复与演练"),
        names.t(
            "Brings the runner back from the bundle and the backup; first as a drill in namespaces of its own.",
            "用整套文件与备份恢复 Runner；先在独立命名空间中演练。",
        ),
    );
    book.impact(
        names.t("Running jobs", "运行中的作业"),
        names.t(
            "The drill touches none: it has its own namespaces, release, runner and tag. For real there are none left to lose.",
            "演练不影响任何作业：使用独立的命名空间、release、Runner 与标签。真正恢复时已无作业可丢。",
        ),
    );
    let minutes = names.minutes();
    book.impact(
        names.t("Duration", "耗时"),
        &say!(
            names.lang,
            "What the last drill took; measure it. Of that, at most {minutes} min for the managers, the assumption that `upgrade.sh` waits by.",
            "以最近一次演练的实测为准；其中管理器最多 {minutes} 分钟（`upgrade.sh` 采用的等待假设）。"
        ),
    );
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t(
            "Drill: nobody. For real: all jobs wait in GitLab until the last step.",
            "演练：无人。真正恢复：所有作业在 GitLab 中等待，直到最后一步。",
        ),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t(
            "Drill: delete its release and namespaces. For real: none is needed, nothing is overwritten that still works.",
            "演练：删除其 release 与命名空间。真正恢复：无需回退，不会覆盖仍可用的内容。",
        ),
    );
    prepare(names, book.step(names.t("Prepare the drill", "准备演练")));
    practise(
        names,
        book.step(names.t("Install the drill", "安装演练环境")),
    );
    compare(
        names,
        book.step(names.t("Check that nothing is lost", "确认没有遗漏")),
    );
    clean(names, book.step(names.t("End the drill", "结束演练")));
    real(names, book.step(names.t("For real", "真正恢复")));
    finish(
        names,
        book.step(names.t("Nodes, DNS and the rest", "节点、DNS 与其余部分")),
    );
    book
}

fn prepare(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "A backup is there, and younger than the last change.",
            "备份存在，且晚于最近一次变更。",
        ),
        "BACKUP=$(ls -d runner-backup-* | tail -n 1); echo \"$BACKUP\"",
        names.t("a folder with the date", "带日期的目录"),
    );
    let (namespace, jobs, release) = (
        drill(names.namespace()),
        drill(names.job_namespace()),
        drill(names.release()),
    );
    step.work(
        &say!(
            names.lang,
            "Open the plan in Runwright under another name, set the namespaces to `{namespace}` and `{jobs}` and the release to `{release}`, one manager, and download it into a folder `drill`.",
            "在 Runwright 中以另一名称打开方案，把命名空间设为 `{namespace}` 与 `{jobs}`、release 设为 `{release}`、管理器设为 1 个，并下载到目录 `drill`。"
        ),
        "",
    );
    step.work(
        names.t(
            "Empty the deploy namespaces in the drill's plan, and turn off the manifest of the priority class: these objects lie outside of its namespaces, and the live release uses them. For the same reason run neither `node-setup.sh` nor `coredns-patch.sh` of the drill.",
            "在演练方案中清空“部署命名空间”，并关闭优先级类的“生成其清单”：这些对象不在演练的命名空间内，且生产 release 正在使用。同理，不要执行演练目录中的 `node-setup.sh` 与 `coredns-patch.sh`。",
        ),
        "",
    );
    if !names.plan.target.fullname_override.is_empty() {
        step.work(
            names.t(
                "Clear the full name override as well: both releases would bear it.",
                "同时清空“覆盖完整名称”，否则两个 release 同名。",
            ),
            "",
        );
    }
    step.work(
        names.t(
            "Create a runner in GitLab for the drill, with the tag `restore-drill` alone and no untagged jobs, so that no real job comes to it.",
            "在 GitLab 中为演练新建 Runner，仅设标签 `restore-drill`，且不接未打标签的作业，避免接到真实作业。",
        ),
        "",
    );
    step.after(
        names.t("No file of the drill names the live namespaces or release.", "演练文件中不含生产的命名空间与 release。"),
        "grep -rhoE -e '(namespace: |--namespace )[^ ]+' drill/install.sh drill/manifests | sort -u",
        names.t(
            "only namespaces of the drill", "只有演练的命名空间",
        ),
    );
}

fn practise(names: &Names, step: &mut RunStep) {
    let (namespace, jobs) = (drill(names.namespace()), drill(names.job_namespace()));
    step.work(
        names.t("Make the namespaces first.", "先创建命名空间。"),
        "kubectl apply -f drill/manifests/namespaces.yaml",
    );
    if names.plan.gitlab.auth == Auth::Secret {
        step.work(
            names.t(
                "Make the Secret with the drill's token.",
                "用演练令牌创建 Secret。",
            ),
            &secret(names, &namespace),
        );
    }
    for (name, of_jobs) in names.secrets().iter().skip(1) {
        let target = if *of_jobs { &jobs } else { &namespace };
        step.work(
            &say!(
                names.lang,
                "Make the Secret `{name}` in `{target}` from its origin, not from the live cluster: that is what the drill proves.",
                "从来源（而非线上集群）在 `{target}` 中创建 Secret `{name}`：这正是演练要验证的。"
            ),
            "",
        );
    }
    step.work(names.t("Install.", "安装。"), "sh drill/install.sh");
    step.after(
        names.t("The manager registers.", "管理器注册成功。"),
        &join(&["kubectl", "--namespace", &namespace, "get", "pods"]),
        "`1/1 Running`",
    );
    step.after(
        names.t(
            "A job with the tag `restore-drill` passes.",
            "带标签 `restore-drill` 的作业通过。",
        ),
        &join(&["kubectl", "--namespace", &jobs, "get", "pods"]),
        names.t(
            "`Job succeeded` in the job log",
            "作业日志中出现 `Job succeeded`",
        ),
    );
    step.undo(
        names.t("See the step End the drill.", "见后面的“结束演练”。"),
        "",
    );
}

fn secret(names: &Names, namespace: &str) -> String {
    [
        "printf 'token: '; stty -echo; IFS= read -r RUNNER_TOKEN; stty echo\nprintf '%s' \"$RUNNER_TOKEN\" |\n  ",
        &join(&[
            "kubectl",
            "--namespace",
            namespace,
            "create",
            "secret",
            "generic",
            &names.token_secret(),
            "--from-literal=runner-registration-token=",
            "--from-file=runner-token=/dev/stdin",
        ]),
        "\nunset RUNNER_TOKEN",
    ]
    .concat()
}

fn compare(names: &Names, step: &mut RunStep) {
    step.work(
        names.t(
            "What the cluster has and the bundle would not bring back. What shows here belongs into the plan, or into a list of your own.",
            "集群中有而文件无法恢复的内容。此处出现的差异应写入方案，或另行记录。",
        ),
        "kubectl diff -f manifests/",
    );
    step.work(
        names.t(
            "Policies, quotas and claims that others added.",
            "其他人添加的策略、配额与 PVC。",
        ),
        &names.commands.jobs(&[
            "get",
            "networkpolicy,resourcequota,limitrange,pvc,rolebinding",
        ]),
    );
    step.work(
        names.t(
            "The runner's settings in GitLab against the kept ones.",
            "对照 GitLab 中 Runner 的设置与备份。",
        ),
        "cat runner-in-gitlab.json",
    );
    step.after(
        names.t(
            "Nothing holds state: the managers have no volume but what the chart fills at start.",
            "没有状态：管理器除 Chart 启动时填充的卷外没有其他卷。",
        ),
        &names.commands.manager(&[
            "get",
            &names.commands.deployment(),
            "--output=jsonpath={range .spec.template.spec.volumes[*]}{.name}{\"\\t\"}{.persistentVolumeClaim.claimName}{\"\\n\"}{end}",
        ]),
        names.t("no claim in the second column", "第二列为空"),
    );
    step.after(
        names.t(
            "Every Secret of the plan is in the backup's list.",
            "方案中的每个 Secret 都在备份清单中。",
        ),
        "cat \"$BACKUP\"/secrets.txt",
        &say!(
            names.lang,
            "{} lines with a type and keys",
            "{} 行，均含类型与键",
            names.secrets().len()
        ),
    );
}

fn clean(names: &Names, step: &mut RunStep) {
    let (namespace, jobs, release) = (
        drill(names.namespace()),
        drill(names.job_namespace()),
        drill(names.release()),
    );
    step.before(
        names.t(
            "These are the drill's namespaces.",
            "确认是演练的命名空间。",
        ),
        &join(&["helm", "list", "--namespace", &namespace]),
        &["`", &release, "`"].concat(),
    );
    let mut spaces = vec!["kubectl", "delete", "namespace", &namespace];
    if jobs != namespace {
        spaces.push(&jobs);
    }
    step.work(
        names.t(
            "Remove the release, then the namespaces, then the runner in GitLab. Write down how long the drill took: it is the real duration.",
            "删除 release、命名空间，再删除 GitLab 中的 Runner。记录演练用时，那才是真实的恢复时间。",
        ),
        &[
            &join(&["helm", "uninstall", &release, "--namespace", &namespace]),
            "\n",
            &join(&spaces),
        ]
        .concat(),
    );
    step.after(
        names.t("Only the live release is left.", "只剩生产 release。"),
        "helm list --all-namespaces",
        &["`", names.release(), "`"].concat(),
    );
}

fn real(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "The cluster is the right one and has none of it.",
            "集群正确，且尚无相关对象。",
        ),
        &names.helm(&["status"], &[]),
        "`release: not found`",
    );
    step.work(
        names.t("Make the namespaces.", "创建命名空间。"),
        "kubectl apply -f manifests/namespaces.yaml",
    );
    step.work(
        names.t(
            "Put the Secrets back: from their origin, or from the encrypted file. If the token is lost or may have leaked, reset it in GitLab (`rotate-token.md`, way B).",
            "恢复 Secret：来自来源或加密文件。若令牌丢失或可能泄露，在 GitLab 中重置（`rotate-token.md` 方式 B）。",
        ),
        "age --decrypt --identity key.txt \"$BACKUP\"/secrets.yaml.age |\n  sed -e '/^  uid: /d' -e '/^  resourceVersion: /d' |\n  kubectl apply -f -",
    );
    step.work(
        &say!(
            names.lang,
            "Install: {} and the release.",
            "安装：{}，以及 release。",
            manifests(names)
        ),
        "sh install.sh",
    );
    names.healthy(step);
    names.canary(step);
    step.undo(
        names.t("Take the release away again.", "移除 release。"),
        &names.helm(&["uninstall"], &[]),
    );
}

fn manifests(names: &Names) -> String {
    let cx = &names.context();
    let list: Vec<String> = [priority_class::render, rbac::render, network_policy::render]
        .iter()
        .filter_map(|render| render(cx))
        .map(|file| ["`", &file.path, "`"].concat())
        .collect();
    if list.is_empty() {
        return names.t("no manifests", "无清单").to_string();
    }
    list.join(names.t(", ", "、"))
}

fn finish(names: &Names, step: &mut RunStep) {
    if names.plan.nodes.are_set_up() {
        step.work(
            names.t("Label and taint the nodes.", "为节点打标签和污点。"),
            "sh node-setup.sh",
        );
    }
    if names.plan.patches_coredns() {
        step.work(
            names.t(
                "Change the cluster's DNS again; compare with the kept Corefile first.",
                "重新修改集群 DNS，先与备份的 Corefile 对照。",
            ),
            "cat \"$BACKUP\"/cluster/coredns.yaml\nsh coredns-patch.sh",
        );
    }
    step.work(
        names.t(
            "Apply what others had added: go through the kept policies and quotas one by one. `chart/` is for comparison only.",
            "恢复其他人添加的对象：逐一检查备份的策略与配额。`chart/` 仅供对照。",
        ),
        "ls -R \"$BACKUP\"/jobs \"$BACKUP\"/managers",
    );
    step.after(
        names.t(
            "Jobs find their nodes and names.",
            "作业能找到节点并解析名称。",
        ),
        &names.commands.net_test(&names.plan.gitlab.url),
        names.t(
            "an HTTP status such as `200` or `302`",
            "HTTP 状态码，如 `200` 或 `302`",
        ),
    );
    step.undo(
        names.t(
            "`node-setup.sh --undo` takes labels and taints back; `coredns-patch.sh --restore` the Corefile.",
            "`node-setup.sh --undo` 撤销标签与污点；`coredns-patch.sh --restore` 恢复 Corefile。",
        ),
        "",
    );
}
