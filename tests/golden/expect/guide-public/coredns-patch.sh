#!/bin/sh
set -eu

# Changes the Corefile of the live cluster. It shows the difference first, asks,
# and keeps a backup.
#   --yes           do not ask
#   --restore FILE  put a backup back

yes=no
restore=
while [ $# -gt 0 ]; do
  case "$1" in
    --yes) yes=yes ;;
    --restore)
      [ $# -gt 1 ] || { echo 'usage: coredns-patch.sh [--yes] [--restore FILE]' >&2; exit 2; }
      restore=$2
      shift
      ;;
    *) echo 'usage: coredns-patch.sh [--yes] [--restore FILE]' >&2; exit 2 ;;
  esac
  shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

stop() {
  echo "stopped: $1" >&2
  exit 1
}

confirm() {
  kubectl config current-context || true
  [ "$yes" = yes ] && return
  printf '%s' 'Apply to this cluster? [y/N] '
  read -r answer || answer=
  case "$answer" in
    y | Y | yes) ;;
    *) stop 'nothing was changed' ;;
  esac
}

# write FILE BACKUP
write() {
  data=$(kubectl create configmap coredns --from-file=Corefile="$1" --dry-run=client -o jsonpath='{.data}')
  case "$data" in
    '{"Corefile":'*) ;;
    *) stop "kubectl: $data" ;;
  esac
  printf '{"metadata":{"resourceVersion":"%s"},"data":%s}' "$version" "$data" > "$work/patch.json"
  kubectl -n kube-system patch configmap coredns --type=merge --patch-file="$work/patch.json"
  if ! kubectl -n kube-system rollout restart deployment coredns ||
    ! kubectl -n kube-system rollout status deployment coredns --timeout=180s; then
    echo 'CoreDNS did not come up. Put the old one back with:' >&2
    echo "  $0 --restore $2" >&2
    exit 1
  fi
}

# What this plan wants.
printf %s '8.8.8.8 1.1.1.1' > "$work/upstreams"

version=$(kubectl -n kube-system get configmap coredns -o jsonpath='{.metadata.resourceVersion}')
kubectl -n kube-system get configmap coredns -o jsonpath='{.data.Corefile}' > "$work/live"
[ -s "$work/live" ] || stop 'the live Corefile is empty; is this a cluster with a ConfigMap coredns?'

if [ -n "$restore" ]; then
  diff -u "$work/live" "$restore" || true
  confirm
  write "$restore" "$restore"
  exit 0
fi

upstreams=$(cat "$work/upstreams")
export upstreams
awk '
function walk(line,    n, i, word) {
  gsub(/"([^"\\]|\\.)*"/, "Q", line)
  sub(/#.*/, "", line)
  n = split(line, word, " ")
  if (depth == 0 && word[1] == "import") return
  for (i = 1; i <= n; i++) {
    if (word[i] == "{") { if (depth++ == 0) { all = all keys; open = 0 } }
    else if (word[i] == "}") { if (--depth < 0) bad = 1 }
    else if (depth == 0) { if (!open) { open = 1; keys = " " } keys = keys zone(word[i]) " " }
  }
}
function zone(key) {
  sub(/,$/, "", key)
  sub(/^dns:\/\//, "", key)
  if (key ~ /:\/\//) return key
  sub(/:53$/, "", key)
  if (key != ".") sub(/\.$/, "", key)
  return tolower(key)
}
{
  name = depth == 1 && index(keys, " . ") ? $1 " " $2 : ""
  walk($0)
  if (name == "forward .") {
    found++
    tail = $0
    sub(/^[ \t]*forward[ \t]+\.[ \t]*/, "", tail)
    match(tail, /([ \t]\{[ \t]*)?([ \t]*#.*)?$/)
    tail = substr(tail, RSTART)
    match($0, /^[ \t]*/)
    print substr($0, 1, RLENGTH) "forward . " ENVIRON["upstreams"] tail
    next
  }
  print
}
END { if (depth || open || bad || found != 1) exit 1 }
' "$work/live" > "$work/new" || stop 'there is not exactly one "forward ." in the server block for "."; change it by hand'

if cmp -s "$work/live" "$work/new"; then
  echo 'CoreDNS is as this plan wants it.'
  exit 0
fi
diff -u "$work/live" "$work/new" || true
confirm
backup=coredns-$(date +%Y%m%d-%H%M%S).Corefile
cp "$work/live" "$backup"
echo "Backup: $backup"
write "$work/new" "$backup"
echo 'Done. The way back:'
echo "  $0 --restore $backup"
