//! Starting points: whole plans, and sizes of the job pod.

use crate::finding::Edit;
use crate::text::{Text, t};
use crate::value::{Draft, Value};

/// One cell value of a preset.
#[derive(Clone, Copy, Debug)]
pub enum Set {
    Text(&'static str, &'static str),
    List(&'static str, &'static [&'static str]),
    Rows(
        &'static str,
        &'static [&'static [(&'static str, &'static str)]],
    ),
}

impl Set {
    fn edit(&self) -> Edit {
        match self {
            Set::Text(field, text) => Edit::set(field, *text),
            Set::List(field, items) => Edit::set(field, *items),
            Set::Rows(field, rows) => Edit::set(
                field,
                Value::Rows(
                    rows.iter()
                        .map(|cells| crate::field::row_of(cells))
                        .collect(),
                ),
            ),
        }
    }
}

/// A named set of edits on the default plan.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    pub id: &'static str,
    pub label: Text,
    pub help: Text,
    sets: &'static [&'static [Set]],
}

impl Preset {
    pub fn edits(&self) -> Vec<Edit> {
        self.sets
            .iter()
            .flat_map(|sets| sets.iter().map(Set::edit))
            .collect()
    }

    /// The default plan with the preset applied.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        draft.apply(&self.edits());
        draft
    }
}

pub fn find(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().chain(SIZES).find(|preset| preset.id == id)
}

use Set::{List, Rows, Text as Txt};

/// The guide's job: build and DinD with 2 cores and 2Gi each, helper with 500m and 512Mi.
const GUIDE_JOB: &[Set] = &[
    Txt("job.cpu_request", "2"),
    Txt("job.cpu_limit", "2"),
    Txt("job.memory_request", "2Gi"),
    Txt("job.memory_limit", "2Gi"),
    Txt("job.service_cpu_request", "2"),
    Txt("job.service_cpu_limit", "2"),
    Txt("job.service_memory_request", "2Gi"),
    Txt("job.service_memory_limit", "2Gi"),
    Txt("job.helper_cpu_request", "500m"),
    Txt("job.helper_cpu_limit", "500m"),
    Txt("job.helper_memory_request", "512Mi"),
    Txt("job.helper_memory_limit", "512Mi"),
];

/// The guide's small job: 250m and 256Mi requested, 1 core and 1Gi at most.
const SMALL_JOB: &[Set] = &[
    Txt("job.cpu_request", "250m"),
    Txt("job.cpu_limit", "1"),
    Txt("job.memory_request", "256Mi"),
    Txt("job.memory_limit", "1Gi"),
    Txt("job.service_cpu_request", "250m"),
    Txt("job.service_cpu_limit", "1"),
    Txt("job.service_memory_request", "256Mi"),
    Txt("job.service_memory_limit", "1Gi"),
    Txt("job.helper_cpu_request", "100m"),
    Txt("job.helper_memory_request", "128Mi"),
    Txt("job.helper_memory_limit", "512Mi"),
];

/// The guide's large job: 1 core and 1Gi requested, 4 cores and 4Gi at most.
const LARGE_JOB: &[Set] = &[
    Txt("job.cpu_request", "1"),
    Txt("job.cpu_limit", "4"),
    Txt("job.memory_request", "1Gi"),
    Txt("job.memory_limit", "4Gi"),
    Txt("job.service_cpu_request", "1"),
    Txt("job.service_cpu_limit", "4"),
    Txt("job.service_memory_request", "1Gi"),
    Txt("job.service_memory_limit", "4Gi"),
    Txt("job.helper_cpu_request", "250m"),
    Txt("job.helper_memory_request", "256Mi"),
    Txt("job.helper_memory_limit", "512Mi"),
];

/// What the guide's three environments share: 3 managers of 10 jobs, DinD, nodes set apart for CI.
const GUIDE: &[Set] = &[
    Txt("managers.replicas", "3"),
    Txt("managers.concurrent", "10"),
    Txt("job.builder", "dind_tls"),
    Rows("nodes.selector", &[&[("key", "workload"), ("value", "ci")]]),
    Rows(
        "nodes.tolerations",
        &[&[
            ("key", "workload"),
            ("value", "ci"),
            ("effect", "NoSchedule"),
        ]],
    ),
    List("nodes.names", &["worker-2", "worker-3"]),
];

/// Sizes of the job pod, for one click in the section Job pod.
pub const SIZES: &[Preset] = &[
    Preset {
        id: "size-small",
        label: t("Small", "小型"),
        help: t("Quick builds of small projects.", "小项目的快速构建。"),
        sets: &[SMALL_JOB],
    },
    Preset {
        id: "size-guide",
        label: t("Guide default", "指南默认"),
        help: t(
            "Build and DinD alike, requests equal to limits.",
            "build 与 DinD 相同，请求等于上限。",
        ),
        sets: &[GUIDE_JOB],
    },
    Preset {
        id: "size-large",
        label: t("Large", "大型"),
        help: t(
            "Heavy builds that may use idle cores.",
            "重型构建，可借用空闲核心。",
        ),
        sets: &[LARGE_JOB],
    },
];

/// Whole plans to start from.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "guide-internal",
        label: t("Internal network", "内部网络"),
        help: t(
            "Private data centre: own resolvers, own registry.",
            "私有数据中心：自有解析器与镜像仓库。",
        ),
        sets: &[
            GUIDE,
            GUIDE_JOB,
            &[
                Txt("dns.strategy", "internal"),
                List("dns.nameservers", &["10.0.0.2", "10.1.0.251", "10.1.0.252"]),
                Txt("dns.ndots", "2"),
            ],
        ],
    },
    Preset {
        id: "guide-public",
        label: t("Public cloud", "公有云"),
        help: t(
            "Direct internet: cluster DNS with public upstreams.",
            "直连互联网：集群 DNS 加公共上游。",
        ),
        sets: &[GUIDE, GUIDE_JOB, &[Txt("dns.strategy", "public")]],
    },
    Preset {
        id: "guide-hybrid",
        label: t("Hybrid", "混合环境"),
        help: t(
            "Internal and public names: one cluster DNS, a resolver per zone.",
            "内外名称并存：一个集群 DNS，每个区域各有解析器。",
        ),
        sets: &[
            GUIDE,
            GUIDE_JOB,
            &[
                Txt("dns.strategy", "hybrid"),
                Rows(
                    "dns.zones",
                    &[&[("zone", "corp.internal"), ("resolvers", "10.0.0.2")]],
                ),
                Txt("dns.ndots", "2"),
            ],
        ],
    },
    Preset {
        id: "small-team",
        label: t("Small team", "小团队"),
        help: t(
            "One manager, small jobs, rootless image builds on two nodes.",
            "一个管理器、小作业、两个节点、Rootless 构建镜像。",
        ),
        sets: &[
            SMALL_JOB,
            &[
                Txt("managers.replicas", "1"),
                Txt("managers.concurrent", "8"),
                Txt("job.builder", "buildkit"),
                Rows(
                    "capacity.pools",
                    &[&[
                        ("name", "ci"),
                        ("nodes", "2"),
                        ("cpu", "4"),
                        ("memory", "16Gi"),
                    ]],
                ),
            ],
        ],
    },
    Preset {
        id: "large-builds",
        label: t("Large builds", "大型构建"),
        help: t(
            "Heavy jobs on 16-core nodes, cache on a volume, room to burst.",
            "16 核节点上的重型作业，缓存放在卷上，可突发。",
        ),
        sets: &[
            LARGE_JOB,
            &[
                Txt("managers.replicas", "2"),
                Txt("managers.concurrent", "10"),
                Txt("job.builder", "dind_tls"),
                Txt("job.ephemeral_storage_request", "10Gi"),
                Txt("job.service_ephemeral_storage_request", "20Gi"),
                Txt("job.poll_timeout", "600"),
                Txt("job.cpu_request_overwrite_max_allowed", "4"),
                Txt("job.cpu_limit_overwrite_max_allowed", "8"),
                Txt("job.memory_request_overwrite_max_allowed", "8Gi"),
                Txt("job.memory_limit_overwrite_max_allowed", "16Gi"),
                Rows(
                    "job.volumes",
                    &[&[
                        ("kind", "pvc"),
                        ("name", "build-cache"),
                        ("mount_path", "/cache"),
                    ]],
                ),
                Rows(
                    "capacity.pools",
                    &[&[
                        ("name", "builds"),
                        ("nodes", "4"),
                        ("cpu", "16"),
                        ("memory", "64Gi"),
                        ("disk", "500Gi"),
                    ]],
                ),
            ],
        ],
    },
    Preset {
        id: "production",
        label: t("Production, restricted", "生产（受限）"),
        help: t(
            "Restricted pods, no privilege, closed network, images by list.",
            "受限 Pod、无特权、封闭网络、镜像白名单。",
        ),
        sets: &[
            SMALL_JOB,
            &[
                Txt("managers.replicas", "3"),
                Txt("managers.concurrent", "8"),
                Txt("job.ephemeral_storage_request", "2Gi"),
                Txt("job.ephemeral_storage_limit", "10Gi"),
                Txt("job.helper_cpu_limit", "500m"),
                Txt("security.pod_security", "restricted"),
                Txt("security.non_root", "true"),
                Txt("security.run_as_user", "1000"),
                Txt("security.no_privilege_escalation", "true"),
                Txt("security.drop_all", "true"),
                Txt("security.internet", "false"),
                List("security.gitlab_cidrs", &["203.0.113.10/32"]),
                List("security.allowed_images", &["registry.example.com/**"]),
                Txt("job.image", "registry.example.com/ci/base:1.0"),
                Txt("nodes.priority_class", "ci-jobs"),
                Rows("nodes.selector", &[&[("key", "workload"), ("value", "ci")]]),
                Rows(
                    "nodes.tolerations",
                    &[&[
                        ("key", "workload"),
                        ("value", "ci"),
                        ("effect", "NoSchedule"),
                    ]],
                ),
                List("nodes.names", &["worker-1", "worker-2", "worker-3"]),
            ],
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Plan;

    #[test]
    fn presets_read_without_problems_and_nothing_in_them_is_ruled_out() {
        for preset in PRESETS.iter().chain(SIZES) {
            let draft = preset.draft();
            let reading = Plan::read(&draft);
            assert_eq!(reading.problems, [], "{}", preset.id);
            for off in &reading.disabled {
                assert!(
                    draft.get(off.field).is_none(),
                    "{}: {}",
                    preset.id,
                    off.field
                );
            }
        }
    }
}
