//! Holds the steps that take every value from a variable, as code that is the same for every plan.

use runwright_model::text::t;
use runwright_model::{Lang, Text};

/// A piece of the script. Only what it says to people depends on the language.
pub(super) struct Step {
    /// The comment above; may be empty.
    pub about: Text,
    /// `@1` stands for the first of `words`. They stand inside double quotes, where variables are filled in; names of
    /// variables have braces, since older shells take the bytes of a Chinese character for more of the name.
    pub code: &'static str,
    pub words: &'static [Text],
}

impl Step {
    pub fn code(&self, lang: Lang) -> String {
        let mut code = self.code.to_string();
        for (number, word) in self.words.iter().enumerate() {
            let mark = "@".to_string() + &(number + 1).to_string();
            code = code.replace(&mark, word.get(lang));
        }
        code
    }
}

/// What the other steps call.
pub(super) const HELPERS: Step = Step {
    about: Text::EMPTY,
    code: r#"say() {
  printf '%s\n' "$*" >&2
}
fail() {
  say "$*"
  exit 1
}
ask() {
  [ "${YES:-}" != 1 ] || return 0
  printf '%s [y/N] ' "$*" >&2
  local answer=
  read -r answer || true
  case $answer in
    y | Y | yes) ;;
    *) fail "@1" ;;
  esac
}
# @2
run() {
  local pod
  pod=$(kubectl --namespace "$NAMESPACE" get pods --selector="app=$NAME" \
    --field-selector=status.phase=Running --sort-by=.metadata.creationTimestamp --output=name | tail -n 1)
  kubectl --namespace "$NAMESPACE" exec "$pod" --container "$NAME" -- gitlab-runner "$1"
}"#,
    words: &[
        t("Stopped; nothing was changed.", "已停止，未做任何改动。"),
        t(
            "Asks the newest manager: older ones may still be ending their jobs.",
            "询问最新的管理器：较早的可能还在等作业结束。",
        ),
    ],
};

pub(super) const TOOLS: Step = Step {
    about: t("What is needed is there.", "检查所需的工具与文件。"),
    code: r#"for tool in helm kubectl; do
  command -v "$tool" > /dev/null || fail "@1"
done
[ -f values.yaml ] || fail "@2""#,
    words: &[
        t("Not found: ${tool}", "未找到：${tool}"),
        t(
            "values.yaml must stand beside this script.",
            "values.yaml 须与此脚本位于同一目录。",
        ),
    ],
};

pub(super) const CLUSTER: Step = Step {
    about: t("The cluster is the right one.", "确认目标集群。"),
    code: r#"context=$(kubectl config current-context)
ask "@1""#,
    words: &[t(
        "Cluster ${context}, namespace ${NAMESPACE}, release ${RELEASE}?",
        "集群 ${context}，命名空间 ${NAMESPACE}，release ${RELEASE}？",
    )],
};

/// One entry of the history as JSON, in which Helm writes each key once.
pub(super) const RELEASE: Step = Step {
    about: t(
        "The release is there, whole, and of the chart that this way begins with.",
        "release 已存在、状态正常，且是起点的 Chart 版本。",
    ),
    code: r#"latest=$(helm history "$RELEASE" --namespace "$NAMESPACE" --max 1 --output json)
entry() {
  printf '%s\n' "$latest" | sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p"
}
revision=$(entry revision)
chart=$(entry chart)
chart=${chart#gitlab-runner-}
status=$(entry status)
say "@1"
[ -n "$revision" ] || fail "@2"
[ "$status" = deployed ] || fail "@3"
[ -z "$FROM" ] || [ "$chart" = "$FROM" ] || fail "@4""#,
    words: &[
        t(
            "Revision ${revision}: chart ${chart}, ${status}",
            "修订版本 ${revision}：Chart ${chart}，${status}",
        ),
        t(
            "Helm shows no revision of the release.",
            "Helm 未显示该 release 的修订版本。",
        ),
        t(
            "The last change of the release did not end well; see helm history.",
            "该 release 上一次变更未正常结束，请查看 helm history。",
        ),
        t(
            "Chart ${FROM} was expected; nothing was changed.",
            "预期的 Chart 为 ${FROM}；未做任何改动。",
        ),
    ],
};

/// Also shows early that the one who upgrades may run commands in the pods, which the check at the end needs.
pub(super) const MANAGERS: Step = Step {
    about: t(
        "Every manager runs and answers; what is broken already would be blamed on the upgrade.",
        "所有管理器都在运行并有响应；否则已有的故障会被当成升级造成的。",
    ),
    code: r#"kubectl --namespace "$NAMESPACE" rollout status "deployment/$NAME" --timeout=1m
run --version"#,
    words: &[],
};

pub(super) const BACKUP: Step = Step {
    about: t(
        "What is there now. The folder holds secrets: only its owner can read it, and it must not get into Git.",
        "备份现状。目录含机密：仅属主可读，不要提交到 Git。",
    ),
    code: r#"backup=$(mktemp -d "./backup-$(date +%Y%m%d-%H%M%S)-XXXXXX")
helm get values "$RELEASE" --namespace "$NAMESPACE" --output yaml > "$backup/values.yaml"
helm get manifest "$RELEASE" --namespace "$NAMESPACE" > "$backup/manifest.yaml"
helm history "$RELEASE" --namespace "$NAMESPACE" > "$backup/history.txt"
kubectl --namespace "$NAMESPACE" get configmap "$NAME" --output=yaml > "$backup/configmap.yaml"
kubectl --namespace "$NAMESPACE" get secret "$SECRET" --output=yaml > "$backup/secret.yaml"
say "@1""#,
    words: &[t("Kept in ${backup}", "已备份到 ${backup}")],
};

/// How the rendered chart differs from what was installed; `diff` ends with 1 when it does.
pub(super) const DIFFERENCE: Step = Step {
    about: Text::EMPTY,
    code: r#"diff -u "$backup/manifest.yaml" "$backup/rendered.yaml" > "$backup/changes.diff" || [ $? -eq 1 ]
say "@1""#,
    words: &[t(
        "What changes: ${backup}/changes.diff",
        "改动内容：${backup}/changes.diff",
    )],
};

/// The label `pod` is on the job pods of every release of the runner.
pub(super) const JOBS: Step = Step {
    about: Text::EMPTY,
    code: r#"pods=$(kubectl --namespace "$JOB_NAMESPACE" get pods --selector=pod \
  --field-selector=status.phase=Running --output=name)
jobs=$(printf '%s' "$pods" | grep -c . || true)
ask "@1""#,
    words: &[t(
        "Jobs running in ${JOB_NAMESPACE}: ${jobs}. Go to chart ${TO} now?",
        "${JOB_NAMESPACE} 中运行的作业：${jobs} 个。现在变更为 Chart ${TO}？",
    )],
};

pub(super) const ROLL_BACK: Step = Step {
    about: t(
        "Goes back to the revision found above when something fails after the change began.",
        "改动开始后若有失败，回滚到上面记录的修订版本。",
    ),
    code: r#"changed=
at_exit() {
  local code=$?
  trap - EXIT
  trap '' INT TERM
  if [ "$code" -ne 0 ] && [ -n "$changed" ]; then
    say "@1"
    helm rollback "$RELEASE" "$revision" --namespace "$NAMESPACE" --wait --timeout "$TIMEOUT" ||
      say "@2"
  fi
  exit "$code"
}
trap at_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM"#,
    words: &[
        t(
            "It failed. Going back to revision ${revision}.",
            "变更失败，回滚到修订版本 ${revision}。",
        ),
        t(
            "That failed as well. What was there is kept in ${backup}; see helm history and kubectl get events.",
            "回滚也失败了。原有内容保存在 ${backup}；请查看 helm history 与 kubectl get events。",
        ),
    ],
};

/// The version is only told: an image tag in values.yaml may pin another on purpose.
pub(super) const VERIFY: Step = Step {
    about: t(
        "Every manager is new, and GitLab knows its token.",
        "所有管理器均已更新，且 GitLab 认可其令牌。",
    ),
    code: r#"kubectl --namespace "$NAMESPACE" rollout status "deployment/$NAME" --timeout="$TIMEOUT"
run verify
version=$(run --version)
say "$version"
case $version in
  *" $RUNNER."*) ;;
  *) say "@1" ;;
esac
changed=
say "@2"
say "@3""#,
    words: &[
        t(
            "Runner ${RUNNER} was expected; does values.yaml name an image?",
            "预期 Runner ${RUNNER}；values.yaml 是否指定了镜像？",
        ),
        t(
            "Done. To go back: helm rollback ${RELEASE} ${revision} --namespace ${NAMESPACE}",
            "完成。如需回退：helm rollback ${RELEASE} ${revision} --namespace ${NAMESPACE}",
        ),
        t(
            "Delete ${backup} once it is not needed.",
            "不再需要时请删除 ${backup}。",
        ),
    ],
};
