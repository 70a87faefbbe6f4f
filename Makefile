# The five commands of the house. Everything they need they install into .venv and node_modules.
SHELL := /bin/bash
VENV  := .venv
# Debian's own Python where it is new enough: it is built with optimisation, others often are not.
PYTHON ?= $(shell for p in /usr/bin/python3 python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
BIN   := $(VENV)/bin

.PHONY: help setup run test check bench

help: ## show this
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.dev-stamp ## install everything into .venv and build the assets
	@$(BIN)/python -m qunce.ui.assets
	@$(BIN)/qunce messages --compile-only --quiet
	@$(BIN)/qunce collectstatic --noinput --verbosity 0

run: $(VENV)/.run-stamp ## start everything; the first time with a made-up city
	@$(BIN)/python -m qunce.ui.assets
	@$(BIN)/qunce run --demo

test: setup ## run the tests
	@$(BIN)/python -m pytest -q -n 2 tests

check: setup ## style, types, imports, templates, words
	@bash scripts/check

bench: setup $(VENV)/.peers-stamp ## measure, and print ratios
	@$(BIN)/python bench

$(VENV)/bin/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Qunce needs Python 3.11 or newer with venv (Debian: apt install python3-venv)."; exit 1; }
	@echo "· Python environment in $(VENV) ($(PYTHON))"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.run-stamp: $(VENV)/bin/uv requirements/run.txt pyproject.toml
	@echo "· Libraries"
	@UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-stamp: $(VENV)/.run-stamp requirements/dev.txt
	@echo "· Tools for development"
	@UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.peers-stamp: $(VENV)/.dev-stamp requirements/peers.txt
	@echo "· Peers to measure beside"
	@UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/peers.txt
	@touch $@
