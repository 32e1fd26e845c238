//! Writes the few lines that apply the plan with each tool, quoted for the tool's language.

use crate::context::Cx;
use runwright_documents::{shell, yaml};
use runwright_model::plan::{Auth, Platform};
use runwright_model::protocol::Command;
use runwright_model::say;
use runwright_model::text::t;

const REPOSITORY: &str = "https://charts.gitlab.io";
const CHART: &str = "gitlab-runner";

type Write = fn(&Cx) -> String;

/// One text per tool; all of them take the bundle's `values.yaml`.
pub(super) fn commands(cx: &Cx) -> Vec<Command> {
    let all: [(&str, Write); 5] = [
        ("Helm", helm),
        ("Argo CD", argo),
        ("Flux", flux),
        ("Kustomize", kustomize),
        ("Terraform", terraform),
    ];
    all.iter()
        .map(|(tool, write)| Command {
            tool: tool.to_string(),
            text: write(cx),
        })
        .collect()
}

/// `# text` and a line end.
fn note(cx: &Cx, text: runwright_model::Text) -> String {
    ["# ", cx.t(text), "\n"].concat()
}

/// What install.sh does, in an order that works on a fresh cluster.
fn helm(cx: &Cx) -> String {
    let target = &cx.plan.target;
    let mut text = note(
        cx,
        t(
            "In the unpacked bundle. install.sh does all from the namespaces on, and checks before.",
            "在解压后的目录中执行。从命名空间开始的步骤均可由 install.sh 完成，并会先作检查。",
        ),
    );
    let run = |text: &mut String, words: &[&str]| {
        text.push_str(&shell::join(words));
        text.push('\n');
    };
    if cx.plan.nodes.are_set_up() {
        run(&mut text, &["sh", "node-setup.sh"]);
    }
    let free = matches!(target.platform, Platform::Kubeadm | Platform::Other);
    if free && cx.plan.patches_coredns() {
        run(&mut text, &["sh", "coredns-patch.sh"]);
    }
    run(
        &mut text,
        &["kubectl", "apply", "-f", "manifests/namespaces.yaml"],
    );
    if cx.plan.gitlab.auth == Auth::Secret {
        text.push_str(&note(
            cx,
            t(
                "Now make the Secret with the token, as secret.example.yaml says.",
                "此时按 secret.example.yaml 创建存放令牌的 Secret。",
            ),
        ));
    } else {
        text.push_str(&note(
            cx,
            t(
                "The token must be in values.yaml by now.",
                "此时 values.yaml 中须已填写令牌。",
            ),
        ));
    }
    run(&mut text, &["kubectl", "apply", "-f", "manifests/"]);
    run(&mut text, &["helm", "repo", "add", "gitlab", REPOSITORY]);
    run(&mut text, &["helm", "repo", "update", "gitlab"]);
    run(
        &mut text,
        &[
            "helm",
            "upgrade",
            "--install",
            &target.release,
            "gitlab/gitlab-runner",
            "--namespace",
            &target.namespace,
            "--version",
            &target.chart.to_string(),
            "--values",
            "values.yaml",
        ],
    );
    run(
        &mut text,
        &[
            "kubectl",
            "--namespace",
            &target.namespace,
            "rollout",
            "status",
            &["deployment/", &cx.plan.fullname()].concat(),
            "--timeout",
            "5m",
        ],
    );
    text
}

fn argo(cx: &Cx) -> String {
    let target = &cx.plan.target;
    let host = cx.plan.gitlab.url.trim_end_matches('/');
    let repository = [host, "/platform/", &target.plan_name, ".git"].concat();
    let mut text = note(
        cx,
        t(
            "Two sources: the chart, and the repository that holds values.yaml and manifests/. Enter yours.",
            "两个来源：Chart，以及存放 values.yaml 与 manifests/ 的仓库。请改为你的仓库。",
        ),
    );
    text.push_str(&format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: {release}
  namespace: argocd
spec:
  project: default
  destination:
    server: https://kubernetes.default.svc
    namespace: {namespace}
  sources:
    - repoURL: {chart_repository}
      chart: {chart}
      targetRevision: {version}
      helm:
        releaseName: {release}
        valueFiles:
          - $bundle/values.yaml
    - repoURL: {repository}
      targetRevision: main
      ref: bundle
      path: manifests
  syncPolicy:
    syncOptions:
      - CreateNamespace=true
",
        release = yaml::scalar(&target.release),
        namespace = yaml::scalar(&target.namespace),
        chart_repository = REPOSITORY,
        chart = CHART,
        version = yaml::scalar(&target.chart.to_string()),
        repository = yaml::scalar(&repository),
    ));
    text
}

fn flux(cx: &Cx) -> String {
    let target = &cx.plan.target;
    let configmap = [&target.release, "-values"].concat();
    let create = shell::join(&[
        "kubectl",
        "--namespace",
        &target.namespace,
        "create",
        "configmap",
        &configmap,
        "--from-file",
        "values.yaml",
    ]);
    let mut text = note(
        cx,
        t(
            "The values come from a ConfigMap made of values.yaml:",
            "参数取自由 values.yaml 生成的 ConfigMap：",
        ),
    );
    // A line break would end the comment.
    text.push_str("#   ");
    text.push_str(&create.replace(['\n', '\r'], " "));
    text.push('\n');
    text.push_str(&format!(
        "apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: gitlab
  namespace: {namespace}
spec:
  interval: 1h
  url: {repository}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: {release}
  namespace: {namespace}
spec:
  interval: 10m
  releaseName: {release}
  chart:
    spec:
      chart: {chart}
      version: {version}
      sourceRef:
        kind: HelmRepository
        name: gitlab
  valuesFrom:
    - kind: ConfigMap
      name: {configmap}
      valuesKey: values.yaml
",
        namespace = yaml::scalar(&target.namespace),
        release = yaml::scalar(&target.release),
        repository = REPOSITORY,
        chart = CHART,
        version = yaml::scalar(&target.chart.to_string()),
        configmap = yaml::scalar(&configmap),
    ));
    text
}

fn kustomize(cx: &Cx) -> String {
    let target = &cx.plan.target;
    let mut text = note(
        cx,
        t(
            "kustomization.yaml; apply with: kustomize build --enable-helm . | kubectl apply -f -",
            "kustomization.yaml；执行：kustomize build --enable-helm . | kubectl apply -f -",
        ),
    );
    text.push_str(&format!(
        "apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
helmCharts:
  - name: {chart}
    repo: {repository}
    version: {version}
    releaseName: {release}
    namespace: {namespace}
    valuesFile: values.yaml
",
        chart = CHART,
        repository = REPOSITORY,
        version = yaml::scalar(&target.chart.to_string()),
        release = yaml::scalar(&target.release),
        namespace = yaml::scalar(&target.namespace),
    ));
    text
}

/// A value as an HCL string: quotes and templates are taken literally.
fn hcl(value: &str) -> String {
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => text.push('\u{fffd}'),
            c => text.push(c),
        }
    }
    text.push('"');
    text.replace("${", "$${").replace("%{", "%%{")
}

fn terraform(cx: &Cx) -> String {
    let target = &cx.plan.target;
    say!(
        cx.lang,
        "# Apply manifests/ beside it; the chart has no place for them.\nresource \"helm_release\" \"gitlab_runner\" {{\n  name             = {}\n  namespace        = {}\n  create_namespace = true\n  repository       = {}\n  chart            = {}\n  version          = {}\n  values           = [file(\"${{path.module}}/values.yaml\")]\n}}\n",
        "# manifests/ 需另行应用，Chart 不包含这些对象。\nresource \"helm_release\" \"gitlab_runner\" {{\n  name             = {}\n  namespace        = {}\n  create_namespace = true\n  repository       = {}\n  chart            = {}\n  version          = {}\n  values           = [file(\"${{path.module}}/values.yaml\")]\n}}\n",
        hcl(&target.release),
        hcl(&target.namespace),
        hcl(REPOSITORY),
        hcl(CHART),
        hcl(&target.chart.to_string())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hcl_takes_templates_literally() {
        assert_eq!(hcl("a\"b"), "\"a\\\"b\"");
        assert_eq!(hcl("${file(\"/x\")}"), "\"$${file(\\\"/x\\\")}\"");
        assert_eq!(hcl("%{ if true }"), "\"%%{ if true }\"");
        assert_eq!(hcl("a\nb"), "\"a\\nb\"");
    }
}
