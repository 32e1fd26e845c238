//! Judges the volumes of the job pod.

use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::plan::{Builder, Volume, VolumeKind};
use runwright_model::text::t;
use runwright_model::{Severity, say};

const FIELD: &str = "job.volumes";

pub(super) const RULES: &[Rule] = &[
    error("VOL-101", FIELD, nameless),
    error("VOL-102", FIELD, mounted_nowhere),
    error("VOL-103", FIELD, mounted_twice),
    error("VOL-104", FIELD, named_twice),
    warning("VOL-105", FIELD, over_the_repository),
    warning("VOL-106", FIELD, host_path),
    warning("VOL-107", FIELD, memory_without_size),
    advice("VOL-108", FIELD, cells_without_effect),
    warning("VOL-109", FIELD, one_claim_for_all),
];

fn volumes<'a>(cx: &Cx<'a>) -> impl Iterator<Item = (usize, &'a Volume)> + use<'a> {
    cx.plan.job.volumes.iter().enumerate()
}

fn path(volume: &Volume) -> &str {
    match volume.mount_path.trim_end_matches('/') {
        "" => volume.mount_path.as_str(),
        path => path,
    }
}

fn nameless(cx: &Cx, out: &mut Report) {
    for (index, volume) in volumes(cx) {
        if volume.name.is_empty() {
            out.say(
                t("The volume has no name", "卷没有名称"),
                cx.t(t(
                    "The API server refuses every job pod.",
                    "API 服务器会拒绝所有作业 Pod。",
                ))
                .to_string(),
            )
            .at_cell(FIELD, index, "name")
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(FIELD, &[index])],
            );
        }
    }
}

fn mounted_nowhere(cx: &Cx, out: &mut Report) {
    for (index, volume) in volumes(cx) {
        if volume.mount_path.is_empty() {
            out.say(
                t("The volume is mounted nowhere", "卷没有挂载点"),
                cx.t(t(
                    "A mount path is required; without it the API server refuses every job pod.",
                    "挂载点必填，否则 API 服务器会拒绝所有作业 Pod。",
                ))
                .to_string(),
            )
            .at_cell(FIELD, index, "mount_path")
            .fix(
                t("Remove the row", "删除此行"),
                vec![cx.without_rows(FIELD, &[index])],
            );
        }
    }
}

fn mounted_twice(cx: &Cx, out: &mut Report) {
    let certificates = cx.plan.job.builder == Builder::DindTls;
    for (index, volume) in volumes(cx) {
        if volume.mount_path.is_empty() {
            continue;
        }
        let earlier = volumes(cx)
            .take(index)
            .any(|(_, other)| path(other) == path(volume));
        let own = certificates && path(volume) == "/certs/client";
        if earlier || own {
            out.tell(
                say!(
                    cx.lang,
                    "{} is mounted twice",
                    "{} 挂载了两次",
                    path(volume)
                ),
                if own && !earlier {
                    cx.t(t(
                        "DinD's certificate volume is mounted there already; the API server refuses two at one place.",
                        "DinD 的证书卷已挂载在此，同一位置挂两个卷会被 API 服务器拒绝。",
                    ))
                } else {
                    cx.t(t(
                        "A container takes one volume at a place; the API server refuses every job pod.",
                        "同一位置只能挂一个卷，API 服务器会拒绝所有作业 Pod。",
                    ))
                }
                .to_string(),
            )
            .at_cell(FIELD, index, "mount_path")
            .fix(t("Remove this one", "删除这一个"), vec![cx.without_rows(FIELD, &[index])]);
        }
    }
}

/// Names of the volumes that the runner adds to every job pod.
const OWN: &[&str] = &["repo", "scripts", "logs"];

fn named_twice(cx: &Cx, out: &mut Report) {
    for (index, volume) in volumes(cx) {
        let own = OWN.contains(&volume.name.as_str());
        let earlier = volumes(cx)
            .take(index)
            .find(|(_, other)| other.name == volume.name);
        // The same claim or Secret at two places is one volume; two kinds under one name are not.
        let clash = earlier.is_some_and(|(_, other)| {
            other.kind != volume.kind || volume.kind == VolumeKind::EmptyDir
        });
        if volume.name.is_empty() || !(own || clash) {
            continue;
        }
        out.tell(
            say!(
                cx.lang,
                "Two volumes are called {}",
                "有两个卷都叫 {}",
                volume.name
            ),
            if own {
                cx.t(t(
                    "The runner adds one of that name to every job pod.",
                    "Runner 会给每个作业 Pod 添加同名的卷。",
                ))
            } else {
                cx.t(t(
                    "Names are unique within a pod; the API server refuses it.",
                    "Pod 内卷名必须唯一，否则会被 API 服务器拒绝。",
                ))
            }
            .to_string(),
        )
        .at_cell(FIELD, index, "name")
        .fix_named(
            say!(cx.lang, "Call it ci-{}", "改名为 ci-{}", volume.name),
            vec![cx.with_cells(FIELD, index, &[("name", &["ci-", &volume.name].concat())])],
        );
    }
}

fn over_the_repository(cx: &Cx, out: &mut Report) {
    for (index, volume) in volumes(cx) {
        if path(volume) == "/builds" {
            out.say(
                t("The volume takes the place of the repository", "此卷取代了代码目录"),
                cx.t(t(
                    "Jobs are cloned into /builds. A volume that several jobs share lets them write over each other; two managers count their slots alike.",
                    "作业克隆到 /builds。多个作业共用的卷会互相覆盖，而两个管理器的槽位编号又是相同的。",
                ))
                .to_string(),
            )
            .at_cell(FIELD, index, "mount_path")
            .severity(if volume.kind == VolumeKind::EmptyDir {
                Severity::Advice
            } else {
                Severity::Warning
            })
            .fix(
                t("Mount it at /cache", "挂载到 /cache"),
                vec![cx.with_cells(FIELD, index, &[("mount_path", "/cache")])],
            );
        }
    }
}

fn host_path(cx: &Cx, out: &mut Report) {
    for (index, volume) in volumes(cx) {
        if volume.kind != VolumeKind::HostPath {
            continue;
        }
        let socket =
            path(volume).ends_with("docker.sock") || path(volume).ends_with("containerd.sock");
        let body = if socket {
            t(
                "With the node's socket any job controls every container on it, and Docker-in-Docker as a service stops working.",
                "有了节点的套接字，任何作业都能控制其上所有容器，作为服务的 Docker-in-Docker 也会失效。",
            )
        } else {
            t(
                "Every job reads and writes that folder of the node, and leaves it to the next one. Baseline Pod Security refuses it.",
                "每个作业都能读写节点上的该目录，并留给下一个作业。Pod 安全级别 baseline 会拒绝它。",
            )
        };
        out.tell(
            say!(
                cx.lang,
                "Jobs reach {} of the node",
                "作业可访问节点的 {}",
                path(volume)
            ),
            cx.t(body).to_string(),
        )
        .at_cell(FIELD, index, "kind")
        .fix(
            t("Use an emptyDir", "改用 emptyDir"),
            if socket {
                vec![cx.without_rows(FIELD, &[index])]
            } else {
                vec![cx.with_cells(FIELD, index, &[("kind", "empty_dir")])]
            },
        );
    }
}

fn memory_without_size(cx: &Cx, out: &mut Report) {
    for (index, volume) in volumes(cx) {
        if volume.kind == VolumeKind::EmptyDir && volume.in_memory && volume.size.is_none() {
            out.say(
                t("The memory volume has no size", "内存卷没有大小限制"),
                cx.t(t(
                    "What is written there counts as memory of the container that wrote it, up to half of the node's.",
                    "写入的内容计入写入容器的内存，最多可占节点的一半。",
                ))
                .to_string(),
            )
            .at_cell(FIELD, index, "size")
            .fix(
                t("Limit it to 64Mi", "限制为 64Mi"),
                vec![cx.with_cells(FIELD, index, &[("size", "64Mi")])],
            );
        }
    }
}

fn cells_without_effect(cx: &Cx, out: &mut Report) {
    for (index, volume) in volumes(cx) {
        if volume.kind != VolumeKind::EmptyDir && (volume.in_memory || volume.size.is_some()) {
            out.say(
                t("Only an emptyDir has these", "这些只对 emptyDir 有效"),
                cx.t(t(
                    "Size and memory say nothing about other kinds of volumes.",
                    "大小与内存盘对其他类型的卷不起作用。",
                ))
                .to_string(),
            )
            .at_cell(
                FIELD,
                index,
                if volume.in_memory {
                    "in_memory"
                } else {
                    "size"
                },
            )
            .fix(
                t("Clear them", "清除"),
                vec![cx.with_cells(FIELD, index, &[("in_memory", "false"), ("size", "")])],
            );
        }
    }
}

fn one_claim_for_all(cx: &Cx, out: &mut Report) {
    let nodes = cx.plan.capacity.pools.iter().map(|pool| pool.nodes);
    let several = nodes.fold(0, u32::saturating_add) > 1;
    for (index, volume) in volumes(cx) {
        if volume.kind != VolumeKind::Pvc || volume.read_only || !several || cx.plan.slots() < 2 {
            continue;
        }
        out.tell(
            say!(
                cx.lang,
                "All jobs share the claim {}",
                "所有作业共用声明 {}",
                volume.name
            ),
            say!(
                cx.lang,
                "Unless its storage is ReadWriteMany, jobs on a second node stay Pending and fail. A name with $CI_CONCURRENT_ID does not help: each of the {} managers counts from 0.",
                "除非存储支持 ReadWriteMany，否则第二个节点上的作业会一直 Pending 而失败。名称中加 $CI_CONCURRENT_ID 也无济于事：{} 个管理器各自从 0 计数。",
                cx.plan.managers.replicas
            ),
        )
        .at_cell(FIELD, index, "name")
        .fix(
            t("Use an emptyDir for each job", "每个作业各用 emptyDir"),
            vec![cx.with_cells(FIELD, index, &[("kind", "empty_dir"), ("size", "10Gi")])],
        );
    }
}
