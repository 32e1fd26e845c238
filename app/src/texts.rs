//! Every word of the page's own, in both languages. Field texts live with the fields.

use runwright_model::text::{Text, same, t};
use runwright_widgets::WidgetText;

pub static WIDGETS_EN: WidgetText = WidgetText {
    changed_from: "Changed from",
    default: "Default",
    since: "since {}",
    reset: "Reset",
    lines: "Lines",
    reveal: "Show",
    conceal: "Hide",
    remove: "Remove {}",
    duplicate: "Duplicate {}",
    move_up: "Move {} up",
    row: "row {}",
    close: "Close",
    copy: "Copy",
    copied: "Copied",
    as_table: "Show as table",
    as_chart: "Show as chart",
    tell: "For details, point at a part of the chart, or focus the chart and press the arrow keys.",
    error: "Error",
    warning: "Warning",
    advice: "Advice",
    nothing: "Nothing found",
    changed_lines: "changed lines:",
};

pub static WIDGETS_ZH: WidgetText = WidgetText {
    changed_from: "已改，原为",
    default: "默认",
    since: "{} 起",
    reset: "还原",
    lines: "所在行",
    reveal: "显示",
    conceal: "隐藏",
    remove: "移除 {}",
    duplicate: "复制 {}",
    move_up: "上移 {}",
    row: "第 {} 行",
    close: "关闭",
    copy: "复制",
    copied: "已复制",
    as_table: "以表格显示",
    as_chart: "以图表显示",
    tell: "将指针移到图中某处，或聚焦图表后按方向键，可查看详情。",
    error: "错误",
    warning: "警告",
    advice: "建议",
    nothing: "没有匹配项",
    changed_lines: "已改行数：",
};

macro_rules! texts {
    ($($name:ident = $text:expr;)*) => { $( pub const $name: Text = $text; )* };
}

texts! {
    SKIP = t("Skip to the form", "跳到表单");
    SECTIONS = t("Sections", "章节");
    FORM = t("Form", "表单");
    FILES = t("Files", "文件");
    PLAN = t("Plan", "方案");
    JOBS = t("Jobs", "作业");
    PROVE = t("Prove", "验证");
    OVERVIEW = t("Overview", "概览");
    TARGET = t("Target", "目标环境");
    GITLAB = same("GitLab");
    MANAGERS = t("Managers", "Runner 管理器");
    JOB = t("Job pod", "作业 Pod");
    NODES = t("Nodes", "节点");
    DNS = same("DNS");
    SECURITY = t("Security", "安全");
    CAPACITY = t("Capacity", "容量");
    OPEN_FILES = t("Open files", "打开文件");
    ALL_SETTINGS = t("All settings", "全部设置");
    UPGRADE = t("Upgrade", "升级");
    RUN = t("Run", "运行");
    TROUBLE = t("Troubleshoot", "故障排查");
    STARTS = t("Faster starts", "加快启动");
    OPERATIONS = t("Operations", "运维");
    AGAINST_OPENED = t("Opened", "对比原文件");
    AGAINST_DEFAULTS = t("Defaults", "对比默认");
    MINIMAL = t("Minimal file", "精简文件");
    SHARE_OPEN = t("The opened files are not in the link.", "链接不含打开的文件。");
    PART_MISSING = t("A part of the page could not be loaded. Check the connection.", "页面的一部分未能加载，请检查网络连接。");
    COMPLETE = t("no findings", "无问题");
    GO_TO = t("Go to…", "跳转到…");
    FINDINGS = t("Findings", "问题");
    UNDO = t("Undo", "撤销");
    REDO = t("Redo", "重做");
    SHARE = t("Share", "分享");
    THEME = t("Theme", "主题");
    THEME_SYSTEM = t("follows the system", "跟随系统");
    THEME_LIGHT = t("light", "浅色");
    THEME_DARK = t("dark", "深色");
    OTHER_LANGUAGE = t("中文", "English");
    SAVED = t("Saved on this device", "已保存在此设备");
    NOT_SAVED = t("Not saved: this browser denies storage or it is full. Download or share the plan to keep it.", "未能保存：浏览器禁用了存储或空间已满。可下载或分享方案以保留。");
    NOTHING_LEAVES = t("Nothing leaves the browser", "数据不会离开浏览器");
    STARTING = t("Working out the files", "正在生成文件");
    ENGINE_RESTARTED = t("The engine stopped and was started again with your plan.", "引擎曾停止，已用你的方案重新启动。");
    ENGINE_FAILED = t("The engine cannot answer this plan; the files show the last state it could. Undo the last change.", "引擎无法处理此方案，文件停留在上一个可用状态。请撤销最近的更改。");
    LINK_OPENED = t("Opened from a link", "已从链接打开");
    NOT_HONOURED = t("Not everything in it could be honoured", "其中部分内容未能采用");
    OPENED_PLAN = t("Plan opened", "方案已打开");
    DISMISS = t("Dismiss", "知道了");
    TEXT_VIEW = t("Text", "文本");
    DIFF_VIEW = t("Changes", "更改");
    VIEW = t("View", "视图");
    COPY_FILE = t("Copy this file", "复制此文件");
    DOWNLOAD_FILE = t("Download this file", "下载此文件");
    DOWNLOAD_ALL = t("Download all", "全部下载");
    INSTALL = t("Install…", "安装…");
    INSTALL_TITLE = t("Install", "安装");
    COPIED = t("Copied", "已复制");
    COPY_FAILED = t("The browser did not allow copying. Select the text and copy it by hand.", "浏览器不允许复制，请选中文本手动复制。");
    DOWNLOAD_FAILED = t("The browser did not allow the download.", "浏览器不允许下载。");
    WIDTH = t("Width of the files panel", "文件面板宽度");
    CHANGED_LINES = t("Lines changed since the last download: {}", "自上次下载以来有 {} 行更改");
    NO_CHANGES = t("No changes since the last download", "自上次下载以来无更改");
    N_FILES = t("{} files", "{} 个文件");
    FOLDED = t("unchanged lines", "行未改");
    PREVIEW = t("Preview", "预览");
    PREVIEW_TITLE = t("What would change", "将更改的内容");
    PREVIEW_NONE = t("No line of the files would change.", "文件中没有任何行会改变。");
    APPLY = t("Apply", "应用");
    APPLIED = t("Applied", "已应用");
    IN_USE = t("in use", "使用中");
    HELP = t("Keys", "快捷键");
    SHARE_TITLE = t("Share this plan", "分享此方案");
    SHARE_LEAD = t("The link carries what differs from the defaults, in the part behind #, which browsers do not send. Never a token.", "链接只含与默认值不同的部分，位于 # 之后，浏览器不会发送；绝不含令牌。");
    LINK = t("Link", "链接");
    COPY = t("Copy", "复制");
    PALETTE = t("Go to a section, field or file", "跳转到章节、字段或文件");
    P_SECTION = t("Section", "章节");
    P_FIELD = t("Field", "字段");
    P_FILE = t("File", "文件");
    P_ACTION = t("Action", "操作");
    NEW_PLAN = t("Start over with the defaults", "恢复默认，重新开始");
    OPEN_PLAN = t("Open a plan file", "打开方案文件");
    OPEN_LEAD = t("runwright-plan.json is in every download; opening it brings everything back.", "每个下载包都含 runwright-plan.json，打开即可恢复全部设置。");
    HAVE_FILES = t("Already running a runner? Open your files", "已有 Runner 在运行？打开现有文件");
    START_FROM = t("Start from", "起点");
    FIRST_QUESTIONS = t("First questions", "首要问题");
    READY_OF = t("of {} ready", "/ {} 就绪");
    OPEN_CHECKLIST = t("Open the checklist", "打开检查清单");
    HOW_COMES = t("How it comes about", "计算过程");
    NO_FINDINGS = t("Nothing to say: no rule finds a fault in this plan.", "没有问题：所有规则均未发现缺陷。");
    OPEN = t("Open", "打开");
    ADVANCED = t("More settings", "更多设置");
    CHANGED_N = t("{} changed", "已改 {} 项");

    T_CLUSTER = t("Cluster", "集群");
    T_RELEASE = t("Release", "版本");
    T_NAMES = t("Names", "名称");
    T_FULLNAME = t("Objects are named", "对象名称为");

    G_SERVER = t("Server", "服务器");
    G_TOKEN = t("Authentication", "身份验证");
    G_MANAGER = t("Behaviour", "行为");

    M_SLOTS = t("Slots", "槽位");
    M_TOTAL = t("Jobs at once, all managers", "全部管理器的并发作业");
    M_SCALING = t("Ways to scale", "扩展方式");
    M_PODS = t("Manager pods", "管理器 Pod");
    M_STOP = t("Stopping", "停止");
    M_WATCH = t("Monitoring", "监控");
    C_CHANGE = t("Change", "更改");
    C_OUTCOME = t("Leads to", "结果");

    D_STRATEGY = t("Strategy", "策略");
    D_RESOLVER = t("Resolvers", "解析器");
    D_SEARCHES = t("Search domains from the job namespace", "由作业命名空间生成的搜索域");
    D_OPTIONS = t("Resolver options", "解析选项");
    D_NAME = t("Name", "名称");
    D_QUERIES = t("Queries", "查询数");
    D_WITH_5 = t("with ndots 5", "ndots 5 时");
    D_BREAKS = t("What breaks", "影响");
    D_WHY = t("Why a list of three different nameservers does not fail over", "为什么三个不同的名称服务器不会互相接替");

    J_SIZE = t("Size", "规格");
    J_IMAGES = t("Images", "镜像");
    J_BUILD = t("Building images", "构建镜像");
    J_RESOURCES = t("Resources", "资源");
    J_QOS = t("Quality of service", "服务质量等级");
    J_OVERWRITE = t("What a job may ask for itself", "作业可自行申请的最大值");
    J_START = t("Start and end", "启动与结束");
    J_PIPELINE = t("Pipeline example", "流水线示例");
    CPU_REQUEST = t("CPU request", "CPU 请求");
    CPU_LIMIT = t("CPU limit", "CPU 上限");
    MEMORY_REQUEST = t("Memory request", "内存请求");
    MEMORY_LIMIT = t("Memory limit", "内存上限");
    DISK_REQUEST = t("Disk request", "磁盘请求");
    DISK_LIMIT = t("Disk limit", "磁盘上限");
    C_BUILD = same("build");
    C_HELPER = same("helper");
    C_SERVICE = t("service", "服务");

    N_WHERE = t("Where jobs run", "作业运行位置");
    N_PREPARE = t("Prepare the nodes", "准备节点");
    N_PRIORITY = t("Priority", "优先级");

    S_PERMISSIONS = t("Permissions", "权限");
    S_PODS = t("Pods", "Pod");
    S_NETWORK = t("Network", "网络");
    S_IMAGES = t("Images", "镜像");
    S_CHECKLIST = t("Readiness", "就绪检查");
    S_SECRETS = t("Secrets", "密钥");
    YES = t("Yes", "是");
    NO = t("No", "否");
    NOT_APPLICABLE = t("Not applicable", "不适用");
    YOUR_WORD = t("needs your word", "待你确认");
    PASSES = t("passes", "通过");
    FAILS = t("fails", "未通过");

    ADD = t("Add", "添加");
    ADD_ROW = t("Add a row", "添加一行");
    FULL = t("The list is full", "列表已满");
}

/// A longer text, which the engine keeps and sends with the field specs.
#[derive(Clone, Copy)]
pub struct Long(pub &'static str);

pub const KEY_PALETTE: Long = Long("key_palette");
pub const KEY_UNDO: Long = Long("key_undo");
pub const KEY_BACK: Long = Long("key_back");
pub const KEY_HELP: Long = Long("key_help");
pub const KEY_LIST: Long = Long("key_list");
pub const KEY_CODE: Long = Long("key_code");
pub const KEY_ESC: Long = Long("key_esc");
pub const START_LEAD: Long = Long("start_lead");
pub const OVERVIEW_LEAD: Long = Long("overview_lead");
pub const TARGET_LEAD: Long = Long("target_lead");
pub const T_FULLNAME_LEAD: Long = Long("t_fullname_lead");
pub const GITLAB_LEAD: Long = Long("gitlab_lead");
pub const G_TOKEN_LEAD: Long = Long("g_token_lead");
pub const MANAGERS_LEAD: Long = Long("managers_lead");
pub const M_SLOTS_LEAD: Long = Long("m_slots_lead");
pub const M_SCALING_LEAD: Long = Long("m_scaling_lead");
pub const DNS_LEAD: Long = Long("dns_lead");
pub const D_OPTIONS_LEAD: Long = Long("d_options_lead");
pub const D_WHY_1: Long = Long("d_why_1");
pub const D_WHY_2: Long = Long("d_why_2");
pub const D_WHY_3: Long = Long("d_why_3");
pub const D_WHY_4: Long = Long("d_why_4");
pub const JOB_LEAD: Long = Long("job_lead");
pub const J_SIZE_LEAD: Long = Long("j_size_lead");
pub const J_RESOURCES_LEAD: Long = Long("j_resources_lead");
pub const J_OVERWRITE_LEAD: Long = Long("j_overwrite_lead");
pub const J_PIPELINE_LEAD: Long = Long("j_pipeline_lead");
pub const NODES_LEAD: Long = Long("nodes_lead");
pub const N_WHERE_LEAD: Long = Long("n_where_lead");
pub const SECURITY_LEAD: Long = Long("security_lead");
pub const S_CHECKLIST_LEAD: Long = Long("s_checklist_lead");
pub const S_SECRETS_1: Long = Long("s_secrets_1");
pub const S_SECRETS_2: Long = Long("s_secrets_2");
pub const S_SECRETS_3: Long = Long("s_secrets_3");
pub const J_QOS_HELP: Long = Long("j_qos_help");
pub const D_SEARCHES_HELP: Long = Long("d_searches_help");
