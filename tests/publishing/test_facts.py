"""What lists filter by is read from the document, and from nothing else."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from claims.models import CurrentRelease, User
from claims.publishing.facts import facts_of, searchable
from claims.vocabulary import ReviewAction
from tests.models.build import a_source
from tests.review.build import QUOTED, step, vetted

NAMED = {"id": "s1", "kind": "person", "name": "Mara  Lind", "descriptor": None}
UNNAMED = {"id": None, "kind": "unnamed_person", "name": None, "descriptor": "an engineer"}


def a_document(**parts: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "claim": "The ferry left late",
        "claimant": None,
        "claimed": None,
        "language": None,
        "tags": [],
        "corroboration": {"computed": "unverified", "effective": None},
        "grades": {"sources": [], "information": []},
        "evidence": [],
    }
    return plain | parts


def evidence(**parts: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "document": {"url": "https://www.courier.example/ferry/?utm_source=x", "outlet": "The Courier"},
        "passage": {"quote": None},
        "sourcing": None,
        "rights": {"until": None},
        "link_health": None,
    }
    return plain | parts


def test_a_document_that_says_little_has_few_facts() -> None:
    facts = facts_of(a_document())
    assert (facts.status, facts.effective_status, facts.excerpt, facts.words_until) == (
        "unverified",
        "unverified",
        False,
        None,
    )
    assert (facts.claimants, facts.outlets, facts.sources, facts.languages, facts.pages) == ((), (), (), (), ())
    assert (facts.source_letter, facts.information_number, facts.link_health) == (None, None, None)


def test_named_sources_are_found_wherever_they_stand_and_unnamed_ones_nowhere() -> None:
    chain = [{"relayed_by": {**NAMED, "id": "s2"}, "relayed_for": UNNAMED}]
    sourcing = {"type": "unnamed_person", "source": UNNAMED, "chain": chain}
    facts = facts_of(a_document(claimant=NAMED, evidence=[evidence(sourcing=sourcing)]))
    assert (facts.sources, facts.claimants) == (("s1", "s2"), ("s1", "mara lind"))
    assert facts_of(a_document(claimant=UNNAMED)).claimants == ()


def test_the_worst_counts_of_letters_numbers_and_links() -> None:
    grades = {
        "sources": [{"letter": "B"}, {"letter": "D"}, {"letter": "A"}],
        "information": [{"number": 2}, {"number": 4}],
    }
    rows = [evidence(link_health={"state": state}) for state in ("alive", "failing", "moved")]
    facts = facts_of(a_document(grades=grades, evidence=[*rows, evidence()]))
    assert (facts.source_letter, facts.information_number, facts.link_health) == ("D", 4, "failing")


def test_only_words_that_are_in_it_end() -> None:
    rows = [
        evidence(rights={"until": "2026-01-01"}),
        evidence(rights={"until": "2026-03-01"}, passage={"quote": "Engines failed."}),
        evidence(rights={"until": "2026-04-01"}, passage={"quote": "It was late."}),
    ]
    document = a_document(evidence=rows)
    assert (facts_of(document).words_until, facts_of(document).excerpt) == ("2026-03-01", True)
    assert searchable(document) == "The ferry left late\nEngines failed.\nIt was late."


def test_pages_outlets_and_languages_are_compared_without_their_spelling() -> None:
    facts = facts_of(a_document(language="zh-Hant-TW", tags=["Ferry  Safety"], evidence=[evidence(), evidence()]))
    assert facts.languages == ("zh-hant-tw", "zh-hant", "zh")
    assert facts.outlets == ("the courier", "courier.example")
    assert (facts.pages, facts.tags) == (("courier.example/ferry",), ("ferry safety",))


@pytest.mark.django_db
def test_installations_of_before_get_the_columns_from_their_documents(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, claimant=a_source(), language="en-GB", tags=["Sea"])
    gone = vetted(checker, editor)
    step(gone, ReviewAction.WITHDRAW, editor, note="misheard")
    names = [field.attname for field in CurrentRelease._meta.fields]
    before = list(CurrentRelease.objects.order_by("pk").values(*names))
    assert QUOTED in json.loads(bytes(claim.current_release.release.document))["evidence"][0]["passage"]["quote"]
    empty: dict[str, list[str]] = {
        name: [] for name in ("languages", "claimants", "outlets", "tags", "sources", "pages", "sourcing_types")
    }
    CurrentRelease.objects.update(**empty, excerpt=False, search="")
    import_module("claims.migrations.0028_columns_of_releases")._fill(apps, None)
    assert list(CurrentRelease.objects.order_by("pk").values(*names)) == before
