# Two commands do everything: `make run` opens the graph, `make test` proves the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := $(VENV)/bench
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

# pip compiles what it copies, and leaves the files of an editable install to be compiled at every start where
# Python may write no bytecode.
COMPILE := $(BIN)/python -m compileall -q graphkit

.PHONY: run test test-coverage test-fast test-random test-fonts test-surroundings test-busy test-late test-pythons test-spark collected spark programs other-programs lint lint-python lint-script format docs bench bench-costs bench-desk bench-page bench-scale fuzz mutate clean

run: $(VENV)/installed
	@$(BIN)/graphkit open

# What the tests need besides Python packages: other programs, and the extra for FollowTheMoney.
programs: $(VENV)/installed-dev other-programs
	@[ $(VENV)/installed-ftm -nt $(VENV)/installed-dev ] || { $(PIP) --editable '.[ftm]' && touch $(VENV)/installed-ftm; }

other-programs:
	@sh tests/install_programs.sh

# Fixed hashes give the same examples everywhere; one process more than there are processors, since a browser is often
# waited for; one that is done takes tests from another. What pytest makes of the tests' code is kept, also where Python
# is told to write no bytecode: it takes ten seconds of each process.
PROCESSES := $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)
PYTEST := PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(PROCESSES) --maxprocesses 8 --dist worksteal

test: programs
	@$(PYTEST) --durations=20

# Keeps what pytest makes of the tests' code, which each process would make for itself at a first run.
collected: programs
	@-$(PYTEST) -n 0 --collect-only -qq >/dev/null

# The same, with the lines and branches that no test reaches; measuring makes it take about three times as long.
test-coverage: programs
	@$(PYTEST) --cov=graphkit --cov-report=term:skip-covered

# Between two edits: no slow tests, few tests in a browser, a third of the examples.
test-fast: programs
	@$(PYTEST) -q -m 'not slow' --hypothesis-profile=few

# Runs hypothesis with new examples, and prints how to repeat what it found.
MINUTES ?= 30
test-random: programs
	@cd tests && ../$(BIN)/python -m new_examples --minutes $(MINUTES)

# The page's tests with one family of fonts at a time: DejaVu, Liberation, Noto, TeX Gyre.
test-fonts: programs
	@cd tests && ../$(BIN)/python -m other_machines fonts

# All tests but the page's, in a C locale with short paths and with pipes of code page 1252 and long paths.
test-surroundings: programs
	@cd tests && ../$(BIN)/python -m other_machines surroundings

# All tests beside four busy processes.
test-busy: programs
	@cd tests && ../$(BIN)/python -m other_machines busy

# The tests that use a browser, where each frame comes late: what does not wait for a frame fails.
test-late: programs
	@cd tests && ../$(BIN)/python -m other_machines late

# All tests but the page's, with each supported Python; a missing one is named.
PYTHONS := $(wildcard $(HOME)/.pyenv/versions/3.*/bin $(HOME)/.local/share/uv/python/*/bin)
test-pythons: programs
	@PATH="$$PATH:$(subst $(eval ) ,:,$(PYTHONS))" $(BIN)/tox run

# The tests of the backends on a local Spark cluster, a master and two workers.
test-spark: spark
	@$(BIN)/python -m pytest tests/backends --spark

spark: $(VENV)/installed-spark
	@sh tests/install_programs.sh java

lint: lint-python lint-script

lint-python: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/lint/docstrings.py

lint-script:
	@sh tests/install_programs.sh lint
	tests/lint/node_modules/.bin/eslint --config tests/lint/eslint.config.js graphkit/page/static graphkit/desk/static
	tests/lint/node_modules/.bin/tsc --project tests/lint

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Builds the documents into a site under docs/_build; a broken link is an error.
docs: $(VENV)/installed-dev
	@$(BIN)/sphinx-build -W --keep-going -q docs docs/_build
	@echo "The site is docs/_build/index.html"

# Measures graphkit against its peers; DATA names the folder of the tables.
bench: $(BENCH)/installed
	$(BENCH)/bin/python -m benchmarks $(if $(DATA),--data $(DATA))

# Measures the page in Chromium beside sigma.js, and takes its pictures for the documents; DATA as above.
bench-page: $(VENV)/installed-dev
	@[ -d benchmarks/node_modules ] || npm ci --prefix benchmarks --silent
	@PYTHONPATH=tests $(BIN)/python -m benchmarks.page $(if $(DATA),--data $(DATA))

# Measures what each command costs on 100,000 relations, and writes benchmarks/COSTS_RESULTS.md.
bench-costs: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.costs $(if $(DATA),--data $(DATA)) $(if $(SPARE),--spare $(SPARE))

# Feeds damaged files and random commands to graphkit, and writes docs/fuzzing.md.
SECONDS ?= 600
SEED ?= 1
fuzz: programs
	@cd tests && ../$(BIN)/python -m fuzz --seconds $(SECONDS) --seed $(SEED) --report ../docs/fuzzing.md

# Mutation testing: changes one thing of a module at a time and runs the tests of that line; see docs/testing.md.
MODULES ?= temporal graph.filters queries
SAMPLE ?= 0
mutate: $(VENV)/installed-dev
	@cd tests && ../$(BIN)/python -m mutate $(MODULES) --sample $(SAMPLE) --seed $(SEED)

# Measures directories that outgrow memory; needs 10 GB of disk. SPARE names a folder that keeps them.
bench-scale: $(BENCH)/installed
	$(BENCH)/bin/python -m benchmarks.scale $(if $(DATA),--data $(DATA)) $(if $(SPARE),--spare $(SPARE))

# Measures the desk with 32 who read and 4 who write at once, and writes benchmarks/DESK_RESULTS.md.
bench-desk: $(VENV)/installed-dev
	@$(BIN)/python -m benchmarks.desk

clean:
	rm -rf $(VENV) exports/*

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "graphkit needs Python 3.11 or newer; name one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Setting up graphkit in $(VENV) ..."
	@$(PIP) --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/installed-dev: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Setting up graphkit and what its tests need in $(VENV) ..."
	@$(PIP) --editable '.[dev,docs,excel,mcp,read,scale,serve]'
	@$(COMPILE)
	@touch $@ $(VENV)/installed

# pip builds PySpark from its source, once: that takes minutes, and may be done beside other work. Packed uncompressed
# it takes half the processor time.
$(VENV)/pyspark: $(VENV)/bin/python constraints.txt
	@$(subst install,wheel,$(PIP)) --no-deps --config-settings=--build-option=--compression=stored --wheel-dir $@ pyspark
	@touch $@

$(VENV)/installed-spark: $(VENV)/installed-dev $(VENV)/pyspark
	@echo "Setting up Spark in $(VENV) ..."
	@$(PIP) --find-links $(VENV)/pyspark --editable '.[spark]'
	@touch $@

# The peers get an environment of their own; one that cannot be installed is left out, and the run names it.
$(BENCH)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Setting up the peers in $(BENCH) ..."
	@$(BIN)/python -m venv $(BENCH)
	@$(subst $(BIN),$(BENCH)/bin,$(PIP)) --editable .
	@sed -n '/^bench = \[/,/^\]/s/^ *"\(.*\)",$$/\1/p' pyproject.toml | \
		while read -r peer; do $(subst $(BIN),$(BENCH)/bin,$(PIP)) "$$peer" || echo "left out: $$peer"; done
	@touch $@
