//! Answers a capacity question given as JSON, for the command line.

use serde_json::Value;

use runwright_model::answer::Question;

/// Answers one of three stable forms; the error says which field was not understood.
///
/// **The full question**, an object with `pools`: the fields of
/// [`Question`] in snake case, all optional; the result is an
/// [`Answer`](runwright_model::answer::Answer). Cpu is in millicores, memory and disk in bytes.
///
/// ```json
/// { "platform": "kubeadm", "kubernetes_minor": 34, "poll_timeout_s": 180,
///   "pools": [{ "name": "ci", "count": 2, "cpu_m": 16000, "memory": 68719476736,
///               "overhead": { "cpu_m": 200, "memory": 209715200, "pods": 4 } }],
///   "job": { "containers": [{ "name": "build", "request": { "cpu_m": 1500, "memory": 2147483648 } }] },
///   "managers": { "replicas": 1, "concurrent": 12, "limits": [0] } }
/// ```
///
/// **One machine, one job**, an object with `node` and `pod`:
///
/// ```json
/// { "node": { "provider": "k3s", "cpu_m": 4000, "memory": 8349413376, "ephemeral": 84181356544 },
///   "nodes": 2, "per_node_used": { "cpu_m": 100, "memory": 104857600, "pods": 3 },
///   "pod": { "containers": [{ "requests": { "cpu_m": 900 }, "limits": { "memory": 1073741824 } }] },
///   "manager": { "replicas": 1, "concurrent": 8, "runners": [{ "limit": 0 }] } }
/// ```
///
/// `node.provider` is one of gke, eks-al2023, eks-bottlerocket, aks-1.29+, aks-pre-1.29, kubeadm,
/// k3s, gdc-vmware, custom; memory is what the kubelet reports. The result has `allocatable`,
/// `job_request`, `jobs_per_node`, `binding`, `cluster_jobs`, `manager_slots`, `effective_jobs` and
/// `limited_by` (cluster, managers).
///
/// **A fleet**, an object with `pools` and `profiles`: the fields of
/// [`FleetQuestion`](runwright_model::answer::fleet::FleetQuestion), all optional but one pool and one profile with a share;
/// the result is a [`FleetAnswer`](runwright_model::answer::fleet::FleetAnswer). Labels and selectors may be maps or lists
/// of `key` and `value`. At most 20 pools, 12 profiles and 5000 nodes are answered. `pause` is what each manager keeps
/// warm: `idle_count` pods with the build container's request.
///
/// ```json
/// { "platform": "eks", "poll_timeout_s": 180,
///   "pools": [{ "name": "ci", "min": 2, "max": 10, "cpu_m": 16000, "memory": 68719476736, "price_per_hour": 0.77,
///               "overhead": { "cpu_m": 180, "memory": 209715200, "pods": 4 }, "labels": { "pool": "ci" } }],
///   "profiles": [{ "name": "build", "share": 0.7, "mean_s": 300, "sd_s": 240, "pull_s": 20,
///                  "request": { "cpu_m": 2000, "memory": 4294967296 }, "node_selector": { "pool": "ci" },
///                  "worst": { "cpu_m": 4000, "memory": 8589934592 } },
///                { "name": "test", "share": 0.3, "mean_s": 120, "cs2": 1,
///                  "containers": [{ "name": "build", "request": { "cpu_m": 1000 } }] }],
///   "arrivals": { "jobs_per_hour": 200, "jobs_per_pipeline": { "1": 0.5, "8": 0.5 } },
///   "managers": { "replicas": 2, "concurrent": 20, "limits": [0], "request": { "cpu_m": 200 }, "on_pools": true },
///   "autoscaler": { "scan_s": 10, "provision_s": 240, "idle_s": 600 },
///   "pause": { "idle_count": 4, "request": { "cpu_m": 1000, "memory": 2147483648 } },
///   "quota": { "requests.cpu": "100", "pods": 60 },
///   "limit_range": { "default_request": { "memory": 536870912 } } }
/// ```
pub fn run_query(query: &Value) -> Result<Value, String> {
    if query.get("node").is_some() {
        return crate::run_vector("end_to_end", query);
    }
    if query.get("profiles").is_some() {
        let question = crate::fleet::question(query)?;
        let answer = crate::fleet::answer(&question)?;
        return serde_json::to_value(answer).map_err(|error| error.to_string());
    }
    if query.get("pools").is_none() {
        return Err("query needs pools and job, pools and profiles, or node and pod".to_owned());
    }
    let question: Question =
        serde_json::from_value(query.clone()).map_err(|error| error.to_string())?;
    serde_json::to_value(crate::answer(&question)).map_err(|error| error.to_string())
}
