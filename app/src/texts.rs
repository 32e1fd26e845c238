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
    CHANGED_LINES = t("changed since the last download", "自上次下载以来的更改");
    NO_CHANGES = t("No change since the last download", "自上次下载以来无更改");
    FOLDED = t("unchanged lines", "行未改");
    PREVIEW = t("Preview", "预览");
    PREVIEW_TITLE = t("What would change", "将更改的内容");
    PREVIEW_NONE = t("No line of the files would change.", "文件中没有任何行会改变。");
    APPLY = t("Apply", "应用");
    APPLIED = t("Applied", "已应用");
    IN_USE = t("in use", "使用中");
    HELP = t("Keys", "快捷键");
    KEY_PALETTE = t("Go to a section, field or file", "跳转到章节、字段或文件");
    KEY_UNDO = t("Undo, redo", "撤销、重做");
    KEY_BACK = t("The browser's Back undoes too", "浏览器的后退也可撤销");
    KEY_HELP = t("This list", "本列表");
    KEY_LIST = t("In a list: add below, remove empty, move", "列表中：在下方添加、删除空项、移动");
    KEY_CODE = t("In the files: walk through lines, open the field of a line", "文件中：逐行移动、打开该行对应的字段");
    KEY_ESC = t("Close what is open", "关闭当前浮层");
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
    OPEN_LEAD = t("runwright-plan.json lies in every download; opening it brings everything back.", "每个下载包都含 runwright-plan.json，打开即可恢复全部设置。");
    START_FROM = t("Start from", "起点");
    START_LEAD = t("A whole plan in one step; Undo takes it back.", "一步得到完整方案，可撤销。");
    FIRST_QUESTIONS = t("First questions", "首要问题");
    OVERVIEW_LEAD = t("A few answers give a working plan. Every file follows each change; nothing leaves the browser.", "回答几个问题即可得到可用方案。文件随每次更改更新，数据不会离开浏览器。");
    READY_OF = t("of {} ready", "/ {} 就绪");
    OPEN_CHECKLIST = t("Open the checklist", "打开检查清单");
    HOW_COMES = t("How it comes about", "计算过程");
    NO_FINDINGS = t("Nothing to say: no rule finds a fault in this plan.", "没有问题：所有规则均未发现缺陷。");
    OPEN = t("Open", "打开");
    ADVANCED = t("More settings", "更多设置");
    CHANGED_N = t("{} changed", "已改 {} 项");

    TARGET_LEAD = t("Where the runner goes, and which release of it.", "Runner 装在哪里，用哪个版本。");
    T_CLUSTER = t("Cluster", "集群");
    T_RELEASE = t("Release", "版本");
    T_NAMES = t("Names", "名称");
    T_FULLNAME = t("Objects are named", "对象名称为");
    T_FULLNAME_LEAD = t("The chart uses the release name if it begins with gitlab-runner, else it appends that. The label app has the same value; policies and commands select by it.", "release 以 gitlab-runner 开头时直接使用，否则追加该后缀。标签 app 取同样的值，策略与命令据此选择。");

    GITLAB_LEAD = t("The server, and how the managers identify themselves.", "服务器，以及管理器如何表明身份。");
    G_SERVER = t("Server", "服务器");
    G_TOKEN = t("Authentication", "身份验证");
    G_TOKEN_LEAD = t("Create the runner in GitLab first; it gives a token that begins with glrt-. Registration tokens are deprecated since 15.6 and are to be removed in 20.0.", "先在 GitLab 中创建 Runner，得到以 glrt- 开头的令牌。注册令牌自 15.6 起弃用，计划在 20.0 移除。");
    G_MANAGER = t("Behaviour", "行为");

    MANAGERS_LEAD = t("The pods that fetch jobs from GitLab and start a pod for each.", "从 GitLab 领取作业并为每个作业启动 Pod 的进程。");
    M_SLOTS = t("Slots", "槽位");
    M_SLOTS_LEAD = t("A slot is one job in progress, from the first request for a pod to its end.", "一个槽位即一个进行中的作业，从申请 Pod 到结束。");
    M_TOTAL = t("Jobs at once, all managers", "全部管理器的并发作业");
    M_SCALING = t("Ways to scale", "扩展方式");
    M_SCALING_LEAD = t("More slots help only where the nodes have places for them.", "只有节点有空位时，增加槽位才有用。");
    M_PODS = t("Manager pods", "管理器 Pod");
    M_STOP = t("Stopping", "停止");
    M_WATCH = t("Monitoring", "监控");
    C_CHANGE = t("Change", "更改");
    C_OUTCOME = t("Leads to", "结果");

    DNS_LEAD = t("How job pods turn names into addresses. Managers and image pulls use the node's resolver instead.", "作业 Pod 如何解析域名。管理器与镜像拉取使用节点的解析器。");
    D_STRATEGY = t("Strategy", "策略");
    D_RESOLVER = t("Resolvers", "解析器");
    D_SEARCHES = t("Search domains from the job namespace", "由作业命名空间生成的搜索域");
    D_OPTIONS = t("Resolver options", "解析选项");
    D_OPTIONS_LEAD = t("What one lookup costs, counted as questions to the server: every try asks for IPv4 and IPv6.", "一次解析向服务器提出的问题数：每次尝试都会查 IPv4 与 IPv6。");
    D_NAME = t("Name", "名称");
    D_QUERIES = t("Queries", "查询数");
    D_WITH_5 = t("with ndots 5", "ndots 5 时");
    D_BREAKS = t("What breaks", "影响");
    D_WHY = t("Why a list of three different nameservers does not fail over", "为什么三个不同的名称服务器不会互相接替");
    D_WHY_1 = t("The guide's hybrid list is `10.96.0.10`, `10.0.0.2`, `8.8.8.8`: cluster, VPC, public. It reads like “try the next one if the name is not found”. No resolver does that.", "指南的混合列表是 `10.96.0.10`、`10.0.0.2`、`8.8.8.8`：集群、VPC、公共。看上去像“找不到就问下一个”，但没有任何解析器这样工作。");
    D_WHY_2 = t("glibc takes NXDOMAIN from the first as final: a name that only the VPC knows fails after one server. It moves on when a server is silent for 5 s, or answers SERVFAIL or REFUSED.", "glibc 把第一个服务器的 NXDOMAIN 视为最终答案：只有 VPC 认识的名称直接失败。只有服务器 5 秒无响应，或回答 SERVFAIL、REFUSED 时才会换下一个。");
    D_WHY_3 = t("musl (Alpine) asks all three at once and takes the first answer: a public NXDOMAIN can win, so the same name works in one job and fails in the next. Internal names also reach the public server.", "musl（Alpine）同时询问三个并采用最先到的答案：公共服务器的 NXDOMAIN 可能抢先，同一名称时好时坏；内部名称也会泄露给公共服务器。");
    D_WHY_4 = t("What works: one nameserver, the cluster's, which forwards each private zone to the resolver that knows it and everything else upstream.", "可行的做法：只用集群的名称服务器，由它把每个私有区域转发给对应解析器，其余转给上游。");

    JOB_LEAD = t("The pod that runs one job: its images, what it may use, and how it builds images.", "运行一个作业的 Pod：镜像、可用资源、构建镜像的方式。");
    J_SIZE = t("Size", "规格");
    J_SIZE_LEAD = t("Starting points for the amounts below, with the jobs your nodes hold at once.", "下方数值的起点，以及你的节点能同时容纳的作业数。");
    J_IMAGES = t("Images", "镜像");
    J_BUILD = t("Building images", "构建镜像");
    J_RESOURCES = t("Resources", "资源");
    J_RESOURCES_LEAD = t("Requests decide where a pod fits; limits, when it is held back or killed. Empty means not set. Quantities: 500m or 2 cores, 512Mi or 4Gi.", "请求决定 Pod 能放在哪里；上限决定何时被限制或杀掉。留空即不设置。写法：500m 或 2 核，512Mi 或 4Gi。");
    J_QOS = t("Quality of service", "服务质量等级");
    J_OVERWRITE = t("What a job may ask for itself", "作业可自行申请的最大值");
    J_OVERWRITE_LEAD = t("Through KUBERNETES_CPU_REQUEST and its kin. Empty forbids it; a larger value fails the job, it is not cut to fit.", "通过 KUBERNETES_CPU_REQUEST 等变量。留空即禁止；超过时作业失败，不会被截断。");
    J_START = t("Start and end", "启动与结束");
    J_PIPELINE = t("Pipeline example", "流水线示例");
    J_PIPELINE_LEAD = t("For ci-example.gitlab-ci.yml.", "用于 ci-example.gitlab-ci.yml。");
    CPU_REQUEST = t("CPU request", "CPU 请求");
    CPU_LIMIT = t("CPU limit", "CPU 上限");
    MEMORY_REQUEST = t("Memory request", "内存请求");
    MEMORY_LIMIT = t("Memory limit", "内存上限");
    DISK_REQUEST = t("Disk request", "磁盘请求");
    DISK_LIMIT = t("Disk limit", "磁盘上限");
    C_BUILD = same("build");
    C_HELPER = same("helper");
    C_SERVICE = t("service", "服务");

    NODES_LEAD = t("Which nodes run jobs, and which pods go first.", "哪些节点运行作业，哪些 Pod 优先。");
    N_WHERE = t("Where jobs run", "作业运行位置");
    N_WHERE_LEAD = t("Labels draw jobs to nodes; taints keep everything else away. Dedicated nodes need both.", "标签把作业引到节点，污点挡住其他负载。专用节点两者都需要。");
    N_PREPARE = t("Prepare the nodes", "准备节点");
    N_PRIORITY = t("Priority", "优先级");

    SECURITY_LEAD = t("What the runner may do, what jobs may reach, and which images may run.", "Runner 可以做什么、作业可以访问什么、哪些镜像可以运行。");
    S_PERMISSIONS = t("Permissions", "权限");
    S_PODS = t("Pods", "Pod");
    S_NETWORK = t("Network", "网络");
    S_IMAGES = t("Images", "镜像");
    S_CHECKLIST = t("Readiness", "就绪检查");
    S_CHECKLIST_LEAD = t("What the plan can answer, it answers with its evidence. The rest is yours to say.", "方案能回答的附上依据，其余由你确认。");
    S_SECRETS = t("Secrets", "密钥");
    S_SECRETS_1 = t("Keep credentials as masked and protected CI/CD variables, kubeconfigs as variables of type File. A variable in .gitlab-ci.yml is readable by everybody who can read the project.", "凭据放入已屏蔽且受保护的 CI/CD 变量，kubeconfig 用 File 类型变量。写在 .gitlab-ci.yml 中的变量，能读项目的人都能看到。");
    S_SECRETS_2 = t("Variables reach the job pod as environment: whoever may read pods in the job namespace sees them. Give nobody else that right there.", "变量以环境变量形式进入作业 Pod：能读取作业命名空间 Pod 的人都能看到。不要把该权限给其他人。");
    S_SECRETS_3 = t("Rotate the runner token by creating it anew in GitLab, replacing the Secret and restarting the managers.", "轮换 Runner 令牌：在 GitLab 重新生成，替换 Secret，再重启管理器。");
    YES = t("Yes", "是");
    NO = t("No", "否");
    NOT_APPLICABLE = t("Not applicable", "不适用");
    YOUR_WORD = t("needs your word", "待你确认");
    PASSES = t("passes", "通过");
    FAILS = t("fails", "未通过");

    CAPACITY_LEAD = t("How many jobs run at once, and what stops the next one.", "能同时运行多少作业，什么挡住了下一个。");
    K_PLACES = t("Places", "空位");
    K_SLOTS = t("Slots", "槽位");
    K_POOLED = t("Pooled division", "合并相除");
    K_JOBS = t("jobs", "个作业");
    K_PLACES_NOTE = t("Whole jobs on each node, added up.", "逐节点取整后相加。");
    K_SLOTS_NOTE = t("What the managers take from GitLab.", "管理器从 GitLab 领取的上限。");
    K_POOLED_NOTE = t("All cores divided by one job. The scheduler does not place halves.", "全部核心除以单个作业。调度器不会放半个 Pod。");
    K_NODES = t("Jobs on the nodes", "节点上的作业");
    K_STAIRS = t("Jobs per node, by job size", "每节点作业数与作业规格");
    K_STAIRS_NOTE = t("Whole jobs on one node step down; the pooled division (dashed) does not exist.", "每节点只能放整数个作业，呈阶梯下降；虚线的合并相除并不存在。");
    K_POOLS = t("Node pools", "节点池");
    K_PASTE = t("Paste nodes", "粘贴节点");
    K_PASTE_LEAD = t("The output of `kubectl get nodes -o json`. It is read here and goes nowhere.", "`kubectl get nodes -o json` 的输出，只在本页读取，不会发送。");
    K_PASTE_READ = t("Read", "读取");
    K_STEPS = t("How it comes about", "计算过程");
    K_STEP = t("Step", "步骤");
    K_SUM = t("Sum", "算式");
    K_RESULT = t("Result", "结果");
    K_SOURCE = t("Source of the rule", "规则来源");
    K_SYSTEM = t("System and DaemonSets", "系统与守护进程");
    K_MANAGER = t("Managers", "管理器");
    K_JOB = t("Job", "作业");
    K_STRANDED = t("Cannot be used", "无法使用");
    K_CORES = t("cores", "核");
    K_YOURS = t("yours", "当前");
    K_LESS = t("less", "更少");
    K_PER_NODE = t("per node", "每节点");
    K_SIZE = t("Job size", "作业规格");
    K_NODE = t("Node", "节点");
    ADD = t("Add", "添加");
    ADD_ROW = t("Add a row", "添加一行");
    FULL = t("The list is full", "列表已满");
    MEMORY = t("Memory", "内存");
    J_QOS_HELP = t("Follows from the amounts above; BestEffort pods are evicted first.", "由上面的数值决定；BestEffort 的 Pod 最先被驱逐。");
    D_SEARCHES_HELP = t("Written before your own, so that `svc` and `svc.namespace` resolve.", "写在自定义搜索域之前，使 `svc` 与 `svc.命名空间` 可解析。");
    NODES_READ = t("Node pools read", "节点池已读取");
}
