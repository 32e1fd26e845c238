//! Advises on certificates: those the managers see, and those git sees in the helper.

use super::words::{
    clone_host, clone_url, code, gitlab_host, ip_of, mend, registered, restart, secret_keys,
};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::join;
use runwright_model::format::port_of;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// What the verifier complains about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Signed by somebody the client does not know.
    Authority,
    Time,
    /// The certificate is for another name, or has no names in the modern form.
    Name,
    Unknown,
}

fn fault(case: &Case) -> Fault {
    let has = |words: &[&str]| {
        let mut all = case.seen.all(What::Reason);
        all.any(|reason| {
            let reason = reason.to_ascii_lowercase();
            words.iter().any(|word| reason.contains(word))
        })
    };
    if has(&["expired", "not yet valid"]) {
        Fault::Time
    } else if has(&[
        "valid for",
        "not valid for",
        "ip sans",
        "common name",
        "does not match",
        "no alternative certificate subject name",
    ]) {
        Fault::Name
    } else if has(&[
        "unknown authority",
        "self-signed",
        "self signed",
        "issuer",
        "cafile",
    ]) {
        Fault::Authority
    } else {
        Fault::Unknown
    }
}

/// The name a CA's Secret is offered under where the plan has none.
const CA: &str = "gitlab-ca";

fn ca_name<'a>(case: &Case<'a>) -> &'a str {
    match case.plan.gitlab.ca_secret.as_str() {
        "" => CA,
        name => name,
    }
}

/// What the fault means, with the plan's Secret.
fn about(case: &Case, fault: Fault, host: &str) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let (ca, space) = (&plan.gitlab.ca_secret, code(&plan.target.namespace));
    let shown = code(host);
    match fault {
        Fault::Time => say!(
            lang,
            "The certificate of {shown} has expired or is not valid yet. No setting of the runner helps: the server needs a new one.",
            "{shown} 的证书已过期或尚未生效。Runner 的任何设置都无济于事，必须在服务器上更换证书。",
        ),
        Fault::Name => say!(
            lang,
            "The certificate is not made out to {shown}: the name, or for an address an IP entry, is missing among its subject alternative names. A Common Name alone does not count. No setting of the runner helps.",
            "证书不是签发给 {shown} 的：其主体备用名称中缺少该域名（用 IP 访问时缺少 IP 条目）。仅有 Common Name 不算数。Runner 的任何设置都无济于事。",
        ),
        _ if ca.is_empty() => say!(
            lang,
            "The plan names no Secret with a CA, so only the public authorities of the image are trusted. {shown} presents a certificate of another authority, or sends no intermediate certificate along.",
            "方案没有指定存放 CA 的 Secret，因此只信任镜像内置的公共证书颁发机构。{shown} 的证书由其他机构签发，或服务器没有一并发送中间证书。",
        ),
        _ => {
            let (secret, key) = (code(ca), code(&[gitlab_host(plan), ".crt"].concat()));
            say!(
                lang,
                "The plan mounts the Secret {secret} of {space}. It works only if its key is called exactly {key} and holds the whole chain above the server's certificate.",
                "方案挂载了 {space} 中的 Secret {secret}。只有键名恰为 {key}，且内容包含服务器证书之上的完整证书链时才有效。",
            )
        }
    }
}

/// Shows the chain that a server presents.
fn chain(host: &str, port: u16) -> String {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let at = [host, ":", &port.to_string()].concat();
    let mut words = vec!["openssl", "s_client", "-showcerts", "-connect", &at];
    if ip_of(bare).is_none() {
        words.extend(["-servername", bare]);
    }
    [
        &join(&words),
        " </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName",
    ]
    .concat()
}

fn look(case: &Case, advice: &mut Advice, host: &str, port: u16) {
    let names = say!(
        case.lang,
        "`notAfter` in the future, {} among the alternative names, and as issuer an authority you know.",
        "`notAfter` 在将来，备用名称中有 {}，签发者是你认识的机构。",
        code(host)
    );
    advice
        .step(
            case.t(t(
                "What the server presents: dates, names, issuer",
                "查看服务器出示的证书：有效期、名称、签发者",
            )),
            chain(host, port),
        )
        .expect = names;
    let ca = &case.plan.gitlab.ca_secret;
    if !ca.is_empty() {
        let key = [gitlab_host(case.plan), ".crt"].concat();
        advice
            .step(
                case.t(t(
                    "The keys of the Secret with the CA",
                    "存放 CA 的 Secret 中的键",
                )),
                secret_keys(case, ca),
            )
            .expect = code(&key);
    }
}

/// Mounting a CA, where it is one that is missing.
fn mount(case: &Case, advice: &mut Advice, fault: Fault) {
    let plan = case.plan;
    let https = !plan.gitlab.url.starts_with("http://");
    let missing = plan.gitlab.ca_secret.is_empty();
    if matches!(fault, Fault::Authority | Fault::Unknown) && missing && https {
        mend(
            case,
            advice,
            say!(
                case.lang,
                "Mount the Secret `{CA}` as CA (create it first)",
                "挂载 Secret `{CA}` 作为 CA（须先创建）",
            ),
            vec![Edit::set("gitlab.ca_secret", CA)],
            &|plan| !plan.gitlab.ca_secret.is_empty(),
        );
    }
}

fn create(case: &Case, advice: &mut Advice) {
    let plan = case.plan;
    let file = ["--from-file=", gitlab_host(plan), ".crt=chain.pem"].concat();
    let command = case
        .commands()
        .manager(&["create", "secret", "generic", ca_name(case), &file]);
    advice.by_hand(
        case.t(t(
            "Make the Secret from a file with root and intermediates in PEM form. The managers look for a file named after GitLab's host.",
            "用含根证书与中间证书的 PEM 文件创建 Secret。管理器按 GitLab 主机名查找文件。",
        )),
        command,
    );
}

fn renew(case: &Case, advice: &mut Advice, host: &str) {
    advice.by_hand(
        say!(
            case.lang,
            "Have the server's certificate issued anew for {}, and let the server send intermediates along (`fullchain.pem`).",
            "为 {} 重新签发服务器证书，并让服务器一并发送中间证书（`fullchain.pem`）。",
            code(host)
        ),
        "",
    );
}

pub(super) fn managers(case: &Case, advice: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let fault = fault(case);
    let host = gitlab_host(plan);
    advice.title = match fault {
        Fault::Time => say!(
            lang,
            "The certificate of {host} is out of date",
            "{host} 的证书不在有效期内"
        ),
        Fault::Name => say!(
            lang,
            "The certificate of {host} is made out to another name",
            "{host} 的证书签发给了别的名称",
        ),
        _ => say!(
            lang,
            "The managers do not trust the certificate of {host}",
            "管理器不信任 {host} 的证书",
        ),
    };
    advice.meaning = [
        about(case, fault, host).as_str(),
        lang.pick(" ", ""),
        case.t(t(
            "Until it is mended no manager registers or fetches jobs; jobs that run go on, but cannot report.",
            "修复之前，管理器无法注册或领取作业；正在运行的作业会继续，但无法上报。",
        )),
    ]
    .concat();
    look(case, advice, host, port_of(&plan.gitlab.url));
    advice
        .step(
            case.t(t(
                "Whether the managers say the same by now",
                "管理器现在是否仍报同样的错误",
            )),
            super::words::grep(&case.commands().manager_logs(&["--tail=200"]), "x509|tls:"),
        )
        .expect = case
        .t(t(
            "`unknown authority`: the CA. `expired`, `valid for`, `IP SANs`: the server.",
            "`unknown authority`：缺 CA；`expired`、`valid for`、`IP SANs`：服务器的证书。",
        ))
        .to_string();
    mount(case, advice, fault);
    if matches!(fault, Fault::Time | Fault::Name) {
        renew(case, advice, host);
    } else {
        create(case, advice);
        renew(case, advice, host);
    }
    advice.by_hand(
        case.t(t(
            "Restart the managers; the Secret is read at start.",
            "重启管理器；Secret 在启动时读取。",
        )),
        restart(case),
    );
    registered(case, advice);
    prevent(case, advice, host, port_of(&plan.gitlab.url));
    advice.alike(
        case,
        "git_clone_x509",
        case.t(t(
            "There `unable to access` comes from git, in the job log.",
            "那种情况由 git 在作业日志中报 `unable to access`。",
        )),
    );
    advice.alike(
        case,
        "image_pull_x509",
        case.t(t(
            "There the node speaks: `Failed to pull image`.",
            "那种情况由节点报 `Failed to pull image`。",
        )),
    );
    advice.alike(
        case,
        "dind_registry_x509",
        case.t(t(
            "There the Docker daemon in the job speaks.",
            "那种情况由作业内的 Docker 守护进程报错。",
        )),
    );
    advice.wrong(
        case.t(t("Set `GIT_SSL_NO_VERIFY`", "设置 `GIT_SSL_NO_VERIFY`")),
        case.t(t(
            "It is a variable for git in jobs; the manager never reads it.",
            "这是给作业中 git 用的变量，管理器从不读取。",
        )),
    );
    advice.wrong(
        case.t(t("Install the CA on the nodes", "把 CA 装到节点上")),
        case.t(t(
            "That serves image pulls. The manager trusts its image's list and the Secret alone.",
            "那只对拉取镜像有效。管理器只信任其镜像内置的列表与该 Secret。",
        )),
    );
}

fn prevent(case: &Case, advice: &mut Advice, host: &str, port: u16) {
    let at = [host, ":", &port.to_string()].concat();
    advice.prevent(say!(
        case.lang,
        "Alert two weeks before the certificate of {} ends, from outside or with a scheduled pipeline: `openssl s_client … | openssl x509 -checkend 1209600`.",
        "在 {} 的证书到期前两周告警，可用外部监控或定时流水线：`openssl s_client … | openssl x509 -checkend 1209600`。",
        code(&at)
    ));
    advice.prevent(case.t(t(
        "When the CA changes, put the old and the new one into the Secret until all servers have moved.",
        "更换 CA 时，在所有服务器切换完成前，让 Secret 同时包含新旧 CA。",
    )));
}

pub(super) fn clone(case: &Case, advice: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let fault = fault(case);
    let (host, gitlab) = (clone_host(plan), gitlab_host(plan));
    advice.title = say!(
        lang,
        "git does not trust the certificate of {host}",
        "git 不信任 {host} 的证书",
    );
    let way = if host == gitlab {
        case.t(t(
            "The runner hands git the chain it trusted itself when it talked to GitLab, so a job should not fail where the manager succeeds, unless a proxy answers jobs in GitLab's place.",
            "Runner 会把自己与 GitLab 通信时信任的证书链交给 git，因此管理器正常时作业不应失败，除非作业经过的代理在冒充 GitLab 应答。",
        ))
        .to_string()
    } else {
        let (host, gitlab) = (code(host), code(gitlab));
        say!(
            lang,
            "Jobs clone from {host}, managers talk to {gitlab}: the chain that the runner hands to git is that of {gitlab} and need not fit.",
            "作业从 {host} 克隆，管理器访问的是 {gitlab}：Runner 交给 git 的是 {gitlab} 的证书链，不一定适用。",
        )
    };
    advice.meaning = [
        about(case, fault, host).as_str(),
        lang.pick(" ", ""),
        way.as_str(),
    ]
    .concat();
    let port = port_of(clone_url(plan));
    look(case, advice, host, port);
    let url = [clone_url(plan).trim_end_matches('/'), "/"].concat();
    advice
        .step(
            case.t(t(
                "Who answers a job, with the certificate's issuer",
                "查看作业访问时由谁应答及证书签发者",
            )),
            case.commands().like_a_job(
                "tls-test",
                crate::commands::CURL_IMAGE,
                &["curl", "-vsS", "-k", "-m", "10", "-o", "/dev/null", &url],
            ),
        )
        .expect = case
        .t(t(
            "The same issuer as above. Another one: a proxy opens the connection on the way.",
            "签发者应与上面相同；不同则说明途中有代理解开了连接。",
        ))
        .to_string();
    mount(case, advice, fault);
    if host != gitlab {
        mend(
            case,
            advice,
            say!(
                lang,
                "Clone from {gitlab}, whose chain is known",
                "改从 {gitlab} 克隆，其证书链已知",
            ),
            vec![Edit::reset("gitlab.clone_url")],
            &|plan| clone_host(plan) == gitlab_host(plan),
        );
    }
    if matches!(fault, Fault::Authority | Fault::Unknown) {
        create(case, advice);
    }
    renew(case, advice, host);
    advice.by_hand(
        case.t(t(
            "Where jobs need a chain of their own, mount it as a volume and name the file in `tls-ca-file` of `[[runners]]` (All settings).",
            "若作业需要另一条证书链，以卷挂载，并在 `[[runners]]` 的 `tls-ca-file` 中写明文件（“全部设置”）。",
        )),
        "",
    );
    advice
        .confirm(
            case.t(t(
                "Retry the job; its log goes past the fetch",
                "重试作业，日志应通过拉取代码的步骤",
            )),
            case.commands().net_test(&url),
        )
        .expect = case
        .t(t(
            "In the job log `Checking out`. The command trusts public authorities alone, so it shows the way only for those.",
            "作业日志出现 `Checking out`。此命令只信任公共机构，仅适用于公共证书。",
        ))
        .to_string();
    prevent(case, advice, host, port);
    advice.alike(
        case,
        "gitlab_tls_x509",
        case.t(t(
            "There the managers' log has x509, and no job starts.",
            "那种情况 x509 出现在管理器日志中，作业根本不会开始。",
        )),
    );
    advice.alike(
        case,
        "image_pull_x509",
        case.t(t(
            "There the image is not pulled and no script runs.",
            "那种情况镜像拉取失败，脚本不会运行。",
        )),
    );
    advice.alike(
        case,
        "git_clone_unreachable",
        case.t(t(
            "There the TLS handshake ends without a word on certificates.",
            "那种情况 TLS 握手中断，报错不涉及证书。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Set `GIT_SSL_NO_VERIFY` or `http.sslVerify=false`",
            "设置 `GIT_SSL_NO_VERIFY` 或 `http.sslVerify=false`",
        )),
        case.t(t(
            "The job token then goes to whoever answers. Give git the CA: the managers' Secret does so for the usual case.",
            "这样作业令牌会交给任何应答者。应把 CA 提供给 git；通常管理器的 Secret 已足够。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Copy the CA into the job's image",
            "把 CA 复制到作业镜像中",
        )),
        say!(
            lang,
            "git of the first clone runs in the helper container, not in {}.",
            "首次克隆的 git 在 helper 容器中运行，而不是在 {} 中。",
            code(&plan.job.image)
        ),
    );
}
