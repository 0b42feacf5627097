"""Loading the demo newsroom through the services that people's own work goes through. Loading again adds nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.capture.fetch import Fetched
from claims.capture.intake import from_fetched
from claims.corroboration.service import recompute
from claims.credibility.service import grade_information, grade_source
from claims.demo.content import ARTICLES, BY_SLUG, OUTLETS, DemoArticle, DemoOutlet
from claims.demo.logged import CLAIMS
from claims.demo.logged.values import GAP, DemoClaim, DemoEvidence
from claims.demo.pages import article_page
from claims.demo.site import hosts
from claims.demo.verdicts import SCALE, VERDICTS
from claims.ledger.service import append
from claims.models import (
    Citation,
    Claim,
    Document,
    EdgeJudgement,
    Evidence,
    Host,
    LedgerEntry,
    Link,
    Outlet,
    OwnerGroup,
    RatingScale,
    SameUnnamedSource,
    Snapshot,
    Source,
    SourceGrade,
    User,
)
from claims.recording.claims import log_claim
from claims.recording.comparing import compare_new
from claims.recording.documents import take_in
from claims.recording.evidence import add_evidence
from claims.recording.outlets import known_outlet, registrable_domain
from claims.recording.scales import add_verdict, create_scale
from claims.recording.values import ClaimEntry, EvidenceEntry
from claims.review.decisions import set_effective_status
from claims.review.drain import drain
from claims.review.service import take_step
from claims.review.verdicts import give_verdict
from claims.rights.recording import confirm_rights
from claims.vocabulary import Precision, ReviewAction, RightsScope, SourceKind, SourcingType

HOST_DELAY = 0.2
"""Seconds between two visits to an outlet of the demo, so that a change is found while somebody watches."""

_MARK = "load_demo"
_SPEAKING = frozenset(SourcingType) - {
    SourcingType.DOCUMENT,
    SourcingType.DATASET,
    SourcingType.OWN_OBSERVATION,
    SourcingType.UNATTRIBUTED,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one run added."""

    documents: int
    claims: int


def loaded_port() -> int | None:
    """The port of the demo site at which the articles of this database stand, or ``None`` before the first load."""
    host = ARTICLES[0].outlet.host
    rows = Document.objects.filter(canonical_url__startswith=f"http://{host}:")
    url = rows.order_by("id").values_list("canonical_url", flat=True).first()
    return urlsplit(url).port if url else None


def allow_demo_hosts() -> None:
    """Let a command beside a running demo visit what its workers may: else it would take all of it for refused.

    Does nothing in production, or where no demo is loaded.
    """
    port = None if settings.PRODUCTION else loaded_port()
    if port is not None:
        settings.FETCH_PRIVATE_HOSTS = [*settings.FETCH_PRIVATE_HOSTS, *hosts(port)]


def load(*, people: dict[str, User], port: int, claims: Sequence[DemoClaim] = CLAIMS) -> Loaded:
    """Record outlets, articles and claims of the demo, as far as they are missing.

    ``people`` are the demo's users by name. Each claim is one transaction with its mark in the ledger, so that a run
    that was interrupted goes on where it stopped.
    """
    for outlet in OUTLETS:
        _know_outlet(outlet, port)
    before = Document.objects.count()
    snapshots = {article.slug: _take_in(article, port, people["ada"]) for article in ARTICLES}
    documents = Document.objects.count() - before
    for article in ARTICLES:
        _know_credits(article, snapshots)
    while compare_new():
        pass
    Host.objects.filter(name__in=[f"{o.host}:{port}" for o in OUTLETS]).update(delay_seconds=HOST_DELAY)
    _follow_up()
    known, ratings = _marked(), _know_verdicts(people["edith"])
    new = [claim for claim in claims if claim.slug not in known]
    for claim in new:
        known[claim.slug] = _record(claim, snapshots, people, known, ratings)
        _follow_up()
    if new:
        _make_due()
    return Loaded(documents=documents, claims=len(new))


def _follow_up() -> None:
    """Follow up what changed, as a worker would: statuses are computed before the next claim is judged."""
    while drain():
        pass


def _know_outlet(outlet: DemoOutlet, port: int) -> None:
    url = f"http://{outlet.host}:{port}/"
    if known_outlet(url) is not None:
        return
    with transaction.atomic():
        source = Source.objects.create(kind=SourceKind.OUTLET.value, name=outlet.name)
        group = OwnerGroup.objects.get_or_create(name=outlet.owner_group)[0] if outlet.owner_group else None
        Outlet.objects.create(source=source, domain=registrable_domain(url) or outlet.host, owner_group=group)
        after = {"name": outlet.name, "owner_group": outlet.owner_group}
        append(actor=None, action="add_outlet", subject=f"source/{source.public_id}", after=after)


def _know_verdicts(editor: User) -> dict[str, int]:
    """The verdicts of the demo's scale by their text: primary keys. They are recorded with the scale, once."""
    scale = RatingScale.objects.filter(name=SCALE.name).first()
    if scale is None:
        with transaction.atomic():
            scale = create_scale(actor=editor, entry=SCALE)
            for entry in VERDICTS:
                add_verdict(actor=editor, scale_id=scale.pk, entry=entry)
    return dict(scale.ratings.values_list("text", "pk"))


def _take_in(article: DemoArticle, port: int, actor: User) -> Snapshot:
    """The snapshot of an article as it was published, taken in as a visit to the demo site would take it in."""
    url, body = article.url(port), article_page(article)
    content_hash = sha256(body).hexdigest()
    known = Snapshot.objects.filter(document__canonical_url=url, content_hash=content_hash).order_by("id").first()
    if known is not None:
        return known
    page = Fetched(url, url, 200, {"content-type": "text/html; charset=utf-8"}, body, ())
    return take_in(captured=from_fetched(page), actor=actor)


def _know_credits(article: DemoArticle, snapshots: dict[str, Snapshot]) -> None:
    """Record what the page credits: an agency or release by name, or another article."""
    document = snapshots[article.slug].document
    cited = snapshots[article.cites].document if article.cites else None
    with transaction.atomic():
        if article.agency and document.agency is None:
            document.agency = article.agency
            document.save(update_fields=["agency"])
            _note(document, {"agency": article.agency})
        if cited and not Citation.objects.filter(document=document, cited=cited).exists():
            words = BY_SLUG[article.cites or ""].outlet.name
            Citation.objects.create(document=document, cited=cited, words=words)
            _note(document, {"cites": cited.public_id})


def _note(document: Document, after: dict[str, str]) -> None:
    append(actor=None, action="record_credit", subject=f"document/{document.public_id}", after=after)


def _marked() -> dict[str, int]:
    """The claims that earlier runs recorded, by slug: primary keys."""
    rows = LedgerEntry.objects.filter(payload__startswith=f'{{"action":"{_MARK}"').values_list("payload", flat=True)
    marks = {entry["subject"].removeprefix("demo/"): entry["after"]["claim"] for entry in map(json.loads, rows)}
    keys = dict(Claim.objects.filter(public_id__in=marks.values()).values_list("public_id", "pk"))
    return {slug: keys[public_id] for slug, public_id in marks.items() if public_id in keys}


def _record(
    claim: DemoClaim,
    snapshots: dict[str, Snapshot],
    people: dict[str, User],
    known: dict[str, int],
    ratings: dict[str, int],
) -> int:
    author = people[claim.logged_by]
    with transaction.atomic():
        first, *more = (_evidence_entry(piece, snapshots) for piece in claim.evidence)
        row = log_claim(actor=author, snapshot=first[0], claim=_claim_entry(claim), evidence=first[1])
        for snapshot, entry in more:
            add_evidence(actor=author, claim_id=row.pk, snapshot=snapshot, evidence=entry)
        _judge(claim, row, people)
        if claim.verdict is not None:
            rating, reason = claim.verdict
            give_verdict(actor=author, claim_id=row.pk, rating_id=ratings.get(rating), reason=reason)
        _review(claim, row, people, known)
        for snapshot, entry in (_evidence_entry(piece, snapshots) for piece in claim.later):
            add_evidence(actor=author, claim_id=row.pk, snapshot=snapshot, evidence=entry)
        append(actor=None, action=_MARK, subject=f"demo/{claim.slug}", after={"claim": row.public_id})
    return row.pk


def _claim_entry(claim: DemoClaim) -> ClaimEntry:
    first = claim.evidence[0]
    return ClaimEntry(
        wording=claim.wording,
        paraphrase=claim.paraphrase,
        claimant=first.sourcing.source if first.sourcing.sourcing_type in _SPEAKING else None,
        claimed_on=BY_SLUG[first.article].published,
        claimed_precision=Precision.DAY,
        language=claim.language,
        tags=claim.tags,
        valid_until=claim.valid_until,
    )


def span(text: str, passage: str) -> tuple[int, int]:
    """Where ``passage`` stands in ``text``; see ``GAP``. Raises ``ValueError`` when it does not."""
    first, _, last = passage.partition(GAP)
    start = text.index(first)
    end = text.index(last, start + len(first)) + len(last) if last else start + len(first)
    return start, end


def _evidence_entry(piece: DemoEvidence, snapshots: dict[str, Snapshot]) -> tuple[Snapshot, EvidenceEntry]:
    snapshot = snapshots[piece.article]
    start, end = span(snapshot.readable.text, piece.passage)
    is_dataset = piece.sourcing.sourcing_type is SourcingType.DATASET and piece.sourcing.source is not None
    entry = EvidenceEntry(
        start=start,
        end=end,
        part=piece.part,
        stance=piece.stance,
        directness=piece.directness,
        sourcing=piece.sourcing,
        party_about_itself=piece.party,
        dataset=piece.sourcing.source.name if is_dataset and piece.sourcing.source else None,
    )
    return snapshot, entry


def _judge(claim: DemoClaim, row: Claim, people: dict[str, User]) -> None:
    """Grades, what editors know of unnamed sources, and the terms that somebody has read."""
    author = people[claim.logged_by]
    rows = list(row.evidence.select_related("sourcing__source").order_by("id"))
    for piece, evidence in zip(claim.evidence, rows, strict=True):
        _grade(piece, evidence.sourcing.source, author)
        if piece.same_person_as is not None:
            _same_person(evidence, rows[piece.same_person_as], people["edith"])
        _confirm_terms(evidence, author)
    _judge_edges(claim, rows, people["edith"])
    recompute(claim=row, today=timezone.localdate())
    if claim.grade is not None:
        grade_information(
            actor=author,
            claim_id=row.pk,
            number=claim.grade.number,
            reason=claim.grade.because,
            logical_in_itself=claim.grade.logical,
            consistent_with_known=claim.grade.consistent,
        )


def _grade(piece: DemoEvidence, source: Source | None, author: User) -> None:
    if piece.letter is None or source is None or SourceGrade.objects.filter(source=source, replaced_at=None).exists():
        return
    grade_source(actor=author, source_id=source.pk, letter=piece.letter, reason=piece.letter_because)


def _same_person(one: Evidence, other: Evidence, editor: User) -> None:
    first, second = sorted((one.sourcing.source, other.sourcing.source), key=lambda source: source.pk if source else 0)
    if first is None or second is None:
        raise ValueError("only unnamed sources can be the same person")
    reason = "The quotation is the same to the letter, and so is the day."
    SameUnnamedSource.objects.create(first=first, second=second, reason=reason, said_by=editor)
    append(
        actor=editor,
        action="same_unnamed_source",
        subject=f"claim/{one.claim.public_id}",
        after={"sources": [first.public_id, second.public_id]},
        reason=reason,
    )


def _judge_edges(claim: DemoClaim, rows: Sequence[Evidence], editor: User) -> None:
    for edge in claim.judged:
        first, second = sorted((rows[edge.first], rows[edge.second]), key=lambda row: row.pk)
        EdgeJudgement.objects.create(
            first=first,
            second=second,
            kind=edge.kind.value,
            decision=edge.decision.value,
            reason=edge.because,
            decided_by=editor,
        )


def _confirm_terms(evidence: Evidence, author: User) -> None:
    """Somebody has read the notice that the machine found, at most once a notice."""
    machine = evidence.passage.snapshot.document.rights_statements.filter(reviewed_by=None, superseded_by=None)
    for statement in machine.exclude(scope=RightsScope.IMAGE.value).filter(Q(rules__isnull=False)).distinct():
        confirm_rights(actor=author, statement_id=statement.pk)


def _review(claim: DemoClaim, row: Claim, people: dict[str, User], known: dict[str, int]) -> None:
    for step in claim.steps:
        superseding = step.action is ReviewAction.SUPERSEDE and claim.successor
        successor = Claim.objects.get(pk=known[claim.successor]) if superseding and claim.successor else None
        if step.action is ReviewAction.APPROVE and claim.effective is not None:
            status, reason = claim.effective
            until = timezone.localdate() + timedelta(days=90)
            set_effective_status(actor=people[step.by], claim_id=row.pk, status=status, reason=reason, until=until)
        take_step(claim_id=row.pk, action=step.action, actor=people[step.by], note=step.note, successor=successor)


def _make_due() -> None:
    """Let the links under the demo's claims be visited soon, one after the other."""
    hosts = [outlet.host for outlet in OUTLETS]
    links = [link for link in Link.objects.select_related("host") if link.host.name.partition(":")[0] in hosts]
    now = timezone.now()
    for number, link in enumerate(links):
        link.due_at = now + timedelta(seconds=number)
    Link.objects.bulk_update(links, ["due_at"])
