//! Asks about managers: registration, the manager pods, jobs that nobody takes, and the API server.

use super::To::{Cause, Node as Ask};
use super::look::*;
use super::{Node, look, node};
use runwright_model::text::t;

pub(super) const NODES: &[Node] = &[
    node(
        "register",
        t(
            "What does the manager's log say about registering?",
            "管理器日志对注册说了什么？",
        ),
        &[
            look(
                t("Read the managers' logs.", "查看管理器日志。"),
                manager_logs,
                t(
                    "`Runner registered successfully` or `Verifying runner... is valid` when all is well; else an `ERROR` line with the reason after the last colon.",
                    "正常时有 `Runner registered successfully` 或 `Verifying runner... is valid`；否则有一行 `ERROR`，原因在最后一个冒号之后。",
                ),
            ),
            look(
                t(
                    "Pass over `You may be having network problems`: the runner prints it for a wrong token too.",
                    "忽略 `You may be having network problems`：令牌错误时 Runner 也会打印它。",
                ),
                none,
                t("", ""),
            ),
        ],
        &[
            (
                t(
                    "`i/o timeout`, `no route to host`, `Client.Timeout`, `EOF`",
                    "`i/o timeout`、`no route to host`、`Client.Timeout`、`EOF`",
                ),
                Ask("register_reach"),
            ),
            (
                t(
                    "`404`, `405`, or `connection refused`",
                    "`404`、`405` 或 `connection refused`",
                ),
                Cause("gitlab_url_wrong"),
            ),
            (
                t("A line with `x509`", "含 `x509` 的行"),
                Cause("gitlab_tls_x509"),
            ),
            (
                t(
                    "`403`, `410`, `is not valid`, `is removed`, or a bad `Private-Token` header",
                    "`403`、`410`、`is not valid`、`is removed`，或 `Private-Token` 头无效",
                ),
                Cause("register_invalid_token"),
            ),
            (
                t(
                    "`configuration other than name and executor configuration is reserved`",
                    "`configuration other than name and executor configuration is reserved`",
                ),
                Cause("register_reserved_args"),
            ),
            (
                t(
                    "`no such host`, `server misbehaving`, or a time-out on port 53",
                    "`no such host`、`server misbehaving`，或 53 端口超时",
                ),
                Ask("names_manager"),
            ),
            (
                t(
                    "It stops before: `toml:`, a template that cannot be merged, or `permission denied` on a file",
                    "在注册之前就停止：`toml:`、模板无法合并，或文件 `permission denied`",
                ),
                Ask("config_kind"),
            ),
        ],
    ),
    node(
        "register_reach",
        t(
            "How far does a pod in `{managers}` get?",
            "`{managers}` 中的 Pod 能访问到哪里？",
        ),
        &[
            look(
                t(
                    "Ask GitLab from a pod with the managers' labels.",
                    "用带管理器标签的 Pod 访问 GitLab。",
                ),
                manager_net,
                t(
                    "Any status, `401` too, proves name, route and TLS. `000` does not.",
                    "任何状态码（包括 `401`）都说明解析、路由与 TLS 正常；`000` 则不是。",
                ),
            ),
            look(
                t(
                    "Ask the API server the same way.",
                    "以同样方式访问 API server。",
                ),
                manager_api,
                t(
                    "A complaint about the certificate counts as reached; a time-out does not.",
                    "报证书错误也算连通；超时则不算。",
                ),
            ),
            look(
                t(
                    "See which NetworkPolicies there are.",
                    "查看有哪些 NetworkPolicy。",
                ),
                policies,
                t("", ""),
            ),
        ],
        &[
            (
                t(
                    "A status from GitLab: the pod gets through, only the manager does not",
                    "GitLab 返回状态码：Pod 能通，只有管理器不通",
                ),
                Cause("register_network_timeout"),
            ),
            (
                t(
                    "GitLab is silent, the API server answers",
                    "GitLab 无响应，API server 有响应",
                ),
                Cause("register_network_timeout"),
            ),
            (
                t("Neither of the two answers", "两者都无响应"),
                Cause("network_blocked"),
            ),
            (
                t(
                    "Something answers, but it is not GitLab: another host, port or path",
                    "有响应但不是 GitLab：主机、端口或路径不对",
                ),
                Cause("gitlab_url_wrong"),
            ),
        ],
    ),
    node(
        "names_manager",
        t(
            "What does the lookup say in `{managers}`?",
            "在 `{managers}` 中解析的结果是什么？",
        ),
        &[
            look(
                t(
                    "Look the name up in the managers' namespace.",
                    "在管理器命名空间中解析该名称。",
                ),
                lookup_manager,
                t(
                    "An address when all is well; `NXDOMAIN` is an answer too, a time-out is none.",
                    "正常时返回地址；`NXDOMAIN` 也是回答，超时则没有回答。",
                ),
            ),
            look(
                t(
                    "Ask the API server by a name of the cluster.",
                    "用集群内名称访问 API server。",
                ),
                manager_api,
                t(
                    "A complaint about the certificate proves that the cluster's DNS answers.",
                    "报证书错误即说明集群 DNS 有应答。",
                ),
            ),
        ],
        &[
            (
                t(
                    "`NXDOMAIN`, `can't find`: the server says no",
                    "`NXDOMAIN`、`can't find`：服务器答“不存在”",
                ),
                Cause("dns_nxdomain"),
            ),
            (
                t(
                    "`SERVFAIL` or no answer for this name; the API server's name is found",
                    "该名称得到 `SERVFAIL` 或无应答；API server 的名称能解析",
                ),
                Cause("dns_timeout"),
            ),
            (
                t("No name is answered from here", "此处任何名称都无应答"),
                Cause("network_blocked"),
            ),
        ],
    ),
    node(
        "config_kind",
        t(
            "What stops the manager before it registers?",
            "管理器在注册前因何停止？",
        ),
        &[look(
            t(
                "Read the log of the container that ended.",
                "查看已退出容器的日志。",
            ),
            manager_previous,
            t(
                "The last `FATAL`, `PANIC` or `ERROR` line before the end.",
                "退出前最后一行 `FATAL`、`PANIC` 或 `ERROR`。",
            ),
        )],
        &[
            (
                t(
                    "`permission denied` on a file or home, or `mkdir /nonexistent`",
                    "文件或家目录 `permission denied`，或 `mkdir /nonexistent`",
                ),
                Cause("runner_config_permission"),
            ),
            (
                t(
                    "`toml:`, a wrong type, or a template that cannot be merged",
                    "`toml:`、类型错误，或模板无法合并",
                ),
                Cause("runner_config_invalid"),
            ),
        ],
    ),
    node(
        "manager",
        t(
            "What does the list of manager pods show?",
            "管理器 Pod 列表显示什么？",
        ),
        &[
            look(
                t("List the manager pods.", "列出管理器 Pod。"),
                manager_pods,
                t(
                    "`1/1 Running` when all is well.",
                    "正常时为 `1/1 Running`。",
                ),
            ),
            look(
                t(
                    "Look at `Last State` and at the events at the end.",
                    "查看 `Last State` 和末尾的事件。",
                ),
                manager_describe,
                t("", ""),
            ),
        ],
        &[
            (
                t(
                    "Restarts, and the last state is not `OOMKilled`",
                    "反复重启，且上次状态不是 `OOMKilled`",
                ),
                Ask("manager_log"),
            ),
            (
                t("Restarts with `OOMKilled`", "以 `OOMKilled` 重启"),
                Ask("manager_memory"),
            ),
            (
                t(
                    "`Pending`, `ErrImagePull` or `ImagePullBackOff`",
                    "`Pending`、`ErrImagePull` 或 `ImagePullBackOff`",
                ),
                Ask("manager_waits"),
            ),
            (
                t("`0/1 Running`, no restarts", "`0/1 Running`，没有重启"),
                Ask("register"),
            ),
            (
                t(
                    "`1/1 Running`, but the log has errors",
                    "`1/1 Running`，但日志有错误",
                ),
                Ask("manager_log"),
            ),
            (t("No pod at all", "没有任何 Pod"), Ask("manager_refused")),
        ],
    ),
    node(
        "manager_log",
        t(
            "Which of these does the manager's log show?",
            "管理器日志中有哪一种？",
        ),
        &[
            look(
                t("Read the log of now.", "查看当前日志。"),
                manager_logs,
                t("", ""),
            ),
            look(
                t(
                    "After a restart, also the one before.",
                    "重启过则再看上一次的日志。",
                ),
                manager_previous,
                t(
                    "The last `FATAL`, `PANIC` or `ERROR` line counts.",
                    "以最后一行 `FATAL`、`PANIC` 或 `ERROR` 为准。",
                ),
            ),
        ],
        &[
            (
                t(
                    "`Failed to register`, `verify`, or errors on `/api/v4/`",
                    "`Failed to register`、`verify` 失败，或 `/api/v4/` 报错",
                ),
                Ask("register"),
            ),
            (
                t(
                    "`toml:`, a template, or `permission denied` on a file",
                    "`toml:`、模板，或文件 `permission denied`",
                ),
                Ask("config_kind"),
            ),
            (
                t(
                    "Errors on the way to the Kubernetes API",
                    "访问 Kubernetes API 出错",
                ),
                Ask("api"),
            ),
            (
                t(
                    "`is forbidden: User \"system:serviceaccount:…\"`",
                    "`is forbidden: User \"system:serviceaccount:…\"`",
                ),
                Cause("rbac_forbidden"),
            ),
            (
                t(
                    "Cache: `pre-signed URL`, `AccessDenied`, `AssumeRole`",
                    "缓存：`pre-signed URL`、`AccessDenied`、`AssumeRole`",
                ),
                Cause("cache_failure"),
            ),
        ],
    ),
    node(
        "manager_waits",
        t(
            "What do the events of the manager pod say?",
            "管理器 Pod 的事件说了什么？",
        ),
        &[look(
            t(
                "Read the events of the managers' namespace.",
                "查看管理器命名空间的事件。",
            ),
            manager_events,
            t(
                "The newest stand last; kept for an hour by default.",
                "最新的在最后；默认保留一小时。",
            ),
        )],
        &[
            (
                t(
                    "`Insufficient cpu` or `memory`",
                    "`Insufficient cpu` 或 `memory`",
                ),
                Cause("sched_insufficient_resources"),
            ),
            (
                t(
                    "`untolerated taint`, or nodes `were unschedulable`",
                    "`untolerated taint`，或节点 `were unschedulable`",
                ),
                Cause("sched_taint"),
            ),
            (
                t(
                    "`Failed to pull image` with `unauthorized` or `denied`",
                    "`Failed to pull image` 且有 `unauthorized` 或 `denied`",
                ),
                Cause("image_pull_auth"),
            ),
            (
                t(
                    "`Failed to pull image` with `not found` or `manifest unknown`",
                    "`Failed to pull image` 且有 `not found` 或 `manifest unknown`",
                ),
                Cause("image_pull_not_found"),
            ),
            (
                t(
                    "`Failed to pull image` with a time-out, `lookup` or a reset connection",
                    "`Failed to pull image` 且有超时、`lookup` 或连接重置",
                ),
                Cause("image_pull_network"),
            ),
            (t("Something else", "其他"), Cause("pod_start_timeout")),
        ],
    ),
    node(
        "manager_refused",
        t(
            "Why does the Deployment have no pod?",
            "Deployment 为何没有 Pod？",
        ),
        &[look(
            t(
                "Look for `FailedCreate` among the events.",
                "在事件中查找 `FailedCreate`。",
            ),
            manager_events,
            t("The reason stands behind it.", "原因在其后。"),
        )],
        &[
            (
                t("`violates PodSecurity`", "`violates PodSecurity`"),
                Cause("podsecurity_violation"),
            ),
            (
                t("`exceeded quota`", "`exceeded quota`"),
                Cause("quota_exceeded"),
            ),
            (
                t(
                    "`admission webhook … denied the request`",
                    "`admission webhook … denied the request`",
                ),
                Cause("admission_webhook_denied"),
            ),
            (
                t("`failed calling webhook`", "`failed calling webhook`"),
                Cause("admission_webhook_unavailable"),
            ),
            (
                t(
                    "No such event: nothing is installed here, or it is scaled to 0",
                    "没有这类事件：此处未安装，或副本数为 0",
                ),
                Cause("no_runner_online"),
            ),
        ],
    ),
    node(
        "manager_memory",
        t(
            "The manager itself runs out of memory",
            "管理器自身内存不足",
        ),
        &[
            look(
                t(
                    "What a manager needs grows with the jobs it watches. Compare its use with its limit.",
                    "管理器的内存用量随照看的作业数增长。将用量与上限比较。",
                ),
                |case| {
                    let selector = case.commands().selector();
                    case.commands()
                        .manager(&["top", "pods", "--selector", &selector])
                },
                t(
                    "Use near the limit while jobs run.",
                    "有作业运行时用量接近上限。",
                ),
            ),
            look(
                t(
                    "Raise “Memory limit” in the section Managers, or take fewer jobs per manager. Each restart aborts the jobs of that manager.",
                    "在“管理器”部分调高“内存上限”，或减少每个管理器的作业数。每次重启都会中止该管理器的作业。",
                ),
                none,
                t("", ""),
            ),
        ],
        &[],
    ),
    node(
        "stuck",
        t(
            "What does GitLab show for this runner?",
            "GitLab 中这个 Runner 是什么状态？",
        ),
        &[
            look(
                t(
                    "Open the runner in GitLab, under Settings > CI/CD > Runners or in the Admin area, and compare its tags with the job's.",
                    "在 GitLab 的“设置 > CI/CD > Runner”或管理中心打开此 Runner，将其标签与作业的标签比较。",
                ),
                none,
                t(
                    "Online, not paused, with all of the job's tags.",
                    "在线、未暂停，且含作业的全部标签。",
                ),
            ),
            look(
                t(
                    "See whether a manager has stopped asking.",
                    "查看管理器是否已停止请求作业。",
                ),
                manager_logs,
                t(
                    "`unhealthy and will be disabled` means an hour's pause after three refused requests.",
                    "`unhealthy and will be disabled` 表示三次请求被拒后暂停一小时。",
                ),
            ),
        ],
        &[
            (
                t("Offline, or never contacted", "离线，或从未联系过"),
                Ask("manager"),
            ),
            (
                t(
                    "The log has `unhealthy and will be disabled` or `403`",
                    "日志中有 `unhealthy and will be disabled` 或 `403`",
                ),
                Cause("register_invalid_token"),
            ),
            (
                t(
                    "Online, but paused, with other tags, protected, or not for this project",
                    "在线，但已暂停、标签不符、受保护，或不属于此项目",
                ),
                Cause("no_runner_online"),
            ),
            (
                t(
                    "Online and fitting, but all of its places are taken",
                    "在线且匹配，但位置已满",
                ),
                Ask("slow_queue"),
            ),
        ],
    ),
    node(
        "api",
        t(
            "What happens on the way to the Kubernetes API?",
            "访问 Kubernetes API 时发生了什么？",
        ),
        &[
            look(
                t(
                    "Ask whether the API server is well.",
                    "查看 API server 是否正常。",
                ),
                api_ready,
                t("All lines end in `ok`.", "所有行以 `ok` 结尾。"),
            ),
            look(
                t(
                    "See whether the manager has a proxy set.",
                    "查看管理器是否设置了代理。",
                ),
                manager_proxy,
                t(
                    "No line: none is set. With `HTTPS_PROXY`, `NO_PROXY` must be there as well.",
                    "无输出即未设置。有 `HTTPS_PROXY` 时必须同时有 `NO_PROXY`。",
                ),
            ),
        ],
        &[
            (
                t(
                    "`etcdserver`, `leader changed`, `context deadline exceeded`, now and then `connection refused`",
                    "`etcdserver`、`leader changed`、`context deadline exceeded`，偶发 `connection refused`",
                ),
                Cause("kube_api_unavailable"),
            ),
            (
                t(
                    "`TLS handshake timeout`, and a proxy is set",
                    "`TLS handshake timeout`，且设置了代理",
                ),
                Cause("kube_api_proxy"),
            ),
            (
                t(
                    "`no configuration has been provided`",
                    "`no configuration has been provided`",
                ),
                Cause("kube_config_missing"),
            ),
            (
                t(
                    "Always `i/o timeout` to the service address, without a proxy",
                    "始终对服务地址 `i/o timeout`，且无代理",
                ),
                Cause("network_blocked"),
            ),
        ],
    ),
    node(
        "cache",
        t(
            "What does the job log say about the cache?",
            "作业日志对缓存说了什么？",
        ),
        &[look(
            t(
                "Read the sections `restore_cache` and `archive_cache` of the job log, then the managers' log of that minute: the manager signs the URLs.",
                "查看作业日志的 `restore_cache` 与 `archive_cache` 部分，再看管理器同一分钟的日志：URL 由管理器签名。",
            ),
            manager_logs,
            t(
                "`Successfully extracted cache` when all is well.",
                "正常时有 `Successfully extracted cache`。",
            ),
        )],
        &[
            (
                t(
                    "`pre-signed URL`, `AccessDenied`, `403`, or the bucket is not reached",
                    "`pre-signed URL`、`AccessDenied`、`403`，或连不上存储桶",
                ),
                Cause("cache_failure"),
            ),
            (
                t(
                    "`No URL provided, cache will not be …`",
                    "`No URL provided, cache will not be …`",
                ),
                Ask("cache_config"),
            ),
            (
                t(
                    "`Killed`, or the helper ended with 137",
                    "`Killed`，或 helper 以 137 退出",
                ),
                Cause("oom_helper"),
            ),
            (
                t(
                    "Nothing wrong, but each job downloads again",
                    "没有错误，但每个作业都重新下载",
                ),
                Ask("cache_config"),
            ),
        ],
    ),
    node(
        "cache_config",
        t(
            "Is object storage set up for caches?",
            "是否为缓存配置了对象存储？",
        ),
        &[look(
            t(
                "Look for `[runners.cache]` in the running configuration. This leaves its keys and tokens out. Images that run as root keep the file in `/etc/gitlab-runner`.",
                "在运行中的配置里查找 `[runners.cache]`。此命令不输出密钥与令牌。以 root 运行的镜像将该文件放在 `/etc/gitlab-runner`。",
            ),
            manager_cache,
            t(
                "`Type = \"s3\"`, `\"gcs\"` or `\"azure\"` and a bucket.",
                "`Type = \"s3\"`、`\"gcs\"` 或 `\"azure\"` 以及存储桶。",
            ),
        )],
        &[
            (
                t("Yes, with a type and a bucket", "是，有类型和存储桶"),
                Cause("cache_failure"),
            ),
            (t("No", "否"), Ask("cache_local")),
        ],
    ),
    node(
        "cache_local",
        t(
            "Without object storage a cache ends with its pod",
            "没有对象存储时，缓存随 Pod 消失",
        ),
        &[
            look(
                t(
                    "This is no fault: on Kubernetes `/cache` lies in the helper container unless a volume is mounted there.",
                    "这不是故障：在 Kubernetes 上，除非挂载了卷，`/cache` 位于 helper 容器内。",
                ),
                none,
                t("", ""),
            ),
            look(
                t(
                    "Set `[runners.cache]` to a bucket, or mount a volume at `/cache` that all nodes can reach. “Faster starts” shows what it saves.",
                    "将 `[runners.cache]` 指向存储桶，或在 `/cache` 挂载所有节点都能访问的卷。“加快启动”页说明能省多少时间。",
                ),
                none,
                t("", ""),
            ),
        ],
        &[],
    ),
];
