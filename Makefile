# dateline: every command that a newcomer needs. `make demo` and `make test` set up what they need by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BROKER ?=
FEED ?=

.PHONY: help env dev demo test test-delivery lint format schemas schemas-check bench evaluate gazetteer models lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: $(VENV)/.local  ## the Python environment with the dateline command and a local Kafka
dev: $(VENV)/.dev

# One line each for the two things that can be missing; the rest is installed from hash-pinned files.
$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "dateline needs Python 3.11 or newer: install it, or say which: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "dateline needs Python 3.11 or newer, $(PYTHON) is $$($(PYTHON) -V 2>&1): install one, or say which: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) lacks venv: install it (Debian, Ubuntu: apt install python3-venv) and run make again" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.local: requirements/local.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up .venv: a minute, once"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/local.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.local
	@echo "Adding the tools for tests"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: env  ## the whole product on your screen; BROKER=host:port uses your Kafka, FEED=path your pages
	@$(BIN)/dateline demo $(if $(BROKER),--broker $(BROKER)) $(if $(FEED),--feed $(FEED))

test: dev  ## the tests, on a real Kafka (under 10 minutes on 2 cores)
	@$(BIN)/python -m pytest -m "not long"

test-delivery: dev  ## the long half of the delivery tests
	@$(BIN)/python -m pytest -m long

lint: dev  ## format, lint and type checks
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: dev  ## put the code into form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

schemas: dev  ## write schemas/ anew from streams/records.py
	@$(BIN)/python -m schemas

schemas-check: dev
	@$(BIN)/python -m schemas --check

evaluate: dev  ## quality, against the data sets in DATA (default ../shared/data)
	@$(BIN)/python -m evaluation report $(if $(DATA),--data $(DATA))

bench: dev  ## speed and memory beside peers, in some minutes; QUICK=1 for a first look
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@$(BIN)/python -m bench $(if $(QUICK),--quick)

gazetteer: dev  ## build streams/data/gazetteer.npz anew from its tables
	@$(BIN)/python -m evaluation.training.gazetteer

models: dev  ## train what is trained anew, from the data sets in ../shared/data
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/models.txt
	@$(BIN)/python -m evaluation.training.salience
	@$(BIN)/python -m evaluation.training.lexicon $(if $(PUBLIC),--public $(PUBLIC))
	@$(BIN)/python -m evaluation.training.names $(if $(PUBLIC),--public $(PUBLIC))
	@$(BIN)/python -m evaluation.training.events
	@$(BIN)/python -m evaluation.training.incidents
	@$(BIN)/python -m evaluation.training.stories
	@$(BIN)/python -m evaluation.training.titles $(if $(PUBLIC),--public $(PUBLIC))
	@$(BIN)/python -m evaluation.training.lines ../shared/data/extraction --form html --nets 3 --epochs 20 $(if $(PUBLIC),--public $(PUBLIC))
	@$(BIN)/python -m evaluation.training.lines ../shared/data/extraction --form text --nets 2 --epochs 20 $(if $(PUBLIC),--public $(PUBLIC))

lock:  ## pin every dependency anew
	@for set in "run:" "local:--extra broker --extra lock" "dev:--extra broker --extra test --extra lint --extra build --extra lock" "bench:--extra bench" "models:--extra models"; do \
	  $(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate pyproject.toml $${set#*:} -o requirements/$${set%%:*}.txt || exit 1; done

clean:  ## remove what make made here
	rm -rf $(VENV) .dateline
