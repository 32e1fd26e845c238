#!/bin/sh
set -eu

# Installs the release, or upgrades it; may be run again. Needs kubectl, helm
# and the files beside it.
# Before it: node-setup.sh, then coredns-patch.sh.
cd -- "$(dirname -- "$0")"
fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Says which cluster the rest goes to.
kubectl config current-context

# Jobs start only on nodes with these labels.
kubectl get nodes --selector=workload=ci -o name \
  | grep -q . \
  || fail 'No node has the labels of the jobs. Run node-setup.sh first.'

kubectl apply -f manifests/namespaces.yaml

# The Secret must exist with both keys; secret.example.yaml says how to make it.
kubectl --namespace gitlab-runner get secret gitlab-runner-token -o json \
  | grep -q '"runner-token":' \
  || fail 'The Secret with the runner token is missing, or has no key runner-token.'
kubectl --namespace gitlab-runner get secret gitlab-runner-token -o json \
  | grep -q '"runner-registration-token":' \
  || fail 'The Secret has no key runner-registration-token. It must exist and be empty.'

# What the chart does not make.
kubectl apply -f manifests/rbac.yaml
kubectl apply -f manifests/network-policy.yaml
kubectl apply -f manifests/manager-pdb.yaml

# The version is pinned: without it Helm would take the newest chart, and with
# it another runner.
helm repo add gitlab https://charts.gitlab.io
helm repo update gitlab
helm upgrade --install gitlab-runner gitlab/gitlab-runner \
  --namespace gitlab-runner \
  --version 0.92.0 \
  --values values.yaml

# Waits until every manager runs.
kubectl --namespace gitlab-runner rollout status deployment/gitlab-runner --timeout=5m

# Each manager says that it registered; in GitLab it is online within a minute.
kubectl --namespace gitlab-runner get pods -l app=gitlab-runner
kubectl --namespace gitlab-runner logs -l app=gitlab-runner --prefix --tail=20

# To go back to the release before this one; manifests applied above stay:
#   helm history gitlab-runner --namespace gitlab-runner
#   helm rollback gitlab-runner --namespace gitlab-runner
