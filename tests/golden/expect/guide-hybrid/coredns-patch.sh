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
printf '%s\n' corp.internal > "$work/zones"
printf '%s\n' \
  '# BEGIN runwright' \
  'corp.internal:53 {' \
  '    errors' \
  '    cache 30' \
  '    forward . 10.0.0.2' \
  '}' \
  '# END runwright' > "$work/block"

version=$(kubectl -n kube-system get configmap coredns -o jsonpath='{.metadata.resourceVersion}')
kubectl -n kube-system get configmap coredns -o jsonpath='{.data.Corefile}' > "$work/live"
[ -s "$work/live" ] || stop 'the live Corefile is empty; is this a cluster with a ConfigMap coredns?'

if [ -n "$restore" ]; then
  diff -u "$work/live" "$restore" || true
  confirm
  write "$restore" "$restore"
  exit 0
fi

awk '
$0 == "# BEGIN runwright" { if (inside++) bad = 1; count++; next }
$0 == "# END runwright" { if (--inside) bad = 1; next }
!inside { print }
END { if (inside || bad || count > 1) exit 1 }
' "$work/live" > "$work/others" || stop 'the marks BEGIN runwright and END runwright do not match'

served=$(awk '
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
NR == FNR { wanted[$0] = 1; next }
{ walk($0) }
END {
  if (depth || open || bad) exit 1
  n = split(all, list, " ")
  for (i = 1; i <= n; i++) if (list[i] in wanted) print list[i]
}
' "$work/zones" "$work/others") || stop 'the live Corefile cannot be read as server blocks; change it by hand'
[ -z "$served" ] || stop "a block that is not marked serves this zone already: $served"

if grep -q -x '# BEGIN runwright' "$work/live"; then
  awk -v block="$work/block" '
$0 == "# BEGIN runwright" { while ((getline line < block) > 0) print line; skip = 1 }
!skip { print }
$0 == "# END runwright" { skip = 0 }
' "$work/live" > "$work/new"
else
  awk '{ print }' "$work/live" "$work/block" > "$work/new"
fi

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
