# Two commands do everything on a fresh clone: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-lucene lint bench clean

demo: $(VENV)/.installed
	$(BIN)/icenews-nlp show examples/article.jsonl
	$(BIN)/icenews-nlp enrich examples/article.jsonl --output demo.jsonl
	@echo "The annotated document is in demo.jsonl (one line of JSON)."

# Two processes; a file of tests stays in one of them.
test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Needs a JDK and Lucene: apt-get install default-jdk-headless liblucene8-java
test-lucene: $(VENV)/.installed-dev
	$(BIN)/python -m pytest tests/search/lucene/check_lucene.py

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/speed.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $(VENV)/.installed $@

clean:
	rm -rf $(VENV) dist build demo.jsonl
