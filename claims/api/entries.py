"""What a program sends to log a claim, as the values that recording takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from claims.api.bodies import Strict
from claims.models import Snapshot
from claims.recording.documents import reading_of
from claims.recording.errors import InvalidEntry
from claims.recording.values import AnonymityEntry, ClaimEntry, EvidenceEntry, SourceEntry, SourcingEntry
from claims.vocabulary import (
    AnonymityTerms,
    Directness,
    HowTheyKnow,
    InformationOrOpinion,
    Part,
    Precision,
    SourceKind,
    SourcingType,
    Stance,
    Voice,
    Word,
)


def _text(most: int, *, needed: bool = False) -> serializers.CharField:
    if needed:
        return serializers.CharField(max_length=most)
    return serializers.CharField(max_length=most, default=None, allow_null=True)


def _word(words: type[Word], *, needed: bool = False) -> serializers.ChoiceField:
    if needed:
        return serializers.ChoiceField(words.choices())
    return serializers.ChoiceField(words.choices(), default=None, allow_null=True)


class SourceBody(Strict):
    """A source by name, an unnamed one by descriptor."""

    kind = _word(SourceKind, needed=True)
    name = _text(300)
    descriptor = _text(300)


class ClaimBody(Strict):
    """The claim's own words."""

    wording = _text(1000, needed=True)
    paraphrase = _text(1000)
    claimant = SourceBody(default=None, allow_null=True)
    claimed_on = serializers.DateField(default=None, allow_null=True)
    claimed_precision = _word(Precision)
    language = _text(35)
    tags = serializers.ListField(child=serializers.CharField(max_length=60), default=list)
    valid_until = serializers.DateField(default=None, allow_null=True)


class AnonymityBody(Strict):
    """What is stated of an unnamed source."""

    descriptor = _text(300)
    position = _text(300)
    how_they_know = _word(HowTheyKnow)
    information_or_opinion = _word(InformationOrOpinion)
    motive = _text(300)
    reason = _text(300)
    terms = _word(AnonymityTerms)
    second_source_sought = serializers.BooleanField(default=None, allow_null=True)
    second_source_result = _text(500)
    persons_spoken_to = serializers.IntegerField(default=None, allow_null=True, min_value=0, max_value=1000)
    persons_suggested = serializers.IntegerField(default=None, allow_null=True, min_value=0, max_value=1000)


class SourcingBody(Strict):
    """How the passage says where its statement comes from."""

    type = _word(SourcingType, needed=True)
    voice = _word(Voice, needed=True)
    source = SourceBody(default=None, allow_null=True)  # type: ignore[assignment]  # the framework takes fields out of the class
    source_words = _text(300)
    cue = _text(100)
    relayed_for = serializers.ListField(child=SourceBody(), default=list, max_length=5)
    anonymity = AnonymityBody(default=None, allow_null=True)


class DocumentBody(Strict):
    """A page: by its address, as text, as text that stands at an address, or as a snapshot that was taken before."""

    url = _text(4096)
    text = serializers.CharField(max_length=5_000_000, default=None, allow_null=True, trim_whitespace=False)
    snapshot = _text(16)


class PassageBody(Strict):
    """A passage by its words, or by its first and last character in the readable text."""

    quote = serializers.CharField(max_length=100_000, default=None, allow_null=True)
    start = serializers.IntegerField(default=None, allow_null=True, min_value=0)
    end = serializers.IntegerField(default=None, allow_null=True, min_value=1)
    part = _word(Part)


class EvidenceBody(Strict):
    """One passage and what it does to the claim."""

    document = DocumentBody()
    passage = PassageBody()
    stance = _word(Stance, needed=True)
    directness = _word(Directness, needed=True)
    sourcing = SourcingBody()
    party_about_itself = serializers.BooleanField(default=False)
    own_publication = serializers.BooleanField(default=False)
    dataset = _text(300)


class LogBody(Strict):
    """A claim with its first evidence."""

    claim = ClaimBody()
    evidence = EvidenceBody()


def _source(given: Mapping[str, Any] | None) -> SourceEntry | None:
    if given is None:
        return None
    return SourceEntry(kind=SourceKind(given["kind"]), name=given["name"], descriptor=given["descriptor"])


def claim_entry(given: Mapping[str, Any]) -> ClaimEntry:
    """The claim of a checked body."""
    precision = given["claimed_precision"]
    return ClaimEntry(
        **{
            **given,
            "claimant": _source(given["claimant"]),
            "claimed_precision": Precision(precision) if precision else None,
            "tags": tuple(given["tags"]),
        }
    )


def _anonymity(given: Mapping[str, Any] | None) -> AnonymityEntry | None:
    if given is None:
        return None
    lists: dict[str, type[Word]] = {
        "how_they_know": HowTheyKnow,
        "information_or_opinion": InformationOrOpinion,
        "terms": AnonymityTerms,
    }
    words = {name: known(given[name]) if given[name] else None for name, known in lists.items()}
    return AnonymityEntry(**{**given, **words})


def _sourcing(given: Mapping[str, Any]) -> SourcingEntry:
    relays = (_source(hop) for hop in given["relayed_for"])
    return SourcingEntry(
        sourcing_type=SourcingType(given["type"]),
        voice=Voice(given["voice"]),
        source=_source(given["source"]),
        source_words=given["source_words"],
        cue=given["cue"],
        relayed_for=tuple(hop for hop in relays if hop is not None),
        anonymity=_anonymity(given["anonymity"]),
    )


def evidence_entry(given: Mapping[str, Any], snapshot: Snapshot) -> EvidenceEntry:
    """The evidence of a checked body on its snapshot; raises ``InvalidEntry`` when its passage is not there."""
    start, end = _span(given["passage"], snapshot.readable.text)
    return EvidenceEntry(
        start=start,
        end=end,
        part=_part(given["passage"]["part"], snapshot, start),
        stance=Stance(given["stance"]),
        directness=Directness(given["directness"]),
        sourcing=_sourcing(given["sourcing"]),
        party_about_itself=given["party_about_itself"],
        own_publication=given["own_publication"],
        dataset=given["dataset"],
    )


def _span(given: Mapping[str, Any], text: str) -> tuple[int, int]:
    if given["quote"] is None:
        if given["start"] is None or given["end"] is None:
            raise InvalidEntry("passage", "Give the words of the passage as “quote”, or “start” and “end”.")
        return given["start"], given["end"]
    quote = given["quote"].replace("\r\n", "\n").strip()
    at = text.find(quote, given["start"] or 0)
    if not quote or at < 0:
        raise InvalidEntry("passage", "These words do not stand on the page. Take words out, but change none.")
    return at, at + len(quote)


def _part(given: str | None, snapshot: Snapshot, start: int) -> Part:
    """The part that was sent, else the one that the statement there stands in."""
    if given is not None:
        return Part(given)
    found = (said.part for said in reading_of(snapshot).statements if said.start <= start < said.end)
    return next(found, Part.BODY)
