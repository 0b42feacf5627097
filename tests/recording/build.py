"""Entries as a person would make them, for tests; ``facts`` change single fields."""

from __future__ import annotations

from typing import Any

from claims.models import Claim, Snapshot, User
from claims.recording.claims import log_claim
from claims.recording.values import ClaimEntry, EvidenceEntry, SourceEntry, SourcingEntry
from claims.vocabulary import Directness, Part, SourceKind, SourcingType, Stance, Voice
from tests.models.build import a_snapshot

QUOTED = "“Two of three engines failed.”"
ENGINEER = SourceEntry(kind=SourceKind.UNNAMED_PERSON, descriptor="an engineer")
HOLM = SourceEntry(kind=SourceKind.PERSON, name="Ada Holm")


def sourcing(**facts: Any) -> SourcingEntry:
    plain = {"sourcing_type": SourcingType.UNNAMED_PERSON, "voice": Voice.DIRECT_QUOTE, "source": ENGINEER}
    return SourcingEntry(**{**plain, **facts})


def named(**facts: Any) -> SourcingEntry:
    return sourcing(**{"sourcing_type": SourcingType.ON_RECORD_PERSON, "source": HOLM, **facts})


def evidence(snapshot: Snapshot, exact: str = QUOTED, **facts: Any) -> EvidenceEntry:
    start = snapshot.readable.text.index(exact)
    plain: dict[str, Any] = {
        "start": start,
        "end": start + len(exact),
        "part": Part.BODY,
        "stance": Stance.SUPPORTS,
        "directness": Directness.FIRST_HAND,
        "sourcing": sourcing(),
    }
    return EvidenceEntry(**{**plain, **facts})


def a_logged_claim(actor: User, **facts: Any) -> Claim:
    snapshot = a_snapshot()
    entry = ClaimEntry(**{"wording": "Two of the ferry's engines broke down", **facts})
    return log_claim(actor=actor, snapshot=snapshot, claim=entry, evidence=evidence(snapshot))
