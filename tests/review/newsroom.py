"""A newsroom with vetted claims, each resting on the sources named: for what happens to them afterwards."""

from __future__ import annotations

from typing import Any

from claims.credibility.service import grade_source
from claims.models import Change, Claim, Document, Evidence, Outlet, Source, Sourcing, User
from claims.recording.claims import log_claim
from claims.recording.evidence import add_evidence
from claims.recording.values import AnonymityEntry, ClaimEntry, EvidenceEntry, SourceEntry
from claims.review.drain import drain
from claims.vocabulary import HowTheyKnow, InformationOrOpinion, ReviewAction, SourceKind, SourceLetter
from tests.models.build import a_snapshot, a_source, a_user
from tests.recording.build import evidence, named, sourcing
from tests.review.build import step

COMPLETE = AnonymityEntry(
    descriptor="an engineer",
    position="works on board",
    how_they_know=HowTheyKnow.WITNESS,
    information_or_opinion=InformationOrOpinion.INFORMATION,
    reason="fears for the job",
)


class Newsroom:
    """People, and claims with one piece of evidence for each source named; each on an outlet of its own."""

    def __init__(self) -> None:
        self.checker: User = a_user(role="fact_checker", username="nia", first_name="Nia")
        self.approver: User = a_user(role="editor", username="omar", first_name="Omar")
        self.edith: User = a_user(role="editor", username="edith", first_name="Edith")
        self.claims: dict[str, Claim] = {}

    def _add(self, claim: Claim | None, source: str, words: str, outlet: Outlet | None = None, **facts: Any) -> Claim:
        text = f"{source} said {words}."
        snapshot = a_snapshot(text)
        host = f"{Outlet.objects.count()}.example"
        outlet = outlet or Outlet.objects.create(source=a_source(kind="outlet", name=f"Post {host}"), domain=host)
        Document.objects.filter(pk=snapshot.document_id).update(outlet=outlet)
        entry: EvidenceEntry = evidence(snapshot, text, **{"sourcing": _sourcing(source), **facts})
        if claim is None:
            said = ClaimEntry(wording=f"It is said: {words}", paraphrase=f"In our words: {words}")
            return log_claim(actor=self.checker, snapshot=snapshot, claim=said, evidence=entry)
        add_evidence(actor=self.checker, claim_id=claim.pk, snapshot=snapshot, evidence=entry)
        return claim

    def vetted(self, name: str, *sources: str) -> Claim:
        claim: Claim | None = None
        for source in sources:
            claim = self._add(claim, source, f"{name} happened")
        assert claim is not None
        for known in Source.objects.filter(name__in=sources, grades=None):
            grade_source(actor=self.checker, source_id=known.pk, letter=SourceLetter.B, reason="a long record")
        for known in claim.unnamed_sources.filter(grades=None):
            grade_source(actor=self.checker, source_id=known.pk, letter=SourceLetter.C, reason="right before")
        drain(limit=1000)
        step(claim, ReviewAction.SUBMIT, self.checker)
        step(claim, ReviewAction.APPROVE, self.approver)
        drain(limit=1000)
        self.claims[name] = claim
        return claim

    def say(self, name: str, source: str, **facts: Any) -> None:
        """Further evidence for a claim."""
        self._add(self.claims[name], source, f"{name} did not happen", **facts)

    def sent_back(self) -> set[str]:
        drain(limit=1000)
        assert not Change.objects.filter(drained_at=None).exists()
        return {name for name, claim in self.claims.items() if _state(claim) == "in_review"}

    def row(self, name: str, number: int) -> Evidence:
        return self.claims[name].evidence.order_by("id")[number - 1]

    def source(self, name: str, number: int) -> Source:
        found = Sourcing.objects.get(evidence=self.row(name, number)).source
        assert found is not None
        return found

    def outlets(self, name: str, *numbers: int) -> list[int]:
        rows = [self.row(name, number).pk for number in numbers]
        return list(
            Outlet.objects.filter(documents__snapshots__passages__evidence__in=rows).values_list("pk", flat=True)
        )

    def lines(self, name: str, *, blind: bool = False) -> list[str]:
        path = self.claims[name].steps.order_by("-id")[0].path
        assert path is not None
        return [(line["blind"] if blind else None) or line["text"] for line in path]


def _sourcing(source: str) -> Any:
    if source.startswith("an "):
        return sourcing(source=SourceEntry(kind=SourceKind.UNNAMED_PERSON, descriptor=source), anonymity=COMPLETE)
    return named(source=SourceEntry(kind=SourceKind.PERSON, name=source))


def _state(claim: Claim) -> str:
    return str(Claim.objects.get(pk=claim.pk).state)
