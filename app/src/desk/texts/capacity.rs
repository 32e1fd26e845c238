//! The words of the capacity page.

use runwright_model::text::{Text, t};

pub const LEAD: Text = t(
    "How many jobs run at once, what stops the next one, how long jobs wait, what it costs, and what would help.",
    "同时能运行多少作业、什么挡住了下一个、作业要等多久、成本多少，以及怎样改进。",
);

macro_rules! texts {
    ($($name:ident = $text:expr;)*) => { $( pub const $name: Text = $text; )* };
}

// The answer.
texts! {
    IN_SHORT = t("The answer in short", "结论");
    W_QUICK = t("Counting jobs", "正在计算作业数");
    W_BEST = t("Packing jobs on nodes", "正在计算最优放置");
    W_EXPECTED = t("Simulating the scheduler", "正在模拟调度器");
    W_WAITS = t("Simulating the busy hour", "正在模拟高峰小时");
    W_CURVE = t("Simulating other numbers of slots", "正在模拟其他槽位数");
    W_CHANGES = t("Trying what would help", "正在试算各项改动");
    ENDED = t("Stopped. What is dimmed is of an earlier plan.", "已停止。淡化的部分属于先前的方案。");
    GO_ON = t("Work it out", "继续计算");
    CANCEL = t("Cancel", "取消");
    REFUSED = t("No answer to this plan", "无法计算此方案");

    JOBS = t("jobs", "个作业");
    BEST = t("Best", "最优");
    EXPECTED = t("Expected", "预期");
    GUARANTEED = t("Guaranteed", "保证");
    PROVED = t("proved", "已证明");
    AT_MOST = t("at most {}", "不超过 {}");
    NINE_OF_TEN = t("9 in 10: ≥ {}", "九成：≥ {}");
    AT_WORST = t("At overwrite maximum: {}", "按覆盖上限：{}");
    SLOTS = t("Slots", "槽位");
    TOO_MANY = t("{} above expected", "超出预期 {} 个");
    QUOTA = t("Quota", "配额");
    BINDS = t("binds", "受限于此");
    QUOTA_BY = t("The ResourceQuota admits so many. Next stopped by: {}.", "ResourceQuota 允许的作业数。下一个受限于：{}。");
    QUOTA_ROOM = t("The ResourceQuota admits so many.", "ResourceQuota 允许的作业数。");
    P90 = t("Wait, busy hour", "高峰小时等待");
    P90_MEANS = t("9 of 10 jobs start within this time. Mean: {}.", "九成作业在此时间内启动。平均 {}。");
    FAIL = t("{} fail", "失败 {}");
    ENDLESS = t("grows without end", "无限增长");
    COST_MONTH = t("Cost per month", "每月费用");
    COST_FIXED = t("All nodes all the time.", "全部节点常开。");
    COST_SCALED = t("Autoscaled. All nodes all the time: {}.", "自动伸缩。全部节点常开：{}。");

    HELPS = t("What helps most", "最有效的改动");
    HELPS_LEAD = t("Each one is worked out in full and compared with now, in jobs that run at once.", "每一项都重新完整计算，并与当前比较同时运行的作业数。");
    NOTHING_HELPS = t("No single change of those tried would help.", "试算过的单项改动均无帮助。");

    NODES = t("Jobs on the nodes", "节点上的作业");
    RESOURCE = t("Resource", "资源");
    CPU = t("CPU", "CPU");
    MEMORY = t("Memory", "内存");
    N_JOBS_ON = t("Jobs in the best packing: {}", "最优放置的作业数：{}");
    SYSTEM = t("DaemonSets", "DaemonSet");
    MANAGER = t("Manager", "管理器");
    FREE = t("Free for jobs", "可供作业使用");
    STRANDED = t("Cannot be used", "无法使用");
    NO_JOBS = t("no jobs", "无作业");
    CORES = t("cores", "核");
    POOL = t("Pool", "节点池");
    JOBS_EACH = t("Jobs on each", "每节点作业");
    LEFT_CPU = t("CPU left", "剩余 CPU");
    LEFT_MEMORY = t("Memory left", "剩余内存");
    BINDING = t("Stopped by", "受限于");
    D_DISK = t("Disk", "磁盘");
    D_PODS = t("Pods", "Pod 数");
    D_GPU = t("GPUs", "GPU");
    D_SELECTOR = t("Selector or taints", "选择器或污点");
    COMMA = t(", ", "，");
    LIST = t(", ", "、");

    STAIRS = t("Jobs per node, by job size", "每节点作业数与作业规格");
    KIND = t("Kind of job", "作业类型");
    YOURS = t("yours, {}", "当前 {}");
    PER_NODE = t("{}: {} per node", "{}：每节点 {} 个");
    JOBS_PER_NODE = t("Jobs per node", "每节点作业数");
    IN_ALL = t("In all", "共计");
    SIZE = t("Job size", "作业规格");

    WAITING = t("Waiting in the busy hour", "高峰小时的等待");
    MEAN = t("mean", "平均");
    P50 = t("p50", "p50");
    NINETY = t("p90", "p90");
    NINETY_WAIT = t("p90 wait", "p90 等待");
    P99 = t("p99", "p99");
    FAILING = t("fail", "失败");
    BUSY = t("in use", "利用率");
    N_SLOTS = t("{} slots", "{} 个槽位");
    YOUR_SLOTS = t("yours, {} slots", "当前 {} 个槽位");
    PLACES_RUN = t("{} run at once", "同时运行 {} 个");
    BY_FORMULA = t("Simulation and formula", "模拟与公式");
    METHOD = t("Way", "方法");
    SIMULATED = t("Simulated", "模拟");
    F_MMC = t("M/M/c, exact here", "M/M/c，此处精确");
    F_BATCH = t("Mˣ/M/c (jobs in pipelines), exact here", "Mˣ/M/c（成批到达），此处精确");
    F_ESTIMATE = t("M/G/c by Allen and Cunneen, an estimate", "M/G/c（Allen–Cunneen），估计值");
    F_PATIENCE = t("M/M/c with a timeout, exact where slots never run out", "带超时的 M/M/c，槽位不耗尽时精确");

    DAY = t("Nodes over the day", "一天中的节点数");
    HOUR = t("Hour", "时刻");
    JOBS_HEAD = t("Jobs", "作业");
    AT_WORK = t("At work, 9 of 10", "同时运行，九成时刻");
    NODE_HOURS = t("node hours", "节点小时");
    NODE_HOURS_HEAD = t("Node hours", "节点小时");
    NODE_HOURS_DAY = t("Node hours a day: {}", "每天的节点小时：{}");
    IDLE = t("Idle, not gone yet", "空闲，尚未回收");
    FIXED_NODES = t("all {} nodes", "全部 {} 个节点");

    COST = t("Cost", "费用");
    NODES_ARE = t("Nodes", "节点");
    FIXED = t("All nodes all the time", "全部节点常开");
    AUTOSCALED = t("Autoscaled", "自动伸缩");
    PER_HOUR = t("Per hour", "每小时");
    PER_MONTH = t("Per month", "每月");
    PER_JOB = t("Per job", "每个作业");

    PAUSE = t("Pause pods", "占位 Pod");
    WHAT = t("What", "项目");
    PAUSE_PODS = t("Pause pods of all managers", "全部管理器的占位 Pod");
    PAUSE_PLACED = t("Placed beside no job", "没有作业时放得下的");
    PAUSE_HELD = t("Held by them", "占用");
    WARM = t("Start at once in their place: {}", "可立即在其位置启动：{}");
    PAUSE_COST = t("Cost per hour", "每小时费用");

    SUMS = t("The sums", "计算过程");
    SUMS_N = t("sums: {}", "{} 步");
    STEP = t("Step", "步骤");
    SUM = t("Sum", "算式");
    RESULT = t("Result", "结果");
    TAKE = t("Take it along", "带走结果");
    TAKE_LEAD = t("The report holds the numbers with their sums. The question is what `runwright capacity` reads.", "报告包含各项数字及其算式。问题文件可由 `runwright capacity` 读取。");
    COPY_REPORT = t("Copy as Markdown", "复制为 Markdown");
    SAVE_REPORT = t("Download report", "下载报告");
    SAVE_QUESTION = t("Download question", "下载问题文件");

    SECONDS = t("s", "秒");
    MINUTES = t("min", "分");
    HOURS = t("h", "小时");
}

/// The name of what keeps a job out of a node.
pub fn dimension(name: &str) -> Text {
    match name {
        "cpu_m" => CPU,
        "memory" => MEMORY,
        "ephemeral" => D_DISK,
        "pods" => D_PODS,
        "gpu" => D_GPU,
        _ => D_SELECTOR,
    }
}

// The form.
pub const PASTE: Text = t("Paste nodes", "粘贴节点");
pub const PASTE_READ: Text = t("Read", "读取");
pub const NODES_READ: Text = t("Node pools read", "节点池已读取");
pub const WAIT_AXIS: Text = t("wait, logarithmic scale", "等待时间（对数刻度）");
