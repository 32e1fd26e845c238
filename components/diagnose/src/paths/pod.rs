//! Asks about the job pod before its script: pulling, scheduling, waiting, refusals, slow starts.

use super::To::{Cause, Node as Ask};
use super::look::*;
use super::{Node, look, node};
use runwright_model::text::t;

pub(super) const NODES: &[Node] = &[
    node(
        "pull",
        t("Which image is it?", "是哪个镜像？"),
        &[look(
            t(
                "Read the pod's events. For a pod that is gone, set `POD` to the name in the job log; events stay for an hour by default.",
                "查看 Pod 事件。Pod 已删除时，将 `POD` 设为作业日志中的名称；事件默认保留一小时。",
            ),
            pod_events,
            t(
                "`Failed to pull image \"…\": …` names the image and the reason.",
                "`Failed to pull image \"…\": …` 给出镜像与原因。",
            ),
        )],
        &[
            (
                t(
                    "`gitlab-runner-helper`, or the containers `helper` and `init-permissions`",
                    "`gitlab-runner-helper`，或容器 `helper` 与 `init-permissions`",
                ),
                Cause("helper_image_pull"),
            ),
            (
                t(
                    "The job's image or one of its services",
                    "作业镜像或某个服务镜像",
                ),
                Ask("pull_text"),
            ),
            (
                t(
                    "None is pulled: the job log says `not one of the allowed_pull_policies`",
                    "并未拉取：作业日志显示 `not one of the allowed_pull_policies`",
                ),
                Cause("pull_policy_not_allowed"),
            ),
            (
                t(
                    "An image that the job's own `docker` command wants",
                    "作业自己的 `docker` 命令要拉的镜像",
                ),
                Ask("docker_pull"),
            ),
        ],
    ),
    node(
        "pull_text",
        t(
            "What stands after the image's name?",
            "镜像名之后是什么内容？",
        ),
        &[look(
            t(
                "Read the line `Failed to pull image` to its end. The node pulls, with its own names and routes: `dns_config` and NetworkPolicies have no say in it.",
                "将 `Failed to pull image` 一行读到末尾。拉取由节点完成，使用节点自己的解析与路由，与 `dns_config` 和 NetworkPolicy 无关。",
            ),
            pod_events,
            t("The reason stands last.", "原因在最后。"),
        )],
        &[
            (
                t(
                    "`lookup … no such host`, `127.0.0.53`",
                    "`lookup … no such host`、`127.0.0.53`",
                ),
                Cause("image_pull_dns"),
            ),
            (
                t(
                    "`i/o timeout`, `connection reset`, `EOF`, `TLS handshake timeout`, without `lookup`",
                    "`i/o timeout`、`connection reset`、`EOF`、`TLS handshake timeout`，没有 `lookup`",
                ),
                Cause("image_pull_network"),
            ),
            (t("`x509`", "`x509`"), Cause("image_pull_x509")),
            (
                t(
                    "`toomanyrequests`, `429`, `pull rate limit`",
                    "`toomanyrequests`、`429`、`pull rate limit`",
                ),
                Cause("image_pull_rate_limit"),
            ),
            (
                t(
                    "`unauthorized`, `denied`, `no basic auth`, `401`, `403`",
                    "`unauthorized`、`denied`、`no basic auth`、`401`、`403`",
                ),
                Ask("pull_denied"),
            ),
            (
                t(
                    "`manifest unknown`, `not found`, `InvalidImageName`",
                    "`manifest unknown`、`not found`、`InvalidImageName`",
                ),
                Cause("image_pull_not_found"),
            ),
            (
                t("`no matching manifest`", "`no matching manifest`"),
                Ask("pull_platform"),
            ),
            (
                t(
                    "Nothing: only `Back-off pulling image` or `ErrImagePull`",
                    "没有内容：只有 `Back-off pulling image` 或 `ErrImagePull`",
                ),
                Cause("image_pull_backoff_unspecified"),
            ),
        ],
    ),
    node(
        "pull_denied",
        t(
            "Does exactly this image and tag exist?",
            "这个镜像与标签是否确实存在？",
        ),
        &[look(
            t(
                "Look it up in the registry's page, signed in. Docker Hub and GitLab say `denied` for a private image that does not exist, too.",
                "登录镜像仓库页面查找。私有镜像不存在时，Docker Hub 与 GitLab 同样返回 `denied`。",
            ),
            none,
            t(
                "A variable that stayed unexpanded shows in the name.",
                "未展开的变量会出现在名称中。",
            ),
        )],
        &[
            (t("Yes, it is there", "存在"), Cause("image_pull_auth")),
            (
                t("No, or its name holds a `$`", "不存在，或名称中有 `$`"),
                Cause("image_pull_not_found"),
            ),
        ],
    ),
    node(
        "pull_platform",
        t("What kind of node is the pod on?", "Pod 在哪种节点上？"),
        &[look(
            t("Compare system and architecture.", "比较操作系统与架构。"),
            node_labels,
            t("The columns OS and ARCH.", "查看 OS 与 ARCH 两列。"),
        )],
        &[
            (
                t(
                    "Windows, or Windows is wanted and it is Linux",
                    "Windows 节点，或需要 Windows 而节点是 Linux",
                ),
                Cause("windows_node_mismatch"),
            ),
            (
                t(
                    "Linux: the image has no build for this architecture",
                    "Linux：镜像没有该架构的版本",
                ),
                Cause("image_pull_not_found"),
            ),
        ],
    ),
    node(
        "scheduling",
        t(
            "What does `FailedScheduling` count?",
            "`FailedScheduling` 统计了什么？",
        ),
        &[look(
            t(
                "Read the pod's events. The reasons count nodes; the one that is easiest to lift on any node is enough.",
                "查看 Pod 事件。各原因按节点计数；只要在某个节点上消除最容易的一个即可。",
            ),
            pod_events,
            t(
                "`0/3 nodes are available: …`",
                "`0/3 nodes are available: …`",
            ),
        )],
        &[
            (
                t(
                    "`Insufficient cpu`, `memory`, `ephemeral-storage` or a GPU",
                    "`Insufficient cpu`、`memory`、`ephemeral-storage` 或 GPU",
                ),
                Cause("sched_insufficient_resources"),
            ),
            (
                t(
                    "`didn't match Pod's node affinity/selector`",
                    "`didn't match Pod's node affinity/selector`",
                ),
                Ask("sched_labels"),
            ),
            (
                t(
                    "`untolerated taint`, `were unschedulable`",
                    "`untolerated taint`、`were unschedulable`",
                ),
                Cause("sched_taint"),
            ),
            (
                t("`Too many pods`", "`Too many pods`"),
                Cause("sched_too_many_pods"),
            ),
            (
                t(
                    "`PersistentVolumeClaim`, or `volume node affinity conflict`",
                    "`PersistentVolumeClaim`，或 `volume node affinity conflict`",
                ),
                Cause("sched_pvc_unbound"),
            ),
            (
                t(
                    "There is no such event, the pod has a node",
                    "没有这类事件，Pod 已有节点",
                ),
                Ask("creating"),
            ),
        ],
    ),
    node(
        "sched_labels",
        t("Which label do the nodes lack?", "节点缺少哪个标签？"),
        &[
            look(
                t(
                    "Show the labels that the plan asks for.",
                    "显示方案要求的标签。",
                ),
                node_labels,
                t(
                    "An empty column is a node without that label.",
                    "空列表示该节点没有此标签。",
                ),
            ),
            look(
                t(
                    "Compare with the pod's own selector.",
                    "与 Pod 自己的选择器比较。",
                ),
                pod_describe,
                t("The line `Node-Selectors`.", "`Node-Selectors` 一行。"),
            ),
        ],
        &[
            (
                t(
                    "`kubernetes.io/os`, or the build of Windows",
                    "`kubernetes.io/os`，或 Windows 的版本号",
                ),
                Cause("windows_node_mismatch"),
            ),
            (
                t("Any other label", "其他标签"),
                Cause("sched_node_selector"),
            ),
        ],
    ),
    node(
        "pending",
        t(
            "What does the list of job pods show?",
            "作业 Pod 列表显示什么？",
        ),
        &[
            look(
                t("List the job pods.", "列出作业 Pod。"),
                job_pods,
                t(
                    "`Pending` for up to a minute is normal.",
                    "`Pending` 一分钟以内属于正常。",
                ),
            ),
            look(
                t("Read the events of the newest.", "查看最新 Pod 的事件。"),
                pod_events,
                t("", ""),
            ),
        ],
        &[
            (
                t(
                    "`Pending`, and its events say `FailedScheduling`",
                    "`Pending`，事件中有 `FailedScheduling`",
                ),
                Ask("scheduling"),
            ),
            (
                t(
                    "`ErrImagePull`, `ImagePullBackOff`, `InvalidImageName`",
                    "`ErrImagePull`、`ImagePullBackOff`、`InvalidImageName`",
                ),
                Ask("pull"),
            ),
            (
                t(
                    "`ContainerCreating`, `PodInitializing` or `Init:0/1` for minutes",
                    "`ContainerCreating`、`PodInitializing` 或 `Init:0/1` 持续数分钟",
                ),
                Ask("creating"),
            ),
            (
                t(
                    "No pod: the job log has `forbidden`, `denied`, `exceeded` or `violates`",
                    "没有 Pod：作业日志有 `forbidden`、`denied`、`exceeded` 或 `violates`",
                ),
                Ask("refused"),
            ),
            (
                t(
                    "No pod any more: the job log ends in `timed out waiting for pod to start`",
                    "Pod 已不在：作业日志以 `timed out waiting for pod to start` 结束",
                ),
                Cause("pod_start_timeout"),
            ),
            (
                t(
                    "No pod and no job log: GitLab itself says pending",
                    "没有 Pod 也没有作业日志：GitLab 显示等待中",
                ),
                Cause("no_runner_online"),
            ),
        ],
    ),
    node(
        "creating",
        t(
            "The pod has a node. What is it waiting for?",
            "Pod 已分配到节点，它在等什么？",
        ),
        &[look(
            t(
                "Read the events at the end and the state of each container.",
                "查看末尾的事件和各容器的状态。",
            ),
            pod_describe,
            t(
                "The newest event names what is under way.",
                "最新事件说明正在进行的步骤。",
            ),
        )],
        &[
            (
                t(
                    "`FailedMount` or `FailedAttachVolume` of a volume claim",
                    "卷声明的 `FailedMount` 或 `FailedAttachVolume`",
                ),
                Cause("sched_pvc_unbound"),
            ),
            (
                t(
                    "`MountVolume.SetUp failed … not supported by windows`",
                    "`MountVolume.SetUp failed … not supported by windows`",
                ),
                Cause("windows_node_mismatch"),
            ),
            (
                t("AppArmor refuses the container", "AppArmor 拒绝容器"),
                Cause("apparmor_rootless"),
            ),
            (
                t(
                    "`Pulling image` without an end",
                    "`Pulling image` 迟迟不结束",
                ),
                Ask("slow_pull"),
            ),
            (
                t(
                    "Something else, until the {poll} s of `poll_timeout` are over",
                    "其他情况，直到 `poll_timeout` 的 {poll} 秒用完",
                ),
                Cause("pod_start_timeout"),
            ),
        ],
    ),
    node(
        "refused",
        t("Who refuses what?", "谁拒绝了什么？"),
        &[
            look(
                t(
                    "Read the last line of the job log, and the events of the job namespace.",
                    "查看作业日志最后一行，以及作业命名空间的事件。",
                ),
                job_events,
                t("", ""),
            ),
            look(
                t("See what the namespace allows.", "查看命名空间允许什么。"),
                quota,
                t(
                    "Used and hard figures side by side; nothing where there is no quota.",
                    "并列显示已用与上限；没有配额则为空。",
                ),
            ),
        ],
        &[
            (
                t("`violates PodSecurity`", "`violates PodSecurity`"),
                Cause("podsecurity_violation"),
            ),
            (
                t(
                    "`exceeded quota` or `must specify`",
                    "`exceeded quota` 或 `must specify`",
                ),
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
                    "`is forbidden: User \"system:serviceaccount:…\"`",
                    "`is forbidden: User \"system:serviceaccount:…\"`",
                ),
                Ask("forbidden_who"),
            ),
            (
                t(
                    "`not one of the allowed_pull_policies`",
                    "`not one of the allowed_pull_policies`",
                ),
                Cause("pull_policy_not_allowed"),
            ),
            (
                t(
                    "`provided host alias … is invalid DNS`",
                    "`provided host alias … is invalid DNS`",
                ),
                Cause("service_alias_invalid"),
            ),
        ],
    ),
    node(
        "forbidden_who",
        t("Which account is refused?", "被拒绝的是哪个账户？"),
        &[look(
            t(
                "The message names it. Ask what the managers' account may do in `{jobs}`.",
                "消息中有账户名。查询管理器账户在 `{jobs}` 中的权限。",
            ),
            can_attach,
            t(
                "`yes` when the managers' rights are complete.",
                "管理器权限完整时为 `yes`。",
            ),
        )],
        &[
            (
                t(
                    "The managers' account, or `default` of `{managers}`",
                    "管理器的账户，或 `{managers}` 的 `default`",
                ),
                Cause("rbac_forbidden"),
            ),
            (
                t(
                    "The jobs' account, in a line of `kubectl` or `helm`",
                    "作业的账户，出现在 `kubectl` 或 `helm` 的输出中",
                ),
                Cause("rbac_job_serviceaccount"),
            ),
        ],
    ),
    node(
        "prepare",
        t(
            "What stands behind `prepare environment`?",
            "`prepare environment` 之后是什么？",
        ),
        &[look(
            t(
                "Read the last error of the job log from right to left: the wrappers in front name no cause. The link to shell profiles does not apply here.",
                "从右向左读作业日志最后的错误：前面的包装语不说明原因。关于 shell profile 的链接在此不适用。",
            ),
            none,
            t("One of the texts below.", "下列文字之一。"),
        )],
        &[
            (
                t(
                    "`image pull failed`, `ErrImagePull`, `allowed_pull_policies`",
                    "`image pull failed`、`ErrImagePull`、`allowed_pull_policies`",
                ),
                Ask("pull"),
            ),
            (
                t(
                    "`timed out waiting for pod to start`, nothing else",
                    "只有 `timed out waiting for pod to start`",
                ),
                Cause("pod_start_timeout"),
            ),
            (
                t(
                    "`forbidden`, `denied`, `exceeded`, `violates`, `invalid DNS`",
                    "`forbidden`、`denied`、`exceeded`、`violates`、`invalid DNS`",
                ),
                Ask("refused"),
            ),
            (
                t(
                    "`exec: \"sh\"`, `unrecognized subcommand`, `exec format error`",
                    "`exec: \"sh\"`、`unrecognized subcommand`、`exec format error`",
                ),
                Cause("shell_missing_in_image"),
            ),
            (
                t(
                    "`container not found`, `error dialing backend`, `unable to upgrade connection`",
                    "`container not found`、`error dialing backend`、`unable to upgrade connection`",
                ),
                Ask("attach"),
            ),
            (
                t(
                    "`etcdserver`, `context deadline exceeded`, `TLS handshake timeout`, `no configuration`",
                    "`etcdserver`、`context deadline exceeded`、`TLS handshake timeout`、`no configuration`",
                ),
                Ask("api"),
            ),
            (
                t(
                    "`unsupported Windows Version`",
                    "`unsupported Windows Version`",
                ),
                Cause("windows_node_mismatch"),
            ),
            (
                t(
                    "`pods \"…\" not found`, `is disrupted`",
                    "`pods \"…\" not found`、`is disrupted`",
                ),
                Ask("gone"),
            ),
        ],
    ),
    node(
        "attach",
        t(
            "What is the state of the container that is not reached?",
            "连不上的容器处于什么状态？",
        ),
        &[look(
            t("Show the state of each container.", "显示各容器的状态。"),
            pod_states,
            t(
                "`running`, or `terminated` with a reason and an exit code.",
                "`running`，或 `terminated` 及其原因与退出码。",
            ),
        )],
        &[
            (
                t(
                    "`build` ended with `OOMKilled`",
                    "`build` 以 `OOMKilled` 结束",
                ),
                Cause("oom_build"),
            ),
            (
                t(
                    "`build` ended at once with another code: the image has no shell, or its entrypoint ends",
                    "`build` 立即以其他码结束：镜像没有 shell，或入口程序已退出",
                ),
                Cause("shell_missing_in_image"),
            ),
            (
                t(
                    "All run, or nobody can be reached on this node",
                    "都在运行，或该节点上的容器都连不上",
                ),
                Cause("exec_attach_broken"),
            ),
        ],
    ),
    node(
        "slow",
        t(
            "Between which two times does it wait?",
            "等待发生在哪两个时间点之间？",
        ),
        &[
            look(
                t(
                    "Show when the newest job pod reached each stage.",
                    "显示最新作业 Pod 到达各阶段的时间。",
                ),
                pod_conditions,
                t(
                    "Creation, then `PodScheduled`, `Initialized`, `ContainersReady`: the largest gap is the one to look at.",
                    "依次为创建、`PodScheduled`、`Initialized`、`ContainersReady`：间隔最大的就是要看的。",
                ),
            ),
            look(
                t(
                    "Events say how long each pull took. Pasted into “Faster starts”, both give a timeline.",
                    "事件中有每次拉取的耗时。将两者粘贴到“加快启动”页可得到时间线。",
                ),
                pod_events,
                t(
                    "`Successfully pulled image … in 12.3s`",
                    "`Successfully pulled image … in 12.3s`",
                ),
            ),
        ],
        &[
            (
                t(
                    "Before the pod exists: GitLab says pending",
                    "Pod 出现之前：GitLab 显示等待中",
                ),
                Ask("slow_queue"),
            ),
            (
                t("Before `PodScheduled`", "`PodScheduled` 之前"),
                Ask("scheduling"),
            ),
            (
                t(
                    "Before `ContainersReady`, while images are pulled",
                    "`ContainersReady` 之前，正在拉取镜像",
                ),
                Ask("slow_pull"),
            ),
            (
                t(
                    "After the pod runs, while git clones",
                    "Pod 运行之后，git 克隆期间",
                ),
                Ask("slow_clone"),
            ),
            (
                t(
                    "After that, until Docker or a service answers",
                    "之后，直到 Docker 或服务应答",
                ),
                Ask("slow_services"),
            ),
            (
                t("Anywhere, in steps of about 5 s", "到处都有，每次约 5 秒"),
                Cause("dns_timeout"),
            ),
        ],
    ),
    node(
        "slow_queue",
        t(
            "Jobs wait in GitLab for a place",
            "作业在 GitLab 中排队等位置",
        ),
        &[
            look(
                t(
                    "The managers take {slots} jobs at once. Count the job pods.",
                    "管理器同时接 {slots} 个作业。数一数作业 Pod。",
                ),
                job_pods,
                t(
                    "{slots} pods: all places are taken; raise “Jobs per manager” only as far as the nodes have room.",
                    "有 {slots} 个 Pod 即位置已满；只在节点有余量时提高“每个管理器的作业数”。",
                ),
            ),
            look(
                t(
                    "With free places a job waits for the next request, at most {interval} s (`check_interval`). “Faster starts” has the sum.",
                    "有空位时作业等待下一次请求，最多 {interval} 秒（`check_interval`）。“加快启动”页有算式。",
                ),
                none,
                t("", ""),
            ),
        ],
        &[],
    ),
    node(
        "slow_pull",
        t("Images take long to pull", "镜像拉取耗时长"),
        &[
            look(
                t(
                    "See which image took long, and whether it was pulled on this node before.",
                    "查看哪个镜像慢，以及此节点之前是否拉取过。",
                ),
                pod_events,
                t(
                    "`already present on machine` costs nothing; `in 12.3s (14s including waiting)` tells pulling from waiting in line.",
                    "`already present on machine` 不花时间；`in 12.3s (14s including waiting)` 区分了拉取与排队。",
                ),
            ),
            look(
                t(
                    "The plan's pull policy is `{policy}`. `always` costs one question to the registry, not a new download, while the layers are there. New nodes download everything: bake the images into the node image, or put a pull-through cache near the nodes. “Faster starts” compares them.",
                    "方案的拉取策略为 `{policy}`。层已在节点上时，`always` 只多一次对镜像仓库的查询，不会重新下载。新节点要下载全部内容：将镜像预置到节点镜像，或在节点附近设拉取缓存。“加快启动”页作了比较。",
                ),
                none,
                t("", ""),
            ),
            look(
                t(
                    "`DOCKER_PULL_POLICY` in `.gitlab-ci.yml` does nothing here; `image: pull_policy` does.",
                    "`.gitlab-ci.yml` 中的 `DOCKER_PULL_POLICY` 在此无效；有效的是 `image: pull_policy`。",
                ),
                none,
                t("", ""),
            ),
        ],
        &[],
    ),
    node(
        "slow_clone",
        t("Cloning takes long", "克隆耗时长"),
        &[
            look(
                t(
                    "Each job pod clones anew: `GIT_STRATEGY: fetch` finds nothing to reuse without a lasting volume for builds. Set `GIT_DEPTH`.",
                    "每个作业 Pod 都重新克隆：没有持久的构建卷时，`GIT_STRATEGY: fetch` 无可复用。请设置 `GIT_DEPTH`。",
                ),
                none,
                t("", ""),
            ),
            look(
                t(
                    "See whether the way to GitLab is slow in itself.",
                    "查看到 GitLab 的网络本身是否慢。",
                ),
                net,
                t("A status within a second.", "一秒内返回状态码。"),
            ),
        ],
        &[],
    ),
    node(
        "slow_services",
        t("A service is slow to answer", "服务应答慢"),
        &[
            look(
                t(
                    "Read the service's log for the time it begins to listen.",
                    "查看服务日志中开始监听的时间。",
                ),
                service_log,
                t(
                    "`API listen on` for Docker-in-Docker.",
                    "Docker-in-Docker 为 `API listen on`。",
                ),
            ),
            look(
                t(
                    "`HEALTHCHECK_TCP_PORT` among the service's variables makes the runner wait until the port answers, in place of a fixed sleep in the script.",
                    "在服务变量中设置 `HEALTHCHECK_TCP_PORT`，Runner 会等到端口应答，无需在脚本中固定 sleep。",
                ),
                none,
                t("", ""),
            ),
        ],
        &[],
    ),
];
