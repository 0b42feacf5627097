# Thin: each line is a command that can be typed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: test check

.venv/ready: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch .venv/ready

test: .venv/ready
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m provenance.services --scratch pytest -n 2

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	git ls-files -z 'templates/*.html' | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	$(BIN)/python -m provenance.services --scratch $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m provenance.services --scratch env PROVENANCE_ENV=production SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") ALLOWED_HOSTS=example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
