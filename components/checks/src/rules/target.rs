//! Judges where the runner goes: names, versions, namespaces.

use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::derive::CHART;
use runwright_model::text::t;
use runwright_model::version::{Evidence, PAIRS, Pair};
use runwright_model::{Edit, Severity, Version, say};

pub(super) const RULES: &[Rule] = &[
    error("TGT-101", "target.chart", runner_as_chart),
    warning("TGT-102", "target.chart", outside_the_table),
    advice("TGT-103", "target.chart", how_the_pair_is_known),
    error("TGT-104", "target.release", dots_in_the_name),
    warning("TGT-105", "target.release", name_is_cut),
    advice("TGT-106", "target.release", doubled_name),
    error("TGT-107", "target.kubernetes", kubernetes_major),
    error("TGT-108", "target.kubernetes", no_disruption_budget),
    warning("TGT-109", "target.kubernetes", no_pod_security),
    warning("TGT-110", "target.namespace", system_namespace),
];

pub(crate) fn pair_of(chart: Version) -> Option<&'static Pair> {
    PAIRS.iter().find(|pair| pair.chart == chart)
}

fn newest() -> Version {
    PAIRS
        .first()
        .map_or(Version::new(0, 92, 0), |pair| pair.chart)
}

/// A runner version typed where the chart's belongs.
fn runner_as_chart(cx: &Cx, out: &mut Report) {
    let typed = cx.plan.target.chart;
    if typed.major == 0 {
        return;
    }
    let same = |pair: &&Pair| (pair.runner.major, pair.runner.minor) == (typed.major, typed.minor);
    let hit = out.tell(
        say!(
            cx.lang,
            "{} is no chart version",
            "{} 不是 Chart 版本",
            typed
        ),
        cx.t(t(
            "Charts are numbered 0.x; it looks like the version of a runner.",
            "Chart 的版本号为 0.x，这看起来像 Runner 的版本。",
        ))
        .to_string(),
    );
    let chart = PAIRS.iter().find(same).map(|pair| pair.chart);
    let chart = chart.unwrap_or_else(newest).to_string();
    hit.fix_named(
        say!(cx.lang, "Use chart {}", "改用 Chart {}", chart),
        vec![Edit::set("target.chart", chart)],
    );
}

fn outside_the_table(cx: &Cx, out: &mut Report) {
    let chart = cx.plan.target.chart;
    let oldest = PAIRS.last().map_or(chart, |pair| pair.chart);
    if chart.major != 0 || (oldest..=newest()).contains(&chart) {
        return;
    }
    let older = chart < oldest;
    out.tell(
        say!(
            cx.lang,
            "Chart {} is outside what is known here",
            "Chart {} 超出已知范围",
            chart
        ),
        say!(
            cx.lang,
            "Releases {} to {} were read. What {} reads may differ.",
            "已核对的版本为 {} 到 {}，{} 的设置可能有所不同。",
            oldest,
            newest(),
            chart
        ),
    )
    .fix_named(
        say!(
            cx.lang,
            "Use {}",
            "改用 {}",
            if older { oldest } else { newest() }
        ),
        vec![Edit::set(
            "target.chart",
            if older { oldest } else { newest() }.to_string(),
        )],
    );
}

fn how_the_pair_is_known(cx: &Cx, out: &mut Report) {
    let chart = cx.plan.target.chart;
    if chart.major != 0 {
        return;
    }
    let note = pair_note(cx);
    if !note.is_empty() {
        out.tell(
            say!(
                cx.lang,
                "Runner {} is not read from the package of chart {}",
                "Runner {} 并非从 Chart {} 的软件包读出",
                cx.plan.runner(),
                chart
            ),
            note,
        );
    }
}

/// How the pair of chart and runner is known; empty when it is from a package.
pub(crate) fn pair_note(cx: &Cx) -> String {
    let text = match pair_of(cx.plan.target.chart).map(|pair| pair.evidence) {
        Some(Evidence::Package) => return String::new(),
        Some(Evidence::Changelog) => t(
            "It follows from the chart's changelog. Check with helm show chart.",
            "依据 Chart 的变更日志。请用 helm show chart 核对。",
        ),
        Some(Evidence::SecondHand) => t(
            "It follows from users' deployment notes. Check with helm show chart.",
            "依据用户的部署记录。请用 helm show chart 核对。",
        ),
        Some(Evidence::Rule) => t(
            "It follows from the rule that both minor versions move together. Check with helm show chart.",
            "依据两者次版本同步递增的规律。请用 helm show chart 核对。",
        ),
        None => t(
            "This release is not in the table; the runner follows from the rule that both minor versions move together. Check with helm show chart.",
            "表中没有这个版本，Runner 依据两者次版本同步递增的规律推出。请用 helm show chart 核对。",
        ),
    };
    cx.t(text).to_string()
}

/// The full name becomes the container's name, which takes no dots.
fn dots_in_the_name(cx: &Cx, out: &mut Report) {
    let name = cx.plan.fullname();
    if !name.contains('.') {
        return;
    }
    let plain = name.replace('.', "-");
    out.say(
        t("The full name has a dot", "完整名称中有点号"),
        say!(
            cx.lang,
            "{} also names the manager's container, and container names take no dots: the API server refuses the Deployment.",
            "{} 也用作管理器容器的名称，而容器名不允许点号，API 服务器会拒绝该 Deployment。",
            name
        ),
    )
    .fix_named(
        say!(cx.lang, "Override it with {}", "覆盖为 {}", plain),
        vec![Edit::set("target.fullname_override", plain)],
    );
}

fn name_is_cut(cx: &Cx, out: &mut Report) {
    let target = &cx.plan.target;
    let whole = target.release.len() + 1 + CHART.len();
    if !target.fullname_override.is_empty() || target.release.starts_with(CHART) || whole <= 63 {
        return;
    }
    out.say(
        t("The full name is cut at 63 characters", "完整名称在 63 个字符处被截断"),
        say!(
            cx.lang,
            "{} and the chart's name make {} characters; objects are called {}. Another long release may collide.",
            "{} 加上 Chart 名共 {} 个字符，对象名为 {}。另一个较长的 release 可能与之冲突。",
            target.release,
            whole,
            cx.plan.fullname()
        ),
    )
    .fix(
        t("Override the full name", "覆盖完整名称"),
        vec![Edit::set(
            "target.fullname_override",
            target.release.chars().take(63).collect::<String>().replace('.', "-"),
        )],
    );
}

fn doubled_name(cx: &Cx, out: &mut Report) {
    let target = &cx.plan.target;
    if !target.fullname_override.is_empty()
        || target.release.starts_with(CHART)
        || !target.release.contains(CHART)
    {
        return;
    }
    out.say(
        t("The chart's name stands twice", "Chart 名出现了两次"),
        say!(
            cx.lang,
            "Only a release that begins with gitlab-runner keeps its name; this one becomes {}, and so does the label app.",
            "只有以 gitlab-runner 开头的 release 会保留原名；这里会变成 {}，标签 app 也是如此。",
            cx.plan.fullname()
        ),
    )
    .fix_named(
        say!(cx.lang, "Call it {}", "命名为 {}", target.release),
        vec![Edit::set("target.fullname_override", target.release.as_str())],
    );
}

fn kubernetes_major(cx: &Cx, out: &mut Report) {
    let version = cx.plan.target.kubernetes;
    if version.major != 1 {
        out.tell(
            say!(
                cx.lang,
                "There is no Kubernetes {}",
                "没有 Kubernetes {} 这个版本",
                version.short()
            ),
            cx.t(t(
                "Versions are 1.x; kubectl version prints the server's.",
                "版本号为 1.x，kubectl version 会显示服务器版本。",
            ))
            .to_string(),
        )
        .fix(
            t("Back to the default", "恢复默认值"),
            vec![Edit::reset("target.kubernetes")],
        );
    }
}

fn older(cx: &Cx, minor: u16) -> bool {
    let version = cx.plan.target.kubernetes;
    version.major == 1 && version.minor < minor
}

fn no_disruption_budget(cx: &Cx, out: &mut Report) {
    let managers = &cx.plan.managers;
    if older(cx, 21) && managers.replicas > 1 && managers.disruption_budget {
        out.say(
            t(
                "The disruption budget needs Kubernetes 1.21",
                "中断预算需要 Kubernetes 1.21",
            ),
            say!(
                cx.lang,
                "policy/v1 is not there in {}; kubectl apply fails.",
                "{} 没有 policy/v1，kubectl apply 会失败。",
                cx.plan.target.kubernetes.short()
            ),
        )
        .fix(
            t("Leave the budget out", "不使用中断预算"),
            vec![Edit::set("managers.disruption_budget", "false")],
        );
    }
}

fn no_pod_security(cx: &Cx, out: &mut Report) {
    use runwright_model::plan::Pss;
    if older(cx, 23) && cx.plan.security.pod_security != Pss::None {
        out.say(
            t(
                "The Pod Security label does nothing here",
                "Pod 安全标签在此版本无效",
            ),
            say!(
                cx.lang,
                "The admission plugin that reads it is on by default from 1.23; {} ignores the label.",
                "读取该标签的准入插件自 1.23 起默认启用，{} 会忽略它。",
                cx.plan.target.kubernetes.short()
            ),
        )
        .fix(
            t("Leave the label out", "不设置标签"),
            vec![Edit::set("security.pod_security", "none")],
        );
    }
}

fn system_namespace(cx: &Cx, out: &mut Report) {
    let target = &cx.plan.target;
    for (id, name) in [
        ("target.namespace", &target.namespace),
        ("target.job_namespace", &target.job_namespace),
    ] {
        let system = name.starts_with("kube-");
        if system || name == "default" {
            let hit = out.tell(
                say!(
                    cx.lang,
                    "{} is shared with others",
                    "{} 是公用命名空间",
                    name
                ),
                cx.t(t(
                    "A namespace of its own keeps permissions, policies and quotas of CI apart from everything else.",
                    "独立的命名空间可将 CI 的权限、策略与配额同其他负载隔开。",
                ))
                .to_string(),
            );
            let severity = if system {
                Severity::Warning
            } else {
                Severity::Advice
            };
            hit.at(id).severity(severity).fix(
                t("Use the default name", "使用默认名称"),
                vec![Edit::reset(id)],
            );
        }
    }
}
