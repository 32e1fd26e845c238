//! The words of the capacity page.

use runwright_model::text::{Text, t};

pub const LEAD: Text = t(
    "How many jobs run at once, what stops the next one, how long jobs wait, what it costs, and what would help.",
    "同时能运行多少作业、什么挡住了下一个、作业要等多久、成本多少，以及怎样改进。",
);
pub const PLACES: Text = t("Places", "可容纳作业");
pub const SLOTS: Text = t("Slots", "槽位");
pub const POOLED: Text = t("Pooled division", "合并相除");
pub const JOBS: Text = t("jobs", "个作业");
pub const NODES: Text = t("Jobs on the nodes", "节点上的作业");
pub const STAIRS: Text = t("Jobs per node, by job size", "每节点作业数与作业规格");
pub const PASTE: Text = t("Paste nodes", "粘贴节点");
pub const PASTE_READ: Text = t("Read", "读取");
pub const STEPS: Text = t("How it comes about", "计算过程");
pub const STEP: Text = t("Step", "步骤");
pub const SUM: Text = t("Sum", "算式");
pub const RESULT: Text = t("Result", "结果");
pub const SOURCE: Text = t("Source of the rule", "规则来源");
pub const SYSTEM: Text = t("System and DaemonSets", "系统与守护进程");
pub const MANAGER: Text = t("Managers", "管理器");
pub const JOB: Text = t("Job", "作业");
pub const STRANDED: Text = t("Cannot be used", "无法使用");
pub const CORES: Text = t("cores", "核");
pub const YOURS: Text = t("yours", "当前");
pub const LESS: Text = t("less", "更少");
pub const NEXT_UP: Text = t("One more job on each node", "每节点多一个作业");
pub const NEXT_DOWN: Text = t("One job less on each node", "每节点少一个作业");
pub const MORE_THAN: Text = t("more is still free; beyond it", "之内不变；超过后");
pub const NO_STEP: Text = t("another resource decides", "由其他资源决定");
pub const ALL_NODES: Text = t("in all", "共计");
pub const PER_NODE: Text = t("per node", "每节点");
pub const SIZE: Text = t("Job size", "作业规格");
pub const CPU: Text = t("CPU", "CPU");
pub const NODE: Text = t("Node", "节点");
pub const MEMORY: Text = t("Memory", "内存");
pub const NODES_READ: Text = t("Node pools read", "节点池已读取");
