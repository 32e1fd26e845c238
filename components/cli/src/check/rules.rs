//! Names each rule on files in one line.

use runwright_model::Text;
use runwright_model::text::t;

/// What a rule is about; none for rules on plans, whose findings say it.
pub fn text(code: &str) -> Option<Text> {
    TEXTS
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, text)| *text)
}

const TEXTS: &[(&str, Text)] = &[
    ("DOC-101", t("The file is not recognised", "无法识别文件")),
    (
        "DOC-102",
        t("The file is not valid YAML", "文件不是有效的 YAML"),
    ),
    (
        "DOC-103",
        t("The text is not valid TOML", "文本不是有效的 TOML"),
    ),
    (
        "DOC-104",
        t(
            "A template decides what cannot be checked here",
            "由模板决定的内容无法在此检查",
        ),
    ),
    (
        "DOC-105",
        t("A key stands twice in one map", "同一映射中有重复的键"),
    ),
    ("DOC-106", t("The file is too large", "文件过大")),
    (
        "CFG-101",
        t(
            "runners.config needs exactly one [[runners]]",
            "runners.config 中必须恰好有一个 [[runners]]",
        ),
    ),
    (
        "CFG-102",
        t(
            "[runners] stands where [[runners]] is needed",
            "应写 [[runners]]，而不是 [runners]",
        ),
    ),
    (
        "CFG-103",
        t(
            "A global setting in the template has no effect",
            "模板中的全局设置不起作用",
        ),
    ),
    (
        "CFG-104",
        t("The runner knows no such key", "Runner 没有这个键"),
    ),
    (
        "CFG-105",
        t(
            "A key is spelled as in Kubernetes, not as the runner does",
            "键的写法是 Kubernetes 的，而不是 Runner 的",
        ),
    ),
    (
        "CFG-106",
        t("A key stands in the wrong table", "键放错了表"),
    ),
    (
        "CFG-107",
        t(
            "The runner no longer reads the key",
            "Runner 已不再读取该键",
        ),
    ),
    (
        "CFG-108",
        t(
            "A setting below the header of a map became an entry of it",
            "映射表头下方的设置被当成了映射条目",
        ),
    ),
    ("CFG-109", t("A value has the wrong type", "值的类型不对")),
    (
        "CFG-110",
        t(
            "A list or a single value stands where a table belongs",
            "此处应为表，而不是列表或单个值",
        ),
    ),
    (
        "CFG-111",
        t(
            "A map holds a value of the wrong type",
            "映射中的值类型不对",
        ),
    ),
    (
        "CFG-112",
        t("A key with dots is not quoted", "含点号的键没有加引号"),
    ),
    (
        "CFG-113",
        t("There is no such taint effect", "没有这种污点效果"),
    ),
    (
        "CFG-120",
        t("There is no such DNS policy", "没有这种 DNS 策略"),
    ),
    (
        "CFG-121",
        t(
            "DNS policy none needs name servers",
            "DNS 策略 none 需要指定域名服务器",
        ),
    ),
    (
        "CFG-122",
        t("DNS options have the wrong form", "DNS 选项的写法不对"),
    ),
    (
        "CFG-123",
        t("The DNS option is not known", "未知的 DNS 选项"),
    ),
    (
        "CFG-124",
        t("Name servers have the wrong form", "域名服务器的写法不对"),
    ),
    (
        "CFG-130",
        t(
            "A quantity is a number where a text is needed",
            "资源量应写成字符串，而不是数字",
        ),
    ),
    ("CFG-131", t("A quantity cannot be read", "无法解析资源量")),
    (
        "CFG-132",
        t("A quantity looks like a slip", "资源量疑似写错"),
    ),
    (
        "CFG-133",
        t("A request is above its limit", "request 大于 limit"),
    ),
    ("CFG-140", t("A volume has the wrong form", "卷的写法不对")),
    (
        "CFG-141",
        t("There is no such kind of volume", "没有这种卷类型"),
    ),
    (
        "CFG-150",
        t("There is no such pull policy", "没有这种拉取策略"),
    ),
    (
        "CFG-160",
        t("A bare number counts nanoseconds", "不带单位的数字以纳秒计"),
    ),
    (
        "CFG-161",
        t(
            "Seconds are a text where a number is needed",
            "秒数应写成数字，而不是字符串",
        ),
    ),
    ("CFG-162", t("A duration cannot be read", "无法解析时长")),
    ("CFG-170", t("Jobs run privileged", "作业以特权模式运行")),
    ("CFG-180", t("An address is not usable", "地址不可用")),
    (
        "CFG-181",
        t(
            "A registration token stands where an authentication token belongs",
            "此处应为身份验证令牌，而不是注册令牌",
        ),
    ),
    (
        "CFG-182",
        t("A token in the template is cleared", "模板中的令牌会被清除"),
    ),
    (
        "CFG-183",
        t("A credential stands in clear text", "凭据以明文书写"),
    ),
    (
        "CFG-190",
        t(
            "The template holds expressions that Helm evaluates",
            "模板中有 Helm 会求值的表达式",
        ),
    ),
    (
        "CFG-191",
        t(
            "The runner of this chart does not know the key yet",
            "该 Chart 的 Runner 还不认识此键",
        ),
    ),
    ("CHT-101", t("A map has no value", "映射没有值")),
    (
        "CHT-102",
        t("runners.config must be a text", "runners.config 必须是文本"),
    ),
    ("CHT-103", t("image must be a map", "image 必须是映射")),
    (
        "CHT-104",
        t(
            "The chart no longer reads the value",
            "Chart 已不再读取该值",
        ),
    ),
    (
        "CHT-110",
        t(
            "The chart drops keys of RBAC rules",
            "Chart 会丢弃 RBAC 规则中的键",
        ),
    ),
    (
        "CHT-111",
        t("A rule grants more than is needed", "规则授予的权限过宽"),
    ),
    (
        "CHT-112",
        t(
            "The service account has the wrong form",
            "服务账号的写法不对",
        ),
    ),
    (
        "CHT-113",
        t(
            "A rule allows everything in its group",
            "规则放行了该组的全部操作",
        ),
    ),
    (
        "CHT-120",
        t(
            "A registration token stands in clear text",
            "注册令牌以明文书写",
        ),
    ),
    (
        "CHT-121",
        t("A token stands in clear text", "令牌以明文书写"),
    ),
    (
        "CHT-122",
        t(
            "A token and a Secret exclude each other",
            "令牌与 Secret 不能同时使用",
        ),
    ),
    (
        "CHT-123",
        t("The token is of the wrong kind", "令牌的类型不对"),
    ),
    (
        "CHT-124",
        t("The address of GitLab is not usable", "GitLab 地址不可用"),
    ),
    (
        "CHT-125",
        t(
            "GitLab keeps the property, the value is not read",
            "该属性保存在 GitLab 中，此处的值不会被读取",
        ),
    ),
    (
        "CHT-126",
        t("Tags are a text, not a list", "标签应为文本，而不是列表"),
    ),
    (
        "CHT-127",
        t("A credential stands in clear text", "凭据以明文书写"),
    ),
    (
        "CHT-130",
        t(
            "The autoscaler's metrics have the wrong form",
            "自动伸缩指标的写法不对",
        ),
    ),
    (
        "CHT-131",
        t(
            "The session server needs exactly one replica",
            "会话服务器只支持一个副本",
        ),
    ),
    (
        "CHT-132",
        t("A pod label must be a text", "Pod 标签必须是文本"),
    ),
    (
        "CHT-133",
        t("A large number loses digits", "过大的数字会丢失精度"),
    ),
    (
        "CHT-134",
        t(
            "Settings of config.toml are written as YAML",
            "config.toml 的设置写成了 YAML",
        ),
    ),
    (
        "CHT-135",
        t("The chart knows no such value", "Chart 没有这个值"),
    ),
    ("CHT-136", t("The value is deprecated", "该值已弃用")),
    (
        "CHT-137",
        t(
            "This chart does not know the value yet",
            "该 Chart 还不认识此值",
        ),
    ),
    (
        "COR-101",
        t("The Corefile cannot be read", "无法解析 Corefile"),
    ),
    (
        "COR-102",
        t("CoreDNS knows no such plugin", "CoreDNS 没有这个插件"),
    ),
    (
        "COR-103",
        t("The plugin or option is gone", "该插件或选项已移除"),
    ),
    (
        "COR-104",
        t(
            "A plugin stands twice in a server block",
            "同一服务器块中插件重复",
        ),
    ),
    (
        "COR-105",
        t(
            "More upstreams than forward takes",
            "上游数量超过 forward 的上限",
        ),
    ),
    (
        "COR-106",
        t("Queries are forwarded in a circle", "查询被循环转发"),
    ),
    (
        "COR-107",
        t(
            "Private and public resolvers stand side by side",
            "内网与公共解析器混用",
        ),
    ),
    (
        "COR-108",
        t(
            "Changes take effect after a restart only",
            "修改后需重启才能生效",
        ),
    ),
    (
        "COR-109",
        t(
            "Two server blocks have the same zone",
            "两个服务器块的区域相同",
        ),
    ),
    ("PLN-101", t("The plan cannot be read", "无法读取方案")),
    (
        "PLN-102",
        t("The plan holds something unknown", "方案中有未知内容"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_checks::documents::rules::ALL;

    #[test]
    fn every_rule_on_files_has_a_name() {
        let missing: Vec<&str> = ALL
            .iter()
            .map(|rule| rule.code)
            .filter(|code| text(code).is_none())
            .collect();
        assert!(missing.is_empty(), "say what these are: {missing:?}");
        assert!(TEXTS.is_sorted_by_key(|(code, _)| order(code)));
    }

    /// `DOC`, `CFG`, `CHT`, `COR`, `PLN`, as the rules are listed.
    fn order(code: &str) -> (usize, &str) {
        let kinds = ["DOC", "CFG", "CHT", "COR", "PLN"];
        let kind = kinds.iter().position(|kind| code.starts_with(kind));
        (kind.unwrap_or(kinds.len()), code)
    }
}
