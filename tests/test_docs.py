"""What can be set, called and run is documented."""

from __future__ import annotations

import re
from pathlib import Path

import claims
from claims.access import CALLS, PUBLISHED_CALLS
from claims.publishing.formats.registry import FORMATS
from provenance import settings

ROOT = Path(claims.__file__).parent.parent


def test_every_setting_from_the_environment_is_in_the_table_of_settings() -> None:
    source = Path(settings.__file__).read_text()
    reader = r"(?:environ\.get|environ\[|_required|_several|_ports|_whole|_seconds|_hours|_rate_limits)"
    read = set(re.findall(reader + r'\(?"([A-Z_]+)"', source))
    assert len(read) > 8
    assert {name for name in read if f"``{name}``" not in (settings.__doc__ or "")} == set()


def test_every_command_is_in_the_operations_guide() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text()
    commands = {path.stem for path in (ROOT / "claims" / "management" / "commands").glob("[a-z]*.py")}
    assert len(commands) >= 4
    assert {name for name in commands if f"manage.py {name}" not in guide} == set()


def test_every_call_of_the_api_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "api.md").read_text()
    paths = {"api_claims": "/api/v1/claims`", "api_claim": "/api/v1/claims/{id}", "api_changes": "/api/v1/changes"}
    paths |= {"api_claim_why": "/api/v1/claims/{id}/why`", "api_claim_why_now": "/api/v1/claims/{id}/why/now"}
    claim = "/api/v1/claims/{id}"
    paths |= {"api_claim_now": f"{claim}/now`"}
    paths |= {"api_claim_submit": f"{claim}/submit`", "api_claim_steps": f"{claim}/steps`"}
    paths |= {"api_claim_grades": f"{claim}/grades`", "api_source_grades": "/api/v1/sources/{id}/grades`"}
    paths |= {f"api_claim_{part}": f"/api/v1/claims/{{id}}/{part}" for part in ("evidence", "history", "provenance")}
    paths |= {"api_sources": "/api/v1/sources`", "api_source": "/api/v1/sources/{id}"}
    paths |= {"api_documents": "/api/v1/documents?url=", "api_export": "/api/v1/export"}
    hooks = "/api/v1/webhooks"
    paths |= {
        "api_webhooks": f"{hooks}`",
        "api_webhook": f"{hooks}/{{id}}`",
        "api_webhook_keys": f"{hooks}/{{id}}/keys",
    }
    paths |= {"api_webhook_test": f"{hooks}/{{id}}/test", "api_webhook_messages": f"{hooks}/{{id}}/messages"}
    paths |= {"api_webhook_replay": "/api/v1/messages/{id}/replay"}
    assert set(paths) == set(CALLS)
    paths |= {
        "public_format": "/c/{id}.jsonld",
        "api_claim_format": "/api/v1/claims/{id}.jsonld",
        "feed_claimreview": "/feeds/claimreview.json",
        "feed_vetted": "/feeds/vetted.atom",
        "factcheck_search": "/v1alpha1/claims:search",
        "oembed": "/oembed",
    }
    assert set(paths) == {*CALLS, *PUBLISHED_CALLS}
    assert all(f"`{form.suffix}`" in guide or f"/c/{{id}}.{form.suffix}`" in guide for form in FORMATS)
    assert {name for name, path in paths.items() if path not in guide} == set()


def test_every_test_that_a_page_of_methods_names_is_there() -> None:
    tests = ROOT / "tests"
    pages = [page.read_text() for page in (ROOT / "docs" / "methods").glob("*.md")]
    named = {found for page in pages for found in re.findall(r"`([a-z_/]+\.py)::(test_[a-z_0-9]+)`", page)}
    assert len(named) > 10
    assert {(file, name) for file, name in named if f"def {name}(" not in (tests / file).read_text()} == set()


PARTS = {"big_site", "clients", "django_linkcheck", "mutants_made", "town", "vetted_data"}
"""Modules that other benches use or start."""


def test_every_bench_has_a_make_target_and_a_line_in_the_docs() -> None:
    found = {*(ROOT / "tests" / "bench").glob("*.py"), *(ROOT / "tests" / "bench").glob("*/__main__.py")}
    benches = {(path.parent if path.stem == "__main__" else path).stem for path in found if _is_run(path)} - PARTS
    make = (ROOT / "Makefile").read_text()
    docs = " ".join(path.read_text() for path in (ROOT / "docs").rglob("*.md"))
    targets = set(re.findall(r"make (bench[a-z-]*)", docs))
    assert len(benches) >= 18
    assert {name for name in benches if not re.search(rf"tests\.bench\.{name}\b", make)} == set()
    assert {name for name in benches if not re.search(rf"[`.]{name}\b", docs)} == set()
    assert {target for target in re.findall(r"^(bench[a-z-]*):", make, re.M) if target not in targets} == set()


def _is_run(path: Path) -> bool:
    return path.stem == "__main__" or 'if __name__ == "__main__"' in path.read_text()
