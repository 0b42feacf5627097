"""From rows to the plain values that the rules work on: many claims at once, with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Left, Right

from claims.corroboration import reuse, signs
from claims.corroboration.letters import Given, letter_that_counts
from claims.corroboration.origins import folded
from claims.corroboration.suspicions import edges_between
from claims.corroboration.values import Between, ClaimFacts, Edge, EvidenceItem, Judgement, Report
from claims.models import (
    Citation,
    Claim,
    EdgeJudgement,
    Evidence,
    FoundCredit,
    OwnerGroup,
    Relay,
    SameUnnamedSource,
    SharedText,
    Source,
    SourceGrade,
    StatusRecord,
)
from claims.models.trees import roots
from claims.vocabulary import (
    UNNAMED_KINDS,
    Certainty,
    CreditKind,
    Directness,
    EdgeDecision,
    EdgeKind,
    Precision,
    SourceKind,
    Stance,
    Status,
    Voice,
)

QUERIES = 11
"""Queries that :func:`cases_of` makes at most, however many claims and pieces of evidence there are."""

_WORKS = frozenset({SourceKind.DOCUMENT.value, SourceKind.DATASET.value})
_TOLD = (CreditKind.REPORT.value, CreditKind.MENTION.value)
_UNNAMED = frozenset(kind.value for kind in UNNAMED_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the status of one claim follows from."""

    items: tuple[EvidenceItem, ...]
    edges: tuple[Edge, ...]
    judgements: tuple[Judgement, ...]


class Row(NamedTuple):
    """One piece of evidence with what stands around it; the names are those of the columns."""

    pk: int
    public_id: str
    claim: int
    tags: list[str]
    stance: str
    directness: str
    party_about_itself: bool
    own_publication: bool
    dataset: str | None
    opened_at: Any
    withdrawn_at: Any
    exact: str
    document_pk: int
    document: str
    title: str | None
    url: str | None
    agency: str | None
    bylines: list[str]
    published_on: date | None
    published_precision: str | None
    outlet: int | None
    domain: str | None
    path: str | None
    owner_group: int | None
    outlet_source: int | None
    outlet_name: str | None
    outlet_aliases: list[str] | None
    sourcing: int | None
    voice: str | None
    source_words: str | None
    source: int | None
    source_kind: str | None
    source_name: str | None
    source_descriptor: str | None
    source_aliases: list[str] | None
    descriptor: str | None
    position: str | None
    how_they_know: str | None
    information_or_opinion: str | None
    reason: str | None
    pictures: Any
    beginning: str
    end: str

    @property
    def source_label(self) -> str | None:
        """The source as :class:`~claims.models.Source` shows itself."""
        return self.source_name or self.source_descriptor

    @property
    def complete(self) -> bool:
        """Whether the anonymity record is, cf. :attr:`claims.models.AnonymityRecord.complete`."""
        needed = (self.descriptor, self.position, self.how_they_know, self.information_or_opinion, self.reason)
        return all(value is not None for value in needed)

    @property
    def label(self) -> str:
        """The evidence in a line."""
        where = self.outlet_name or self.title or self.url or self.document
        return f"{where}: {self.source_words or self.source_label or 'unattributed'}"


_DOCUMENT = "passage__snapshot__document__"
_OUTLET = f"{_DOCUMENT}outlet__"
_TEXT = "passage__snapshot__readable__text"
_COLUMNS = (
    *(
        "pk",
        "public_id",
        "claim_id",
        "claim__tags",
        "stance",
        "directness",
        "party_about_itself",
        "own_publication",
        "dataset",
    ),
    *("opened_at", "withdrawn_at", "passage__exact"),
    *(f"{_DOCUMENT}{name}" for name in ("id", "public_id", "title", "canonical_url", "agency", "bylines")),
    *(f"{_DOCUMENT}{name}" for name in ("published_on", "published_precision", "outlet_id")),
    *(
        f"{_OUTLET}{name}"
        for name in ("domain", "path", "owner_group_id", "source_id", "source__name", "source__aliases")
    ),
    *(f"sourcing__{name}" for name in ("id", "voice", "source_words", "source_id")),
    *(f"sourcing__source__{name}" for name in ("kind", "name", "descriptor", "aliases")),
    *(f"sourcing__anonymity__{name}" for name in ("descriptor", "position", "how_they_know")),
    *(f"sourcing__anonymity__{name}" for name in ("information_or_opinion", "reason")),
)


def evidence_rows(claims: Collection[int]) -> list[Row]:
    """All evidence of these claims, with what stands around each piece. One query."""
    found: QuerySet[Evidence, Any] = Evidence.objects.filter(claim__in=claims).order_by("id")
    signs_of_page = (
        KeyTransform("pictures", "passage__snapshot__page"),
        Left(_TEXT, signs.BEGINNING),
        Right(_TEXT, signs.END),
    )
    return [Row._make(values) for values in found.values_list(*_COLUMNS, *signs_of_page)]


def _grades(sources: Collection[int]) -> dict[int, list[Given]]:
    """The live letters of each source, in general and on topics."""
    found: dict[int, list[Given]] = defaultdict(list)
    live = SourceGrade.objects.filter(source__in=sources, replaced_at=None).order_by("id")
    for source, *given in live.values_list("source", "graded_by", "topic", "letter"):
        found[source].append(Given(*given))
    return found


def _identities(sources: Collection[int]) -> dict[int, str]:
    """For each unnamed source that editors joined with others: the smallest id of those joined."""
    pairs = SameUnnamedSource.objects.filter(first__in=sources, second__in=sources).order_by("first", "second")
    identity: dict[int, int] = {}
    for first, second in pairs.values_list("first", "second"):
        low, high = sorted((identity.get(first, first), identity.get(second, second)))
        identity = {key: low if value == high else value for key, value in identity.items()}
        identity.update({first: low, second: low})
    return {key: str(value) for key, value in identity.items()}


class Link(NamedTuple):
    """One of those whom a piece of evidence names."""

    source: int
    kind: str
    name: str
    aliases: Sequence[str]


class _Around(NamedTuple):
    """What several rows share."""

    grades: Mapping[int, Sequence[Given]]
    identities: Mapping[int, str]
    cites: Mapping[int, tuple[tuple[str, str | None], ...]]
    reports: Mapping[int, tuple[Report, ...]]
    chains: Mapping[int, list[Link]]
    owners: Mapping[int, str]


def _around(rows: Sequence[Row]) -> _Around:
    sources = {row.source for row in rows if row.source is not None}
    unnamed = {row.source for row in rows if row.source is not None and row.source_kind in _UNNAMED}
    return _Around(
        grades=_grades(sources),
        identities=_identities(unnamed),
        cites=_cites({row.document_pk for row in rows}),
        reports=_reports({row.document_pk for row in rows}),
        chains=_chains({row.sourcing for row in rows if row.sourcing is not None}),
        owners=_owners(rows),
    )


def _cites(documents: Collection[int]) -> dict[int, tuple[tuple[str, str | None], ...]]:
    """For each document those that it cites, with its words for them."""
    found: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    pairs = Citation.objects.filter(document__in=documents).order_by("id")
    for document, cited, words in pairs.values_list("document", "cited__public_id", "words"):
        found[document].append((cited, words))
    return {document: tuple(cited) for document, cited in found.items()}


def _reports(documents: Collection[int]) -> dict[int, tuple[Report, ...]]:
    """For each document what it tells of others' reports, as far as nobody dismissed it."""
    found: dict[int, list[Report]] = defaultdict(list)
    told = FoundCredit.objects.filter(document__in=documents, kind__in=_TOLD, dismissed_at=None).order_by("id")
    for document, kind, target, words in told.values_list("document", "kind", "target", "words"):
        found[document].append(Report(target, words, credited=kind == CreditKind.REPORT))
    return {document: tuple(reports) for document, reports in found.items()}


def _chains(sourcings: Collection[int]) -> dict[int, list[Link]]:
    """For each sourcing the sources that its relays pass on."""
    found: dict[int, list[Link]] = defaultdict(list)
    hops = Relay.objects.filter(sourcing__in=sourcings).order_by("sourcing", "position")
    names = ("sourcing", "relayed_for", *(f"relayed_for__{name}" for name in ("kind", "name", "aliases")))
    for sourcing, source, kind, name, aliases in hops.values_list(*names):
        found[sourcing].append(Link(source, kind, name or "", aliases))
    return found


def _owners(rows: Iterable[Row]) -> dict[int, str]:
    """The last owner of each outlet: of its owner group where it is in one, else of its source."""
    outlets = {row.outlet: row for row in rows if row.outlet is not None}
    by_group = roots(OwnerGroup, {row.owner_group for row in outlets.values() if row.owner_group})
    by_source = roots(Source, {row.outlet_source for row in outlets.values() if row.outlet_source})
    found: dict[int, str] = {}
    for outlet, row in outlets.items():
        above = by_source.get(row.outlet_source or 0)
        if row.owner_group is not None:
            found[outlet] = f"group:{by_group[row.owner_group]}"
        elif above is not None and above != row.outlet_source:
            found[outlet] = f"source:{above}"
    return found


def _chain(row: Row, around: _Around) -> Iterator[Link]:
    """Whom the evidence names, from the nearest to the end of the chain."""
    if row.source is not None and row.source_kind is not None:
        yield Link(row.source, row.source_kind, row.source_name or "", row.source_aliases or ())
    yield from around.chains.get(row.sourcing or 0, ())


def _speaker_names(chain: Sequence[Link]) -> tuple[str, ...]:
    """What the one is called on whose word it is in the end; nothing for somebody unnamed."""
    if not chain or chain[-1].kind in _UNNAMED:
        return ()
    return tuple(dict.fromkeys(name for name in (chain[-1].name, *chain[-1].aliases) if name))


def _quotations(row: Row) -> tuple[str, ...]:
    found = signs.quotations(row.exact)
    return found or (signs.quotations(f"“{row.exact}”") if row.voice == Voice.DIRECT_QUOTE else ())


def _publisher_names(row: Row) -> tuple[str, ...]:
    """What the page's outlet is called: its name, aliases and, where it has a site of its own, its domain."""
    names = (row.outlet_name, *(row.outlet_aliases or ()), row.domain if row.path == "/" else None)
    folded_names = (folded(name).removeprefix("the ") for name in names if name)
    return tuple(dict.fromkeys(folded_names))


def _item(row: Row, around: _Around) -> EvidenceItem:
    cites = around.cites.get(row.document_pk, ())
    chain = list(_chain(row, around))
    unnamed = row.source_kind in _UNNAMED
    precision = Precision(row.published_precision) if row.published_precision else None
    return EvidenceItem(
        key=row.public_id,
        label=row.label,
        document=row.document,
        stance=Stance(row.stance),
        directness=Directness(row.directness),
        source_letter=letter_that_counts(around.grades.get(row.source or 0, ()), row.tags),
        source=str(row.source) if row.source else None,
        attributed=row.source is not None,
        named=row.source is not None and not unnamed,
        anonymity_complete=row.complete,
        unnamed_identity=around.identities.get(row.source or 0, str(row.source)) if unnamed else None,
        party_about_itself=row.party_about_itself,
        opened=row.opened_at is not None,
        active=row.withdrawn_at is None,
        outlet=str(row.outlet) if row.outlet else None,
        owner=around.owners.get(row.outlet or 0),
        agency=row.agency,
        bylines=tuple(row.bylines),
        dataset=row.dataset,
        cites=tuple(cited for cited, _ in cites),
        citation_words=tuple((cited, words) for cited, words in cites if words),
        publisher_names=_publisher_names(row),
        reports=around.reports.get(row.document_pk, ()),
        own_publication=row.own_publication,
        outlet_source=str(row.outlet_source) if row.outlet_source else None,
        credits=tuple(str(link.source) for link in chain if link.kind not in _UNNAMED),
        works=tuple((str(link.source), link.name) for link in chain if link.kind in _WORKS),
        voices=tuple((str(link.source), link.name) for link in chain if link.kind not in _WORKS | _UNNAMED),
        style_agency=signs.style_agency(row.beginning, row.end),
        picture_credits=tuple(dict.fromkeys(signs.picture_credits(row.pictures))),
        brands=signs.brands(row.domain if row.path == "/" else None),
        descriptor=row.source_descriptor if unnamed else None,
        published=signs.days(row.published_on, precision),
        quotations=_quotations(row),
        speaker=around.identities.get(chain[-1].source, str(chain[-1].source)) if chain else None,
        speaker_names=_speaker_names(chain),
    )


def items_of_claims(claims: Collection[int]) -> dict[int, list[EvidenceItem]]:
    """All evidence of these claims, withdrawn too, as the rules see it."""
    return _items(claims, evidence_rows(claims))


def _items(claims: Collection[int], rows: Sequence[Row]) -> dict[int, list[EvidenceItem]]:
    around = _around(rows)
    found: dict[int, list[EvidenceItem]] = {claim: [] for claim in claims}
    for row in rows:
        found[row.claim].append(_item(row, around))
    return found


def _judgements(claims: Collection[int]) -> dict[int, list[Judgement]]:
    found: dict[int, list[Judgement]] = defaultdict(list)
    judged = EdgeJudgement.objects.filter(first__claim__in=claims).order_by("id").select_related("decided_by")
    names = ("first__claim", "second__claim", "first__public_id", "second__public_id")
    columns = (*names, "kind", "decision", "reason", "decided_by__username", "decided_at")
    for claim, other, first, second, kind, decision, reason, by, at in judged.values_list(*columns):
        if claim == other:
            a, b = sorted((first, second))
            entry = Judgement(
                a=a, b=b, kind=EdgeKind(kind), decision=EdgeDecision(decision), reason=reason, by=by, on=at.date()
            )
            found[claim].append(entry)
    return found


def _shared_texts(documents: Collection[int]) -> dict[str, list[Between]]:
    """Texts that these documents are suspected to share, by the first document."""
    pairs = SharedText.objects.filter(first__in=documents, second__in=documents).order_by("id")
    found: dict[str, list[Between]] = defaultdict(list)
    columns = ("first__public_id", "second__public_id", "containment", "longest", "excerpt")
    for first, second, containment, longest, excerpt in pairs.values_list(*columns):
        why = reuse.reason(containment, longest, excerpt)
        found[first].append(Between(first, second, EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, why))
    return found


def _inside(found: Mapping[str, Sequence[Between]], items: Iterable[EvidenceItem]) -> Iterator[Between]:
    """What of ``found`` lies between documents of ``items``."""
    documents = {item.document for item in items}
    return (edge for first in sorted(documents) for edge in found.get(first, ()) if edge.second in documents)


def cases_of(claims: Collection[int]) -> dict[int, Case]:
    """Evidence, edges and what editors said of them, by claim; :data:`QUERIES` queries at most."""
    rows, judged = evidence_rows(claims), _judgements(claims)
    shared = _shared_texts({row.document_pk for row in rows})
    return {
        claim: Case(
            items=tuple(items),
            edges=edges_between(items, found=_inside(shared, items), judgements=judged[claim]),
            judgements=tuple(judged[claim]),
        )
        for claim, items in _items(claims, rows).items()
    }


def last_statuses(claims: Collection[int]) -> dict[int, StatusRecord]:
    """The status computed last of each claim. One query."""
    rows = StatusRecord.objects.filter(claim__in=claims).order_by("claim", "-id").distinct("claim")
    return {row.claim_id: row for row in rows}


def facts_of(claim: Claim, last: StatusRecord | None, *, today: date) -> ClaimFacts:
    """What the rules need to know of the claim itself."""
    return ClaimFacts(
        superseded=claim.superseded_by_id is not None,
        past_validity=claim.valid_until is not None and claim.valid_until < today,
        previous_status=_previous(last),
    )


def _previous(last: StatusRecord | None) -> Status | None:
    if last is None:
        return None
    kept = last.why.get("kept_status")
    return Status(kept) if kept else Status(last.status) if last.status != Status.OUTDATED else None
