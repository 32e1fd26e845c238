#!/bin/sh
set -eu
umask 077

# Keeps the live objects of this plan in a folder; Secrets only encrypted.
#   BACKUP_DIR=DIR       where to write; here if unset
#   KEEP=N               keep the newest N folders there, delete older ones; all if unset
#   AGE_RECIPIENT=age1…  encrypt the Secrets for this key; or
#   GPG_RECIPIENT=KEY    for this one; with neither only their names and keys are listed

readonly RELEASE=gitlab-runner
readonly NAMESPACE=gitlab-runner
readonly JOB_NAMESPACE=ci-jobs

say() {
  printf '%s\n' "$*" >&2
}
fail() {
  say "$*"
  exit 1
}
[ -z "${AGE_RECIPIENT:-}" ] || command -v age > /dev/null || fail "Not found: age"
[ -z "${GPG_RECIPIENT:-}" ] || command -v gpg > /dev/null || fail "Not found: gpg"
# Has its name only when it is whole: what ends early stays as partial-….
stamp=$(date -u +%Y%m%d-%H%M%S)
folder=${BACKUP_DIR:-.}/partial-runner-backup-$stamp
mkdir -p -- "$folder"
# keep FILE KIND NAME…: writes an object so that it can be applied again, without what the server adds.
keep() {
  file=$1
  shift
  text=$(kubectl get "$@" --ignore-not-found --output=yaml) || fail "Cannot read: $*"
  if [ -z "$text" ]; then
    printf '%s: not there\n' "$file" >> "$folder/contents.txt"
    return 0
  fi
  mkdir -p -- "$(dirname -- "$folder/$file")"
  printf '%s\n' "$text" | sed \
    -e '/^metadata:/,/^[a-z]/ { /^  uid: /d; /^  resourceVersion: /d; /^  creationTimestamp: /d; /^  generation: /d; }' \
    -e '/^status:/,$d' > "$folder/$file"
  printf '%s\n' "$file" >> "$folder/contents.txt"
}
say "Cluster: $(kubectl config current-context 2> /dev/null || echo in-cluster)"

# The values the release was made with. Without helm, and in the cluster, they
# are left to Git.
if command -v helm > /dev/null && [ -z "${KUBERNETES_SERVICE_HOST:-}" ]; then
  helm history "$RELEASE" --namespace "$NAMESPACE" > "$folder/history.txt"
  printf '%s\n' history.txt >> "$folder/contents.txt"
  helm get values "$RELEASE" --namespace "$NAMESPACE" --output yaml > "$folder/values.yaml"
  printf '%s\n' values.yaml >> "$folder/contents.txt"
else
  say "Left out: the values of the release"
fi

# The objects by name. What lies in chart/ is to be compared with, not applied:
# Helm owns it.
keep cluster/namespace-managers.yaml namespace gitlab-runner
keep cluster/namespace-jobs.yaml namespace ci-jobs
keep chart/deployment.yaml deployment gitlab-runner --namespace "$NAMESPACE"
keep chart/configmap.yaml configmap gitlab-runner --namespace "$NAMESPACE"
keep managers/serviceaccount.yaml serviceaccount gitlab-runner --namespace "$NAMESPACE"
keep jobs/role.yaml role gitlab-runner-jobs --namespace "$JOB_NAMESPACE"
keep jobs/rolebinding.yaml rolebinding gitlab-runner-jobs --namespace "$JOB_NAMESPACE"
keep jobs/serviceaccount.yaml serviceaccount ci-job --namespace "$JOB_NAMESPACE"
keep managers/poddisruptionbudget.yaml poddisruptionbudget gitlab-runner --namespace "$NAMESPACE"
keep cluster/coredns.yaml configmap coredns --namespace kube-system

# Kinds that others may have added to: policies, quotas, claims (without their
# data).
# The bundle's own policies are among them.
all() {
  list=$(kubectl get "$2" --namespace "$3" --output=name)
  for object in $list; do
    keep "$1/$object.yaml" "$object" --namespace "$3"
  done
}
for kind in networkpolicies resourcequotas limitranges persistentvolumeclaims; do
  all jobs "$kind" "$JOB_NAMESPACE"
  all managers "$kind" "$NAMESPACE"
done

# Labels and taints of all nodes.
kubectl get nodes --output=jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.metadata.labels}{"\t"}{.spec.taints}{"\n"}{end}' \
  > "$folder/nodes.txt"
printf '%s\n' nodes.txt >> "$folder/contents.txt"

# secret NAMESPACE NAME. The nightly job may read none, so there it does nothing.
secrets=
secret() {
  [ -z "${KUBERNETES_SERVICE_HOST:-}" ] || return 0
  # shellcheck disable=SC2016 # The dollars are the template's.
  keys=$(kubectl get secret "$2" --namespace "$1" --ignore-not-found \
    --output=go-template='{{.metadata.name}} {{.type}}{{range $key, $value := .data}} {{$key}}{{end}}')
  printf '%s/%s: %s\n' "$1" "$2" "${keys:-not there}" >> "$folder/secrets.txt"
  [ -n "$keys" ] || return 0
  [ -n "${AGE_RECIPIENT:-}${GPG_RECIPIENT:-}" ] || return 0
  secrets="$secrets
---
$(kubectl get secret "$2" --namespace "$1" --output=yaml)"
}
secret "$NAMESPACE" gitlab-runner-token
if [ -n "$secrets" ] && [ -n "${AGE_RECIPIENT:-}" ]; then
  printf '%s\n' "$secrets" | age --encrypt --recipient "$AGE_RECIPIENT" > "$folder/secrets.yaml.age"
elif [ -n "$secrets" ]; then
  printf '%s\n' "$secrets" | gpg --batch --encrypt --recipient "$GPG_RECIPIENT" > "$folder/secrets.yaml.gpg"
fi

mv -- "$folder" "${BACKUP_DIR:-.}/runner-backup-$stamp"
folder=${BACKUP_DIR:-.}/runner-backup-$stamp
# Names sort by time: the oldest stand first.
if [ -n "${KEEP:-}" ]; then
  set -- "${BACKUP_DIR:-.}"/runner-backup-[0-9]*
  while [ "$#" -gt "$KEEP" ]; do
    rm -rf -- "$1"
    shift
  done
fi
cat -- "$folder/contents.txt"
say "Kept in ${folder}. Copy it to a place outside of this cluster."
