"""Which evidence a page is watched for: what was not withdrawn, of claims that are not closed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from claims.models import Evidence
from claims.vocabulary import CLOSED_STATES

CLOSED = sorted(state.value for state in CLOSED_STATES)
"""Stored states of claims that nothing is checked for any more."""


def resting_evidence(**facts: Any) -> QuerySet[Evidence]:
    """The evidence with these ``facts`` that pages are watched for."""
    return Evidence.objects.filter(withdrawn_at=None, **facts).exclude(claim__state__in=CLOSED)
