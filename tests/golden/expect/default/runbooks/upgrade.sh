#!/usr/bin/env bash
set -eu
set -o pipefail
umask 077

# Takes the release from chart 0.92.0 to 0.93.0. It looks first, keeps what is
# there in a folder beside it, tries the new chart without changing anything,
# asks, and goes back to the revision before when the upgrade fails. YES=1
# answers the questions.
# Not touched here, and not taken back: manifests/rbac.yaml,
# manifests/network-policy.yaml, manifests/manager-pdb.yaml. Apply those that
# changed first.

readonly RELEASE=gitlab-runner
readonly NAMESPACE=gitlab-runner
readonly JOB_NAMESPACE=ci-jobs
readonly NAME=gitlab-runner
readonly SECRET=gitlab-runner-token
readonly FROM=0.92.0
readonly TO=0.93.0
readonly RUNNER=19.4
readonly TIMEOUT=9m
cd -- "$(dirname -- "$0")"

say() {
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
    *) fail "Stopped; nothing was changed." ;;
  esac
}
# Asks the newest manager: older ones may still be ending their jobs.
run() {
  local pod
  pod=$(kubectl --namespace "$NAMESPACE" get pods --selector="app=$NAME" \
    --field-selector=status.phase=Running --sort-by=.metadata.creationTimestamp --output=name | tail -n 1)
  kubectl --namespace "$NAMESPACE" exec "$pod" --container "$NAME" -- gitlab-runner "$1"
}

# What is needed is there.
for tool in helm kubectl; do
  command -v "$tool" > /dev/null || fail "Not found: ${tool}"
done
[ -f values.yaml ] || fail "values.yaml must stand beside this script."

# The cluster is the right one.
context=$(kubectl config current-context)
ask "Cluster ${context}, namespace ${NAMESPACE}, release ${RELEASE}?"

# The release is there, whole, and of the chart that this way begins with.
latest=$(helm history "$RELEASE" --namespace "$NAMESPACE" --max 1 --output json)
entry() {
  printf '%s\n' "$latest" | sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p"
}
revision=$(entry revision)
chart=$(entry chart)
chart=${chart#gitlab-runner-}
status=$(entry status)
say "Revision ${revision}: chart ${chart}, ${status}"
[ -n "$revision" ] || fail "Helm shows no revision of the release."
[ "$status" = deployed ] || fail "The last change of the release did not end well; see helm history."
[ -z "$FROM" ] || [ "$chart" = "$FROM" ] || fail "Chart ${FROM} was expected; nothing was changed."

# Every manager runs and answers; what is broken already would be blamed on the
# upgrade.
kubectl --namespace "$NAMESPACE" rollout status "deployment/$NAME" --timeout=1m
run --version

# What is there now. The folder holds secrets: only its owner can read it, and
# it must not get into Git.
backup=$(mktemp -d "./backup-$(date +%Y%m%d-%H%M%S)-XXXXXX")
helm get values "$RELEASE" --namespace "$NAMESPACE" --output yaml > "$backup/values.yaml"
helm get manifest "$RELEASE" --namespace "$NAMESPACE" > "$backup/manifest.yaml"
helm history "$RELEASE" --namespace "$NAMESPACE" > "$backup/history.txt"
kubectl --namespace "$NAMESPACE" get configmap "$NAME" --output=yaml > "$backup/configmap.yaml"
kubectl --namespace "$NAMESPACE" get secret "$SECRET" --output=yaml > "$backup/secret.yaml"
say "Kept in ${backup}"

# Renders the new chart and lets the cluster look at it; nothing changes. The
# texts may hold secrets, so they stay in the folder.
helm repo add gitlab https://charts.gitlab.io
helm repo update gitlab
helm template "$RELEASE" gitlab/gitlab-runner \
  --namespace "$NAMESPACE" \
  --version "$TO" \
  --values values.yaml > "$backup/rendered.yaml"
helm upgrade "$RELEASE" gitlab/gitlab-runner \
  --namespace "$NAMESPACE" \
  --version "$TO" \
  --values values.yaml \
  --dry-run > "$backup/dry-run.txt"
diff -u "$backup/manifest.yaml" "$backup/rendered.yaml" > "$backup/changes.diff" || [ $? -eq 1 ]
say "What changes: ${backup}/changes.diff"

# A manager that is replaced takes no new jobs and has 3600 s
# (terminationGracePeriodSeconds). Stopped with SIGQUIT it lets its jobs end
# within them; stopped with SIGTERM it aborts them and waits 30 s
# (shutdown_timeout). Images asked for SIGQUIT up to 17.7; of later ones it is
# not certain. To lose no job, pause the runner in GitLab and begin when none
# runs. What still runs after 3600 s is lost with the pod.
pods=$(kubectl --namespace "$JOB_NAMESPACE" get pods --selector=pod \
  --field-selector=status.phase=Running --output=name)
jobs=$(printf '%s' "$pods" | grep -c . || true)
ask "Jobs running in ${JOB_NAMESPACE}: ${jobs}. Go to chart ${TO} now?"

# Goes back to the revision found above when something fails after the change
# began.
changed=
at_exit() {
  local code=$?
  trap - EXIT
  trap '' INT TERM
  if [ "$code" -ne 0 ] && [ -n "$changed" ]; then
    say "It failed. Going back to revision ${revision}."
    helm rollback "$RELEASE" "$revision" --namespace "$NAMESPACE" --wait --timeout "$TIMEOUT" ||
      say "That failed as well. What was there is kept in ${backup}; see helm history and kubectl get events."
  fi
  exit "$code"
}
trap at_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The upgrade. From here on a failure, or Ctrl-C, goes back.
changed=yes
helm upgrade --install "$RELEASE" gitlab/gitlab-runner \
  --namespace "$NAMESPACE" \
  --version "$TO" \
  --values values.yaml \
  --wait --timeout "$TIMEOUT"

# Every manager is new, and GitLab knows its token.
kubectl --namespace "$NAMESPACE" rollout status "deployment/$NAME" --timeout="$TIMEOUT"
run verify
version=$(run --version)
say "$version"
case $version in
  *" $RUNNER."*) ;;
  *) say "Runner ${RUNNER} was expected; does values.yaml name an image?" ;;
esac
changed=
say "Done. To go back: helm rollback ${RELEASE} ${revision} --namespace ${NAMESPACE}"
say "Delete ${backup} once it is not needed."
