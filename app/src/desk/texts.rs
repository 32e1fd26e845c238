//! The desk's words, in both languages.

use runwright_model::text::{Text, t};

pub mod capacity;
pub mod capacity_form;
pub mod run;

macro_rules! texts {
    ($($name:ident = $text:expr;)*) => { $( pub const $name: Text = $text; )* };
}

texts! {
    OPEN_LEAD = t("Open the files your team already has. The form shows what they say, and a change rewrites only the lines it needs; comments, order and everything else stay.", "打开团队已有的文件。表单显示文件中的设置，更改只改写相关的行，注释、顺序和其余内容保持不变。");
    DROP = t("Drop files here", "将文件拖放到此处");
    DROP_MORE = t("Open more, or a newer version of one", "打开更多文件或新版本");
    STAYS_HERE = t("They are read in this browser; nothing is sent anywhere.", "文件只在此浏览器中读取，不会发送到任何地方。");
    FINDINGS_N = t("Findings: {}", "问题：{}");
    SHOW_ALL = t("Show all", "全部显示");
    SETTING = t("To the setting", "转到设置");
    LINE_COLUMN = t("Line {}:{}", "第 {} 行第 {} 列");
    SAME_AS = t("One setting with {}.", "与 {} 为同一项设置。");
    SINCE = t("since {}", "{} 起");
    KIND_YAML = t("YAML or JSON", "YAML 或 JSON");
    CHOOSE = t("Choose files", "选择文件");
    PASTE = t("Paste a file", "粘贴文件内容");
    PASTE_NAME = t("Name", "文件名");
    PASTE_TEXT = t("Text", "内容");
    READ = t("Read", "读取");
    READING = t("Reading the files", "正在读取文件");
    CLOSE = t("Close files", "关闭文件");
    OPENED = t("Opened {}", "已打开 {}");
    CLOSED = t("Closed {}", "已关闭 {}");
    NOTHING_KNOWN = t("Nothing in it is known here", "其中没有可识别的内容");
    NOTHING_KNOWN_MORE = t("Neither chart values, a runner's configuration nor a Corefile was found. The plan is unchanged.", "未找到 chart 值、Runner 配置或 Corefile。方案未改变。");
    TOO_LARGE = t("Larger than 5 MB, not read: ", "超过 5 MB，未读取：");
    NOT_READABLE = t("Could not be read: ", "无法读取：");
    IN_MEMORY = t("Kept in memory only", "仅保存在内存中");
    IN_MEMORY_SECRET = t("A file holds a secret in clear text, so no opened file is stored on this device. After a reload, open them again.", "有文件包含明文密钥，因此打开的文件不会存储在此设备上。重新加载后请再次打开。");
    IN_MEMORY_FULL = t("The browser could not store the opened files. After a reload, open them again.", "浏览器未能存储打开的文件。重新加载后请再次打开。");
    OPEN_NOW = t("Open now", "当前打开");
    UNDERSTOOD = t("{} of {} keys understood", "{} / {} 个键已识别");
    PART_VALUES = t("chart values", "chart 值");
    PART_CONFIG = t("runner configuration", "Runner 配置");
    PART_COREFILE = t("Corefile", "Corefile");
    WHOLE = t("the whole file", "整个文件");
    EDITED = t("edited here", "可在此编辑");
    CHECKED = t("checked only", "仅检查");
    LINE = t("Line {}", "第 {} 行");
    KEPT = t("Kept as they are", "原样保留");
    KEPT_N = t("keys: {}", "{} 个键");

    SETTINGS_LEAD = t("Every setting of the chart and of the runner's `config.toml`, with its default and the place in the source that reads it. What the sections also show is the same value here.", "chart 与 Runner `config.toml` 的全部设置，附默认值和读取它的源码位置。与各章节中的值是同一个。");
    SEARCH = t("Search settings", "搜索设置");
    SEARCH_HINT = t("name, path or a word of the help", "名称、路径或说明中的词");
    SHOW = t("Show", "显示");
    F_ALL = t("All", "全部");
    F_CHANGED = t("Changed", "已更改");
    F_DEPRECATED = t("Deprecated", "已弃用");
    F_VERSION = t("Not in this version", "此版本没有");
    F_SECURITY = t("Security", "安全相关");
    PART = t("Part", "部分");
    P_BOTH = t("Both", "两者");
    FOUND_N = t("{} of {} settings", "{} / {} 项设置");
    SHOW_MORE = t("Show more", "显示更多");
    NO_SETTING = t("No setting matches.", "没有匹配的设置。");
    DEPRECATED = t("deprecated", "已弃用");
    REMOVED = t("removed", "已移除");
    SECURITY = t("security", "安全");
    SECRET = t("Kept in the file, never in the plan.", "仅保留在文件中，不会写入方案。");
    SOURCE = t("Source", "源码");
    KIND_TEXT = t("text", "文本");
    KIND_INT = t("number", "数字");
    KIND_QUANTITY = t("quantity", "数量");
    KIND_BOOL = t("on or off", "开关");
    KIND_CHOICE = t("choice", "选项");
    KIND_LIST = t("list", "列表");
    KIND_TABLES = t("tables", "表");
    KIND_SECRET = t("secret", "密钥");
    TOP_LEVEL = t("top level", "顶层");

    ITEM = t("{}. {}", "{}. {}");
    ADD_ITEM = t("Add", "添加");
    ITEMS_N = t("items: {}", "{} 项");
    DUPLICATE = t("Duplicate", "复制");
    REMOVE = t("Remove", "移除");
    MOVE_UP = t("Move up", "上移");

    UPGRADE_LEAD = t("What lies between the chart of this plan and another one: what has to change first, what changes by itself, and the steps in order.", "当前方案的 chart 与目标版本之间的差异：必须先更改什么、哪些会自行变化，以及按顺序的步骤。");
    TARGET = t("Chart to go to", "目标 chart 版本");
    FROM_TO = t("From {} to {}", "从 {} 到 {}");
    NO_WORK = t("Nothing in this plan has to change for it.", "此方案无需为此更改任何内容。");
    TO_DO = t("To do first", "需要先处理");
    RELEASES = t("What the releases change", "各版本的变化");
    STEPS = t("Steps", "步骤");
    TAKE = t("Use this version in the plan", "在方案中使用此版本");
    TAKEN = t("Chart {}", "Chart {}");

    SHORT_TITLE = t("Minimal file", "精简文件");
    SHORT_LEAD = t("The file without the keys that only repeat a default.", "去掉仅重复默认值的键之后的文件。");
    DROPPED = t("Left out", "已省略");
    NONE_DROPPED = t("No key repeats a default.", "没有重复默认值的键。");
    DOWNLOAD = t("Download", "下载");
    WAIT = t("Working it out", "正在计算");
    FAILED = t("The engine could not answer this.", "引擎未能回答此请求。");
}

/// What can be opened.
pub const KINDS: [Text; 6] = [
    t(
        "`values.yaml` of the gitlab-runner chart, alone or inside a parent chart's",
        "gitlab-runner Chart 的 `values.yaml`，独立文件或上级 Chart 中的一段",
    ),
    t(
        "a runner's `config.toml`, alone or in the chart's `runners.config`",
        "Runner 的 `config.toml`，独立文件或 Chart 的 `runners.config`",
    ),
    t(
        "a Flux HelmRelease, an Argo CD Application, a HelmChart of k3s or RKE2",
        "Flux HelmRelease、Argo CD Application、k3s/RKE2 的 HelmChart",
    ),
    t(
        "a ConfigMap with a runner's configuration or a Corefile",
        "内含 Runner 配置或 Corefile 的 ConfigMap",
    ),
    t("a Corefile of CoreDNS", "CoreDNS 的 Corefile"),
    t(
        "several of them together, and files with more than one document",
        "以上文件可一起打开，也支持含多个文档的文件",
    ),
];
