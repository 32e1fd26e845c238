//! Advises on a token that GitLab refuses.

use super::words::{code, gitlab_host, mend, registered, restart, secret_keys};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::plan::Auth;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// The Secret the managers mount: the plan's, or the one the chart makes from the token.
fn secret(case: &Case) -> String {
    match case.plan.gitlab.auth {
        Auth::Secret => case.plan.gitlab.secret_name.clone(),
        Auth::Inline => case.plan.fullname(),
    }
}

fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

pub(super) fn invalid(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let (name, space) = (secret(case), code(&plan.target.namespace));
    let shown = code(&name);
    let host = gitlab_host(plan);
    let status = case.seen.get(What::Status);
    advice.title = say!(
        lang,
        "{host} does not accept the runner token",
        "{host} 不接受此 Runner 令牌",
    );
    let from = match plan.gitlab.auth {
        Auth::Secret => say!(
            lang,
            "The token comes from key `runner-token` of the Secret {shown} in {space}.",
            "令牌来自 {space} 中 Secret {shown} 的键 `runner-token`。",
        ),
        Auth::Inline => say!(
            lang,
            "The token stands in values.yaml, and the chart makes the Secret {shown} in {space} of it.",
            "令牌写在 values.yaml 中，Chart 用它在 {space} 中生成 Secret {shown}。",
        ),
    };
    let what = match status {
        "410" => case.t(t(
            "410 says that this way to register is switched off on the server: it wants a `glrt-` token.",
            "410 表示服务器已关闭这种注册方式，需要使用 `glrt-` 令牌。",
        )),
        "403" => case.t(t(
            "403 says that the runner behind it was removed, or that the token is of another kind.",
            "403 表示对应的 Runner 已被删除，或令牌类型不对。",
        )),
        _ => case.t(t(
            "GitLab is reached, so network and TLS are fine: the runner was removed, the token was reset, is of another kind, or ends in a line break.",
            "能够连上 GitLab，说明网络与 TLS 正常：Runner 已被删除、令牌已重置、类型不对，或末尾带有换行。",
        )),
    };
    let replicas = plan.managers.replicas;
    advice.meaning = say!(
        lang,
        "{from} {what} After three refused requests a manager stops asking for one hour; this concerns every manager ({replicas}), since they share the token.",
        "{from}{what}连续三次被拒后，管理器会停止请求一小时；所有管理器（共 {replicas} 个）共用令牌，全部受影响。",
    );
    let token = commands.manager(&[
        "get",
        "secret",
        &name,
        "--output=jsonpath={.data.runner-token}",
    ]);
    advice
        .step(
            case.t(t(
                "The kind of token, without showing it",
                "查看令牌类型，但不显示令牌",
            )),
            [&token, " | base64 -d | cut -c 1-5"].concat(),
        )
        .expect = case
        .t(t(
            "`glrt-`. `glpat` is a personal token, `GR134` a registration token; neither will do. Instances may have a prefix of their own.",
            "`glrt-`。`glpat` 是个人令牌，`GR134` 是注册令牌，都不行。实例可能自定义了前缀。",
        ))
        .to_string();
    advice
        .step(
            case.t(t("The last character of the token", "令牌的最后一个字符")),
            [&token, " | base64 -d | tail -c 1 | od -An -c"].concat(),
        )
        .expect = case
        .t(t(
            "A letter, digit, `-` or `_`. `\\n` gives `invalid header field`.",
            "字母、数字、`-` 或 `_`。出现 `\\n` 会导致 `invalid header field`。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Both keys of the Secret are there",
                "Secret 的两个键都在",
            )),
            secret_keys(case, &name),
        )
        .expect = "runner-registration-token\nrunner-token".to_string();
    advice
        .step(
            case.t(t(
                "Ask GitLab from a running manager",
                "在运行中的管理器里向 GitLab 验证",
            )),
            commands.manager(&[
                "exec",
                &commands.deployment(),
                "--",
                "gitlab-runner",
                "verify",
            ]),
        )
        .expect = case
        .t(t(
            "`is valid`; with `is removed` the runner no longer exists in GitLab.",
            "`is valid`；若为 `is removed`，说明 GitLab 中已没有此 Runner。",
        ))
        .to_string();
    fixes(case, advice);
    advice.by_hand(
        case.t(t(
            "In GitLab create the runner (Admin, group or project, CI/CD, Runners, New) and copy the token that is shown once.",
            "在 GitLab 中新建 Runner（管理员、群组或项目的 CI/CD、Runner、新建），复制只显示一次的令牌。",
        )),
        "",
    );
    if plan.gitlab.auth == Auth::Secret {
        advice.by_hand(
            case.t(t(
                "Write it into the Secret without a line break; the other key stays empty, yet must exist.",
                "写入 Secret，不带换行；另一个键保持为空，但必须存在。",
            )),
            store(case, &name),
        );
    } else {
        advice.by_hand(
            case.t(t(
                "Type the token on this page again, download values.yaml and upgrade the release.",
                "在本页面重新填写令牌，下载 values.yaml 并升级 release。",
            )),
            "",
        );
    }
    advice.by_hand(
        case.t(t(
            "Restart the managers: one that gave up would wait out its hour.",
            "重启管理器：已停止请求的管理器否则要等满一小时。",
        )),
        restart(case),
    );
    registered(case, advice);
    advice.prevent(case.t(t(
        "Alert on runners that have not contacted GitLab for 10 minutes.",
        "Runner 超过 10 分钟未联系 GitLab 即告警。",
    )));
    advice.prevent(case.t(t(
        "Where tokens expire on your instance, note the date and replace the Secret before it.",
        "若实例设置了令牌有效期，请记录日期并提前更换 Secret。",
    )));
    advice.alike(
        case,
        "register_network_timeout",
        case.t(t(
            "There GitLab is not reached at all.",
            "那种情况根本连不上 GitLab。",
        )),
    );
    advice.alike(
        case,
        "register_reserved_args",
        case.t(t(
            "There the token is good and the arguments beside it are not.",
            "那种情况令牌有效，问题在于同时传入的参数。",
        )),
    );
    advice.alike(
        case,
        "git_clone_auth",
        case.t(t(
            "There the 403 comes from git within a job; the runner works.",
            "那种情况 403 来自作业中的 git，Runner 正常。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Encode the token with `echo token | base64`",
            "用 `echo token | base64` 编码令牌",
        )),
        case.t(t(
            "`echo` adds a line break that ends up in the header. Use `printf '%s'`.",
            "`echo` 会追加换行并进入请求头。请用 `printf '%s'`。",
        )),
    );
    advice.wrong(
        case.t(t(
            "“You may be having network problems”: look at the network",
            "“You may be having network problems”：检查网络",
        )),
        case.t(t(
            "The phrase is printed for a 403 too. An answer with a status proves the network.",
            "403 时也会打印这句话。有状态码就说明网络正常。",
        )),
    );
}

/// Reads the token from the keyboard, so that it is in no history and no argument list.
fn store(case: &Case, name: &str) -> String {
    let create = case.commands().manager(&[
        "create",
        "secret",
        "generic",
        name,
        "--from-file=runner-token=/dev/stdin",
        "--from-literal=runner-registration-token=",
        "--dry-run=client",
        "--output=yaml",
    ]);
    let apply = case.commands().manager(&["apply", "--filename=-"]);
    [
        "printf 'token: '; stty -echo; IFS= read -r RUNNER_TOKEN; stty echo\nprintf '%s' \"$RUNNER_TOKEN\" | ",
        &create,
        " | ",
        &apply,
    ]
    .concat()
}

fn fixes(case: &Case, advice: &mut Advice) {
    let gitlab = &case.plan.gitlab;
    if gitlab.auth != Auth::Inline {
        return;
    }
    let clean: String = gitlab.token.chars().filter(|c| !blank(*c)).collect();
    if clean != gitlab.token {
        mend(
            case,
            advice,
            case.t(t(
                "Take blanks and line breaks out of the token",
                "去掉令牌中的空白与换行",
            )),
            vec![Edit::set("gitlab.token", clean)],
            &|plan| !plan.gitlab.token.contains(blank),
        );
    }
    mend(
        case,
        advice,
        say!(
            case.lang,
            "Take the token from the Secret `{}`, which you make anew",
            "改用 Secret `{}` 中的令牌，并重新创建它",
            default_secret(case)
        ),
        vec![Edit::set("gitlab.auth", "secret")],
        &|plan| !plan.gitlab.secret_name.is_empty(),
    );
}

/// The Secret's name once the plan takes the token from one.
fn default_secret(case: &Case) -> String {
    let mut draft = case.draft.clone();
    draft.set("gitlab.auth", "secret".into());
    runwright_model::Plan::read(&draft).plan.gitlab.secret_name
}
