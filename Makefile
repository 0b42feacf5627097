# Thin: each line is a command that can be typed.
PYTHON ?= python3
BIN := .venv/bin
SCRATCH := $(BIN)/python -m provenance.services --scratch

.PHONY: run test test-other check bench bench-reading bench-rechecks bench-corroboration bench-rare-errors bench-mutants bench-fuzz bench-api screenshots

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch .venv/run

.venv/ready: .venv/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch .venv/ready

run: .venv/run
	$(BIN)/python -m provenance.run

# three at a time: whoever waits for a process or a browser leaves the two cores to the others
test: .venv/ready
	sh tests/browser/ensure_chromium.sh
	-sh tests/archives/ensure_pywb.sh
	-sh tests/contract/ensure_npm.sh
	PATH="$(CURDIR)/$(BIN):$$PATH" $(SCRATCH) pytest -n 3 --dist worksteal

# rules that stand in the database, and what is asked of it in its own words, on a PostgreSQL that the machine has
# installed, if it has one
ROWS := $(addprefix tests/,models ledger recording publishing review corroboration credibility api \
	rechecks/test_leases.py rechecks/test_sharing.py rechecks/test_promise.py)
test-other: .venv/ready
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.other_postgres $(SCRATCH) pytest -n 2 --dist worksteal -m django_db $(ROWS)

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	$(SCRATCH) $(BIN)/python manage.py makemigrations --check --dry-run
	$(SCRATCH) env PROVENANCE_ENV=production SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") ALLOWED_HOSTS=example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

# figures on data of your own: make bench-reading DATA=FOLDER
bench-reading: .venv/ready
	$(BIN)/python -m tests.bench.extraction --data $(DATA)
	$(BIN)/python -m tests.bench.reading --data $(DATA)
	$(BIN)/python -m tests.bench.rights --data $(DATA)
	$(BIN)/python -m tests.bench.worth

bench-rechecks: .venv/ready
	-sh tests/bench/ensure_peers.sh
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.rechecks
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.rechecks_scale
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.link_list
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.warc_export
	$(BIN)/python -m tests.bench.sharing
	$(BIN)/python -m tests.bench.anchoring
	$(BIN)/python -m tests.bench.verdicts

# the first five take a minute together; all statuses anew and 100,000 texts take half an hour
bench-corroboration: .venv/ready
	$(BIN)/python -m tests.bench.corroboration
	$(BIN)/python -m tests.bench.credits
	$(BIN)/python -m tests.bench.reuse
	$(BIN)/python -m tests.bench.reuse_second
	$(BIN)/python -m tests.bench.reuse_second --third
	$(BIN)/python -m tests.bench.reuse_second --fourth
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.recompute
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.reuse_index

# make bench-api CLAIMS=1000000
CLAIMS ?= 100000
bench-api: .venv/ready
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.vetted_api --claims $(CLAIMS)

bench-rare-errors: .venv/ready
	$(BIN)/python -m tests.bench.rare_errors

# would a test fail if the rules were otherwise? make bench-mutants MODULES="corroboration.rules credibility.record"
bench-mutants: .venv/ready
	sh tests/bench/ensure_peers.sh mutants
	$(SCRATCH) $(BIN)/python -m tests.bench.mutants $(MODULES)

bench: .venv/ready
	D=$$(mktemp -d) && chmod 755 $$D && PROVENANCE_DATA=$$D/data $(SCRATCH) $(BIN)/python -m tests.bench.pages

bench-fuzz: .venv/ready
	for WHAT in capture comparing reading rights; do $(BIN)/python -m tests.bench.fuzz --what $$WHAT --cases 10000 || exit 1; done

screenshots: .venv/ready
	sh tests/browser/ensure_chromium.sh
	$(BIN)/python -m tests.browser.screenshots
