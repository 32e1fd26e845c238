//! Writes a deploy job for each namespace the jobs may change.

use super::{DEPLOY, with_policy};
use crate::Context;
use runwright_documents::shell;
use runwright_documents::{Map, Seq};
use runwright_model::plan::DeployTarget;

/// Adds the jobs; false when there are none.
pub(super) fn jobs(cx: &Context, jobs: &mut Map) -> bool {
    let mut done: Vec<&str> = Vec::new();
    for target in &cx.plan.security.deploy {
        let namespace = target.namespace.as_str();
        if namespace.is_empty() || done.contains(&namespace) {
            continue;
        }
        let secrets = cx
            .plan
            .security
            .deploy
            .iter()
            .any(|row| row.namespace == namespace && row.secrets);
        let entry = jobs.entry(&["deploy-", namespace].concat());
        entry.blank().field("security.deploy");
        if done.is_empty() {
            entry.comment(account(cx));
        }
        fill(cx, target, secrets, entry.map());
        done.push(namespace);
    }
    !done.is_empty()
}

/// With which rights the job talks to the cluster.
fn account(cx: &Context) -> &'static str {
    if cx.plan.security.automount_token {
        cx.lang.pick(
            "Runs as the jobs' ServiceAccount: its Role covers this namespace and nothing else.",
            "以作业 ServiceAccount 运行：其 Role 仅覆盖此命名空间。",
        )
    } else {
        cx.lang.pick(
            "No token is mounted in job pods: turn on “Mount its token in job pods”, or give kubectl a kubeconfig from a variable of type File named KUBECONFIG.",
            "作业 Pod 未挂载令牌：请开启“在作业 Pod 中挂载其令牌”，或用名为 KUBECONFIG 的“文件”类型变量提供 kubeconfig。",
        )
    }
}

fn fill(cx: &Context, target: &DeployTarget, secrets: bool, job: &mut Map) {
    let lang = cx.lang;
    let namespace = target.namespace.as_str();
    job.put("stage", DEPLOY);
    let image = ["alpine/k8s:", &cx.plan.target.kubernetes.short(), ".0"].concat();
    job.put("image", with_policy(cx, &image))
        .comment(lang.pick(
            "Any image with kubectl and a shell, one minor release from the cluster at most.",
            "任何含 kubectl 与 shell 的镜像，与集群最多相差一个次版本。",
        ))
        .field("target.kubernetes");
    let mut rule = Map::new();
    rule.put("if", "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH");
    rule.put("when", "manual");
    job.put("rules", vec![rule]).comment(lang.pick(
        "From the protected branch only, by hand.",
        "仅限受保护分支，手动触发。",
    ));
    job.put_path(&["environment", "name"], namespace);
    job.put("resource_group", namespace)
        .comment(lang.pick("One deployment at a time.", "同一时间只进行一次部署。"));
    job.put("interruptible", false).comment(lang.pick(
        "Half a deployment is worse than an old one.",
        "部署到一半比保留旧版更糟。",
    ));
    let kubectl = |words: &[&str]| {
        let mut all = vec!["kubectl", "--namespace", namespace];
        all.extend(words);
        shell::join(&all)
    };
    let mut script = Vec::new();
    if secrets {
        let make = kubectl(&[
            "create",
            "secret",
            "generic",
            "app",
            "--dry-run=client",
            "-o=yaml",
        ]);
        let apply = kubectl(&["apply", "-f", "-"]);
        script.push([&make, " --from-file=config=\"$APP_CONFIG\" | ", &apply].concat());
    }
    script.push(kubectl(&["apply", "-f", "deploy/"]));
    script.push(kubectl(&[
        "rollout",
        "status",
        "deployment/app",
        "--timeout=5m",
    ]));
    let mut list = Seq::new();
    for (index, line) in script.into_iter().enumerate() {
        let item = list.push(line);
        if secrets && index == 0 {
            item.comment(lang.pick(
                "APP_CONFIG is a variable of type File, protected: it holds the path of a file.",
                "APP_CONFIG 是受保护的“文件”类型变量，其值为文件路径。",
            ));
        }
    }
    job.put("script", list);
}
