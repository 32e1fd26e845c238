//! Makes the timeline: estimated lengths with their sums, or measured ones with where they were read.

use super::measure::{Measured, Pod};
use super::shape::{POLL_MS, Shape, assumed};
use super::time::{between, length};
use crate::advice::Case;
use runwright_model::protocol::Phase;
use runwright_model::text::{Text, t};
use runwright_model::{Lang, say};
use std::cmp::Reverse;

/// The order of time, and what each is called.
const LABELS: [(&str, Text); 8] = [
    ("queue", t("Waiting for a request", "等待请求")),
    ("pending", t("Waiting for a node", "等待节点")),
    ("pull", t("Pulling images", "拉取镜像")),
    ("init", t("Init container", "init 容器")),
    ("services", t("Services", "服务就绪")),
    ("clone", t("Clone and cache", "克隆与缓存")),
    ("run", t("Script", "脚本")),
    ("cleanup", t("Clean-up", "清理")),
];

/// Lines phases up, one after another.
struct Line {
    phases: Vec<Phase>,
    at: u32,
    lang: Lang,
}

impl Line {
    fn put(&mut self, id: &str, length_ms: u32, sum: String) -> &mut Phase {
        let label = LABELS.iter().find(|(known, _)| *known == id);
        self.phases.push(Phase {
            id: id.to_string(),
            label: label
                .map_or("", |(_, label)| label.get(self.lang))
                .to_string(),
            start_ms: self.at,
            length_ms,
            length_text: length(length_ms, self.lang),
            sum,
        });
        self.at = self.at.saturating_add(length_ms);
        let last = self.phases.len() - 1;
        &mut self.phases[last]
    }
}

fn line(case: &Case) -> Line {
    Line {
        phases: Vec::new(),
        at: 0,
        lang: case.lang,
    }
}

pub(super) fn estimated(case: &Case, shape: &Shape) -> Vec<Phase> {
    let times = shape.estimate();
    let lang = case.lang;
    let mut line = line(case);
    line.put("queue", times.queue, queue_sum(shape, lang));
    line.put("pending", times.pending, pending_sum(shape, lang));
    line.put("pull", times.pull, pull_sum(shape, lang));
    let container = assumed::CONTAINER_MS;
    let poll = POLL_MS / 1000;
    line.put(
        "init",
        times.init,
        say!(
            lang,
            "`init-permissions` {container} ms (assumed) + half of the {poll} s between two looks of the runner at the pod",
            "`init-permissions` {container} 毫秒（假设）+ Runner 查看 Pod 间隔 {poll} 秒的一半",
        ),
    );
    if shape.builder.has_service() {
        let ready = shape.services_ms();
        line.put(
            "services",
            times.services,
            say!(
                lang,
                "until the service's port answers: {ready} ms (assumed)",
                "直到服务端口应答：{ready} 毫秒（假设）",
            ),
        );
    }
    line.put("clone", times.clone, clone_sum(shape, lang));
    let megabytes = assumed::DEPENDENCIES_MB;
    let rate = assumed::PACKAGES;
    line.put(
        "run",
        times.run,
        if shape.cache {
            case.t(t(
                "the script's own work is not counted; its dependencies come from the cache",
                "不计脚本本身；依赖来自缓存",
            ))
            .to_string()
        } else {
            say!(
                lang,
                "no cache outlives the pod, so the script downloads {megabytes} MB at {rate} MB/s (both assumed); its own work is not counted",
                "没有缓存能在 Pod 之后保留，脚本需下载 {megabytes} MB，速率 {rate} MB/s（均为假设）；不计脚本本身",
            )
        },
    );
    let cleanup = assumed::CLEANUP_MS;
    line.put(
        "cleanup",
        times.cleanup,
        say!(
            lang,
            "deleting the pod: {cleanup} ms (assumed)",
            "删除 Pod：{cleanup} 毫秒（假设）",
        ),
    );
    line.phases
}

fn queue_sum(shape: &Shape, lang: Lang) -> String {
    let interval = shape.interval_s;
    say!(
        lang,
        "`check_interval` {interval} s ÷ 2: a job comes at any time between two requests",
        "`check_interval` {interval} 秒 ÷ 2：作业可能在两次请求之间的任意时刻到来",
    )
}

fn pending_sum(shape: &Shape, lang: Lang) -> String {
    let schedule = assumed::SCHEDULE_MS;
    if shape.at_risk == 0 {
        return say!(
            lang,
            "scheduling {schedule} ms (assumed); the nodes have room for all jobs that the managers take",
            "调度 {schedule} 毫秒（假设）；节点容得下管理器接的全部作业",
        );
    }
    let (risk, slots, node) = (shape.at_risk, shape.slots, assumed::NODE_MS / 1000);
    say!(
        lang,
        "scheduling {schedule} ms (assumed) + {node} s for a new node (assumed) × {risk} of {slots} jobs that find no room when all places are taken",
        "调度 {schedule} 毫秒（假设）+ 新节点 {node} 秒（假设）× 位置全满时 {slots} 个作业中有 {risk} 个放不下",
    )
}

pub(super) fn pull_sum(shape: &Shape, lang: Lang) -> String {
    if shape.never {
        return lang
            .pick(
                "`never`: nothing is pulled; an image that is missing fails the job",
                "`never`：不拉取；缺少镜像时作业失败",
            )
            .to_string();
    }
    let (helper, job) = (shape.helper_mb, assumed::JOB_MB);
    let (rate, far) = (shape.helper_rate(), assumed::FAR);
    let mut sum = say!(
        lang,
        "helper {helper} MB ÷ {rate} MB/s + job image {job} MB ÷ {far} MB/s",
        "helper {helper} MB ÷ {rate} MB/s + 作业镜像 {job} MB ÷ {far} MB/s",
    );
    if shape.builder.has_service() {
        let service = shape.service_mb();
        sum.push_str(&say!(
            lang,
            " + service {service} MB ÷ {far} MB/s",
            " + 服务 {service} MB ÷ {far} MB/s",
        ));
    }
    let (questions, ask) = (shape.questions(), assumed::ASK_MS);
    sum.push_str(&say!(
        lang,
        " + {questions} questions to the registry × {ask} ms. Compressed sizes, rates and the question are assumed",
        " + 查询镜像仓库 {questions} 次 × {ask} 毫秒。压缩大小、速率与查询耗时均为假设",
    ));
    sum
}

fn clone_sum(shape: &Shape, lang: Lang) -> String {
    let (tip, commit) = (assumed::TIP_KB / 1000, assumed::COMMIT_KB);
    let rate = assumed::CLONE_KB_S / 1000;
    let commits = match shape.depth {
        0 => assumed::COMMITS,
        depth => depth.min(assumed::COMMITS),
    };
    let (lookups, tries, answer) = (assumed::LOOKUPS, shape.tries(), assumed::ANSWER_MS);
    let mut sum = say!(
        lang,
        "({tip} MB + {commits} commits × {commit} kB) ÷ {rate} MB/s + {lookups} lookups × {tries} (names tried each) × {answer} ms",
        "（{tip} MB + {commits} 次提交 × {commit} kB）÷ {rate} MB/s + {lookups} 次解析 × {tries}（每次所试名称数）× {answer} 毫秒",
    );
    if shape.cache {
        let (megabytes, store) = (assumed::DEPENDENCIES_MB, assumed::STORE);
        sum.push_str(&say!(
            lang,
            " + cache {megabytes} MB ÷ {store} MB/s",
            " + 缓存 {megabytes} MB ÷ {store} MB/s",
        ));
    }
    sum.push_str(lang.pick(
        ". All but the depth and the names tried is assumed",
        "。除深度与所试名称数外均为假设",
    ));
    sum
}

/// The mean of what pods tell.
fn mean(pods: &[Pod], of: fn(&Pod) -> Option<u32>) -> Option<u32> {
    let known: Vec<u64> = pods.iter().filter_map(of).map(u64::from).collect();
    let count = u64::try_from(known.len()).ok().filter(|count| *count > 0)?;
    u32::try_from(known.iter().sum::<u64>() / count).ok()
}

pub(super) fn measured(case: &Case, found: &Measured) -> Vec<Phase> {
    let lang = case.lang;
    let pods = &found.pods;
    let log = &found.log;
    let mut line = line(case);
    let words = |text: Text| text.get(lang).to_string();
    if let Some(pending) = mean(pods, Pod::pending) {
        line.put(
            "pending",
            pending,
            words(t(
                "from `creationTimestamp` to `PodScheduled`",
                "从 `creationTimestamp` 到 `PodScheduled`",
            )),
        );
    }
    let pulls = found
        .pulls
        .iter()
        .fold(0u32, |sum, (_, length)| sum.saturating_add(*length));
    if let Some(pull) = mean(pods, Pod::pull) {
        let mut sum = words(t(
            "from `PodScheduled` to the first container, and from the init container's end to the last container's start",
            "从 `PodScheduled` 到第一个容器启动，以及从 init 容器结束到最后一个容器启动",
        ));
        if pulls > 0 {
            sum.push_str(&pull_list(found, lang));
        }
        line.put("pull", pull, sum);
    } else if !found.pulls.is_empty() {
        let sum = pull_list(found, lang);
        line.put(
            "pull",
            pulls,
            sum.trim_start_matches(['.', '。', ' ']).to_string(),
        );
    }
    if let Some(init) = mean(pods, Pod::init) {
        line.put(
            "init",
            init,
            words(t(
                "from the first init container's start to the last one's end",
                "从第一个 init 容器启动到最后一个结束",
            )),
        );
    }
    if pods.is_empty() {
        if let Some(length) = log.prepare().and_then(|(from, to)| between(from, to)) {
            let phase = line.put(
                "pending",
                length,
                words(t(
                    "`prepare_executor` and `prepare_script` of the job log: a node, images and init containers together",
                    "作业日志的 `prepare_executor` 与 `prepare_script`：节点、镜像与 init 容器合计",
                )),
            );
            phase.label = words(t("Pod start", "Pod 启动"));
        }
    } else if let Some(length) = waited(pods, found) {
        line.put(
            "services",
            length,
            words(t(
                "from the last container's start to the end of `prepare_script`",
                "从最后一个容器启动到 `prepare_script` 结束",
            )),
        );
    }
    if let Some(length) = log.clone().and_then(|(from, to)| between(from, to)) {
        line.put(
            "clone",
            length,
            words(t(
                "`get_sources`, `restore_cache` and `download_artifacts` of the job log",
                "作业日志的 `get_sources`、`restore_cache` 与 `download_artifacts`",
            )),
        );
    }
    if let Some(length) = log.run().and_then(|(from, to)| between(from, to)) {
        line.put(
            "run",
            length,
            words(t(
                "`step_script` and `after_script` of the job log",
                "作业日志的 `step_script` 与 `after_script`",
            )),
        );
    } else if let Some(length) = mean(pods, Pod::run) {
        let phase = line.put(
            "run",
            length,
            words(t(
                "start to end of the container `build`; a pod does not tell the clone from the script, a job log does",
                "容器 `build` 从启动到结束；Pod 无法区分克隆与脚本，作业日志可以",
            )),
        );
        phase.label = words(t("Clone and script", "克隆与脚本"));
    }
    if let Some(length) = log.cleanup().and_then(|(from, to)| between(from, to)) {
        line.put(
            "cleanup",
            length,
            words(t(
                "caches, artifacts and clean-up of the job log",
                "作业日志中的缓存、制品与清理",
            )),
        );
    }
    line.phases
}

/// From the containers' start until the runner went on, where pod and log are of one job: within an hour.
fn waited(pods: &[Pod], found: &Measured) -> Option<u32> {
    let end = found.log.prepared()?;
    pods.iter()
        .filter_map(|pod| between(pod.started?, end))
        .filter(|length| *length < 3_600_000)
        .min()
}

/// What the events say of each pull, the longest first.
fn pull_list(found: &Measured, lang: Lang) -> String {
    let mut pulls = found.pulls.clone();
    pulls.sort_by_key(|(_, milli)| Reverse(*milli));
    let shown: Vec<String> = pulls
        .iter()
        .take(5)
        .map(|(image, milli)| ["`", &image.replace('`', ""), "` ", &length(*milli, lang)].concat())
        .collect();
    let list = shown.join(lang.pick(" + ", " + "));
    let more = pulls.len().saturating_sub(5);
    let mut sum = say!(lang, ". By the events: {list}", "。事件中：{list}");
    if more > 0 {
        sum.push_str(&say!(lang, " and {more} more", "，另有 {more} 次"));
    }
    sum
}
