"""What a visit means for the claims that rest on the page: findings, opened once and settled when all is well again.

A finding is raised when something changed at this visit, or when a claim that rests on the page has never been told;
never again for what a person settled. The wording of findings is here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from claims.ledger.service import append
from claims.models import Check, Claim, Finding, Link, Passage, PassageCheck, User
from claims.rechecks.anchoring import Anchored
from claims.rechecks.folding import Ground
from claims.rechecks.schedule import Next
from claims.rechecks.verdict import same_address, told
from claims.rechecks.visit import Visited
from claims.rechecks.watch import Watch
from claims.rechecks.wording import noted
from claims.vocabulary import CheckOutcome, FindingKind, FindingState, LinkState, PassageOutcome

_WEAK = {
    PassageOutcome.CHANGED: FindingKind.PASSAGE_CHANGED,
    PassageOutcome.MISSING: FindingKind.PASSAGE_MISSING,
}
_BACK = frozenset({PassageOutcome.FOUND, PassageOutcome.MOVED})
_OF_PASSAGE = tuple(_WEAK.values())
_OF_LINK = (FindingKind.LINK_DEAD, FindingKind.LINK_MOVED, FindingKind.LINK_BACK, FindingKind.HOST_BLOCKS)
_DIFFERS = {
    "figure": "A figure differs.",
    "unit": "A unit differs.",
    "date": "A date differs.",
    "negation": "A negation came or went.",
    "sentence": "The words stand, but the sentence around them now says something else.",
}
_YEARS = re.compile(r"(?<=[©)\s])\s*(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)?\d\d)?(?!\d)")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding as it would be raised; ``is_new`` when it came about at this visit. ``note`` as in ``Finding``."""

    claim: Claim
    kind: FindingKind
    detail: str
    note: str | None = None
    passage: Passage | None = None
    is_new: bool


def raise_findings(
    *,
    watch: Watch,
    visited: Visited,
    check: Check,
    after: Next,
    page: Mapping[str, Any] | None,
    asks: bool = False,
) -> int:
    """Write the findings of one visit in the caller's transaction; returns how many are new.

    ``page`` is the page now in the form of ``Snapshot.page``, ``None`` when what came back is not the page. ``asks``
    when an editor is to be asked about the host's wall: one finding for all that rests on the host.
    """
    state = _State(watch, reads=visited.captured is not None)
    _settle_what_is_well(state, watch, visited, after, page)
    due = [*_of_link(watch, visited, after), *_of_passages(watch, visited), *_of_page(watch, page)]
    due += [_of_wall(watch, visited)] if asks and watch.claims else []
    return sum(state.open(found, check) for found in due)


class _State:
    """The findings that there are for a page, all its links taken together; ``reads`` when the page was read anew."""

    def __init__(self, watch: Watch, *, reads: bool) -> None:
        self.link, self.reads = watch.link, reads
        rows = Finding.objects.filter(link__document=watch.link.document_id, claim__in=watch.claims)
        self.rows = list(rows.order_by("id"))

    def alike(self, kind: FindingKind, claim: Claim, passage_id: int | None) -> list[Finding]:
        return [
            row
            for row in self.rows
            if (row.kind, row.claim_id, row.passage_id) == (kind.value, claim.pk, passage_id)
            and (kind not in _OF_LINK or row.link_id == self.link.pk)
        ]

    def opened(self, kinds: Iterable[FindingKind], passage_id: int | None = None) -> list[Finding]:
        values = {kind.value for kind in kinds}
        return [
            row
            for row in self.rows
            if row.state == FindingState.OPEN.value and row.kind in values and row.passage_id == passage_id
        ]

    def _is_news(self, told: Told, last: Finding) -> bool:
        """False for what a person settled already when it came in by another link to the same page."""
        return last.detail != told.detail or last.link_id == self.link.pk or last.settled_by_id is None

    def open(self, told: Told, check: Check) -> int:
        """Open a finding unless it is open already or was settled; 1 when it is new. Other words replace it."""
        passage_id = told.passage.pk if told.passage else None
        before = self.alike(told.kind, told.claim, passage_id)
        standing = next((row for row in before if row.state == FindingState.OPEN.value), None)
        same = standing is not None and standing.detail == told.detail
        if same or (before and not (told.is_new and self._is_news(told, before[-1]))):
            if standing is not None and told.note is not None and self.reads:
                _learn(standing, told.note, check)
            return 0
        if standing is not None:
            settle(standing, "The page has changed again since.")
        self.rows.append(write_finding(told, link=self.link, check=check, found_at=check.checked_at))
        return 1


def write_finding(told: Told, *, link: Link, check: Check, found_at: datetime) -> Finding:
    """Write a finding that ``check`` of ``link`` led to, in the caller's transaction; the ledger tells of it."""
    finding = Finding.objects.create(
        claim=told.claim,
        link=link,
        check_made=check,
        passage=told.passage,
        kind=told.kind.value,
        detail=told.detail,
        note=told.note,
        noted_at=check.checked_at if told.note else None,
        found_at=found_at,
    )
    append(
        actor=None,
        action="find",
        subject=f"claim/{told.claim.public_id}",
        after={"finding": finding.public_id, "kind": told.kind.value, "link": link.public_id},
        reason=finding.headline,
    )
    return finding


def _learn(finding: Finding, note: str, check: Check) -> None:
    """A correction note appeared, or has other words, after the edit was found: the finding stays, and knows it."""
    if note == finding.note:
        return
    before, finding.note, finding.noted_at = finding.note, note, check.checked_at
    finding.save(update_fields=["note", "noted_at"])
    append(
        actor=None,
        action="note_appeared",
        subject=f"finding/{finding.public_id}",
        before={"note": before},
        after={"note": note},
    )


def settle(
    finding: Finding, reason: str | None, *, actor: User | None = None, state: FindingState = FindingState.SETTLED
) -> None:
    """Settle a finding in the caller's transaction; without ``actor`` the installation does: what it told is over."""
    finding.state, finding.settled_by, finding.settled_at = state.value, actor, timezone.now()
    finding.save(update_fields=["state", "settled_by", "settled_at"])
    append(
        actor=actor,
        action="settle_finding",
        subject=f"finding/{finding.public_id}",
        before={"state": FindingState.OPEN.value},
        after={"state": finding.state},
        reason=reason,
    )


def _settle_what_is_well(
    state: _State, watch: Watch, visited: Visited, after: Next, page: Mapping[str, Any] | None
) -> None:
    for passage_id, found in visited.passages.items():
        for finding in state.opened(_OF_PASSAGE, passage_id):
            if found.outcome in _BACK:
                settle(finding, "The passage stands there again.")
            elif finding.kind != _WEAK[found.outcome].value:
                settle(finding, "The page has changed again since.")
    link_id = watch.link.pk
    if visited.verdict.is_page:
        for finding in (f for f in state.opened([FindingKind.LINK_DEAD]) if f.link_id == link_id):
            settle(finding, "The page is back.")
    elif after.state is LinkState.DEAD:
        for finding in (f for f in state.opened([FindingKind.LINK_BACK]) if f.link_id == link_id):
            settle(finding, "The page is gone again.")
    if page is not None:
        _settle_page_findings(state, watch, page)


def _settle_page_findings(state: _State, watch: Watch, page: Mapping[str, Any]) -> None:
    for claim in watch.claims:
        baseline = watch.baseline(claim)
        for aspect in _ASPECTS if baseline else ():
            if baseline is not None and not aspect.differs(baseline.page, page):
                for finding in (f for f in state.opened([aspect.kind]) if f.claim_id == claim.pk):
                    settle(finding, "It is as it was when the claim was logged.")


def _of_link(watch: Watch, visited: Visited, after: Next) -> Iterator[Told]:
    was_dead = watch.link.state == LinkState.DEAD.value
    verdict = visited.verdict
    for claim in watch.claims:
        if after.state is LinkState.DEAD:
            detail = f"{watch.link.url} is gone: {_reason(visited)}."
            yield Told(claim=claim, kind=FindingKind.LINK_DEAD, detail=detail, is_new=not was_dead)
        elif was_dead and verdict.is_page:
            yield Told(claim=claim, kind=FindingKind.LINK_BACK, detail=f"{watch.link.url} answers again.", is_new=True)
        if _has_moved(watch, visited):
            how = "for good" if verdict.outcome is CheckOutcome.MOVED_PERMANENTLY else "for now"
            detail = f"{watch.link.url} now leads to {visited.final_url} ({how})."
            yield Told(claim=claim, kind=FindingKind.LINK_MOVED, detail=detail, is_new=True)


def _of_wall(watch: Watch, visited: Visited) -> Told:
    known = visited.verdict.outcome is not CheckOutcome.UNCLEAR
    begins = f"{watch.link.host.name} has kept us out for days" if known else "The page has not shown for days"
    detail = (
        f"{begins}: {_reason(visited)}. Open {watch.link.url} in a browser. If the page stands as it stood, settle "
        "this; else add what you see to the claim."
    )
    return Told(claim=watch.claims[0], kind=FindingKind.HOST_BLOCKS, detail=detail, is_new=True)


def differing(detail: str) -> list[str]:
    """What kind of words differ, in the sentences that the words of a finding (``Finding.detail``) end with."""
    said = set(detail.split("\n"))
    return [sentence for sentence in _DIFFERS.values() if sentence in said]


def _reason(visited: Visited) -> str:
    _, reason = told(visited.verdict.outcome, visited.verdict.reason, everything=False)
    return reason or "it could not be visited"


def _has_moved(watch: Watch, visited: Visited) -> bool:
    before, now = watch.final_url, visited.final_url or ""
    if visited.verdict.outcome is CheckOutcome.MOVED_TEMPORARILY:  # whose query may differ at every visit
        return not same_address(now.partition("?")[0], before.partition("?")[0])
    return visited.verdict.outcome is CheckOutcome.MOVED_PERMANENTLY and not same_address(now, before)


def _of_passages(watch: Watch, visited: Visited) -> Iterator[Told]:
    for passage in watch.passages:
        found = visited.passages.get(passage.pk)
        kind = _WEAK.get(found.outcome) if found else None
        if found is None or kind is None:
            continue
        is_new = passage.pk in visited.compared and _is_news(watch.last.get(passage.pk), found)
        detail, note = _words(passage, found), _note(watch, visited, passage, found)
        for claim in watch.claims_of[passage.pk]:
            yield Told(claim=claim, kind=kind, detail=detail, note=note, passage=passage, is_new=is_new)


def watched_change(watch: Watch, visited: Visited, page: Mapping[str, Any] | None) -> bool | None:
    """Whether something that is watched is otherwise than when the page last showed; ``None`` when it does not show."""
    if page is None or watch.basis is None:
        return None
    passages = any(
        found.outcome in _WEAK if watch.last.get(pk) is None else _is_news(watch.last[pk], found)
        for pk, found in visited.passages.items()
        if pk in visited.compared
    )
    return passages or any(aspect.differs(watch.basis.page, page) for aspect in _ASPECTS)


def _is_news(last: PassageCheck | None, found: Anchored) -> bool:
    return last is None or (last.outcome, last.found_text) != (found.outcome.value, found.text)


def _words(passage: Passage, found: Anchored) -> str:
    now = found.text if found.outcome is PassageOutcome.CHANGED else "it stands nowhere on the page."
    what = [_DIFFERS[kind] for kind in found.differs if kind in _DIFFERS]
    return "\n".join([f"Was: {passage.exact}", f"Now: {now}", *what])


def _note(watch: Watch, visited: Visited, passage: Passage, found: Anchored) -> str | None:
    """The correction note with which the page tells its readers of the edit."""
    page, basis = visited.captured, watch.basis
    text = page.text if page is not None else basis.readable.text if basis is not None else ""
    whole = page.whole if page is not None else text
    return noted(passage.snapshot.readable.text, text, whole, about=f"{passage.exact} {found.text or ''}")


@dataclass(frozen=True, slots=True)
class _Aspect:
    """One thing that a page says of itself, compared between two forms of ``Snapshot.page``."""

    kind: FindingKind
    keys: tuple[str, ...]

    def value(self, page: Mapping[str, Any]) -> list[Any]:
        return [_comparable(key, page.get(key)) for key in self.keys]

    def differs(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
        """Whether it differs; nothing is known to differ from a page that was never asked, or could not be searched."""
        asked = all(key in old for key in self.keys)
        searched = "notices" not in self.keys or not (old.get("notices_unread") or new.get("notices_unread"))
        return asked and searched and self.value(old) != self.value(new)

    def words(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        return f"Was: {_shown(old, self.keys)}\nNow: {_shown(new, self.keys)}"


_ASPECTS = (
    _Aspect(FindingKind.HEADLINE_CHANGED, ("title",)),
    _Aspect(FindingKind.BYLINE_CHANGED, ("authors", "published")),
    _Aspect(FindingKind.NOTICE_CHANGED, ("notices",)),
)


def _comparable(key: str, value: Any) -> Any:
    """A value without what is no change: typography, order of names, and the year that a notice counts up."""
    if key == "notices":
        return sorted(" ".join(Ground.of(_without_year(notice)).words) for notice in value or ())
    if key == "authors":
        return sorted(" ".join(Ground.of(name).words) for name in value or ())
    return " ".join(Ground.of(value).words) if isinstance(value, str) else value


def _without_year(notice: str) -> str:
    return _YEARS.sub(" ", notice) if _COPYRIGHT.search(notice) else notice


def _shown(page: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    values = [page.get(key) for key in keys]
    flat = [entry for value in values for entry in (value if isinstance(value, list) else [value]) if entry]
    return "; ".join(str(entry) for entry in flat) or "nothing"


def _of_page(watch: Watch, page: Mapping[str, Any] | None) -> Iterator[Told]:
    if page is None:
        return
    known = watch.basis.page if watch.basis else {}
    for claim in watch.claims:
        baseline = watch.baseline(claim)
        for aspect in _ASPECTS if baseline else ():
            if baseline is not None and aspect.differs(baseline.page, page):
                words, is_new = aspect.words(baseline.page, page), aspect.differs(known, page)
                yield Told(claim=claim, kind=aspect.kind, detail=words, is_new=is_new)
