//! Writes `coredns-patch.sh`: reads the live Corefile, changes what the plan asks for, shows it, applies it.
//!
//! The script keeps every line it does not own. It stops when it does not understand the file, when the
//! zone is served already by somebody else's block, and when the ConfigMap changed in the meantime.

use super::change::Change;
use super::{nodelocal, zone_server};
use crate::Context;
use runwright_documents::Printed;
use runwright_documents::corefile::{self, Corefile};
use runwright_documents::shell::Script;
use runwright_model::Lang;

const BEGIN: &str = "# BEGIN runwright";
const END: &str = "# END runwright";

pub(super) fn print(cx: &Context, change: &Change) -> Printed {
    let lang = cx.lang;
    let mut script = Script::new();
    script.blank().comment(lang.pick(
        "Changes the Corefile of the live cluster. It shows the difference first, asks, and keeps a backup.",
        "修改运行中集群的 Corefile：先展示差异并询问，同时保留备份。",
    ));
    script.comment(lang.pick(
        "  --yes           do not ask\n  --restore FILE  put a backup back",
        "  --yes           不询问\n  --restore 文件  恢复备份",
    ));
    if cx.plan.dns.nodelocal {
        script.comment(nodelocal(cx));
    }
    script.blank().code(start(lang));
    script
        .blank()
        .comment(lang.pick("What this plan wants.", "本方案的目标状态。"));
    wanted(change, &mut script);
    script.blank().code(read(lang));
    script.blank();
    if change.zones.is_empty() {
        script.code(upstreams(lang));
    } else {
        script.code(zones(lang));
    }
    script.blank().code(apply(lang));
    if cx.plan.dns.nodelocal {
        script
            .command(["echo", nodelocal(cx)])
            .field("dns.nodelocal");
    }
    script.print()
}

/// Writes the plan's values to files, each line a quoted word: no value ever stands in the code.
fn wanted(change: &Change, script: &mut Script) {
    const LINES: [&str; 2] = ["printf", "%s\\n"];
    if change.zones.is_empty() {
        script
            .command(["printf", "%s", &change.upstreams.join(" ")])
            .code("> \"$work/upstreams\"")
            .field("dns.upstreams");
        return;
    }
    script
        .command(LINES)
        .words(change.zones.iter().map(|zone| zone.name.as_str()))
        .code("> \"$work/zones\"")
        .field("dns.zones");
    let mut blocks = Corefile::default();
    for zone in &change.zones {
        zone_server(&mut blocks, zone);
    }
    // Everything in the change has been found printable when it was picked.
    let text = corefile::print(&blocks).map_or(String::new(), |printed| printed.text);
    let command = script.command(LINES);
    for line in [BEGIN].into_iter().chain(text.lines()).chain([END]) {
        command.line([line]);
    }
    command.code("> \"$work/block\"").field("dns.zones");
}

/// Arguments, a scratch folder, and the function that writes the ConfigMap.
fn start(lang: Lang) -> String {
    let usage = lang.pick(
        "usage: coredns-patch.sh [--yes] [--restore FILE]",
        "用法：coredns-patch.sh [--yes] [--restore 文件]",
    );
    let stop = lang.pick("stopped: ", "已停止：");
    let asked = lang.pick("Apply to this cluster? [y/N] ", "应用到此集群？[y/N] ");
    let nothing = lang.pick("nothing was changed", "未作任何更改");
    let failed = lang.pick(
        "CoreDNS did not come up. Put the old one back with:",
        "CoreDNS 未能启动。恢复旧配置：",
    );
    [
        "yes=no\nrestore=\nwhile [ $# -gt 0 ]; do\n  case \"$1\" in\n    --yes) yes=yes ;;\n    --restore)\n      [ $# -gt 1 ] || { echo '", usage,
        "' >&2; exit 2; }\n      restore=$2\n      shift\n      ;;\n    *) echo '", usage,
        "' >&2; exit 2 ;;\n  esac\n  shift\ndone\n\nwork=$(mktemp -d)\ntrap 'rm -rf \"$work\"' EXIT\ntrap 'exit 1' HUP INT TERM\n\n\
stop() {\n  echo \"", stop, "$1\" >&2\n  exit 1\n}\n\n\
confirm() {\n  kubectl config current-context || true\n  [ \"$yes\" = yes ] && return\n  printf '%s' '", asked,
        "'\n  read -r answer || answer=\n  case \"$answer\" in\n    y | Y | yes) ;;\n    *) stop '", nothing, "' ;;\n  esac\n}\n\n\
# write FILE BACKUP\nwrite() {\n  data=$(kubectl create configmap coredns --from-file=Corefile=\"$1\" --dry-run=client -o jsonpath='{.data}')\n  \
case \"$data\" in\n    '{\"Corefile\":'*) ;;\n    *) stop \"kubectl: $data\" ;;\n  esac\n  \
printf '{\"metadata\":{\"resourceVersion\":\"%s\"},\"data\":%s}' \"$version\" \"$data\" > \"$work/patch.json\"\n  \
kubectl -n kube-system patch configmap coredns --type=merge --patch-file=\"$work/patch.json\"\n  \
if ! kubectl -n kube-system rollout restart deployment coredns ||\n    \
! kubectl -n kube-system rollout status deployment coredns --timeout=180s; then\n    echo '", failed,
        "' >&2\n    echo \"  $0 --restore $2\" >&2\n    exit 1\n  fi\n}\n",
    ]
    .concat()
}

/// The live file, and the way back to an older one.
///
/// The version is read first: when the ConfigMap changes between the two reads, the patch, which
/// carries the older version, is refused.
fn read(lang: Lang) -> String {
    let same = lang.pick(
        "the live Corefile is empty; is this a cluster with a ConfigMap coredns?",
        "当前 Corefile 为空；此集群是否有 ConfigMap coredns？",
    );
    [
        "version=$(kubectl -n kube-system get configmap coredns -o jsonpath='{.metadata.resourceVersion}')\n\
kubectl -n kube-system get configmap coredns -o jsonpath='{.data.Corefile}' > \"$work/live\"\n\
[ -s \"$work/live\" ] || stop '", same, "'\n\n\
if [ -n \"$restore\" ]; then\n  diff -u \"$work/live\" \"$restore\" || true\n  confirm\n  write \"$restore\" \"$restore\"\n  exit 0\nfi\n",
    ]
    .concat()
}

/// The walk over server blocks that both changes share. Braces count only as words of their own, as
/// CoreDNS reads them (`coredns/caddy` caddyfile/lexer.go); quotes and comments are taken off first.
const WALK: &str = r##"
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
}"##;

/// Puts the marked block in the place of the old one, or behind the last line.
fn zones(lang: Lang) -> String {
    let unread = lang.pick(
        "the live Corefile cannot be read as server blocks; change it by hand",
        "无法将当前 Corefile 解析为服务器块，请手动修改",
    );
    let marks = lang.pick(
        "the marks BEGIN runwright and END runwright do not match",
        "BEGIN runwright 与 END runwright 标记不成对",
    );
    let served = lang.pick(
        "a block that is not marked serves this zone already: ",
        "未加标记的服务器块已在服务此区域：",
    );
    [
        "awk '\n$0 == \"", BEGIN, "\" { if (inside++) bad = 1; count++; next }\n$0 == \"", END,
        "\" { if (--inside) bad = 1; next }\n!inside { print }\nEND { if (inside || bad || count > 1) exit 1 }\n' \"$work/live\" > \"$work/others\" || stop '",
        marks, "'\n\nserved=$(awk '", WALK,
        "\nNR == FNR { wanted[$0] = 1; next }\n{ walk($0) }\n\
END {\n  if (depth || open || bad) exit 1\n  n = split(all, list, \" \")\n  for (i = 1; i <= n; i++) if (list[i] in wanted) print list[i]\n}\n\
' \"$work/zones\" \"$work/others\") || stop '", unread,
        "'\n[ -z \"$served\" ] || stop \"", served, "$served\"\n\n\
if grep -q -x '", BEGIN, "' \"$work/live\"; then\n  awk -v block=\"$work/block\" '\n$0 == \"", BEGIN,
        "\" { while ((getline line < block) > 0) print line; skip = 1 }\n!skip { print }\n$0 == \"", END,
        "\" { skip = 0 }\n' \"$work/live\" > \"$work/new\"\nelse\n  awk '{ print }' \"$work/live\" \"$work/block\" > \"$work/new\"\nfi\n",
    ]
    .concat()
}

/// Replaces the upstreams of the one `forward .` in the server block for `.`.
fn upstreams(lang: Lang) -> String {
    let unread = lang.pick(
        "there is not exactly one \"forward .\" in the server block for \".\"; change it by hand",
        "“.” 的服务器块中 “forward .” 不是恰好一行，请手动修改",
    );
    [
        "upstreams=$(cat \"$work/upstreams\")\nexport upstreams\nawk '",
        WALK,
        r##"
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
' "$work/live" > "$work/new" || stop '"##,
        unread,
        "'\n",
    ]
    .concat()
}

/// Shows the difference, asks, keeps the old file and writes the new one.
fn apply(lang: Lang) -> String {
    let same = lang.pick(
        "CoreDNS is as this plan wants it.",
        "CoreDNS 已符合本方案，无需更改。",
    );
    let saved = lang.pick("Backup: ", "备份：");
    let done = lang.pick("Done. The way back:", "完成。回退命令：");
    [
        "if cmp -s \"$work/live\" \"$work/new\"; then\n  echo '",
        same,
        "'\n  exit 0\nfi\ndiff -u \"$work/live\" \"$work/new\" || true\nconfirm\n\
backup=coredns-$(date +%Y%m%d-%H%M%S).Corefile\ncp \"$work/live\" \"$backup\"\necho \"",
        saved,
        "$backup\"\nwrite \"$work/new\" \"$backup\"\necho '",
        done,
        "'\necho \"  $0 --restore $backup\"\n",
    ]
    .concat()
}
