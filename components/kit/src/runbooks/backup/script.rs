//! Writes `backup.sh`: live objects, the release's values, and Secrets only when they can be encrypted.

use crate::runbooks::FOLDER;
use crate::runbooks::names::Names;
use runwright_documents::shell::Script;
use runwright_files::{Artefact, disruption_budget, network_policy, priority_class, rbac};
use runwright_model::plan::{Platform, Rbac};
use runwright_model::protocol::FileGroup;

pub(in crate::runbooks) fn render(names: &Names) -> Artefact {
    let about = names.t(
        "Keeps the live objects of this plan in a folder; Secrets only encrypted.",
        "把本方案的集群对象保存到目录；Secret 仅以加密形式保存。",
    );
    let mut script = Script::new();
    script.code("umask 077");
    script.blank().comment(about).comment(names.t(
        "  BACKUP_DIR=DIR       where to write; here if unset\n  KEEP=N               keep the newest N folders there, delete older ones; all if unset\n  AGE_RECIPIENT=age1…  encrypt the Secrets for this key; or\n  GPG_RECIPIENT=KEY    for this one; with neither only their names and keys are listed",
        "  BACKUP_DIR=目录      写入位置，默认当前目录\n  KEEP=N               只保留最新的 N 个备份目录，默认全部保留\n  AGE_RECIPIENT=age1…  用此公钥加密 Secret；或\n  GPG_RECIPIENT=KEY    用此密钥加密；都不设则只列出名称与键",
    ));
    script.blank();
    for (variable, value, field) in [
        ("RELEASE", names.release(), "target.release"),
        ("NAMESPACE", names.namespace(), "target.namespace"),
        (
            "JOB_NAMESPACE",
            names.job_namespace(),
            "target.job_namespace",
        ),
    ] {
        let word = [variable, "=", value].concat();
        script.command(["readonly", &word]).field(field);
    }
    script.blank().code(start(names));
    release(names, &mut script);
    objects(names, &mut script);
    secrets(names, &mut script);
    script.blank().code(end(names));
    Artefact {
        path: [FOLDER, "backup.sh"].concat().into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: script.print(),
    }
}

/// What the rest calls. A missing object is said and does not end the backup; any other failure does.
fn start(names: &Names) -> String {
    const CODE: &str = r#"say() {
  printf '%s\n' "$*" >&2
}
fail() {
  say "$*"
  exit 1
}
[ -z "${AGE_RECIPIENT:-}" ] || command -v age > /dev/null || fail "@5 age"
[ -z "${GPG_RECIPIENT:-}" ] || command -v gpg > /dev/null || fail "@5 gpg"
# @6
stamp=$(date -u +%Y%m%d-%H%M%S)
folder=${BACKUP_DIR:-.}/partial-runner-backup-$stamp
mkdir -p -- "$folder"
# @1
keep() {
  file=$1
  shift
  text=$(kubectl get "$@" --ignore-not-found --output=yaml) || fail "@2"
  if [ -z "$text" ]; then
    printf '%s: @3\n' "$file" >> "$folder/contents.txt"
    return 0
  fi
  mkdir -p -- "$(dirname -- "$folder/$file")"
  printf '%s\n' "$text" | sed \
    -e '/^metadata:/,/^[a-z]/ { /^  uid: /d; /^  resourceVersion: /d; /^  creationTimestamp: /d; /^  generation: /d; }' \
    -e '/^status:/,$d' > "$folder/$file"
  printf '%s\n' "$file" >> "$folder/contents.txt"
}
say "@4""#;
    let words = [
        names.t(
            "keep FILE KIND NAME…: writes an object so that it can be applied again, without what the server adds.",
            "keep 文件 类型 名称…：保存对象，去掉服务器添加的字段，可重新应用。",
        ),
        names.t("Cannot read: $*", "无法读取：$*"),
        names.t("not there", "不存在"),
        names.t(
            "Cluster: $(kubectl config current-context 2> /dev/null || echo in-cluster)",
            "集群：$(kubectl config current-context 2> /dev/null || echo in-cluster)",
        ),
        names.t("Not found:", "未找到："),
        names.t(
            "Has its name only when it is whole: what ends early stays as partial-….",
            "完整后才改为正式名称；中途失败则保留为 partial-…。",
        ),
    ];
    filled(CODE, &words)
}

fn filled(code: &str, words: &[&str]) -> String {
    let mut code = code.to_string();
    for (index, word) in words.iter().enumerate() {
        code = code.replace(&["@", &(index + 1).to_string()].concat(), word);
    }
    code
}

/// Helm's own record. It is not read by the nightly job, whose account may read no Secret: Helm keeps it in one.
fn release(names: &Names, script: &mut Script) {
    script.blank().comment(names.t(
        "The values the release was made with. Without helm, and in the cluster, they are left to Git.",
        "该 release 使用的 values。没有 helm 或在集群内运行时略过，以 Git 中的为准。",
    ));
    if names.plan.has_inline_token() {
        script.comment(names.t(
            "They hold the token in this plan, so only the history is kept.",
            "本方案的 values 含令牌，因此只保存历史。",
        ));
    }
    let values = if names.plan.has_inline_token() {
        ""
    } else {
        "\n  helm get values \"$RELEASE\" --namespace \"$NAMESPACE\" --output yaml > \"$folder/values.yaml\"\n  printf '%s\\n' values.yaml >> \"$folder/contents.txt\""
    };
    script.code(
        [
            "if command -v helm > /dev/null && [ -z \"${KUBERNETES_SERVICE_HOST:-}\" ]; then\n  \
             helm history \"$RELEASE\" --namespace \"$NAMESPACE\" > \"$folder/history.txt\"\n  \
             printf '%s\\n' history.txt >> \"$folder/contents.txt\"",
            values,
            "\nelse\n  say \"",
            names.t(
                "Left out: the values of the release",
                "已略过：release 的 values",
            ),
            "\"\nfi",
        ]
        .concat(),
    );
}

/// One object: file, kind, name, namespace by variable or none.
pub(super) struct Object {
    pub file: &'static str,
    pub kind: &'static str,
    pub name: String,
    /// `NAMESPACE`, `JOB_NAMESPACE`, or a name of its own.
    pub place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Cluster,
    Managers,
    Jobs,
    /// `kube-system`.
    System,
}

/// The objects by name that the plan or its chart makes.
pub(super) fn named(names: &Names) -> Vec<Object> {
    let (plan, cx) = (names.plan, names.context());
    let full = plan.fullname();
    let mut objects = Vec::new();
    let mut add = |file, kind, name: &str, place| {
        objects.push(Object {
            file,
            kind,
            name: name.to_string(),
            place,
        });
    };
    add(
        "cluster/namespace-managers.yaml",
        "namespace",
        names.namespace(),
        Place::Cluster,
    );
    if names.job_namespace() != names.namespace() {
        add(
            "cluster/namespace-jobs.yaml",
            "namespace",
            names.job_namespace(),
            Place::Cluster,
        );
    }
    add(
        "chart/deployment.yaml",
        "deployment",
        &full,
        Place::Managers,
    );
    if !plan.has_inline_token() {
        add("chart/configmap.yaml", "configmap", &full, Place::Managers);
    }
    add(
        "managers/serviceaccount.yaml",
        "serviceaccount",
        &plan.manager_account(),
        Place::Managers,
    );
    match plan.security.rbac {
        Rbac::Manifest if rbac::render(&cx).is_some() => {
            let role = [&plan.manager_account(), "-jobs"].concat();
            add("jobs/role.yaml", "role", &role, Place::Jobs);
            add("jobs/rolebinding.yaml", "rolebinding", &role, Place::Jobs);
        }
        Rbac::Chart => {
            // Before 0.84 the chart's Role stayed with the managers.
            let place = match plan.chart_has(84) {
                true => Place::Jobs,
                false => Place::Managers,
            };
            add("jobs/role.yaml", "role", &full, place);
            add("jobs/rolebinding.yaml", "rolebinding", &full, place);
        }
        _ => {}
    }
    if !plan.security.job_service_account.is_empty() {
        add(
            "jobs/serviceaccount.yaml",
            "serviceaccount",
            &plan.security.job_service_account,
            Place::Jobs,
        );
    }
    if disruption_budget::render(&cx).is_some() {
        add(
            "managers/poddisruptionbudget.yaml",
            "poddisruptionbudget",
            &full,
            Place::Managers,
        );
    }
    if priority_class::render(&cx).is_some() {
        add(
            "cluster/priorityclass.yaml",
            "priorityclass",
            &plan.nodes.priority_class,
            Place::Cluster,
        );
    }
    add(
        "cluster/coredns.yaml",
        "configmap",
        "coredns",
        Place::System,
    );
    if matches!(plan.target.platform, Platform::Aks | Platform::K3s) {
        add(
            "cluster/coredns-custom.yaml",
            "configmap",
            "coredns-custom",
            Place::System,
        );
    }
    objects
}

/// Kinds of which all are kept, since others may have added some.
pub(super) const KINDS: [&str; 4] = [
    "networkpolicies",
    "resourcequotas",
    "limitranges",
    "persistentvolumeclaims",
];

/// How often the script asks the Kubernetes API at least.
pub(super) fn reads(names: &Names) -> usize {
    let spaces = 1 + usize::from(names.job_namespace() != names.namespace());
    named(names).len() + KINDS.len() * spaces + names.secrets().len() + 1
}

fn objects(names: &Names, script: &mut Script) {
    script.blank().comment(names.t(
        "The objects by name. What lies in chart/ is to be compared with, not applied: Helm owns it.",
        "按名称保存对象。chart/ 中的内容仅供对照，不要应用：它们归 Helm 管理。",
    ));
    for object in named(names) {
        let command = script.command(["keep", object.file, object.kind, &object.name]);
        match object.place {
            Place::Cluster => {}
            Place::Managers => {
                command.words(["--namespace"]).code("\"$NAMESPACE\"");
            }
            Place::Jobs => {
                command.words(["--namespace"]).code("\"$JOB_NAMESPACE\"");
            }
            Place::System => {
                command.words(["--namespace", "kube-system"]);
            }
        }
    }
    script.blank().comment(names.t(
        "Kinds that others may have added to: policies, quotas, claims (without their data).",
        "其他人可能添加过的类型：策略、配额、PVC（不含数据）。",
    ));
    if network_policy::render(&names.context()).is_some() {
        script.comment(names.t(
            "The bundle's own policies are among them.",
            "其中包括本套文件的策略。",
        ));
    }
    script.code(
        [
            "all() {\n  list=$(kubectl get \"$2\" --namespace \"$3\" --output=name)\n  for object in $list; do\n    \
             keep \"$1/$object.yaml\" \"$object\" --namespace \"$3\"\n  done\n}\nfor kind in ",
            &KINDS.join(" "),
            "; do\n  all jobs \"$kind\" \"$JOB_NAMESPACE\"\n",
            if names.job_namespace() == names.namespace() {
                ""
            } else {
                "  all managers \"$kind\" \"$NAMESPACE\"\n"
            },
            "done",
        ]
        .concat(),
    );
    script
        .blank()
        .comment(names.t("Labels and taints of all nodes.", "所有节点的标签与污点。"));
    script.code(
        "kubectl get nodes --output=jsonpath='{range .items[*]}{.metadata.name}{\"\\t\"}{.metadata.labels}{\"\\t\"}{.spec.taints}{\"\\n\"}{end}' \\\n  > \"$folder/nodes.txt\"\n\
         printf '%s\\n' nodes.txt >> \"$folder/contents.txt\"",
    );
}

/// Names and keys always; contents only through a program that encrypts. They pass through a variable and a pipe,
/// never through a file or an argument.
fn secrets(names: &Names, script: &mut Script) {
    const CODE: &str = r#"# @1
secrets=
secret() {
  [ -z "${KUBERNETES_SERVICE_HOST:-}" ] || return 0
  # shellcheck disable=SC2016 # The dollars are the template's.
  keys=$(kubectl get secret "$2" --namespace "$1" --ignore-not-found \
    --output=go-template='{{.metadata.name}} {{.type}}{{range $key, $value := .data}} {{$key}}{{end}}')
  printf '%s/%s: %s\n' "$1" "$2" "${keys:-@2}" >> "$folder/secrets.txt"
  [ -n "$keys" ] || return 0
  [ -n "${AGE_RECIPIENT:-}${GPG_RECIPIENT:-}" ] || return 0
  secrets="$secrets
---
$(kubectl get secret "$2" --namespace "$1" --output=yaml)"
}"#;
    script.blank().code(filled(
        CODE,
        &[
            names.t(
                "secret NAMESPACE NAME. The nightly job may read none, so there it does nothing.",
                "secret 命名空间 名称。集群内的定时任务无权读取，因此不做任何事。",
            ),
            names.t("not there", "不存在"),
        ],
    ));
    for (name, of_jobs) in names.secrets() {
        let place = if of_jobs {
            "\"$JOB_NAMESPACE\""
        } else {
            "\"$NAMESPACE\""
        };
        script
            .command(["secret"])
            .code(place)
            .words([name.as_str()]);
    }
    script.code(
        "if [ -n \"$secrets\" ] && [ -n \"${AGE_RECIPIENT:-}\" ]; then\n  \
         printf '%s\\n' \"$secrets\" | age --encrypt --recipient \"$AGE_RECIPIENT\" > \"$folder/secrets.yaml.age\"\n\
         elif [ -n \"$secrets\" ]; then\n  \
         printf '%s\\n' \"$secrets\" | gpg --batch --encrypt --recipient \"$GPG_RECIPIENT\" > \"$folder/secrets.yaml.gpg\"\nfi",
    );
}

fn end(names: &Names) -> String {
    const CODE: &str = r#"mv -- "$folder" "${BACKUP_DIR:-.}/runner-backup-$stamp"
folder=${BACKUP_DIR:-.}/runner-backup-$stamp
# @1
if [ -n "${KEEP:-}" ]; then
  set -- "${BACKUP_DIR:-.}"/runner-backup-[0-9]*
  while [ "$#" -gt "$KEEP" ]; do
    rm -rf -- "$1"
    shift
  done
fi
cat -- "$folder/contents.txt"
say "@2""#;
    filled(
        CODE,
        &[
            names.t(
                "Names sort by time: the oldest stand first.",
                "目录名按时间排序，最旧的在前。",
            ),
            names.t(
                "Kept in ${folder}. Copy it to a place outside of this cluster.",
                "已保存到 ${folder}。请复制到此集群之外。",
            ),
        ],
    )
}
