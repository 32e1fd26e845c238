//! Writes the script that installs or upgrades the release and waits until it runs.

use std::borrow::Cow;

use crate::values::{REPOSITORY, TOKEN_PLACEHOLDER, upgrade};
use crate::{Artefact, Context};
use crate::{corefile, node_setup};
use crate::{disruption_budget, namespaces, network_policy, priority_class, rbac};
use runwright_documents::shell::{self, Script};
use runwright_model::plan::{Auth, Rbac};
use runwright_model::protocol::FileGroup;
use runwright_model::text::t;
use runwright_model::{Text, say};

/// The words of a line that begins with code.
const NOTHING: [&str; 0] = [];

pub fn render(cx: &Context) -> Option<Artefact> {
    let about = t("Installs or upgrades the release", "安装或升级该 release");
    let mut script = Script::new();
    begin(cx, &mut script);
    check_nodes(cx, &mut script);
    make_namespaces(cx, &mut script);
    check_secrets(cx, &mut script);
    apply_manifests(cx, &mut script);
    release(cx, &mut script);
    verify(cx, &mut script);
    Some(Artefact {
        path: "install.sh".into(),
        about: about.get(cx.lang).to_owned(),
        group: FileGroup::Helm,
        printed: script.print(),
    })
}

fn say_text(cx: &Context, script: &mut Script, text: Text) {
    script.blank().comment(text.get(cx.lang));
}

fn begin(cx: &Context, script: &mut Script) {
    say_text(
        cx,
        script,
        t(
            "Installs the release, or upgrades it; may be run again. Needs kubectl, helm and the files beside it.",
            "安装或升级该 release，可重复执行。需要 kubectl、helm 以及同目录的文件。",
        ),
    );
    let before: Vec<Cow<str>> = [node_setup::render(cx), corefile::render_script(cx)]
        .into_iter()
        .flatten()
        .map(|file| file.path)
        .collect();
    if !before.is_empty() {
        let before = before.join(cx.lang.pick(", then ", "，再执行 "));
        script.comment(say!(
            cx.lang,
            "Before it: {before}.",
            "在此之前先执行 {before}。"
        ));
    }
    script.code("cd -- \"$(dirname -- \"$0\")\"");
    script.code("fail() {\n  printf '%s\\n' \"$1\" >&2\n  exit 1\n}");
    say_text(
        cx,
        script,
        t(
            "Says which cluster the rest goes to.",
            "显示后续操作的目标集群。",
        ),
    );
    script.command(["kubectl", "config", "current-context"]);
}

/// Where node-setup.sh sets labels, a cluster without them would leave every job pending.
fn check_nodes(cx: &Context, script: &mut Script) {
    let labels = cx.plan.nodes.selector.iter();
    let labels: Vec<String> = labels
        .filter(|label| !label.key.is_empty())
        .map(|label| [&label.key, "=", &label.value].concat())
        .collect();
    if labels.is_empty() || node_setup::render(cx).is_none() {
        return;
    }
    say_text(
        cx,
        script,
        t(
            "Jobs start only on nodes with these labels.",
            "作业只会在带有这些标签的节点上启动。",
        ),
    );
    let selector = ["--selector=", &labels.join(",")].concat();
    script
        .command(["kubectl", "get", "nodes", &selector, "-o", "name"])
        .line(NOTHING)
        .code("| grep -q .")
        .line(NOTHING)
        .code(cx.lang.pick(
            "|| fail 'No node has the labels of the jobs. Run node-setup.sh first.'",
            "|| fail '没有节点带有作业所需的标签，请先运行 node-setup.sh。'",
        ))
        .field("nodes.selector");
}

/// The namespaces first: everything else stands in one of them.
fn make_namespaces(cx: &Context, script: &mut Script) {
    if let Some(file) = namespaces::render(cx) {
        script.blank();
        script.command(["kubectl", "apply", "-f", &file.path]);
        return;
    }
    script.blank();
    let target = &cx.plan.target;
    let mut names = vec![(&target.namespace, "target.namespace")];
    if target.job_namespace != target.namespace {
        names.push((&target.job_namespace, "target.job_namespace"));
    }
    for (name, field) in names {
        script
            .command(["kubectl", "get", "namespace", name.as_str()])
            .code("> /dev/null 2>&1 ||")
            .words(["kubectl", "create", "namespace", name.as_str()])
            .field(field);
    }
}

/// What is missing is said before anything is changed: without its Secret the manager's pod waits for ever.
fn check_secrets(cx: &Context, script: &mut Script) {
    let (plan, lang) = (cx.plan, cx.lang);
    let namespace = plan.target.namespace.as_str();
    if plan.gitlab.auth == Auth::Inline {
        say_text(
            cx,
            script,
            t("The token must be filled in.", "令牌必须已填写。"),
        );
        script
            .command(["grep", "-q", TOKEN_PLACEHOLDER, "values.yaml"])
            .code(lang.pick(
                "&& fail 'Put the token into values.yaml first.'",
                "&& fail '请先在 values.yaml 中填写令牌。'",
            ))
            .field("gitlab.token");
        // `set -e` does not end a script at the left side of `&&`; the line is a condition and no more.
    } else {
        say_text(
            cx,
            script,
            t(
                "The Secret must exist with both keys; secret.example.yaml says how to make it.",
                "Secret 必须存在且含两个键；创建方法见 secret.example.yaml。",
            ),
        );
        for (key, message) in [
            (
                "\"runner-token\":",
                lang.pick(
                    "|| fail 'The Secret with the runner token is missing, or has no key runner-token.'",
                    "|| fail '缺少存放 Runner 令牌的 Secret，或其中没有 runner-token 键。'",
                ),
            ),
            (
                "\"runner-registration-token\":",
                lang.pick(
                    "|| fail 'The Secret has no key runner-registration-token. It must exist and be empty.'",
                    "|| fail 'Secret 中没有 runner-registration-token 键，该键必须存在且为空。'",
                ),
            ),
        ] {
            script
                .command(["kubectl", "--namespace", namespace, "get", "secret", &plan.gitlab.secret_name, "-o", "json"])
                .line(NOTHING)
                .code("|")
                .words(["grep", "-q", key])
                .line(NOTHING)
                .code(message)
                .field("gitlab.secret_name");
        }
    }
    if !plan.gitlab.ca_secret.is_empty() {
        script
            .command([
                "kubectl",
                "--namespace",
                namespace,
                "get",
                "secret",
                &plan.gitlab.ca_secret,
            ])
            .code(lang.pick(
                "> /dev/null || fail 'The Secret with the CA is missing.'",
                "> /dev/null || fail '缺少存放 CA 的 Secret。'",
            ))
            .field("gitlab.ca_secret");
    }
    if plan.security.rbac == Rbac::Existing {
        script
            .command([
                "kubectl",
                "--namespace",
                namespace,
                "get",
                "serviceaccount",
                &plan.manager_account(),
            ])
            .code(lang.pick(
                "> /dev/null || fail 'The ServiceAccount of the managers is missing.'",
                "> /dev/null || fail '缺少管理器的 ServiceAccount。'",
            ))
            .field("security.service_account");
    }
}

/// The manifests this plan has, in the order in which one needs the other.
fn apply_manifests(cx: &Context, script: &mut Script) {
    let files = [
        priority_class::render,
        rbac::render,
        network_policy::render,
        disruption_budget::render,
    ];
    let mut first = true;
    for file in files.iter().filter_map(|render| render(cx)) {
        if first {
            say_text(
                cx,
                script,
                t("What the chart does not make.", "Chart 不会创建的对象。"),
            );
            first = false;
        }
        script.command(["kubectl", "apply", "-f", &file.path]);
    }
}

fn release(cx: &Context, script: &mut Script) {
    say_text(
        cx,
        script,
        t(
            "The version is pinned: without it Helm would take the newest chart, and with it another runner.",
            "固定版本：否则 Helm 会使用最新的 Chart，Runner 版本也随之改变。",
        ),
    );
    script.command(["helm", "repo", "add", "gitlab", REPOSITORY]);
    script.command(["helm", "repo", "update", "gitlab"]);
    let words = upgrade(cx);
    let (command, options) = words.split_at(words.len().min(5));
    let command = script
        .command(command.iter().map(String::as_str))
        .field("target.chart");
    for option in options.chunks(2) {
        command.line(option.iter().map(String::as_str));
    }
}

fn verify(cx: &Context, script: &mut Script) {
    let target = &cx.plan.target;
    let name = cx.plan.fullname();
    let deployment = ["deployment/", &name].concat();
    say_text(
        cx,
        script,
        t("Waits until every manager runs.", "等待所有管理器运行。"),
    );
    script
        .command([
            "kubectl",
            "--namespace",
            &target.namespace,
            "rollout",
            "status",
            &deployment,
            "--timeout=5m",
        ])
        .field("target.release");
    say_text(
        cx,
        script,
        t(
            "Each manager says that it registered; in GitLab it is online within a minute.",
            "每个管理器都会输出注册成功；一分钟内在 GitLab 中显示为在线。",
        ),
    );
    let label = ["app=", &name].concat();
    script.command([
        "kubectl",
        "--namespace",
        &target.namespace,
        "get",
        "pods",
        "-l",
        &label,
    ]);
    script.command([
        "kubectl",
        "--namespace",
        &target.namespace,
        "logs",
        "-l",
        &label,
        "--prefix",
        "--tail=20",
    ]);
    let back = shell::join(&[
        "helm",
        "rollback",
        &target.release,
        "--namespace",
        &target.namespace,
    ]);
    let history = shell::join(&[
        "helm",
        "history",
        &target.release,
        "--namespace",
        &target.namespace,
    ]);
    script.blank().comment(say!(
        cx.lang,
        "To go back to the release before this one; manifests applied above stay:\n  {history}\n  {back}",
        "回到上一个版本（上面应用的清单不受影响）：\n  {history}\n  {back}"
    ));
}

#[cfg(test)]
mod tests {
    use crate::config_toml::testing::check;
    use crate::testing::{plan, rows, text};

    #[test]
    fn steps_follow_the_plan() {
        let render = super::render;
        check(
            render,
            &[
                ("target.release", "ci"),
                ("target.namespace", "run"),
                ("target.chart", "0.86.0"),
            ],
            &[
                "set -eu\n",
                "kubectl --namespace run get secret gitlab-runner-token -o json \\\n  | grep -q '\"runner-token\":' \\\n  || fail ",
                "helm repo add gitlab https://charts.gitlab.io\n",
                "helm upgrade --install ci gitlab/gitlab-runner \\\n  --namespace run \\\n  --version 0.86.0 \\\n  --values values.yaml\n",
                "kubectl --namespace run rollout status deployment/ci-gitlab-runner --timeout=5m\n",
                "#   helm rollback ci --namespace run\n",
            ],
            &["glrt-"],
        );
        check(
            render,
            &[("gitlab.auth", "inline")],
            &["grep -q glrt-REPLACE-ME values.yaml && fail '"],
            &["get secret"],
        );
        check(
            render,
            &[("gitlab.ca_secret", "my-ca")],
            &["get secret my-ca > /dev/null || fail '"],
            &[],
        );
        check(
            render,
            &[
                ("security.rbac", "existing"),
                ("security.service_account", "sa"),
            ],
            &["get serviceaccount sa > /dev/null || fail '"],
            &["rbac.yaml"],
        );
    }

    #[test]
    fn hostile_names_stay_words() {
        // Put into the plan past the reader, which refuses such names.
        let mut plan = plan(&[]);
        plan.gitlab.secret_name = "$(rm -rf /)".into();
        plan.target.release = "a'b".into();
        let file = text(super::render, &plan).unwrap();
        assert!(file.contains("get secret '$(rm -rf /)' -o json"), "{file}");
        assert!(
            file.contains("--install 'a'\\''b' gitlab/gitlab-runner"),
            "{file}"
        );
    }

    #[test]
    fn other_scripts_run_before() {
        let order = "# Before it: node-setup.sh, then coredns-patch.sh.\n";
        let wait = "kubectl get nodes --selector=workload=ci -o name \\\n  | grep -q . \\\n  || fail 'No node";
        let mut plan = rows(
            &[("nodes.names", "w-1"), ("dns.strategy", "public")],
            &[("nodes.selector", &[&[("key", "workload"), ("value", "ci")]])],
        );
        let file = text(super::render, &plan).unwrap();
        assert!(file.contains(order) && file.contains(wait), "{file}");
        plan.nodes.names.clear();
        let file = text(super::render, &plan).unwrap();
        assert!(file.contains("# Before it: coredns-patch.sh.\n"), "{file}");
        assert!(!file.contains("get nodes"), "{file}");
    }
}
