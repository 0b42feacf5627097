"""Everything that the page of a claim shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from claims.access import may_add_evidence
from claims.corroboration.service import current
from claims.credibility.blindness import is_blind, may_grade
from claims.credibility.loading import Record, suggestions_for
from claims.models import (
    AnonymityRecord,
    Claim,
    EdgeJudgement,
    EffectiveStatus,
    Evidence,
    Finding,
    Link,
    RightsStatement,
    Source,
    SourceGrade,
    Sourcing,
    StatusRecord,
    User,
)
from claims.publishing.document import Part
from claims.reading.values import ReadingWarning
from claims.reading.warnings.logged import Logged, logged_warnings
from claims.review.releasing import outgoing_wording
from claims.rights.preview import Preview, preview_excerpts, statements_of
from claims.rights.terms import word_count
from claims.vocabulary import (
    UNNAMED_KINDS,
    Channel,
    ClaimState,
    EdgeDecision,
    EdgeKind,
    FindingState,
    RightsScope,
    Role,
    SourcingType,
    Stance,
    Voice,
)
from claims.web.archived import holding
from claims.web.rights_words import reasons_words
from claims.web.why_page import Judged, Known, Why, why_of

REACH = 200
"""Characters of the page shown before and after a passage."""

_OF_TEXT = frozenset({RightsScope.SITE, RightsScope.PAGE, RightsScope.ARTICLE})

_ASKED = (
    ("descriptor", "Described as", True),
    ("position", "Position or access", True),
    ("how_they_know", "How they know", True),
    ("information_or_opinion", "Information or opinion", True),
    ("reason", "Reason for anonymity", True),
    ("motive", "Motive or interest", False),
    ("terms", "Terms", False),
    ("second_source_sought", "Second source sought", False),
    ("second_source_result", "With which result", False),
    ("persons_spoken_to", "Persons spoken to", False),
    ("persons_suggested", "Persons the wording suggests", False),
)
"""What is asked of an unnamed source: field, words for people, and whether a complete record needs it."""


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with what stands around it; ``cut_*`` when the page goes on there."""

    before: str
    exact: str
    after: str
    cut_before: bool
    cut_after: bool


def in_context(text: str, start: int, end: int, reach: int = REACH) -> Context:
    """The passage ``text[start:end]`` with up to ``reach`` characters on either side, cut between words."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    before, after = text[low:start], text[end:high]
    if low > 0 and " " in before:
        before = before.split(" ", 1)[1]
    if high < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0]
    return Context(before, text[start:end], after, low > 0, high < len(text))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the anonymity record with what is stated; ``None`` is not stated."""

    label: str
    value: str | None
    needed: bool


def _stated(record: AnonymityRecord, field: str) -> str | None:
    value = getattr(record, field)
    if value is None:
        return None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    display = getattr(record, f"get_{field}_display", None)
    return str(display() if display else value)


def anonymity_of(sourcing: Sourcing | None) -> tuple[Asked, ...]:
    """The anonymity record as question and answer; empty when there is none."""
    record = getattr(sourcing, "anonymity", None)
    if record is None:
        return ()
    return tuple(Asked(label, _stated(record, field), needed) for field, label, needed in _ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One piece of evidence with all that a judge of it wants beside it."""

    number: int
    row: Evidence
    context: Context
    sourcing: Sourcing | None
    chain: tuple[str, ...]
    anonymity: tuple[Asked, ...]
    complete: bool
    preview: Preview | None
    withheld: str | None
    reasons: tuple[str, ...]
    statements: tuple[RightsStatement, ...]
    link: Link | None
    findings: tuple[Finding, ...]
    warnings: tuple[ReadingWarning, ...]

    @property
    def machine(self) -> str | None:
        """What the machine had read where the person says otherwise; ``None`` where they agree or nothing was read."""
        return machine_words(self.sourcing) if self.sourcing else None

    @property
    def missing(self) -> tuple[Asked, ...]:
        """What a complete anonymity record still needs."""
        return tuple(asked for asked in self.anonymity if asked.needed and asked.value is None)


def evidence_rows(claim: Claim) -> QuerySet[Evidence]:
    """The evidence of a claim, oldest first, with all that its cards show."""
    live = SourceGrade.objects.filter(replaced_at=None).select_related("graded_by").order_by("topic", "id")
    return (
        Evidence.objects.filter(claim=claim)
        .select_related(
            "claim",
            "passage__snapshot__document__outlet__source",
            "passage__snapshot__readable",
            "sourcing__source",
            "sourcing__anonymity",
            "opened_by",
            "added_by",
        )
        .prefetch_related(
            "sourcing__relays__relayed_for",
            Prefetch("sourcing__source__grades", queryset=live, to_attr="live_grades"),
            Prefetch("passage__snapshot__document__links", queryset=Link.objects.order_by("id")),
            holding(),
        )
        .order_by("id")
    )


def sourcing_of(row: Evidence) -> Sourcing | None:
    """The sourcing of a piece of evidence, or ``None`` while nobody has recorded any."""
    return getattr(row, "sourcing", None)


def machine_words(sourcing: Sourcing) -> str | None:
    """What the machine had read of a sourcing, in words, where sourcing type, voice or source differ."""
    read = sourcing.machine
    if read is None:
        return None
    mine = (sourcing.sourcing_type, sourcing.voice, _folded(sourcing.source_words))
    if (read["sourcing_type"], read["voice"], _folded(read["source_words"])) == mine:
        return None
    kind, voice = SourcingType(read["sourcing_type"]).label, Voice(read["voice"]).label
    words = f" “{read['source_words']}”" if read["source_words"] else ""
    return f"{kind}{words}, {voice[0].lower()}{voice[1:]}"


def _folded(words: str | None) -> str:
    return " ".join((words or "").split()).casefold()


def chain_of(row: Evidence) -> tuple[str, ...]:
    """Who passes the statement on, from whoever it starts with to the page: ``U.S. officials``, ``a source``, page."""
    sourcing = sourcing_of(row)
    if sourcing is None or sourcing.source is None:
        return ()
    document = row.passage.snapshot.document
    hops = [str(hop.relayed_for) for hop in reversed(sourcing.relays.all())]
    return (*hops, str(sourcing.source), str(document.outlet or document))


def _link_of(row: Evidence) -> Link | None:
    document = row.passage.snapshot.document
    links = list(document.links.all())
    return next((link for link in links if link.url == document.canonical_url), links[0] if links else None)


def why_withheld(preview: Preview, exact: str) -> str | None:
    """One sentence on why a passage may not be quoted; ``None`` when it may."""
    decision, words = preview.decision, word_count(exact)
    if preview.excerpt is not None:
        return None
    if not decision.verbatim_allowed:
        return "The terms withhold the page’s words."
    if decision.max_chars is not None and len(exact) > decision.max_chars:
        return f"The passage has {len(exact)} characters; at most {decision.max_chars} may be quoted."
    if words > decision.max_words:
        return f"The passage has {words} words; at most {decision.max_words} may be quoted."
    return f"The passage has {words} words; only {decision.remaining_words} of this document are left to quote."


def _findings_of(claim: Claim) -> list[Finding]:
    rows = claim.findings.select_related("passage", "link", "settled_by")
    return sorted(rows, key=lambda finding: (finding.state != FindingState.OPEN, -finding.found_at.timestamp()))


def _concerns(finding: Finding, row: Evidence) -> bool:
    """Whether an open finding is about this evidence: its passage, or the page it stands on."""
    if finding.state != FindingState.OPEN:
        return False
    if finding.passage_id is not None:
        return finding.passage_id == row.passage_id
    return finding.link.document_id == row.passage.snapshot.document_id


def _card(
    number: int,
    row: Evidence,
    preview: Preview | None,
    statements: Sequence[RightsStatement],
    findings: Iterable[Finding],
) -> Card:
    passage, sourcing = row.passage, sourcing_of(row)
    record = getattr(sourcing, "anonymity", None)
    return Card(
        number=number,
        row=row,
        context=in_context(passage.snapshot.readable.text, passage.start, passage.end),
        sourcing=sourcing,
        chain=chain_of(row),
        anonymity=anonymity_of(sourcing),
        complete=bool(record and record.complete),
        preview=preview,
        withheld=why_withheld(preview, passage.exact) if preview else None,
        reasons=tuple(reasons_words(preview.decision.reasons)) if preview else (),
        statements=tuple(row for row in statements if row.scope in _OF_TEXT),
        link=_link_of(row),
        findings=tuple(finding for finding in findings if _concerns(finding, row)),
        warnings=warnings_of(row) if row.withdrawn_at is None else (),
    )


def warnings_of(row: Evidence) -> tuple[ReadingWarning, ...]:
    """Where what is recorded stands above what the page says of its source."""
    sourcing = sourcing_of(row)
    if sourcing is None:
        return ()
    record, read = getattr(sourcing, "anonymity", None), sourcing.machine or {}
    return logged_warnings(
        Logged(
            wording=row.claim.wording,
            passage=row.passage.exact,
            sourcing=SourcingType(sourcing.sourcing_type),
            source=str(sourcing.source) if sourcing.source else None,
            source_words=sourcing.source_words,
            relayed_for=tuple(str(hop.relayed_for) for hop in sourcing.relays.all()),
            persons_spoken_to=record.persons_spoken_to if record else None,
            persons_suggested=record.persons_suggested if record else None,
            read_as=SourcingType(read["sourcing_type"]) if read.get("sourcing_type") else None,
            read_words=read.get("source_words"),
            language=row.passage.snapshot.document.language,
        )
    )


@dataclass(frozen=True, slots=True)
class Lettered:
    """A source that the claim rests on with its live grades, everybody's side by side."""

    source: Source
    numbers: tuple[int, ...]
    grades: tuple[SourceGrade, ...]
    mine: bool
    record: Record | None


def _lettered(cards: Iterable[Card], user: User, records: Mapping[int, Record]) -> Iterator[Lettered]:
    by_source: dict[Source, list[int]] = defaultdict(list)
    grades: dict[Source, tuple[SourceGrade, ...]] = {}
    for card in cards:
        source = card.sourcing.source if card.sourcing else None
        if source is not None and card.row.withdrawn_at is None:
            by_source[source].append(card.number)
            grades.setdefault(source, tuple(getattr(source, "live_grades", ())))
    for source, numbers in by_source.items():
        mine = any(grade.graded_by_id == user.pk for grade in grades[source])
        yield Lettered(source, tuple(numbers), grades[source], mine, records.get(source.pk))


def _records(claim: Claim, cards: Iterable[Card], *, blind: bool) -> Mapping[int, Record]:
    """The track records of the named sources, the claim left out; none while letters are kept from the person."""
    sources = [card.sourcing.source for card in cards if card.sourcing and card.sourcing.source]
    named = {source.pk for source in sources if source.unnamed_of_id is None}
    return suggestions_for(named, at=timezone.now(), without=claim) if named and not blind else {}


def _outgoing(claim: Claim, cards: Iterable[Card]) -> dict[str, Any]:
    """What an API consumer would get of the claim's words if it were released today."""
    leaving = [
        Part(evidence=card.row, decision=card.preview.decision, excerpt=card.preview.excerpt)
        for card in cards
        if card.preview is not None
    ]
    wording = outgoing_wording(claim, leaving)
    return {
        "wording": wording,
        "paraphrased": wording is not None and wording != claim.wording,
        "cards": [card for card in cards if card.preview is not None],
    }


def _cards(claim: Claim, findings: Iterable[Finding], today: date) -> tuple[Card, ...]:
    rows = list(evidence_rows(claim))
    active = [row for row in rows if row.withdrawn_at is None]
    # in the order of a release, so that words of one document are spent as they will be there
    active.sort(key=lambda row: (row.passage.snapshot.document_id, row.pk))
    previews = preview_excerpts([row.passage for row in active], today=today, channel=Channel.API)
    statements = statements_of({row.passage.snapshot.document_id for row in rows}, today=today)
    return tuple(
        _card(
            number,
            row,
            previews.get(row.passage_id) if row.withdrawn_at is None else None,
            statements[row.passage.snapshot.document_id],
            findings,
        )
        for number, row in enumerate(rows, start=1)
    )


def known_evidence(rows: Iterable[Evidence]) -> list[Known]:
    """The evidence of a claim as its *why* knows it; ``rows`` in the order of their numbers."""
    return [_known(row) for row in rows]


def _known(row: Evidence) -> Known:
    document, sourcing = row.passage.snapshot.document, sourcing_of(row)
    source = sourcing.source if sourcing else None
    return Known(
        key=row.public_id,
        stance=Stance(row.stance),
        document=document.public_id,
        outlet=document.outlet.source.public_id if document.outlet else None,
        unnamed=source is not None and source.kind in UNNAMED_KINDS,
    )


def judged_edges(claim: Claim) -> list[Judged]:
    """What editors said of edges between evidence of ``claim``, oldest first. One query."""
    rows = EdgeJudgement.objects.filter(first__claim=claim).select_related("first", "second", "decided_by")
    return [
        Judged(
            row.pk,
            row.first.public_id,
            row.second.public_id,
            EdgeKind(row.kind),
            EdgeDecision(row.decision),
            row.reason,
            str(row.decided_by),
            row.decided_at,
        )
        for row in rows.order_by("id")
    ]


def why_shown(claim: Claim, status: StatusRecord | None, rows: Iterable[Evidence], *, blind: bool) -> Why | None:
    """The stored *why* of ``status`` as pages show it, or ``None`` before the first computation."""
    if status is None:
        return None
    return why_of(status.why, evidence=known_evidence(rows), blind=blind, judged=judged_edges(claim))


def claim_context(claim: Claim, user: User, *, today: date) -> dict[str, Any]:
    """What the claim's page shows to ``user``. Without letters while the person is to grade the number blind."""
    findings = _findings_of(claim)
    cards = _cards(claim, findings, today)
    grades = list(claim.grades.filter(replaced_at=None).select_related("graded_by").order_by("id"))
    graded = any(grade.graded_by_id == user.pk for grade in grades)
    blind = is_blind(claim, graded=graded)
    status = current(claim)
    return {
        "claim": claim,
        "cards": cards,
        "findings": findings,
        "open_findings": [finding for finding in findings if finding.state == FindingState.OPEN],
        "status": status,
        "why": why_shown(claim, status, (card.row for card in cards), blind=blind),
        "effective": EffectiveStatus.objects.filter(claim=claim, ended_at=None).select_related("set_by").first(),
        "today": today,
        "blind": blind,
        "graded": graded,
        "may_grade": may_grade(claim),
        "grades": grades,
        "lettered": list(_lettered(cards, user, _records(claim, cards, blind=blind))),
        "outgoing": _outgoing(claim, cards),
        "may_mend": may_add_evidence(state=ClaimState(claim.state), role=Role(user.role)),
        "owner": claim.logged_by_id == user.pk,
    }
