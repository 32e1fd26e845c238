//! Writes the volumes: one array of tables for each kind, and the certificates of Docker-in-Docker.

use crate::Context;
use runwright_documents::{Map, Seq};
use runwright_model::Plan;
use runwright_model::plan::{Builder, Volume, VolumeKind};
use runwright_model::text::t;

/// Where the DinD image leaves its client certificates, below DOCKER_TLS_CERTDIR.
const CERTS: &str = "/certs/client";

const KINDS: [VolumeKind; 5] = [
    VolumeKind::EmptyDir,
    VolumeKind::Pvc,
    VolumeKind::ConfigMap,
    VolumeKind::Secret,
    VolumeKind::HostPath,
];

pub(super) fn put(cx: &Context, kubernetes: &mut Map) {
    let given: Vec<&Volume> = cx
        .plan
        .job
        .volumes
        .iter()
        .filter(|volume| !volume.name.is_empty() && !volume.mount_path.is_empty())
        .collect();
    let mut volumes = Map::new();
    for kind in KINDS {
        let mut seq = Seq::new();
        if kind == VolumeKind::EmptyDir
            && cx.plan.job.builder == Builder::DindTls
            && !given
                .iter()
                .any(|volume| volume.mount_path.trim_end_matches('/') == CERTS)
        {
            seq.push(certificates(&given)).field("job.builder").comment(
                t(
                    "The daemon writes its client certificates here and the build container reads them; kept in memory.",
                    "守护进程在此写入客户端证书，供 build 容器读取；只存于内存。",
                )
                .get(cx.lang),
            );
        }
        for volume in given.iter().filter(|volume| volume.kind == kind) {
            seq.push(table(cx.plan, volume)).field("job.volumes");
        }
        if !seq.is_empty() {
            volumes.put(kind.word(), seq);
        }
    }
    if !volumes.is_empty() {
        kubernetes.put("volumes", volumes);
    }
}

/// A name that no other volume has: two of one name are refused by the API server.
fn certificates(given: &[&Volume]) -> Map {
    let taken = |name: &str| given.iter().any(|volume| volume.name == name);
    let mut name = "docker-certs".to_owned();
    while taken(&name) {
        name.push_str("-tls");
    }
    let mut map = Map::new();
    map.put("name", name);
    map.put("mount_path", CERTS);
    map.put("medium", "Memory");
    map
}

fn table(plan: &Plan, volume: &Volume) -> Map {
    let mut map = Map::new();
    map.put("name", &volume.name);
    map.put("mount_path", &volume.mount_path);
    if volume.kind == VolumeKind::EmptyDir {
        if volume.in_memory {
            map.put("medium", "Memory");
        }
        if let Some(size) = volume.size
            && plan.runner_has(16, 6)
        {
            map.put("size_limit", size.to_string());
        }
    } else if volume.read_only {
        map.put("read_only", true);
    }
    map
}
