"""What lists filter by, read from the document of a release: what does not leave cannot be searched for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from claims.addresses import address_key
from claims.vocabulary import LinkState, Status, topic_of

_WORST_LAST = (
    LinkState.ALIVE,
    LinkState.MOVED,
    LinkState.UNCHECKED,
    LinkState.UNCLEAR,
    LinkState.BLOCKED,
    LinkState.FAILING,
    LinkState.DEAD,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What lists filter by; unknown is ``None``.

    Where several values are held, they are keys, as ``topic_of`` makes them. ``sources`` are the public ids of all
    named sources, ``pages`` the addresses of the evidence as ``address_key`` compares them. ``source_letter`` is the
    lowest of all letters, ``information_number`` the highest number, ``link_health`` the worst state.
    ``words_until`` is the last day on which all words of pages in the document may leave.
    """

    status: Status
    effective_status: Status
    sourcing_types: tuple[str, ...] = ()
    source_letter: str | None = None
    information_number: int | None = None
    language: str | None = None
    languages: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    excerpt: bool = False
    link_health: str | None = None
    claimed_on: date | str | None = None
    words_until: date | str | None = None


def facts_of(document: Mapping[str, Any]) -> Facts:
    """The facts of a released document, or of the body of one; not of a tombstone, which says nothing of a claim."""
    evidence, grades = document["evidence"], document["grades"]
    computed, effective = document["corroboration"]["computed"], document["corroboration"]["effective"]
    quoted = [entry for entry in evidence if entry["passage"]["quote"] is not None]
    health = {entry["link_health"]["state"] for entry in evidence if entry.get("link_health")}
    return Facts(
        status=Status(computed),
        effective_status=Status(effective["status"] if effective else computed),
        sourcing_types=_each(entry["sourcing"]["type"] for entry in evidence if entry["sourcing"]),
        source_letter=max((grade["letter"] for grade in grades["sources"]), default=None),
        information_number=max((grade["number"] for grade in grades["information"]), default=None),
        language=document["language"],
        languages=_languages(document["language"]),
        claimants=_claimants(document["claimant"]),
        outlets=_each(name for entry in evidence for name in _outlets(entry["document"])),
        tags=_each(topic_of(tag) for tag in document["tags"]),
        sources=_each(_sources(document)),
        pages=_each(address_key(entry["document"]["url"]) for entry in evidence if entry["document"]["url"]),
        excerpt=bool(quoted),
        link_health=next((state.value for state in reversed(_WORST_LAST) if state in health), None),
        claimed_on=document["claimed"],
        words_until=min((e["rights"]["until"] for e in quoted if e["rights"]["until"]), default=None),
    )


def searchable(document: Mapping[str, Any]) -> str:
    """The words by which a document is found: those of the claim and of the quotations that it lets out."""
    return "\n".join(texts_of(document))


def texts_of(document: Mapping[str, Any]) -> list[str]:
    """The claim and the quotations, as far as the document holds them."""
    quotes = (entry["passage"]["quote"] for entry in document["evidence"])
    return [text for text in (document["claim"], *quotes) if text]


def _each(values: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))


def _languages(tag: str | None) -> tuple[str, ...]:
    """A language tag with all that it is a kind of: ``en-GB`` is found as ``en`` too (RFC 4647, basic filtering)."""
    parts = topic_of(tag or "").split("-")
    return _each("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def _claimants(claimant: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The public id and the name of a named claimant; an unnamed one is found by nothing."""
    return (claimant["id"], topic_of(claimant["name"])) if claimant and claimant["id"] else ()


def _outlets(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The name of the outlet, and the host on which the page stands."""
    host = urlsplit(document["url"] or "").hostname or ""
    return topic_of(document["outlet"] or ""), host.removeprefix("www.")


def _sources(document: Mapping[str, Any]) -> list[str]:
    found = [document["claimant"]]
    for sourcing in (entry["sourcing"] for entry in document["evidence"] if entry["sourcing"]):
        hops = ([hop["relayed_by"], hop["relayed_for"]] for hop in sourcing["chain"])
        found += [sourcing["source"], *(source for hop in hops for source in hop)]
    return [source["id"] for source in found if source and source["id"]]
