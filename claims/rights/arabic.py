"""Holders and years in Arabic and Persian notices, which have no capital letters to know a name by. Pure.

A name is known by what stands around it: "© 2025 <name>. جميع الحقوق محفوظة", "جميع الحقوق محفوظة لصحيفة <name>",
"تمامی حقوق این سایت برای <name> محفوظ است". A year of another calendar (1404) is no year of these records: it stays
unread.
"""

from __future__ import annotations

import re

from claims.rights.lines import Piece
from claims.rights.wordlists import Words

_ARABIC = r"[\u0600-\u06ff]"
_YEARS = r"(?P<{0}>(?:19|20)\d\d(?:\s?[-–—/]\s?(?:19|20)\d\d)?)"
_OTHER_CALENDAR = r"(?:1[34]\d\d\s?)?"
_LONGEST = 60
_WINDOW = 160


def _years(found: re.Match[str]) -> tuple[int | None, int | None]:
    groups = found.groupdict()
    said = next((groups[group] for group in ("before", "after") if groups.get(group)), None)
    years = [int(year) for year in re.findall(r"\d{4}", said or "")]
    return (min(years), max(years)) if years else (None, None)


def _of_whom(name: str) -> str:
    """ "للمجلس" is "for the council": the name is "المجلس"."""
    return f"ال{name[2:]}" if name.startswith("لل") else name


class ArabicNames:
    """The grammar of Arabic and Persian holders with the words that it knows."""

    def __init__(self, words: Words) -> None:
        reserved, ends = words.any_of("reserved"), words.any_of("name_ends")
        stop = rf"(?=\s*(?:[.|،؛:©\n(]|[-–—]\s|(?:19|20)\d\d|$|(?<!\w)(?:{ends})(?!\w)))"
        name = rf"(?P<name>(?!(?:{ends})(?!\w)){_ARABIC}[^.|،؛:©\n(]{{1,{_LONGEST}}}?){stop}"
        years_before, years_after = (rf"(?:{_YEARS.format(group)})?" for group in ("before", "after"))
        joins = words.any_of("holder_joins")
        kinds = words.any_of("holder_kinds")
        sign = rf"[\s,:|•·–—-]{{0,4}}{years_before}{_OTHER_CALENDAR}[\s,:|•·–—-]{{0,4}}(?:ل(?=(?:{kinds})\s))?"
        self._reserved_after_sign = re.compile(rf"{sign}(?={reserved})")
        self._after_sign = re.compile(rf"{sign}(?:(?:{reserved})\s?(?:{joins})?)?{name}[\s,–—-]{{0,3}}{years_after}")
        self._after_reserved = re.compile(
            rf"\s?[:,–—-]?\s?{years_before}\s?(?:{joins})\s?{name}[\s,–—-]{{0,3}}{years_after}"
        )
        self._reserved = re.compile(reserved)
        self._frames = [re.compile(frame) for frame in words.lists.get("holder_frames", ())]

    def around(self, text: str, sign: re.Match[str]) -> Piece | None:
        """The name in Arabic letters after a sign; ``None`` where there is none."""
        framed = self._framed_after(text, sign)
        if framed is not None:
            return framed
        found = self._after_sign.match(text, sign.end(), sign.end() + _WINDOW)
        if found is None:
            return None
        return Piece(sign.start(), found.end(), _of_whom(found["name"].strip()), _years(found), (sign.span(),))

    def _framed_after(self, text: str, sign: re.Match[str]) -> Piece | None:
        """A sign, then "all rights reserved for <name>" in words that stand around the name."""
        lead = self._reserved_after_sign.match(text, sign.end(), sign.end() + _WINDOW)
        for frame in self._frames if lead else ():
            framed = frame.search(text, lead.end() if lead else 0, sign.end() + _WINDOW)
            if framed is not None:
                years = _years(lead) if lead else (None, None)
                return Piece(sign.start(), framed.end(), framed["name"].strip(), years, (sign.span(),))
        return None

    def before(self, text: str, sign: re.Match[str]) -> Piece | None:
        """The name between "all rights reserved" and a sign that follows it; ``None`` where there is none."""
        for phrase in self._reserved.finditer(text, max(0, sign.start() - _WINDOW), sign.start()):
            found = self.reserved(text, phrase)
            if found is not None and found.end <= sign.start():
                return found._replace(end=sign.end(), deciding=(*found.deciding, sign.span()))
        return None

    def reserved(self, text: str, phrase: re.Match[str]) -> Piece | None:
        """The name after "all rights reserved" in Arabic or Persian; ``None`` where there is none."""
        if not re.search(_ARABIC, phrase.group()):
            return None
        deciding = ((phrase.start(), phrase.end()),)
        found = self._after_reserved.match(text, phrase.end(), phrase.end() + _WINDOW)
        if found is not None:
            return Piece(phrase.start(), found.end(), found["name"].strip(), _years(found), deciding)
        for frame in self._frames:
            framed = frame.search(text, phrase.end(), phrase.end() + _WINDOW)
            if framed is not None:
                return Piece(phrase.start(), framed.end(), framed["name"].strip(), deciding=deciding)
        return None
