//! Lists the rules on files with their codes: `DOC` for any file, `CFG` for `config.toml`, `CHT` for chart values, `COR`
//! for Corefiles.

pub use super::report::Rule;
use super::report::{advice, error, warning};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $rule:expr;)*) => {
        $($(#[$doc])* pub const $name: Rule = $rule;)*

        /// Every rule there is.
        pub const ALL: &[Rule] = &[$($name),*];
    };
}

rules! {
    /// Neither chart values nor a runner's configuration.
    NOT_RECOGNISED = warning("DOC-101");
    YAML_SYNTAX = error("DOC-102");
    TOML_SYNTAX = error("DOC-103");
    /// The file could be read only with its template expressions blanked out, or not at all.
    TEMPLATE = advice("DOC-104");
    REPEATED_KEY = warning("DOC-105");
    TOO_LARGE = error("DOC-106");

    /// `runners.config` without exactly one `[[runners]]`.
    ONE_RUNNER = error("CFG-101");
    /// `[runners]` in place of `[[runners]]`.
    RUNNERS_TABLE = error("CFG-102");
    GLOBAL_IN_TEMPLATE = warning("CFG-103");
    UNKNOWN_KEY = warning("CFG-104");
    CAMEL_CASE = warning("CFG-105");
    WRONG_TABLE = warning("CFG-106");
    REMOVED_KEY = warning("CFG-107");
    /// A setting that became a label because it stands below the header of a map.
    SETTING_AS_LABEL = warning("CFG-108");
    WRONG_TYPE = error("CFG-109");
    /// A list or a scalar where a table of strings belongs: read as nothing.
    MAP_FORM = error("CFG-110");
    MAP_VALUE = error("CFG-111");
    UNQUOTED_DOTS = error("CFG-112");
    TAINT_EFFECT = error("CFG-113");
    DNS_POLICY = error("CFG-120");
    DNS_NONE = error("CFG-121");
    DNS_OPTIONS = error("CFG-122");
    DNS_OPTION_NAME = warning("CFG-123");
    DNS_NAMESERVERS = error("CFG-124");
    QUANTITY_NUMBER = error("CFG-130");
    QUANTITY = error("CFG-131");
    ODD_QUANTITY = warning("CFG-132");
    REQUEST_OVER_LIMIT = error("CFG-133");
    VOLUME_FORM = error("CFG-140");
    VOLUME_KIND = warning("CFG-141");
    PULL_POLICY = error("CFG-150");
    DURATION_NUMBER = warning("CFG-160");
    SECONDS_AS_TEXT = error("CFG-161");
    DURATION = error("CFG-162");
    PRIVILEGED = warning("CFG-170");
    URL = warning("CFG-180");
    REGISTRATION_TOKEN = warning("CFG-181");
    /// A token in `runners.config`, where it is cleared.
    TEMPLATE_TOKEN = warning("CFG-182");
    CLEAR_SECRET = warning("CFG-183");
    HELM_EXPRESSION = advice("CFG-190");
    /// A key that the release around the file does not know yet.
    KEY_TOO_NEW = warning("CFG-191");

    NULL_VALUE = error("CHT-101");
    CONFIG_FORM = error("CHT-102");
    IMAGE_STRING = error("CHT-103");
    REMOVED_CHART_KEY = warning("CHT-104");
    RBAC_RESOURCE_NAMES = warning("CHT-110");
    RBAC_WIDE_RULE = warning("CHT-111");
    RBAC_EVERYTHING = advice("CHT-113");
    SERVICE_ACCOUNT = error("CHT-112");
    CLEAR_REGISTRATION_TOKEN = warning("CHT-120");
    CLEAR_TOKEN = warning("CHT-121");
    TOKEN_AND_SECRET = error("CHT-122");
    TOKEN_KIND = warning("CHT-123");
    GITLAB_URL = warning("CHT-124");
    CLEAR_VALUE = warning("CHT-127");
    /// Properties that GitLab keeps once the runner has an authentication token.
    TOKEN_OPTIONS = warning("CHT-125");
    TAGS_LIST = warning("CHT-126");
    HPA_METRICS = error("CHT-130");
    SESSION_REPLICAS = warning("CHT-131");
    POD_LABELS = error("CHT-132");
    BIG_NUMBER = error("CHT-133");
    /// TOML settings written as YAML.
    TOML_IN_YAML = warning("CHT-134");
    UNKNOWN_VALUE = advice("CHT-135");
    DEPRECATED_VALUE = advice("CHT-136");
    VALUE_TOO_NEW = warning("CHT-137");

    COREFILE_SYNTAX = error("COR-101");
    UNKNOWN_PLUGIN = warning("COR-102");
    /// `proxy`, `federation`, and options that newer releases refuse.
    REMOVED_PLUGIN = error("COR-103");
    REPEATED_PLUGIN = warning("COR-104");
    MANY_UPSTREAMS = error("COR-105");
    FORWARD_LOOP = error("COR-106");
    /// A private and a public resolver side by side: either may be asked.
    MIXED_UPSTREAMS = warning("COR-107");
    NO_RELOAD = advice("COR-108");
    SAME_ZONE = error("COR-109");
}
