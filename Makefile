# Everything a newcomer needs. `make` alone lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Linli needs Python 3.11 or newer (PYTHON=python3.12 make run picks one)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up .venv (once, about a minute) ..."
	@$(BIN)/pip install -q --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Adding the test tools ..."
	@$(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: run
run: $(VENV)/.run ## Start Linli with a demo street on http://127.0.0.1:8000
	@$(BIN)/linli run --demo

# What is covered is measured where the tests are that must cover it: measuring costs half as much again.
PURE := model surveys matching digests exchange
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: test
test: $(VENV)/.dev ## Everything CI checks: lint, types, contracts, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(SIDE_BY_SIDE) --cov --cov-report= $(PURE:%=tests/%)
	$(BIN)/coverage report --fail-under=95
	$(BIN)/pytest $(SIDE_BY_SIDE) $(PURE:%=--ignore=tests/%)

.PHONY: fix
fix: $(VENV)/.dev ## Format the code and fix what ruff can fix by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(VENV)/.dev ## Print the benchmarks
	$(BIN)/python -m benchmarks

.PHONY: conformance
conformance: $(VENV)/.dev ## Compare surveys with the standard's own engines (recorded, and live where Node is)
	$(BIN)/python -m conformance

.PHONY: chaos
chaos: $(VENV)/.dev ## Kill the server 200 times, stop it 50 times, fill its disk, lock its database; see whether anything is lost
	$(BIN)/python -m chaos

.PHONY: golden
golden: $(VENV)/.dev ## Rewrite the golden dialogues (then read the diff)
	LINLI_REWRITE_GOLDEN=1 $(BIN)/pytest tests/dialogues

.PHONY: lock
lock: ## Renew the locked dependencies
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q pyproject.toml --extra telegram --extra postgres --extra fast --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade -o requirements/run.txt
	$(BIN)/uv pip compile -q pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements/run.txt -o requirements/dev.txt

.PHONY: clean
clean: ## Remove the environment (the data under var/ stays)
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
