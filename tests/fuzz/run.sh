#!/bin/sh
# Runs the fuzz targets one after the other: tests/fuzz/run.sh [TARGET…]
#
# FUZZ_SECONDS is how long each runs, 30 by default. What is built, learnt and found stays in the target directory.
# Stable Rust has all it takes: the counters come from a pass of LLVM that `-C passes` may name, libFuzzer itself from
# a crate that compiles it, hence a C++ compiler.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${CARGO_TARGET_DIR:-$(cd "$here/../.." && pwd)/target}/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
command -v c++ >/dev/null || {
  echo "make fuzz needs a C++ compiler (c++), as libFuzzer is written in C++" >&2
  exit 1
}

# --target keeps the flags away from build scripts.
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1" \
  cargo build --locked --quiet --manifest-path "$here/Cargo.toml" --features libfuzzer --profile fuzz \
  --target "$host" --target-dir "$out"
bin=$out/$host/fuzz/runwright-fuzz

[ $# -gt 0 ] || set -- yaml toml corefile open link nodes
failed=
for target in "$@"; do
  corpus=$out/corpus/$target
  found=$out/findings/$target
  log=$out/$target.log
  [ -d "$here/seeds/$target" ] || {
    echo "there is no target $target" >&2
    exit 1
  }
  mkdir -p "$corpus" "$found"
  if RUST_BACKTRACE=0 FUZZ_TARGET=$target "$bin" -max_total_time="${FUZZ_SECONDS:-30}" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
    -dict="$here/words/$target.dict" -artifact_prefix="$found/" "$corpus" "$here/seeds/$target" >"$log" 2>&1; then
    echo "$target: $(sed -n 's/^Done //p' "$log"), nothing found"
  else
    failed=1
    input=$(sed -n 's/^artifact_prefix=.*; Test unit written to //p' "$log" | tail -n 1)
    echo "$target: a finding"
    sed -n '/panicked at/,/^note:/p; /^SUMMARY/p' "$log" | grep -v '^note:' | cut -c 1-2000
    echo "again: FUZZ_TARGET=$target $bin $input"
    echo "small: FUZZ_CHANGES=500 FUZZ_TARGET=$target $bin -minimize_crash=1 -runs=20000 -artifact_prefix=$found/ $input"
  fi
done
[ -z "$failed" ]
