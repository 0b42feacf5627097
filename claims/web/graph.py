"""The provenance graph of a claim: a picture that can be focused and read, the same as a nested list, and a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from claims.corroboration.service import current
from claims.credibility.blindness import has_graded, is_blind
from claims.models import Citation, Claim, Evidence, Outlet, OwnerGroup, Source
from claims.models.trees import roots
from claims.vocabulary import UNNAMED_KINDS, Stance
from claims.web import graph_ink as ink
from claims.web.claim import claim_of
from claims.web.claim_page import known_evidence, sourcing_of
from claims.web.editing import signed_in
from claims.web.graph_layout import draw
from claims.web.graph_values import Graph, Group, Hop, Join, Line, Owner, Piece, graph_of
from claims.web.why_page import OriginCard, Why, why_of

_LONGEST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Branch:
    """An origin in the list beside the picture; ``card`` is ``None`` for what counts nowhere."""

    card: OriginCard | None
    pieces: tuple[Piece, ...]


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture and the list."""
    claim = claim_of(public_id)
    why, pieces = _known(request, claim)
    context = {"claim": claim, "why": why, "branches": list(_branches(why, pieces)), "count": len(pieces)}
    return render(request, "graph/page.html", context | _drawn(claim, why, pieces))


@require_safe
def svg(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture as a file of its own, without links."""
    claim = claim_of(public_id)
    why, pieces = _known(request, claim)
    context = _drawn(claim, why, pieces) | {"standalone": True, "claim": claim}
    response = render(request, "graph/svg.html", context, content_type="image/svg+xml")
    name = slugify(claim.wording)[:60] or "claim"
    response["Content-Disposition"] = f'attachment; filename="provenance-{name}-{claim.public_id}.svg"'
    return response


def _known(request: HttpRequest, claim: Claim) -> tuple[Why | None, tuple[Piece, ...]]:
    user = signed_in(request)
    rows = list(_rows(claim))
    status = current(claim)
    blind = is_blind(claim, graded=has_graded(claim, user))
    why = why_of(status.why, evidence=known_evidence(rows), blind=blind) if status is not None else None
    origin_of = {item.key: origin.number for origin in (why.origins if why else ()) for item in origin.items}
    owners = owners_of(row.passage.snapshot.document.outlet for row in rows)
    return why, tuple(
        _piece(number, row, origin_of.get(row.public_id), owners) for number, row in enumerate(rows, start=1)
    )


def _rows(claim: Claim) -> QuerySet[Evidence]:
    return (
        Evidence.objects.filter(claim=claim)
        .select_related(
            "passage__snapshot__document__outlet__source",
            "passage__snapshot__document__outlet__owner_group",
            "sourcing__source",
        )
        .defer("passage__snapshot__page")
        .prefetch_related("sourcing__relays__relayed_for")
        .order_by("id")
    )


def owners_of(outlets: Iterable[Outlet | None]) -> dict[int, tuple[Owner, ...]]:
    """Who owns each outlet (by primary key), and who owns that owner in the end where it is somebody else.

    As origins are told apart: by owner groups where the outlet is in one, else by what its source is part of. Four
    queries at most.
    """
    known = {outlet.pk: outlet for outlet in outlets if outlet is not None}
    groups = {pk: outlet.owner_group for pk, outlet in known.items() if outlet.owner_group is not None}
    last = roots(OwnerGroup, {group.pk for group in groups.values()})
    tops = OwnerGroup.objects.in_bulk(set(last.values()))
    found = {pk: _once(_group(group), _group(tops[last[group.pk]])) for pk, group in groups.items()}
    sources = {pk: outlet.source for pk, outlet in known.items() if pk not in groups and outlet.source.parent_id}
    above = roots(Source, {source.pk for source in sources.values()})
    parents = Source.objects.in_bulk({*above.values(), *(source.parent_id for source in sources.values())} - {None})
    for pk, source in sources.items():
        found[pk] = _once(_parent(parents[source.parent_id or 0]), _parent(parents[above[source.pk]]))
    return found


def _once(nearest: Owner, last: Owner) -> tuple[Owner, ...]:
    return (nearest,) if nearest == last else (nearest, last)


def _group(group: OwnerGroup) -> Owner:
    return Owner(f"owner-{group.pk}", str(group), reverse("owner", args=[group.pk]))


def _parent(source: Source) -> Owner:
    return Owner(f"part-of-{source.public_id}", str(source), reverse("source", args=[source.public_id]))


def _piece(number: int, row: Evidence, origin: int | None, owners: Mapping[int, tuple[Owner, ...]]) -> Piece:
    snapshot = row.passage.snapshot
    document, outlet = snapshot.document, snapshot.document.outlet
    return Piece(
        key=row.public_id,
        number=number,
        stance=Stance(row.stance),
        words=row.passage.exact[:_LONGEST_WORDS],
        origin=origin,
        withdrawn=row.withdrawn_at is not None,
        hops=tuple(_hops(row)),
        document=document.public_id,
        document_label=str(document),
        document_href=reverse("snapshot", args=[snapshot.public_id]),
        outlet=outlet.source.public_id if outlet is not None else None,
        outlet_label=str(outlet) if outlet is not None else "",
        outlet_href=reverse("source", args=[outlet.source.public_id]) if outlet is not None else None,
        owners=owners.get(outlet.pk, ()) if outlet is not None else (),
    )


def _hops(row: Evidence) -> Iterator[Hop]:
    """The source nearest to the page, then whom it relays, and whom that one relays."""
    sourcing = sourcing_of(row)
    if sourcing is None or sourcing.source is None:
        return
    for source in (sourcing.source, *(relay.relayed_for for relay in sourcing.relays.all())):
        yield _hop(source)


def _hop(source: Source) -> Hop:
    unnamed = source.kind in UNNAMED_KINDS
    return Hop(f"source-{source.public_id}", str(source), unnamed, reverse("source", args=[source.public_id]))


def _branches(why: Why | None, pieces: Sequence[Piece]) -> Iterator[Branch]:
    cards: list[OriginCard | None] = [*(why.origins if why else ()), None]
    for card in cards:
        inside = tuple(piece for piece in pieces if piece.origin == (card.number if card else None))
        if inside:
            yield Branch(card, inside)


def _drawn(claim: Claim, why: Why | None, pieces: Sequence[Piece]) -> dict[str, Any]:
    """The picture with the ink of each part, as the template wants it."""
    graph = _graph(claim, why, pieces)
    drawing = draw(graph)
    return {
        "drawing": drawing,
        "boxes": [(box, ink.BOXES[box.node.kind]) for box in drawing.boxes],
        "paths": [(path, ink.LINES[path.line.kind]) for path in drawing.paths],
        "frames": [(frame, ink.FRAMES[frame.group.kind]) for frame in drawing.frames],
        "legend": [(kind, ink.LINES[kind], words) for kind, words in ink.MEANINGS],
        "more_joins": graph.more_joins,
        "ink": {"paper": ink.PAPER, "words": ink.WORDS, "small": ink.SMALL},
    }


def _graph(claim: Claim, why: Why | None, pieces: Sequence[Piece]) -> Graph:
    origins = why.origins if why else ()
    groups = [
        Group(number=card.number, items=tuple(item.key for item in card.items), kind=_kind(card), says=_says(card))
        for card in origins
    ]
    joins = [
        Join(edge.first.key, edge.second.key, edge.suspected, edge.heading + edge.reason)
        for card in origins
        for edge in card.edges
    ]
    return graph_of(claim.wording, pieces, groups, joins, _citations(pieces))


def _citations(pieces: Sequence[Piece]) -> list[Line]:
    documents = {piece.document for piece in pieces}
    rows = Citation.objects.filter(document__public_id__in=documents, cited__public_id__in=documents)
    pairs = rows.order_by("id").values_list("cited__public_id", "document__public_id")
    return [Line(cited, document, "cites", "is credited by") for cited, document in pairs]


def _kind(card: OriginCard) -> str:
    if card.withdrawn:
        return "withdrew"
    if card.contradicts and not card.supports:
        return "against" if card.qualifies_against else "weak"
    return "qualifies" if card.qualifies else "weak"


def _says(card: OriginCard) -> str:
    words = {"withdrew": "withdrew", "against": "contradicts, and qualifies", "qualifies": "qualifies"}
    return f"Origin {card.number}: {words.get(_kind(card), 'does not qualify')}"
