"""Words that a release holds, against the terms of today: what may no longer be quoted, and what may be by now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from claims.models import Claim, CurrentRelease, Evidence
from claims.publishing.document import with_terms, without_words
from claims.publishing.facts import facts_of, searchable
from claims.publishing.service import HEAD, release
from claims.rights.service import decide_excerpt
from claims.rights.terms import excerpt, is_verbatim
from claims.rights.values import Decision
from claims.vocabulary import Channel, ReleaseKind


def _said(claim: Claim) -> dict[str, Any]:
    """The document of the current release; empty where there is none."""
    current = CurrentRelease.objects.select_related("release").filter(claim=claim).first()
    return json.loads(bytes(current.release.document)) if current else {}


def _decided(
    claim: Claim, said: dict[str, Any], *, quoted: bool, today: date
) -> Iterator[tuple[Evidence, Decision, bool]]:
    """The released evidence, quoted or not, with what the terms of ``today`` decide and whether it may be quoted."""
    ids = [entry["id"] for entry in said.get("evidence", []) if (entry["passage"]["quote"] is not None) is quoted]
    rows = Evidence.objects.filter(claim=claim, public_id__in=ids).order_by("passage__snapshot__document_id", "id")
    for row in rows.select_related("passage__snapshot__readable", "passage__snapshot__document"):
        decision = decide_excerpt(row.passage, today=today, channel=Channel.API)
        yield row, decision, excerpt(row.passage.exact, decision) is not None


def no_longer_quotable(claim: Claim, *, today: date) -> list[tuple[Evidence, Decision]]:
    """Evidence whose words the current release holds and the terms of ``today`` withhold, with what decided."""
    found = _decided(claim, _said(claim), quoted=True, today=today)
    return [(row, decision) for row, decision, may in found if not may]


def may_say_more(claim: Claim, *, today: date) -> bool:
    """Whether words that the current release withholds may leave by now: an embargo ended, say."""
    return any(
        may for row, _, may in _decided(claim, _said(claim), quoted=False, today=today) if row.withdrawn_at is None
    )


def words_ended(claim: Claim, *, today: date) -> bool:
    """Whether a last day of words in the current release is over: it says them no more until it is written anew."""
    return CurrentRelease.objects.filter(claim=claim, words_until__lt=today).exists()


def withhold(claim: Claim, *, today: date) -> None:
    """Take out of the current release what may no longer be quoted, and nothing else; for claims that are not vetted.

    What editors changed since has not been approved, so the release is made of the one before. Words whose last day is
    over but which may still be quoted, on other terms, get the day of those. The caller holds the row of the claim.
    """
    said = _said(claim)
    decided = list(_decided(claim, said, quoted=True, today=today))
    gone = [(row, decision) for row, decision, may in decided if not may]
    if not gone and not words_ended(claim, today=today):
        return
    pages = [row.passage.snapshot.readable.text for row, _ in gone]
    verbatim = said["claim"] is not None and any(is_verbatim(said["claim"], page) for page in pages)
    wording = None if verbatim else said["claim"]
    renewed = with_terms(said, {row.public_id: decision for row, decision, may in decided if may})
    body = without_words(renewed, {row.public_id: decision for row, decision in gone}, wording=wording)
    under_recheck = claim.current_release.kind == ReleaseKind.UNDER_RECHECK
    release(
        claim=claim,
        kind=ReleaseKind.UNDER_RECHECK if under_recheck else ReleaseKind.UPDATED,
        body={name: value for name, value in body.items() if name not in HEAD},
        facts=facts_of(body),
        search_text=searchable(body),
        vetted=False,
    )
