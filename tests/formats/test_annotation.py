"""Annotations against what the W3C model asks of them: the musts of its sections 3 and 4, as assertions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from claims.publishing.formats.annotation import annotated
from tests.formats.build import QUOTED, SITE, TOMBSTONE, evidence, release

_IRI = re.compile(r"^[a-z][a-z0-9+.-]*:\S+$")
_WHEN = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
_MOTIVATIONS = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"} | {
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
}


def broken(found: dict[str, Any]) -> list[str]:
    """The assertions that an annotation page breaks."""
    musts = {
        "context": found.get("@context") == "http://www.w3.org/ns/anno.jsonld",
        "page has an iri": bool(_IRI.match(found.get("id", ""))),
        "page type": found.get("type") == "AnnotationPage",
        "part of a collection": found.get("partOf", {}).get("type") == "AnnotationCollection",
        "total counts the items": found["partOf"]["total"] == len(found["items"]),
        "ids are distinct": len({item["id"] for item in found["items"]}) == len(found["items"]),
    }
    return [name for name, holds in musts.items() if not holds] + [
        f"{item['id']}: {name}" for item in found["items"] for name, holds in _of_one(item).items() if not holds
    ]


def _of_one(item: dict[str, Any]) -> dict[str, bool]:
    target, bodies = item["target"], item["body"]
    textual = [body for body in bodies if body["type"] == "TextualBody"]
    others = [body for body in bodies if body["type"] != "TextualBody"]
    positions = [part for part in target["selector"] if part["type"] == "TextPositionSelector"]
    quotes = [part for part in target["selector"] if part["type"] == "TextQuoteSelector"]
    return {
        "annotation has one iri": bool(_IRI.match(item["id"])),
        "annotation type": item["type"] == "Annotation",
        "one target at least": bool(target),
        "motivation is one of the model's": item["motivation"] in _MOTIVATIONS,
        "purposes are motivations": all(body["purpose"] in _MOTIVATIONS for body in textual),
        "a textual body has one value": all(isinstance(body["value"], str) for body in textual),
        "other bodies have iris": all(_IRI.match(body["id"]) for body in others),
        "created is a time in utc": bool(_WHEN.match(item["created"])),
        "a specific resource has one source": bool(_IRI.match(target["source"])),
        "positions are whole numbers in order": all(0 <= part["start"] <= part["end"] for part in positions),
        "a quotation has one exact text": all(isinstance(part["exact"], str) and part["exact"] for part in quotes),
        "a time state has a source date or a copy": bool(_WHEN.match(target["state"]["sourceDate"])),
        "a copy is an iri": bool(_IRI.match(target["state"]["cached"])),
    }


def page(**facts: Any) -> dict[str, Any]:
    found = annotated(release(**facts), SITE)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"evidence": []},
        {"claim": None},
        {"language": None},
        {"evidence": [evidence(), evidence(id="e2", withheld=True)]},
        {"evidence": [evidence(document={**evidence()["document"], "url": None})]},
    ],
)
def test_the_models_assertions_hold(facts: dict[str, Any]) -> None:
    assert broken(page(**facts)) == []


def test_the_assertions_of_these_tests_refuse_what_they_are_there_for() -> None:
    found = page()
    found["items"][0]["target"]["state"]["sourceDate"] = "yesterday"
    found["items"][0]["motivation"] = "believing"
    assert len(broken(found)) == 2


def test_a_passage_has_its_quotation_its_place_and_the_state_of_its_page() -> None:
    (item,) = page()["items"]
    assert item["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": QUOTED},
        {"type": "TextPositionSelector", "start": 10, "end": 47},
    ]
    assert item["target"]["state"]["sourceDate"] == "2026-03-01T09:30:00Z"


def test_of_a_withheld_passage_only_its_place_is_said() -> None:
    found = page(evidence=[evidence(withheld=True)])
    assert [part["type"] for part in found["items"][0]["target"]["selector"]] == ["TextPositionSelector"]
    assert QUOTED not in json.dumps(found)


def test_a_withdrawn_claim_has_none() -> None:
    assert annotated(TOMBSTONE, SITE) is None
