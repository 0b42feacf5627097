"""The logging side, for the tools of the newsroom: the functions that the pages call, under the same rules.

Every call that changes something honours ``Idempotency-Key``; a change of a claim's words needs ``If-Match``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.bodies import Strict, checked
from claims.api.entries import ClaimBody, EvidenceBody, LogBody, claim_entry, evidence_entry
from claims.api.once import known, once
from claims.api.problems import VersionNeeded, version_tag
from claims.api.webhooks import person
from claims.capture.guard import check_url
from claims.capture.installation import installation_limits
from claims.capture.intake import from_text, from_url
from claims.credibility.service import grade_information, grade_source
from claims.matching.service import candidates
from claims.models import Claim, Evidence, Snapshot, Source, User
from claims.recording.claims import edit_claim, log_claim
from claims.recording.documents import take_in
from claims.recording.errors import EditConflict, InvalidEntry
from claims.recording.evidence import add_evidence
from claims.recording.locking import lock_claim
from claims.recording.values import ClaimEntry, SourceEntry
from claims.review.service import take_step
from claims.vocabulary import Precision, ReviewAction, SourceKind, SourceLetter

_TAG = re.compile(r'"v(\d{1,9})"')
Answer = Response | HttpResponse


class _Step(Strict):
    """A step of the workflow."""

    action = serializers.ChoiceField(ReviewAction.choices())
    note = serializers.CharField(max_length=1000, default=None, allow_null=True)
    successor = serializers.CharField(max_length=16, default=None, allow_null=True)


class _Note(Strict):
    """A note for whoever reviews it."""

    note = serializers.CharField(max_length=1000, default=None, allow_null=True)


class _Number(Strict):
    """An information grade."""

    number = serializers.IntegerField(min_value=1, max_value=6)
    reason = serializers.CharField(max_length=1000)
    logical_in_itself = serializers.BooleanField()
    consistent_with_known = serializers.BooleanField()


class _Letter(Strict):
    """A source grade."""

    letter = serializers.ChoiceField(SourceLetter.choices())
    reason = serializers.CharField(max_length=1000)
    topic = serializers.CharField(max_length=100, default="", allow_blank=True)


def _claim(public_id: str) -> Claim:
    return get_object_or_404(Claim.objects.select_related("claimant", "logged_by"), public_id=public_id)


def _version(request: Request, *, needed: bool) -> int | None:
    """The version that ``If-Match`` names; raises :class:`VersionNeeded` where one is needed. Unreadable is none."""
    given = request.headers.get("If-Match")
    if given is None or given.strip() == "*":
        if needed:
            raise VersionNeeded
        return None
    found = _TAG.fullmatch(given.strip())
    return int(found[1]) if found else 0


def _matched(request: Request, claim: Claim, *, needed: bool = False) -> int | None:
    """The version to change; raises ``EditConflict`` when the claim has another by now."""
    version = _version(request, needed=needed)
    if version is not None and version != claim.version:
        raise EditConflict(claim)
    return version


def _document(given: Mapping[str, Any], actor: User) -> Snapshot:
    """The page that evidence stands on, taken in now; raises ``CaptureError`` or ``InvalidEntry``."""
    url, text, snapshot = given["url"], given["text"], given["snapshot"]
    if snapshot is not None and url is None and text is None:
        found = Snapshot.objects.select_related("document", "readable").filter(public_id=snapshot).first()
        if found is None:
            raise InvalidEntry("document", "There is no such snapshot.")
        return found
    if snapshot is not None or (url is None and text is None):
        raise InvalidEntry("document", "Give “url”, “text” or both, or else “snapshot”.")
    limits = installation_limits()
    if text is None:
        return take_in(captured=from_url(url, limits=limits), actor=actor)
    if url is not None:
        check_url(url, allowed=limits.allowed)
    return take_in(captured=replace(from_text(text), url=url), actor=actor)


def _source(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"id": source.public_id, "kind": source.kind, "name": source.name, "descriptor": source.descriptor}


def _said(claim: Claim) -> dict[str, Any]:
    """A claim as it stands now, for the tools of the newsroom."""
    rows = Evidence.objects.filter(claim=claim).select_related("passage__snapshot__document", "sourcing__source")
    return {
        "id": claim.public_id,
        "version": claim.version,
        "state": claim.state,
        "wording": claim.wording,
        "paraphrase": claim.paraphrase,
        "claimant": _source(claim.claimant),
        "claimed_on": claim.claimed_on,
        "claimed_precision": claim.claimed_precision,
        "language": claim.language,
        "tags": claim.tags,
        "valid_until": claim.valid_until,
        "status": claim.statuses.order_by("-id").values_list("status", flat=True).first(),
        "logged_by": claim.logged_by.username,
        "evidence": [_evidence(row) for row in rows.order_by("id")],
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    passage, sourcing = row.passage, getattr(row, "sourcing", None)
    return {
        "id": row.public_id,
        "snapshot": passage.snapshot.public_id,
        "url": passage.snapshot.document.canonical_url,
        "passage": {"part": passage.part, "start": passage.start, "end": passage.end, "quote": passage.exact},
        "stance": row.stance,
        "directness": row.directness,
        "source": _source(sourcing.source) if sourcing else None,
        "sourcing": sourcing.sourcing_type if sourcing else None,
        "withdrawn_at": row.withdrawn_at,
    }


def _answer(public_id: str, *, code: int = 200, **more: Any) -> Response:
    """The claim as it stands now, with its version as ETag."""
    claim = _claim(public_id)
    headers = {"ETag": version_tag(claim), "Cache-Control": "private, no-store"}
    if code == status.HTTP_201_CREATED:
        headers["Location"] = reverse("api_claim_now", args=[public_id])
    return Response(_said(claim) | more, status=code, headers=headers)


class _Writing(APIView):
    """A view of the logging side."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Keep the bytes that were sent: a repeated request is known by them."""
        len(request._request.body)
        super().initial(request, *args, **kwargs)


class ClaimNow(_Writing):
    """A claim as it stands now, released or not."""

    def get(self, request: Request, public_id: str) -> Answer:  # noqa: ARG002 - the framework's signature
        """Its own words and evidence; the ETag is what ``If-Match`` asks for."""
        return _answer(public_id)


class LogClaim(_Writing):
    """A new claim."""

    def post(self, request: Request) -> Answer:
        """Log a claim with its first evidence, as a draft; ``alike`` names logged claims that may say the same."""
        actor, given = person(request), checked(LogBody(data=request.data))
        before = known(request, actor)
        if before is not None:
            return before
        snapshot = _document(given["evidence"]["document"], actor)
        entry, evidence = claim_entry(given["claim"]), evidence_entry(given["evidence"], snapshot)

        def act() -> Response:
            alike = [found.claim.public_id for found in candidates(entry.wording)]
            claim = log_claim(actor=actor, snapshot=snapshot, claim=entry, evidence=evidence)
            return _answer(claim.public_id, code=status.HTTP_201_CREATED, alike=alike)

        return once(request, actor, act)


def _kept(claim: Claim) -> ClaimEntry:
    """The claim's own words as an entry, of which a part is changed."""
    by, precision = claim.claimant, claim.claimed_precision
    return ClaimEntry(
        wording=claim.wording,
        paraphrase=claim.paraphrase,
        claimant=SourceEntry(kind=SourceKind(by.kind), name=by.name, descriptor=by.descriptor) if by else None,
        claimed_on=claim.claimed_on,
        claimed_precision=Precision(precision) if precision else None,
        language=claim.language,
        tags=tuple(claim.tags),
        valid_until=claim.valid_until,
    )


class ChangeClaim(_Writing):
    """The own words of a claim that nobody vetted."""

    def patch(self, request: Request, public_id: str) -> Answer:
        """Change the fields that are sent and leave the rest; ``null`` is unknown. Needs ``If-Match``."""
        actor, claim = person(request), _claim(public_id)
        sent = set(request.data) if isinstance(request.data, Mapping) else set()
        whole = {"wording": claim.wording, **request.data} if isinstance(request.data, Mapping) else request.data
        new = claim_entry(checked(ClaimBody(data=whole)))
        before = known(request, actor)
        if before is not None:
            return before
        version = _matched(request, claim, needed=True) or 0
        entry = replace(_kept(claim), **{name: getattr(new, name) for name in sent})

        def act() -> Response:
            edit_claim(actor=actor, claim_id=claim.pk, version=version, entry=entry)
            return _answer(public_id)

        return once(request, actor, act)


class AddEvidence(_Writing):
    """Evidence of a claim."""

    def post(self, request: Request, public_id: str) -> Answer:
        """Add a passage that bears on it."""
        actor, claim = person(request), _claim(public_id)
        given = checked(EvidenceBody(data=request.data))
        before = known(request, actor)
        if before is not None:
            return before
        version = _matched(request, claim)
        snapshot = _document(given["document"], actor)
        entry = evidence_entry(given, snapshot)

        def act() -> Response:
            lock_claim(claim.pk, version=version)  # somebody may have changed it while the page was read
            row = add_evidence(actor=actor, claim_id=claim.pk, snapshot=snapshot, evidence=entry)
            return _answer(public_id, code=status.HTTP_201_CREATED, added=row.public_id)

        return once(request, actor, act)


def _step(
    request: Request, public_id: str, action: ReviewAction, note: str | None, successor: Claim | None = None
) -> Answer:
    actor, claim = person(request), _claim(public_id)
    before = known(request, actor)
    if before is not None:
        return before
    version = _version(request, needed=False)

    def act() -> Response:
        take_step(claim_id=claim.pk, action=action, actor=actor, note=note, version=version, successor=successor)
        return _answer(public_id)

    return once(request, actor, act)


class SubmitClaim(_Writing):
    """The way of a draft to the editors."""

    def post(self, request: Request, public_id: str) -> Answer:
        """Submit it; with ``If-Match`` only as it was read."""
        return _step(request, public_id, ReviewAction.SUBMIT, checked(_Note(data=request.data))["note"])


class TakeStep(_Writing):
    """The steps of an editor: start, approve, return, re-open, withdraw, supersede."""

    def post(self, request: Request, public_id: str) -> Answer:
        """Take one, under the rules of the pages: four eyes, a note where one is needed."""
        given = checked(_Step(data=request.data))
        successor = None
        if given["successor"]:
            successor = Claim.objects.filter(public_id=given["successor"]).first()
        return _step(request, public_id, ReviewAction(given["action"]), given["note"], successor)


class GradeInformation(_Writing):
    """The number of a claim."""

    def post(self, request: Request, public_id: str) -> Answer:
        """Give it, instead of the one that the same person gave before."""
        actor, claim, given = person(request), _claim(public_id), checked(_Number(data=request.data))

        def act() -> Response:
            row = grade_information(actor=actor, claim_id=claim.pk, **given)
            return Response({"claim": public_id, "number": row.number, "graded_at": row.graded_at}, status=201)

        return known(request, actor) or once(request, actor, act)


class GradeSource(_Writing):
    """The letter of a source."""

    def post(self, request: Request, public_id: str) -> Answer:
        """Give it, instead of the one on the same topic that the same person gave before."""
        actor, given = person(request), checked(_Letter(data=request.data))
        source = Source.objects.filter(public_id=public_id).first()
        if source is None:
            raise Http404

        def act() -> Response:
            letter, about = SourceLetter(given["letter"]), given["topic"]
            row = grade_source(actor=actor, source_id=source.pk, letter=letter, reason=given["reason"], topic=about)
            said = {"source": public_id, "letter": row.letter, "topic": row.topic or None, "graded_at": row.graded_at}
            return Response(said, status=201)

        return known(request, actor) or once(request, actor, act)
