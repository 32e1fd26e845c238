//! Items about permissions, secrets and images.

use super::{By, Item, pass_if};
use crate::context::Cx;
use crate::rules::may_be_closed;
use runwright_model::plan::{Auth, Builder, Rbac};
use runwright_model::protocol::CheckState;
use runwright_model::say;
use runwright_model::text::t;

pub(super) const ITEMS: &[Item] = &[
    Item {
        id: "sec-rbac",
        text: t(
            "The managers may do no more than they need",
            "管理器只拥有必需的权限",
        ),
        field: "security.rbac",
        by: By::Plan(rbac),
    },
    Item {
        id: "sec-token",
        text: t(
            "The runner token is in a Secret, not in a file",
            "Runner 令牌存于 Secret，而非文件",
        ),
        field: "gitlab.auth",
        by: By::Plan(token),
    },
    Item {
        id: "sec-secrets",
        text: t(
            "Passwords of pipelines are variables in GitLab, not code",
            "流水线的密码存为 GitLab 变量，不写在代码中",
        ),
        field: "",
        by: By::User(t(
            "Masked and protected variables under Settings, CI/CD; search repositories for what was committed.",
            "在“设置 > CI/CD”中使用隐藏且受保护的变量，并检查仓库中是否已提交过。",
        )),
    },
    Item {
        id: "sec-network",
        text: t(
            "Jobs reach no more of the network than they need",
            "作业只能访问必要的网络",
        ),
        field: "security.internet",
        by: By::Plan(network),
    },
    Item {
        id: "sec-pull-secrets",
        text: t(
            "Private images are pulled with a Secret of the job namespace",
            "私有镜像使用作业命名空间中的密钥拉取",
        ),
        field: "job.pull_secrets",
        by: By::Plan(pull_secrets),
    },
    Item {
        id: "sec-docker",
        text: t(
            "Docker is not open without TLS",
            "Docker 未以无 TLS 方式开放",
        ),
        field: "job.builder",
        by: By::Plan(docker),
    },
    Item {
        id: "sec-namespaces",
        text: t(
            "Jobs are kept apart from the runner token",
            "作业与 Runner 令牌相互隔离",
        ),
        field: "target.job_namespace",
        by: By::Plan(namespaces),
    },
];

fn rbac(cx: &Cx) -> (CheckState, String) {
    let security = &cx.plan.security;
    let apart = cx.plan.target.job_namespace != cx.plan.target.namespace;
    match security.rbac {
        Rbac::Manifest => (
            CheckState::Pass,
            say!(
                cx.lang,
                "rbac.yaml grants {} a Role in {} with what the plan uses.",
                "rbac.yaml 为 {} 在 {} 授予仅覆盖方案所需的 Role。",
                cx.plan.manager_account(),
                cx.plan.target.job_namespace
            ),
        ),
        Rbac::Chart => pass_if(
            cx.plan.chart_has(84) || !apart,
            if cx.plan.chart_has(84) || !apart {
                cx.t(t(
                    "The chart's Role holds the same rules.",
                    "Chart 的 Role 使用同样的规则。",
                ))
                .to_string()
            } else {
                cx.t(t(
                    "With this chart the rules hold in every namespace.",
                    "使用此 Chart 时规则作用于所有命名空间。",
                ))
                .to_string()
            },
        ),
        Rbac::Existing => (
            super::answered(cx, "sec-rbac"),
            say!(
                cx.lang,
                "{} exists already; only its owner knows its rights.",
                "{} 已存在，只有其管理者知道权限。",
                cx.plan.manager_account()
            ),
        ),
    }
}

fn token(cx: &Cx) -> (CheckState, String) {
    let secret = cx.plan.gitlab.auth == Auth::Secret;
    pass_if(
        secret && !cx.plan.gitlab.secret_name.is_empty(),
        if secret {
            say!(
                cx.lang,
                "Secret {} in {}.",
                "Secret {}，位于 {}。",
                cx.plan.gitlab.secret_name,
                cx.plan.target.namespace
            )
        } else {
            cx.t(t(
                "values.yaml carries the token.",
                "values.yaml 中含有令牌。",
            ))
            .to_string()
        },
    )
}

fn network(cx: &Cx) -> (CheckState, String) {
    let security = &cx.plan.security;
    if may_be_closed(cx) {
        return (
            super::answered(cx, "sec-network"),
            cx.t(t(
                "Private ranges are closed, and no address of GitLab or the registry is listed: jobs reach them only if they are public.",
                "私有网段关闭，且未列出 GitLab 与镜像仓库的地址：只有它们在公网时作业才能访问。",
            ))
            .to_string(),
        );
    }
    let text = match (security.network_policy, security.internet) {
        (false, _) => t("Jobs may reach everything.", "作业可以访问一切。"),
        (true, true) => t(
            "Private ranges are closed; the internet is open on 80 and 443.",
            "私有网段关闭，互联网开放 80 与 443。",
        ),
        (true, false) => t(
            "Only DNS, GitLab and the ways out listed are open.",
            "只开放 DNS、GitLab 与列出的出站目标。",
        ),
    };
    pass_if(security.network_policy, cx.t(text).to_string())
}

fn pull_secrets(cx: &Cx) -> (CheckState, String) {
    let secrets = &cx.plan.job.pull_secrets;
    if secrets.is_empty() {
        let answer = super::answered(cx, "sec-pull-secrets");
        let state = if answer == CheckState::Open {
            CheckState::NotApplicable
        } else {
            answer
        };
        return (
            state,
            cx.t(t(
                "The plan names no pull secret.",
                "方案没有使用拉取密钥。",
            ))
            .to_string(),
        );
    }
    (
        CheckState::Pass,
        say!(
            cx.lang,
            "{} in {}.",
            "{}，位于 {}。",
            secrets.join(", "),
            cx.plan.target.job_namespace
        ),
    )
}

fn docker(cx: &Cx) -> (CheckState, String) {
    match cx.plan.job.builder {
        Builder::None | Builder::Buildkit => (
            CheckState::NotApplicable,
            cx.t(t("No Docker daemon runs.", "没有运行 Docker 守护进程。"))
                .to_string(),
        ),
        Builder::DindTls => (
            CheckState::Pass,
            cx.t(t("Port 2376 with certificates.", "使用证书与 2376 端口。"))
                .to_string(),
        ),
        Builder::DindPlain => (
            CheckState::Fail,
            cx.t(t("Port 2375 asks for nothing.", "2375 端口没有认证。"))
                .to_string(),
        ),
    }
}

fn namespaces(cx: &Cx) -> (CheckState, String) {
    let target = &cx.plan.target;
    pass_if(
        target.namespace != target.job_namespace,
        say!(
            cx.lang,
            "Managers in {}, jobs in {}.",
            "管理器在 {}，作业在 {}。",
            target.namespace,
            target.job_namespace
        ),
    )
}
