"""What a visit compares with: the passages and claims that rest on a page, and the page as it was known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from claims.models import Check, Claim, Link, Passage, PassageCheck, Snapshot
from claims.rechecks.anchoring import Watched
from claims.rechecks.folding import Ground
from claims.rechecks.known import Planned, evidence_hash
from claims.rechecks.resting import resting_evidence
from claims.rechecks.schedule import GOOD
from claims.vocabulary import PassageOutcome, ReleaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One link with everything that rests on its page. ``planned`` is the link as it was when its visit began.

    ``basis`` is the page as this link last showed it, or as it was captured; ``final_url`` where it led then.
    ``claims_of`` are the claims of each passage by its primary key, ``last`` what became of each at its last check;
    ``rests_on`` is the hash of the evidence that all this was read from; ``published`` when a claim that rests on the
    page stands in a release.
    """

    planned: Link | Planned
    link: Link
    basis: Snapshot | None
    final_url: str
    passages: list[Passage]
    claims_of: dict[int, list[Claim]]
    last: dict[int, PassageCheck]
    rests_on: str
    published: bool = False

    @property
    def claims(self) -> list[Claim]:
        """All claims that rest on the page, each once."""
        return list({claim.pk: claim for claims in self.claims_of.values() for claim in claims}.values())

    def baseline(self, claim: Claim) -> Snapshot | None:
        """The newest snapshot that a claim's passages were taken from."""
        theirs = [passage.snapshot for passage in self.passages if claim in self.claims_of[passage.pk]]
        return max(theirs, key=lambda snapshot: snapshot.taken_at, default=None)


def watch(planned: Link | Planned) -> Watch:
    """Load a link anew with its watch; raises ``Link.DoesNotExist``."""
    link = Link.objects.select_related("host", "document", "basis__readable").get(pk=planned.id)
    rows = (
        resting_evidence(passage__snapshot__document=link.document_id)
        .select_related("claim", "passage__snapshot__readable")
        .annotate(released=F("claim__current_release__kind"))
        .order_by("passage_id", "claim_id")
    )
    evidence: list[int] = []
    released: set[str | None] = set()
    passages: dict[int, Passage] = {}
    claims_of: dict[int, list[Claim]] = {}
    for row in rows:
        evidence.append(row.pk)
        released.add(row.released)
        passages.setdefault(row.passage_id, row.passage)
        claims_of.setdefault(row.passage_id, []).append(row.claim)
    basis = _basis(link)
    return Watch(
        planned=planned,
        link=link,
        basis=basis,
        final_url=_known_address(link, basis),
        passages=list(passages.values()),
        claims_of=claims_of,
        last=_last_checks(link, passages),
        rests_on=evidence_hash(evidence),
        published=bool(released - {None, ReleaseKind.WITHDRAWN.value}),
    )


def _basis(link: Link) -> Snapshot | None:
    if link.basis is not None:
        return link.basis
    shown = link.checks.exclude(snapshot=None).order_by("-checked_at", "-id")
    last = shown.select_related("snapshot__readable").first()
    if last is not None:
        return last.snapshot
    newest = Snapshot.objects.filter(document=link.document_id, final_url__isnull=False)
    return newest.select_related("readable").order_by("-taken_at", "-id").first()


def _known_address(link: Link, basis: Snapshot | None) -> str:
    if link.answered_by is not None:
        return link.answered_by
    last = Check.objects.filter(link=link, outcome__in=GOOD).order_by("-checked_at", "-id").first()
    return (last.final_url if last else basis.final_url if basis else None) or link.url


def _last_checks(link: Link, passages: Iterable[int]) -> dict[int, PassageCheck]:
    rows = (
        PassageCheck.objects.filter(check_made__link=link, passage__in=list(passages))
        .exclude(outcome=PassageOutcome.UNKNOWN.value)
        .select_related("check_made")
        .order_by("passage_id", "-check_made__checked_at", "-id")
        .distinct("passage_id")
    )
    return {row.passage_id: row for row in rows}


class Grounds:
    """Texts prepared for comparison, each once a visit."""

    def __init__(self) -> None:
        self._of: dict[str, Ground] = {}

    def of(self, snapshot: Snapshot) -> Ground:
        """The text of a snapshot, prepared."""
        key = snapshot.readable_id
        if key not in self._of:
            blocks = snapshot.page.get("blocks")
            self._of[key] = Ground.of(snapshot.readable.text, [tuple(block) for block in blocks] if blocks else None)
        return self._of[key]

    def watched(self, passage: Passage) -> Watched:
        """A passage with the text that it was taken from."""
        return Watched(
            exact=passage.exact,
            prefix=passage.prefix,
            suffix=passage.suffix,
            start=passage.start,
            old=self.of(passage.snapshot),
        )
