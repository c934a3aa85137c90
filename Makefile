# Tongban 通办. `make run` starts everything; `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run setup test check gates ready quick bench clean clean-data

BIN := .venv/bin
NPM_CI = PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --no-audit --no-fund --loglevel=error
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

help: ## Say what can be made.
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: .venv/run.stamp node_modules/run.stamp ## Start everything on http://127.0.0.1:8000 (PORT changes it).
	@$(BIN)/python -m compileall -q src/tongban
	@exec $(BIN)/tongban run

setup: .venv/test.stamp node_modules/test.stamp ## Install all that work on the house needs.

test: ready ## Run the gates and then every test, in random order, in a browser too.
	@$(BIN)/pytest -n 2 --dist loadgroup

ready: gates
	@requirements/chromium.sh
	@$(BIN)/tongban messages --compile

check: gates ## Run the gates: style, contracts, types, migrations, translations, the house's promises.
	$(BIN)/pytest -q tests/house

gates: quick
	$(BIN)/mypy
	$(BIN)/tongban messages --check

quick: setup ## Run the gates that take a second.
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/lint-imports --no-logo
	$(BIN)/djhtml --check --tabwidth 4 src/tongban

bench: setup .venv/bench.stamp ## Measure, side by side with what else could be used.
	@$(BIN)/python -m benchmarks

clean: ## Remove what was made from the sources, the data excepted.
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src -name '*.mo' -delete -o -name '__pycache__' -prune -exec rm -rf {} +

# A stamp is younger than what it was made from, so nothing is installed twice.
.venv/made.stamp:
	@requirements/venv.sh
	@touch $@

.venv/run.stamp: .venv/made.stamp requirements/run.txt pyproject.toml
	@echo "Installing the Python packages …"
	@$(BIN)/python -m pip install -q --no-deps -r requirements/run.txt
	@$(BIN)/python -m pip install -q --no-deps -e .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements/test.txt
	@echo "Installing the packages for tests …"
	@$(BIN)/python -m pip install -q --no-deps -r requirements/test.txt
	@touch $@

.venv/bench.stamp: .venv/test.stamp requirements/bench.txt
	@echo "Installing the packages that are measured beside us …"
	@$(BIN)/python -m pip install -q --no-deps -r requirements/bench.txt
	@touch $@

node_modules/run.stamp: package-lock.json .npmrc | .venv/run.stamp
	@echo "Installing the front-end packages …"
	@$(NPM_CI) --omit=dev
	@touch $@

node_modules/test.stamp: package-lock.json .npmrc | .venv/run.stamp
	@echo "Installing the front-end packages …"
	@$(NPM_CI)
	@touch $@ node_modules/run.stamp
