//! Managers: how many, how much at once, and how they come and go.

use crate::field::{Initial, Kind};
use crate::quantity::{Quantity, Resource};
use crate::text::t;
use crate::{choice, section};

choice! {
    /// How manager pods keep apart.
    Spread {
        None = "none" t("Anywhere", "不限");
        Preferred = "preferred" t("Preferably apart", "尽量分开");
        Required = "required" t("Never together", "必须分开");
    }
}

section! {
    /// The runner manager pods.
    Managers "managers" {
        replicas: u32 = Initial::Text("2"), Kind::Int { min: 1, max: 100, unit: t("pods", "个 Pod") },
            t("Managers", "管理器数量"),
            t("Each is a runner manager of its own; one may fail without stopping CI.", "每个副本都是独立的管理器，坏一个不会中断 CI。");
        concurrent: u32 = Initial::Text("10"), Kind::Int { min: 1, max: 10000, unit: t("jobs", "个作业") },
            t("Jobs per manager", "每个管理器的作业数"),
            t("concurrent: counts in each process, so every manager takes this many.", "concurrent 按进程计数，每个管理器都可接这么多作业。");
        limit: u32 = Initial::Text("0"), Kind::Int { min: 0, max: 10000, unit: t("jobs", "个作业") },
            t("Limit of this runner", "此 Runner 的上限"),
            t("limit: per manager as well; 0 leaves it to concurrent.", "limit 同样按管理器计；0 表示只受 concurrent 限制。");
        request_concurrency: u32 = Initial::Text("2"), Kind::Int { min: 1, max: 1000, unit: t("requests", "个请求") },
            t("Requests at once", "并发请求数"),
            t("How many jobs a manager asks for at the same time. 1 lets one slow request hold up the rest.", "一个管理器同时请求多少个作业。设为 1 时，一个慢请求会拖住其余请求。");
        cpu_request: Option<Quantity> = Initial::Text("100m"), Kind::Quantity(Resource::Cpu),
            t("CPU request", "CPU 请求"),
            t("Of each manager pod.", "每个管理器 Pod。");
        cpu_limit: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("CPU limit", "CPU 上限"),
            t("Rarely useful: throttling delays job logs.", "通常不需要：限流会拖慢作业日志。") => .advanced();
        memory_request: Option<Quantity> = Initial::Text("128Mi"), Kind::Quantity(Resource::Memory),
            t("Memory request", "内存请求"),
            t("Grows with the jobs a manager watches.", "随管理器照看的作业数增长。");
        memory_limit: Option<Quantity> = Initial::Text("256Mi"), Kind::Quantity(Resource::Memory),
            t("Memory limit", "内存上限"),
            t("A manager killed for memory aborts its jobs.", "管理器因内存被杀时，它的作业会中止。");
        spread: Spread = Initial::Text("preferred"), Kind::Choice(Spread::OPTIONS),
            t("Spread over nodes", "跨节点分布"),
            t("So that one node's failure does not take every manager.", "避免一个节点故障带走全部管理器。");
        disruption_budget: bool = Initial::Text("true"), Kind::Bool,
            t("Disruption budget", "中断预算"),
            t("A node drain takes one manager at a time. Written as a manifest, since the chart has none.", "节点排空时一次只带走一个管理器。Chart 没有此项，因此写成独立清单。");
        grace_period: u32 = Initial::Text("3600"), Kind::Int { min: 30, max: 999_999, unit: t("s", "秒") },
            t("Grace period", "终止宽限期"),
            t("How long a stopping manager may wait for its jobs. Longer jobs are cut off.", "管理器停止时等待作业的最长时间，超时的作业会被中断。");
        shutdown_timeout: u32 = Initial::Text("0"), Kind::Int { min: 0, max: 999_999, unit: t("s", "秒") },
            t("Shutdown timeout", "关停超时"),
            t("After a forceful stop, how long the process waits for jobs to abort. 0 means 30.", "强制停止后等待作业中止的时间；0 即 30。") => .advanced() .since_chart(58);
        priority_class: String = Initial::Text(""), Kind::Text(crate::format::Format::Subdomain),
            t("Priority class", "优先级类"),
            t("Of the manager pods; the class must exist.", "管理器 Pod 使用的优先级类，必须已存在。") => .advanced() .since_chart(42) .example("system-cluster-critical");
        metrics: bool = Initial::Text("true"), Kind::Bool,
            t("Metrics", "指标"),
            t("Opens port 9252 without authentication and adds scrape annotations.", "开放无认证的 9252 端口并添加抓取注解。");
    }
}
