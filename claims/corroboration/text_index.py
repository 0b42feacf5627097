"""The index of shared text: every text's prints in rows, and who shares text with whom.

Right with any number of workers, without a lock: a text's prints are committed before it is compared, so of two texts
that share words the one that is compared later sees the other, whoever was first. A worker that dies in between
leaves ``compared_at`` empty, and the next one compares the text.

A text's shingles are kept with it, so that candidates are sifted by them without reading a text again; only where
something may be found are two texts compared word for word.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from claims.corroboration.prepared import Prepared, prepare
from claims.corroboration.reuse import RULES_VERSION, Reuse, judge, may_share
from claims.corroboration.shingles import WIDTH, WINDOW, Span, lexicon, packed, prints, unpacked, words_of
from claims.corroboration.standing import NOTHING, Nobodys, Other, Standing, standing_text
from claims.models import ComparedText, ReadableText, SharedText, TextPrint

VERSION = f"{RULES_VERSION}/{lexicon().version}"

HOLDERS = 64
"""Texts, the newest, that are looked up for one print: what more of them hold makes no more work."""

BY_STRETCH, BY_JOINT, BY_RARITY, BY_NUMBER = 150, 300, 60, 30
"""Texts that are looked at: with the rarest prints close together, and with those that seldom meet, for a common run;
with the rarest in all, for many short runs; and with the most, however common, to learn what is standing text."""

MANY = 100_000
"""Texts of a large installation, by which rarity is measured."""

SIBLINGS = 1000
"""Further texts of those documents that are looked at, the newest: a page may have many."""

NEAR = WINDOW + WIDTH
"""Words between two prints of one common run: no more, or the index would have kept another in between."""

OLDER_COPIES = 256
"""Texts that are looked at further where a report has more copies than ``HOLDERS``."""

RECONSIDERED = 20
"""Pairs found earlier that are judged again when what they share turns out to be standing text."""

ATTEMPTS = 5
"""Failures after which a text is left alone until the rules change."""

_COPY, _SAMPLE, _SAMPLED = 0.5, 48, 4
"""Containment from which on a text is a copy whose older copies are looked for; by how many prints; how many of those
another must hold, of which its own choice of prints kept one in ``WINDOW``."""

_ROWS = 5000

_LOOK_UP = """
    SELECT wanted.value, holder.text_id
      FROM unnest(%s::integer[]) AS wanted(value)
     CROSS JOIN LATERAL (
           SELECT text_id FROM claims_textprint WHERE value = wanted.value ORDER BY text_id DESC LIMIT %s
           ) AS holder
"""

_OLDER_COPIES = """
    SELECT text_id FROM claims_textprint WHERE value = ANY(%s) GROUP BY text_id HAVING count(*) >= %s
     ORDER BY count(*) DESC, text_id DESC LIMIT %s
"""


def not_taken_in(*, limit: int) -> list[int]:
    """Texts that the rules in force have not taken in, in the order in which they came."""
    rows = ComparedText.objects.filter(Q(version__lt=VERSION) | Q(version__gt=VERSION), attempts__lt=ATTEMPTS)
    return list(rows.order_by("attempts", "id").values_list("pk", flat=True)[:limit])


def add(*, text_id: int, text: str, spans: Sequence[Span]) -> int | None:
    """Take a text into the index; returns how many prints it left, ``None`` when it is there already or in hand.

    ``spans`` are the parts of ``text`` that are its own words. It is then still to be compared. Prints that another
    text of the document left are not left again, so that a page which changes a little at every visit does not fill the
    index.
    """
    prepared = prepare(words_of(text, spans))
    with transaction.atomic():
        rows = ComparedText.objects.select_for_update(skip_locked=True).filter(pk=text_id)
        row = rows.exclude(version=VERSION).first()
        if row is None:
            return None
        left = prints(prepared.hashes, _left_by_siblings(row, prepared))
        TextPrint.objects.bulk_create(
            (TextPrint(value=value, text_id=text_id) for value in sorted(left)),
            batch_size=_ROWS,
            ignore_conflicts=True,
        )
        row.spans = [place for span in spans for place in span]
        row.hashes, row.names = packed(sorted(prepared.distinct)), packed(sorted(prepared.named))
        row.version, row.compared_at = VERSION, None
        row.save()
    return len(left)


def _left_by_siblings(row: ComparedText, prepared: Prepared) -> frozenset[int]:
    siblings = list(ComparedText.objects.filter(document=row.document_id).exclude(pk=row.pk).values_list("pk"))
    if not siblings:
        return frozenset()
    left = TextPrint.objects.filter(value__in=prepared.distinct, text_id__in=[pk for (pk,) in siblings])
    return frozenset(left.values_list("value", flat=True))


def waiting(*, limit: int) -> list[int]:
    """Texts in the index that are still to be compared, in the order in which they came; what failed comes last."""
    rows = ComparedText.objects.filter(compared_at=None, version=VERSION, attempts__lt=ATTEMPTS)
    return list(rows.order_by("attempts", "id").values_list("pk", flat=True)[:limit])


def failed(*, text_id: int) -> None:
    """Count a failure, so that other texts have their turn first."""
    ComparedText.objects.filter(pk=text_id).update(attempts=F("attempts") + 1)


class Found(NamedTuple):
    """A document that shares text with the one in hand, by which of its texts."""

    document_id: int
    text_hash: str
    reuse: Reuse


def compare(*, text_id: int) -> int | None:
    """Compare one waiting text with all others, and keep what is found.

    A pair that was found by this very text before, and is no longer, is forgotten: an outlet was corrected, or what
    both share turned out to be standing text. Returns how many documents share text with it; ``None`` when another
    worker has it in hand or compared it. One transaction.
    """
    with transaction.atomic():
        row = (
            ComparedText.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("readable", "document")
            .filter(pk=text_id, compared_at=None, version=VERSION)
            .first()
        )
        if row is None:
            return None
        search = _Search(row)
        found = search.found()
        _keep(row, found)
        _forget(row, {other.document_id for other in found})
        search.reconsider()
        row.compared_at, row.attempts = timezone.now(), 0
        row.save(update_fields=["compared_at", "attempts"])
    return len(found)


def shared_with(row: ComparedText) -> list[Found]:
    """The documents of other outlets that are suspected to share text with ``row``, each by its most telling text."""
    return _Search(row).found()


class _Row(NamedTuple):
    """What is asked of a text that may share words with the one in hand."""

    pk: int
    document_id: int
    outlet_id: int | None
    readable_id: str
    spans: Sequence[int]
    hashes: bytes | memoryview
    names: bytes | memoryview


_COLUMNS = ("pk", "document", "document__outlet", "readable", "spans", "hashes", "names")


class _Candidate:
    """A text that shares prints with the one in hand."""

    def __init__(self, row: _Row, mine: Prepared) -> None:
        self.row = row
        self.outlet = _outlet(row.outlet_id)
        self.held = mine.held(unpacked(row.hashes))
        self.shared = self.held.shared
        self.named = unpacked(row.names)


class _Search:
    """Everything that shares text with one text."""

    def __init__(self, row: ComparedText) -> None:
        self.row, self.mine = row, _prepared(row.spans, row.readable.text)
        self.outlet = _outlet(row.document.outlet_id)
        self._between_outlets: dict[str | None, Nobodys] = {}
        self._texts: dict[str, str] = {}
        holders = _holders(self.mine)
        self._common = {value for value, texts in holders.items() if len(texts) == HOLDERS}
        self.others = list(self._looked_at(_picked(_hits(self.mine, holders))))
        self.standing = self._standing()

    def _looked_at(self, text_ids: Collection[int]) -> Iterator[_Candidate]:
        """These texts, what an earlier comparison found, and what else there is of the same documents."""
        rows = ComparedText.objects.exclude(document=self.row.document_id)
        known = _known(self.row)
        pairs = Q(document__in=[pair.document_id for pair in known], readable__in=[pair.text_hash for pair in known])
        first = self._candidates(
            rows.filter(Q(pk__in=text_ids) | pairs if known else Q(pk__in=text_ids)).order_by("pk")
        )
        yield from first
        documents, looked_at = ({made.row.document_id for made in first}, [made.row.pk for made in first])
        siblings = rows.filter(document__in=documents).exclude(pk__in=looked_at).order_by("-pk")
        yield from self._candidates(siblings[:SIBLINGS])

    def _candidates(self, rows: QuerySet[ComparedText]) -> list[_Candidate]:
        return [_Candidate(_Row._make(row), self.mine) for row in rows.values_list(*_COLUMNS)]

    def _standing(self) -> Standing:
        others = [Other(other.outlet, other.held, other.named) for other in self.others]
        return standing_text(self.mine, self.outlet, others)

    def found(self) -> list[Found]:
        """What is shared, by document."""
        best = self._best(self.others)
        copies = [other for other in self.others if self._is_copy(other, best)]
        if copies:
            best = _stronger(best, self._best(self._older_copies(copies[0])))
        return sorted(best.values())

    def _best(self, others: Sequence[_Candidate]) -> dict[int, Found]:
        alike = [other for other in others if self._may_share(other)]
        self._read(alike)
        best: dict[int, Found] = {}
        for other in alike:
            standing = self._between(other)
            reuse = judge(self.row.readable.text, self.mine, self._prepared(other), standing=standing)
            if reuse:
                made = Found(other.row.document_id, other.row.readable_id, reuse)
                best = _stronger(best, {made.document_id: made})
        return best

    def _may_share(self, other: _Candidate) -> bool:
        if self.outlet is not None and self.outlet == other.outlet:
            return False  # merged as it is: one outlet is one publisher
        return may_share(self.mine, other.held, self._between(other))

    def _between(self, other: _Candidate) -> Nobodys:
        if other.outlet not in self._between_outlets:
            found = self.standing[None] | self.standing.get(other.outlet, NOTHING)
            self._between_outlets[other.outlet] = found
        return self._between_outlets[other.outlet]

    def _read(self, others: Iterable[_Candidate]) -> None:
        """The texts of these, in one query."""
        wanted = {other.row.readable_id for other in others} - self._texts.keys()
        if wanted:
            self._texts.update(ReadableText.objects.filter(pk__in=wanted).values_list("text_hash", "text"))

    def _prepared(self, other: _Candidate) -> Prepared:
        return _prepared(other.row.spans, self._texts[other.row.readable_id])

    def _is_copy(self, other: _Candidate, best: Mapping[int, Found]) -> bool:
        found = best.get(other.row.document_id)
        return found is not None and found.reuse.containment >= _COPY and bool(self._common & other.shared)

    def _older_copies(self, copy: _Candidate) -> list[_Candidate]:
        """What holds the prints of this copy that too many hold for all of them to be looked up at once."""
        common = [value for value in self.mine.hashes if value in self._common and value in copy.shared]
        sample = list(dict.fromkeys(common))[:: max(1, len(common) // _SAMPLE)]
        with connection.cursor() as cursor:
            cursor.execute(_OLDER_COPIES, [sample, _SAMPLED, OLDER_COPIES + len(self.others)])
            text_ids = {text_id for (text_id,) in cursor.fetchall()} - {other.row.pk for other in self.others}
        return list(self._looked_at(text_ids)) if text_ids else []

    def reconsider(self) -> None:
        """Forget pairs of others that share only what is standing text by now."""
        standing = self.standing[None]
        holders = {(o.row.document_id, o.row.readable_id): o for o in self.others if o.shared & standing.furniture}
        documents = {document_id for document_id, _ in holders}
        if not documents:
            return
        pairs = SharedText.objects.filter(first__in=documents, second__in=documents).order_by("id")
        for pair in pairs[:RECONSIDERED]:
            first = holders.get((pair.first_id, pair.first_text_id))
            second = holders.get((pair.second_id, pair.second_text_id))
            if first and second and not self._still_shared(first, second, standing):
                pair.delete()

    def _still_shared(self, first: _Candidate, second: _Candidate, standing: Nobodys) -> bool:
        self._read([first, second])
        text = self._texts[first.row.readable_id]
        return judge(text, self._prepared(first), self._prepared(second), standing=standing) is not None


def _stronger(known: Mapping[int, Found], more: Mapping[int, Found]) -> dict[int, Found]:
    """By document, of two findings the one that says more."""
    best = dict(known)
    for document_id, found in more.items():
        if document_id not in best or _strength(found.reuse) > _strength(best[document_id].reuse):
            best[document_id] = found
    return best


def _strength(reuse: Reuse) -> tuple[float, int]:
    return reuse.containment, reuse.longest


def _outlet(outlet_id: int | None) -> str | None:
    return str(outlet_id) if outlet_id is not None else None


def _prepared(spans: Sequence[int], text: str) -> Prepared:
    return prepare(words_of(text, zip(spans[::2], spans[1::2], strict=True)))


def _holders(mine: Prepared) -> dict[int, list[int]]:
    """The texts that hold each print, the newest ``HOLDERS``."""
    holders: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [sorted(mine.distinct), HOLDERS])
        for value, text_id in cursor.fetchall():
            holders[value].append(text_id)
    return holders


@dataclass(slots=True)
class _Hits:
    """What another text shares with the one in hand, as far as the index shows it.

    ``rarity`` sums one divided by the number of texts that hold a print. What is shared lies close together, what is
    met by chance does not: ``stretch`` is the most of that in one place, and ``joint`` the same in logarithms, by which
    several prints of middling rarity outweigh one that is rare.
    """

    number: int = 0
    rarity: float = 0.0
    stretch: float = 0.0
    joint: float = 0.0
    going: float = 0.0
    going_joint: float = 0.0
    last: int = -NEAR

    def take(self, at: int, rarity: float, information: float) -> None:
        """A print at word ``at`` of the text in hand, in order."""
        near = at - self.last < NEAR
        self.going = self.going * near + rarity
        self.going_joint = self.going_joint * near + information
        self.stretch, self.joint = max(self.stretch, self.going), max(self.joint, self.going_joint)
        self.number, self.rarity, self.last = self.number + 1, self.rarity + rarity, at


def _hits(mine: Prepared, holders: Mapping[int, Sequence[int]]) -> dict[int, _Hits]:
    """By text, what it shares."""
    found: dict[int, _Hits] = defaultdict(_Hits)
    seen: set[int | None] = {None}
    for at, value in enumerate(mine.hashes):
        if value is None or value in seen or value not in holders:
            continue
        seen.add(value)
        held = len(holders[value])
        information = math.log(MANY / held) if held < HOLDERS else 0.0  # how many more hold it is not known
        for text_id in holders[value]:
            found[text_id].take(at, 1 / held, information)
    return found


def _picked(hits: Mapping[int, _Hits]) -> set[int]:
    """The texts that are looked at."""
    return {
        *heapq.nlargest(BY_STRETCH, hits, key=lambda text_id: (hits[text_id].stretch, text_id)),
        *heapq.nlargest(BY_JOINT, hits, key=lambda text_id: (hits[text_id].joint, text_id)),
        *heapq.nlargest(BY_RARITY, hits, key=lambda text_id: (hits[text_id].rarity, text_id)),
        *heapq.nlargest(BY_NUMBER, hits, key=lambda text_id: (hits[text_id].number, text_id)),
    }


class _Known(NamedTuple):
    """The other side of a pair that was found before."""

    pair_id: int
    document_id: int
    text_hash: str


def _known(row: ComparedText) -> list[_Known]:
    """What was found by this very text before."""
    as_first = SharedText.objects.filter(first=row.document_id, first_text=row.readable_id)
    as_second = SharedText.objects.filter(second=row.document_id, second_text=row.readable_id)
    found = [
        *as_first.values_list("pk", "second_id", "second_text_id"),
        *as_second.values_list("pk", "first_id", "first_text_id"),
    ]
    return [_Known(*pair) for pair in sorted(found)]


def _keep(row: ComparedText, found: Sequence[Found]) -> None:
    """Write what is new or says more than what is known, or says something else of the very same texts.

    In the order of the pairs, so that two workers that write the same pairs wait for each other and never in a circle.
    """
    for other in found:
        made = _shared(row, other)
        known, is_new = SharedText.objects.select_for_update().get_or_create(
            first_id=made.first_id, second_id=made.second_id, defaults=_figures(made)
        )
        same_texts = (made.first_text_id, made.second_text_id) == (known.first_text_id, known.second_text_id)
        figures, before = (made.containment, made.longest), (known.containment, known.longest)
        if not is_new and (figures > before or (same_texts and figures != before)):
            SharedText.objects.filter(pk=known.pk).update(**_figures(made))


def _forget(row: ComparedText, found: Collection[int]) -> None:
    """Drop what this very text was found by, and is no longer."""
    gone = [known.pair_id for known in _known(row) if known.document_id not in found]
    if gone:
        SharedText.objects.filter(pk__in=gone).delete()


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
