//! Judges the network policy: what jobs must reach and should not.

use super::upstreams::private_zone;
use crate::address::{METADATA, holds, ip_of};
use crate::context::Cx;
use crate::report::{Report, Rule, error, warning};
use runwright_model::format::host_of;
use runwright_model::plan::Strategy;
use runwright_model::text::t;
use runwright_model::{Edit, Severity, say};

pub(super) const RULES: &[Rule] = &[
    warning("NET-101", "security.network_policy", no_policy),
    error("NET-102", "security.gitlab_cidrs", gitlab_shut_out),
    warning("NET-103", "security.gitlab_cidrs", private_gitlab),
    warning("NET-104", "security.egress", everything_open),
    error("NET-105", "security.egress", row_without_target),
    warning("NET-106", "security.egress", no_registry_for_builds),
    warning("NET-107", "security.egress", no_way_to_the_api_server),
    warning("NET-108", "security.egress", metadata_open),
];

const EGRESS: &str = "security.egress";

fn host<'a>(cx: &Cx<'a>) -> &'a str {
    host_of(&cx.plan.gitlab.url).unwrap_or("")
}

fn no_policy(cx: &Cx, out: &mut Report) {
    if !cx.plan.security.network_policy {
        out.say(
            t("Jobs may reach everything", "作业可以访问一切"),
            say!(
                cx.lang,
                "Any pipeline in {} can talk to databases, to other teams' services and to the cloud's metadata address, which gives out the node's credentials.",
                "{} 中的任何流水线都能访问数据库、其他团队的服务，以及会泄露节点凭据的云元数据地址。",
                cx.plan.target.job_namespace
            ),
        )
        .fix(
            t("Write a network policy", "生成网络策略"),
            vec![Edit::set("security.network_policy", "true")],
        );
    }
}

/// The policy lets jobs reach an address in the URL by itself; a name it cannot know.
fn gitlab_shut_out(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    let closed = security.network_policy && !security.internet && security.gitlab_cidrs.is_empty();
    if !closed || ip_of(host(cx)).is_some() {
        return;
    }
    let maybe = !security.egress.is_empty();
    let body = if maybe {
        say!(
            cx.lang,
            "Policies know addresses, not names. Unless one of the ways out below leads to {}, no job can clone.",
            "策略只认地址不认域名。除非下面的某条出站规则包含 {}，否则作业无法克隆。",
            host(cx)
        )
    } else {
        say!(
            cx.lang,
            "Policies know addresses, not names. Without the address of {} no job can clone.",
            "策略只认地址不认域名。没有 {} 的地址，任何作业都无法克隆。",
            host(cx)
        )
    };
    out.say(t("Jobs do not reach GitLab", "作业无法访问 GitLab"), body)
        .severity(if maybe {
            Severity::Warning
        } else {
            Severity::Error
        })
        .fix(
            t("Open the internet", "开放互联网"),
            vec![Edit::set("security.internet", "true")],
        );
}

/// Whether GitLab is, or may well be, in a private range, and nothing in the policy opens one.
pub(crate) fn may_be_closed(cx: &Cx) -> bool {
    let security = &cx.plan.security;
    let open = security.network_policy && security.internet;
    let named = !security.gitlab_cidrs.is_empty() || !security.egress.is_empty();
    let private = matches!(cx.plan.dns.strategy, Strategy::Internal | Strategy::Hybrid)
        || private_zone(host(cx)).is_some();
    // An address in the URL the policy opens by itself.
    open && !named && private && ip_of(host(cx)).is_none()
}

fn private_gitlab(cx: &Cx, out: &mut Report) {
    if !may_be_closed(cx) {
        return;
    }
    if private_zone(host(cx)).is_none() {
        out.say(
            t(
                "GitLab may stand behind the policy",
                "策略可能拦住了 GitLab",
            ),
            say!(
                cx.lang,
                "The DNS strategy tells of a private network, and private ranges stay closed although the internet is open. Add the addresses of {} here, and those of the registry and other servers under More ways out, unless all of them are public.",
                "DNS 策略表明存在私有网络，而即使开放互联网，私有网段仍然关闭。除非都有公网地址，请在此填写 {} 的地址，并在“更多出站”中填写镜像仓库等服务器。",
                host(cx)
            ),
        );
    } else {
        out.tell(
            say!(
                cx.lang,
                "{} is hardly on the internet",
                "{} 可能不在互联网上",
                host(cx)
            ),
            cx.t(t(
                "Private ranges stay closed although the internet is open. Add the addresses of GitLab, or jobs cannot clone.",
                "即使开放互联网，私有网段仍然关闭。请填写 GitLab 的地址，否则作业无法克隆。",
            ))
            .to_string(),
        );
    }
}

fn everything_open(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    if !security.network_policy {
        return;
    }
    let body = cx.t(t(
        "Private ranges and the cloud's metadata address are among them, so the rest of the policy says nothing on these ports.",
        "其中包括私有网段与云元数据地址，策略的其余部分在这些端口上不再起作用。",
    ));
    let title = t("This opens every address", "这会开放所有地址");
    for (index, row) in security.egress.iter().enumerate() {
        if row.cidr.ends_with("/0") {
            out.say(title, body.to_string())
                .at_cell(EGRESS, index, "cidr")
                .fix(
                    t("Remove the row", "删除此行"),
                    vec![cx.without_rows(EGRESS, &[index])],
                );
        }
    }
    if security
        .gitlab_cidrs
        .iter()
        .any(|cidr| cidr.ends_with("/0"))
    {
        out.say(title, body.to_string())
            .at("security.gitlab_cidrs")
            .fix(
                t("Take it out", "去掉"),
                vec![cx.without_item("security.gitlab_cidrs", |_, cidr| cidr.ends_with("/0"))],
            );
    }
}

fn metadata_open(cx: &Cx, out: &mut Report) {
    for (index, row) in cx.plan.security.egress.iter().enumerate() {
        if holds(&row.cidr, METADATA) && !row.cidr.ends_with("/0") {
            out.say(
                t(
                    "Jobs reach the cloud's metadata address",
                    "作业可访问云元数据地址",
                ),
                say!(
                    cx.lang,
                    "{} holds 169.254.169.254, where a job obtains the credentials of its node.",
                    "{} 包含 169.254.169.254，作业可在此取得节点的凭据。",
                    row.cidr
                ),
            )
            .at_cell(EGRESS, index, "cidr")
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(EGRESS, &[index])],
            );
        }
    }
}

fn row_without_target(cx: &Cx, out: &mut Report) {
    for (index, row) in cx.plan.security.egress.iter().enumerate() {
        if row.cidr.is_empty() {
            out.say(
                t("The way out leads nowhere", "此出站规则没有目标"),
                cx.t(t(
                    "Without an address range the row is left out.",
                    "没有地址段时此行会被略过。",
                ))
                .to_string(),
            )
            .at_cell(EGRESS, index, "cidr")
            .severity(Severity::Warning)
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(EGRESS, &[index])],
            );
        }
    }
}

fn no_registry_for_builds(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    let closed = security.network_policy && !security.internet && security.egress.is_empty();
    if closed && cx.plan.job.builder.has_service() {
        out.say(
            t("Image builds reach no registry", "镜像构建无法访问镜像仓库"),
            cx.t(t(
                "Job images are pulled by the node; base images and pushes go from the pod itself. Add the registry under More ways out, unless it shares GitLab's addresses.",
                "作业镜像由节点拉取，而基础镜像与推送从 Pod 发出。除非仓库与 GitLab 同地址，请在“更多出站”中添加。",
            ))
            .to_string(),
        )
        .fix(
            t("Open the internet", "开放互联网"),
            vec![Edit::set("security.internet", "true")],
        );
    }
}

fn no_way_to_the_api_server(cx: &Cx, out: &mut Report) {
    let security = &cx.plan.security;
    let deploys = !security.deploy.is_empty() && security.automount_token;
    if security.network_policy && deploys && security.egress.is_empty() {
        out.say(
            t("Deploy jobs do not reach the API server", "部署作业无法访问 API 服务器"),
            cx.t(t(
                "Its address stands in no file and is mostly private. kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes shows it and its port; add both under More ways out.",
                "其地址不在任何文件中，且多为私有地址。kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes 可查看地址与端口，请在“更多出站”中添加。",
            ))
            .to_string(),
        );
    }
}
