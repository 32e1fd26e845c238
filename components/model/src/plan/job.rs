//! Job pod: images, containers and their resources, how images are built, volumes.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::quantity::{Quantity, Resource};
use crate::text::{same, t};
use crate::{choice, row, section};

choice! {
    /// How jobs build container images.
    Builder {
        None = "none" t("Not at all", "不构建"),
            t("No job builds images; nothing runs privileged.", "没有作业构建镜像，也没有特权容器。");
        Buildkit = "buildkit" t("Rootless BuildKit", "Rootless BuildKit"),
            t("A service container without root or privilege. Needs an unconfined seccomp profile.", "服务容器无 root、无特权，需要 unconfined 的 seccomp 配置。");
        DindTls = "dind_tls" t("DinD with TLS", "DinD（TLS）"),
            t("Docker in a privileged service container, port 2376, certificates in memory.", "特权服务容器中的 Docker，端口 2376，证书存于内存。");
        DindPlain = "dind_plain" t("DinD without TLS", "DinD（无 TLS）"),
            t("Port 2375 without authentication, inside the job pod only.", "端口 2375 无认证，仅限作业 Pod 内部。");
    }
}

choice! {
    PullPolicy {
        Always = "always" same("always");
        IfNotPresent = "if-not-present" same("if-not-present");
        Never = "never" same("never");
    }
}

choice! {
    HelperFlavor {
        Default = "" t("Alpine (default)", "Alpine（默认）");
        Ubuntu = "ubuntu" same("Ubuntu");
    }
}

choice! {
    VolumeKind {
        EmptyDir = "empty_dir" same("emptyDir");
        Pvc = "pvc" same("PVC");
        ConfigMap = "config_map" same("ConfigMap");
        Secret = "secret" same("Secret");
        HostPath = "host_path" same("hostPath");
    }
}

row! {
    /// A volume mounted into build, helper and services alike.
    Volume {
        kind: VolumeKind = "empty_dir", Kind::Choice(VolumeKind::OPTIONS), t("Kind", "类型");
        /// Name of the volume; of the PVC, ConfigMap or Secret for those kinds.
        name: String = "", Kind::Text(Format::Subdomain), t("Name", "名称"), "cache";
        mount_path: String = "", Kind::Text(Format::Path), t("Mounted at", "挂载点"), "/cache";
        /// Size limit of an emptyDir.
        size: Option<Quantity> = "", Kind::Quantity(Resource::Storage), t("Size", "大小"), "10Gi";
        in_memory: bool = "false", Kind::Bool, t("In memory", "内存盘");
        read_only: bool = "false", Kind::Bool, t("Read only", "只读");
    }
}

section! {
    /// The pod that runs a job.
    Job "job" {
        image: String = Initial::Text("alpine:3.22"), Kind::Text(Format::Image),
            t("Default image", "默认镜像"),
            t("For jobs that name none. A tag that does not move.", "作业未指定镜像时使用，标签应固定。");
        builder: Builder = Initial::Text("none"), Kind::Choice(Builder::OPTIONS),
            t("How images are built", "镜像构建方式"),
            t("Decides the service container, its privilege and the pipeline example.", "决定服务容器、其特权以及流水线示例。");
        dind_image: String = Initial::Text("docker:28-dind"), Kind::Text(Format::Image),
            t("DinD image", "DinD 镜像"),
            t("A mirrored image needs the alias docker; the example sets it.", "使用镜像站镜像时需要别名 docker，示例已设置。");
        buildkit_image: String = Initial::Text("moby/buildkit:v0.24.0-rootless"), Kind::Text(Format::Image),
            t("BuildKit image", "BuildKit 镜像"),
            t("A rootless tag.", "选用 rootless 标签。");
        registry_mirror: String = Initial::Text(""), Kind::Text(Format::Url),
            t("Registry mirror", "镜像加速地址"),
            t("For pulls inside Docker-in-Docker; the node's pulls have their own setting.", "用于 Docker-in-Docker 内部的拉取；节点的拉取另有设置。") => .advanced() .example("https://mirror.corp.internal");
        mtu: Option<u32> = Initial::Text(""), Kind::Int { min: 576, max: 9000, unit: t("bytes", "字节") },
            t("MTU inside DinD", "DinD 内的 MTU"),
            t("Where the cluster network carries less than 1500 bytes, large transfers hang without it.", "集群网络 MTU 小于 1500 时，不设置会导致大流量卡住。") => .advanced() .example("1450");
        cpu_request: Option<Quantity> = Initial::Text("500m"), Kind::Quantity(Resource::Cpu),
            t("CPU request", "CPU请求"),
            t("Of the build container.", "build 容器。");
        cpu_limit: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("CPU limit", "CPU上限"),
            t("Of the build container.", "build 容器。");
        memory_request: Option<Quantity> = Initial::Text("512Mi"), Kind::Quantity(Resource::Memory),
            t("Memory request", "内存请求"),
            t("Of the build container.", "build 容器。");
        memory_limit: Option<Quantity> = Initial::Text("2Gi"), Kind::Quantity(Resource::Memory),
            t("Memory limit", "内存上限"),
            t("Of the build container.", "build 容器。");
        ephemeral_storage_request: Option<Quantity> = Initial::Text("2Gi"), Kind::Quantity(Resource::Storage),
            t("Disk request", "磁盘请求"),
            t("Of the build container.", "build 容器。");
        ephemeral_storage_limit: Option<Quantity> = Initial::Text("10Gi"), Kind::Quantity(Resource::Storage),
            t("Disk limit", "磁盘上限"),
            t("Of the build container.", "build 容器。");
        helper_cpu_request: Option<Quantity> = Initial::Text("100m"), Kind::Quantity(Resource::Cpu),
            t("CPU request", "CPU请求"),
            t("Of the helper container.", "helper 容器。");
        helper_cpu_limit: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("CPU limit", "CPU上限"),
            t("Of the helper container.", "helper 容器。");
        helper_memory_request: Option<Quantity> = Initial::Text("128Mi"), Kind::Quantity(Resource::Memory),
            t("Memory request", "内存请求"),
            t("Of the helper container.", "helper 容器。");
        helper_memory_limit: Option<Quantity> = Initial::Text("512Mi"), Kind::Quantity(Resource::Memory),
            t("Memory limit", "内存上限"),
            t("Of the helper container.", "helper 容器。");
        helper_ephemeral_storage_request: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Disk request", "磁盘请求"),
            t("Of the helper container.", "helper 容器。");
        helper_ephemeral_storage_limit: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Disk limit", "磁盘上限"),
            t("Of the helper container.", "helper 容器。");
        service_cpu_request: Option<Quantity> = Initial::Text("250m"), Kind::Quantity(Resource::Cpu),
            t("CPU request", "CPU请求"),
            t("Of each service container.", "每个服务容器。");
        service_cpu_limit: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("CPU limit", "CPU上限"),
            t("Of each service container.", "每个服务容器。");
        service_memory_request: Option<Quantity> = Initial::Text("256Mi"), Kind::Quantity(Resource::Memory),
            t("Memory request", "内存请求"),
            t("Of each service container.", "每个服务容器。");
        service_memory_limit: Option<Quantity> = Initial::Text("1Gi"), Kind::Quantity(Resource::Memory),
            t("Memory limit", "内存上限"),
            t("Of each service container.", "每个服务容器。");
        service_ephemeral_storage_request: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Disk request", "磁盘请求"),
            t("Of each service container.", "每个服务容器。");
        service_ephemeral_storage_limit: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Disk limit", "磁盘上限"),
            t("Of each service container.", "每个服务容器。");
        cpu_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("Highest CPU request", "CPU请求的最大值"),
            t("A job may ask for up to this for the build container; more fails the job.", "作业可为 build 容器申请的最大值，超过即失败。") => .advanced();
        cpu_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("Highest CPU limit", "CPU上限的最大值"),
            t("A job may ask for up to this for the build container; more fails the job.", "作业可为 build 容器申请的最大值，超过即失败。") => .advanced();
        memory_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("Highest memory request", "内存请求的最大值"),
            t("A job may ask for up to this for the build container; more fails the job.", "作业可为 build 容器申请的最大值，超过即失败。") => .advanced();
        memory_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("Highest memory limit", "内存上限的最大值"),
            t("A job may ask for up to this for the build container; more fails the job.", "作业可为 build 容器申请的最大值，超过即失败。") => .advanced();
        ephemeral_storage_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Highest disk request", "磁盘请求的最大值"),
            t("A job may ask for up to this for the build container; more fails the job.", "作业可为 build 容器申请的最大值，超过即失败。") => .advanced();
        ephemeral_storage_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Highest disk limit", "磁盘上限的最大值"),
            t("A job may ask for up to this for the build container; more fails the job.", "作业可为 build 容器申请的最大值，超过即失败。") => .advanced();
        helper_cpu_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("Highest CPU request", "CPU请求的最大值"),
            t("A job may ask for up to this for the helper container; more fails the job.", "作业可为 helper 容器申请的最大值，超过即失败。") => .advanced();
        helper_cpu_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("Highest CPU limit", "CPU上限的最大值"),
            t("A job may ask for up to this for the helper container; more fails the job.", "作业可为 helper 容器申请的最大值，超过即失败。") => .advanced();
        helper_memory_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("Highest memory request", "内存请求的最大值"),
            t("A job may ask for up to this for the helper container; more fails the job.", "作业可为 helper 容器申请的最大值，超过即失败。") => .advanced();
        helper_memory_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("Highest memory limit", "内存上限的最大值"),
            t("A job may ask for up to this for the helper container; more fails the job.", "作业可为 helper 容器申请的最大值，超过即失败。") => .advanced();
        helper_ephemeral_storage_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Highest disk request", "磁盘请求的最大值"),
            t("A job may ask for up to this for the helper container; more fails the job.", "作业可为 helper 容器申请的最大值，超过即失败。") => .advanced();
        helper_ephemeral_storage_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Highest disk limit", "磁盘上限的最大值"),
            t("A job may ask for up to this for the helper container; more fails the job.", "作业可为 helper 容器申请的最大值，超过即失败。") => .advanced();
        service_cpu_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("Highest CPU request", "CPU请求的最大值"),
            t("A job may ask for up to this for the service container; more fails the job.", "作业可为服务容器申请的最大值，超过即失败。") => .advanced();
        service_cpu_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Cpu),
            t("Highest CPU limit", "CPU上限的最大值"),
            t("A job may ask for up to this for the service container; more fails the job.", "作业可为服务容器申请的最大值，超过即失败。") => .advanced();
        service_memory_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("Highest memory request", "内存请求的最大值"),
            t("A job may ask for up to this for the service container; more fails the job.", "作业可为服务容器申请的最大值，超过即失败。") => .advanced();
        service_memory_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Memory),
            t("Highest memory limit", "内存上限的最大值"),
            t("A job may ask for up to this for the service container; more fails the job.", "作业可为服务容器申请的最大值，超过即失败。") => .advanced();
        service_ephemeral_storage_request_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Highest disk request", "磁盘请求的最大值"),
            t("A job may ask for up to this for the service container; more fails the job.", "作业可为服务容器申请的最大值，超过即失败。") => .advanced();
        service_ephemeral_storage_limit_overwrite_max_allowed: Option<Quantity> = Initial::Text(""), Kind::Quantity(Resource::Storage),
            t("Highest disk limit", "磁盘上限的最大值"),
            t("A job may ask for up to this for the service container; more fails the job.", "作业可为服务容器申请的最大值，超过即失败。") => .advanced();
        helper_image: String = Initial::Text(""), Kind::Text(Format::Image),
            t("Helper image", "helper 镜像"),
            t("A full reference for clusters without access to the default; must match the runner's version.", "无法访问默认镜像时填完整引用，版本须与 Runner 一致。") => .advanced() .example("registry.corp.internal/gitlab-runner-helper:x86_64-v19.3.0");
        helper_flavor: HelperFlavor = Initial::Text(""), Kind::Choice(HelperFlavor::OPTIONS),
            t("Helper flavour", "helper 变体"),
            t("Ubuntu resolves names with glibc, which helps clones where Alpine's resolver gives up.", "Ubuntu 用 glibc 解析域名，可解决 Alpine 解析器导致的克隆失败。");
        pull_policy: Vec<String> = Initial::List(&["if-not-present"]), Kind::Words(PullPolicy::OPTIONS),
            t("Pull policy", "拉取策略"),
            t("In this order; the next is tried when a pull fails.", "按顺序使用，拉取失败时试下一个。");
        allowed_pull_policies: Vec<String> = Initial::List(&["always", "if-not-present"]), Kind::Words(PullPolicy::OPTIONS),
            t("Policies a job may choose", "作业可选的策略"),
            t("For image:pull_policy in .gitlab-ci.yml. Empty allows the policy above only.", "供 .gitlab-ci.yml 的 image:pull_policy 使用；留空只允许上面的策略。") => .since(15, 2);
        pull_secrets: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Subdomain, max: 16 },
            t("Pull secrets", "拉取密钥"),
            t("Names of registry Secrets in the job namespace.", "作业命名空间中镜像仓库 Secret 的名称。") => .example("registry-creds");
        poll_timeout: u32 = Initial::Text("180"), Kind::Int { min: 1, max: 86400, unit: t("s", "秒") },
            t("Pod start timeout", "Pod 启动超时"),
            t("poll_timeout: a pod that does not run by then fails its job. Nodes that must be started first need 600 or more.", "poll_timeout：超时未运行则作业失败。需要先扩容节点时设为 600 以上。");
        termination_grace: Option<u32> = Initial::Text(""), Kind::Int { min: 0, max: 86400, unit: t("s", "秒") },
            t("Pod grace period", "Pod 终止宽限期"),
            t("For scripts that clean up when a job is cancelled.", "供取消作业时的清理脚本使用。") => .advanced();
        volumes: Vec<Volume> = Initial::Rows(&[]), Kind::Rows(Volume::COLUMNS),
            t("Volumes", "卷"),
            t("For caches and certificates. DinD's certificate volume is added by itself.", "用于缓存与证书；DinD 的证书卷会自动添加。");
        print_pod_events: bool = Initial::Text("false"), Kind::Bool,
            t("Pod events in the job log", "在作业日志中显示 Pod 事件"),
            t("FF_PRINT_POD_EVENTS; shows why a pod waits. Needs the permission to watch events.", "FF_PRINT_POD_EVENTS：显示 Pod 等待的原因，需要 watch events 权限。") => .since(16, 5);
    }
}
