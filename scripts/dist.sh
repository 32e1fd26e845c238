#!/bin/sh
# Builds the release page into dist/, with the tools and crates that are there.
set -eu
cd "$(dirname "$0")/.."
# trunk takes it for a flag of its own and refuses the usual value.
unset NO_COLOR
cargo fetch --locked --quiet
# Offline, so that trunk never downloads a tool of its own choice.
trunk build --release --locked --offline
scripts/pack.sh
scripts/stamp.sh dist
