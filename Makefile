# What people and CI run. Everything is installed into .venv and frontend/node_modules; nothing outside.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
STATE := .surgeline
ONE_AT_A_TIME := $(if $(shell command -v flock),flock $(STATE)/setup.lock)
NPM := cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm
COMPILE := $(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --root-user-action=ignore

# A stamp is the hash of what a step was made from: an unchanged one is not made again.
PYTHON_STAMP = { pwd; $(PYTHON) --version; sha256sum requirements/dev.txt; } | sha256sum
COMMAND_STAMP = sha256sum pyproject.toml
MODULES_STAMP = sha256sum frontend/package.json frontend/package-lock.json | sha256sum
BOARD_STAMP = find frontend -name node_modules -prune -o -name coverage -prune -o -type f -print0 \
	| LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum

.PHONY: help setup setup-python setup-board demo test check torture bench bench-quick types screenshots lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: ## install everything into .venv and build the board; quick when nothing changed
	@mkdir -p $(STATE)
	@$(ONE_AT_A_TIME) $(MAKE) setup-python setup-board

setup-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Surgeline needs Python 3.11 or newer as '$(PYTHON)'; name another one: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@stamp="$$($(PYTHON_STAMP))"; \
	if [ "$$stamp" != "$$(cat .venv/.stamp 2>/dev/null)" ]; then \
		echo "== Python packages, into .venv (a minute or two)"; \
		rm -f .venv/.stamp; \
		$(PYTHON) -m venv --clear .venv; \
		$(INSTALL) --require-hashes --only-binary :all: -r requirements/dev.txt; \
		echo "$$stamp" > .venv/.stamp; \
	fi
	@stamp="$$($(COMMAND_STAMP))"; \
	if [ "$$stamp" != "$$(cat .venv/.command-stamp 2>/dev/null)" ]; then \
		echo "== the surgeline command"; \
		$(INSTALL) --quiet --no-deps --no-build-isolation --editable .; \
		echo "$$stamp" > .venv/.command-stamp; \
	fi

setup-board:
	@stamp="$$($(MODULES_STAMP))"; \
	if [ "$$stamp" != "$$(cat frontend/node_modules/.stamp 2>/dev/null)" ]; then \
		echo "== the board's packages, into frontend/node_modules"; \
		($(NPM) ci --ignore-scripts --no-audit --no-fund); \
		echo "$$stamp" > frontend/node_modules/.stamp; \
	fi
	@stamp="$$($(BOARD_STAMP))"; \
	if [ "$$stamp" != "$$(cat $(STATE)/board.stamp 2>/dev/null)" ] || [ ! -f app/web/index.html ]; then \
		echo "== building the board, into app/web"; \
		rm -f $(STATE)/board.stamp; \
		($(NPM) run build); \
		echo "$$stamp" > $(STATE)/board.stamp; \
	fi

demo: setup ## a simulated winter Monday on a live board; ARGS="--help" lists its options
	@$(BIN)/surgeline demo $(ARGS)

test: setup ## every test; ARGS="tests/unit -k hold" runs some
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest $(or $(ARGS),-n 2 --dist loadfile --no-loadscope-reorder)

check: setup ## what CI checks besides the tests: style, types, layers, packs, cards, policies, board
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/surgeline packs check
	$(BIN)/surgeline cards check
	$(BIN)/surgeline policies check --system blmk
	$(NPM) run check

torture: setup ## real processes killed, frozen, cut, flooded; ARGS="kill two --ci"
	@$(BIN)/python -m tests.torture $(ARGS)

bench: setup ## goals of docs/performance.md against their peers, in full
	@$(INSTALL) --quiet --require-hashes --only-binary :all: -r requirements/bench.txt
	@$(BIN)/python -m tests.bench $(ARGS)

bench-quick: setup ## the same in under two minutes
	@$(INSTALL) --quiet --require-hashes --only-binary :all: -r requirements/bench.txt
	@$(BIN)/python -m tests.bench --quick $(ARGS)

types: setup ## the board's TypeScript types from the service's OpenAPI document
	$(BIN)/surgeline openapi > $(STATE)/openapi.json
	mv $(STATE)/openapi.json frontend/openapi.json
	$(NPM) run types

screenshots: setup ## the pictures of the README, of a demo of its own; needs Chromium
	@$(BIN)/python -m tests.pictures $(ARGS)

lock: setup ## choose versions anew and write requirements/; ARGS=--upgrade takes the newest
	$(COMPILE) pyproject.toml -o requirements/runtime.txt $(ARGS)
	$(COMPILE) pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt $(ARGS)
	$(COMPILE) --group bench -c requirements/dev.txt -o requirements/bench.txt $(ARGS)

clean: ## remove what the other targets made in this folder
	rm -rf .venv $(STATE) app/web dist frontend/node_modules frontend/coverage
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
