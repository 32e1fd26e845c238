//! Writes `backup-cronjob.yaml`: the script every night, as an account that may read the named objects and no Secret.

use super::script::{KINDS, Place, named};
use crate::runbooks::FOLDER;
use crate::runbooks::names::Names;
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, Seq};
use runwright_files::Artefact;
use runwright_model::plan::Platform;
use runwright_model::protocol::FileGroup;

/// Has sh, sed and kubectl. kubectl may be one minor version away from the API server.
const IMAGE: &str = "alpine/k8s:1.34.1";

const RBAC: &str = "rbac.authorization.k8s.io";

/// The name of all its objects.
pub(in crate::runbooks) fn name(names: &Names) -> String {
    // A CronJob's name has room for 52 characters; the rest is for its jobs.
    let mut name = names.plan.fullname();
    if let Some((cut, _)) = name.char_indices().nth(45) {
        name.truncate(cut);
    }
    [name.trim_end_matches('-'), "-backup"].concat()
}

pub(in crate::runbooks) fn render(names: &Names) -> Artefact {
    let about = names.t(
        "Runs backup.sh every night, as an account that reads no Secret.",
        "每晚运行 backup.sh，所用账户不能读取 Secret。",
    );
    let name = &name(names);
    let mut documents = vec![
        Document::new(object(
            names,
            "v1",
            "ServiceAccount",
            name,
            Some(names.namespace()),
        ))
        .head(about)
        .head(names.t(
            "Its script comes from a ConfigMap of the same name; backup.md has the command.",
            "脚本来自同名 ConfigMap，创建命令见 backup.md。",
        )),
    ];
    permissions(names, name, &mut documents);
    documents.push(claim(names, name));
    documents.push(cronjob(names, name));
    Artefact {
        path: [FOLDER, "backup-cronjob.yaml"].concat().into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: yaml::print(&documents),
    }
}

/// Its labels are not the chart's, so that what selects managers never finds it.
fn object(names: &Names, api: &str, kind: &str, name: &str, namespace: Option<&str>) -> Map {
    let mut object = Map::new();
    object.put("apiVersion", api);
    object.put("kind", kind);
    let metadata = object.at(&["metadata"]);
    metadata.put("name", name);
    if let Some(namespace) = namespace {
        metadata.put("namespace", namespace);
    }
    let labels = metadata.at(&["labels"]);
    labels.put("app.kubernetes.io/name", "runner-backup");
    labels.put("app.kubernetes.io/instance", names.release());
    labels.put("app.kubernetes.io/managed-by", "runwright");
    object
}

/// `get` on what the script names, `list` where it takes all of a kind.
fn permissions(names: &Names, name: &str, documents: &mut Vec<Document>) {
    let same = names.namespace() == names.job_namespace();
    let mut places = vec![
        (Place::Managers, Some(names.namespace())),
        (Place::System, Some("kube-system")),
        (Place::Cluster, None),
    ];
    if !same {
        places.insert(1, (Place::Jobs, Some(names.job_namespace())));
    }
    for (place, namespace) in places {
        let here =
            |of: Place| of == place || (same && place == Place::Managers && of == Place::Jobs);
        let mut rules = Seq::new();
        for object in named(names).iter().filter(|object| here(object.place)) {
            let (group, plural) = resource(object.kind);
            rules.push(rule(group, &[plural], &["get"], Some(&object.name)));
        }
        if matches!(place, Place::Managers | Place::Jobs) {
            let (policies, core) = KINDS.split_at(1);
            rules.push(rule("networking.k8s.io", policies, &["get", "list"], None));
            rules.push(rule("", core, &["get", "list"], None));
        }
        if place == Place::Cluster {
            rules.push(rule("", &["nodes"], &["get", "list"], None));
        }
        let (role, binding) = match namespace {
            Some(_) => ("Role", "RoleBinding"),
            None => ("ClusterRole", "ClusterRoleBinding"),
        };
        // Names of cluster-wide objects are shared by all namespaces.
        let own = match namespace {
            Some(_) => name.to_string(),
            None => [names.namespace(), "-", name].concat(),
        };
        let api = [RBAC, "/v1"].concat();
        let mut object_role = object(names, &api, role, &own, namespace);
        object_role.put("rules", rules);
        documents.push(Document::new(object_role));
        let mut object_binding = object(names, &api, binding, &own, namespace);
        let to = object_binding.at(&["roleRef"]);
        to.put("apiGroup", RBAC);
        to.put("kind", role);
        to.put("name", own.as_str());
        let mut subject = Map::new();
        subject.put("kind", "ServiceAccount");
        subject.put("name", name);
        subject.put("namespace", names.namespace());
        object_binding.put("subjects", vec![subject]);
        documents.push(Document::new(object_binding));
    }
}

/// The API group and the plural of a kind.
fn resource(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "namespace" => ("", "namespaces"),
        "deployment" => ("apps", "deployments"),
        "serviceaccount" => ("", "serviceaccounts"),
        "role" => (RBAC, "roles"),
        "rolebinding" => (RBAC, "rolebindings"),
        "poddisruptionbudget" => ("policy", "poddisruptionbudgets"),
        "priorityclass" => ("scheduling.k8s.io", "priorityclasses"),
        _ => ("", "configmaps"),
    }
}

fn rule(group: &str, resources: &[&str], verbs: &[&str], name: Option<&str>) -> Map {
    let mut rule = Map::new();
    rule.put("apiGroups", Seq::flow([group]));
    rule.put("resources", Seq::flow(resources.iter().copied()));
    rule.put("verbs", Seq::flow(verbs.iter().copied()));
    if let Some(name) = name {
        rule.put("resourceNames", Seq::flow([name]));
    }
    rule
}

fn claim(names: &Names, name: &str) -> Document {
    let mut claim = object(
        names,
        "v1",
        "PersistentVolumeClaim",
        name,
        Some(names.namespace()),
    );
    claim.put_path(&["spec", "accessModes"], Seq::flow(["ReadWriteOnce"]));
    claim
        .put_path(&["spec", "resources", "requests", "storage"], "1Gi")
        .comment(names.t(
            "An assumption: the backups are text, some kilobytes each.",
            "假设值：备份均为文本，每份数 KB。",
        ));
    Document::new(claim).head(names.t(
        "Lies in this cluster and is lost with it: copy its content away, or mount your own storage in its place.",
        "位于本集群，会随集群一起丢失：请把内容复制到别处，或改挂自己的存储。",
    ))
}

fn cronjob(names: &Names, name: &str) -> Document {
    let mut cron = object(names, "batch/v1", "CronJob", name, Some(names.namespace()));
    let spec = cron.at(&["spec"]);
    spec.put("schedule", "17 2 * * *").comment(names.t(
        "Every night at 02:17 in the time zone of the control plane, mostly UTC.",
        "每天 02:17，时区取自控制平面，通常为 UTC。",
    ));
    spec.put("concurrencyPolicy", "Forbid");
    spec.put("startingDeadlineSeconds", 3600);
    spec.put("successfulJobsHistoryLimit", 1);
    spec.put("failedJobsHistoryLimit", 3);
    let job = spec.at(&["jobTemplate", "spec"]);
    job.put("backoffLimit", 1);
    job.put("activeDeadlineSeconds", 600);
    let pod = job.at(&["template", "spec"]);
    pod.put("serviceAccountName", name);
    pod.put("restartPolicy", "Never");
    let security = pod.at(&["securityContext"]);
    security.put("runAsNonRoot", true);
    if names.plan.target.platform != Platform::Openshift {
        // OpenShift gives each namespace its own range and refuses others.
        security.put("runAsUser", 65534);
        security.put("runAsGroup", 65534);
        security.put("fsGroup", 65534);
    }
    security.put_path(&["seccompProfile", "type"], "RuntimeDefault");
    pod.put("containers", vec![container(names)]);
    pod.put("volumes", volumes(name));
    Document::new(cron)
}

fn container(names: &Names) -> Map {
    let mut container = Map::new();
    container.put("name", "backup");
    container.put("image", IMAGE).comment(names.t(
        "Pinned; kubectl may be one minor version away from the cluster. Mirror it where the internet is closed.",
        "固定版本；kubectl 与集群最多相差一个次版本。无法访问互联网时请用镜像站。",
    ));
    container.put("command", Seq::flow(["sh", "/scripts/backup.sh"]));
    let mut env = Vec::new();
    for (name, value) in [("BACKUP_DIR", "/backup"), ("KEEP", "14"), ("HOME", "/tmp")] {
        let mut variable = Map::new();
        variable.put("name", name);
        variable.put("value", value);
        env.push(variable);
    }
    container.put("env", env);
    let resources = container.at(&["resources"]);
    resources.put_path(&["requests", "cpu"], "50m");
    resources.put_path(&["requests", "memory"], "64Mi");
    resources.put_path(&["limits", "memory"], "256Mi");
    let security = container.at(&["securityContext"]);
    security.put("allowPrivilegeEscalation", false);
    security.put("readOnlyRootFilesystem", true);
    security.put_path(&["capabilities", "drop"], Seq::flow(["ALL"]));
    let mut mounts = Vec::new();
    for (name, path) in [
        ("backup", "/backup"),
        ("scripts", "/scripts"),
        ("tmp", "/tmp"),
    ] {
        let mut mount = Map::new();
        mount.put("name", name);
        mount.put("mountPath", path);
        mounts.push(mount);
    }
    container.put("volumeMounts", mounts);
    container
}

fn volumes(name: &str) -> Vec<Map> {
    let mut backup = Map::new();
    backup.put("name", "backup");
    backup.put_path(&["persistentVolumeClaim", "claimName"], name);
    let mut scripts = Map::new();
    scripts.put("name", "scripts");
    scripts.put_path(&["configMap", "name"], name);
    let mut tmp = Map::new();
    tmp.put("name", "tmp");
    tmp.put_path(&["emptyDir", "sizeLimit"], "64Mi");
    vec![backup, scripts, tmp]
}
