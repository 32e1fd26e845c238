//! The longer texts of the page, in both languages. The page knows their names.

use runwright_model::text::{Text, t};

/// Name and text.
pub const WORDS: &[(&str, Text)] = &[
    (
        "key_palette",
        t("Go to a section, field or file", "跳转到章节、字段或文件"),
    ),
    ("key_undo", t("Undo, redo", "撤销、重做")),
    (
        "key_back",
        t("The browser's Back undoes too", "浏览器的后退也可撤销"),
    ),
    ("key_help", t("This list", "本列表")),
    (
        "key_list",
        t(
            "In a list: add below, remove empty, move",
            "列表中：在下方添加、删除空项、移动",
        ),
    ),
    (
        "key_code",
        t(
            "In the files: walk through lines, open the field of a line",
            "文件中：逐行移动、打开该行对应的字段",
        ),
    ),
    ("key_esc", t("Close what is open", "关闭当前浮层")),
    (
        "start_lead",
        t(
            "A whole plan in one step; Undo takes it back.",
            "一步得到完整方案，可撤销。",
        ),
    ),
    (
        "overview_lead",
        t(
            "A few answers give a working plan. Every file follows each change; nothing leaves the browser.",
            "回答几个问题即可得到可用方案。文件随每次更改更新，数据不会离开浏览器。",
        ),
    ),
    (
        "target_lead",
        t(
            "Where the runner goes, and which release of it.",
            "Runner 装在哪里，用哪个版本。",
        ),
    ),
    (
        "t_fullname_lead",
        t(
            "The chart uses the release name if it begins with gitlab-runner, else it appends that. The label app has the same value; policies and commands select by it.",
            "release 以 gitlab-runner 开头时直接使用，否则追加该后缀。标签 app 取同样的值，策略与命令据此选择。",
        ),
    ),
    (
        "gitlab_lead",
        t(
            "The server, and how the managers identify themselves.",
            "服务器，以及管理器如何表明身份。",
        ),
    ),
    (
        "g_token_lead",
        t(
            "Create the runner in GitLab first; it gives a token that begins with glrt-. Registration tokens are deprecated since 15.6 and are to be removed in 20.0.",
            "先在 GitLab 中创建 Runner，得到以 glrt- 开头的令牌。注册令牌自 15.6 起弃用，计划在 20.0 移除。",
        ),
    ),
    (
        "managers_lead",
        t(
            "The pods that fetch jobs from GitLab and start a pod for each.",
            "从 GitLab 领取作业并为每个作业启动 Pod 的进程。",
        ),
    ),
    (
        "m_slots_lead",
        t(
            "A slot is one job in progress, from the first request for a pod to its end.",
            "一个槽位即一个进行中的作业，从申请 Pod 到结束。",
        ),
    ),
    (
        "m_scaling_lead",
        t(
            "More slots help only where the nodes have places for them.",
            "只有节点还能容纳作业时，增加槽位才有用。",
        ),
    ),
    (
        "dns_lead",
        t(
            "How job pods turn names into addresses. Managers and image pulls use the node's resolver instead.",
            "作业 Pod 如何解析域名。管理器与镜像拉取使用节点的解析器。",
        ),
    ),
    (
        "d_options_lead",
        t(
            "What one lookup costs, counted in queries: every try asks for IPv4 and IPv6.",
            "一次解析发出的查询数：每次尝试都会查 IPv4 与 IPv6。",
        ),
    ),
    (
        "d_why_1",
        t(
            "The guide's hybrid list is `10.96.0.10`, `10.0.0.2`, `8.8.8.8`: cluster, VPC, public. It reads like “try the next one if the name is not found”. No resolver does that.",
            "指南的混合列表是 `10.96.0.10`、`10.0.0.2`、`8.8.8.8`：集群、VPC、公共。看上去像“找不到就问下一个”，但没有任何解析器这样工作。",
        ),
    ),
    (
        "d_why_2",
        t(
            "glibc takes NXDOMAIN from the first as final: a name that only the VPC knows fails after one server. It moves on when a server is silent for 5 s, or answers SERVFAIL or REFUSED.",
            "glibc 把第一个服务器的 NXDOMAIN 视为最终答案：只有 VPC 认识的名称直接失败。只有服务器 5 秒无响应，或回答 SERVFAIL、REFUSED 时才会换下一个。",
        ),
    ),
    (
        "d_why_3",
        t(
            "musl (Alpine) asks all three at once and takes the first answer: a public NXDOMAIN can win, so the same name works in one job and fails in the next. Internal names also reach the public server.",
            "musl（Alpine）同时询问三个并采用最先到的答案：公共服务器的 NXDOMAIN 可能抢先，同一名称时好时坏；内部名称也会泄露给公共服务器。",
        ),
    ),
    (
        "d_why_4",
        t(
            "What works: one nameserver, the cluster's, which forwards each private zone to the resolver that knows it and everything else upstream.",
            "可行的做法：只用集群的名称服务器，由它把每个私有区域转发给对应解析器，其余转给上游。",
        ),
    ),
    (
        "job_lead",
        t(
            "The pod that runs one job: its images, what it may use, and how it builds images.",
            "运行一个作业的 Pod：镜像、可用资源、构建镜像的方式。",
        ),
    ),
    (
        "j_size_lead",
        t(
            "Starting points for the amounts below, with the jobs your nodes hold at once.",
            "下方数值的起点，以及你的节点能同时容纳的作业数。",
        ),
    ),
    (
        "j_resources_lead",
        t(
            "Requests decide where a pod fits; limits, when it is held back or killed. Empty means not set. Quantities: 500m or 2 cores, 512Mi or 4Gi.",
            "请求决定 Pod 能放在哪里；上限决定何时被限制或杀掉。留空即不设置。写法：500m 或 2 核，512Mi 或 4Gi。",
        ),
    ),
    (
        "j_overwrite_lead",
        t(
            "Through KUBERNETES_CPU_REQUEST and its kin. Empty forbids it; a larger value fails the job, it is not cut to fit.",
            "通过 KUBERNETES_CPU_REQUEST 等变量。留空即禁止；超过时作业失败，不会被截断。",
        ),
    ),
    (
        "j_pipeline_lead",
        t(
            "For pipeline/ci-example.gitlab-ci.yml.",
            "用于 pipeline/ci-example.gitlab-ci.yml。",
        ),
    ),
    (
        "nodes_lead",
        t(
            "Which nodes run jobs, and which pods go first.",
            "哪些节点运行作业，哪些 Pod 优先。",
        ),
    ),
    (
        "n_where_lead",
        t(
            "Labels draw jobs to nodes; taints keep everything else away. Dedicated nodes need both.",
            "标签把作业引到节点，污点挡住其他负载。专用节点两者都需要。",
        ),
    ),
    (
        "security_lead",
        t(
            "What the runner may do, what jobs may reach, and which images may run.",
            "Runner 可以做什么、作业可以访问什么、哪些镜像可以运行。",
        ),
    ),
    (
        "s_checklist_lead",
        t(
            "What the plan can answer, it answers with its evidence. The rest is yours to say.",
            "方案能回答的附上依据，其余由你确认。",
        ),
    ),
    (
        "s_secrets_1",
        t(
            "Keep credentials as masked and protected CI/CD variables, kubeconfigs as variables of type File. A variable in .gitlab-ci.yml is readable by everybody who can read the project.",
            "凭据放入已屏蔽且受保护的 CI/CD 变量，kubeconfig 用 File 类型变量。写在 .gitlab-ci.yml 中的变量，能读项目的人都能看到。",
        ),
    ),
    (
        "s_secrets_2",
        t(
            "Variables reach the job pod as environment: whoever may read pods in the job namespace sees them. Give nobody else that right there.",
            "变量以环境变量形式进入作业 Pod：能读取作业命名空间 Pod 的人都能看到。不要把该权限给其他人。",
        ),
    ),
    (
        "s_secrets_3",
        t(
            "Rotate the runner token by creating it anew in GitLab, replacing the Secret and restarting the managers.",
            "轮换 Runner 令牌：在 GitLab 重新生成，替换 Secret，再重启管理器。",
        ),
    ),
    (
        "j_qos_help",
        t(
            "Follows from the amounts above; BestEffort pods are evicted first.",
            "由上面的数值决定；BestEffort 的 Pod 最先被驱逐。",
        ),
    ),
    (
        "d_searches_help",
        t(
            "Written before your own, so that `svc` and `svc.namespace` resolve.",
            "写在自定义搜索域之前，使 `svc` 与 `svc.命名空间` 可解析。",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn the_page_and_the_list_name_the_same_texts() {
        let page = include_str!("../../../app/src/texts.rs");
        let named: Vec<&str> = page
            .split("Long(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let listed: Vec<&str> = WORDS.iter().map(|word| word.0).collect();
        assert_eq!(named, listed);
    }
}
