# Everything a developer or a CI machine runs. `make help` lists it.
#
# Variables: PORT (serve), ONLY (browser: names of test files, as ONLY="edit share"; fuzz: names of targets), FUZZ_SECONDS
# (fuzz: how long each target runs), CHROMIUM (path of a browser).

PORT ?= 8080
FUZZ_SECONDS ?= 30
ONLY ?=
STEP = @scripts/step.sh
# What runs natively: all but the page itself.
NATIVE = --workspace --exclude runwright-app
WASM = --target wasm32-unknown-unknown
export TRUNK_SKIP_VERSION_CHECK = true

# The checks print one after the other.
.NOTPARALLEL:

.PHONY: help serve dist test check fmt clippy native browser size bench fuzz golden shots setup setup-test clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' Makefile

serve: setup ## install what is missing, build, serve on 127.0.0.1:8080 (PORT), rebuild on change
	@# trunk takes NO_COLOR for a flag of its own and refuses the usual value.
	@unset NO_COLOR; trunk serve --port $(PORT)

dist: setup ## build the release page into dist/
	$(STEP) "release build" scripts/dist.sh

test: setup-test ## install what is missing and run every check
	@$(MAKE) --no-print-directory fmt clippy native dist size
	@$(MAKE) --no-print-directory browser

check: setup fmt clippy native ## the quick checks: no release build, no browser

fmt: ## is the code formatted?
	$(STEP) "format" cargo fmt --all --check

clippy: ## lint the native crates and those of the page
	$(STEP) "clippy, native" cargo clippy --locked --quiet $(NATIVE) --exclude runwright-widgets --all-targets -- -D warnings
	$(STEP) "clippy, wasm" cargo clippy --locked --quiet $(WASM) -p runwright-app -p runwright-widgets -p runwright-engine -p runwright-sizing --features runwright-engine/documents -- -D warnings

native: ## run the native tests, with nextest where it is installed
	$(STEP) "native tests" scripts/native.sh $(NATIVE)

browser: ## run the browser tests on dist/ (after `make dist`)
	@cd tests/browser && node --test-reporter=./reporter.mjs main.mjs $(ONLY)

size: ## hold dist/ to its budget
	$(STEP) "size" node scripts/size.mjs dist

bench: setup-test dist ## sizes, first paint, time to first files, key to files, as JSON in target/bench.json; packing against CP-SAT
	@mkdir -p target; node scripts/bench.mjs | tee target/bench.json
	$(STEP) "score" cargo build --locked --quiet --release -p runwright-score
	@test -x target/cp-sat/bin/python || { python3 -m venv target/cp-sat && target/cp-sat/bin/pip install --quiet ortools==9.15.6755; }
	target/cp-sat/bin/python scripts/packing_bench.py target/release/score | tee target/packing.json

fuzz: ## feed generated texts to what reads YAML, TOML, Corefiles and links (FUZZ_SECONDS each, ONLY=target)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run.sh $(ONLY)

golden: ## write the expected bundles of tests/golden anew
	$(STEP) "golden files" env UPDATE_GOLDEN=1 cargo test --locked --quiet -p runwright-engine --features documents --test golden
	$(STEP) "golden reports" env UPDATE_GOLDEN=1 cargo test --locked --quiet -p runwright-sizing --test report

shots: setup-test dist ## take the README's screenshots into docs/img
	@SHOTS=1280-light-en node tests/browser/shots.mjs docs/img capacity
	@SHOTS=1280-dark-zh node tests/browser/shots.mjs docs/img dns
	@SHOTS=390-light-en node tests/browser/shots.mjs docs/img overview

setup: ## install what a build needs
	@scripts/setup.sh wasm

setup-test: ## install what the tests need
	@scripts/setup.sh test

clean: ## remove what was built; installed tools stay
	cargo clean --quiet
	rm -rf dist test-results
