"""Holding the row of a claim, so that what is decided about it is decided about what it is now."""

from __future__ import annotations

from claims.models import Claim
from claims.recording.errors import EditConflict


def lock_claim(claim_id: int, *, version: int | None) -> Claim:
    """The row of a claim, held until the transaction ends; raises ``EditConflict`` on another ``version``."""
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    if version is not None and claim.version != version:
        raise EditConflict(claim)
    return claim
