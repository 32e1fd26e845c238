//! DNS: how the job pods turn names into addresses.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::text::{same, t};
use crate::{choice, row, section};

choice! {
    /// The guide's three strategies and the one that changes nothing.
    Strategy {
        Cluster = "cluster" t("As the cluster does", "沿用集群"),
            t("Cluster DNS answers, nothing is changed.", "由集群 DNS 解析，不作改动。");
        Internal = "internal" t("Internal network", "内部网络"),
            t("No route to the internet: your own resolvers know every name.", "无法访问互联网：自有解析器能解析所有名称。");
        Public = "public" t("Public cloud", "公有云"),
            t("Cluster DNS, and public resolvers for all other names.", "集群 DNS，其余名称交给公共解析器。");
        Hybrid = "hybrid" t("Hybrid", "混合"),
            t("Cluster DNS, and a resolver of its own for each private zone.", "集群 DNS，每个私有区域各用自己的解析器。");
    }
}

row! {
    /// A private zone and the resolvers that know it.
    Zone {
        zone: String = "", Kind::Text(Format::Domain), t("Zone", "区域"), "corp.internal";
        resolvers: Vec<String> = "", Kind::List { format: Format::Upstream, max: 15 }, t("Resolvers", "解析器"), "10.1.0.251, 10.1.0.252";
    }
}

row! {
    /// A fixed address, written to /etc/hosts of the job pod.
    HostAlias {
        ip: String = "", Kind::Text(Format::Ip), t("Address", "地址"), "10.0.0.5";
        hostnames: Vec<String> = "", Kind::List { format: Format::Domain, max: 32 }, t("Names", "名称"), "registry.corp.internal";
    }
}

section! {
    /// Name resolution of the job pods.
    Dns "dns" {
        strategy: Strategy = Initial::Text("cluster"), Kind::Choice(Strategy::OPTIONS),
            t("DNS strategy", "DNS 策略"),
            t("Which names must a job find?", "作业需要解析哪些名称？");
        nameservers: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Ip, max: 3 },
            t("Nameservers", "名称服务器"),
            t("At most three, all giving the same answers: the next is asked when one is silent, not when it says no.", "最多三个，且答案必须一致：前一个无响应才会问下一个，答“不存在”则不会。") => .example("10.0.0.2");
        searches: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Domain, max: 29 },
            t("More search domains", "附加搜索域"),
            t("Added after the three of the cluster, which are built from the job namespace.", "排在由作业命名空间生成的三个集群搜索域之后。") => .example("corp.internal");
        upstreams: Vec<String> = Initial::List(&["8.8.8.8", "1.1.1.1"]), Kind::List { format: Format::Upstream, max: 15 },
            t("Upstream resolvers", "上游解析器"),
            t("CoreDNS forwards every name outside the cluster to these.", "集群以外的名称由 CoreDNS 转发到这里。") => .example("9.9.9.9");
        zones: Vec<Zone> = Initial::Rows(&[]), Kind::Rows(Zone::COLUMNS),
            t("Private zones", "私有区域"),
            t("A server block each: names below the zone go to its resolvers.", "每个区域一个服务器块，其下的名称交给对应解析器。");
        cluster_domain: String = Initial::Text("cluster.local"), Kind::Text(Format::Domain),
            t("Cluster domain", "集群域"),
            t("As the kubelet's clusterDomain says.", "与 kubelet 的 clusterDomain 一致。") => .advanced();
        cluster_dns: String = Initial::Text("10.96.0.10"), Kind::Text(Format::Ip),
            t("Cluster DNS address", "集群 DNS 地址"),
            t("The Service kube-dns; used to recognise loops and mixed lists.", "Service kube-dns 的地址，用于识别回环与混用列表。") => .advanced();
        nodelocal: bool = Initial::Text("false"), Kind::Bool,
            t("NodeLocal DNSCache runs", "已运行 NodeLocal DNSCache"),
            t("It sends foreign names past CoreDNS, so zones must be added to it instead.", "它会绕过 CoreDNS 转发外部名称，区域须改加到它的配置中。");
        ndots: Option<u32> = Initial::Text(""), Kind::Int { min: 0, max: 15, unit: t("dots", "点") },
            same("ndots"),
            t("Names with fewer dots try the search domains first. Unset, Kubernetes says 5.", "点数更少的名称先试搜索域。不设置时 Kubernetes 用 5。");
        timeout: Option<u32> = Initial::Text(""), Kind::Int { min: 1, max: 30, unit: t("s", "秒") },
            t("Timeout", "超时"),
            t("Per try and server with glibc, in total with musl. The default is 5.", "glibc 按每次每台计，musl 按总时长计。默认 5。");
        attempts: Option<u32> = Initial::Text(""), Kind::Int { min: 1, max: 5, unit: t("tries", "次") },
            t("Attempts", "尝试次数"),
            t("Rounds over the nameservers. The default is already 2.", "轮询名称服务器的轮数，默认就是 2。");
        host_aliases: Vec<HostAlias> = Initial::Rows(&[]), Kind::Rows(HostAlias::COLUMNS),
            t("Fixed names", "固定名称"),
            t("For one or two names this beats any DNS change.", "只有一两个名称时，这比改 DNS 更稳妥。") => .advanced();
    }
}
