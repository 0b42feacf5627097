"""From the recorded terms of a document to what may leave of it today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from claims.models import (
    Claim,
    Document,
    ExcerptUse,
    Passage,
    PermissionGrant,
    RightsDecision,
    RightsRule,
    RightsStatement,
)
from claims.rights.terms import decide, distinct_words, excerpt, word_count
from claims.rights.values import Decision, Grant, Rule
from claims.vocabulary import Channel, Profile, RightsAction, RightsBasis, RightsReview, RightsScope, RuleKind


def live_statements(document: Document, today: date) -> list[RightsStatement]:
    """The statements that hold for ``document``: not superseded, not rejected, within their dates; oldest first."""
    started = Q(valid_from=None) | Q(valid_from__lte=today)
    not_over = Q(valid_until=None) | Q(valid_until__gte=today)
    rows = RightsStatement.objects.filter(started, not_over, document=document, superseded_by=None)
    return list(rows.exclude(review_state=RightsReview.REJECTED.value).prefetch_related("rules").order_by("id"))


def rule_of(row: RightsRule, statement: RightsStatement) -> Rule:
    """A recorded rule as a plain value, with the scope of its statement."""
    return Rule(
        id=f"{row.basis}:{row.kind}:{row.action}",
        kind=RuleKind(row.kind),
        action=RightsAction(row.action),
        scope=RightsScope(statement.scope),
        basis=RightsBasis(row.basis),
        max_words=row.max_words,
        max_chars=row.max_chars,
        max_percent=row.max_percent,
        max_total_words=row.max_total_words,
        until=row.until,
        unless=row.unless,
        channel=Channel(row.channel) if row.channel else None,
        purpose=row.purpose,
    )


def _grants(document: Document) -> list[Grant]:
    rows = PermissionGrant.objects.filter(documents=document).order_by("id")
    return [
        Grant(id=f"grant:{row.pk}", actions=frozenset(map(RightsAction, row.actions)), until=row.until) for row in rows
    ]


def credit_line(statements: Iterable[RightsStatement]) -> str | None:
    """The credit for the text: as the terms word it, else holder and year; ``None`` when nobody is known."""
    for statement in statements:
        if statement.scope == RightsScope.IMAGE:
            continue
        if statement.credit_text:
            return statement.credit_text
        if statement.holder_text:
            year = f", {statement.year_to or statement.year_from}" if statement.year_to or statement.year_from else ""
            return f"{statement.holder_text}{year}"
    return None


def used_words(document: Document, *, besides: Passage) -> int:
    """Distinct words of ``document`` that left already, in excerpts other than ``besides``."""
    passages = Passage.objects.filter(uses__isnull=False, snapshot__document=document).exclude(pk=besides.pk).distinct()
    by_text: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    for passage in passages.select_related("snapshot__readable"):
        readable = passage.snapshot.readable
        by_text.setdefault(readable.pk, (readable.text, []))[1].append((passage.start, passage.end))
    return sum(distinct_words(text, spans) for text, spans in by_text.values())


def decide_excerpt(passage: Passage, *, today: date, channel: Channel | None = None) -> Decision:
    """What may leave of ``passage`` by ``channel`` today under the recorded terms and the operator's profile."""
    document = passage.snapshot.document
    return decide_by(
        passage,
        statements=live_statements(document, today),
        grants=_grants(document),
        used=used_words(document, besides=passage),
        channel=channel,
        today=today,
    )


def decide_by(
    passage: Passage,
    *,
    statements: Sequence[RightsStatement],
    grants: Sequence[Grant],
    used: int,
    channel: Channel | None,
    today: date,
) -> Decision:
    """What may leave of ``passage`` under these terms, when ``used`` words of its document left already.

    Pass ``statements`` with their rules loaded; no query is made for them.
    """
    embargoes = [s.embargo_until for s in statements if s.embargo_until and s.scope != RightsScope.IMAGE]
    decision = decide(
        rules=[rule_of(row, statement) for statement in statements for row in statement.rules.all()],
        grants=grants,
        profile=Profile(settings.RIGHTS_PROFILE),
        today=today,
        used_words=used,
        credit_text=credit_line(statements),
        channel=channel,
        document_words=word_count(passage.snapshot.readable.text),
        embargo_until=max(embargoes, default=None),
    )
    cannot_link = decision.verbatim_allowed and decision.link_required
    return without_a_link(decision) if cannot_link and passage.snapshot.document.canonical_url is None else decision


def without_a_link(decision: Decision) -> Decision:
    """Terms that demand a link to the original cannot be met by a document without an address."""
    return replace(
        decision,
        verbatim_allowed=False,
        max_words=0,
        reasons=("no address to link to", *decision.reasons),
    )


def use_excerpt(*, claim: Claim, passage: Passage, channel: Channel, today: date) -> tuple[Decision, str | None]:
    """Decide, keep the decision, and count the excerpt against its document when it leaves.

    Takes the row of the document, so that two claims cannot spend the same words at once.
    """
    document = Document.objects.select_for_update(no_key=True).get(pk=passage.snapshot.document_id)
    decision = decide_excerpt(passage, today=today, channel=channel)
    leaving = excerpt(passage.exact, decision)
    inputs = json.dumps({"passage": passage.pk, "decision": asdict(decision)}, sort_keys=True, cls=DjangoJSONEncoder)
    kept = RightsDecision.objects.create(
        document=document,
        channel=channel.value,
        profile=settings.RIGHTS_PROFILE,
        verbatim_allowed=decision.verbatim_allowed,
        max_words=decision.max_words,
        remaining_words=decision.remaining_words,
        credit_line=decision.credit_line,
        link_required=decision.link_required,
        reasons=list(decision.reasons),
        expires_on=decision.expires,
        inputs_hash=hashlib.sha256(inputs.encode()).hexdigest(),
    )
    if leaving is not None:
        ExcerptUse.objects.create(
            claim=claim, passage=passage, channel=channel.value, words=word_count(leaving), decision=kept
        )
    return decision, leaving
