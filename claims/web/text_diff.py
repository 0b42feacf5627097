"""The readable text of any two snapshots of a document, word by word."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Document, Snapshot
from claims.web.editions import chosen_editions
from claims.web.findings import pieces_of

KEPT = 300
"""Characters of unchanged text shown on each side of a change, unless all of it is asked for."""
_GAP = " […] "


def shortened(pieces: Iterator[tuple[str, str]], kept: int = KEPT) -> list[tuple[str, str]]:
    """The pieces with long unchanged ones cut in their middle, between words."""
    return [(op, _cut(text, kept) if op == "equal" else text) for op, text in pieces]


def _cut(text: str, kept: int) -> str:
    if len(text) <= 2 * kept + len(_GAP):
        return text
    before, after = text[:kept], text[-kept:]
    head = before.rsplit(" ", 1)[0] if " " in before else before
    tail = after.split(" ", 1)[1] if " " in after else after
    return f"{head}{_GAP}{tail}"


def _text(snapshot: Snapshot) -> str:
    return Snapshot.objects.select_related("readable").get(pk=snapshot.pk).readable.text


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The two snapshots of the address; without an address the newest, and the one before it with another text."""
    document = get_object_or_404(Document, public_id=public_id)
    snapshots = list(document.snapshots.order_by("-taken_at", "-id"))
    whole = request.GET.get("all") == "1"
    context = {"document": document, "snapshots": snapshots, "all": whole}
    if len(snapshots) > 1:
        old, new = chosen_editions(request, snapshots)
        same = old.readable_id == new.readable_id
        pieces = [] if same else pieces_of(_text(old), _text(new))
        context |= {
            "old": old,
            "new": new,
            "same_text": same,
            "pieces": list(pieces) if whole else shortened(iter(pieces)),
        }
    return render(request, "read/text_diff.html", context)
