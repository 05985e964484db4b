# make demo   set up, capture the fictional platforms in three editions, print a summary, serve the atlas (SERVE=0 stops after the summary)
# make test   set up and run the whole test suite
# make check  lint, types, import contracts
# make data   unpack the shared data, where it stands beside the checkout, into var/data
# make gates  quality gates of evaluation/ against floors.json, on the shared data

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
SHARED ?= ../shared/data
WORKERS ?= 2

.PHONY: demo test check data gates setup clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Clause Atlas needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (first time: about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all,dev]'
	@touch $@

demo: setup
	$(BIN)/python -m clauseatlas.demo --home var/demo $(if $(filter 0,$(SERVE)),--no-serve)

test: setup
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

check: setup
	$(BIN)/ruff check src tests evaluation benchmarks training
	$(BIN)/ruff format --check src tests evaluation benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

data:
	@test -d $(SHARED) || { echo "no shared data at $(SHARED)"; exit 1; }
	mkdir -p var/data
	for archive in $(SHARED)/*.tar.xz; do tar -xJf $$archive -C var/data; done

$(VENV)/.trained: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train]'
	@touch $@

gates: setup data $(VENV)/.trained
	$(BIN)/python -m evaluation.gates

clean:
	rm -rf var/demo .pytest_cache .mypy_cache .ruff_cache build dist
