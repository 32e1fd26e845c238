//! Says which shape a text should have, and guesses what was meant.

use runwright_model::format::{Format, FormatError};
use runwright_model::text::{Text, t};

/// At most 60 characters, for a title.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A name in lower case without what the form forbids, where that is plainly what was meant.
pub(super) fn repair(error: FormatError, found: &str) -> Option<String> {
    let guess = match error {
        FormatError::UrlScheme if !found.contains("://") && !found.is_empty() => {
            ["https://", found].concat()
        }
        FormatError::Label | FormatError::Release | FormatError::Subdomain => {
            let lower = found.trim().to_ascii_lowercase().replace(['_', ' '], "-");
            lower.trim_matches('-').to_string()
        }
        FormatError::Path if !found.starts_with('/') => ["/", found].concat(),
        _ => return None,
    };
    let format = match error {
        FormatError::UrlScheme => Format::Url,
        FormatError::Label => Format::Label,
        FormatError::Release => Format::Release,
        FormatError::Subdomain => Format::Subdomain,
        _ => Format::Path,
    };
    let fits = !guess.is_empty() && guess != found && format.check(&guess).is_ok();
    fits.then_some(guess)
}

pub(super) fn format_text(error: FormatError) -> Text {
    match error {
        FormatError::Url => t(
            "A URL has a scheme and a host, and no blanks or quotes.",
            "URL 需含协议与主机，且不能有空格或引号。",
        ),
        FormatError::UrlScheme => t(
            "Begin with https:// or http://.",
            "以 https:// 或 http:// 开头。",
        ),
        FormatError::Label => t(
            "At most 63 of a–z, 0–9 and -, beginning and ending with a letter or digit.",
            "最多 63 个字符，只用 a–z、0–9 与 -，首尾为字母或数字。",
        ),
        FormatError::Subdomain => t(
            "At most 253 of a–z, 0–9, - and ., each part beginning and ending with a letter or digit.",
            "最多 253 个字符，只用 a–z、0–9、- 与 .，每段首尾为字母或数字。",
        ),
        FormatError::Release => t(
            "Helm takes at most 53 of a–z, 0–9, - and . as a release name.",
            "Helm 的 release 名称最多 53 个字符，只用 a–z、0–9、- 与 .。",
        ),
        FormatError::Domain => t(
            "A domain is labels with dots, such as corp.internal.",
            "域名由点分隔的标签组成，如 corp.internal。",
        ),
        FormatError::Ip => t(
            "An IP address is needed here, not a name.",
            "此处需要 IP 地址，不能用名称。",
        ),
        FormatError::Upstream => t(
            "An IP address, with a port where it is not 53; tls:// for DNS over TLS; or /etc/resolv.conf.",
            "填 IP 地址，端口不是 53 时带上端口；DNS over TLS 用 tls://；或 /etc/resolv.conf。",
        ),
        FormatError::Cidr => t(
            "An address and a prefix length, such as 10.20.0.0/16.",
            "地址加前缀长度，如 10.20.0.0/16。",
        ),
        FormatError::LabelKey => t(
            "A label key is a name of at most 63 characters, with an optional DNS prefix and a slash before it.",
            "标签键为最多 63 个字符的名称，前面可加 DNS 前缀与斜杠。",
        ),
        FormatError::LabelValue => t(
            "A label value has at most 63 of letters, digits, -, _ and .",
            "标签值最多 63 个字符，只用字母、数字、-、_ 与 .。",
        ),
        FormatError::Image => t(
            "An image is written registry/path:tag, without a scheme or blanks.",
            "镜像写作 registry/path:tag，不带协议与空格。",
        ),
        FormatError::Version => t(
            "A version is written as 1.34 or 1.34.2.",
            "版本写作 1.34 或 1.34.2。",
        ),
        FormatError::Path => t(
            "An absolute path in the container, without a colon.",
            "容器内的绝对路径，不含冒号。",
        ),
        FormatError::Duration => t(
            "A duration is written as 90s, 5m or 1h30m.",
            "时长写作 90s、5m 或 1h30m。",
        ),
        FormatError::Ports => t(
            "Ports are 1 to 65535, ranges are written 8000-8080.",
            "端口为 1 到 65535，范围写作 8000-8080。",
        ),
        FormatError::LabelPair => t(
            "A label is written key=value; commas separate several.",
            "标签写作 key=value，多个之间用逗号分隔。",
        ),
        FormatError::Taint => t(
            "A taint is written key=value:Effect or key:Effect, with NoSchedule, PreferNoSchedule or NoExecute.",
            "污点写作 key=value:Effect 或 key:Effect，Effect 为 NoSchedule、PreferNoSchedule 或 NoExecute。",
        ),
        FormatError::Percent => t(
            "A percentage of the busy hour, 0 to 100.",
            "高峰小时的百分比，0 到 100。",
        ),
        FormatError::Jobs => t(
            "A number of jobs from 1 on, with its share after a colon where there are several: 1:3 and 8:1.",
            "作业数从 1 起；有多个时在冒号后写份额，如 1:3 和 8:1。",
        ),
        FormatError::Control => t(
            "It holds a control character, such as a line break.",
            "其中含有控制字符，例如换行。",
        ),
    }
}
