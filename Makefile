# distmap: `make run` and `make test` need Python 3.11 or newer and nothing else.

# The first Python that runs and is new enough; else python3, which then says what is wrong with it.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && exit; done; \
	command -v python3)
PORT ?= 8000
DATA ?= data
VENV = .venv/bin
MANAGE = DISTMAP_DATA="$(DATA)" $(VENV)/python manage.py
STYLES = static/css reports/renderers/*.css
PACKAGES = distmap evaluations comparisons reports channels_catalog workspaces

# What `make check` makes, one after the other; all of them, whichever fail.
CHECKS = lint types contracts templates migrations catalog schema-is-written

.DEFAULT_GOAL := help
.PHONY: help run dev test cover check format $(CHECKS) schema backtest bench faults oldest-numpy durations lock clean base environment

help:  ## Show what can be made
	@echo "make run [PORT=8123] [DATA=folder]   run distmap here: web server and worker, with a demo workspace"
	@echo "make dev [PORT=8123] [DATA=folder]   the same, with a web server and a worker that follow every change of the code"
	@echo "make test [ARGS='tests/api -x']      everything the tests need, then all tests, or those of ARGS (pytest's words)"
	@echo "make cover [ARGS=…]                  the tests on SQLite, and which lines and branches they leave out"
	@echo "make check                           format, lint, types, layers, templates, migrations, catalog, API schema"
	@echo "make format                          bring the code into the form that make check asks for"
	@echo "make bench                           measure pages, API and scoring against their floors and rivals"
	@echo "make faults [ARGS='100 100 0']       what so many slow senders, readers and heads do to a normal client"
	@echo "make oldest-numpy                    the scoring core's tests on the oldest numpy it runs on, without Django"
	@echo "make catalog                         check the catalog's files"
	@echo "make backtest                        hold the methods against public cases of which the end is known"
	@echo "make schema                          write docs/openapi.yaml anew, after any change of the API"
	@echo "make durations                       keep how long the tests took here, for fresh machines to deal them out by"
	@echo "make lock                            compile requirements/*.txt anew from pyproject.toml (needs uv)"
	@echo "make clean                           remove the environment and caches; data stays"

base:
	@$(if $(PYTHON),,echo "No python3 was found. Install Python 3.11 or newer." && exit 1;)"$(PYTHON)" requirements/install.py base

environment:
	@$(if $(PYTHON),,echo "No python3 was found. Install Python 3.11 or newer." && exit 1;)"$(PYTHON)" requirements/install.py dev

run: base  ## Run it here
	@DISTMAP_DATA="$(DATA)" exec $(VENV)/python manage.py up --port "$(PORT)"

dev: environment  ## Run it here while you change it
	@DISTMAP_DATA="$(DATA)" DISTMAP_DEBUG=1 exec $(VENV)/python manage.py up --reload --port "$(PORT)"

test: environment  ## Run all tests on every database, broker and browser that is to be had
	@exec $(VENV)/python tests/run.py $(ARGS)

cover: environment  ## The tests on SQLite, and what they leave out
	$(VENV)/coverage erase
	DISTMAP_DATA="$(DATA)" $(VENV)/coverage run -m pytest -n auto --dist loadgroup $(ARGS); \
	$(VENV)/coverage combine --quiet && $(VENV)/coverage report --show-missing --skip-covered

check: environment  ## All static checks
	@failed=; for part in $(CHECKS); do \
		echo "--- $$part"; $(MAKE) --no-print-directory $$part || failed="$$failed $$part"; \
	done; \
	if [ -n "$$failed" ]; then echo "make check: FAILED:$$failed"; exit 1; fi; echo "make check: all passed"

format: environment
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .
	$(VENV)/djangofmt --quiet templates
	$(VENV)/oxfmt $(STYLES)

lint: environment
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .

types: environment
	DISTMAP_DATA="$(DATA)" $(VENV)/mypy $(PACKAGES)

contracts: environment
	$(VENV)/lint-imports

templates: environment
	$(VENV)/djlint --lint --quiet templates
	$(VENV)/djangofmt --check --quiet templates
	$(VENV)/oxfmt --check $(STYLES)

migrations: environment
	$(MANAGE) makemigrations --check --dry-run

catalog: environment
	$(MANAGE) load_catalog --check

backtest: environment  ## Hold the methods against history
	$(MANAGE) backtest

schema: environment  ## Write the API's description anew; commit it with the change that it tells of
	$(MANAGE) spectacular --validate --fail-on-warn --file docs/openapi.yaml

schema-is-written: environment
	@written="$$(mktemp)"; trap 'rm -f "$$written"' EXIT; \
	$(MANAGE) spectacular --validate --fail-on-warn --file "$$written" && \
	{ cmp -s "$$written" docs/openapi.yaml || { echo "docs/openapi.yaml is not what the code says: run make schema, and commit it with your change."; exit 1; }; }

durations:
	cp .durations.json tests/durations.json

bench: environment
	$(VENV)/python tests/bench/run.py $(ARGS)

faults: environment  ## What slow clients do to a normal one
	$(VENV)/python tests/bench/faults.py $(ARGS)

oldest-numpy:
	"$(PYTHON)" -m venv .venv-numpy
	.venv-numpy/bin/pip install --quiet numpy==1.26.4 scipy pytest hypothesis pyyaml
	.venv-numpy/bin/python -m pytest -c /dev/null --rootdir . --noconftest -p tests.counts -p no:cacheprovider -W ignore -q tests/scoring

lock:
	uv pip compile pyproject.toml --universal -p 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/base.txt
	uv pip compile pyproject.toml --extra s3 --universal -p 3.11 --generate-hashes --no-header --no-annotate -q -c requirements/base.txt -o requirements/s3.txt
	uv pip compile pyproject.toml --extra dev --universal -p 3.11 --generate-hashes --no-header --no-annotate -q -c requirements/base.txt -o requirements/dev.txt

clean:
	rm -rf .venv .venv-numpy .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles .fonts
