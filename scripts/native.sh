#!/bin/sh
# Runs the native tests of the given packages: scripts/native.sh CARGO-ARGUMENTS…
set -eu
if cargo nextest --version >/dev/null 2>&1; then
  exec cargo nextest run --locked --cargo-quiet --status-level fail "$@"
fi
exec cargo test --locked --quiet --lib --bins --tests "$@"
