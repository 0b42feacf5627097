"""Statements about whose sources nothing is claimed: captions, and pages in a language without a lexicon. Pure."""

from __future__ import annotations

from claims.reading.attribution import QUOTED_WITHOUT_CUE, Sentence
from claims.reading.tokens import words_in
from claims.reading.values import Statement
from claims.vocabulary import SourcingType, Voice

NOT_READ = "who says so is not read in this language: it is yours to set"

UNDER_A_PICTURE = "words under a picture: they tell what is seen, and no source is looked for"


def unread_statement(text: str, sentence: Sentence, why: str = NOT_READ) -> Statement:
    """Quotation marks are the same in every language; who speaks is left to a person."""
    start, end = sentence.span
    quotes = tuple(quote for quote in sentence.quotes if words_in(text[slice(*quote.inner)]) >= QUOTED_WITHOUT_CUE)
    cuts = [start, *(edge for quote in quotes for edge in (quote.start, quote.end)), end]
    outside = " ".join(text[low:high] for low, high in zip(cuts[::2], cuts[1::2], strict=True))
    voice = Voice.OWN_VOICE
    if quotes:
        voice = Voice.PARTIAL_QUOTE if words_in(outside) else Voice.DIRECT_QUOTE
    return Statement(
        start=start,
        end=end,
        text=text[start:end],
        part=sentence.part,
        voice=voice,
        sourcing=SourcingType.UNATTRIBUTED,
        why=why,
        quotations=tuple(quote.inner for quote in quotes),
    )
