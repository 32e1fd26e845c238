//! Savings on images: where they come from, whether they are asked for, and which there are.

use super::List;
use crate::start::shape::{assumed, per_second};
use crate::start::time::length;
use runwright_model::plan::{Builder, HelperFlavor};
use runwright_model::text::t;
use runwright_model::{Edit, say};

impl List<'_> {
    pub(super) fn images(&mut self) {
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
                    t("Alpine helper", "Alpine 版 helper"),
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

    pub(super) fn policy(&mut self) {
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

    pub(super) fn builder(&mut self) {
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
}
