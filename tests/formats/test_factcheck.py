"""Answers and field selections of the fact-check search, as plain values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.formats.factcheck import FIELDS, Unknown, answer, selected, selection
from tests.formats.build import CLAIM, SITE, TOMBSTONE, VERDICT, release


def test_a_claim_has_its_review_and_what_is_not_known_is_left_out() -> None:
    bare = release(claimant=None, claimed=None, claimed_precision=None, language=None)
    assert answer([bare], SITE, following=None) == {
        "claims": [
            {
                "text": CLAIM,
                "claimReview": [
                    {
                        "publisher": {"name": "The Vetters", "site": "vetters.example"},
                        "url": "https://www.vetters.example/c/claim00000000001",
                        "title": CLAIM,
                        "reviewDate": "2026-03-04T10:00:00Z",
                        "textualRating": "Single source",
                    }
                ],
            }
        ]
    }


def test_a_full_claim_has_every_field() -> None:
    (claim,) = answer([release(verdict=VERDICT)], SITE, following=None)["claims"]
    assert (claim["claimant"], claim["claimDate"]) == ("Ida Lund", "2023-02-27T00:00:00Z")
    assert set(claim) == set(FIELDS["claims"])
    assert set(claim["claimReview"][0]) == set(FIELDS["claims"]["claimReview"])
    assert claim["claimReview"][0]["textualRating"] == "Mostly true"


def test_an_unnamed_claimant_is_the_descriptor_and_a_month_is_no_day() -> None:
    unnamed = {"id": None, "kind": "unnamed_person", "name": None, "descriptor": "an engineer"}
    document = release(claimant=unnamed, claimed="2023-02-01", claimed_precision="month")
    (claim,) = answer([document], SITE, following=None)["claims"]
    assert claim["claimant"] == "an engineer"
    assert "claimDate" not in claim


def test_nothing_found_is_an_empty_object() -> None:
    assert answer([], SITE, following=None) == {}
    assert answer([TOMBSTONE, release(claim=None)], SITE, following=None) == {}


PUBLISHER = {"publisher": {"site": "s"}}
WHOLE = {"claims": [{"text": "t", "claimReview": [{"url": "u", **PUBLISHER}]}], "nextPageToken": "n"}
BRIEF = {"claims": [{"text": "t", "claimReview": [{"url": "u"}]}]}


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ("*", WHOLE),
        ("nextPageToken", {"nextPageToken": "n"}),
        ("claims/text", {"claims": [{"text": "t"}]}),
        ("claims(text,claimReview/url),nextPageToken", {**BRIEF, "nextPageToken": "n"}),
        ("claims/claimReview/publisher", {"claims": [{"claimReview": [PUBLISHER]}]}),
        ("claims/claimReview/*", {"claims": [{"claimReview": [{"url": "u", **PUBLISHER}]}]}),
        ("claims/text,claims/claimReview/url", BRIEF),
        ("claims,claims/text", {"claims": WHOLE["claims"]}),
        ("claims/claimDate", {}),
    ],
)
def test_a_selection_keeps_what_it_names(fields: str, kept: dict[str, Any]) -> None:
    assert selected(WHOLE, selection(fields)) == kept


NONE = ["", "nope", "claims/", "claims(text", "claims(text))", "claims text", "a" * 99, "claims//text", ",", "claims()"]


@pytest.mark.parametrize("fields", [*NONE, "(" * 60])
def test_a_selection_that_is_none_is_refused(fields: str) -> None:
    with pytest.raises(Unknown):
        selection(fields)


@given(st.text(alphabet="claimstext(),/* ", max_size=60))
def test_any_selection_is_understood_or_refused(fields: str) -> None:
    try:
        chosen = selection(fields)
    except Unknown:
        return
    assert set(chosen) <= set(FIELDS)
