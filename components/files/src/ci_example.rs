//! Writes an example pipeline that uses this runner as the plan sets it up.
//!
//! It holds what a project's pipeline has to say because of the plan, and stays valid GitLab CI as it is.
//! The project's own commands stand for themselves as `./ci/….sh`.

mod deploy;
mod image;
mod overwrites;
#[cfg(test)]
mod tests;

use crate::{Artefact, Context};
use runwright_documents::{Map, Seq, yaml};
use runwright_model::protocol::FileGroup;

/// Names of the stages, in order; only those that have a job are listed.
const BUILD: &str = "build";
const TEST: &str = "test";
const IMAGE: &str = "image";
const DEPLOY: &str = "deploy";

pub fn render(cx: &Context) -> Option<Artefact> {
    let lang = cx.lang;
    let mut jobs = Map::new();
    let mut stages = vec![BUILD, TEST];
    compile(cx, &mut jobs);
    tests(cx, &mut jobs);
    if image::job(cx, &mut jobs) {
        stages.push(IMAGE);
    }
    if deploy::jobs(cx, &mut jobs) {
        stages.push(DEPLOY);
    }
    let mut pipeline = Map::new();
    pipeline.put("stages", Seq::flow(stages));
    pipeline.put("default", default(cx)).blank();
    variables(cx, &mut pipeline);
    pipeline.entries.extend(jobs.entries);
    let about = lang.pick(
        "An example pipeline for this runner.",
        "适用于此 Runner 的流水线示例。",
    );
    let document = yaml::Document::new(pipeline)
        .head(about)
        .head(lang.pick(
            "If the runner takes tagged jobs only, add its tags under default.",
            "若 Runner 只接受带标签的作业，请在 default 下添加 tags。",
        ))
        .head(lang.pick(
            "Secrets come from Settings > CI/CD > Variables, masked and protected; kubeconfigs and certificates as type File. Never write one here: the repository keeps it for ever.",
            "密钥取自“设置 > CI/CD > 变量”，设为已隐藏且受保护；kubeconfig 与证书用“文件”类型。切勿写在这里：仓库会永久保留。",
        ));
    Some(Artefact {
        path: "pipeline/ci-example.gitlab-ci.yml".into(),
        about: about.to_string(),
        group: FileGroup::Project,
        printed: yaml::print(&[document]),
    })
}

/// What every job gets unless it says otherwise.
fn default(cx: &Context) -> Map {
    let lang = cx.lang;
    let mut default = Map::new();
    default
        .put("image", with_policy(cx, &cx.plan.job.image))
        .field("job.image");
    default.put("interruptible", true).comment(lang.pick(
        "A newer commit stops what runs for an older one.",
        "新提交会停止旧提交的作业。",
    ));
    default.put("timeout", "30 minutes").comment(lang.pick(
        "Well above the longest job: a stuck one gives its place back.",
        "明显长于最久的作业，让卡住的作业及时释放位置。",
    ));
    let retry = default.at(&["retry"]);
    retry.put("max", 1);
    retry
        .put("when", Seq::flow(["runner_system_failure"]))
        .comment(lang.pick(
            "Repeats what the cluster broke, such as an evicted pod; never a failing test.",
            "只重试集群造成的失败（如 Pod 被驱逐），不重试失败的测试。",
        ));
    cache(cx, &mut default);
    default
}

/// An image by name, with a pull policy where a job may choose one.
fn with_policy(cx: &Context, image: &str) -> Map {
    let job = &cx.plan.job;
    let mut map = Map::new();
    map.put("name", image);
    let may = |policy: &str| job.allowed_pull_policies.iter().any(|word| word == policy);
    if !cx.plan.runner_has(15, 2) {
        return map;
    }
    if let Some(policy) = ["if-not-present", "always", "never"]
        .into_iter()
        .find(|policy| may(policy))
    {
        map.put("pull_policy", policy)
            .field("job.allowed_pull_policies");
    }
    map
}

/// A cache that changes with the lock file.
fn cache(cx: &Context, default: &mut Map) {
    let ci = &cx.plan.ci;
    if ci.cache_key_file.is_empty() || ci.cache_path.is_empty() {
        return;
    }
    let mounted = cx
        .plan
        .job
        .volumes
        .iter()
        .any(|volume| volume.mount_path.trim_end_matches('/') == "/cache");
    let kept = if mounted {
        cx.lang.pick(
            "Kept on the volume mounted at /cache.",
            "保存在挂载于 /cache 的卷上。",
        )
    } else {
        cx.lang.pick(
            "Lost with the pod unless the runner has object storage for caches or a volume at /cache.",
            "除非 Runner 配置了缓存对象存储或 /cache 卷，否则随 Pod 一同丢失。",
        )
    };
    let entry = default.entry("cache");
    entry.comment(kept);
    let cache = entry.map();
    cache
        .put_path(&["key", "files"], vec![ci.cache_key_file.as_str()])
        .field("ci.cache_key_file");
    cache
        .put("paths", vec![ci.cache_path.as_str()])
        .field("ci.cache_path");
}

fn variables(cx: &Context, pipeline: &mut Map) {
    let depth = cx.plan.ci.clone_depth;
    let why = match depth {
        0 => cx
            .lang
            .pick("0 clones the whole history.", "0 表示克隆完整历史。"),
        _ => cx.lang.pick(
            "How much history a job clones; retries of commits older than that fail.",
            "作业克隆的历史深度；重试更早的提交会失败。",
        ),
    };
    let entry = pipeline.entry("variables");
    entry.blank();
    entry
        .map()
        .put("GIT_DEPTH", depth.to_string())
        .comment(why)
        .field("ci.clone_depth");
}

fn compile(cx: &Context, jobs: &mut Map) {
    let entry = jobs.entry("compile");
    entry.blank();
    let job = entry.map();
    job.put("stage", BUILD);
    overwrites::put(cx, job);
    job.put("script", vec!["./ci/build.sh"]);
    let artifacts = job.at(&["artifacts"]);
    artifacts.put("paths", vec!["dist/"]);
    artifacts.put("expire_in", "1 day").comment(cx.lang.pick(
        "Without it artifacts fill GitLab's storage.",
        "不设置时制品会占满 GitLab 的存储。",
    ));
}

fn tests(cx: &Context, jobs: &mut Map) {
    let entry = jobs.entry("unit-tests");
    entry.blank();
    let job = entry.map();
    job.put("stage", TEST);
    job.put("needs", Seq::flow(["compile"]))
        .comment(cx.lang.pick(
            "Starts when this job is done, not when its whole stage is.",
            "该作业完成即开始，无需等待整个阶段。",
        ));
    job.put("parallel", 3).comment(cx.lang.pick(
        "Three pods at once, a share of the tests each.",
        "同时运行三个 Pod，各执行一部分测试。",
    ));
    job.put(
        "script",
        vec!["./ci/test.sh \"$CI_NODE_INDEX\" \"$CI_NODE_TOTAL\""],
    );

    let entry = jobs.entry("lint");
    entry.blank();
    let job = entry.map();
    job.put("stage", TEST);
    job.put("needs", Seq::new()).comment(cx.lang.pick(
        "Needs nothing: starts with the pipeline.",
        "不依赖其他作业，随流水线立即开始。",
    ));
    job.put("script", vec!["./ci/lint.sh"]);
}
