"""ClaimReview in both profiles, and the feed of reviews."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from claims.publishing.formats.claimreview import rich, strict
from claims.publishing.formats.datafeed import feed
from tests.formats.build import CLAIM, QUOTED, SITE, TOMBSTONE, VERDICT, evidence, release

_TEXT = {"type": "string", "minLength": 1}
_DAY = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
_NUMBER = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
_URL = {"type": "string", "pattern": "^https?://"}


def _object(kind: Any, required: str, **names: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["@type", *required.split()],
        "properties": {"@type": kind if isinstance(kind, dict) else {"const": kind}, **names},
        "additionalProperties": False,
    }


REVIEW = _object(
    "ClaimReview",
    "datePublished url claimReviewed author itemReviewed reviewRating",
    **{"@context": {"const": "https://schema.org"}},
    datePublished=_DAY,
    url=_URL,
    claimReviewed=_TEXT,
    author=_object("Organization", "name url", name=_TEXT, url=_URL),
    itemReviewed=_object(
        "Claim",
        "",
        author=_object({"enum": ["Person", "Organization"]}, "name", name=_TEXT),
        datePublished=_DAY,
        appearance={"type": "array", "minItems": 1, "items": _object("CreativeWork", "url", url=_URL)},
    ),
    reviewRating=_object(
        "Rating", "alternateName", alternateName=_TEXT, ratingValue=_NUMBER, bestRating=_NUMBER, worstRating=_NUMBER
    ),
)
"""What the readers of the trade check for, in our own words: ratings as strings, lists, no further names."""
ITEM = _object(
    "DataFeedItem",
    "url item",
    url=_URL,
    dateCreated=_TEXT,
    dateModified=_TEXT,
    item={"type": "array", "minItems": 1, "items": REVIEW},
)
FEED = _object(
    "DataFeed",
    "dataFeedElement",
    **{"@context": {"const": "https://schema.org"}},
    name=_TEXT,
    url=_URL,
    dataFeedElement={"type": "array", "items": ITEM},
)


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(value)]


UNNAMED = {"id": None, "kind": "unnamed_person", "name": None, "descriptor": "a person familiar with the repairs"}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"verdict": VERDICT},
        {"verdict": {**VERDICT, "value": None}},
        {"claimant": None},
        {"claimant": UNNAMED},
        {"claimed": None, "claimed_precision": None},
        {"claimed": "2023-02-01", "claimed_precision": "month"},
        {"evidence": []},
        {"evidence": [evidence(withheld=True)]},
        {"kind": "under_recheck", "language": None, "tags": []},
        {"claim": "<script>“many words” " + "word " * 40},
    ],
)
def test_every_strict_review_fits_what_readers_check_for(facts: dict[str, Any]) -> None:
    review = strict(release(**facts), SITE)
    assert faults(REVIEW, review) == []
    assert review is not None
    assert review["claimReviewed"] == release(**facts)["claim"]


def test_the_schema_of_these_tests_refuses_what_it_is_there_for() -> None:
    review = strict(release(verdict=VERDICT), SITE)
    assert review is not None
    assert faults(REVIEW, {**review, "extra": 1})
    assert faults(REVIEW, {**review, "reviewRating": {**review["reviewRating"], "ratingValue": 2}})
    appearance = review["itemReviewed"]["appearance"][0]
    assert faults(REVIEW, {**review, "itemReviewed": {**review["itemReviewed"], "appearance": appearance}})


def test_a_rating_keeps_its_scale_as_given_even_backwards() -> None:
    review = strict(release(verdict=VERDICT), SITE)
    assert review is not None
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mostly true",
        "ratingValue": "2",
        "bestRating": "1",
        "worstRating": "5",
    }
    halves = strict(release(verdict={**VERDICT, "value": 2.5}), SITE)
    assert halves is not None
    assert halves["reviewRating"]["ratingValue"] == "2.5"


def test_without_a_verdict_the_rating_is_the_status_and_says_that_it_is() -> None:
    review = rich(release(corroboration={**release()["corroboration"], "effective": {"status": "disputed"}}), SITE)
    assert review is not None
    assert (review["reviewRating"]["alternateName"], review["reviewRating"]["reviewAspect"]) == (
        "Disputed",
        "corroboration",
    )
    rated = rich(release(verdict=VERDICT), SITE)
    assert rated is not None
    assert "reviewAspect" not in rated["reviewRating"]


def test_the_rich_profile_has_the_passage_with_its_terms_and_link() -> None:
    review = rich(release(), SITE)
    assert review is not None
    (quotation,) = review["citation"]
    assert (quotation["@type"], quotation["text"], quotation["creditText"]) == (
        "Quotation",
        QUOTED,
        "The Courier, 2023",
    )
    assert quotation["url"].startswith("https://courier.example/ferry#:~:text=Two%20of%20three")
    work = quotation["isPartOf"]
    assert (work["copyrightHolder"]["name"], work["copyrightYear"]) == ("The Courier", 2023)
    assert work["usageInfo"] == "https://courier.example/terms"
    assert review["itemReviewed"]["datePublished"] == "2023-02-27"


def test_withheld_words_are_in_neither_profile() -> None:
    document = release(evidence=[evidence(withheld=True)])
    for made in (rich(document, SITE), strict(document, SITE)):
        assert QUOTED not in json.dumps(made)
        assert "text=" not in json.dumps(made)


def test_pages_that_contradict_the_claim_are_cited_but_are_no_place_where_it_appears() -> None:
    other = evidence(id="e2", stance="contradicts", document={**evidence()["document"], "url": "https://b.example/"})
    review = rich(release(evidence=[evidence(), evidence(id="e3"), other]), SITE)
    assert review is not None
    assert [work["url"] for work in review["itemReviewed"]["appearance"]] == ["https://courier.example/ferry"]
    assert len(review["citation"]) == 3


def test_a_month_stays_a_month() -> None:
    review = strict(release(claimed="2023-02-01", claimed_precision="month"), SITE)
    assert review is not None
    assert review["itemReviewed"]["datePublished"] == "2023-02"


@pytest.mark.parametrize("document", [TOMBSTONE, release(claim=None)])
def test_what_was_withdrawn_or_withheld_has_no_review(document: dict[str, Any]) -> None:
    assert (rich(document, SITE), strict(document, SITE)) == (None, None)


def test_the_feed_holds_reviews_as_lists_and_leaves_out_what_has_none() -> None:
    found = feed([release(), TOMBSTONE, release(claim=None)], SITE)
    assert faults(FEED, found) == []
    assert [entry["item"][0]["claimReviewed"] for entry in found["dataFeedElement"]] == [CLAIM]
    assert found["dataFeedElement"][0]["dateCreated"] == "2026-03-04T10:00:00Z"
    assert faults(FEED, {**found, "dataFeedElement": [{**found["dataFeedElement"][0], "item": {}}]})
