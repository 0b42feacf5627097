"""The recorded terms decide, and a document's words are spent once for all its claims."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from claims.models import (
    Document,
    ExcerptUse,
    Passage,
    PermissionGrant,
    RightsDecision,
    RightsRule,
    RightsStatement,
)
from claims.rights.service import credit_line, decide_excerpt, live_statements, use_excerpt, used_words
from claims.rights.values import Decision
from claims.vocabulary import Channel
from tests.models.build import a_claim, a_passage, a_snapshot, a_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def terms(document: Document, *rules: tuple[str, str], **facts: Any) -> RightsStatement:
    statement = RightsStatement.objects.create(document=document, **{"scope": "article", **facts})
    for kind, action in rules:
        RightsRule.objects.create(statement=statement, kind=kind, action=action, basis="notice")
    return statement


def page(passage: Passage) -> Document:
    return passage.snapshot.document


def use(passage: Passage) -> tuple[Decision, str | None]:
    """A claim's release that uses the passage, in the transaction that it has."""
    with transaction.atomic():
        return use_excerpt(claim=a_claim(), passage=passage, channel=Channel.API, today=TODAY)


def test_without_terms_nothing_verbatim_leaves_under_the_strict_profile() -> None:
    assert decide_excerpt(a_passage(), today=TODAY).reasons == ("profile:strict",)


def test_a_notice_that_allows_excerpts_with_credit_lets_them_leave_with_it() -> None:
    passage = a_passage()
    terms(
        page(passage),
        ("permit", "excerpt"),
        ("duty", "credit"),
        ("duty", "link_back"),
        ("prohibit", "reproduce"),
        holder_text="Courier",
        year_from=2026,
        year_to=2026,
    )
    decision, leaving = use(passage)
    assert leaving == passage.exact
    assert (decision.credit_line, decision.link_required) == ("Courier, 2026", True)
    assert ExcerptUse.objects.get().words == 4
    assert RightsDecision.objects.get().verbatim_allowed


def test_superseded_rejected_and_expired_terms_no_longer_hold() -> None:
    passage = a_passage()
    old = terms(page(passage), ("permit", "excerpt"))
    terms(page(passage), ("prohibit", "excerpt"), supersedes=old)
    assert decide_excerpt(passage, today=TODAY).reasons == ("notice:prohibit:excerpt",)
    other = a_passage()
    terms(page(other), ("permit", "excerpt"), valid_until=TODAY - timedelta(days=1))
    person: dict[str, Any] = {"reviewed_by": a_user(), "reviewed_at": "2026-03-01T10:00Z"}
    terms(page(other), ("permit", "excerpt"), review_state="rejected", **person)
    assert live_statements(page(other), TODAY) == []


def test_a_grant_lets_through_what_the_notice_forbids() -> None:
    passage = a_passage()
    terms(page(passage), ("prohibit", "excerpt"))
    grant = PermissionGrant.objects.create(
        granted_by="Courier", granted_on=TODAY, actions=["excerpt"], recorded_by=a_user()
    )
    assert not decide_excerpt(passage, today=TODAY).verbatim_allowed
    grant.documents.add(page(passage))
    assert decide_excerpt(passage, today=TODAY).verbatim_allowed


def test_the_picture_credit_is_no_credit_for_the_text() -> None:
    passage = a_passage()
    picture = terms(page(passage), scope="image", credit_text="Photo Ada Holm")
    assert credit_line([picture]) is None
    assert credit_line([picture, terms(page(passage), credit_text="Courier")]) == "Courier"


def test_an_embargo_holds_the_text_back() -> None:
    passage = a_passage()
    terms(page(passage), ("permit", "excerpt"), embargo_until=TODAY + timedelta(days=2))
    assert decide_excerpt(passage, today=TODAY).reasons == ("embargo",)


def test_many_small_excerpts_never_rebuild_a_page() -> None:
    text = " ".join(f"word{n}" for n in range(400))
    snapshot = a_snapshot(text)
    terms(snapshot.document, ("permit", "excerpt"))
    left = 0
    for start in range(0, 400, 20):
        exact = " ".join(f"word{n}" for n in range(start, start + 20))
        passage = a_passage(exact, snapshot=snapshot)
        _, leaving = use(passage)
        left += len(leaving.split()) if leaving else 0
    assert left == 140  # seven of twenty words; the eighth would pass the budget of 150


def test_releasing_the_same_excerpt_again_costs_nothing() -> None:
    passage = a_passage()
    terms(page(passage), ("permit", "excerpt"))
    for _ in range(3):
        _, leaving = use(passage)
        assert leaving == passage.exact
    assert used_words(page(passage), besides=passage) == 0
    overlapping = a_passage("ferry left", snapshot=passage.snapshot)
    assert used_words(page(passage), besides=overlapping) == 4
