#!/bin/sh
set -eu

# Installs the release, or upgrades it; may be run again. Needs kubectl, helm
# and the files beside it.
cd -- "$(dirname -- "$0")"
fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Says which cluster the rest goes to.
kubectl config current-context

kubectl apply -f manifests/namespaces.yaml

# The token must be filled in.
grep -q glrt-REPLACE-ME values.yaml && fail 'Put the token into values.yaml first.'
kubectl --namespace ci get serviceaccount builder > /dev/null || fail 'The ServiceAccount of the managers is missing.'

# What the chart does not make.
kubectl apply -f manifests/manager-pdb.yaml

# The version is pinned: without it Helm would take the newest chart, and with
# it another runner.
helm repo add gitlab https://charts.gitlab.io
helm repo update gitlab
helm upgrade --install gitlab-runner gitlab/gitlab-runner \
  --namespace ci \
  --version 0.92.0 \
  --values values.yaml

# Waits until every manager runs.
kubectl --namespace ci rollout status deployment/builds --timeout=5m

# Each manager says that it registered; in GitLab it is online within a minute.
kubectl --namespace ci get pods -l app=builds
kubectl --namespace ci logs -l app=builds --prefix --tail=20

# To go back to the release before this one; manifests applied above stay:
#   helm history gitlab-runner --namespace ci
#   helm rollback gitlab-runner --namespace ci
