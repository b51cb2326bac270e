# Two commands on a fresh machine with Python >= 3.11 and make: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
APP := .venv/.app
DEV := .venv/.dev

.PHONY: run setup test nightly audit lint types laws bench bench-checkers bench-generators bench-screens fuzz mutants reference shots clean

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
	@$(BIN)/python -m pytest -n auto --dist worksteal

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

bench-screens: $(DEV)
	@$(BIN)/python -m tests.screens_bench

bench-checkers: $(DEV) .peers/.ready
	@$(BIN)/python -m tests.peers

bench-generators: $(DEV) .peers/.ready
	@$(BIN)/python -m tests.peers.generators

.peers/.ready:
	@echo 'Setting up the peers in .peers (once) ...' >&2
	@$(PYTHON) -m venv .peers/venv
	@.peers/venv/bin/python -m pip install --quiet --disable-pip-version-check 'math-verify[antlr4_13_2]==0.9.0' \
	  reasoning-gym==0.1.25 mathgenerator==1.5.0
	@$(PYTHON) -m venv .peers/old
	@.peers/old/bin/python -m pip install --quiet --disable-pip-version-check mathematics_dataset==1.0.1 \
	  sympy==1.5.1 'numpy<2' 'setuptools<80'
	@if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --prefix .peers \
	  @cortex-js/compute-engine@0.140.0 @khanacademy/kas@2.2.3; \
	  else echo 'Without npm Compute Engine and KAS are left out.' >&2; fi
	@touch $@

fuzz: $(DEV)
	@$(BIN)/python -m tests.fuzz

mutants: $(DEV)
	@$(BIN)/python -m tests.mutants

reference: $(DEV)
	@$(BIN)/python -m tests.reference

shots: $(DEV)
	@$(BIN)/python -m tests.shots

clean:
	rm -rf .venv .peers shots dist build
