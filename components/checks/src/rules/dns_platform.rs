//! Says who owns the DNS configuration on this platform, and what follows.

use crate::context::Cx;
use crate::report::{Report, Rule, warning};
use runwright_model::plan::Platform;
use runwright_model::text::{Text, t};
use runwright_model::{Edit, say};

pub(super) const RULES: &[Rule] = &[
    warning("DNP-101", "dns.nodelocal", nodelocal_answers_first),
    warning("DNP-102", "dns.strategy", another_owner),
];

fn nodelocal_answers_first(cx: &Cx, out: &mut Report) {
    if !cx.plan.patches_coredns() || !cx.plan.dns.nodelocal {
        return;
    }
    out.say(
        t(
            "NodeLocal DNSCache never asks CoreDNS for these",
            "NodeLocal DNSCache 不会就此询问 CoreDNS",
        ),
        cx.t(t(
            "It sends only cluster names to CoreDNS and everything else straight to the node's resolver. Add the same blocks to the ConfigMap node-local-dns in kube-system, each with its bind line, or use stubDomains of kube-dns where it reads them.",
            "它只把集群名称交给 CoreDNS，其余直接问节点的解析器。请将同样的块加入 kube-system 的 ConfigMap node-local-dns，并保留 bind 行；若它读取 kube-dns 的 stubDomains，也可写在那里。",
        ))
        .to_string(),
    )
    .fix(
        t("It does not run here", "此集群未运行它"),
        vec![Edit::set("dns.nodelocal", "false")],
    );
}

/// Where a change of CoreDNS lasts on a platform; empty where the ConfigMap coredns is the place.
pub(crate) fn owner(platform: Platform) -> Text {
    match platform {
        Platform::Kubeadm => Text::EMPTY,
        Platform::Eks => t(
            "EKS owns the add-on: give it the whole Corefile as configuration value corefile with aws eks update-addon, or the next update may overwrite the ConfigMap. For zones of the company, outbound rules of Route 53 Resolver are better, because nodes use them too.",
            "EKS 管理该插件：用 aws eks update-addon 把完整 Corefile 作为配置值 corefile 传入，否则下次更新可能覆盖 ConfigMap。企业区域更适合用 Route 53 Resolver 出站规则，节点也能用上。",
        ),
        Platform::Gke => t(
            "GKE runs kube-dns or Cloud DNS and has no Corefile: use stubDomains in the ConfigMap kube-dns, or forwarding zones of Cloud DNS, which nodes use too.",
            "GKE 使用 kube-dns 或 Cloud DNS，没有 Corefile：请在 ConfigMap kube-dns 中设置 stubDomains，或使用 Cloud DNS 转发区域，节点也能用上。",
        ),
        Platform::Aks => t(
            "AKS reverts the ConfigMap coredns: put zone blocks into coredns-custom in kube-system under a key that ends in .server, keep the keys already there, and restart CoreDNS. A forward in .override is never reached.",
            "AKS 会还原 ConfigMap coredns：请把区域块放入 kube-system 的 coredns-custom，键名以 .server 结尾，保留已有键，然后重启 CoreDNS。写在 .override 里的 forward 不会生效。",
        ),
        Platform::K3s => t(
            "k3s rewrites the ConfigMap coredns at every start: put zone blocks into coredns-custom in kube-system under a key that ends in .server.",
            "k3s 每次启动都会重写 ConfigMap coredns：请把区域块放入 kube-system 的 coredns-custom，键名以 .server 结尾。",
        ),
        Platform::Rke2 => t(
            "RKE2 renders CoreDNS from its chart: use a HelmChartConfig rke2-coredns in kube-system. The list servers replaces the default one, so it must hold the cluster's block as well as the zones.",
            "RKE2 由 Chart 渲染 CoreDNS：请在 kube-system 使用 HelmChartConfig rke2-coredns。servers 列表会替换默认值，因此除区域外还须包含集群块。",
        ),
        Platform::Openshift => t(
            "The DNS operator generates the Corefile: add entries to spec.servers of dns.operator/default and keep those already there.",
            "DNS operator 会生成 Corefile：请在 dns.operator/default 的 spec.servers 中添加条目，并保留已有条目。",
        ),
        Platform::Other => t(
            "Find out who owns DNS first: kubectl -n kube-system get configmap coredns coredns-custom kube-dns node-local-dns.",
            "请先确认 DNS 归谁管理：kubectl -n kube-system get configmap coredns coredns-custom kube-dns node-local-dns。",
        ),
    }
}

fn another_owner(cx: &Cx, out: &mut Report) {
    let platform = cx.plan.target.platform;
    if !cx.plan.patches_coredns() || platform == Platform::Kubeadm {
        return;
    }
    let label = runwright_model::field::label_of(Platform::OPTIONS, platform.word(), cx.lang);
    let title = match platform {
        Platform::Other => cx
            .t(t(
                "Who owns DNS here is not known",
                "无法得知此处 DNS 归谁管理",
            ))
            .to_string(),
        _ => say!(
            cx.lang,
            "On {} the ConfigMap coredns is not the place",
            "在 {} 上不应修改 ConfigMap coredns",
            label
        ),
    };
    out.tell(title, cx.t(owner(platform)).to_string());
}
