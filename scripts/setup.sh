#!/bin/sh
# Installs what is missing to build (wasm) or to test (test), and reuses what is there.
#
#   scripts/setup.sh wasm   rustup target, trunk, wasm-bindgen CLI of the release in Cargo.lock
#   scripts/setup.sh test   the same, and Node packages and Chromium for the browser tests
#
# Tools go where cargo, npm and apt put them, so a second clone finds them.
set -eu
cd "$(dirname "$0")/.."

TRUNK=0.21.14
# One release for the crate and the CLI: another one refuses the module.
BINDGEN=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3; exit }' Cargo.lock)

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
root() { [ "$(id -u)" = 0 ] && have apt-get; }

# apt PACKAGE…: installs Debian packages, or says what is missing to who may not.
apt() {
  root || fail "missing: $*. install them with your package manager, then run this again"
  say "installing Debian packages: $*"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# crate BINARY CRATE VERSION: installs one cargo tool unless that version is there.
crate() {
  if have "$1" && [ "$("$1" --version | awk '{ print $2 }')" = "$3" ]; then
    return 0
  fi
  say "installing $2 $3 from source; once per machine, two to ten minutes"
  started=$(date +%s)
  # A build tool need not be fast itself: without LTO it is there in a third of the time.
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install "$2" --locked --force --quiet --version "$3"
  say "$2 $3 took $(($(date +%s) - started)) s"
}

wasm() {
  have cargo || fail "no cargo on PATH: install a Rust toolchain, for example with rustup"
  have cc || apt build-essential
  libs=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null || true)
  if [ ! -d "$libs" ]; then
    have rustup || fail "the target wasm32-unknown-unknown is missing and there is no rustup to add it"
    say "adding the target wasm32-unknown-unknown"
    rustup target add wasm32-unknown-unknown
  fi
  crate trunk trunk "$TRUNK"
  crate wasm-bindgen wasm-bindgen-cli "$BINDGEN"
}

browser() {
  have node && have npm || apt nodejs npm
  node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' || fail "Node 18 or later is needed, this is $(node --version)"
  # npm leaves its lock inside node_modules: equal to ours means nothing to do.
  if ! node scripts/npm-fresh.mjs tests/browser; then
    say "installing the browser tests' Node packages"
    npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
  fi
  [ -n "${CHROMIUM:-}" ] || have chromium || have chromium-browser || have google-chrome || apt chromium
  # Without a Chinese face its text is boxes: the tests pass, the screenshots are useless.
  if root && ! fc-list :lang=zh 2>/dev/null | grep -q .; then
    apt fonts-noto-cjk fontconfig
  fi
}

case "${1:-}" in
  wasm) wasm ;;
  test) wasm; browser ;;
  *) fail "usage: scripts/setup.sh wasm|test" ;;
esac
