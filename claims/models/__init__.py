"""The records, a file for a subject; no business rules beyond one row."""

from claims.models.answers import KeptAnswer
from claims.models.archives import ArchivedCopy, ArchivedPassage, ArchiveJob
from claims.models.assessment import (
    EdgeJudgement,
    EffectiveStatus,
    InformationGrade,
    Rating,
    RatingScale,
    Resolution,
    StatusRecord,
    Verdict,
)
from claims.models.claims import AnonymityRecord, Claim, Evidence, Relay, Sourcing
from claims.models.corrections import ReadingCorrection
from claims.models.credits import FoundCredit
from claims.models.documents import Citation, Document, Passage, ReadableText, Snapshot
from claims.models.faults import Fault
from claims.models.ledger import LedgerEntry
from claims.models.links import Check, Finding, Host, Link, PassageCheck
from claims.models.notices import Notice, Watch
from claims.models.people import User
from claims.models.releases import CurrentRelease, Release
from claims.models.reuse import ComparedText, SharedText, TextPrint
from claims.models.review import Change, ReviewStep
from claims.models.rights import (
    ExcerptUse,
    GrantedDocument,
    PermissionGrant,
    RightsDecision,
    RightsEvidence,
    RightsRule,
    RightsStatement,
    TermsLook,
)
from claims.models.search import LinkWords
from claims.models.sources import (
    Outlet,
    OutsideRating,
    OwnerGroup,
    RatingImport,
    SameUnnamedSource,
    Source,
    SourceGrade,
)
from claims.models.tokens import ApiToken
from claims.models.webhooks import Webhook, WebhookAttempt, WebhookKey, WebhookMessage

__all__ = [
    "AnonymityRecord",
    "ApiToken",
    "ArchiveJob",
    "ArchivedCopy",
    "ArchivedPassage",
    "Change",
    "Check",
    "Citation",
    "Claim",
    "ComparedText",
    "CurrentRelease",
    "Document",
    "EdgeJudgement",
    "EffectiveStatus",
    "Evidence",
    "ExcerptUse",
    "Fault",
    "Finding",
    "FoundCredit",
    "GrantedDocument",
    "Host",
    "InformationGrade",
    "KeptAnswer",
    "LedgerEntry",
    "Link",
    "LinkWords",
    "Notice",
    "Outlet",
    "OutsideRating",
    "OwnerGroup",
    "Passage",
    "PassageCheck",
    "PermissionGrant",
    "Rating",
    "RatingImport",
    "RatingScale",
    "ReadableText",
    "ReadingCorrection",
    "Relay",
    "Release",
    "Resolution",
    "ReviewStep",
    "RightsDecision",
    "RightsEvidence",
    "RightsRule",
    "RightsStatement",
    "SameUnnamedSource",
    "SharedText",
    "Snapshot",
    "Source",
    "SourceGrade",
    "Sourcing",
    "StatusRecord",
    "TermsLook",
    "TextPrint",
    "User",
    "Verdict",
    "Watch",
    "Webhook",
    "WebhookAttempt",
    "WebhookKey",
    "WebhookMessage",
]
