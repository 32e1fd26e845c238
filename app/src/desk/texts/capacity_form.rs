//! The words of the capacity page's form.

use runwright_model::text::{Text, t};

macro_rules! texts {
    ($($name:ident = $text:expr;)*) => { $( pub const $name: Text = $text; )* };
}

texts! {
    ADD_POOL = t("Add a node pool", "添加节点池");
    ADD_JOB = t("Add a kind of job", "添加作业类型");
    POOL = t("Pool {}", "节点池 {}");
    JOB = t("Kind {}", "类型 {}");
    MOVE_UP = t("Move {} up", "上移 {}");
    MOVE_DOWN = t("Move {} down", "下移 {}");
    DUPLICATE = t("Duplicate {}", "复制 {}");
    REMOVE = t("Remove {}", "移除 {}");
    RESET = t("Back to the default", "恢复默认值");
    NO_POOLS = t("Without nodes no job runs here.", "没有节点就无法运行作业。");
    NO_JOBS = t("Without a kind of job there is nothing to count.", "没有作业类型就无从计算。");

    NUMBER = t("Number of nodes", "节点数量");
    FIXED = t("Fixed", "固定");
    SCALED = t("Autoscaled", "自动扩缩");
    NODE_DETAIL = t("Node in detail", "节点详情");
    PODS_NOTE = t("{} pods", "{} 个 Pod");
    PASTED_NOTE = t("allocatable as pasted", "可分配量为粘贴值");
    BAD_NOTE = t("needs correcting", "需要更正");
    MACHINE_FILLS = t("A known machine type fills in CPU, memory and, on EKS, pods. Prices differ by region and contract, so they are yours to fill in, in any currency.", "填入已知机型会自动填写 CPU、内存，在 EKS 上还有 Pod 数。价格因地区与合同而异，请自行填写，币种不限。");
    DETAIL_LEAD = t("DaemonSets and what the node reserves are taken off before jobs are counted. Allocatable, once both are there, replaces the platform's formula.", "计算作业数前会扣除 DaemonSet 与节点预留。两项可分配量都填写后，将代替平台公式。");

    JOB_MORE = t("More", "更多");
    PLANS_JOB = t("plan's job pod", "方案的作业 Pod");
    PLANS_OWN = t("as in the plan", "同方案");
    JOB_MORE_LEAD = t("The most a job may ask for is what its variables can overwrite. Node selector and tolerations are the plan's where nothing is written.", "可申请的最大值即作业变量能够覆盖到的值。节点选择器与容忍不填写时沿用方案的设置。");

    ARRIVALS = t("How jobs come", "作业到达");
    ALIKE = t("All day alike", "全天相同");
    OFFICE = t("Office hours", "工作时间");
    OFFICE_NOTE = t("Office hours is an assumed working day, not a measurement: set it to what your GitLab shows.", "“工作时间”是假定的工作日曲线，并非实测：请按自己的 GitLab 数据修改。");
    HOUR_OF = t("{}:00, percent of the busy hour", "{}:00，占高峰小时的百分比");

    AUTOSCALER = t("Autoscaler", "自动扩缩器");
    QUOTA = t("Quota and LimitRange", "配额与 LimitRange");
    MANAGERS = t("Managers", "Runner 管理器");

    PASTE_NODES = t("Output of kubectl", "命令输出（kubectl）");
    PASTE_LEAD = t("Exact figures come from the cluster: `kubectl get nodes,pods -A -o json` with what DaemonSets ask for, `kubectl get nodes -o json` or `-o yaml` without, or `kubectl describe nodes`. They take the place of the node pools above; prices and node limits of pools with the same name stay.", "精确数值来自集群：`kubectl get nodes,pods -A -o json` 含 DaemonSet 的请求，`kubectl get nodes -o json` 或 `-o yaml` 不含，也可用 `kubectl describe nodes`。读取结果会替换上面的节点池；同名节点池的价格与节点数上下限保留。");
    STAYS = t("The text stays in this tab: it is neither sent nor stored.", "文本只留在此标签页：不发送、不存储。");
    PASTE_HINT = t("Paste it here, or drop files.", "粘贴到这里，或拖入文件。");
    READING = t("Reading the nodes", "正在读取节点");
    POOLS_READ = t("Node pools read: {}", "已读取节点池：{} 个");
    NONE_READ = t("No node was found in it.", "其中没有找到节点。");
}
