"""Signs in what is recorded of a page: agency style lines, brands in domains, quotations, spans of dates. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from claims.corroboration.origins import folded
from claims.corroboration.values import Days
from claims.vocabulary import Precision

BEGINNING, END = 1500, 200
"""Characters of a readable text in which a style line is looked for."""

_DATELINE = re.compile(r"^[^\W\d_][\w .,'’/-]{1,70}?\((?P<name>[^\W\d_][^()\d]{1,40})\)\s*[—–:.-]", re.MULTILINE)
"""``VELLMAR, March 3 (Velland Wire) —`` at the beginning of a line."""

_SIGNED = re.compile(r"[(\[](?P<name>[^\W\d_][^()\[\]\d]{1,40})[)\]]\W*$")
"""``(vw)`` or ``(Velland Wire/Northern News)`` as the last thing of all."""

LEAST_WORDS = 6
"""Words of a quotation that two people would not say by chance."""

_QUOTED = re.compile(r"[“„«\"»](?P<words>[^“”„«»\"]{20,}?)[”“»\"«]")

LEAST_BRAND = 5
"""Letters of a word of a domain that may name a brand."""

_COMMON = frozenset(
    """abend actualite actualites actus advertiser afternoon aktuell america american anzeiger argus bangla banner
    beacon blatt breaking bulletin business capital centre chronicle citizen correio correo corriere country
    courier courrier dagblad daily diario dispatch eagle echos editor enquirer evening examiner express
    financial folha football gazeta gazette gazzetta general giornale global globe guardian headlines health
    herald heute human independent india inquirer international internet jornal journal kurier leader ledger
    liberation local magazine media mercury metro mirror monitor morgen morning nachrichten national newspaper
    newsroom nieuws north noticias novosti observer online people periodico pioneer planet politics portal
    press presse pressen quotidien radio record region register report reporter reports republic review
    rundschau science sentinel society south sport sports standard stimme sunday tagblatt tageblatt telegraaf
    telegraph temps tiempo times today transcript tribune united universal universe update vanguard video
    voice volksblatt watch weekly welt western winds world zeitung""".split()
)
"""Words of domains that say what a site is, not whose."""


def style_agency(beginning: str, end: str) -> str | None:
    """The agency that a dateline or the signature at the end names, as written; ``None`` when there is none.

    It is a style, not a credit: a bracket may hold something else, so it makes an edge only suspected.
    """
    found = _DATELINE.search(beginning[:BEGINNING]) or _SIGNED.search(end[-END:])
    return " ".join(found["name"].split()) if found else None


def brands(domain: str | None) -> tuple[str, ...]:
    """Words of a registrable domain by which its brand family may be known: ``courier-north.example`` is a courier's.

    Its whole first label without hyphens, and the first word of it, as far as they are no words for any newspaper.
    """
    if domain is None:
        return ()
    label = domain.casefold().split(".")[0]
    words = (label.replace("-", ""), label.split("-")[0])
    return tuple(sorted({word for word in words if len(word) >= LEAST_BRAND and word not in _COMMON}))


def quotations(text: str) -> tuple[str, ...]:
    """The quotations of ``text`` that are long enough to be compared, folded, letters and digits only."""
    found = (tuple(re.findall(r"\w+", folded(match["words"]))) for match in _QUOTED.finditer(text))
    return tuple(sorted({" ".join(words) for words in found if len(words) >= LEAST_WORDS}))


def days(value: date | None, precision: Precision | None) -> Days | None:
    """The span of days that a date can mean."""
    if value is None or precision is None:
        return None
    if precision is Precision.DAY:
        return value, value
    if precision is Precision.MONTH:
        return value.replace(day=1), value.replace(day=monthrange(value.year, value.month)[1])
    return date(value.year, 1, 1), date(value.year, 12, 31)


def picture_credits(pictures: object) -> Iterator[str]:
    """The credits of :attr:`Snapshot.page`'s ``pictures``: ``[caption, credit, evidence]`` each."""
    for picture in pictures if isinstance(pictures, list) else []:
        if isinstance(picture, list) and len(picture) > 1 and isinstance(picture[1], str) and picture[1].strip():
            yield " ".join(picture[1].split())[:120]
