#!/bin/sh
# Puts a version on the addresses of the engines and the desk in a built index.html: scripts/stamp.sh DIST
#
# trunk names the page's module by its content, but not a worker's. Without this a browser that still holds
# the last one in its cache would run it under the new page.
set -eu
cd "$1"
files="runwright-engine_bg.wasm runwright-engine.js worker.js runwright-engine-full_bg.wasm runwright-engine-full.js runwright-desk_bg.wasm runwright-desk.js desk.css runwright-sizing_bg.wasm runwright-sizing.js sizing-worker.js"
# cksum is the one checksum that POSIX has.
version=$(cat $files | cksum | awk '{ printf "%x", $1 }')
for file in $files; do
  # Stamping twice is stamping once.
  named="\"$file\\(?v=[0-9a-f]*\\)\\{0,1\\}\""
  [ "$(grep -c "$named" index.html)" = 1 ] || { echo "stamp: $file is not named exactly once in index.html" >&2; exit 1; }
  sed "s|$named|\"$file?v=$version\"|" index.html >index.html.new
  mv index.html.new index.html
done
