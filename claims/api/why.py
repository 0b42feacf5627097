"""Why a claim has its status: as it was released, and, for the newsroom's own tools, as it stands now."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.views import JSON, answer, chosen_release
from claims.corroboration.blind import blinded
from claims.corroboration.service import standing
from claims.credibility.blindness import has_graded, is_blind
from claims.models import Claim, Evidence, User
from claims.publishing.service import HEAD, encode
from claims.publishing.why import corroboration
from claims.review.releasing import effective_of, leaving_evidence


def _part(document: bytes) -> bytes:
    release = json.loads(document)
    evidence = [_brief(entry) for entry in release["evidence"]]
    head = {name: release[name] for name in HEAD}
    return encode({**head, "corroboration": release["corroboration"], "evidence": evidence})


def _brief(entry: dict[str, Any]) -> dict[str, Any]:
    document = entry["document"]
    said = {name: entry[name] for name in ("id", "stance", "directness")}
    return {**said, "outlet": document["outlet"], "url": document["url"]}


class ClaimWhy(APIView):
    """The status of a released claim, with all that led to it and what would change it."""

    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """A part of the release, which ``?version=`` may name, as the release has it; its ETag is the release's."""
        return answer(request, chosen_release(request, public_id), _part)


class ClaimWhyNow(APIView):
    """The same of any claim as it stands now, released or not: for the tools of the newsroom."""

    def get(self, request: Request, public_id: str) -> HttpResponse:
        """Without words of pages, like a release; without letters for a person who has yet to give the number."""
        claim = Claim.objects.filter(public_id=public_id).first()
        if claim is None or not isinstance(request.user, User):
            raise Http404
        today = timezone.localdate()
        why = standing(claim, today=today).why
        blind = is_blind(claim, graded=has_graded(claim, request.user))
        evidence = list(leaving_evidence(claim))
        said = corroboration(blinded(why) if blind else why, effective=effective_of(claim, today), evidence=evidence)
        head = {"id": claim.public_id, "state": claim.state, "blind": blind}
        body = encode({**head, "corroboration": said, "evidence": [_row(row) for row in evidence]})
        response = HttpResponse(body, content_type=JSON)
        response["Cache-Control"] = "private, no-store"
        return response


def _row(row: Evidence) -> dict[str, Any]:
    document = row.passage.snapshot.document
    outlet = str(document.outlet) if document.outlet else None
    said = {"id": row.public_id, "stance": row.stance, "directness": row.directness}
    return {**said, "outlet": outlet, "url": document.canonical_url}
