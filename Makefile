# Everything one does with Blakus from a fresh clone. `make` alone lists it.

VENV := .venv
BIN := $(VENV)/bin
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help demo test check format crash bench quicklog-score translations lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/ready ## try Blakus in the browser, without a token or the internet
	$(BIN)/blakus demo

test: check ## everything that must hold: check, and all tests
	$(BIN)/pytest -q -n 3 --dist worksteal --ignore tests/house

check: $(VENV)/ready ## style, types, floors, translations, migrations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.catalog check
	$(BIN)/pytest -q tests/house

format: $(VENV)/ready ## lay out the code
	$(BIN)/ruff check --fix --quiet || true
	$(BIN)/ruff format

crash: $(VENV)/ready ## kill the process again and again; the long form of what `make test` does
	LONG=1 $(BIN)/pytest -q -s -m crash

bench: $(VENV)/ready ## measure against a bare python-telegram-bot
	$(BIN)/python -m benchmarks

quicklog-score: $(VENV)/ready ## how often the one-line log reads right, per language
	@$(BIN)/python -m tests.quicklog.score

translations: $(VENV)/ready ## bring the catalogs up to date with the code; say what is open
	$(BIN)/python -m tools.catalog update

lock: ## choose versions anew (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	{ echo "# For Linux and macOS, x86_64 and arm64, Python 3.11 to 3.13. Made by: make lock"; \
	  $(LOCK) --upgrade pyproject.toml; } > requirements.lock.new
	{ echo "# requirements.lock, and what building and testing need. Made by: make lock"; \
	  $(LOCK) --group dev --constraint requirements.lock.new pyproject.toml; } > requirements-dev.lock.new
	mv requirements.lock.new requirements.lock
	mv requirements-dev.lock.new requirements-dev.lock

clean: ## remove what was made; never var/ or .env
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/installed: requirements-dev.lock
	@python=$$(PYTHON="$(PYTHON)" sh tools/find_python) && echo "Making $(VENV) with $$($$python --version)" && $$python -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# The build backend is locked too, so that nothing is fetched behind the lock's back.
$(VENV)/ready: $(VENV)/installed pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
