//! Judges permissions, accounts and what the pods are allowed to do.

use crate::context::Cx;

use crate::report::{Report, Rule, advice, error, warning};

use runwright_model::plan::Rbac;

use runwright_model::text::t;

use runwright_model::{Edit, Severity, say};

pub(super) const RULES: &[Rule] = &[
    warning("SEC-114", "target.job_namespace", one_namespace),
    warning("SEC-115", "security.rbac", rights_in_every_namespace),
    warning("SEC-116", "security.service_account", which_account),
    warning("SEC-117", "security.job_service_account", jobs_as_manager),
    advice("SEC-118", "security.job_service_account", default_account),
    error("SEC-119", "security.automount_token", deploy_without_token),
    warning("SEC-120", "security.automount_token", token_for_nothing),
    warning("SEC-121", "security.deploy", deploy_target),
];

fn one_namespace(cx: &Cx, out: &mut Report) {
    let target = &cx.plan.target;
    if target.namespace == target.job_namespace {
        out.say(
            t("Jobs run beside their managers", "作业与管理器在同一命名空间"),
            say!(
                cx.lang,
                "The runner token is in {}: whoever may start a pod or read Secrets there has it. Policies, quotas and Pod Security for jobs would hit the managers too.",
                "Runner 令牌就在 {} 中：能在那里启动 Pod 或读取 Secret 的人都能得到它。针对作业的策略、配额与 Pod 安全级别也会波及管理器。",
                target.namespace
            ),
        )
        .fix(
            t("Give jobs a namespace of their own", "为作业单设命名空间"),
            vec![Edit::set(
                "target.job_namespace",
                if target.namespace == "ci-jobs" { "ci-pods" } else { "ci-jobs" },
            )],
        );
    }
}

/// Before 0.84 the chart's Role stays beside the managers, so only a ClusterRole reaches the jobs.
fn rights_in_every_namespace(cx: &Cx, out: &mut Report) {
    let target = &cx.plan.target;
    let apart = target.job_namespace != target.namespace;
    if cx.plan.security.rbac == Rbac::Chart && apart && !cx.plan.chart_has(84) {
        let jobs_key = if cx.plan.chart_has(79) {
            ""
        } else {
            cx.t(t(
                " It does not know jobNamespace either.",
                "它也不认识 jobNamespace。",
            ))
        };
        out.say(
            t("The chart's Role does not reach the jobs", "Chart 的 Role 管不到作业"),
            say!(
                cx.lang,
                "Before 0.84 chart {} puts it into {} and not into {}, so the files grant the rules in every namespace instead, Secrets included.{}",
                "0.84 之前，Chart {} 把它建在 {} 而不是 {}，因此文件改为在所有命名空间授予这些规则，包括 Secret。{}",
                target.chart,
                target.namespace,
                target.job_namespace,
                jobs_key
            ),
        )
        .fix(
            t("Write a manifest for one namespace", "改用单个命名空间的清单"),
            vec![Edit::set("security.rbac", "manifest")],
        );
    }
}

fn which_account(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    if security.rbac == Rbac::Existing && security.service_account.is_empty() {
        out.say(
            t("The existing account has no name here", "没有填写已有账户的名称"),
            say!(
                cx.lang,
                "The files take it to be called {}. If there is none of that name in {}, no manager pod is made.",
                "文件会认为它叫 {}。若 {} 中没有同名账户，管理器 Pod 将无法创建。",
                cx.plan.manager_account(),
                cx.plan.target.namespace
            ),
        )
        .fix(
            t("Write the account and its Role", "生成账户与 Role"),
            vec![Edit::set("security.rbac", "manifest")],
        );
    }
}

fn jobs_as_manager(cx: &Cx, out: &mut Report) {
    let target = &cx.plan.target;
    let same = cx.plan.security.job_service_account == cx.plan.manager_account();
    if same && target.namespace == target.job_namespace {
        out.say(
            t("Jobs run with the managers' rights", "作业拥有管理器的权限"),
            cx.t(t(
                "That account may start pods and read Secrets; every job could.",
                "该账户可以启动 Pod 与读取 Secret，任何作业都能如此。",
            ))
            .to_string(),
        )
        .fix(
            t("Use an account of their own", "使用单独的账户"),
            vec![Edit::set(
                "security.job_service_account",
                if cx.plan.manager_account() == "ci-job" {
                    "ci-pod"
                } else {
                    "ci-job"
                },
            )],
        );
    }
}

fn default_account(cx: &Cx, out: &mut Report) {
    if cx.plan.security.job_service_account.is_empty() {
        out.say(
            t(
                "Jobs run as the namespace's default account",
                "作业使用命名空间的默认账户",
            ),
            cx.t(t(
                "Whatever anybody grants to default, every job gets.",
                "任何授予 default 的权限，所有作业都会得到。",
            ))
            .to_string(),
        )
        .fix(
            t("Use an account without rights", "使用没有权限的账户"),
            vec![Edit::reset("security.job_service_account")],
        );
    }
}

fn deploy_without_token(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    if security.deploy.is_empty() || security.automount_token {
        return;
    }
    let hit = out.say(
        t("Deploy jobs have no token", "部署作业没有令牌"),
        say!(
            cx.lang,
            "The Roles are bound to {}, whose token is not mounted: kubectl in a job acts as nobody and is refused.",
            "Role 已绑定到 {}，但其令牌没有挂载：作业中的 kubectl 以匿名身份运行而被拒绝。",
            security.job_service_account
        ),
    );
    if cx.plan.runner_has(16, 9) {
        hit.fix(
            t("Mount the token", "挂载令牌"),
            vec![Edit::set("security.automount_token", "true")],
        );
    } else {
        // Runners before 16.9 leave it to the account, which mounts by default.
        hit.severity(Severity::Advice);
    }
}

fn token_for_nothing(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    if security.automount_token && security.deploy.is_empty() {
        out.say(
            t("The token is mounted and has no use", "令牌已挂载但没有用处"),
            cx.t(t(
                "Without a deploy namespace the account has no rights; the token only tells jobs where the API server is.",
                "没有部署命名空间时该账户没有权限，令牌只会让作业知道 API 服务器的位置。",
            ))
            .to_string(),
        )
        .fix(
            t("Do not mount it", "不挂载"),
            vec![Edit::set("security.automount_token", "false")],
        );
    }
}

fn deploy_target(cx: &Cx, out: &mut Report) {
    const DEPLOY: &str = "security.deploy";
    let target = &cx.plan.target;
    for (index, row) in cx.plan.security.deploy.iter().enumerate() {
        let name = &row.namespace;
        let (title, severity) = if name.is_empty() {
            (
                t("The row names no namespace", "此行没有命名空间"),
                Severity::Error,
            )
        } else if *name == target.namespace {
            (
                t("Jobs could change their managers", "作业可以修改管理器"),
                Severity::Error,
            )
        } else if *name == target.job_namespace || name.starts_with("kube-") {
            (
                t(
                    "Jobs could change more than they deploy",
                    "作业的权限超出了部署所需",
                ),
                Severity::Warning,
            )
        } else {
            continue;
        };
        out.say(
            title,
            cx.t(t(
                "Every job may use these rights, whatever project it belongs to. Name the namespaces of applications only.",
                "无论属于哪个项目，任何作业都能使用这些权限。只应填写应用所在的命名空间。",
            ))
            .to_string(),
        )
        .severity(severity)
        .at_cell(DEPLOY, index, "namespace")
        .fix(t("Remove the row", "删除此行"), vec![cx.without_rows(DEPLOY, &[index])]);
    }
}
