"""Which statement and passage an address means, and what a form for it is filled in with."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from claims.models import Document, Snapshot
from claims.reading.values import Reading, Statement
from claims.recording.corrections import newest_corrections
from claims.recording.documents import reading_of
from claims.vocabulary import Directness, SourceKind, SourcingType, Voice
from claims.web.corrected import Corrected, as_corrected
from claims.web.record_forms import kind_of

_DIRECTNESS = {
    SourcingType.OWN_OBSERVATION: Directness.FIRST_HAND,
    SourcingType.DOCUMENT: Directness.DOCUMENT,
    SourcingType.DATASET: Directness.DOCUMENT,
}


def _position(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        raise Http404
    return int(given)


def asked_statement(request: HttpRequest, snapshot: Snapshot) -> tuple[Reading, Corrected]:
    """The reading, and the statement in which the address's ``start`` lies, as corrected; 404 when there is none."""
    start, end = _position(request, "start"), _position(request, "end")
    reading = reading_of(snapshot)
    found = (one for one in reading.statements if one.start <= start < one.end and start < end)
    statement = next(found, None)
    if statement is None:
        raise Http404
    return reading, as_corrected(statement, newest_corrections(snapshot))


def locate(text: str, words: str, statement: Statement) -> tuple[int, int] | None:
    """Where ``words`` stand on the page, in the statement if they can; ``None`` when they do not stand there."""
    wanted = words.replace("\r\n", "\n").strip()
    if not wanted:
        return None
    at = text.find(wanted, statement.start)
    if at < 0:
        at = text.find(wanted)
    return (at, at + len(wanted)) if at >= 0 else None


def _wording(statement: Statement, text: str) -> str:
    """The words that are claimed: of a direct quotation those between its marks, else what is said without source."""
    if statement.voice is Voice.OWN_VOICE:
        return statement.text
    start, end = statement.content or (statement.start, statement.end)
    if statement.voice is Voice.DIRECT_QUOTE and statement.quotations:
        start, end = max(statement.quotations, key=lambda span: span[1] - span[0])
    return text[start:end].strip(" ,;\n")


def _relayed_kind(words: str | None) -> str:
    """A first guess for the person to correct: "U.S. officials" is a group, "The United States" a government."""
    if not words:
        return ""
    return SourceKind.GOVERNMENT.value if words.split()[-1][:1].isupper() else SourceKind.UNNAMED_GROUP.value


def evidence_initial(statement: Statement) -> dict[str, Any]:
    """What the evidence form of a statement is filled in with."""
    relay = statement.relayed_for is not None
    directness = Directness.RELAY if relay else _DIRECTNESS.get(statement.sourcing, Directness.SECOND_HAND)
    described = statement.description or statement.source_words
    return {
        "passage": statement.text,
        "sourcing_type": statement.sourcing.value,
        "voice": statement.voice.value,
        "directness": directness.value,
        "source_name": described,
        "source_words": statement.source_words,
        "cue": statement.cue,
        "relayed_kind_1": _relayed_kind(statement.relayed_for),
        "relayed_name_1": statement.relayed_for,
        "descriptor": described,
    }


def claim_initial(statement: Statement, reading: Reading, document: Document, text: str) -> dict[str, Any]:
    """What the claim form of a statement is filled in with; the date stays open, since a page's date is not a claim's.

    Who claims it is the one for whom the source reports, else the source.
    """
    kind = kind_of(statement.sourcing)
    claimant = statement.relayed_for or statement.description or statement.source_words
    claimant_kind = _relayed_kind(statement.relayed_for) or (kind.value if kind and claimant else "")
    return {
        "wording": _wording(statement, text),
        "claimant_kind": claimant_kind,
        "claimant_name": claimant if claimant_kind else None,
        "language": document.language or reading.language,
    }
