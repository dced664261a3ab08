# make run and make test need python3 (3.11 or newer), make and git, nothing else: they set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Where it is set to write no bytecode, each of the many processes would compile all modules anew: a second for a service.
export PYTHONDONTWRITEBYTECODE :=

# FAST=1 (make run FAST=1, make bench FAST=1, make quality FAST=1) reads with the coder as mypyc compiles it, twice as fast. It needs a C
# compiler, and three minutes of the processor, shared among all cores, whenever the code has changed.
ifdef FAST
COMPILED := build/fast/done
export PYTHONPATH := $(CURDIR)/build/fast:$(CURDIR)
export PYTHONSAFEPATH := 1
endif

.DEFAULT_GOAL := help
.PHONY: help run test check bench quality docs format lock clean

help:  ## what there is to make
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: $(VENV)/run.done $(COMPILED)  ## bring everything up with the seeds: the page, the timeline, the alerts
	@$(BIN)/tocsin up --seeds seeds

test: $(VENV)/dev.done  ## run all tests, with real Valkey, SQLite and HTTP
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev.done  ## lint, types, import contracts, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/dev.done $(COMPILED)  ## speed, each figure beside a ceiling measured in the same run
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench
	$(BIN)/python -m bench.uploading
	$(BIN)/python -m bench.asking
	$(BIN)/python -m bench.following

quality: $(VENV)/dev.done $(COMPILED)  ## how well texts are read: make quality SETS=folder of labelled sets
	$(BIN)/python -m bench.quality "$(SETS)"

docs: $(VENV)/dev.done  ## write anew what the docs list: settings, endpoints, rules, messages
	$(BIN)/python docs/generate.py

format: $(VENV)/dev.done  ## put the code into form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: $(VENV)/dev.done  ## pin every dependency anew
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --extra build \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --extra build --extra dev \
		-c requirements.lock pyproject.toml -o requirements-dev.lock
	printf 'mypy\ntypes-PyYAML\n' | $(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header \
		-c requirements-dev.lock - -o requirements-compile.lock

clean:  ## remove what was set up; data stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "tocsin needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Set PYTHON=…"; exit 1; }
	@echo "setting up: a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

# One stamp for running, one for developing; the second has all of the first.
$(VENV)/run.done: requirements.lock pyproject.toml | $(BIN)/python
	@test -e $(VENV)/dev.done || { echo "installing what the lock pins (once, about half a minute) …"; \
		$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "installing what the development lock pins (once, about a minute) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.done

build/fast/done: $(shell find tocsin services -type f -not -name '*.pyc') setup.py | $(VENV)/dev.done
	@echo "compiling the coder (a minute or two) …"
	@TOCSIN_COMPILE=1 PYTHONPATH= PYTHONSAFEPATH= $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps \
		--no-build-isolation --upgrade --target build/fast . && touch $@
