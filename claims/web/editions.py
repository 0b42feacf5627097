"""Two editions of a document beside each other: statements, their sourcing, headline, byline, dates and notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Document, Snapshot
from claims.reading.editions import Change, FactChange, Laundering, PageFacts, Pair, changed_facts, compare
from claims.reading.values import Reading, Statement
from claims.recording.documents import reading_of
from claims.web.corrected import corrected_statements
from claims.web.findings import pieces_of

STATEMENTS = 250
"""Statements on one page of the comparison, as on a reading page."""

CHANGES = {
    Change.SAME: "unchanged",
    Change.WORDING: "changed in wording",
    Change.SOURCING: "changed in sourcing",
    Change.ADDED: "added",
    Change.REMOVED: "removed",
}
LAUNDERINGS = {
    Laundering.OWN_VOICE: "The page now says in its own voice what it had from somebody: laundered between editions.",
    Laundering.NAMED: "What somebody without a name said now has a name: laundered, or confirmed since.",
    Laundering.RELAY_DROPPED: "Who passed it on is gone: it now looks as if those it is about had said it themselves.",
}
_FACTS = {
    "headline": "Headline",
    "byline": "Byline",
    "published": "Published",
    "modified": "Changed",
    "notice": "Rights notice",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Words before and after with the steps between them."""

    label: str
    old: str | None
    new: str | None
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of the comparison: what became of it, its words with the steps, and its sourcing on both sides."""

    pair: Pair
    change: str
    laundering: str | None
    pieces: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> Statement | None:
        """The statement of the newer edition, else that of the older one."""
        return self.pair.new or self.pair.old


def _row(pair: Pair) -> Row:
    both = pair.old is not None and pair.new is not None
    pieces = tuple(pieces_of(pair.old.text, pair.new.text)) if pair.old and pair.new and both else ()
    return Row(pair, CHANGES[pair.change], LAUNDERINGS[pair.laundering] if pair.laundering else None, pieces)


def _difference(change: FactChange) -> Difference:
    pieces = tuple(pieces_of(change.old, change.new)) if change.old and change.new else ()
    return Difference(_FACTS[change.name], change.old, change.new, pieces)


def page_facts(snapshot: Snapshot, reading: Reading) -> PageFacts:
    """What a snapshot says of itself besides its statements."""
    page = snapshot.page
    return PageFacts(
        headline=page.get("title") or reading.title,
        byline=", ".join(page.get("authors") or ()) or None,
        published=page.get("published"),
        modified=page.get("modified"),
        notice="\n".join(page.get("notices") or ()) or None,
    )


def chosen_editions(request: HttpRequest, snapshots: Sequence[Snapshot]) -> tuple[Snapshot, Snapshot]:
    """The two of the address, the older first; else the newest, and the newest before it with another text."""
    by_id = {snapshot.public_id: snapshot for snapshot in snapshots}
    new = by_id.get(request.GET.get("new", ""), snapshots[0])
    others = [one for one in snapshots if one is not new]
    before = (one for one in others if one.readable_id != new.readable_id and one.taken_at <= new.taken_at)
    old = by_id.get(request.GET.get("old", "")) or next(before, others[0])
    return (new, old) if old.taken_at > new.taken_at else (old, new)


def _side(snapshot: Snapshot) -> tuple[Snapshot, Reading, tuple[Statement, ...]]:
    """A snapshot with its text, its reading, and its statements as they count."""
    whole = Snapshot.objects.select_related("document", "readable").get(pk=snapshot.pk)
    reading = reading_of(whole)
    statements = tuple(one.statement for one in corrected_statements(reading, whole) if one.is_statement)
    return whole, reading, statements


@require_safe
@transaction.atomic
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The two editions of the address beside each other; with one snapshot only, that there is nothing to compare."""
    document = get_object_or_404(Document, public_id=public_id)
    snapshots = list(document.snapshots.order_by("-taken_at", "-id"))
    context: dict[str, Any] = {"document": document, "snapshots": snapshots}
    if len(snapshots) > 1:
        context |= _compared(request, snapshots)
    return render(request, "read/editions.html", context)


def _compared(request: HttpRequest, snapshots: Sequence[Snapshot]) -> dict[str, Any]:
    (old, old_reading, before), (new, new_reading, after) = map(_side, chosen_editions(request, snapshots))
    pairs = compare(before, after)
    whole = request.GET.get("all") == "1"
    shown = [pair for pair in pairs if whole or pair.change is not Change.SAME or pair.moved]
    page = Paginator(shown, STATEMENTS).get_page(request.GET.get("page"))
    counts = Counter(pair.change for pair in pairs)
    return {
        "old": old,
        "new": new,
        "facts": [
            _difference(one) for one in changed_facts(page_facts(old, old_reading), page_facts(new, new_reading))
        ],
        "rows": [_row(pair) for pair in page],
        "page": page,
        "all": whole,
        "counts": [(change.value, CHANGES[change], counts[change]) for change in Change],
        "laundered": sum(pair.laundering is not None for pair in pairs),
        "same_text": old.readable_id == new.readable_id,
    }
