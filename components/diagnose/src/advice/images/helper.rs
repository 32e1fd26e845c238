//! Advice on the helper image.

use super::parts::*;
use crate::advice::{Case, Say};
use runwright_documents::shell::quote;
use runwright_model::plan::{AffinityMode, AffinityOperator, HelperFlavor};
use runwright_model::protocol::Advice;
use runwright_model::{Edit, say};

/// The architecture that the plan's labels choose, as the helper's tag names it.
fn helper_arch(case: &Case) -> &'static str {
    let label = case
        .plan
        .nodes
        .selector
        .iter()
        .find(|label| label.key == "kubernetes.io/arch");
    match label.map(|label| label.value.as_str()) {
        Some("arm64") => "arm64",
        Some("arm") => "arm",
        Some("s390x") => "s390x",
        Some("ppc64le") => "ppc64le",
        Some("riscv64") => "riscv64",
        _ => "x86_64",
    }
}

/// The helper's tag without its version: `ubuntu-x86_64-v`.
fn helper_tag(case: &Case) -> String {
    let flavor = match case.plan.job.helper_flavor {
        HelperFlavor::Ubuntu => "ubuntu-",
        HelperFlavor::Default => "",
    };
    [flavor, helper_arch(case), "-v"].concat()
}

const HELPER: &str = "registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper";

/// The one architecture that node affinity demands while the labels name none.
fn affinity_arch<'a>(case: &Case<'a>) -> Option<&'a str> {
    let nodes = &case.plan.nodes;
    let named = nodes
        .selector
        .iter()
        .any(|label| label.key == "kubernetes.io/arch");
    let term = nodes.affinity.iter().find(|term| {
        term.mode == AffinityMode::Required
            && term.operator == AffinityOperator::In
            && term.key == "kubernetes.io/arch"
            && term.values.len() == 1
    })?;
    let arch = term.values.first()?;
    (!named && arch != "amd64").then_some(arch.as_str())
}

pub(super) fn helper(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    let version = case.plan.runner().to_string();
    let default = [HELPER, ":", &helper_tag(case), &version].concat();
    let set = job.helper_image.as_str();
    let used = if set.is_empty() {
        default.as_str()
    } else {
        set
    };
    let fits = set.is_empty()
        || set.contains(&["v", &version].concat())
        || set.contains("CI_RUNNER_VERSION")
        || set.contains("@sha256:");
    advice.title = say!(
        case.lang,
        "The helper image of runner {} cannot be pulled",
        "拉取不到 Runner {} 的 helper 镜像",
        version
    );
    let note = if !fits {
        p(
            case,
            "Its tag does not name the runner's version, and there is no `latest`.",
            "其标签没有写明 Runner 版本，而 `latest` 并不存在。",
        )
    } else if set.is_empty() {
        p(
            case,
            "So the nodes need `registry.gitlab.com`, whatever registry the jobs use.",
            "因此无论作业使用哪个仓库，节点都必须能访问 `registry.gitlab.com`。",
        )
    } else {
        p(
            case,
            "The copy must be there for every version of the runner, before an upgrade.",
            "升级 Runner 之前，仓库中必须已有对应版本的副本。",
        )
    };
    advice.meaning = say!(
        case.lang,
        "Every job pod starts containers `init-permissions` and `helper` from {}; without it no job begins. {}",
        "每个作业 Pod 都用 {} 启动 `init-permissions` 与 `helper` 容器，缺少它任何作业都无法开始。{}",
        code(used),
        note
    );
    look_at_events(case, advice).expect = p(
        case,
        "The words after `Failed to pull image \"…gitlab-runner-helper…\"` say which: `lookup`, a timeout, `not found`, `unauthorized`, `x509`.",
        "`Failed to pull image \"…gitlab-runner-helper…\"` 之后的文字说明原因：`lookup`、超时、`not found`、`unauthorized` 或 `x509`。",
    )
    .to_string();
    let command = images_of(case);
    advice.step(
        p(
            case,
            "Which reference and architecture did the runner choose?",
            "Runner 选择了哪个引用与架构？",
        ),
        command,
    );
    advice
        .step(
            p(
                case,
                "And which architecture do the nodes have?",
                "节点是什么架构？",
            ),
            case.commands()
                .kubectl(&["get", "nodes", "--label-columns=kubernetes.io/arch"]),
        )
        .expect = say!(
        case.lang,
        "All must be {}; node affinity does not choose the helper, the node label `kubernetes.io/arch` does.",
        "应全部为 {}；helper 架构由节点标签 `kubernetes.io/arch` 决定，不看亲和性。",
        match helper_arch(case) {
            "x86_64" => "`amd64`",
            "arm64" => "`arm64`",
            _ => p(case, "of that kind", "该架构"),
        }
    );
    let tail = [helper_arch(case), "-v${CI_RUNNER_VERSION}"].concat();
    if !fits {
        let last = set.rfind('/').map_or(0, |at| at + 1);
        let end = set
            .get(last..)
            .and_then(|name| name.find([':', '@']))
            .map_or(set.len(), |at| last + at);
        let better = [set.get(..end).unwrap_or(set), ":", &tail].concat();
        advice.fix(
            say!(case.lang, "Use {}", "改为 {}", code(&better)),
            vec![Edit::set("job.helper_image", better.as_str())],
        );
    }
    if let Some(arch) = affinity_arch(case) {
        advice.fix(
            say!(
                case.lang,
                "Choose {} nodes by a label, which the helper follows",
                "用标签选择 {} 节点，helper 会随之匹配",
                code(arch)
            ),
            vec![with_row(
                case,
                "nodes.selector",
                &[("key", "kubernetes.io/arch"), ("value", arch)],
            )],
        );
    }
    let own = registry(&job.image);
    let private = !is_docker_hub(own) && own != "registry.gitlab.com" && !own.contains('$');
    let mirror = if private { own } else { "registry.example.com" };
    if set.is_empty() && private {
        let copy = [own, "/gitlab-runner-helper:", &tail].concat();
        advice.fix(
            say!(
                case.lang,
                "Pull the helper from {}, after copying it there",
                "复制后改从 {} 拉取 helper",
                code(own)
            ),
            vec![Edit::set("job.helper_image", copy.as_str())],
        );
    }
    if !set.is_empty() {
        advice.fix(
            p(
                case,
                "Go back to the default of `registry.gitlab.com`",
                "改回 `registry.gitlab.com` 的默认镜像",
            ),
            vec![Edit::reset("job.helper_image")],
        );
    }
    let copied = if set.is_empty() {
        [
            mirror,
            "/gitlab-runner-helper:",
            &helper_tag(case),
            &version,
        ]
        .concat()
    } else {
        set.replace("${CI_RUNNER_VERSION}", &version)
    };
    advice.by_hand(
        p(
            case,
            "Copy exactly this version to a registry that the nodes reach.",
            "把这个版本原样复制到节点可达的仓库。",
        ),
        [
            "docker pull ",
            &quote(&default),
            "\ndocker tag ",
            &quote(&default),
            " ",
            &quote(&copied),
            "\ndocker push ",
            &quote(&copied),
        ]
        .concat(),
    );
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Write the mirror's tag with `${CI_RUNNER_VERSION}`, and copy the new helper before each upgrade of the chart.",
        "镜像站标签使用 `${CI_RUNNER_VERSION}`，每次升级 Chart 前先复制新版 helper。",
    ));
    advice.alike(
        case,
        "image_pull_network",
        p(
            case,
            "Other images fail as well: then it is the node's way out, not this image.",
            "其他镜像也失败：那是节点出口的问题，不是这个镜像。",
        ),
    );
    advice.alike(
        case,
        "image_pull_auth",
        p(
            case,
            "The mirror asks for a login: name its pull secret.",
            "镜像站需要登录：请填写拉取密钥。",
        ),
    );
    advice.alike(
        case,
        "image_pull_not_found",
        p(
            case,
            "The image that fails is the job's or a service's.",
            "失败的是作业或服务的镜像。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Use `gitlab/gitlab-runner-helper:alpine-latest` or another runner's version.",
            "使用 `gitlab/gitlab-runner-helper:alpine-latest` 或其他版本。",
        ),
        p(
            case,
            "The helper must match the runner exactly, and the default is not on Docker Hub.",
            "helper 必须与 Runner 版本完全一致，且默认镜像不在 Docker Hub。",
        ),
    );
}
