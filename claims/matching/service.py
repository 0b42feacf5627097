"""Claims that may say the same: found by shared words in PostgreSQL's full text, ranked by likeness."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector

from claims.matching.words import content_words, likeness, query_words
from claims.models import Claim

_POOL = 50
LEAST = 0.5
"""Likeness from which a claim is shown: about two words in three shared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that may say the same; ``score`` is 0 to 1."""

    claim: Claim
    score: float


def candidates(wording: str, *, limit: int = 5) -> list[Candidate]:
    """The logged claims most like ``wording``, the likest first."""
    words = content_words(wording)
    if not words:
        return []
    query = SearchQuery(" | ".join(f"'{word}':*" for word in query_words(wording)), search_type="raw", config="simple")
    vector = SearchVector("wording", "paraphrase", config="simple")
    pool = Claim.objects.annotate(found=vector, rank=SearchRank(vector, query)).filter(found=query)
    scored = [Candidate(claim, _score(words, claim)) for claim in pool.order_by("-rank", "id")[:_POOL]]
    alike = [candidate for candidate in scored if candidate.score >= LEAST]
    return sorted(alike, key=lambda candidate: (-candidate.score, candidate.claim.pk))[:limit]


def _score(words: frozenset[str], claim: Claim) -> float:
    return max(likeness(words, content_words(text)) for text in (claim.wording, claim.paraphrase or ""))
