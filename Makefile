# The verbs of the project. Each does the set-up it needs, from a bare clone on a fresh machine.
# Works with GNU make 3.81 and later.

VENV ?= .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-ready
DEV := $(VENV)/.dev-ready
CODE := src tests scripts $(wildcard benchmarks)
# More workers than cores only wait for each other; the slowest tests are a handful.
PYTEST_WORKERS ?= 2
export VENV PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types walls docs check-docs format lock clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: $(DEV) ## make .venv with everything that development needs

demo: $(RUNTIME) ## screen the example suppliers and write demo/report.html
	@mkdir -p demo
	@SOUSVEIL_WORKSPACE=demo/workspace $(BIN)/sousveil screen examples/suppliers.csv
	@SOUSVEIL_WORKSPACE=demo/workspace $(BIN)/sousveil screen examples/suppliers.csv -o demo/report.html
	@echo "The report is in demo/report.html: open it in a browser."

test: $(DEV) ## run the tests
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) $(PYTEST_FLAGS)

check: lint types walls check-docs test ## everything that must hold before a change goes in

lint: $(DEV) ## formatting and lint rules
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)

types: $(DEV) ## mypy, strict
	$(BIN)/mypy

walls: $(DEV) ## which room may import which
	$(BIN)/lint-imports

check-docs: $(DEV) ## that the documentation says what the program does
	$(BIN)/python scripts/check_docs.py
	$(BIN)/python scripts/check_source.py

docs: $(DEV) ## rewrite the generated parts of the documentation
	$(BIN)/python scripts/check_docs.py --write

format: $(DEV) ## format the code and sort its imports
	$(BIN)/ruff check --select I --fix $(CODE)
	$(BIN)/ruff format $(CODE)

lock: ## bring the lock files up to pyproject.toml (LOCKFLAGS=--upgrade: to the newest versions)
	@scripts/lock.sh $(LOCKFLAGS)

clean: ## remove the environment, the demo's output and every cache
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock pyproject.toml scripts/setup.sh
	@scripts/setup.sh runtime

$(DEV): requirements-dev.lock requirements.lock pyproject.toml scripts/setup.sh
	@scripts/setup.sh dev
