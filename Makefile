# Two commands: `make run` opens the app on the bundled articles, `make test` runs every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test judges keys messages snapshots torture bench bench-compare clean

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
# The command that an old pip writes loads `re` at its start, which takes half as long as Python.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q reader
	touch $@

run: $(READY)
	$(BIN)/scolie seeds

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# Asks programs by others whether they read the exports as they are meant: see tests/judges. Needs the network once.
judges: $(READY)
	$(BIN)/python -m tests.judges

# Writes KEYS.md anew from the table of commands, without the user's own keys.
keys: $(READY)
	LANGUAGE=en XDG_CONFIG_HOME=$(CURDIR)/$(VENV)/no-settings $(BIN)/scolie keys --markdown > KEYS.md

# Brings the catalogues of translations up to what the source says, and compiles them: then translate what is empty in them.
messages: $(READY)
	$(BIN)/python -m tests.translation

# Writes the committed screens anew, and pictures of them to .snapshots/: look at each. That of the article is the README's.
snapshots: $(READY)
	UPDATE_SNAPSHOTS=.snapshots $(BIN)/pytest -n 0 tests/tui/snapshots
	cp .snapshots/article.svg docs/screen.svg

torture: $(READY)
	TORTURE=1 $(BIN)/pytest tests/store tests/text tests/annotation tests/session tests/faults

bench: $(READY)
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick)

bench-compare: $(READY)
	$(BIN)/python -m tests.bench.compare $(RUNS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .judges
