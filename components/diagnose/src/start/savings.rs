//! Works out what would save time, and what the plan saves already.
//!
//! A saving with edits is the difference of two estimates: with the plan as it is and with the edits in it. Where times
//! were measured, a saving is never more than the phase it lies in.

use super::shape::{Shape, Times, assumed, per_second};
use super::time::length;
use crate::advice::Case;
use runwright_model::answer::Dimension;
use runwright_model::plan::{Builder, HelperFlavor, VolumeKind};
use runwright_model::protocol::{Phase, Saving};
use runwright_model::text::{Text, t};
use runwright_model::{Edit, Quantity, say};

/// A saving, and whether it is about the bytes of images.
pub(super) struct Found {
    pub say: Saving,
    /// Of those that are about the same bytes only the largest counts.
    images: bool,
}

/// A number of commits that keeps retries of recent commits working.
const DEPTH: u32 = 20;
const FACTS: &str = "gitlabhq/gitlab-runner@9cbf0074:executors/kubernetes";
const REQUESTS: &str = "gitlabhq/gitlab-runner@9cbf0074:commands/builds_helper.go";
const RESOLVERS: &str = "glibc resolv/res_query.c; musl src/network/lookup_name.c";

struct List<'a> {
    case: &'a Case<'a>,
    shape: &'a Shape,
    now: Times,
    measured: Option<&'a [Phase]>,
    found: Vec<Found>,
}

pub(super) fn all(case: &Case, shape: &Shape, measured: Option<&Vec<Phase>>) -> Vec<Found> {
    let mut list = List {
        case,
        shape,
        now: shape.estimate(),
        measured: measured.map(Vec::as_slice),
        found: Vec::new(),
    };
    list.images();
    list.policy();
    list.builder();
    list.clone();
    list.cache();
    list.names();
    list.room();
    list.requests();
    list.services();
    let mut found = list.found;
    found.sort_by_key(|one| (one.say.chosen, u32::MAX - one.say.saved_ms));
    found
}

/// What all of them save that are not chosen and do not rule each other out.
pub(super) fn sum(found: &[Found], measured: Option<&Vec<Phase>>) -> u32 {
    let open = || found.iter().filter(|one| !one.say.chosen);
    let images = open()
        .filter(|one| one.images)
        .map(|one| one.say.saved_ms)
        .max()
        .unwrap_or(0);
    let sum = open()
        .filter(|one| !one.images)
        .fold(images, |sum, one| sum.saturating_add(one.say.saved_ms));
    match measured {
        None => sum,
        Some(phases) => sum.min(
            phases
                .iter()
                .fold(0, |sum: u32, phase| sum.saturating_add(phase.length_ms)),
        ),
    }
}

impl List<'_> {
    fn put(
        &mut self,
        (id, phase, label, source): (&str, &str, Text, &str),
        saved_ms: u32,
        detail: String,
        sum: String,
    ) -> &mut Found {
        let lang = self.case.lang;
        let (mut saved_ms, mut sum) = (saved_ms, sum);
        if let Some(phases) = self.measured.filter(|_| saved_ms > 0) {
            let most = phases
                .iter()
                .find(|one| one.id == phase)
                .map_or(0, |one| one.length_ms);
            if most < saved_ms {
                saved_ms = most;
                let most = length(most, lang);
                sum.push_str(&match saved_ms {
                    0 => say!(lang, "; nothing of this was measured", "；未测得这一段"),
                    _ => say!(
                        lang,
                        "; at most the measured {most}",
                        "；不超过实测的 {most}"
                    ),
                });
            }
        }
        self.found.push(Found {
            say: Saving {
                id: id.to_string(),
                label: label.get(lang).to_string(),
                detail,
                saved_ms,
                saved_text: length(saved_ms, lang),
                sum,
                edits: Vec::new(),
                chosen: false,
                source: source.to_string(),
            },
            images: false,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// What another shape takes less than this one.
    fn less(&self, change: impl FnOnce(&mut Shape)) -> u32 {
        let mut shape = self.shape.clone();
        change(&mut shape);
        self.now.total().saturating_sub(shape.estimate().total())
    }

    fn text(&self, text: Text) -> String {
        self.case.t(text).to_string()
    }

    fn images(&mut self) {
        let lang = self.case.lang;
        let shape = self.shape;
        let (far, near) = (assumed::FAR, assumed::NEAR);
        let measured = self
            .measured
            .and_then(|phases| phases.iter().find(|phase| phase.id == "pull"))
            .map(|phase| phase.length_ms);
        let (saved, sum) = match measured {
            Some(saved) => (
                saved,
                self.text(t("the measured pull, as a whole", "实测的全部拉取时间")),
            ),
            None => {
                let megabytes = shape.helper_mb + assumed::JOB_MB + shape.service_mb();
                (
                    shape.transfer_ms(),
                    say!(
                        lang,
                        "{megabytes} MB of images at {far} MB/s that are not moved (sizes and rate assumed)",
                        "不再传输 {megabytes} MB 镜像，速率 {far} MB/s（大小与速率为假设）",
                    ),
                )
            }
        };
        let detail = self.text(t(
            "Bake the images into the node image, or pull them by init containers that end, beside one pause container. A DaemonSet that runs `sleep infinity` in each image fails where there is no `sleep`, takes a pod's place and requests on every node, and holds one tag only. On autoscaled nodes only baked images or image streaming are there in time.",
            "将镜像预置到节点镜像，或用会结束的 init 容器拉取并只保留一个 pause 容器。在每个镜像中运行 `sleep infinity` 的 DaemonSet：镜像没有 `sleep` 就失败，占用每个节点的 Pod 位与请求，且只保留一个标签。在自动扩缩的节点上，只有预置镜像或镜像流式加载来得及。",
        ));
        self.put(
            (
                "prepull",
                "pull",
                t("Images on the node before the job", "作业前镜像已在节点上"),
                "",
            ),
            saved,
            detail,
            sum,
        )
        .images = true;

        let all_near = per_second(shape.helper_mb, near)
            + per_second(assumed::JOB_MB, near)
            + per_second(shape.service_mb(), near);
        let saved = shape.transfer_ms().saturating_sub(all_near);
        let detail = self.text(t(
            "A pull-through cache or mirror in the nodes' network, set in the container runtime. It also spares rate limits.",
            "在节点网络内设置拉取缓存或镜像站，并配置到容器运行时。还可避免触发限流。",
        ));
        let sum = say!(
            lang,
            "all images at {near} MB/s in place of {far} MB/s (assumed)",
            "全部镜像以 {near} MB/s 代替 {far} MB/s（假设）",
        );
        self.put(
            (
                "registry",
                "pull",
                t("A registry near the nodes", "节点附近的镜像仓库"),
                "",
            ),
            saved,
            detail,
            sum,
        )
        .images = true;

        let megabytes = shape.helper_mb;
        let saved = self.less(|shape| shape.helper_near = true);
        let version = self.case.plan.runner().to_string();
        let detail = say!(
            lang,
            "Every pod starts with the helper image, from registry.gitlab.com unless `helper_image` says otherwise. Mirror its exact tag, such as `x86_64-v{version}`; there is no `latest`, and it must match the runner.",
            "每个 Pod 都先用 helper 镜像，默认来自 registry.gitlab.com，除非设置了 `helper_image`。请镜像确切的标签，如 `x86_64-v{version}`；没有 `latest`，且版本须与 Runner 一致。",
        );
        let sum = say!(
            lang,
            "{megabytes} MB at {near} MB/s in place of {far} MB/s (assumed)",
            "{megabytes} MB，以 {near} MB/s 代替 {far} MB/s（假设）",
        );
        let one = self.put(
            (
                "helper_image",
                "pull",
                t(
                    "Helper image from your own registry",
                    "helper 镜像放在自有仓库",
                ),
                "gitlabhq/gitlab-runner@9cbf0074:helpers/container/helperimage/linux_info.go",
            ),
            saved,
            detail,
            sum,
        );
        one.images = true;
        one.say.chosen = shape.helper_near;

        if !shape.helper_near {
            let (small, large) = (assumed::HELPER_MB, assumed::HELPER_UBUNTU_MB);
            let ubuntu = self.case.plan.job.helper_flavor == HelperFlavor::Ubuntu;
            let saved = if ubuntu {
                self.less(|shape| shape.helper_mb = small)
            } else {
                per_second(large, far) - per_second(small, far)
            };
            let detail = self.text(t(
                "Alpine is the default and the smaller one. Ubuntu is worth its size where clones fail to resolve names.",
                "默认的 Alpine 更小。只有克隆时域名解析失败，才值得使用 Ubuntu。",
            ));
            let sum = say!(
                lang,
                "({large} MB − {small} MB) ÷ {far} MB/s (all assumed)",
                "（{large} MB − {small} MB）÷ {far} MB/s（均为假设）",
            );
            let one = self.put(
                (
                    "helper_flavor",
                    "pull",
                    t("Alpine helper", "Alpine helper"),
                    "gitlabhq/gitlab-runner@9cbf0074:helpers/container/helperimage/linux_info.go",
                ),
                saved,
                detail,
                sum,
            );
            one.images = true;
            one.say.chosen = !ubuntu;
            if ubuntu {
                one.say.edits = vec![Edit::reset("job.helper_flavor")];
            }
        }
    }

    fn policy(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let (containers, images, ask) = (shape.containers(), shape.images(), assumed::ASK_MS);
        let saved = if shape.always {
            self.less(|shape| shape.always = false)
        } else {
            (containers - images) * ask
        };
        let warm = length(containers * ask, lang);
        let detail = say!(
            lang,
            "`always` costs a question to the registry for each container, not a new download, while the layers are on the node; there it saves {warm}. Take it for tags that do not move: with `latest` nodes keep different images. `DOCKER_PULL_POLICY` in `.gitlab-ci.yml` does nothing; `image: pull_policy` does.",
            "层已在节点上时，`always` 只是每个容器查询一次镜像仓库，不会重新下载；此时可省 {warm}。仅用于固定标签：`latest` 会让各节点保留不同的镜像。`.gitlab-ci.yml` 中的 `DOCKER_PULL_POLICY` 无效，有效的是 `image: pull_policy`。",
        );
        let sum = say!(
            lang,
            "({containers} containers − {images} images) × {ask} ms a question (assumed), on a new node",
            "（{containers} 个容器 − {images} 个镜像）× 每次查询 {ask} 毫秒（假设），按新节点计",
        );
        let chosen = !shape.always;
        let one = self.put(
            (
                "pull_policy",
                "pull",
                t(
                    "`if-not-present` for pinned tags",
                    "固定标签使用 `if-not-present`",
                ),
                "gitlabhq/gitlab-runner@9cbf0074:helpers/pull_policies",
            ),
            saved,
            detail,
            sum,
        );
        one.say.chosen = chosen;
        if !chosen {
            one.say.edits = vec![Edit::set("job.pull_policy", ["if-not-present"].as_slice())];
        }
    }

    fn builder(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let dind = shape.builder.is_dind();
        let (large, small, far) = (assumed::DIND_MB, assumed::BUILDKIT_MB, assumed::FAR);
        let slow = match shape.builder {
            Builder::DindPlain => assumed::DIND_PLAIN_MS,
            _ => assumed::DIND_TLS_MS,
        };
        let quick = assumed::BUILDKIT_MS;
        let saved = if dind {
            self.less(|shape| shape.builder = Builder::Buildkit)
        } else {
            per_second(large, far) + slow - per_second(small, far) - quick
        };
        let detail = self.text(t(
            "Docker-in-Docker starts a daemon in every pod. Rootless BuildKit is smaller, needs no privilege and no certificates; jobs then call `buildctl` in place of `docker`. Jobs that build no images need neither: leave `services:` out of them.",
            "Docker-in-Docker 在每个 Pod 中启动守护进程。Rootless BuildKit 更小，不需要特权与证书；作业改用 `buildctl` 代替 `docker`。不构建镜像的作业两者都不需要：请去掉其中的 `services:`。",
        ));
        let sum = say!(
            lang,
            "({large} MB − {small} MB) ÷ {far} MB/s + {slow} ms − {quick} ms until it answers (all assumed)",
            "（{large} MB − {small} MB）÷ {far} MB/s + 就绪时间 {slow} 毫秒 − {quick} 毫秒（均为假设）",
        );
        let one = self.put(
            (
                "builder",
                "pull",
                t(
                    "No Docker daemon in the pod",
                    "Pod 中不运行 Docker 守护进程",
                ),
                "",
            ),
            saved,
            detail,
            sum,
        );
        one.images = true;
        one.say.chosen = !dind;
        if dind {
            one.say.edits = vec![Edit::set("job.builder", "buildkit")];
        }
    }

    fn clone(&mut self) {
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

    fn cache(&mut self) {
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
        let mends = unused && super::shape::has_cache(&with);
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

    fn names(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let Some(dots) = shape.dots else {
            return;
        };
        let saved = self.less(|shape| shape.ndots = 2);
        let chosen = shape.tries() <= 1;
        let helps = saved > 0;
        let before = shape.tries().saturating_mul(2);
        let after = if dots < 2 { before } else { 2 };
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
            "{before} questions a lookup, {after} with `ndots: 2`; A and AAAA go together, so ({before} − {after}) ÷ 2 × {lookups} lookups × {answer} ms (both assumed)",
            "每次解析 {before} 个查询，`ndots: 2` 时为 {after} 个；A 与 AAAA 同时发出，故（{before} − {after}）÷ 2 × {lookups} 次解析 × {answer} 毫秒（均为假设）",
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

    /// Requests that fit as many jobs as the managers take.
    fn room(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let (risk, slots) = (shape.at_risk, shape.slots);
        let node = assumed::NODE_MS / 1000;
        let step = self.case.answer.staircase.as_ref().and_then(|stairs| {
            let up = stairs.next_up?;
            let job = &self.case.plan.job;
            let (field, now) = match stairs.dimension {
                Dimension::CpuM => ("job.cpu_request", job.cpu_request?.milli_i64()),
                Dimension::Memory => ("job.memory_request", job.memory_request?.value_i64()),
                Dimension::Ephemeral => (
                    "job.ephemeral_storage_request",
                    job.ephemeral_storage_request?.value_i64(),
                ),
                _ => return None,
            };
            let then = now.checked_sub(stairs.less).filter(|then| *then > 0)?;
            let value = match stairs.dimension {
                Dimension::CpuM => Quantity::from_milli(then),
                _ => Quantity::from_bytes(then),
            };
            Some((field, value.canonical(), up.cluster_jobs))
        });
        let chosen = risk == 0;
        let after = step
            .as_ref()
            .map_or(risk, |(.., jobs)| (slots - jobs).clamp(0, slots));
        let saved = self.less(|shape| shape.at_risk = after);
        let jobs = slots - risk;
        let detail = match &step {
            Some((field, value, then)) if !chosen => say!(
                lang,
                "The nodes take {jobs} of the {slots} jobs that the managers take. With `{field}` {value} one more fits on a node, {then} in all. Lower it only as far as jobs really need less.",
                "管理器接 {slots} 个作业，节点只容得下 {jobs} 个。`{field}` 为 {value} 时每个节点多放一个，共 {then} 个。只有作业确实用得更少时才调低。",
            ),
            _ if chosen => self.text(t(
                "All jobs that the managers take fit on the nodes at once.",
                "管理器接的作业能同时全部放进节点。",
            )),
            _ => say!(
                lang,
                "The nodes take {jobs} of the {slots} jobs that the managers take. More nodes, or fewer jobs per manager, so that the rest waits in GitLab and not in a pod that may time out.",
                "管理器接 {slots} 个作业，节点只容得下 {jobs} 个。增加节点，或减少每个管理器的作业数，让其余作业在 GitLab 中等待，而不是等到 Pod 超时。",
            ),
        };
        let sum = say!(
            lang,
            "({risk} − {after}) of {slots} jobs that wait for a new node × {node} s (assumed)",
            "{slots} 个作业中有（{risk} − {after}）个不必等新节点 × {node} 秒（假设）",
        );
        let one = self.put(
            (
                "requests",
                "pending",
                t("Requests that fit the nodes", "与节点相称的请求"),
                "",
            ),
            saved,
            detail,
            sum,
        );
        one.say.chosen = chosen;
        if let Some((field, value, _)) = step.filter(|_| !chosen && saved > 0) {
            one.say.edits = vec![Edit::set(field, value)];
        }
    }

    fn requests(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let interval = shape.interval_s;
        let saved = if interval > 3 {
            self.less(|shape| shape.interval_s = 3)
        } else {
            0
        };
        let detail = self.text(t(
            "After a job was received the runner asks again at once, unless `strict_check_interval` is set (18.9). The interval counts only for the first job after a pause.",
            "收到作业后 Runner 会立即再次请求，除非设置了 `strict_check_interval`（18.9 起）。间隔只影响空闲后的第一个作业。",
        ));
        let sum = say!(
            lang,
            "({interval} s − 3 s) ÷ 2, at least 0",
            "（{interval} 秒 − 3 秒）÷ 2，不小于 0",
        );
        let one = self.put(
            (
                "check_interval",
                "queue",
                t("A check interval of 3 s", "轮询间隔 3 秒"),
                REQUESTS,
            ),
            saved,
            detail,
            sum,
        );
        one.say.chosen = interval <= 3;
        if interval > 3 {
            one.say.edits = vec![Edit::set("gitlab.check_interval", "3")];
        }
        let requests = self.case.plan.managers.request_concurrency;
        let detail = self.text(t(
            "With long polling GitLab holds a request open until there is a job. With one request at a time a manager that waits like this asks for nothing else; 2 to 4 avoid it. Since 18.0 the number is a ceiling that the runner adapts to.",
            "启用长轮询时，GitLab 会保持请求直到有作业。同时只有一个请求时，等待中的管理器无法再请求；2 到 4 可避免。自 18.0 起此值是上限，由 Runner 自行调整。",
        ));
        let sum = self.text(t(
            "not a fixed time: as long as the held request lasts, and only where GitLab polls long",
            "并非固定时间：取决于请求被保持多久，且仅在 GitLab 启用长轮询时",
        ));
        let one = self.put(
            (
                "request_concurrency",
                "queue",
                t("More than one request at once", "同时多个请求"),
                "gitlabhq/gitlab-runner@9cbf0074:commands/multi.go",
            ),
            0,
            detail,
            sum,
        );
        one.say.chosen = requests >= 2;
        if requests < 2 {
            one.say.edits = vec![Edit::set("managers.request_concurrency", "2")];
        }
    }

    fn services(&mut self) {
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
