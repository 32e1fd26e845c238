#!/bin/sh
set -eu

# Labels and taints the nodes of the jobs; --undo takes it back.

undo=no
case "${1:-}" in
  '') ;;
  --undo) undo=yes ;;
  *)
    echo 'usage: node-setup.sh [--undo]' >&2
    exit 2
    ;;
esac

# The nodes.
set -- worker-1 worker-2 worker-3

# Stops here when one of them does not exist.
kubectl get -- nodes "$@" > /dev/null

if [ "$undo" = yes ]; then
  kubectl taint -- nodes "$@" workload=ci:NoSchedule- || true
  kubectl label -- nodes "$@" workload-
else
  kubectl label --overwrite -- nodes "$@" workload=ci
  kubectl taint --overwrite -- nodes "$@" workload=ci:NoSchedule
fi

kubectl get --label-columns=workload -- nodes "$@"
kubectl get -o=custom-columns=NAME:.metadata.name,TAINTS:.spec.taints -- nodes "$@"
