#!/bin/sh
set -eu

# 安装或升级该 release，可重复执行。需要 kubectl、helm 以及同目录的文件。
# 在此之前先执行 node-setup.sh。
cd -- "$(dirname -- "$0")"
fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# 显示后续操作的目标集群。
kubectl config current-context

# 作业只会在带有这些标签的节点上启动。
kubectl get nodes --selector=workload=ci -o name \
  | grep -q . \
  || fail '没有节点带有作业所需的标签，请先运行 node-setup.sh。'

kubectl apply -f manifests/namespaces.yaml

# Secret 必须存在且含两个键；创建方法见 secret.example.yaml。
kubectl --namespace gitlab-runner get secret gitlab-runner-token -o json \
  | grep -q '"runner-token":' \
  || fail '缺少存放 Runner 令牌的 Secret，或其中没有 runner-token 键。'
kubectl --namespace gitlab-runner get secret gitlab-runner-token -o json \
  | grep -q '"runner-registration-token":' \
  || fail 'Secret 中没有 runner-registration-token 键，该键必须存在且为空。'

# Chart 不会创建的对象。
kubectl apply -f manifests/rbac.yaml
kubectl apply -f manifests/network-policy.yaml
kubectl apply -f manifests/manager-pdb.yaml

# 固定版本：否则 Helm 会使用最新的 Chart，Runner 版本也随之改变。
helm repo add gitlab https://charts.gitlab.io
helm repo update gitlab
helm upgrade --install gitlab-runner gitlab/gitlab-runner \
  --namespace gitlab-runner \
  --version 0.92.0 \
  --values values.yaml

# 等待所有管理器运行。
kubectl --namespace gitlab-runner rollout status deployment/gitlab-runner --timeout=5m

# 每个管理器都会输出注册成功；一分钟内在 GitLab 中显示为在线。
kubectl --namespace gitlab-runner get pods -l app=gitlab-runner
kubectl --namespace gitlab-runner logs -l app=gitlab-runner --prefix --tail=20

# 回到上一个版本（上面应用的清单不受影响）：
#   helm history gitlab-runner --namespace gitlab-runner
#   helm rollback gitlab-runner --namespace gitlab-runner
