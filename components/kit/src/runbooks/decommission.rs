//! Writes the runbook of the end: drain, unregister, delete, and clean up what stays behind.

use super::backup::cronjob;
use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_documents::shell::join;
use runwright_files::{disruption_budget, network_policy, priority_class, rbac};
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "decommission",
        names.t("Take the runner out of service", "下线 Runner"),
        names.t(
            "Ends the runner without losing a job, and leaves nothing behind in cluster or GitLab.",
            "下线 Runner：不丢作业，集群与 GitLab 中不留残余。",
        ),
    );
    book.impact(
        names.t("Running jobs", "运行中的作业"),
        names.t(
            "None is lost: they end before anything is deleted.",
            "不会丢失：先等其结束再删除。",
        ),
    );
    book.impact(
        names.t("New jobs", "新作业"),
        names.t(
            "Jobs with tags that only this runner carries wait for ever. Move them first.",
            "若标签仅此 Runner 拥有，相关作业会一直等待。请先迁移。",
        ),
    );
    book.impact(
        names.t("Duration", "耗时"),
        names.t(
            "The wait for the longest running job, then minutes.",
            "等待最长作业结束，其后数分钟。",
        ),
    );
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t(
            "Every project that the runner serves.",
            "此 Runner 服务的所有项目。",
        ),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t(
            "Until the step Delete: resume the runner. After it: `restore.md`.",
            "在“删除”之前：恢复 Runner；之后：按 `restore.md` 恢复。",
        ),
    );
    tell(
        names,
        book.step(names.t("Tell, and move the jobs", "通知并迁移作业")),
    );
    names.drain(book.step(names.t("Let the jobs end", "等待作业结束")));
    delete(
        names,
        book.step(names.t("Delete the release", "删除 release")),
    );
    in_gitlab(
        names,
        book.step(names.t("Delete the runner in GitLab", "在 GitLab 中删除 Runner")),
    );
    leftovers(
        names,
        book.step(names.t("Clean up the cluster", "清理集群")),
    );
    book
}

fn tell(names: &Names, step: &mut RunStep) {
    step.before(
        names.t("A last backup is there.", "已做最后一次备份。"),
        "sh runbooks/backup.sh",
        names.t("the list of objects", "对象清单"),
    );
    names.sign_in(step);
    step.work(
        names.t(
            "See which projects and tags it serves, tell their owners the date, and give them a runner that carries the same tags.",
            "查看所服务的项目与标签，通知负责人日期，并提供带相同标签的 Runner。",
        ),
        &names.api("GET", "", &[]),
    );
    step.after(
        names.t(
            "A job with these tags passes on the other runner.",
            "带这些标签的作业能在另一 Runner 上通过。",
        ),
        "",
        "`Job succeeded`",
    );
}

fn delete(names: &Names, step: &mut RunStep) {
    step.before(
        names.t("No job runs.", "没有作业在运行。"),
        &names.running(),
        "`No resources found`",
    );
    step.work(
        names.t(
            "Uninstall; each manager unregisters itself when it stops.",
            "卸载；管理器停止时会自行注销。",
        ),
        &[&names.helm(&["uninstall"], &[]), " --wait"].concat(),
    );
    step.after(
        names.t("No manager is left.", "没有残留的管理器。"),
        &names.managers(),
        "`No resources found`",
    );
    step.undo(names.t("Install again.", "重新安装。"), "sh install.sh");
}

fn in_gitlab(names: &Names, step: &mut RunStep) {
    step.work(
        names.t(
            "Delete the runner: with it its token is void.",
            "删除 Runner，其令牌随之失效。",
        ),
        &names.api("DELETE", "", &[]),
    );
    step.after(
        names.t("GitLab does not know it any more.", "GitLab 中已不存在。"),
        &names.api("GET", "", &[]),
        "`404`",
    );
}

fn leftovers(names: &Names, step: &mut RunStep) {
    let plan = names.plan;
    let cx = &names.context();
    step.work(
        names.t(
            "Job pods that a manager left behind. The label is on the pods of every runner: not if another one uses this namespace.",
            "管理器遗留的作业 Pod。所有 Runner 的作业 Pod 都带此标签：若其他 Runner 也用此命名空间，请勿执行。",
        ),
        &names
            .commands
            .jobs(&["delete", "pods", "--selector", names.job_label()]),
    );
    for (name, of_jobs) in names.secrets() {
        let namespace = if of_jobs {
            names.job_namespace()
        } else {
            names.namespace()
        };
        step.work(
            &say!(
                names.lang,
                "The Secret `{name}`, unless others use it.",
                "Secret `{name}`（若无他人使用）。"
            ),
            &join(&[
                "kubectl",
                "--namespace",
                namespace,
                "delete",
                "secret",
                &name,
                "--ignore-not-found",
            ]),
        );
    }
    let backup = cronjob::name(names);
    step.work(
        names.t(
            "The nightly backup, once its content is copied away.",
            "定时备份（先复制其内容）。",
        ),
        &[
            "kubectl delete -f runbooks/backup-cronjob.yaml --ignore-not-found\n",
            &names
                .commands
                .manager(&["delete", "configmap", &backup, "--ignore-not-found"]),
        ]
        .concat(),
    );
    let renders = [
        rbac::render,
        network_policy::render,
        disruption_budget::render,
        priority_class::render,
    ];
    let files: Vec<String> = renders
        .iter()
        .filter_map(|render| render(cx))
        .map(|file| ["kubectl delete --ignore-not-found -f ", &file.path].concat())
        .collect();
    if !files.is_empty() {
        step.work(
            names.t(
                "The manifests; some of their objects lie outside of the two namespaces.",
                "各清单，其中部分对象不在这两个命名空间内。",
            ),
            &files.join("\n"),
        );
    }
    step.work(
        names.t(
            "Claims of jobs, with their caches.",
            "作业的 PVC 及其缓存。",
        ),
        &names.commands.jobs(&["get", "persistentvolumeclaims"]),
    );
    if plan.nodes.are_set_up() {
        step.work(
            names.t("Labels and taints of the nodes.", "节点的标签与污点。"),
            "sh node-setup.sh --undo",
        );
    }
    if plan.patches_coredns() {
        step.work(
            names.t(
                "The change of the cluster's DNS, unless others rely on it. The script named its backup when it ran.",
                "集群 DNS 的改动（若无他人依赖）。脚本执行时给出过备份文件名。",
            ),
            "printf 'backup file: '; IFS= read -r FILE\nsh coredns-patch.sh --restore \"$FILE\"",
        );
    }
    spaces(names, step);
    step.work(
        names.t(
            "Credentials made for this runner alone: registry, object storage, deploy accounts. Delete them at their source.",
            "仅为此 Runner 创建的凭据（镜像仓库、对象存储、部署账户）：在源头删除。",
        ),
        "",
    );
    step.after(
        names.t(
            "Nothing carries the release's name.",
            "没有以该 release 命名的对象。",
        ),
        &join(&[
            "kubectl",
            "get",
            "all,role,rolebinding,clusterrole,clusterrolebinding,priorityclass",
            "--all-namespaces",
            "--selector",
            &["app.kubernetes.io/instance=", names.release()].concat(),
        ]),
        "`No resources found`",
    );
    step.undo(names.t("See `restore.md`.", "见 `restore.md`。"), "");
}

/// Namespaces that the cluster needs are never among those to delete.
fn spaces(names: &Names, step: &mut RunStep) {
    let mut spaces = vec![names.namespace()];
    if names.job_namespace() != names.namespace() {
        spaces.push(names.job_namespace());
    }
    spaces.retain(|name| *name != "default" && !name.starts_with("kube-"));
    for name in &spaces {
        step.work(
            &say!(
                names.lang,
                "What still lives in `{name}`; what is not of this runner keeps the namespace.",
                "`{name}` 中剩余的对象；若有不属于此 Runner 的对象，则保留该命名空间。"
            ),
            &join(&[
                "kubectl",
                "--namespace",
                name,
                "get",
                "all,secret,configmap,pvc",
            ]),
        );
    }
    if !spaces.is_empty() {
        step.work(
            names.t(
                "The namespaces in which nothing of others is left.",
                "删除没有他人对象的命名空间。",
            ),
            &join(&[&["kubectl", "delete", "namespace"], &spaces[..]].concat()),
        );
    }
}
