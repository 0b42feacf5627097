"""What a page previews is what a release then lets out."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Passage, PermissionGrant, RightsRule, RightsStatement
from claims.rights.preview import preview_excerpts
from claims.rights.service import use_excerpt
from claims.rights.values import Decision
from claims.vocabulary import Channel
from tests.models.build import a_claim, a_passage, a_snapshot, a_user
from tests.review.build import TODAY

WORDS = "one two three four five six seven eight nine ten"


@pytest.fixture
def claim(db: None) -> Claim:
    return a_claim()


def use(claim: Claim, passage: Passage) -> tuple[Decision, str | None]:
    """What a release of the claim does with the passage, in the transaction that it has."""
    with transaction.atomic():
        return use_excerpt(claim=claim, passage=passage, channel=Channel.API, today=TODAY)


def terms(passage: Passage, *, total: int | None = None) -> RightsStatement:
    statement = RightsStatement.objects.create(
        document=passage.snapshot.document, scope="article", holder_text="Courier"
    )
    RightsRule.objects.create(
        statement=statement, kind="permit", action="excerpt", basis="notice", max_total_words=total
    )
    return statement


def halves() -> list[Passage]:
    snapshot = a_snapshot(WORDS)
    return [a_passage(text, snapshot=snapshot) for text in ("one two three four five", "six seven eight nine ten")]


@pytest.mark.parametrize("total", [None, 3, 5, 9, 10])
def test_the_preview_of_a_release_is_what_the_release_then_does(claim: Claim, total: int | None) -> None:
    passages = halves()
    terms(passages[0], total=total)
    seen = preview_excerpts(passages, today=TODAY, channel=Channel.API)
    done = {p.pk: use(claim, p) for p in passages}
    assert {key: (found.decision, found.excerpt) for key, found in seen.items()} == done


def test_a_duty_to_link_withholds_what_has_no_address(claim: Claim) -> None:
    first, _ = halves()
    first.snapshot.document.canonical_url = None
    first.snapshot.document.save()
    statement = terms(first)
    RightsRule.objects.create(statement=statement, kind="duty", action="link_back", basis="notice")
    seen = preview_excerpts([first], today=TODAY, channel=Channel.API)[first.pk]
    assert (seen.decision, seen.excerpt) == use(claim, first)
    assert seen.excerpt is None


def test_what_left_already_counts_and_the_same_words_again_do_not(claim: Claim) -> None:
    first, second = halves()
    terms(first, total=9)
    use(claim, first)
    seen = preview_excerpts([first, second], today=TODAY)
    assert seen[first.pk].excerpt == first.exact
    assert (seen[second.pk].excerpt, seen[second.pk].decision.remaining_words) == (None, 4)


def test_a_grant_opens_a_document_of_which_nothing_is_known(claim: Claim) -> None:
    first, _ = halves()
    assert preview_excerpts([first], today=TODAY)[first.pk].excerpt is None
    grant = PermissionGrant.objects.create(
        granted_by="Courier", granted_on=TODAY, actions=["excerpt"], recorded_by=a_user()
    )
    grant.documents.add(first.snapshot.document)
    assert preview_excerpts([first], today=TODAY)[first.pk].excerpt == first.exact


def test_more_passages_cost_no_more_queries(db: Any) -> None:
    counts = []
    for number in (1, 3):
        passages = [a_passage("one two", snapshot=a_snapshot(f"one two {number} {n}")) for n in range(number)]
        for passage in passages:
            terms(passage)
        with CaptureQueriesContext(connection) as queries:
            preview_excerpts(passages, today=TODAY)
        counts.append(len(queries))
    assert counts == [4, 4]
