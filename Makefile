# Insatskoll. `make help` lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
HOME_DIR := $(or $(INSATSKOLL_HOME),var)
INBOX  ?= data/sample

.DEFAULT_GOAL := help
.PHONY: help setup demo refresh serve test test-full check types lint bench docs lock browser clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv from requirements.lock (nothing is installed twice)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or later is needed; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## the whole thing: a night on data/sample, then the dashboards at http://127.0.0.1:8050
	$(BIN)/insatskoll refresh --inbox data/sample --home $(HOME_DIR)
	$(BIN)/insatskoll serve --home $(HOME_DIR)

refresh: setup ## run the night on INBOX (default data/sample)
	$(BIN)/insatskoll refresh --inbox $(INBOX) --home $(HOME_DIR)

serve: setup ## serve the last published night at http://127.0.0.1:8050
	$(BIN)/insatskoll serve --home $(HOME_DIR)

check: setup ## lint, types, import rules and unit tests, in under two minutes
	@$(MAKE) --no-print-directory --jobs 2 --output-sync types lint
	$(BIN)/pytest -n 2 -m "not slow" tests/unit

types: setup
	$(BIN)/mypy

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt_project/models dbt_project/tests --disable-progress-bar --processes 2

browser: # what only the tests need, where it is missing: Debian's chromium and systemd-analyze
	@command -v chromium >/dev/null && command -v systemd-analyze >/dev/null || \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium systemd; }

test: setup browser check ## everything: check, integration, attack and browser tests
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow" tests/integration tests/attack tests/emission tests/browser

test-full: test ## `make test` and the longer trials
	$(BIN)/pytest -n 2 -m slow tests

bench: setup ## time and memory of the night, and of a page
	$(BIN)/python -m benchmarks.run

docs: setup ## generate docs/ from contract, rules and measures, and dbt's static page
	$(BIN)/python -m pipelines.docs

lock: setup ## resolve requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-strip-extras --no-annotate --no-header --quiet -o requirements.lock

clean: ## remove .venv and what runs wrote under var/
	rm -rf $(VENV) var
