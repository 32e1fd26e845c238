//! The pipeline example: what a project's .gitlab-ci.yml should use of this runner.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::section;
use crate::text::t;

section! {
    /// The pipeline example.
    Ci "ci" {
        clone_depth: u32 = Initial::Text("20"), Kind::Int { min: 0, max: 10000, unit: t("commits", "次提交") },
            t("Clone depth", "克隆深度"),
            t("GIT_DEPTH; 0 clones the whole history. 1 breaks retries of older commits.", "GIT_DEPTH；0 为完整历史。设为 1 时，重试旧提交会失败。");
        cache_key_file: String = Initial::Text("package-lock.json"), Kind::Text(Format::Any),
            t("Lock file", "锁文件"),
            t("The cache changes when this file does. Empty leaves the cache out.", "此文件变化时缓存随之更新；留空则不用缓存。");
        cache_path: String = Initial::Text(".npm/"), Kind::Text(Format::Any),
            t("Cached folder", "缓存目录"),
            t("Relative to the project.", "相对于项目目录。");
    }
}
