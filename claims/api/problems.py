"""Errors as RFC 9457 problem documents, each with a stable type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response

from claims.capture.errors import CaptureError, spoken
from claims.credibility.service import GradeNotAllowed
from claims.models import Claim
from claims.recording.errors import EditConflict, InvalidEntry
from claims.review.workflow import NotAllowed

_TYPES = {
    400: ("invalid-request", "The request is not valid"),
    401: ("not-signed-in", "A token is needed"),
    403: ("not-allowed", "The token may not do this"),
    404: ("not-found", "There is no such thing"),
    405: ("method-not-allowed", "The method is not offered here"),
    406: ("not-acceptable", "The format is not offered here"),
    409: ("conflict", "It does not go with the state of the thing"),
    412: ("changed-meanwhile", "Somebody changed it meanwhile"),
    415: ("unsupported-media-type", "The body is of a kind not taken here"),
    422: ("invalid-entry", "What was sent cannot be recorded"),
    428: ("version-needed", "The version that is to be changed must be named"),
    429: ("too-many-requests", "Too many requests"),
}


class Problem(Response):
    """A response of media type ``application/problem+json``."""

    def __init__(
        self,
        status_code: int,
        detail: str,
        headers: dict[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """``errors`` name the field of the body that each is about."""
        name, title = _TYPES.get(status_code, ("error", "The request failed"))
        body: dict[str, Any] = {"type": f"/problems/{name}", "title": title, "status": status_code, "detail": detail}
        if errors:
            body["errors"] = list(errors)
        super().__init__(body, status=status_code, headers=headers, content_type="application/problem+json")


def _detail(error: exceptions.APIException) -> str:
    if isinstance(error.detail, dict):
        return "; ".join(f"{field}: {_sentence(said)}" for field, said in error.detail.items())
    return _sentence(error.detail)


def _errors(error: exceptions.APIException) -> list[dict[str, str]]:
    if not isinstance(error.detail, dict):
        return []
    return [{"field": field, "detail": _sentence(said)} for field, said in error.detail.items()]


def _sentence(said: object) -> str:
    """What is said of a field: sentences in a list, or in a tree of lists where the field holds several values."""
    if isinstance(said, dict):
        return "; ".join(f"{name}: {_sentence(below)}" for name, below in said.items())
    return " ".join(map(_sentence, said)) if isinstance(said, list) else str(said)


def _headers(error: exceptions.APIException) -> dict[str, str]:
    challenge, wait = getattr(error, "auth_header", None), getattr(error, "wait", None)
    given = {"WWW-Authenticate": challenge, "Retry-After": f"{wait:.0f}" if wait else None}
    return {name: value for name, value in given.items() if value}


def _refused(error: Exception) -> Problem | None:
    """What the rules of the newsroom refuse, as their pages do; ``None`` for anything else."""
    if isinstance(error, InvalidEntry | GradeNotAllowed):
        return Problem(422, str(error), errors=[{"field": error.field, "detail": str(error)}])
    if isinstance(error, CaptureError):
        return Problem(422, spoken(error), errors=[{"field": "document", "detail": spoken(error)}])
    if isinstance(error, EditConflict):
        return Problem(412, "Somebody changed it meanwhile. Read it again.", {"ETag": version_tag(error.claim)})
    if isinstance(error, NotAllowed):
        return Problem(403 if error.code in ("role", "four_eyes") else 409, str(error))
    if isinstance(error, PermissionDenied):
        return Problem(403, str(error) or "This is not yours to change.")
    return None


def version_tag(claim: Claim) -> str:
    """The ETag of a claim as it stands now, for ``If-Match``."""
    return f'"v{claim.version}"'


class VersionNeeded(exceptions.APIException):
    """A change that does not say of which version."""

    status_code = 428
    default_detail = "Send the ETag of the claim that you read as If-Match."


def handle(error: Exception, _context: dict[str, Any]) -> Problem | None:
    """Turn what a view raised into a problem document; ``None`` leaves a fault of ours to Django."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    problem = _refused(error)
    if problem is not None:
        return problem
    if not isinstance(error, exceptions.APIException):
        return None
    code = error.status_code
    if code >= status.HTTP_500_INTERNAL_SERVER_ERROR:
        return None
    return Problem(code, _detail(error), _headers(error), _errors(error))
