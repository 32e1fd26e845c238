//! Security: what the runner may do, what jobs may reach, and which images may run.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::text::{same, t};
use crate::{choice, row, section};

choice! {
    /// Where the runner's permissions come from.
    Rbac {
        Manifest = "manifest" t("Own manifest", "独立清单"),
            t("rbac.yaml holds the ServiceAccount and a Role with what this plan uses.", "rbac.yaml 含 ServiceAccount 与仅覆盖本方案所需的 Role。");
        Chart = "chart" t("Rules in values.yaml", "写入 values.yaml"),
            t("The chart creates the Role from the same rules.", "由 Chart 用同样的规则创建 Role。");
        Existing = "existing" t("Existing account", "已有账户"),
            t("Somebody else grants the permissions; rbac.yaml is left out.", "权限由他人授予，不生成 rbac.yaml。");
    }
}

choice! {
    /// Pod Security Standards level enforced on the job namespace.
    Pss {
        None = "none" t("none", "不设置");
        Privileged = "privileged" same("privileged");
        Baseline = "baseline" same("baseline");
        Restricted = "restricted" same("restricted");
    }
}

row! {
    /// A namespace that deploy jobs may change.
    DeployTarget {
        namespace: String = "", Kind::Text(Format::Label), t("Namespace", "命名空间"), "shop-staging";
        secrets: bool = "false", Kind::Bool, t("May write Secrets", "可写 Secret");
    }
}

row! {
    /// One more way out of the job pods.
    Egress {
        cidr: String = "", Kind::Text(Format::Cidr), t("To (CIDR)", "目标 (CIDR)"), "10.20.0.0/16";
        ports: Vec<String> = "443", Kind::List { format: Format::Ports, max: 32 }, t("TCP ports", "TCP 端口"), "443, 5432";
        note: String = "", Kind::Text(Format::Any), t("For", "用途"), "object storage";
    }
}

section! {
    /// Permissions, network and images.
    Security "security" {
        rbac: Rbac = Initial::Text("manifest"), Kind::Choice(Rbac::OPTIONS),
            t("Permissions of the managers", "管理器权限"),
            t("Left to itself, the chart grants every verb on every core resource.", "若不另行指定，Chart 会授予核心组全部资源的全部操作。");
        service_account: String = Initial::Text(""), Kind::Text(Format::Subdomain),
            t("Manager's ServiceAccount", "管理器 ServiceAccount"),
            t("Unset, it has the name of the release.", "不设置时与 release 完整名称相同。") => .example("gitlab-runner");
        job_service_account: String = Initial::Text("ci-job"), Kind::Text(Format::Subdomain),
            t("Jobs' ServiceAccount", "作业 ServiceAccount"),
            t("Job pods run as this one; it has no rights except in the deploy namespaces below.", "作业 Pod 以它运行；除下方部署命名空间外没有任何权限。");
        automount_token: bool = Initial::Text("false"), Kind::Bool,
            t("Mount its token in job pods", "在作业 Pod 中挂载其令牌"),
            t("Only deploy jobs need it: whoever can run a job can use it.", "只有部署作业需要：能运行作业的人就能使用它。") => .since(16, 9);
        deploy: Vec<DeployTarget> = Initial::Rows(&[]), Kind::Rows(DeployTarget::COLUMNS),
            t("Deploy namespaces", "部署命名空间"),
            t("A Role each, bound to the jobs' ServiceAccount: Deployments, Services, ConfigMaps.", "各建一个 Role 并绑定到作业 ServiceAccount：Deployment、Service、ConfigMap。");
        pod_security: Pss = Initial::Text("none"), Kind::Choice(Pss::OPTIONS),
            t("Pod Security level", "Pod 安全级别"),
            t("Enforced by a label on the job namespace. Docker-in-Docker needs privileged.", "由作业命名空间的标签强制执行。Docker-in-Docker 需要 privileged。");
        non_root: bool = Initial::Text("false"), Kind::Bool,
            t("Run as non-root", "以非 root 运行"),
            t("Images that need root fail to start.", "需要 root 的镜像将无法启动。");
        run_as_user: Option<u32> = Initial::Text(""), Kind::Int { min: 1, max: 2_000_000_000, unit: t("UID", "UID") },
            t("User id", "用户 ID"),
            t("A numeric user for images that name theirs or none.", "镜像只写用户名或未写用户时使用的数字 UID。") => .example("1000");
        seccomp: bool = Initial::Text("true"), Kind::Bool,
            t("Default seccomp profile", "默认 seccomp 配置"),
            t("RuntimeDefault on the pods of jobs and managers.", "对作业与管理器 Pod 使用 RuntimeDefault。") => .since(18, 11);
        no_privilege_escalation: bool = Initial::Text("false"), Kind::Bool,
            t("No privilege escalation", "禁止提权"),
            t("sudo and setuid programs stop working in jobs.", "作业中的 sudo 与 setuid 程序将失效。");
        drop_all: bool = Initial::Text("false"), Kind::Bool,
            t("Drop all capabilities", "移除全部 capability"),
            t("Package managers that change owners need some of them.", "会修改属主的包管理器需要其中一些。");
        network_policy: bool = Initial::Text("true"), Kind::Bool,
            t("Network policy for jobs", "作业网络策略"),
            t("Closes the way in, and lists the ways out.", "关闭入站，只列出允许的出站。");
        gitlab_cidrs: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Cidr, max: 32 },
            t("Addresses of GitLab", "GitLab 地址"),
            t("Policies know addresses, not names. Needed when the internet is closed below.", "策略只认地址不认域名；下方关闭互联网时必填。") => .example("203.0.113.10/32");
        internet: bool = Initial::Text("true"), Kind::Bool,
            t("Jobs may reach the internet", "作业可访问互联网"),
            t("On TCP 80 and 443; private ranges stay closed.", "仅 TCP 80 与 443；私有网段保持关闭。");
        egress: Vec<Egress> = Initial::Rows(&[]), Kind::Rows(Egress::COLUMNS),
            t("More ways out", "更多出站"),
            t("Registries, object storage, databases in private ranges.", "私有网段中的镜像仓库、对象存储、数据库。");
        allowed_images: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Any, max: 64 },
            t("Allowed job images", "允许的作业镜像"),
            t("Patterns; * stops at a slash, ** does not. Empty allows every image.", "模式；* 不跨斜杠，** 可以。留空允许所有镜像。") => .example("registry.example.com/ci/**");
        allowed_services: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Any, max: 64 },
            t("Allowed service images", "允许的服务镜像"),
            t("With Docker-in-Docker the service runs privileged: empty, the list is the DinD image alone.", "使用 Docker-in-Docker 时服务容器有特权：留空则仅允许 DinD 镜像。") => .example("postgres:*");
    }
}
