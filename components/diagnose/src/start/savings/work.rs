//! Savings in the job: clone, cache, names and services.

use super::{FACTS, List, RESOLVERS};
use crate::start::shape::{assumed, has_cache, per_second};
use runwright_model::plan::VolumeKind;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// A number of commits that keeps retries of recent commits working.
const DEPTH: u32 = 20;

impl List<'_> {
    pub(super) fn clone(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let depth = shape.depth;
        let chosen = (1..=50).contains(&depth);
        let rate = assumed::CLONE_KB_S;
        let to = |depth: u32| {
            let mut other = shape.clone();
            other.depth = depth;
            per_second(other.clone_kb(), rate)
        };
        let (target, against) = if chosen { (depth, 0) } else { (DEPTH, depth) };
        let saved = to(against).saturating_sub(to(target));
        let before = match against {
            0 => assumed::COMMITS,
            depth => depth.min(assumed::COMMITS),
        };
        let (commit, speed) = (assumed::COMMIT_KB, rate / 1000);
        let detail = self.text(t(
            "`GIT_DEPTH` clones so many commits. 1 makes retries of older commits fail.",
            "`GIT_DEPTH` 决定克隆多少次提交。设为 1 时重试较早的提交会失败。",
        ));
        let sum = say!(
            lang,
            "({before} − {target}) commits × {commit} kB ÷ {speed} MB/s; size, rate and {before} commits of a whole history are assumed",
            "（{before} − {target}）次提交 × {commit} kB ÷ {speed} MB/s；大小、速率及完整历史的提交数为假设",
        );
        let one = self.put(
            ("depth", "clone", t("A shallow clone", "浅克隆"), ""),
            saved,
            detail,
            sum,
        );
        one.say.chosen = chosen;
        if !chosen {
            one.say.edits = vec![Edit::set("ci.clone_depth", DEPTH.to_string())];
        }
        let kept = self.case.plan.job.volumes.iter().any(|volume| {
            matches!(volume.kind, VolumeKind::Pvc | VolumeKind::HostPath)
                && volume.mount_path.trim_end_matches('/') == "/builds"
        });
        let detail = self.text(t(
            "`GIT_STRATEGY: fetch` is often given as a saving. On Kubernetes it finds nothing to reuse: every pod is new and `/builds` is an emptyDir, unless a lasting volume is mounted there. `none` saves the clone in jobs that need artifacts only.",
            "常有人建议用 `GIT_STRATEGY: fetch` 省时间。在 Kubernetes 上它无可复用：每个 Pod 都是新的，`/builds` 是 emptyDir，除非挂载了持久卷。只需要制品的作业可用 `none` 省去克隆。",
        ));
        let sum = self.text(t(
            "0 without a lasting volume at `/builds`",
            "`/builds` 无持久卷时为 0",
        ));
        let one = self.put(
            (
                "fetch",
                "clone",
                t("Fetch in place of clone", "以 fetch 代替 clone"),
                FACTS,
            ),
            0,
            detail,
            sum,
        );
        one.say.chosen = kept;
    }

    pub(super) fn cache(&mut self) {
        let (lang, plan) = (self.case.lang, self.case.plan);
        let (megabytes, slow, quick) =
            (assumed::DEPENDENCIES_MB, assumed::PACKAGES, assumed::STORE);
        let saved = per_second(megabytes, slow) - per_second(megabytes, quick);
        let detail = self.text(t(
            "Object storage (S3, GCS, Azure) in `[runners.cache]`, or a volume at `/cache` that all nodes reach. Without either a cache is lost with its pod, and packing it is time spent for nothing. Key it by the lock file: a key by branch starts empty on each branch.",
            "在 `[runners.cache]` 配置对象存储（S3、GCS、Azure），或在 `/cache` 挂载所有节点可达的卷。两者都没有时，缓存随 Pod 丢失，打包纯属浪费时间。请按锁文件设置缓存键：按分支设键，每个分支都从空开始。",
        ));
        let sum = say!(
            lang,
            "{megabytes} MB at {quick} MB/s from object storage in place of {slow} MB/s from a package registry (all assumed)",
            "{megabytes} MB，以对象存储 {quick} MB/s 代替软件包仓库 {slow} MB/s（均为假设）",
        );
        let chosen = self.shape.cache;
        let unused = plan.ci.cache_key_file.is_empty() || plan.ci.cache_path.is_empty();
        let mut with = plan.clone();
        with.ci.cache_key_file = "x".to_string();
        with.ci.cache_path = "x".to_string();
        let mends = unused && has_cache(&with);
        let one = self.put(
            (
                "cache",
                "run",
                t("A cache that outlives the pod", "在 Pod 之后仍保留的缓存"),
                FACTS,
            ),
            saved,
            detail,
            sum,
        );
        one.say.chosen = chosen;
        if !chosen && mends {
            one.say.edits = vec![
                Edit::reset("ci.cache_key_file"),
                Edit::reset("ci.cache_path"),
            ];
        }
    }

    pub(super) fn names(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let Some(dots) = shape.dots else {
            return;
        };
        let chosen = shape.tries() <= 1;
        // Against Kubernetes' own ndots where the plan has it better already.
        let plain = if dots < 5 {
            shape.searches.saturating_add(1)
        } else {
            1
        };
        let (tries, then) = match (chosen, dots < 2) {
            (true, _) => (plain, 1),
            (false, true) => (shape.tries(), shape.tries()),
            (false, false) => (shape.tries(), 1),
        };
        let saved = if chosen {
            (tries - then).saturating_mul(assumed::LOOKUPS * assumed::ANSWER_MS)
        } else {
            self.less(|shape| shape.ndots = 2)
        };
        let helps = saved > 0;
        let (before, after) = (tries.saturating_mul(2), then.saturating_mul(2));
        let detail = if chosen || helps {
            self.text(t(
                "With `ndots: 2` names of three parts are asked for as they are; `svc` and `svc.ns` still work, `svc.ns.svc` fails in Alpine images and the helper.",
                "`ndots: 2` 时，三段及以上的名称直接查询；`svc` 与 `svc.ns` 仍可用，`svc.ns.svc` 在 Alpine 镜像与 helper 中会失败。",
            ))
        } else {
            self.text(t(
                "GitLab's name has two parts: `ndots: 2` does not help it, and `ndots: 1` breaks `svc.ns` in Alpine images.",
                "GitLab 的名称只有两段：`ndots: 2` 无济于事，而 `ndots: 1` 会使 Alpine 镜像中的 `svc.ns` 失效。",
            ))
        };
        let (lookups, answer) = (assumed::LOOKUPS, assumed::ANSWER_MS);
        let sum = say!(
            lang,
            "{before} questions a lookup before, {after} after; A and AAAA go together, so ({before} − {after}) ÷ 2 × {lookups} lookups × {answer} ms (both assumed)",
            "每次解析由 {before} 个查询变为 {after} 个；A 与 AAAA 同时发出，故（{before} − {after}）÷ 2 × {lookups} 次解析 × {answer} 毫秒（均为假设）",
        );
        let one = self.put(
            (
                "dns",
                "clone",
                t("Fewer DNS questions", "减少 DNS 查询"),
                RESOLVERS,
            ),
            saved,
            detail,
            sum,
        );
        one.say.chosen = chosen;
        if !chosen && helps {
            one.say.edits = vec![Edit::set("dns.ndots", "2")];
        }
    }

    pub(super) fn services(&mut self) {
        let shape = self.shape;
        if !shape.builder.has_service() {
            return;
        }
        let detail = self.text(t(
            "`HEALTHCHECK_TCP_PORT` among the service's variables makes the runner wait until the port answers. A fixed `sleep` in the script is too long on most days and too short on the worst. The pipeline example sets it.",
            "在服务变量中设置 `HEALTHCHECK_TCP_PORT`，Runner 会等到端口应答。脚本里固定的 `sleep` 平时太长，最差时又太短。流水线示例已设置。",
        ));
        let sum = self.text(t(
            "as long as the `sleep` it takes the place of; your scripts decide",
            "等于它所代替的 `sleep` 时长，由你的脚本决定",
        ));
        self.put(
            (
                "healthcheck",
                "services",
                t("Wait for the service's port", "等待服务端口"),
                FACTS,
            ),
            0,
            detail,
            sum,
        );
        if shape.builder.is_dind() {
            let detail = self.text(t(
                "Each pod's daemon begins with no image: what a build starts `FROM` is downloaded anew. “Registry mirror” passes `--registry-mirror` to the daemon; the node's own cache does not serve it.",
                "每个 Pod 的守护进程开始时没有任何镜像：`FROM` 的基础镜像每次都重新下载。“镜像加速地址”会传给守护进程 `--registry-mirror`；节点自己的缓存对它无效。",
            ));
            let sum = self.text(t(
                "within the script: the size of its base images ÷ the gain in rate",
                "属于脚本内部：基础镜像大小 ÷ 速率差",
            ));
            let chosen = !self.case.plan.job.registry_mirror.is_empty();
            self.put(
                (
                    "registry_mirror",
                    "run",
                    t(
                        "A mirror for pulls inside Docker",
                        "Docker 内拉取使用镜像站",
                    ),
                    "",
                ),
                0,
                detail,
                sum,
            )
            .say
            .chosen = chosen;
        }
    }
}
