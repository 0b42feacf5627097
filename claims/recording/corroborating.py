"""What editors say of edges between evidence, and of unnamed sources that are one person; each can be taken back.

The status of the claim is computed anew in the same transaction; the database leaves the change for the drain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.access import may_add_evidence
from claims.corroboration.service import recompute
from claims.ledger.service import append
from claims.models import Claim, EdgeJudgement, Evidence, SameUnnamedSource, Source, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.locking import lock_claim
from claims.recording.text import needed
from claims.vocabulary import UNNAMED_KINDS, Certainty, ClaimState, EdgeDecision, EdgeKind, Role


@dataclass(frozen=True, slots=True, order=True)
class EdgeName:
    """An edge by the public ids of its two pieces of evidence, the lower first, and its kind."""

    first: str
    second: str
    kind: EdgeKind

    def __str__(self) -> str:
        return f"{self.first}.{self.second}.{self.kind}"

    @classmethod
    def parse(cls, text: str) -> EdgeName | None:
        """The edge that ``str()`` wrote, or ``None`` for anything else."""
        first, _, rest = text.partition(".")
        second, _, kind = rest.partition(".")
        return cls(first, second, EdgeKind(kind)) if first < second and kind in EdgeKind.stored() else None


def suspected_edges(why: Mapping[str, Any]) -> frozenset[EdgeName]:
    """The suspected edges in a stored *why*: those that an editor may judge."""
    return frozenset(
        EdgeName(edge["a"], edge["b"], EdgeKind(edge["kind"]))
        for joined in (*why["origins"], *why["taken_back"])
        for edge in joined["edges"]
        if edge["certainty"] == Certainty.SUSPECTED
    )


@contextmanager
def _changing(actor: User, claim_id: int) -> Iterator[Claim]:
    """One change to the edges of a claim by an editor: its row held, its status computed."""
    with transaction.atomic():
        claim = lock_claim(claim_id, version=None)
        if actor.role != Role.EDITOR:
            raise NotYours("Only editors say what comes down to one origin.")
        if not may_add_evidence(state=ClaimState(claim.state), role=Role(actor.role)):
            raise NotYours("This claim is closed.")
        yield claim
        claim.version += 1
        claim.save(update_fields=["version"])
        recompute(claim=claim, today=timezone.localdate())


def judge_edges(
    *, actor: User, claim_id: int, edges: Collection[EdgeName], decision: EdgeDecision, reason: str | None
) -> list[EdgeJudgement]:
    """Confirm or clear suspected edges of a claim, all with one reason. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` without edges or reason, or when one of them is not suspected (any more).
    """
    why = needed(reason, field="reason", most=500, message="Say why. Others will go by it.")
    with _changing(actor, claim_id) as claim:
        if not edges:
            raise InvalidEntry("edge", "Choose what you judge.")
        now = suspected_edges(recompute(claim=claim, today=timezone.localdate()).why)
        if not now.issuperset(edges):
            raise InvalidEntry("edge", "Some of this is no longer suspected: it was judged or corrected meanwhile.")
        rows = [_judgement(claim, edge, decision, why, actor) for edge in sorted(edges)]
        append(
            actor=actor,
            action="confirm_edges" if decision is EdgeDecision.CONFIRMED else "clear_edges",
            subject=f"claim/{claim.public_id}",
            after={"edges": [_edge_json(edge) for edge in sorted(edges)]},
            reason=why,
        )
        return rows


def _judgement(claim: Claim, edge: EdgeName, decision: EdgeDecision, reason: str, actor: User) -> EdgeJudgement:
    first, second = Evidence.objects.filter(claim=claim, public_id__in=[edge.first, edge.second]).order_by("pk")
    return EdgeJudgement.objects.create(
        first=first, second=second, kind=edge.kind.value, decision=decision.value, reason=reason, decided_by=actor
    )


def edge_of(row: EdgeJudgement) -> EdgeName:
    """The edge that a judgement is about."""
    first, second = sorted((row.first.public_id, row.second.public_id))
    return EdgeName(first, second, EdgeKind(row.kind))


def _edge_json(edge: EdgeName) -> dict[str, str]:
    return {"first": edge.first, "second": edge.second, "kind": edge.kind.value}


def undo_judgement(*, actor: User, claim_id: int, judgement_id: int) -> None:
    """Take a judgement back: the edge is as the machine finds it. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` when it was taken back already.
    """
    with _changing(actor, claim_id) as claim:
        rows = EdgeJudgement.objects.select_related("first", "second", "decided_by")
        row = rows.filter(pk=judgement_id, first__claim=claim).first()
        if row is None:
            raise InvalidEntry("edge", "This was taken back already.")
        append(
            actor=actor,
            action="undo_edge",
            subject=f"claim/{claim.public_id}",
            before={
                **_edge_json(edge_of(row)),
                "decision": row.decision,
                "by": row.decided_by.get_username(),
                "reason": row.reason,
            },
        )
        row.delete()


def say_same_person(
    *, actor: User, claim_id: int, sources: Collection[str], reason: str | None
) -> list[SameUnnamedSource]:
    """Record that unnamed sources of a claim, given by public id, are one person. One transaction.

    No export ever carries it. Raises ``NotYours``, or ``InvalidEntry`` with fewer than two sources, without reason, or
    when it is said already.
    """
    why = needed(reason, field="reason", most=2000, message="Say how you know. No export ever carries it.")
    with _changing(actor, claim_id) as claim:
        kinds = [kind.value for kind in UNNAMED_KINDS]
        rows = list(Source.objects.filter(unnamed_of=claim, kind__in=kinds, public_id__in=set(sources)).order_by("pk"))
        if len(rows) < 2:
            raise InvalidEntry("source", "Choose two or more unnamed sources of this claim.")
        made = _pairs(rows, why, actor)
        if not made:
            raise InvalidEntry("source", "This is recorded already.")
        append(
            actor=actor,
            action="same_unnamed_source",
            subject=f"claim/{claim.public_id}",
            after={"sources": [row.public_id for row in rows]},
            reason=why,
        )
        return made


def _pairs(rows: Sequence[Source], reason: str, actor: User) -> list[SameUnnamedSource]:
    """The new rows that join ``rows``, each with the next: as much as all pairs, as it holds transitively."""
    made = []
    for first, second in pairwise(rows):
        row, new = SameUnnamedSource.objects.get_or_create(
            first=first, second=second, defaults={"reason": reason, "said_by": actor}
        )
        made += [row] * new
    return made


def undo_same_person(*, actor: User, claim_id: int, pair_id: int) -> None:
    """Take back that two unnamed sources are one person. One transaction; raises as :func:`undo_judgement`."""
    with _changing(actor, claim_id) as claim:
        row = SameUnnamedSource.objects.filter(pk=pair_id, first__unnamed_of=claim).first()
        if row is None:
            raise InvalidEntry("source", "This was taken back already.")
        append(
            actor=actor,
            action="undo_same_unnamed_source",
            subject=f"claim/{claim.public_id}",
            before={
                "sources": [row.first.public_id, row.second.public_id],
                "by": row.said_by.get_username(),
                "reason": row.reason,
            },
        )
        row.delete()
