"""Released documents as plain values, and claims that were released, for tests of formats."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from claims.publishing.formats.values import Site

SITE = Site(base="https://www.vetters.example", name="The Vetters")
QUOTED = "Two of three engines failed, she said"
CLAIM = "Two of the ferry's three engines failed"

_EVIDENCE: dict[str, Any] = {
    "id": "evidence00000001",
    "stance": "supports",
    "directness": "second_hand",
    "withdrawn_at": None,
    "document": {
        "id": "document00000001",
        "url": "https://courier.example/ferry",
        "outlet": "The Courier",
        "published": "2023-02-28",
        "published_precision": "day",
    },
    "passage": {"part": "body", "start": 10, "end": 47, "quote": QUOTED},
    "link": "https://courier.example/ferry#:~:text=Two%20of%20three%20engines%20failed%2C%20she%20said",
    "snapshot": {"sha256": "ab" * 32, "taken_at": "2026-03-01T09:30:00.250Z"},
    "sourcing": {
        "type": "on_record_person",
        "voice": "paraphrase",
        "source": {"id": "source0000000001", "kind": "person", "name": "Ida Lund", "descriptor": None},
        "source_words": "she",
        "chain": [],
    },
    "rights": {
        "verbatim": True,
        "max_words": 50,
        "credit": "The Courier, 2023",
        "link_required": True,
        "reasons": ["notice:permit:excerpt"],
        "until": None,
        "holder": "The Courier",
        "year": 2023,
        "licence": None,
        "licence_url": None,
        "terms_url": "https://courier.example/terms",
        "acquire_url": None,
    },
    "link_health": {"state": "alive", "checked_at": "2026-03-02T08:00:00Z"},
}
_RELEASE: dict[str, Any] = {
    "id": "claim00000000001",
    "sequence": 7,
    "version": 2,
    "kind": "updated",
    "released_at": "2026-03-05T10:00:00.123Z",
    "claim": CLAIM,
    "claimant": {"id": "source0000000001", "kind": "person", "name": "Ida Lund", "descriptor": None},
    "claimed": "2023-02-27",
    "claimed_precision": "day",
    "language": "en",
    "tags": ["ferries", "safety"],
    "corroboration": {
        "computed": "single_source",
        "effective": None,
        "challenged": False,
        "why": {"rule": "R9", "sentence": "Everything comes down to one origin.", "would_change": []},
    },
    "grades": {"sources": [], "information": []},
    "verdict": None,
    "evidence": [_EVIDENCE],
    "review": {
        "approved_by": "Edith",
        "approved_at": "2026-03-04T10:00:00Z",
        "four_eyes": True,
        "reopened_at": None,
        "reopened_because": None,
        "superseded_by": None,
    },
}
VERDICT = {
    "text": "Mostly true",
    "meaning": "True but for a detail.",
    "value": 2,
    "worst": 5,
    "best": 1,
    "scale": "The scale",
    "given_at": "2026-03-04T10:00:00Z",
}
TOMBSTONE = {
    "id": "claim00000000001",
    "sequence": 9,
    "version": 3,
    "kind": "withdrawn",
    "released_at": "2026-04-05T10:00:00Z",
    "withdrawn": "2026-04-05T10:00:00Z",
    "reason": "misheard",
}


def evidence(**facts: Any) -> dict[str, Any]:
    """A piece of released evidence; ``withheld=True`` takes the words of its page out, as a release does."""
    withheld = facts.pop("withheld", False)
    found = {**deepcopy(_EVIDENCE), **facts}
    if withheld:
        found["passage"]["quote"] = None
        found["sourcing"]["source_words"] = None
        found["link"] = found["document"]["url"]
        found["rights"] |= {"verbatim": False, "max_words": 0, "credit": None, "reasons": ["profile:strict"]}
    return found


def release(**facts: Any) -> dict[str, Any]:
    """A released document; ``facts`` change single names."""
    return {**deepcopy(_RELEASE), **facts}
