//! States what another choice rules out: such a field is disabled, never erased.

use crate::field;
use crate::plan::{Auth, Builder, Plan, Rbac, Strategy};
use crate::text::{Text, t};
use crate::version::{self, Version};

/// A field that has no effect in this plan. Its value stays in the draft and comes back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disabled {
    pub field: &'static str,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// The plan's runner is older than the setting.
    SinceRunner(Version),
    /// The plan's chart is older than the setting.
    SinceChart(Version),
    /// Another choice rules it out.
    Choice(Text),
}

/// One rule: these fields have no effect when `off` says so.
struct Rule {
    fields: &'static [&'static str],
    off: fn(&Plan) -> bool,
    why: Text,
}

const RULES: &[Rule] = &[
    Rule {
        fields: &["gitlab.token"],
        off: |plan| plan.gitlab.auth != Auth::Inline,
        why: t("The token comes from the Secret.", "令牌来自 Secret。"),
    },
    Rule {
        fields: &["gitlab.secret_name"],
        off: |plan| plan.gitlab.auth == Auth::Inline,
        why: t(
            "The chart makes the Secret from the token.",
            "Chart 会用令牌生成 Secret。",
        ),
    },
    Rule {
        fields: &["dns.nameservers", "dns.searches"],
        off: |plan| plan.dns.strategy != Strategy::Internal,
        why: t(
            "Used by the strategy Internal network.",
            "仅用于“内部网络”策略。",
        ),
    },
    Rule {
        fields: &["dns.upstreams"],
        off: |plan| plan.dns.strategy != Strategy::Public,
        why: t("Used by the strategy Public cloud.", "仅用于“公有云”策略。"),
    },
    Rule {
        fields: &["dns.zones"],
        off: |plan| plan.dns.strategy != Strategy::Hybrid,
        why: t("Used by the strategy Hybrid.", "仅用于“混合”策略。"),
    },
    Rule {
        fields: &["dns.nodelocal", "dns.cluster_dns"],
        off: |plan| !matches!(plan.dns.strategy, Strategy::Hybrid | Strategy::Public),
        why: t(
            "Matters when CoreDNS is changed.",
            "仅在修改 CoreDNS 时有意义。",
        ),
    },
    Rule {
        fields: &["job.dind_image", "job.registry_mirror", "job.mtu"],
        off: |plan| !plan.job.builder.is_dind(),
        why: t("Used with Docker-in-Docker.", "仅用于 Docker-in-Docker。"),
    },
    Rule {
        fields: &["job.buildkit_image"],
        off: |plan| plan.job.builder != Builder::Buildkit,
        why: t("Used with rootless BuildKit.", "仅用于 Rootless BuildKit。"),
    },
    Rule {
        fields: &["job.helper_flavor"],
        off: |plan| !plan.job.helper_image.is_empty(),
        why: t(
            "The helper image above decides.",
            "由上面的 helper 镜像决定。",
        ),
    },
    Rule {
        fields: &[
            "nodes.priority_create",
            "nodes.priority_value",
            "nodes.priority_preempts",
        ],
        off: |plan| plan.nodes.priority_class.is_empty(),
        why: t("Name a priority class first.", "请先填写优先级类。"),
    },
    Rule {
        fields: &["managers.disruption_budget", "managers.spread"],
        off: |plan| plan.managers.replicas < 2,
        why: t("Needs two managers or more.", "至少需要两个管理器。"),
    },
    Rule {
        fields: &["monitoring.scrape"],
        off: |plan| !plan.managers.metrics,
        why: t("Needs metrics.", "需要先开启指标。"),
    },
    Rule {
        fields: &["monitoring.monitor_labels"],
        off: |plan| !plan.managers.metrics,
        why: t("Needs metrics.", "需要先开启指标。"),
    },
    Rule {
        fields: &[
            "security.gitlab_cidrs",
            "security.internet",
            "security.egress",
        ],
        off: |plan| !plan.security.network_policy,
        why: t("Needs the network policy.", "需要先开启网络策略。"),
    },
    Rule {
        fields: &["security.automount_token", "security.deploy"],
        off: |plan| {
            plan.security.job_service_account.is_empty() || plan.security.rbac == Rbac::Existing
        },
        why: t(
            "Needs a ServiceAccount of the jobs that these files make.",
            "需要由这些文件创建作业 ServiceAccount。",
        ),
    },
];

/// The fields without effect in this plan, each once, with the first reason.
pub fn disabled(plan: &Plan) -> Vec<Disabled> {
    let chart = plan.target.chart;
    let runner = version::runner_of(chart);
    let mut found = Vec::new();
    for field in field::all() {
        let why = match (field.since, field.since_chart) {
            (Some(since), _) if runner < since => Some(Why::SinceRunner(since)),
            (_, Some(since)) if chart < since => Some(Why::SinceChart(since)),
            _ => RULES
                .iter()
                .find(|rule| rule.fields.contains(&field.id) && (rule.off)(plan))
                .map(|rule| Why::Choice(rule.why)),
        };
        if let Some(why) = why {
            found.push(Disabled {
                field: field.id,
                why,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_name_fields_that_exist() {
        for rule in RULES {
            for id in rule.fields {
                assert!(field::find(id).is_some(), "{id}");
            }
        }
    }

    #[test]
    fn an_old_runner_disables_what_it_does_not_know() {
        let mut draft = crate::Draft::default();
        draft.set("target.chart", "0.80.1".into());
        draft.set("security.seccomp", "true".into());
        let reading = Plan::read(&draft);
        let why = |id: &str| {
            reading
                .disabled
                .iter()
                .find(|off| off.field == id)
                .map(|off| off.why)
        };
        assert_eq!(
            why("security.seccomp"),
            Some(Why::SinceRunner(Version::new(18, 11, 0)))
        );
        draft.set("target.chart", "0.41.0".into());
        let reading = Plan::read(&draft);
        let off = |id: &str| {
            let found = reading.disabled.iter().find(|off| off.field == id);
            found.map(|off| off.why)
        };
        assert_eq!(
            off("managers.priority_class"),
            Some(Why::SinceChart(Version::new(0, 42, 0)))
        );
        assert_eq!(why("managers.replicas"), None);
    }
}
