//! Writes the server, the token, the managers' numbers and the runner's template.

use super::{TOKEN_PLACEHOLDER, helm};
use crate::{Context, config_toml};
use runwright_documents::Map;
use runwright_model::format::host_of;
use runwright_model::plan::{Auth, LogFormat};
use runwright_model::say;
use runwright_model::text::t;

pub(super) fn put_server(cx: &Context, map: &mut Map) {
    let (plan, lang) = (cx.plan, cx.lang);
    map.put("gitlabUrl", &plan.gitlab.url).field("gitlab.url");
    match plan.gitlab.auth {
        Auth::Inline => {
            let token = cx.token.trim();
            let token = if token.is_empty() {
                TOKEN_PLACEHOLDER
            } else {
                token
            };
            map.put("runnerToken", token).field("gitlab.token").comment(
                t(
                    "Whoever reads this file can run as this runner: keep it out of Git.",
                    "能读到此文件的人就能冒充此 Runner：不要提交到 Git。",
                )
                .get(lang),
            );
        }
        Auth::Secret if !plan.chart_has(74) => {
            map.put("runnerRegistrationToken", "").field("gitlab.auth").comment(
                t(
                    "Empty on purpose: before 0.74 the chart takes a token from a Secret for a registration token unless this key is here.",
                    "有意留空：0.74 之前，若没有此键，Chart 会把 Secret 中的令牌当作注册令牌。",
                )
                .get(lang),
            );
        }
        Auth::Secret => {}
    }
    if !plan.gitlab.ca_secret.is_empty() {
        let host = host_of(&plan.gitlab.url).unwrap_or("gitlab.example.com");
        map.put("certsSecretName", &plan.gitlab.ca_secret)
            .field("gitlab.ca_secret")
            .comment(say!(
                lang,
                "Its key must be {host}.crt.",
                "其键名必须是 {host}.crt。"
            ));
    }
    if !plan.chart_has(69) {
        map.put("unregisterRunners", true).comment(
            t(
                "Each start registers a manager anew; without this, stopped ones pile up in GitLab. Default since 0.69.",
                "每次启动都会注册新的管理器；不开启时，已停止的会在 GitLab 中堆积。0.69 起为默认值。",
            )
            .get(lang),
        );
    }
    if !plan.target.fullname_override.is_empty() {
        map.put("fullnameOverride", &plan.target.fullname_override)
            .field("target.fullname_override");
    }
}

pub(super) fn put_managers(cx: &Context, map: &mut Map) {
    let (plan, lang) = (cx.plan, cx.lang);
    let managers = &plan.managers;
    let (slots, each) = (plan.slots(), plan.slots_per_manager());
    let replicas = managers.replicas;
    map.put("replicas", replicas)
        .field("managers.replicas")
        .blank()
        .comment(say!(
            lang,
            "{replicas} × {each} = {slots} jobs at once: concurrent counts in each manager.",
            "{replicas} × {each} = {slots} 个作业同时运行：concurrent 按每个管理器计。"
        ));
    map.put("concurrent", managers.concurrent)
        .field("managers.concurrent");
    map.put("checkInterval", plan.gitlab.check_interval)
        .field("gitlab.check_interval");
    map.put("logLevel", plan.gitlab.log_level.word())
        .field("gitlab.log_level");
    if plan.gitlab.log_format != LogFormat::Runner {
        map.put("logFormat", plan.gitlab.log_format.word())
            .field("gitlab.log_format");
    }
    map.put("terminationGracePeriodSeconds", managers.grace_period)
        .field("managers.grace_period")
        .comment(
            t(
                "A stopping manager waits this long for its jobs; longer ones are cut off.",
                "管理器停止时最多等待作业这么久，超时的作业会被中断。",
            )
            .get(lang),
        );
    if managers.shutdown_timeout != 0 && plan.chart_has(58) {
        map.put("shutdown_timeout", managers.shutdown_timeout)
            .field("managers.shutdown_timeout");
    }
}

pub(super) fn put_runners(cx: &Context, map: &mut Map) {
    let (plan, lang) = (cx.plan, cx.lang);
    let mut runners = Map::new();
    if !plan.gitlab.runner_name.is_empty() {
        runners
            .put("name", &plan.gitlab.runner_name)
            .field("gitlab.runner_name");
    }
    if plan.gitlab.auth == Auth::Secret {
        runners
            .put("secret", helm::escape(&plan.gitlab.secret_name))
            .field("gitlab.secret_name")
            .comment(
                t(
                    "Must hold both keys, runner-token and runner-registration-token, the latter empty.",
                    "必须同时含 runner-token 与 runner-registration-token 两个键，后者留空。",
                )
                .get(lang),
            );
    }
    if plan.chart_has(79) {
        runners
            .put("jobNamespace", &plan.target.job_namespace)
            .field("target.job_namespace");
    }
    runners
        .put("config", helm::escape_printed(&config_toml::printed(cx)))
        .comment(
            t(
                "The runner's template, as TOML. Global settings have no effect here.",
                "Runner 模板，TOML 格式。全局设置写在这里无效。",
            )
            .get(lang),
        );
    map.put("runners", runners).blank();
}
