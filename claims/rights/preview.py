"""What would leave of several passages if they left today: in a fixed number of queries, and counting nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from claims.models import GrantedDocument, Passage, RightsStatement
from claims.rights.service import decide_by
from claims.rights.terms import distinct_words, excerpt
from claims.rights.values import Decision, Grant
from claims.vocabulary import Channel, RightsAction, RightsReview


@dataclass(frozen=True, slots=True)
class Preview:
    """The decision for one passage, and the words that would leave; ``excerpt`` is ``None`` when withheld."""

    decision: Decision
    excerpt: str | None


class _Spent:
    """The passages of each document that left already, or would leave before the next one."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._of: dict[int, dict[int, Passage]] = defaultdict(dict)
        for passage in passages:
            self.add(passage)

    def add(self, passage: Passage) -> None:
        self._of[passage.snapshot.document_id][passage.pk] = passage

    def words(self, *, besides: Passage) -> int:
        """Distinct words spent of the document of ``besides``, as :func:`claims.rights.service.used_words` counts."""
        by_text: dict[str, list[Passage]] = defaultdict(list)
        for passage in self._of[besides.snapshot.document_id].values():
            if passage.pk != besides.pk:
                by_text[passage.snapshot.readable_id].append(passage)
        return sum(
            distinct_words(of_text[0].snapshot.readable.text, [(one.start, one.end) for one in of_text])
            for of_text in by_text.values()
        )


def statements_of(documents: Iterable[int], *, today: date) -> dict[int, list[RightsStatement]]:
    """For each document the statements that hold on ``today``, oldest first; two queries."""
    started = Q(valid_from=None) | Q(valid_from__lte=today)
    not_over = Q(valid_until=None) | Q(valid_until__gte=today)
    rows = RightsStatement.objects.filter(started, not_over, document__in=documents, superseded_by=None)
    found: dict[int, list[RightsStatement]] = defaultdict(list)
    for row in rows.exclude(review_state=RightsReview.REJECTED.value).prefetch_related("rules").order_by("id"):
        found[row.document_id].append(row)
    return found


def _grants_of(documents: Iterable[int]) -> dict[int, list[Grant]]:
    found: dict[int, list[Grant]] = defaultdict(list)
    for row in GrantedDocument.objects.filter(document__in=documents).select_related("permissiongrant"):
        grant = row.permissiongrant
        actions = frozenset(map(RightsAction, grant.actions))
        found[row.document_id].append(Grant(id=f"grant:{grant.pk}", actions=actions, until=grant.until))
    return found


def preview_excerpts(passages: Sequence[Passage], *, today: date, channel: Channel | None = None) -> dict[int, Preview]:
    """For each passage, by primary key, what would leave if all left today in the order given.

    Earlier ones spend the words of their document before later ones, as in a release. Pass them with snapshot,
    readable text and document already loaded. Four queries, whatever the number of passages.
    """
    documents = {passage.snapshot.document_id for passage in passages}
    statements, grants = statements_of(documents, today=today), _grants_of(documents)
    used = Passage.objects.filter(uses__isnull=False, snapshot__document__in=documents).distinct()
    spent = _Spent(used.select_related("snapshot__readable"))
    found: dict[int, Preview] = {}
    for passage in passages:
        document = passage.snapshot.document_id
        decision = decide_by(
            passage,
            statements=statements[document],
            grants=grants[document],
            used=spent.words(besides=passage),
            channel=channel,
            today=today,
        )
        found[passage.pk] = Preview(decision, excerpt(passage.exact, decision))
        if found[passage.pk].excerpt is not None:
            spent.add(passage)
    return found
