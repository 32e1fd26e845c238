//! GitLab: the server, the token and how the manager talks.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::text::{same, t};
use crate::{choice, section};

choice! {
    /// Where the runner token comes from.
    Auth {
        Secret = "secret" t("Existing Secret", "已有 Secret"),
            t("The files name a Secret; the token never passes through this page.", "文件只引用 Secret，令牌不经过本页面。");
        Inline = "inline" t("In values.yaml", "写入 values.yaml"),
            t("The token is kept in memory only and written into the files you download.", "令牌只保存在内存中，并写入你下载的文件。");
    }
}

choice! {
    LogLevel {
        Debug = "debug" same("debug");
        Info = "info" same("info");
        Warn = "warn" same("warn");
        Error = "error" same("error");
    }
}

choice! {
    LogFormat {
        Runner = "runner" same("runner");
        Text = "text" same("text");
        Json = "json" same("json");
    }
}

section! {
    /// The GitLab server and the runner's account there.
    Gitlab "gitlab" {
        url: String = Initial::Text("https://gitlab.example.com/"), Kind::Text(Format::Url),
            t("GitLab URL", "GitLab URL"),
            t("Base URL of the server, as managers and jobs reach it.", "服务器的根 URL，管理器和作业都要能访问。");
        auth: Auth = Initial::Text("secret"), Kind::Choice(Auth::OPTIONS),
            t("Runner token", "Runner 令牌"),
            t("An authentication token, glrt-…, made in GitLab when the runner is created.", "在 GitLab 中创建 Runner 时得到的身份验证令牌 glrt-…。");
        secret_name: String = Initial::Text("gitlab-runner-token"), Kind::Text(Format::Subdomain),
            t("Name of the Secret", "Secret 名称"),
            t("In the managers' namespace, with both keys runner-token and runner-registration-token.", "位于管理器命名空间，必须同时含 runner-token 与 runner-registration-token 两个键。");
        /// Kept in memory only: never in a link, in storage or in a log.
        token: String = Initial::Text(""), Kind::Secret,
            t("Token", "令牌"),
            t("Kept in memory only. A reload forgets it.", "只保存在内存中，刷新页面后即丢失。") => .example("glrt-…");
        ca_secret: String = Initial::Text(""), Kind::Text(Format::Subdomain),
            t("Secret with a custom CA", "自定义 CA 的 Secret"),
            t("Its key is the host name with .crt. Needed when GitLab's certificate is signed by your own CA.", "键名为主机名加 .crt。GitLab 证书由自有 CA 签发时需要。") => .example("gitlab-ca");
        runner_name: String = Initial::Text(""), Kind::Text(Format::Any),
            t("Runner name", "Runner 名称"),
            t("Shown in GitLab and on the label manager.runner.gitlab.com/name. Unset, it is the pod's name and changes with every restart.", "显示在 GitLab 中，也是标签 manager.runner.gitlab.com/name 的值。不设置时取 Pod 名，每次重启都会变。") => .example("platform-ci");
        clone_url: String = Initial::Text(""), Kind::Text(Format::Url),
            t("Clone URL", "克隆 URL"),
            t("Only when jobs reach GitLab under another address than the managers.", "仅当作业访问 GitLab 的地址与管理器不同时设置。") => .advanced() .example("https://gitlab.internal");
        log_level: LogLevel = Initial::Text("info"), Kind::Choice(LogLevel::OPTIONS),
            t("Log level", "日志级别"),
            t("Of the managers. debug prints job payloads' metadata; not for every day.", "管理器的日志级别。debug 会输出作业元数据，不宜长期开启。");
        log_format: LogFormat = Initial::Text("runner"), Kind::Choice(LogFormat::OPTIONS),
            t("Log format", "日志格式"),
            t("json for a log collector.", "交给日志采集器时用 json。") => .advanced();
        check_interval: u32 = Initial::Text("3"), Kind::Int { min: 1, max: 3600, unit: t("s", "秒") },
            t("Check interval", "轮询间隔"),
            t("Seconds between requests for a job. A received job is followed by the next request at once.", "两次请求作业之间的秒数；收到作业后会立即再次请求。");
    }
}
