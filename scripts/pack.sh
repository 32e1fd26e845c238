#!/bin/sh
# Packs what a visitor loads first: one style sheet in place of eleven, and no comments or indentation in the
# scripts. trunk's own minifier gives up on wasm-bindgen's glue, and gzip does the rest.
set -eu
cd "$(dirname "$0")/../dist"
page=index.html

# Drops comments and leading blanks of CSS.
css() {
  awk '
    { line = $0; out = ""
      while (length(line)) {
        if (inside) { at = index(line, "*/"); if (!at) { line = ""; break } line = substr(line, at + 2); inside = 0 }
        else { at = index(line, "/*"); if (!at) { out = out line; line = "" } else { out = out substr(line, 1, at - 1); line = substr(line, at + 2); inside = 1 } }
      }
      sub(/^[ \t]+/, "", out); sub(/[ \t]+$/, "", out); if (length(out)) print out }' "$@"
}

# Drops doc comments, whole-line comments and leading blanks of JavaScript that keeps no text over a line end.
js() {
  awk '{ sub(/^[ \t]+/, "") } /^\/\*\*/ { inside = 1 } inside { if (/\*\/$/) inside = 0; next } /^\/\// || !length { next } { print }' "$1" >"$1.tmp"
  mv "$1.tmp" "$1"
}

sheets=$(sed -n 's/.*<link rel="stylesheet" href="\.\/\([^"]*\.css\)".*/\1/p' "$page")
[ -n "$sheets" ] || { echo "pack: no style sheets in $page" >&2; exit 1; }
# shellcheck disable=SC2086 # one word each
css $sheets >style.tmp
name="style-$(cksum <style.tmp | cut -d' ' -f1).css"
mv style.tmp "$name"
css desk.css >desk.tmp
mv desk.tmp desk.css
first=1
for sheet in $sheets; do
  if [ "$first" ]; then sed -i "s|href=\"\./$sheet\"|href=\"./$name\"|" "$page"; first=; else sed -i "s|<link rel=\"stylesheet\" href=\"\./$sheet\"[^>]*>||" "$page"; fi
  rm "$sheet"
done
sed -i -e '/^[ \t]*$/d' -e 's/^[ \t]*//' -e '/^<!--.*-->$/d' "$page"

for script in runwright-app-*.js runwright-engine.js runwright-engine-full.js runwright-desk.js worker.js boot.js snippets/*/js/*.js; do js "$script"; done

# The glue copies a text into a module letter by letter, which takes milliseconds for a file before it is compiled; a
# long one is better encoded as a whole, as the glue itself does where it cannot grow what it asked for.
for glue in runwright-app-*.js runwright-desk.js runwright-engine.js runwright-engine-full.js; do
  sed -i 's/^if (realloc === undefined) {$/if (realloc === undefined || arg.length > 200) {/' "$glue"
  grep -q 'arg.length > 200' "$glue" || { echo "pack: $glue copies texts in another way" >&2; exit 1; }
done

# wasm-bindgen ends the name of every import in 16 digits of a hash, in the module and in its script, and gzip can do
# nothing with them. A number of the same length is as unique.
for glue in runwright-app-*.js runwright-desk.js runwright-engine.js runwright-engine-full.js; do
  grep -oE '_[0-9a-f]{16}\b' "$glue" | sort -u | awk '{ printf "s/%s/_%016d/g\n", $1, NR }' >names.tmp
  LC_ALL=C sed -i -f names.tmp "$glue" "${glue%.js}_bg.wasm"
  rm names.tmp
done
