# `make html` and `make test` are all a newcomer needs; see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STRICT := -W --keep-going -n
SPHINXOPTS ?=

.PHONY: html dirhtml manual linkcheck garden serve test audit validate screenshots lint messages bench bench-related bench-speed bench-search lock clean

html dirhtml: $(VENV)/.site
	@$(BIN)/sphinx-build $(STRICT) $(SPHINXOPTS) -b $@ -d _build/doctrees . _build/$@
	@echo "The site is ready: $(CURDIR)/_build/$@/index.html"

manual: $(VENV)/.site
	@$(BIN)/sphinx-build $(STRICT) -b html -d _build/manual-doctrees docs _build/manual
	@echo "The manual is ready: $(CURDIR)/_build/manual/index.html"

# Asks other sites for every address the site links to.
linkcheck: $(VENV)/.site
	@$(BIN)/sphinx-build -D linkcheck_retries=3 -b linkcheck -d _build/doctrees . _build/linkcheck

garden: $(VENV)/.site
	@$(BIN)/sphinx-build -b garden -d _build/doctrees . _build/garden

# Live preview with drafts, rebuilt and reloaded in the browser at each edit.
serve: $(VENV)/.site
	$(BIN)/sphinx-autobuild --open-browser --re-ignore '/(\.git|\.venv|_build|__pycache__)(/|$$)' \
	  -b dirhtml -t drafts -d _build/preview-doctrees . _build/preview

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --dist worksteal

# The HTML by the W3C's validator, and Lighthouse; needs Node.js and Java.
audit: $(VENV)/.test
	@npm install --loglevel=error --no-audit --no-fund --prefix _build/audit $(AUDITORS)
	$(BIN)/python -m tests.audit _build/audit

# The HTML of every page by the validator alone.
validate: $(VENV)/.test
	@npm install --loglevel=error --no-audit --no-fund --prefix _build/audit $(VALIDATOR)
	$(BIN)/python -m tests.audit _build/audit --only-html
VALIDATOR := vnu-jar@26.9.27
AUDITORS := lighthouse@12.8.2 $(VALIDATOR)

# Each kind of page in both schemes at four widths, and on paper, to be looked at.
screenshots: $(VENV)/.test
	$(BIN)/python -m tests.screenshots _build/screenshots

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy benchmarks/*.py

# Bring the catalogues of translations up to date with the sources.
messages: $(VENV)/.site
	@mkdir -p _build
	$(BIN)/pybabel -q extract -F babel.cfg --no-location -o _build/messages.pot $(PACKAGE)
	$(BIN)/pybabel -q update -i _build/messages.pot $(CATALOGUES) --no-fuzzy-matching \
	  --ignore-obsolete --ignore-pot-creation-date -w 100
	$(BIN)/pybabel -q compile $(CATALOGUES)
PACKAGE := src/sphinx_commonplace
CATALOGUES := -D sphinx_commonplace -d $(PACKAGE)/locale

bench: $(VENV)/.site
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/links.py

# How well related posts are found in a folder of Markdown: make bench-related DIR=notes
# OPTIONS="--seeds 1 2 3"
bench-related: $(VENV)/.site
	$(BIN)/python benchmarks/related.py $(DIR) $(OPTIONS)

# What related posts cost, for 1,000 notes and more, each about 375 words of some folders:
# make bench-speed DIR="notes others" OPTIONS="--sizes 1000"
bench-speed: $(VENV)/.site
	$(BIN)/python benchmarks/related_speed.py $(DIR) $(OPTIONS)

# How well the search finds what is in a folder of Markdown, beside Sphinx's own and Pagefind:
# make bench-search DIR=notes OPTIONS="--notes 200 --queries 10"
bench-search: $(VENV)/.bench
	@test -n "$(DIR)" || { echo "Say which folder of Markdown: make bench-search DIR=notes"; exit 1; }
	$(BIN)/python benchmarks/search.py $(DIR) $(OPTIONS)

# Renew the locks: the newest releases that pyproject.toml allows, for all Pythons at once.
lock: $(VENV)/.test
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile $(LOCKED) --extra map --extra serve --group build -o requirements/site.txt
	$(BIN)/uv pip compile $(LOCKED) --extra map --extra serve --group build --group test --group lint \
	  -c requirements/site.txt -o requirements/test.txt
	$(BIN)/uv pip compile $(LOCKED) --group build --group bench \
	  -c requirements/test.txt -o requirements/bench.txt
LOCKED := --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
  --no-emit-find-links --no-annotate --python-version 3.11 pyproject.toml

$(VENV)/.site: requirements/site.txt pyproject.toml
$(VENV)/.test: requirements/test.txt pyproject.toml
$(VENV)/.bench: requirements/bench.txt pyproject.toml
$(VENV)/.site $(VENV)/.test $(VENV)/.bench:
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing from $<"
	@$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf _build $(VENV)
