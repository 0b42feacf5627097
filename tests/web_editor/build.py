"""Claims recorded as people record them, for the editor's pages."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.capture.intake import from_text
from claims.ledger.changes import leave
from claims.models import Check, Claim, Evidence, Finding, Link, PassageCheck, Snapshot, User
from claims.recording.claims import log_claim
from claims.recording.documents import take_in
from claims.recording.evidence import add_evidence
from claims.recording.values import AnonymityEntry, ClaimEntry, EvidenceEntry, SourceEntry, SourcingEntry
from claims.review.drain import drain
from claims.review.service import take_step
from claims.vocabulary import ChangeKind, Directness, Part, ReviewAction, SourceKind, SourcingType, Stance, Voice
from tests.web.pages import ARTICLE, UNNAMED

WORDING = "Two engines of the ferry Marta broke down"
WITHHOLDING = ARTICLE.partition("\n© ")[0] + "\n"
PARAPHRASE = "The ferry lost most of its power"
_numbers = count(1)
COMPLETE = AnonymityEntry(
    descriptor="a person familiar with the repairs",
    position="works on the repairs",
    how_they_know=None,
    reason="the company forbids interviews",
)


def a_page(user: User, *, text: str = ARTICLE, url: str | None = None) -> Snapshot:
    """An article at an address of its own, each on another site unless ``url`` says where."""
    address = url or f"https://courier-{next(_numbers)}.example/ferry"
    return take_in(captured=replace(from_text(text), url=address), actor=user)


def an_entry(snapshot: Snapshot, words: str = UNNAMED, **facts: Any) -> EvidenceEntry:
    """A passage of an unnamed person, unless ``facts`` say otherwise; ``name`` makes the source a named person."""
    name = facts.pop("name", None)
    start = snapshot.readable.text.index(words)
    sourcing = SourcingEntry(
        sourcing_type=SourcingType.ON_RECORD_PERSON if name else SourcingType.UNNAMED_PERSON,
        voice=Voice.PARAPHRASE,
        source=SourceEntry(
            kind=SourceKind.PERSON if name else SourceKind.UNNAMED_PERSON,
            name=name,
            descriptor=None if name else "a person familiar with the repairs",
        ),
        source_words=name or "a person familiar with the repairs",
        cue="said",
        relayed_for=facts.pop("relayed_for", ()),
        anonymity=None if name else facts.pop("anonymity", None),
    )
    plain: dict[str, Any] = {"stance": Stance.SUPPORTS, "directness": Directness.SECOND_HAND, "part": Part.LEAD}
    return EvidenceEntry(start=start, end=start + len(words), sourcing=sourcing, **{**plain, **facts})


def a_claim_of(user: User, *, text: str = ARTICLE, wording: str = WORDING, **facts: Any) -> Claim:
    """A draft with one piece of evidence. ``paraphrase`` goes to the claim, all other facts to the evidence."""
    snapshot = a_page(user, text=text)
    entry = ClaimEntry(wording=wording, paraphrase=facts.pop("paraphrase", None), language="en", tags=("ferries",))
    return log_claim(actor=user, snapshot=snapshot, claim=entry, evidence=an_entry(snapshot, **facts))


def more_evidence(claim: Claim, user: User, *, text: str = ARTICLE, **facts: Any) -> Evidence:
    snapshot = a_page(user, text=text)
    return add_evidence(actor=user, claim_id=claim.pk, snapshot=snapshot, evidence=an_entry(snapshot, **facts))


def step(claim: Claim, action: ReviewAction, actor: User | None, note: str | None = None) -> Claim:
    return take_step(claim_id=claim.pk, action=action, actor=actor, note=note)


def submitted(user: User, **facts: Any) -> Claim:
    return step(a_claim_of(user, **facts), ReviewAction.SUBMIT, user)


def vetted(checker: User, editor: User, **facts: Any) -> Claim:
    return step(submitted(checker, **facts), ReviewAction.APPROVE, editor)


def a_finding(claim: Claim, *, found: str | None = "Three engines of the ferry Marta failed", **facts: Any) -> Finding:
    """A finding that the passage of the claim's first evidence was edited, and followed up."""
    passage = claim.evidence.select_related("passage__snapshot__document").order_by("id").first().passage  # type: ignore[union-attr]
    link = Link.objects.get(document=passage.snapshot.document)
    check = Check.objects.create(
        link=link, visit=f"visit-{next(_numbers)}", outcome="alive", http_status=200, checked_at=timezone.now()
    )
    PassageCheck.objects.create(check_made=check, passage=passage, outcome="changed", found_text=found, score=0.9)
    plain: dict[str, Any] = {
        "kind": "passage_changed",
        "detail": f"Was: {passage.exact}\nNow: {found}",
        "found_at": timezone.now(),
    }
    with transaction.atomic():
        finding = Finding.objects.create(
            **{"claim": claim, "link": link, "check_made": check, "passage": passage, **plain, **facts}
        )
        leave(ChangeKind.FINDING, finding.pk)
    drain()
    return finding


def text_of(page: bytes) -> str:
    """What a reader reads of a page: without tags, spaces folded."""
    body = page.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
