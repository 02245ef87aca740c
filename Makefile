# distmap: `make run` and `make test` need Python 3.11 or newer and nothing else.

# The first Python that runs and is new enough; else python3, which then says what is wrong with it.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && exit; done; \
	command -v python3)
PORT ?= 8000
DATA ?= data
VENV = .venv/bin
MANAGE = DISTMAP_DATA="$(DATA)" $(VENV)/python manage.py
PACKAGES = distmap evaluations comparisons reports channels_catalog workspaces

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types contracts templates schema schema-is-written catalog bench oldest-numpy lock clean base dev

help:  ## Show what can be made
	@echo "make run [PORT=8123] [DATA=folder]   run distmap here: web server and worker, with a demo workspace"
	@echo "make test                            everything the tests need, then all tests"
	@echo "make check                           format, lint, types, layers, templates, migrations, catalog, API schema"
	@echo "make bench                           measure pages, API and scoring against their floors and rivals"
	@echo "make oldest-numpy                    the scoring core's tests on the oldest numpy it runs on, without Django"
	@echo "make catalog                         check the catalog's files"
	@echo "make schema                          write docs/openapi.yaml anew, after any change of the API"
	@echo "make lock                            compile requirements/*.txt anew from pyproject.toml (needs uv)"
	@echo "make clean                           remove the environment and caches; data stays"

base:
	@$(if $(PYTHON),,echo "No python3 was found. Install Python 3.11 or newer." && exit 1;)"$(PYTHON)" requirements/install.py base

dev:
	@$(if $(PYTHON),,echo "No python3 was found. Install Python 3.11 or newer." && exit 1;)"$(PYTHON)" requirements/install.py dev

run: base  ## Run it here
	@DISTMAP_DATA="$(DATA)" exec $(VENV)/python manage.py up --port "$(PORT)"

test: dev  ## Run all tests on every database, broker and browser that is to be had
	@exec $(VENV)/python tests/run.py $(ARGS)

check: dev lint types contracts templates catalog schema-is-written  ## All static checks
	$(MANAGE) makemigrations --check --dry-run

format: dev
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

lint: dev
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .

types: dev
	DISTMAP_DATA="$(DATA)" $(VENV)/mypy $(PACKAGES)

contracts: dev
	$(VENV)/lint-imports

templates: dev
	$(VENV)/djlint --lint --quiet templates

catalog: dev
	$(MANAGE) load_catalog --check

schema: dev  ## Write the API's description anew; commit it with the change that it tells of
	$(MANAGE) spectacular --validate --fail-on-warn --file docs/openapi.yaml

schema-is-written: schema
	@git diff --quiet -- docs/openapi.yaml || { echo "docs/openapi.yaml was not what the code says. It is now: commit it with your change."; exit 1; }

bench: dev
	$(VENV)/python tests/bench/run.py $(ARGS)

oldest-numpy:
	"$(PYTHON)" -m venv .venv-numpy
	.venv-numpy/bin/pip install --quiet numpy==1.26.4 scipy pytest hypothesis pyyaml
	.venv-numpy/bin/python -m pytest -c /dev/null --rootdir . --noconftest -p tests.counts -p no:cacheprovider -W ignore -q tests/scoring

lock:
	uv pip compile pyproject.toml --universal -p 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/base.txt
	uv pip compile pyproject.toml --extra s3 --universal -p 3.11 --generate-hashes --no-header --no-annotate -q -c requirements/base.txt -o requirements/s3.txt
	uv pip compile pyproject.toml --extra dev --universal -p 3.11 --generate-hashes --no-header --no-annotate -q -c requirements/base.txt -o requirements/dev.txt

clean:
	rm -rf .venv .venv-numpy .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles
