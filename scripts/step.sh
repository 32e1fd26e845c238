#!/bin/sh
# Runs one named step and says how long it took: scripts/step.sh NAME COMMAND…
set -u
name=$1
shift
echo "== $name"
started=$(date +%s)
"$@"
code=$?
if [ "$code" = 0 ]; then
  echo "== $name: $(($(date +%s) - started)) s"
else
  echo "== $name: failed after $(($(date +%s) - started)) s" >&2
fi
exit "$code"
