"""The finished document of a release: plain values in, plain JSON values out. Unknown is ``None``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.models import (
    Claim,
    Document,
    Evidence,
    InformationGrade,
    RightsStatement,
    Source,
    SourceGrade,
    Sourcing,
    StatusRecord,
    Verdict,
)
from claims.publishing.formats.fragment import passage_link
from claims.publishing.why import corroboration
from claims.rights.values import Decision
from claims.vocabulary import UNNAMED_KINDS, RightsScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of evidence with what may leave of its passage: ``excerpt`` is ``None`` when it is withheld.

    ``terms`` are the statements about its page that hold, oldest first.
    """

    evidence: Evidence
    decision: Decision
    excerpt: str | None
    terms: Sequence[RightsStatement] = ()


def _source(source: Source | None) -> dict[str, Any] | None:
    """A source as the outside may know it: an unnamed one by its descriptor only, without an id to follow."""
    if source is None:
        return None
    if source.kind in UNNAMED_KINDS:
        return {"id": None, "kind": source.kind, "name": None, "descriptor": source.descriptor}
    return {"id": source.public_id, "kind": source.kind, "name": source.name, "descriptor": source.descriptor}


def _sourcing(sourcing: Sourcing | None) -> dict[str, Any] | None:
    if sourcing is None:
        return None
    relays = [
        {"relayed_by": _source(hop.relayed_by), "relayed_for": _source(hop.relayed_for)}
        for hop in sourcing.relays.all()
    ]
    return {
        "type": sourcing.sourcing_type,
        "voice": sourcing.voice,
        "source": _source(sourcing.source),
        "source_words": sourcing.source_words,
        "chain": relays,
    }


def _rights(decision: Decision) -> dict[str, Any]:
    return {
        "verbatim": decision.verbatim_allowed,
        "max_words": decision.max_words,
        "credit": decision.credit_line if decision.credit_required else None,
        "link_required": decision.link_required,
        "reasons": list(decision.reasons),
        "until": decision.expires,
    }


_TERMS = ("holder", "year", "licence", "licence_url", "terms_url", "acquire_url")


def _terms(statements: Sequence[RightsStatement]) -> dict[str, Any]:
    """Who holds the rights to the text, since when, and where its licence and terms stand; the newest word counts."""
    said: dict[str, Any] = dict.fromkeys(_TERMS)
    for row in statements:
        if row.scope != RightsScope.IMAGE:
            values = (row.holder_text, row.year_to or row.year_from, row.licence_id)
            links = (row.licence_url, row.terms_url, row.acquire_url)
            said |= {name: value for name, value in zip(_TERMS, values + links, strict=True) if value}
    return said


def _evidence(part: Part, claim: str) -> dict[str, Any]:
    """A piece of evidence of the claim with the public id ``claim``."""
    row = part.evidence
    passage = row.passage
    snapshot, document = passage.snapshot, passage.snapshot.document
    quoted = part.excerpt is not None
    return {
        "id": row.public_id,
        "stance": row.stance,
        "directness": row.directness,
        "withdrawn_at": row.withdrawn_at,
        "document": {
            "id": document.public_id,
            "url": document.canonical_url,
            "outlet": str(document.outlet) if document.outlet else None,
            "published": document.published_on,
            "published_precision": document.published_precision,
        },
        "passage": {"part": passage.part, "start": passage.start, "end": passage.end, "quote": part.excerpt},
        "link": passage_link(document.canonical_url, part.excerpt),
        "snapshot": {"sha256": snapshot.content_hash, "taken_at": snapshot.taken_at},
        # the words used for the source are the page's own, so they leave on the terms of the quotation
        "sourcing": _sourcing(getattr(row, "sourcing", None)) if quoted else _bare(getattr(row, "sourcing", None)),
        "rights": {**_rights(part.decision), **_terms(part.terms), "policy": f"/c/{claim}.odrl.jsonld#{row.public_id}"},
        "link_health": _link_health(document),
    }


def without_words(
    document: Mapping[str, Any], withheld: Mapping[str, Decision], *, wording: str | None
) -> dict[str, Any]:
    """A released document without the words of the evidence in ``withheld``, each with the decision that does it."""
    evidence = [
        _without_words(entry, withheld[entry["id"]]) if entry["id"] in withheld else entry
        for entry in document["evidence"]
    ]
    return {**document, "claim": wording, "evidence": evidence}


def with_terms(document: Mapping[str, Any], decisions: Mapping[str, Decision]) -> dict[str, Any]:
    """A released document with the terms of the evidence in ``decisions`` as they are decided now."""
    evidence = [
        {**entry, "rights": _rights(decisions[entry["id"]])} if entry["id"] in decisions else entry
        for entry in document["evidence"]
    ]
    return {**document, "evidence": evidence}


def _without_words(entry: Mapping[str, Any], decision: Decision) -> dict[str, Any]:
    sourcing = entry["sourcing"]
    return {
        **entry,
        "passage": {**entry["passage"], "quote": None},
        "link": entry["document"]["url"],
        "sourcing": {**sourcing, "source_words": None} if sourcing else None,
        "rights": {**entry["rights"], **_rights(decision)},
    }


def _link_health(document: Document) -> dict[str, Any] | None:
    """What is believed of the document's own address, as of its last visit; ``None`` when none is under watch."""
    links = sorted(document.links.all(), key=lambda link: (link.url != document.canonical_url, link.pk))
    return {"state": links[0].state, "checked_at": links[0].checked_at} if links else None


def _bare(sourcing: Sourcing | None) -> dict[str, Any] | None:
    full = _sourcing(sourcing)
    return {**full, "source_words": None} if full else None


def _letter(grade: SourceGrade) -> dict[str, Any]:
    """A letter; the topic only where it is on one."""
    said = {"source": _source(grade.source), "letter": grade.letter, "graded_at": grade.graded_at}
    return said | ({"topic": grade.topic} if grade.topic else {})


def grades(*, sources: Sequence[SourceGrade], information: Sequence[InformationGrade]) -> dict[str, Any]:
    """The grades part of a release: every letter and number with its date; reasons stay in the newsroom."""
    return {
        "sources": [_letter(grade) for grade in sources],
        "information": [{"number": grade.number, "graded_at": grade.graded_at} for grade in information],
    }


def verdict(given: Verdict | None) -> dict[str, Any] | None:
    """The verdict part of a release, as ClaimReview needs it; the reason stays in the newsroom."""
    if given is None:
        return None
    rating, scale = given.rating, given.rating.scale
    return {
        "text": rating.text,
        "meaning": rating.meaning,
        "value": rating.value,
        "worst": scale.worst,
        "best": scale.best,
        "scale": scale.name,
        "given_at": given.given_at,
    }


def body(
    *,
    claim: Claim,
    wording: str | None,
    parts: Sequence[Part],
    status: StatusRecord,
    effective: Mapping[str, Any] | None,
    given: Mapping[str, Any],
    rated: Mapping[str, Any] | None,
    review: Mapping[str, Any],
) -> dict[str, Any]:
    """What a release says of ``claim``; ``wording`` is what may leave of it: its own, the paraphrase, or
    ``None`` when the terms turned against both after it was vetted; ``given`` are its :func:`grades`,
    ``rated`` is its :func:`verdict`.
    """
    return {
        "claim": wording,
        "claimant": _source(claim.claimant),
        "claimed": claim.claimed_on,
        "claimed_precision": claim.claimed_precision,
        "language": claim.language,
        "tags": list(claim.tags),
        "corroboration": corroboration(status.why, effective=effective, evidence=[part.evidence for part in parts]),
        "grades": dict(given),
        "verdict": dict(rated) if rated else None,
        "evidence": [_evidence(part, claim.public_id) for part in parts],
        "review": dict(review),
    }
