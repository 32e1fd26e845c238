//! Advice on a registry that refuses the login.

use super::docker_net::registry;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::protocol::Advice;
use runwright_model::say;
use runwright_model::text::t;

pub(super) fn login(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let host = registry(case);
    if !case.seen.get(What::Host).is_empty() {
        out.title = say!(lang, "{} refuses the login", "{} 拒绝登录", host);
    }
    out.meaning = case
        .t(t(
            "The registry was reached and knows the user or password not at all. The login is the script's own, with its variables: `CI_REGISTRY_USER` and `CI_REGISTRY_PASSWORD` are empty when the project's registry is off, and protected variables are empty on branches and tags that are not protected.",
            "已连上仓库，但用户名或密码不被接受。登录由脚本用自己的变量完成：项目未启用仓库时 `CI_REGISTRY_USER` 与 `CI_REGISTRY_PASSWORD` 为空；受保护变量在未受保护的分支和标签上为空。",
        ))
        .to_string();
    if plan.job.pull_secrets.is_empty() {
        out.meaning.push_str(case.t(t(
            " No setting of this plan takes part.",
            "与本方案的设置无关。",
        )));
    } else {
        out.meaning.push_str(&say!(
            lang,
            " The plan's pull secrets (`{}`) serve the nodes' pulls, not this.",
            "方案中的拉取密钥（`{}`）用于节点拉取镜像，与此无关。",
            plan.job.pull_secrets.join("`, `")
        ));
    }
    out.step(
        case.t(t(
            "In the job, see which variables are there, without printing the password.",
            "在作业中查看变量是否存在，不打印密码。",
        )),
        "echo \"$CI_REGISTRY / $CI_REGISTRY_USER / ${CI_REGISTRY_PASSWORD:+set}\"",
    )
    .expect = case
        .t(t(
            "A host, a user and `set`; an empty one is the cause.",
            "主机、用户与 `set`；为空的那个就是原因。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "Try the same credentials by hand; curl asks for the password.",
            "手动试用同一凭据，curl 会询问密码。",
        )),
        [
            "curl -sS -o /dev/null -w '%{http_code}\\n' -u USER ",
            &quote(&["https://", &host, "/v2/"].concat()),
        ]
        .concat(),
    )
    .expect = case
        .t(t(
            "`401`: wrong or expired. `403`: right, but without the scope.",
            "`401`：错误或已过期。`403`：正确但缺少权限范围。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See that jobs reach it at all.",
            "确认作业能访问该仓库。",
        )),
        commands.net_test(&["https://", &host, "/v2/"].concat()),
    )
    .expect = case
        .t(t(
            "`401` is right: it answers and wants a login.",
            "`401` 是正常的：有应答并要求登录。",
        ))
        .to_string();
    out.by_hand(
        case.t(t(
            "Log in as the plan's example does; the registry that is logged in to must be the one that is pushed to.",
            "按方案示例登录；登录的仓库必须与推送的一致。",
        )),
        "printf '%s' \"$CI_REGISTRY_PASSWORD\" | docker login --username \"$CI_REGISTRY_USER\" --password-stdin \"$CI_REGISTRY\"",
    );
    out.by_hand(
        case.t(t(
            "For another registry: a token instead of a password where two-factor login is on, with the right to push, as a masked variable; protected only if the branch is.",
            "其他仓库：启用双因素认证时用带推送权限的令牌代替密码，存为掩码变量；分支受保护时才设为受保护。",
        )),
        "",
    );
    out.confirm(
        case.t(t(
            "Run the job again; the log of the line above:",
            "重新运行作业，上面那行的输出：",
        )),
        "",
    )
    .expect = "`Login Succeeded`".to_string();
    out.prevent(case.t(t(
        "Prefer the job's own credentials: they end with the job and cannot expire unnoticed.",
        "优先使用作业自带的凭据：随作业结束而失效，不会悄悄过期。",
    )));
    out.alike(
        case,
        "image_pull_auth",
        case.t(t(
            "The node is refused, before the job begins.",
            "被拒的是节点，在作业开始之前。",
        )),
    );
    out.alike(
        case,
        "dind_registry_x509",
        case.t(t(
            "It ends at the certificate; no password was sent.",
            "在证书处失败，尚未发送密码。",
        )),
    );
    out.alike(
        case,
        "image_pull_rate_limit",
        case.t(t(
            "`toomanyrequests`: known, but too often.",
            "`toomanyrequests`：身份正确，但次数过多。",
        )),
    );
    out.wrong(
        case.t(t(
            "Add `image_pull_secrets` for the script's login",
            "为脚本登录添加 `image_pull_secrets`",
        )),
        case.t(t(
            "The kubelet uses them for the pod's images; docker in the script never sees them.",
            "它们供 kubelet 拉取 Pod 镜像，脚本中的 docker 看不到。",
        )),
    );
    out.wrong(
        case.t(t(
            "`docker login -p \"$PASSWORD\"`",
            "使用 `docker login -p \"$PASSWORD\"`",
        )),
        case.t(t(
            "The password then stands in the process list, and an empty variable looks like a wrong option. Use `--password-stdin`.",
            "密码会出现在进程列表中，变量为空时报错也难懂。应使用 `--password-stdin`。",
        )),
    );
}
