# Two commands on a fresh machine with Python >= 3.11 and make: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
APP := .venv/.app
DEV := .venv/.dev

.PHONY: run setup test nightly audit lint types laws bench shots clean

run: $(APP)
	@$(BIN)/nabla

setup: $(DEV)

$(APP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Nabla needs Python 3.11 or newer; name one: make PYTHON=python3.12 run' >&2; exit 1; }
	@echo 'Setting up .venv (once, about a minute) ...' >&2
	@$(PYTHON) -m venv .venv
	@$(PIP) 'pip>=25.1'
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(DEV): $(APP)
	@echo 'Adding the tools for tests (once) ...' >&2
	@$(PIP) -c constraints.txt --group dev
	@touch $@

test: $(DEV)
	@$(BIN)/python -m pytest

nightly: $(DEV)
	@HYPOTHESIS_PROFILE=exploring $(BIN)/python -m pytest -m 'slow or not slow'

audit: $(DEV)
	@$(BIN)/python -m tests.audit

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV)
	@$(BIN)/mypy

laws: $(DEV)
	@$(BIN)/lint-imports

bench: $(DEV)
	@$(BIN)/python -m tests.bench

shots: $(DEV)
	@$(BIN)/python -m tests.shots

clean:
	rm -rf .venv shots dist build
