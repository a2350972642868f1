# Two commands do everything: `make demo` and `make test`. Both set up uv and a virtual environment inside the checkout.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# The system's own Python where it is new enough: distributions build theirs with profiles, and checks take 0.87 of the time in it.
PYTHON ?= $(shell /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/python3 || echo python3)
UV := .uv/bin/uv
RUN := .venv/bin/
export UV_PROJECT_ENVIRONMENT := .venv
PYTEST := $(RUN)python -m pytest

.PHONY: help setup setup-dev system demo test compiled compiled-test format lint types architecture unit contract integration conformance browser coverage bench docs

help: ## Show what can be made
	@awk -F':.*## ' '/^[a-z -]+:.*## / {n = split($$1, names, " "); for (i = 1; i <= n; i++) printf "  make %-14s %s\n", names[i], $$2}' $(MAKEFILE_LIST)

$(UV): tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py

.venv/.runtime: $(UV) pyproject.toml uv.lock
	@$(UV) sync --quiet --locked --no-dev --python $(PYTHON)
	@touch $@

.venv/.dev: $(UV) pyproject.toml uv.lock
	@$(UV) sync --quiet --locked --python $(PYTHON)
	@touch $@ .venv/.runtime

setup: .venv/.runtime ## Set up what runs, in .venv

setup-dev: .venv/.dev ## Set up what tests and lints too

system: ## Install the programs that the tests need, through the system's package manager
	@bash tools/system-packages

demo: setup ## Scan the demo courses of a stand-in Canvas and show the reports (ARGS="--once --json")
	@$(RUN)curbcut demo $(ARGS)

test: system setup-dev lint types architecture compiled-test coverage ## Everything that CI runs

compiled: build/compiled/.made ## The package with a compiled HTML engine, in build/compiled (ADR 0032; needs a C compiler)

build/compiled/.made: .venv/.dev pyproject.toml tools/compiled_wheel.py tools/compile_modules.py tools/native_classes.py $(shell find src -name '*.py')
	@bash tools/compiled
	@touch $@

compiled-test: compiled ## The tests of the engine's rooms on the compiled engine
	@CURBCUT_ENGINE=compiled PYTHONPATH=build/compiled $(PYTEST) -q -n 2 tests/unit/documents/html tests/unit/rules \
	  tests/unit/scoring tests/unit/fixes/html tests/conformance/test_act.py

format: setup-dev ## Rewrite the code in the house's layout
	@$(RUN)ruff format src tests bench tools
	@$(RUN)ruff check --fix --quiet src tests bench tools

lint: setup-dev ## Layout and lint rules
	@$(RUN)ruff format --check --quiet src tests bench tools
	@$(RUN)ruff check --quiet src tests bench tools

types: setup-dev ## mypy, strict
	@$(RUN)mypy

architecture: setup-dev ## Import rules, catalogue, docs and scopes as declared
	@$(RUN)lint-imports --no-cache
	@$(PYTEST) -q tests/architecture

unit contract integration conformance browser: setup-dev ## The tests of that folder
	@$(PYTEST) -q tests/$@

coverage: setup-dev ## All tests, with coverage by branch and its floors
	@bash tools/coverage

bench: setup-dev ## Every benchmark, with figures
	@for bench in bench/*.py; do echo "== $$bench"; $(RUN)python $$bench || exit 1; done

docs: setup-dev ## Regenerate docs/reference from the code
	@$(RUN)python tools/reference.py
