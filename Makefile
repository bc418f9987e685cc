# Bản Thảo: everything a developer runs. `make` alone lists the targets.
#
# Each step says what it does, and the first one that fails stops everything with a clear line
# (tests/rig/step.sh). What is missing on Debian or Ubuntu is installed first (tests/rig/install.sh).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

STEP := tests/rig/step.sh
INSTALL := tests/rig/install.sh
SESSION := tests/rig/session.sh
# npm writes this file last, so it stands for all the packages of the window.
UI_PACKAGES := ui/node_modules/.package-lock.json
NEXTEST := cargo nextest run --workspace --locked

# SQLCipher uses the system's OpenSSL while we develop: building the vendored one takes a minute and a half more.
export OPENSSL_NO_VENDOR := 1
# One folder for all that is built, also the tools that are installed on demand.
export CARGO_TARGET_DIR := $(CURDIR)/target
export PATH := $(CURDIR)/target/tools/bin:$(PATH):$(HOME)/.cargo/bin
# Nothing is written outside this folder but cargo's own downloads.
export npm_config_cache := $(CURDIR)/target/npm-cache
export npm_config_audit := false
export npm_config_fund := false
export npm_config_update_notifier := false
# Colour where a person looks; incremental builds where someone goes on working, not for one run from cold.
ifeq ($(CI),true)
export CARGO_INCREMENTAL := 0
export CARGO_TERM_COLOR := never
export CARGO_TERM_PROGRESS_WHEN := never
endif

.PHONY: help
help: ## Lists these targets
	@echo 'Bản Thảo. Targets:'
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' | column -t -s '|'

# ---------------------------------------------------------------- for everyone

.PHONY: run
run: ## Installs what is missing and opens the desk; without a display it plays the tour instead
ifneq ($(strip $(DISPLAY)$(WAYLAND_DISPLAY)),)
	@$(STEP) 'Looking for Rust, Node and the system packages to build with' $(INSTALL) check build
	@$(MAKE) --no-print-directory ui
	@$(STEP) 'Building the desk, its command line and the portal' cargo build --workspace --locked --bins
	@echo; echo 'Opening the window: the desk that is here, else a sample board to practise with. The README names its folder.'
	@exec target/debug/banthao --practice
else
	@echo 'There is no display here: playing the main path by the command line instead, with pictures in target/tour/.'
	@$(MAKE) --no-print-directory tour
endif

.PHONY: tour
tour: ## Plays the main path with a portal and its desks, and takes pictures into target/tour/
	@$(STEP) 'Looking for Rust, Node, the system packages and tauri-driver' $(INSTALL) check build window site tools tauri-driver
	@$(MAKE) --no-print-directory ui
	@$(STEP) 'Building the desk, its command line and the portal' cargo build --workspace --locked --bins
	@$(STEP) 'Playing the main path' tests/rig/tour.sh

.PHONY: test
test: ## Installs what is missing and runs every check and every test
	@$(STEP) 'Looking for Rust, Node, the system packages and the test tools' \
		$(INSTALL) check build window typing site tools cargo-nextest tauri-driver
	@$(STEP) 'Form of the Rust code (cargo fmt)' cargo fmt --all --check
	@$(MAKE) --no-print-directory ui-test ui
	@$(MAKE) --no-print-directory clippy
	@$(STEP) 'Building all programs and tests' cargo build --workspace --locked --bins --tests
	@$(STEP) 'Tests of the rules, the store, the sync, the portal and the desk; the simulation; faults' $(NEXTEST)
	@$(STEP) 'Documentation without a warning (cargo doc)' \
		env RUSTDOCFLAGS='-D warnings' cargo doc --workspace --locked --no-deps
	@$(STEP) 'Examples in the documentation' cargo test --workspace --locked --doc --quiet
	@$(MAKE) --no-print-directory site-test window-test typing-test
	@printf '\nmake test: every check and every test passed.\n'

.PHONY: lint
lint: ## Checks form, clippy, types and documentation, without running tests
	@$(STEP) 'Looking for Rust, Node and the system packages to build with' $(INSTALL) check build
	@$(STEP) 'Form of the Rust code (cargo fmt)' cargo fmt --all --check
	@$(MAKE) --no-print-directory ui-lint ui clippy
	@$(STEP) 'Documentation without a warning (cargo doc)' \
		env RUSTDOCFLAGS='-D warnings' cargo doc --workspace --locked --no-deps

.PHONY: fmt
fmt: $(UI_PACKAGES) ## Puts all code into its form
	@$(STEP) 'Rust' cargo fmt --all
	@$(STEP) 'The window' npm --prefix ui run --silent format

.PHONY: build
build: ## Builds the release programs into target/release
	@$(STEP) 'Looking for Rust, Node and the system packages to build with' $(INSTALL) check build
	@$(MAKE) --no-print-directory ui
	@$(STEP) 'Release build of the desk, its command line and the portal' \
		env -u OPENSSL_NO_VENDOR cargo build --workspace --locked --release --bins

.PHONY: sim-long
sim-long: ## Runs a million schedules of the simulation and the longer exhaustive worlds (hours)
	@$(STEP) 'Looking for Rust, Node, the system packages and cargo-nextest' $(INSTALL) check build tools cargo-nextest
	@$(MAKE) --no-print-directory ui
	@$(STEP) 'A million schedules' env SIMULATION_SEEDS=$${SIMULATION_SEEDS:-1000000} \
		$(NEXTEST) --release --profile sim-long --no-capture

.PHONY: bench
bench: ## Measures what the design promises, as ratios within one run
	@$(STEP) 'Looking for Rust, Node, the system packages, Chromium and tauri-driver' \
		$(INSTALL) check build window site tools tauri-driver
	@$(MAKE) --no-print-directory ui
	@$(STEP) 'Release build of what is measured' \
		cargo build --workspace --locked --release --bins --example empty_window --features banthao/empty-window
	@$(STEP) 'Measuring, also the real window under a virtual display' \
		$(SESSION) -- cargo bench --workspace --locked --features banthao/empty-window --bench '*'
	@$(STEP) 'Measuring the opening of 100,000 items' env ITEMS=100000 cargo bench --workspace --locked --bench first_sync
	@$(STEP) 'Measuring the window in Chromium' npm --prefix ui run --silent bench

.PHONY: audit
audit: $(UI_PACKAGES) ## Checks licences, sources, unused dependencies and known advisories (needs the network)
	@$(STEP) 'Looking for Rust, Node and the audit tools' $(INSTALL) check tools cargo-deny cargo-machete
	@$(STEP) 'Licences, sources and doubles' cargo deny --workspace --locked check licenses bans sources
	@$(STEP) 'Dependencies that nothing uses' cargo machete
	@$(STEP) 'Known advisories, Rust (fetches the advisory database)' cargo deny --workspace --locked check advisories
	@$(STEP) 'Known advisories, the window' npm --prefix ui audit --audit-level=high

# ---------------------------------------------------------------- the parts of the above

# The window's pages: src-tauri embeds ui/dist when it compiles, so this always comes first.
.PHONY: ui
ui: ui/dist/index.html

ui_sources := $(shell find ui src-tauri/crates/portal/assets -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -print 2>/dev/null)

ui/dist/index.html: $(UI_PACKAGES) $(ui_sources)
	@$(STEP) 'Building the pages of the window (ui/dist)' npm --prefix ui run --silent build
	@touch $@

$(UI_PACKAGES): ui/package.json ui/package-lock.json
	@$(STEP) 'Fetching the packages of the window (npm ci)' npm --prefix ui ci
	@touch $@

.PHONY: ui-lint
ui-lint: $(UI_PACKAGES)
	@$(STEP) 'Types of the window (svelte-check)' npm --prefix ui run --silent check
	@$(STEP) 'Form of the window (eslint, prettier)' npm --prefix ui run --silent lint

.PHONY: ui-test
ui-test: ui-lint
	@$(STEP) 'Tests of the window without a window (vitest)' npm --prefix ui run --silent test

.PHONY: clippy
clippy: ui
	@$(STEP) 'clippy, warnings are errors' cargo clippy --workspace --locked --all-targets --quiet -- -D warnings

.PHONY: site-test
site-test: ui
	@$(STEP) 'The public site in Chromium' $(NEXTEST) --profile site
	@$(STEP) 'The window in Chromium, accessibility' npm --prefix ui run --silent a11y

.PHONY: window-test
window-test: ui
	@$(STEP) 'The real window under a virtual display' timeout 1200 $(SESSION) -- $(NEXTEST) --profile window

.PHONY: typing-test
typing-test: ui
	@$(STEP) 'Vietnamese by Telex, with real keys and fcitx5' timeout 900 $(SESSION) --ime fcitx -- $(NEXTEST) --profile typing
	@$(STEP) 'Vietnamese by VNI' env SESSION_TYPING=VNI timeout 900 $(SESSION) --ime fcitx -- $(NEXTEST) --profile typing

.PHONY: typing-record
typing-record: ## Records case by case how Vietnamese comes out with ibus, which nobody promises, into target/typing-ibus.txt
	@$(STEP) 'Looking for Rust, Node, the system packages and the test tools' \
		$(INSTALL) check build window ibus tools cargo-nextest tauri-driver
	@$(MAKE) --no-print-directory ui
	@$(STEP) 'Building the desk and its command line' cargo build --workspace --locked --bins
	@rm -f target/typing-ibus.txt
	@$(STEP) 'Typing with ibus' env TYPING_RECORD=$(CURDIR)/target/typing-ibus.txt timeout 1800 $(SESSION) --ime ibus -- $(NEXTEST) --profile typing
	@cat target/typing-ibus.txt
