"""The records, a file for a subject; no business rules beyond one row."""

from claims.models.claims import AnonymityRecord, Claim, Evidence, Relay, Sourcing
from claims.models.documents import Citation, Document, Passage, ReadableText, Snapshot
from claims.models.people import User
from claims.models.sources import Outlet, OutsideRating, OwnerGroup, SameUnnamedSource, Source, SourceGrade

__all__ = [
    "AnonymityRecord",
    "Citation",
    "Claim",
    "Document",
    "Evidence",
    "Outlet",
    "OutsideRating",
    "OwnerGroup",
    "Passage",
    "ReadableText",
    "Relay",
    "SameUnnamedSource",
    "Snapshot",
    "Source",
    "SourceGrade",
    "Sourcing",
    "User",
]
