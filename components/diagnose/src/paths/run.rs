//! Asks about a job at work: memory, pods that vanish, names, clone, Docker, and what a script meets.

use super::To::{Cause, Node as Ask};
use super::look::*;
use super::{Node, look, node};
use runwright_model::text::t;

pub(super) const NODES: &[Node] = &[
    node(
        "oom",
        t(
            "Which container ended, and with which reason?",
            "哪个容器结束了，原因是什么？",
        ),
        &[look(
            t(
                "Show the state of each container while the pod is there. The runner does not watch services: no line of the job log tells when one dies.",
                "趁 Pod 还在，显示各容器的状态。Runner 不监视服务容器：服务退出时作业日志不会有提示。",
            ),
            pod_states,
            t(
                "`\"reason\":\"OOMKilled\"` beside a container's name.",
                "容器名旁有 `\"reason\":\"OOMKilled\"`。",
            ),
        )],
        &[
            (
                t("`build`: `OOMKilled`", "`build`：`OOMKilled`"),
                Cause("oom_build"),
            ),
            (
                t(
                    "`helper` or `init-permissions`, or git `died of signal 9`",
                    "`helper` 或 `init-permissions`，或 git `died of signal 9`",
                ),
                Cause("oom_helper"),
            ),
            (
                t(
                    "`docker`, `buildkit` or another service: `OOMKilled`",
                    "`docker`、`buildkit` 或其他服务：`OOMKilled`",
                ),
                Cause("oom_service"),
            ),
            (
                t(
                    "Exit code 137, but `OOMKilled` is nowhere",
                    "退出码 137，但没有 `OOMKilled`",
                ),
                Ask("killed"),
            ),
            (t("The pod is gone", "Pod 已不在"), Ask("gone")),
            (
                t("The manager's pod", "管理器的 Pod"),
                Ask("manager_memory"),
            ),
        ],
    ),
    node(
        "killed",
        t(
            "137 says only that something sent SIGKILL. What do the events say?",
            "137 只说明收到了 SIGKILL。事件说了什么？",
        ),
        &[look(
            t(
                "Read the pod's events. Was the job cancelled or did its script call `kill`?",
                "查看 Pod 事件。作业是否被取消，脚本是否调用了 `kill`？",
            ),
            pod_events,
            t(
                "`Evicted`, `Killing`, `TaintManagerEviction`, or nothing.",
                "`Evicted`、`Killing`、`TaintManagerEviction`，或没有。",
            ),
        )],
        &[
            (
                t(
                    "`Evicted`, `low on resource`, `exceeds … ephemeral`",
                    "`Evicted`、`low on resource`、`exceeds … ephemeral`",
                ),
                Cause("evicted_storage"),
            ),
            (
                t(
                    "The node was drained, scaled down or lost, or the pod was preempted",
                    "节点被排空、缩容或丢失，或 Pod 被抢占",
                ),
                Cause("pod_disrupted"),
            ),
            (t("None of these", "都不是"), Cause("exit_137_ambiguous")),
        ],
    ),
    node(
        "gone",
        t("Why did the pod go?", "Pod 为何消失？"),
        &[
            look(
                t(
                    "Read the events of the job namespace.",
                    "查看作业命名空间的事件。",
                ),
                job_events,
                t(
                    "Look for the pod's name and for events of nodes.",
                    "查找 Pod 名称与节点事件。",
                ),
            ),
            look(
                t(
                    "See which nodes are young or not ready.",
                    "查看哪些节点刚创建或未就绪。",
                ),
                nodes,
                t(
                    "A node younger than the job took another one's place.",
                    "比作业更新的节点替换了旧节点。",
                ),
            ),
        ],
        &[
            (
                t(
                    "`Evicted`, `low on resource`, `TerminationByKubelet`",
                    "`Evicted`、`low on resource`、`TerminationByKubelet`",
                ),
                Cause("evicted_storage"),
            ),
            (
                t(
                    "Drained, scaled down, spot node taken back, preempted, deleted by somebody",
                    "排空、缩容、Spot 节点被回收、被抢占或被人删除",
                ),
                Cause("pod_disrupted"),
            ),
            (
                t(
                    "The API server was away at that time",
                    "当时 API server 不可用",
                ),
                Cause("kube_api_unavailable"),
            ),
            (
                t(
                    "No event is left, and the job ended with 137",
                    "没有留下事件，作业以 137 结束",
                ),
                Cause("exit_137_ambiguous"),
            ),
            (
                t(
                    "No event is left, and the job log says `pods … not found`",
                    "没有留下事件，作业日志显示 `pods … not found`",
                ),
                Cause("pod_disrupted"),
            ),
        ],
    ),
    node(
        "dies",
        t("How does the job log end?", "作业日志以什么结束？"),
        &[look(
            t(
                "Read the last ten lines of the job log.",
                "查看作业日志最后十行。",
            ),
            none,
            t(
                "`Job failed: exit code N` is the script's own; `(system failure)` is not.",
                "`Job failed: exit code N` 是脚本自身的退出码；`(system failure)` 则不是。",
            ),
        )],
        &[
            (
                t(
                    "`137`, `Killed` or `OOMKilled`",
                    "`137`、`Killed` 或 `OOMKilled`",
                ),
                Ask("oom"),
            ),
            (
                t(
                    "`pods \"…\" not found`, `is disrupted`, `being deleted`, `node no longer exists`",
                    "`pods \"…\" not found`、`is disrupted`、`being deleted`、`node no longer exists`",
                ),
                Ask("gone"),
            ),
            (
                t(
                    "`low on resource`, `ephemeral`, `no space left on device`",
                    "`low on resource`、`ephemeral`、`no space left on device`",
                ),
                Cause("evicted_storage"),
            ),
            (
                t(
                    "`error dialing backend`, `broken pipe`, `client connection lost`",
                    "`error dialing backend`、`broken pipe`、`client connection lost`",
                ),
                Cause("exec_attach_broken"),
            ),
            (
                t(
                    "`etcdserver`, `leader changed`, `connection refused` to the API server",
                    "`etcdserver`、`leader changed`、访问 API server 得到 `connection refused`",
                ),
                Cause("kube_api_unavailable"),
            ),
            (
                t(
                    "Another exit code, without `(system failure)`",
                    "其他退出码，没有 `(system failure)`",
                ),
                Ask("script"),
            ),
        ],
    ),
    node(
        "names",
        t("Whose lookup fails?", "是谁的解析失败？"),
        &[look(
            t(
                "Read who prints the line: the same words have another cure in each place.",
                "看是谁打印了这一行：同样的文字在不同位置解法不同。",
            ),
            none,
            t(
                "`lookup NAME on SERVER:53` names the server that was asked.",
                "`lookup NAME on SERVER:53` 给出了被查询的服务器。",
            ),
        )],
        &[
            (
                t("The manager's, in its own log", "管理器自身日志中"),
                Ask("names_manager"),
            ),
            (
                t(
                    "The node's: `Failed to pull image … lookup`",
                    "节点：`Failed to pull image … lookup`",
                ),
                Cause("image_pull_dns"),
            ),
            (
                t(
                    "git's: `unable to access … Could not resolve host`",
                    "git 报 `unable to access … Could not resolve host`",
                ),
                Cause("git_clone_dns"),
            ),
            (
                t(
                    "The name is `docker` or that of a service of the job",
                    "名称是 `docker` 或作业的某个服务",
                ),
                Ask("alias"),
            ),
            (
                t(
                    "A command of the script, or a build inside Docker",
                    "脚本中的命令，或 Docker 内的构建",
                ),
                Ask("dns_kind"),
            ),
        ],
    ),
    node(
        "alias",
        t(
            "Services are found in `/etc/hosts`, not by DNS. What became of this one?",
            "服务名写在 `/etc/hosts`，不走 DNS。这个服务怎样了？",
        ),
        &[look(
            t("Show the state of each container.", "显示各容器的状态。"),
            pod_states,
            t(
                "A container named after the alias, `running`.",
                "有与别名同名的容器，状态 `running`。",
            ),
        )],
        &[
            (
                t(
                    "The pod is not made: `provided host alias … is invalid DNS`",
                    "Pod 未创建：`provided host alias … is invalid DNS`",
                ),
                Cause("service_alias_invalid"),
            ),
            (
                t("It ended with `OOMKilled`", "以 `OOMKilled` 结束"),
                Cause("oom_service"),
            ),
            (
                t(
                    "There is no container of that name, or it ended for another reason",
                    "没有同名容器，或因其他原因结束",
                ),
                Cause("dind_daemon_unreachable"),
            ),
        ],
    ),
    node(
        "dns_kind",
        t(
            "What does the lookup say in a pod like the job's?",
            "在与作业相同的 Pod 中解析，结果是什么？",
        ),
        &[
            look(
                t(
                    "Look it up with the jobs' labels, nodes and account; put the name that fails in place of GitLab's.",
                    "使用作业的标签、节点与账户进行解析；将 GitLab 的名称换成失败的名称。",
                ),
                lookup,
                t("An address when all is well.", "正常时返回地址。"),
            ),
            look(
                t(
                    "With a time-out or `SERVFAIL`, read what the cluster's DNS says.",
                    "超时或 `SERVFAIL` 时，查看集群 DNS 的日志。",
                ),
                core_dns,
                t(
                    "`[ERROR]` lines name the upstream that is silent.",
                    "`[ERROR]` 行给出无响应的上游。",
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
                    "No answer, `SERVFAIL`, `connection refused`",
                    "无应答、`SERVFAIL`、`connection refused`",
                ),
                Ask("dns_silent"),
            ),
            (
                t(
                    "An address: only the job does not get it",
                    "返回地址：只有作业解析不到",
                ),
                Ask("dns_own"),
            ),
        ],
    ),
    node(
        "dns_silent",
        t(
            "Does it work in a pod without the jobs' labels?",
            "不带作业标签的 Pod 能解析吗？",
        ),
        &[
            look(
                t(
                    "The same lookup in a pod that the jobs' NetworkPolicies do not select.",
                    "在作业 NetworkPolicy 未选中的 Pod 中做同样的解析。",
                ),
                lookup_plain,
                t("", ""),
            ),
            look(
                t("See which policies there are.", "查看有哪些策略。"),
                policies,
                t("DNS needs UDP and TCP 53.", "DNS 需要放行 UDP 与 TCP 53。"),
            ),
        ],
        &[
            (
                t("Yes: a policy stands between", "能：被策略挡住"),
                Cause("network_blocked"),
            ),
            (
                t(
                    "No: the DNS server does not answer",
                    "不能：DNS 服务器不应答",
                ),
                Cause("dns_timeout"),
            ),
        ],
    ),
    node(
        "dns_own",
        t(
            "Which server does the job itself ask?",
            "作业自己向哪个服务器查询？",
        ),
        &[look(
            t(
                "Read the job pod's resolver settings: `dns_policy` and `dns_config` are in force only there. Then try `getent hosts NAME` in the job's own image.",
                "查看作业 Pod 的解析配置：`dns_policy` 与 `dns_config` 只在其中生效。再在作业镜像中执行 `getent hosts NAME`。",
            ),
            resolv,
            t(
                "`nameserver`, `search` and `options` as the plan says.",
                "`nameserver`、`search` 与 `options` 与方案一致。",
            ),
        )],
        &[
            (
                t(
                    "Another one, which does not know the name",
                    "另一个服务器，它不认识该名称",
                ),
                Cause("dns_nxdomain"),
            ),
            (
                t(
                    "One that does not answer, or one search domain that does not",
                    "无应答的服务器，或某个搜索域无应答",
                ),
                Cause("dns_timeout"),
            ),
        ],
    ),
    node(
        "clone",
        t("What does git say last?", "git 最后说了什么？"),
        &[
            look(
                t(
                    "Read the lines above `Job failed` in `get_sources`.",
                    "查看 `get_sources` 中 `Job failed` 上方的几行。",
                ),
                none,
                t(
                    "`fatal: unable to access '…': …`",
                    "`fatal: unable to access '…': …`",
                ),
            ),
            look(
                t(
                    "Ask GitLab from a pod like the job's.",
                    "从与作业相同的 Pod 访问 GitLab。",
                ),
                net,
                t(
                    "Any status proves name, route and TLS.",
                    "任何状态码都说明解析、路由与 TLS 正常。",
                ),
            ),
        ],
        &[
            (
                t("`Could not resolve host`", "`Could not resolve host`"),
                Cause("git_clone_dns"),
            ),
            (
                t(
                    "`Failed to connect`, `timed out`, `refused`",
                    "`Failed to connect`、`timed out`、`refused`",
                ),
                Cause("git_clone_unreachable"),
            ),
            (
                t(
                    "`SSL certificate problem`, `CAfile`",
                    "`SSL certificate problem`、`CAfile`",
                ),
                Cause("git_clone_x509"),
            ),
            (
                t(
                    "`401`, `403`, `Access denied`, `could not be found`, also of a submodule",
                    "`401`、`403`、`Access denied`、`could not be found`，也包括子模块",
                ),
                Cause("git_clone_auth"),
            ),
            (
                t(
                    "`does not appear to be a git repository`, or the host in the URL is a wrong one",
                    "`does not appear to be a git repository`，或 URL 中主机不对",
                ),
                Cause("git_clone_url"),
            ),
            (
                t(
                    "`died of signal 9`, `Killed`",
                    "`died of signal 9`、`Killed`",
                ),
                Cause("oom_helper"),
            ),
            (
                t(
                    "`could not lock config file`, `Permission denied` in the home",
                    "`could not lock config file`，家目录 `Permission denied`",
                ),
                Cause("job_home_not_writable"),
            ),
        ],
    ),
    node(
        "docker",
        t("What does the Docker command say?", "Docker 命令报了什么？"),
        &[look(
            t(
                "Read the first error of the job log, and the daemon's own log.",
                "查看作业日志的第一个错误，以及守护进程自己的日志。",
            ),
            service_log,
            t(
                "`API listen on` when the daemon is up.",
                "守护进程就绪时有 `API listen on`。",
            ),
        )],
        &[
            (
                t(
                    "`Cannot connect to the Docker daemon`, `lookup docker`",
                    "`Cannot connect to the Docker daemon`、`lookup docker`",
                ),
                Ask("docker_daemon"),
            ),
            (
                t(
                    "`open /certs/client/ca.pem`, `HTTP request to an HTTPS server`",
                    "`open /certs/client/ca.pem`、`HTTP request to an HTTPS server`",
                ),
                Cause("dind_tls_cert"),
            ),
            (
                t(
                    "`mount: permission denied`, `Could not mount`, `ip_tables`",
                    "`mount: permission denied`、`Could not mount`、`ip_tables`",
                ),
                Cause("dind_privileged"),
            ),
            (
                t(
                    "`x509` at `docker login`, `pull` or `push`",
                    "`docker login`、`pull` 或 `push` 时出现 `x509`",
                ),
                Cause("dind_registry_x509"),
            ),
            (
                t(
                    "`unauthorized`, `incorrect username or password`, `denied`",
                    "`unauthorized`、`incorrect username or password`、`denied`",
                ),
                Cause("registry_login_failed"),
            ),
            (
                t(
                    "Downloads inside the build hang or break off",
                    "构建中的下载卡住或中断",
                ),
                Ask("docker_hang"),
            ),
            (
                t(
                    "Rootless: `newuidmap`, `operation not permitted` at a mount, AppArmor",
                    "Rootless：`newuidmap`、挂载时 `operation not permitted`、AppArmor",
                ),
                Cause("apparmor_rootless"),
            ),
        ],
    ),
    node(
        "docker_pull",
        t(
            "What does Docker say about the image?",
            "Docker 对该镜像报了什么？",
        ),
        &[look(
            t(
                "The daemon in the pod pulls this one, with the pod's names and routes and its own trust store; the node has no part in it.",
                "该镜像由 Pod 内的守护进程拉取，使用 Pod 的解析与路由以及它自己的信任库，与节点无关。",
            ),
            service_log,
            t("", ""),
        )],
        &[
            (t("`x509`", "`x509`"), Cause("dind_registry_x509")),
            (
                t(
                    "`unauthorized`, `denied`, `incorrect username or password`",
                    "`unauthorized`、`denied`、`incorrect username or password`",
                ),
                Cause("registry_login_failed"),
            ),
            (
                t("`toomanyrequests`, `429`", "`toomanyrequests`、`429`"),
                Cause("image_pull_rate_limit"),
            ),
            (
                t(
                    "`manifest unknown`, `not found`",
                    "`manifest unknown`、`not found`",
                ),
                Cause("image_pull_not_found"),
            ),
            (t("`lookup` fails", "`lookup` 失败"), Ask("dns_kind")),
            (
                t(
                    "`TLS handshake timeout`, or it hangs",
                    "`TLS handshake timeout`，或一直卡住",
                ),
                Cause("dind_mtu"),
            ),
        ],
    ),
    node(
        "docker_daemon",
        t("What became of the service container?", "服务容器怎样了？"),
        &[
            look(
                t("Show the state of each container.", "显示各容器的状态。"),
                pod_states,
                t("`docker` is `running`.", "`docker` 为 `running`。"),
            ),
            look(
                t("Read the daemon's log.", "查看守护进程日志。"),
                service_log,
                t(
                    "`API listen on [::]:2376` with TLS, `2375` without.",
                    "启用 TLS 时为 `API listen on [::]:2376`，否则为 `2375`。",
                ),
            ),
        ],
        &[
            (
                t("It ended with `OOMKilled`", "以 `OOMKilled` 结束"),
                Cause("oom_service"),
            ),
            (
                t(
                    "Its log has `permission denied` at a mount",
                    "日志中挂载 `permission denied`",
                ),
                Cause("dind_privileged"),
            ),
            (
                t(
                    "Evicted, or `no space left on device`",
                    "被驱逐，或 `no space left on device`",
                ),
                Cause("evicted_storage"),
            ),
            (
                t(
                    "It listens on 2376, the client asks 2375 or has no certificates",
                    "监听 2376，客户端却访问 2375 或没有证书",
                ),
                Cause("dind_tls_cert"),
            ),
            (
                t(
                    "There is none, it was not ready yet, or the client asks `unix:///var/run/docker.sock`",
                    "不存在、尚未就绪，或客户端访问 `unix:///var/run/docker.sock`",
                ),
                Cause("dind_daemon_unreachable"),
            ),
        ],
    ),
    node(
        "docker_hang",
        t(
            "Is Docker's MTU larger than the pod's?",
            "Docker 的 MTU 是否大于 Pod 的 MTU？",
        ),
        &[look(
            t(
                "Compare the two interfaces while the job runs.",
                "在作业运行时比较两个网卡。",
            ),
            mtu,
            t(
                "`mtu 1450` on `eth0` and `mtu 1500` on `docker0` is the fault.",
                "`eth0` 为 `mtu 1450` 而 `docker0` 为 `mtu 1500` 即是问题所在。",
            ),
        )],
        &[
            (t("Yes", "是"), Cause("dind_mtu")),
            (
                t("No, and lookups get no answer", "否，且解析无应答"),
                Ask("dns_silent"),
            ),
            (
                t(
                    "No, names are found, only the address is silent",
                    "否，域名可以解析，只是地址无响应",
                ),
                Cause("network_blocked"),
            ),
        ],
    ),
    node(
        "net",
        t(
            "Does the address answer from a pod without the jobs' labels?",
            "不带作业标签的 Pod 能访问该地址吗？",
        ),
        &[
            look(
                t(
                    "With the jobs' labels; put the address that fails in place of GitLab's.",
                    "带作业标签；将 GitLab 的地址换成失败的地址。",
                ),
                net,
                t("`000` when it does not answer.", "无应答时为 `000`。"),
            ),
            look(
                t("And without them.", "再不带标签。"),
                net_plain,
                t(
                    "A status here and `000` above: a NetworkPolicy stands between.",
                    "此处有状态码而上面为 `000`：被 NetworkPolicy 挡住。",
                ),
            ),
        ],
        &[
            (
                t("Only without them", "只有不带标签时能访问"),
                Cause("network_blocked"),
            ),
            (
                t(
                    "Never, and it is GitLab's address",
                    "都不能，且是 GitLab 的地址",
                ),
                Cause("git_clone_unreachable"),
            ),
            (
                t(
                    "Never, or in both: it is outside of the runner",
                    "都不能或都能：问题在 Runner 之外",
                ),
                Ask("own_script"),
            ),
        ],
    ),
    node(
        "script",
        t("What does the failing command say?", "失败的命令报了什么？"),
        &[look(
            t(
                "Read the first error of the script, not the last.",
                "看脚本的第一个错误，而不是最后一个。",
            ),
            none,
            t("", ""),
        )],
        &[
            (
                t(
                    "`Permission denied` or `could not lock` in the home or another folder",
                    "家目录或其他目录 `Permission denied` 或 `could not lock`",
                ),
                Cause("job_home_not_writable"),
            ),
            (
                t(
                    "`kubectl` or `helm`: `is forbidden`",
                    "`kubectl` 或 `helm`：`is forbidden`",
                ),
                Cause("rbac_job_serviceaccount"),
            ),
            (t("A name is not found", "域名无法解析"), Ask("dns_kind")),
            (
                t("A connection is refused or times out", "连接被拒绝或超时"),
                Ask("net"),
            ),
            (t("A Docker command", "Docker 命令"), Ask("docker")),
            (t("None of these", "都不是"), Ask("own_script")),
        ],
    ),
    node(
        "own_script",
        t(
            "Nothing of the runner speaks for this failure",
            "没有迹象表明与 Runner 有关",
        ),
        &[
            look(
                t(
                    "Run the same command in the same image outside of CI; `CI_DEBUG_TRACE: \"true\"` prints each line of the script, and secrets with it.",
                    "在 CI 之外用同一镜像运行同一命令；`CI_DEBUG_TRACE: \"true\"` 会打印脚本每一行，也会打印密钥。",
                ),
                none,
                t("", ""),
            ),
            look(
                t(
                    "Services keep their own log: `CI_DEBUG_SERVICES: \"true\"` shows it in the job log.",
                    "服务有自己的日志：`CI_DEBUG_SERVICES: \"true\"` 会在作业日志中显示。",
                ),
                none,
                t("", ""),
            ),
        ],
        &[],
    ),
];
