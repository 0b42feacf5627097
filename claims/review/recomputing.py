"""All statuses anew, many claims at a time: after the rules changed, or to see what a change of them would do.

Every batch is a transaction of its own, so a run that is stopped goes on where it was. A vetted claim is never
re-opened here: where its status, or the number it was given, no longer holds, a change is left, and the drain follows
it up like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from claims.corroboration.rules import RULES_VERSION
from claims.corroboration.service import differing
from claims.ledger.changes import leave_many
from claims.models import Claim, StatusRecord
from claims.review.following import number_sentence, status_of_release, status_sentence
from claims.vocabulary import ChangeKind, ClaimState

BATCH = 500
"""Claims computed with one set of queries and written in one transaction."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim whose status, rule or allowed numbers are no longer those stored last; ``None``: there was no status.

    ``sent_back`` says that it is vetted, and no longer stands as it was released.
    """

    claim: str
    before: str | None
    rule_before: str | None
    after: str
    rule_after: str
    sent_back: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a batch: ``looked_at`` claims, ``stored`` statuses, those held by others, and what turned."""

    looked_at: int
    stored: int
    turns: tuple[Turn, ...] = ()


def outdated_ids(*, after: int = 0) -> Iterator[int]:
    """Claims whose status was computed last under other rules, or never, in ascending order from above ``after``."""
    latest = StatusRecord.objects.filter(claim=OuterRef("pk")).order_by("-id").values("rules_version")[:1]
    rows = Claim.objects.annotate(known=Subquery(latest)).filter(Q(known=None) | ~Q(known=RULES_VERSION), pk__gt=after)
    return rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)


def all_ids(*, after: int = 0) -> Iterator[int]:
    """All claims in ascending order from above ``after``."""
    return Claim.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)


def foretell(claims: Collection[int], *, today: date) -> Done:
    """What :func:`recompute_batch` would store; writes nothing."""
    rows = _rows(claims)
    pairs = differing(rows, today=today)
    return Done(len(rows), len(pairs), tuple(_turns(pairs)))


def recompute_batch(claims: Collection[int], *, today: date) -> Done:
    """Compute and store the statuses of these claims. One transaction.

    Claims that somebody holds are left to the drain: to wait for one would make all others wait.
    """
    with transaction.atomic():
        free = Claim.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=claims).order_by("pk")
        held = set(free.values_list("pk", flat=True))
        pairs = differing(_rows(held), today=today)
        StatusRecord.objects.bulk_create([after for _, after in pairs])
        turns = list(_turns(pairs))
        back = {turn.claim for turn in turns if turn.sent_back}
        again = [after.claim_id for _, after in pairs if after.claim.public_id in back]
        leave_many(ChangeKind.RULES, [*again, *sorted(set(claims) - held)])
    return Done(len(held), len(pairs), tuple(turns))


def _rows(claims: Collection[int]) -> list[Claim]:
    return list(Claim.objects.filter(pk__in=claims).order_by("pk"))


def _turns(pairs: Sequence[tuple[StatusRecord | None, StatusRecord]]) -> Iterator[Turn]:
    for before, after in pairs:
        if before is None or _decided(before) != _decided(after):
            yield Turn(
                claim=after.claim.public_id,
                before=before.status if before else None,
                rule_before=before.rule if before else None,
                after=after.status,
                rule_after=after.rule,
                sent_back=_is_sent_back(after),
            )


def _decided(record: StatusRecord) -> tuple[str, str, tuple[int, ...] | None]:
    return record.status, record.rule, tuple(record.numbers_allowed) if record.numbers_allowed is not None else None


def _is_sent_back(after: StatusRecord) -> bool:
    claim = after.claim
    if claim.state != ClaimState.VETTED:
        return False
    released = status_of_release(claim)
    return (status_sentence(released, after) or number_sentence(claim, released, after)) is not None
