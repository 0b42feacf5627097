"""The index of shared text: every text's prints in rows, and who shares text with whom.

Right with any number of workers, without a lock: a text's prints are committed before it is compared, so of two texts
that share words the one that is compared later sees the other, whoever was first. A worker that dies in between
leaves ``compared_at`` empty, and the next one compares the text.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from claims.corroboration.reuse import (
    RULES_VERSION,
    Other,
    Prepared,
    Reuse,
    Standing,
    judge,
    prepare,
    standing_text,
)
from claims.corroboration.shingles import WIDTH, WINDOW, Span, lexicon, prints, words_of
from claims.models import ComparedText, SharedText, TextPrint

VERSION = f"{RULES_VERSION}/{lexicon().version}"

HOLDERS = 64
"""Texts, the newest, that are looked up for one print: what more of them hold makes no more work."""

EXAMINED = 80
"""Documents that are compared word for word."""

WITNESSES = 12
"""Further documents that are compared to learn what is standing text: those with most prints, however common."""

NEAR = WINDOW + WIDTH
"""Words between two prints of one common run: no more, or the index would have kept another in between."""

_ROWS = 5000

_LOOK_UP = """
    SELECT wanted.value, holder.text_id
      FROM unnest(%s::integer[]) AS wanted(value)
     CROSS JOIN LATERAL (
           SELECT text_id FROM claims_textprint WHERE value = wanted.value ORDER BY text_id DESC LIMIT %s
           ) AS holder
"""


def add(*, document_id: int, text_hash: str, text: str, spans: Sequence[Span]) -> ComparedText | None:
    """Take a text into the index; ``None`` when it is there already. It is then still to be compared.

    ``spans`` are the parts of ``text`` that are its own words. Prints that an earlier text of the document left are not
    left again, so that a page which changes a little at every visit does not fill the index.
    """
    prepared = prepare(words_of(text, spans))
    with transaction.atomic():
        row, is_new = ComparedText.objects.get_or_create(
            document_id=document_id,
            readable_id=text_hash,
            defaults={
                "spans": [place for span in spans for place in span],
                "shingles": len(prepared.distinct),
                "version": VERSION,
            },
        )
        if not is_new:
            return None
        wanted = prints(prepared.hashes)
        earlier = ComparedText.objects.filter(document_id=document_id).exclude(pk=row.pk).values_list("pk", flat=True)
        kept = TextPrint.objects.filter(value__in=wanted, text_id__in=list(earlier)).values_list("value", flat=True)
        TextPrint.objects.bulk_create(
            (TextPrint(value=value, text=row) for value in sorted(wanted - set(kept))), batch_size=_ROWS
        )
    return row


def waiting(*, limit: int) -> list[int]:
    """Texts that are still to be compared, in the order in which they came."""
    rows = ComparedText.objects.filter(compared_at=None).order_by("id")
    return list(rows.values_list("pk", flat=True)[:limit])


class Found(NamedTuple):
    """A document that shares text with the one in hand, by which of its texts."""

    document_id: int
    text_hash: str
    reuse: Reuse


def compare(*, text_id: int) -> int | None:
    """Compare one waiting text with all others, and keep what is found.

    Returns how many documents share text with it; ``None`` when another worker has it in hand or compared it. One
    transaction.
    """
    with transaction.atomic():
        row = (
            ComparedText.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("readable", "document")
            .filter(pk=text_id, compared_at=None)
            .first()
        )
        if row is None:
            return None
        found = shared_with(row)
        _keep(row, found)
        row.compared_at = timezone.now()
        row.save(update_fields=["compared_at"])
    return len(found)


@dataclass(frozen=True, slots=True)
class _Candidate:
    row: ComparedText
    prepared: Prepared


def shared_with(row: ComparedText) -> list[Found]:
    """The documents of other outlets that are suspected to share text with ``row``, each by its most telling text."""
    mine = _prepared(row)
    others = _candidates(row, mine)
    standing = standing_text(
        mine.distinct, _outlet(row), [Other(_outlet(other.row), other.prepared.distinct) for other in others]
    )
    best: dict[int, Found] = {}
    for other in others:
        if _outlet(row) is not None and _outlet(other.row) == _outlet(row):
            continue  # merged as it is: one outlet is one publisher
        reuse = judge(row.readable.text, mine, other.prepared, standing=_between(standing, other.row))
        known = best.get(other.row.document_id)
        if reuse and (known is None or _strength(reuse) > _strength(known.reuse)):
            best[other.row.document_id] = Found(other.row.document_id, other.row.readable_id, reuse)
    return sorted(best.values())


def _strength(reuse: Reuse) -> tuple[float, int]:
    return reuse.containment, reuse.longest


def _between(standing: Standing, other: ComparedText) -> frozenset[int]:
    return standing[None] | standing.get(_outlet(other), frozenset())


def _outlet(row: ComparedText) -> str | None:
    return str(row.document.outlet_id) if row.document.outlet_id is not None else None


def _prepared(row: ComparedText) -> Prepared:
    return prepare(words_of(row.readable.text, zip(row.spans[::2], row.spans[1::2], strict=True)))


def _candidates(row: ComparedText, mine: Prepared) -> list[_Candidate]:
    """The texts of other documents that most likely share text with this one, and witnesses for what is common."""
    hits = _hits(mine)
    for text_id in ComparedText.objects.filter(document_id=row.document_id).values_list("pk", flat=True):
        hits.pop(text_id, None)
    by_rarity = heapq.nlargest(EXAMINED, hits, key=lambda text_id: (_best_stretch(hits[text_id]), text_id))
    by_number = heapq.nlargest(WITNESSES, hits, key=lambda text_id: (len(hits[text_id]), text_id))
    rows = ComparedText.objects.filter(pk__in={*by_rarity, *by_number}).select_related("readable", "document")
    return [_Candidate(other, _prepared(other)) for other in rows.order_by("id")]


Hits = list[tuple[int, float]]
"""Words of the text in hand at which a print of another text stands, in order, each with its rarity: one divided by
the number of texts that hold it."""


def _hits(mine: Prepared) -> dict[int, Hits]:
    """What each other text shares with this one, as far as the index shows it."""
    holders: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [sorted(mine.distinct), HOLDERS])
        for value, text_id in cursor.fetchall():
            holders[value].append(text_id)
    found: dict[int, Hits] = defaultdict(list)
    for at, value in enumerate(mine.hashes):
        if value is not None and value in holders:
            texts = holders.pop(value)
            for text_id in texts:
                found[text_id].append((at, 1 / len(texts)))
    return found


def _best_stretch(hits: Hits) -> float:
    """The rarity of the prints that stand closest: what is shared lies together, what is met by chance does not."""
    best = stretch = 0.0
    last = -NEAR
    for at, rarity in hits:
        stretch = stretch + rarity if at - last < NEAR else rarity
        best, last = max(best, stretch), at
    return best


def _keep(row: ComparedText, found: Sequence[Found]) -> None:
    """Write what is new or stronger than what is known.

    In the order of the pairs, so that two workers that write the same pairs wait for each other and never in a circle.
    """
    for other in found:
        made = _shared(row, other)
        known, _ = SharedText.objects.select_for_update().get_or_create(
            first_id=made.first_id, second_id=made.second_id, defaults=_figures(made)
        )
        if (made.containment, made.longest) > (known.containment, known.longest):
            SharedText.objects.filter(pk=known.pk).update(**_figures(made))


def _shared(row: ComparedText, other: Found) -> SharedText:
    ordered = row.document_id < other.document_id
    sides = [(row.document_id, row.readable_id), (other.document_id, other.text_hash)]
    (first, first_text), (second, second_text) = sides if ordered else reversed(sides)
    reuse = other.reuse
    spans = [(run.first, run.second) if ordered else (run.second, run.first) for run in reuse.runs]
    return SharedText(
        first_id=first,
        second_id=second,
        first_text_id=first_text,
        second_text_id=second_text,
        containment=reuse.containment,
        longest=reuse.longest,
        excerpt=reuse.excerpt,
        runs=[[*one, *two, run.words] for (one, two), run in zip(spans, reuse.runs, strict=True)],
        version=VERSION,
        found_at=timezone.now(),
    )


def _figures(made: SharedText) -> dict[str, object]:
    names = "first_text_id second_text_id containment longest excerpt runs version found_at".split()
    return {name: getattr(made, name) for name in names}


def compare_anew(documents: Iterable[int]) -> int:
    """Have these documents compared again, as after a change of their outlets; returns how many texts wait."""
    return ComparedText.objects.filter(document__in=list(documents)).update(compared_at=None)


def shared_between(documents: Iterable[int]) -> list[SharedText]:
    """What is known of shared text among these documents, by their ids, in a fixed order. One query."""
    ids = list(documents)
    return list(
        SharedText.objects.filter(first__in=ids, second__in=ids).select_related("first", "second").order_by("id")
    )
