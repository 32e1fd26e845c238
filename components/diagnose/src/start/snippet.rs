//! Writes the part of `.gitlab-ci.yml` that makes this plan's jobs quicker.

use crate::advice::Case;
use runwright_documents::{Map, Printed, Seq, yaml};

/// A part of a pipeline, to be taken over into a project's own.
pub(super) fn print(case: &Case) -> Printed {
    let (plan, lang) = (case.plan, case.lang);
    let mut root = Map::new();
    let variables = root.at(&["variables"]);
    let depth = match plan.ci.clone_depth {
        0 => 20,
        depth => depth,
    };
    variables
        .put("GIT_DEPTH", depth.to_string())
        .comment(lang.pick(
            "Every pod clones anew; this much history is enough for most jobs.",
            "每个 Pod 都重新克隆；多数作业这些历史已足够。",
        ))
        .field("ci.clone_depth");
    if plan.runner_has(13, 6) && !plan.runner_has(19, 4) {
        variables.put("FF_USE_FASTZIP", "true").comment(lang.pick(
            "The faster archiver, on by itself from runner 19.4.",
            "更快的归档程序，自 Runner 19.4 起默认启用。",
        ));
    }
    variables
        .put("CACHE_COMPRESSION_LEVEL", "fastest")
        .comment(lang.pick(
            "Packing costs more time than a few more megabytes do.",
            "压缩花的时间比多传几兆字节更长。",
        ));
    variables.put("ARTIFACT_COMPRESSION_LEVEL", "fastest");
    let entry = root.entry("default");
    entry.blank();
    let default = entry.map();
    let image = default.at(&["image"]);
    image
        .put("name", plan.job.image.as_str())
        .field("job.image");
    let may = |policy: &str| {
        plan.job
            .allowed_pull_policies
            .iter()
            .any(|word| word == policy)
    };
    if plan.runner_has(15, 2) && may("if-not-present") {
        image
            .put("pull_policy", "if-not-present")
            .comment(lang.pick(
                "Right for a tag that does not move: a node that has it asks nobody.",
                "适用于固定的标签：节点已有镜像时无需查询。",
            ))
            .field("job.allowed_pull_policies");
    }
    default.put("interruptible", true).comment(lang.pick(
        "A newer commit gives the places of an older one back.",
        "新提交会让出旧提交占用的位置。",
    ));
    if !plan.ci.cache_key_file.is_empty() && !plan.ci.cache_path.is_empty() {
        let entry = default.entry("cache");
        entry.comment(lang.pick(
            "A key that changes with the lock file and nothing else; branches share it.",
            "缓存键只随锁文件变化，各分支共用。",
        ));
        let cache = entry.map();
        cache
            .put_path(&["key", "files"], vec![plan.ci.cache_key_file.as_str()])
            .field("ci.cache_key_file");
        cache
            .put("paths", vec![plan.ci.cache_path.as_str()])
            .field("ci.cache_path");
    }
    for (index, name) in ["unit-tests", "integration-tests", "lint"]
        .into_iter()
        .enumerate()
    {
        let entry = root.entry(name);
        entry.blank();
        let job = entry.map();
        job.put("stage", "test");
        let needs = job.put("needs", Seq::new());
        if index == 0 {
            needs.comment(lang.pick(
                "Starts with the pipeline in place of waiting for a stage.",
                "随流水线立即开始，不等待前一阶段。",
            ));
            job.put("parallel", 3).comment(lang.pick(
                "Three pods with a third of the tests each.",
                "三个 Pod 各执行三分之一的测试。",
            ));
            job.put(
                "script",
                vec!["./ci/test.sh \"$CI_NODE_INDEX\" \"$CI_NODE_TOTAL\""],
            );
        } else {
            job.put("script", vec![["./ci/", name, ".sh"].concat()]);
        }
        if name == "lint" {
            job.put("cache", Seq::new()).comment(lang.pick(
                "Needs no dependencies, so it fetches none.",
                "不需要依赖，也就不取缓存。",
            ));
        }
    }
    yaml::print(&[yaml::Document::new(root).head(lang.pick(
        "Take over what fits; names of jobs and scripts are examples.",
        "按需采用；作业与脚本名称仅为示例。",
    ))])
}
