"""What can go wrong while something is recorded; each message says what to do. Nothing is written then."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from claims.models import Claim


class EditConflict(Exception):
    """Somebody changed the claim meanwhile; ``claim`` is how it stands now."""

    def __init__(self, claim: Claim) -> None:
        super().__init__("This claim was changed while you had it open. Look at what changed and try again.")
        self.claim = claim


class InvalidEntry(Exception):
    """What was entered cannot be recorded; ``field`` names the entry, ``str()`` says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotYours(PermissionDenied):
    """The person may not change this record, or not in its present state; a page that leaves it alone answers 403."""
