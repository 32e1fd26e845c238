//! Advises on clones that GitLab refuses, and on URLs that are no repository.

use super::clone::url_seen;
use super::server::root;
use super::words::{clone_host, clone_url, code, gitlab_host, is_loopback, mend};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::format::host_of;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// A URL as it may be shown: without user and token.
fn bare(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or(host);
    [scheme, "://", host, "/", path].concat()
}

fn has_user(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or("").contains('@')
}

pub(super) fn auth(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let url = bare(url_seen(case));
    let (shown, host) = (code(&url), clone_host(plan));
    let of = host_of(&url).unwrap_or(host);
    advice.title = say!(lang, "{of} refuses the clone", "{of} 拒绝克隆");
    let status = match case.seen.get(What::Status) {
        "" => String::new(),
        status => say!(lang, " with {status}", "（{status}）"),
    };
    let other = of != host && of != gitlab_host(plan);
    let whose = if other {
        say!(
            lang,
            "{shown} is not on {host}: the job token is worth nothing there, so a submodule or a clone in the script needs credentials of its own.",
            "{shown} 不在 {host} 上：作业令牌在那里无效，子模块或脚本中的克隆需要自己的凭据。",
        )
    } else {
        case.t(t(
            "The job clones with a token that has the rights of the person who started the pipeline and ends with the job. Other projects must have this one on their job token allowlist.",
            "作业使用的令牌具有触发流水线者的权限，作业结束即失效。访问其他项目时，对方的作业令牌允许列表中必须有本项目。",
        ))
        .to_string()
    };
    let user = if has_user(&plan.gitlab.clone_url) {
        case.t(t(
            " The plan's clone URL carries a user name, which takes the place of the job token.",
            "方案的克隆 URL 带有用户名，会取代作业令牌。",
        ))
    } else {
        ""
    };
    advice.meaning = say!(
        lang,
        "GitLab was reached and refused{status}, so network and TLS are fine; the runner itself has no part in it. {whose}{user}",
        "已连上 GitLab 但被拒绝{status}，说明网络与 TLS 正常，且与 Runner 本身无关。{whose}{user}",
    );
    advice
        .step(
            case.t(t(
                "Which project is refused: the job's own, a submodule, or one that the script clones",
                "被拒绝的是哪个项目：作业自己的、子模块，还是脚本克隆的",
            )),
            "git config --file .gitmodules --get-regexp '\\.url$'",
        )
        .expect = case
        .t(t(
            "Relative URLs (`../other.git`) use the job token; absolute ones need the same host and https.",
            "相对 URL（`../other.git`）会使用作业令牌；绝对 URL 必须是同一主机且为 https。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "That the answer comes from GitLab and not from a proxy",
                "确认应答来自 GitLab 而非代理",
            )),
            commands.net_test(&super::words::api(clone_url(plan))),
        )
        .expect = "401".to_string();
    advice.step(
        case.t(t(
            "Whether the person who started the pipeline is still a member with at least Reporter, and not blocked",
            "触发流水线的人是否仍是成员（至少 Reporter）且未被禁用",
        )),
        "",
    );
    if has_user(&plan.gitlab.clone_url) {
        let clean = bare(&plan.gitlab.clone_url);
        mend(
            case,
            advice,
            case.t(t(
                "Take the user name out of the clone URL",
                "去掉克隆 URL 中的用户名",
            )),
            vec![Edit::set("gitlab.clone_url", clean)],
            &|plan| !has_user(&plan.gitlab.clone_url),
        );
    }
    let gitlab = gitlab_host(plan);
    if host != gitlab {
        mend(
            case,
            advice,
            say!(
                lang,
                "Clone from {gitlab}, where the job token is from",
                "改从签发作业令牌的 {gitlab} 克隆",
            ),
            vec![Edit::reset("gitlab.clone_url")],
            &|plan| clone_host(plan) == gitlab_host(plan),
        );
    }
    advice.by_hand(
        case.t(t(
            "For another project: in that project, Settings, CI/CD, Job token permissions, add this project.",
            "访问其他项目：在对方项目的“设置、CI/CD、作业令牌权限”中添加本项目。",
        )),
        "",
    );
    advice.by_hand(
        case.t(t(
            "For submodules use relative URLs, or let git rewrite them in the job.",
            "子模块使用相对 URL，或在作业中让 git 改写。",
        )),
        "git submodule set-url PATH ../other.git",
    );
    advice.by_hand(
        case.t(t(
            "For a project outside this GitLab, store a deploy token as a masked variable.",
            "访问本 GitLab 以外的项目时，把部署令牌存为隐藏变量。",
        )),
        "",
    );
    advice
        .confirm(
            case.t(t(
                "Retry the job, started by a member",
                "由成员重新触发作业",
            )),
            super::words::grep(
                &commands.manager_logs(&["--tail=200"]),
                "Job succeeded|Job failed",
            ),
        )
        .expect = case
        .t(t(
            "In the job log `Checking out`, and `Job succeeded` here.",
            "作业日志出现 `Checking out`，此处显示 `Job succeeded`。",
        ))
        .to_string();
    advice.prevent(case.t(t(
        "Let schedules belong to a project or service account, not to a person who may leave.",
        "定时流水线归项目或服务账号所有，而不是可能离职的个人。",
    )));
    advice.prevent(case.t(t(
        "Note for each project which others clone it, and keep its allowlist in code.",
        "记录每个项目被哪些项目克隆，并用代码管理允许列表。",
    )));
    advice.alike(
        case,
        "git_clone_url",
        case.t(t(
            "There the address is wrong: GitLab says “not found” to everybody.",
            "那种情况地址本身不对：对任何人都返回 not found。",
        )),
    );
    advice.alike(
        case,
        "register_invalid_token",
        case.t(t(
            "There the manager is refused, and no job starts.",
            "那种情况被拒绝的是管理器，作业不会开始。",
        )),
    );
    advice.alike(
        case,
        "registry_login_failed",
        case.t(t(
            "There the registry refuses `docker login`.",
            "那种情况是镜像仓库拒绝 `docker login`。",
        )),
    );
    advice.wrong(
        case.t(t("Register the runner anew", "重新注册 Runner")),
        case.t(t(
            "The runner's token never clones; each job brings a token of its own.",
            "Runner 令牌从不用于克隆；每个作业都有自己的令牌。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Put a personal token into the clone URL",
            "把个人令牌写进克隆 URL",
        )),
        case.t(t(
            "It then stands in config and logs and opens all that person may read. Use the allowlist, or a deploy token.",
            "它会出现在配置与日志中，并拥有此人的全部读取权限。应使用允许列表或部署令牌。",
        )),
    );
}

pub(super) fn url(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let url = bare(url_seen(case));
    let shown = code(&url);
    let clone = &plan.gitlab.clone_url;
    if !case.seen.get(What::Url).is_empty() {
        advice.title = say!(lang, "{url} is not a repository", "{url} 不是仓库地址",);
    }
    let from = if clone.is_empty() {
        let base = code(&plan.gitlab.url);
        say!(
            lang,
            "The plan sets no clone URL, so GitLab's own `external_url` decides: the job gets it from there. Managers use {base}.",
            "方案没有设置克隆 URL，由 GitLab 自己的 `external_url` 决定并下发给作业。管理器使用 {base}。",
        )
    } else {
        let base = code(&bare(clone));
        say!(
            lang,
            "The plan sets the clone URL {base}; the runner appends the project's path to it.",
            "方案设置的克隆 URL 是 {base}，Runner 会在其后追加项目路径。",
        )
    };
    advice.meaning = say!(
        lang,
        "git asked {shown} and found no repository there. {from}",
        "git 访问 {shown}，那里没有仓库。{from}",
    );
    advice
        .step(
            case.t(t(
                "Which URL the job used; in the job's script",
                "作业使用的 URL；写在作业脚本中",
            )),
            "printf '%s\\n' \"$CI_REPOSITORY_URL\" | sed 's#//[^@]*@#//#'",
        )
        .expect = case
        .t(t(
            "The root of GitLab, the project's path, `.git`, each once.",
            "GitLab 根地址、项目路径与 `.git`，各出现一次。",
        ))
        .to_string();
    let refs = [&root(&bare(clone_url(plan))), "GROUP/PROJECT.git"].concat();
    advice
        .step(
            case.t(t(
                "Whether that root is GitLab, as a job sees it",
                "从作业的视角看该根地址是不是 GitLab",
            )),
            commands.net_test(&super::words::api(&root(&bare(clone_url(plan))))),
        )
        .expect = "401".to_string();
    advice
        .step(
            case.t(t(
                "The same repository from your own machine",
                "在自己的机器上访问同一仓库",
            )),
            runwright_documents::shell::join(&["git", "ls-remote", &refs]),
        )
        .expect = case
        .t(t(
            "A list of branches after signing in.",
            "登录后列出分支。",
        ))
        .to_string();
    if !clone.is_empty() {
        let base = root(&bare(clone));
        if base.trim_end_matches('/') != clone.trim_end_matches('/')
            && !is_loopback(clone_host(plan))
        {
            mend(
                case,
                advice,
                say!(lang, "Use {base} as clone URL", "克隆 URL 改为 {base}"),
                vec![Edit::set("gitlab.clone_url", base)],
                &|_| true,
            );
        }
        let gitlab = code(&plan.gitlab.url);
        mend(
            case,
            advice,
            say!(
                lang,
                "Set no clone URL; GitLab's own is used, as managers use {gitlab}",
                "不设置克隆 URL，使用 GitLab 自己的地址；管理器使用 {gitlab}",
            ),
            vec![Edit::reset("gitlab.clone_url")],
            &|_| true,
        );
    } else if !is_loopback(gitlab_host(plan)) && root(&url) != root(&plan.gitlab.url) {
        let base = root(&plan.gitlab.url);
        mend(
            case,
            advice,
            say!(
                lang,
                "Clone from {base} whatever GitLab says",
                "无论 GitLab 下发什么，都从 {base} 克隆",
            ),
            vec![Edit::set("gitlab.clone_url", base)],
            &|plan| !plan.gitlab.clone_url.is_empty(),
        );
    }
    advice.by_hand(
        case.t(t(
            "Correct `external_url` on the GitLab server; it is what jobs and people get to see.",
            "更正 GitLab 服务器上的 `external_url`，作业与用户看到的都是它。",
        )),
        "sudo grep ^external_url /etc/gitlab/gitlab.rb\nsudo gitlab-ctl reconfigure",
    );
    advice.by_hand(
        case.t(t(
            "If a submodule is meant, mend its URL in `.gitmodules`.",
            "若是子模块，请更正 `.gitmodules` 中的 URL。",
        )),
        "git submodule sync --recursive",
    );
    advice
        .confirm(
            case.t(t("A retried job checks out", "重试的作业能检出代码")),
            super::words::grep(
                &commands.manager_logs(&["--tail=200"]),
                "Job succeeded|Job failed",
            ),
        )
        .expect = case
        .t(t(
            "In the job log `Checking out`, and `Job succeeded` here.",
            "作业日志出现 `Checking out`，此处显示 `Job succeeded`。",
        ))
        .to_string();
    advice.prevent(case.t(t(
        "Leave the clone URL empty unless jobs reach GitLab under another name than people do.",
        "除非作业访问 GitLab 的域名与用户不同，否则不要设置克隆 URL。",
    )));
    advice.prevent(case.t(t(
        "After a move or renaming of GitLab run one pipeline with a submodule before the others.",
        "GitLab 迁移或改名后，先跑一条带子模块的流水线验证。",
    )));
    advice.alike(
        case,
        "git_clone_auth",
        case.t(t(
            "There the address is right; GitLab says “not found” to those who may not read as well.",
            "那种情况地址正确；对无权读取者 GitLab 同样返回 not found。",
        )),
    );
    advice.alike(
        case,
        "git_clone_dns",
        case.t(t(
            "There the host has no address.",
            "那种情况主机名没有地址。",
        )),
    );
    advice.alike(
        case,
        "gitlab_url_wrong",
        case.t(t(
            "There the managers fail already.",
            "那种情况管理器就已失败。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Write the project's URL into `clone_url`",
            "把项目的 URL 写进 `clone_url`",
        )),
        case.t(t(
            "It is the root for all projects; the path is appended and would stand there twice.",
            "它是所有项目共用的根地址；路径会自动追加，否则会重复。",
        )),
    );
}
