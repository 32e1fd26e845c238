#!/bin/sh
set -eu

# 为作业节点打标签和污点；--undo 可撤销。

undo=no
case "${1:-}" in
  '') ;;
  --undo) undo=yes ;;
  *)
    echo '用法：node-setup.sh [--undo]' >&2
    exit 2
    ;;
esac

# 节点。
set -- worker-2 worker-3

# 其中任何一个不存在时在此停止。
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
