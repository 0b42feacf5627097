"""What a line asserts: sign, years, holder. Pure.

A notice starts at a sign ("©", "Copyright", "All rights reserved") and is read outwards from there: the years and the
name stand beside it, in any order. What cannot be read stays ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.rights.arabic import ArabicNames
from claims.rights.lines import Piece
from claims.rights.wordlists import WORDS, Words

MOST_SIGNS = 100
"""Signs read in one line; a gallery in one line has a few dozen."""

_BEFORE = 160
"""Characters read before a sign: names and years stand beside it."""

YEAR = r"(?:19|20)\d\d"
_YEARS = rf"(?P<years>{YEAR}(?:\s?(?:[-–—/,]|to|bis)\s?(?:{YEAR}|\d\d(?!\d)|present|today|heute))*)"
_MARK = rf"(?:©|ⓒ|\([cс]\)|&copy;|\bcopyright\b|\bcopr\.|(?:^|(?<=copyright\s))@(?=\s?{YEAR}))"
_SIGN = re.compile(rf"(?:{_MARK}|(?<=copyright\s)®|®(?=\s?{YEAR}))(?:[\s:,.|]{{0,3}}(?:{_MARK}|®))*", re.IGNORECASE)
_YEARS_AFTER = re.compile(r"[\s,:|–—-]{0,4}(?:by\s|©\s?)?" + _YEARS, re.IGNORECASE)
_YEARS_AFTER_NAME = re.compile(r"[\s,.®™]{0,3}(?:vom\s[\d.]*?)?" + _YEARS, re.IGNORECASE)
_LEAD = re.compile(r"[\s,.:|*–—‐-]{0,5}(?:®/TM\s|(?:[Bb]y|BY|bei|von|par|por)\b:?\s)?(?:(?i:copyright)\s(?:[Bb]y\s)?)?")
_ALL_YEARS = re.compile(rf"(?<![\w./-]){_YEARS}(?!\w)")
_YEARS_BEFORE = re.compile(rf"(?<![\w./-]){_YEARS}\s?$")
_DASH_DOMAIN = re.compile(r"\s[-–—]+\s[\w.]+\.(?:com|de|net|org)\b")
_SHOUTED = re.compile(r"(?<=[a-z])\s+(?:[A-ZÀ-Þ]{3,}['’]?[A-ZÀ-Þ]*(?:\s+|$)){2,}$")
_LETTER = r"[^\W\d_a-zß-ÿа-яё]"
_QUOTED = re.compile(r"\s?(?:“[^”\n]{1,60}”|«[^»\n]{1,60}»|„[^“”\n]{1,60}[“”]|\"[^\"\n]{1,60}\")")
_YEARS_AFTER_RESERVED = re.compile(r"[\s.,!:–—-]{0,4}" + _YEARS, re.IGNORECASE)
_LOWER_AFTER_YEAR = re.compile(rf"\s{YEAR}\s[a-z]+\s[a-z]+")
_SHORT_NAME = 6
"""Words: a name as short as this may end in lower case ("Centre pour la recherche maritime")."""

_LONGEST_BARE = 60
"""Characters of a name that no sign and no year marks as one."""


def span_of(years: str | None) -> tuple[int | None, int | None]:
    """First and last year of "2018-21" or "2018, 2020–2021"; nothing for nothing."""
    if not years:
        return None, None
    full = [int(year) for year in re.findall(YEAR, years)]
    short = re.search(r"[-–—/]\s?(\d\d)$", years)
    last = full[0] // 100 * 100 + int(short[1]) if short and len(full) == 1 else full[-1]
    return min(full), max(last, full[0])


def _word_only(sign: str) -> bool:
    return sign.strip(" .:,|").lower() in ("copyright", "copr")


def _years_after(text: str, at: int, pattern: re.Pattern[str] = _YEARS_AFTER) -> tuple[str | None, int]:
    found = pattern.match(text, at)
    return (found["years"], found.end()) if found else (None, at)


class Holders:
    """The grammar of holders and years with the words that it knows."""

    def __init__(self, words: Words = WORDS) -> None:
        menu, reserved = words.any_of("after_name"), words.any_of("reserved")
        self.reserved = re.compile(reserved, re.IGNORECASE)
        self._arabic = ArabicNames(words)
        self._menu = re.compile(menu)
        self._menu_run = re.compile(rf"(?:{menu})\w*(?:\s(?:policy|Policy|cookies|Settings))?")
        self._stop = _stop(menu, words.any_of("name_ends"), reserved)
        legal = words.any_of("legal_forms")
        ends = rf"\s*(?:[,.|·•–—-]|$|(?i:{reserved}))"
        self._in_name = re.compile(
            rf"\w*(?:\s[A-ZÀ-Ý&][\w.&’'-]*){{0,4}},?\s(?:{legal})(?!\w)|(?:{words.any_of('words_of_names')})(?={ends})"
        )
        self._bracket = re.compile(rf"\s\((?=[A-ZÀ-Ý])[\w &’'-]{{1,40}}\)(?={ends}|\s(?:{legal})(?!\w))")
        self._form_after_stop = re.compile(rf"\.\s?(?:{legal})(?!\w)")
        self._reserved_for = re.compile(rf"\s(?:{words.any_of('reserved_for')})\s+(?=[A-ZÀ-Ý])")
        self._tax_number = re.compile(
            rf"[\s,|–—-]*\b(?:{words.any_of('tax_numbers')})[\s:.]{{0,3}}\d[\d./ -]{{4,20}}\W*$"
        )
        self._not_a_holder = re.compile(rf"\b(?:{words.any_of('not_a_holder')})", re.IGNORECASE)
        self._picture = re.compile(rf"\b(?:{words.any_of('picture_words')})\s$", re.IGNORECASE)
        self._after_reserved = re.compile(rf"[\s\-–—.,|]*(?:{reserved})[\s\-–—.,|]+(?=\S)", re.IGNORECASE)
        self._no_notice = re.compile(rf"\W{{0,3}}(?:{words.any_of('not_a_notice')})", re.IGNORECASE)
        self.slot = words.regex("slots")
        self._slot_here = re.compile(rf"[\s,.:-]{{0,4}}(?:by )?(?:{words.any_of('slots')})", re.IGNORECASE)
        self._legal_form = re.compile(rf"\s?(?:{words.any_of('legal_forms')})\b\.?")
        self._ends_in_form = re.compile(rf"\s(?:{words.any_of('legal_forms')})$")
        self._abbreviation = re.compile(rf"(?:{words.any_of('abbreviations')})$")
        self._with_stop = re.compile(rf"(?:{words.any_of('forms_with_stop')})$")
        self._opener = re.compile(rf"(?<=\s)(?:{words.any_of('openers')})\s")
        self._connectives = words.plain("connectives")
        self._name_at_end = _name_at_end(words.any_of("before_name_connectives"))

    def assertions(self, text: str) -> Iterator[Piece]:
        """What a line asserts, in order; digits are western ones."""
        taken = count = 0
        for sign in _SIGN.finditer(text):
            if count >= MOST_SIGNS:
                return
            piece = self._around_sign(text, sign, taken) if sign.start() >= taken else None
            if piece is not None:
                taken, count = piece.end, count + 1
                yield piece
        if not taken:
            yield from self._without_sign(text)

    def _around_sign(self, text: str, sign: re.Match[str], floor: int) -> Piece | None:
        if self._is_a_mark(text, sign) or (_word_only(sign.group()) and not self._word_is_notice(text, sign)):
            return None
        arabic = self._arabic.around(text, sign)
        if arabic is not None:
            return arabic
        years, at = _years_after(text, sign.end())
        holder, end = self._holder_after(text, at)
        if years is None and holder is not None:
            years, end = _years_after(text, end, _YEARS_AFTER_NAME)
        end, start = max(end, at), sign.start()
        if holder is None and not self._slot_here.match(text, at):
            holder, years, start, end = self._elsewhere(text, sign, floor, years, end)
        if years is None and holder is not None:
            years, end = self._years_before_reserved(text, end)
        early = _YEARS_BEFORE.search(text[:start], max(floor, start - _BEFORE)) if years is None else None
        if early:
            years, start = early["years"], early.start("years")
        return Piece(start, end, holder, span_of(years), ((sign.start(), sign.end()),))

    def _years_before_reserved(self, text: str, end: int) -> tuple[str | None, int]:
        """Years behind a description of the holder: "© Quay — a club of keepers. 1996-2016. All rights reserved"."""
        reserved = self.reserved.search(text, end, end + _BEFORE)
        found = _ALL_YEARS.search(text, end, reserved.start()) if reserved else None
        return (found["years"], found.end()) if found else (None, end)

    def _elsewhere(
        self, text: str, sign: re.Match[str], floor: int, years: str | None, end: int
    ) -> tuple[str | None, str | None, int, int]:
        """No name right after the sign: it stands before it, or behind "All rights reserved -"."""
        arabic = self._arabic.before(text, sign)
        if arabic is not None:
            return arabic.holder, years, arabic.start, end
        reserved = self._after_reserved.match(text, end)
        if reserved:
            holder, stop = self._holder_after(text, reserved.end())
            if holder:
                late, stop = (years, stop) if years else _years_after(text, stop, _YEARS_AFTER_NAME)
                return holder, late, sign.start(), stop
        before = self._holder_before(text, sign.start(), floor)
        if before is None:
            return None, years, sign.start(), end
        start, holder, early = before
        return holder, years or early, start, end

    def _is_a_mark(self, text: str, sign: re.Match[str]) -> bool:
        """A sign glued to the last word of a line without any year ("Sundial Method©") marks a product."""
        glued = text[: sign.start()][-1:].isalnum() and not text[sign.end() :].strip()
        return glued and not re.search(YEAR, text) and not self.reserved.search(text)

    def _word_is_notice(self, text: str, sign: re.Match[str]) -> bool:
        """The bare word asserts something only with a year near it, or as the first word of a line before a name."""
        rest = text[sign.end() : sign.end() + 80]
        if self._no_notice.match(rest):
            return False
        if self._picture.search(text[: sign.start()][-20:]) and re.match(r"\s[A-ZÀ-Ý@]", rest):
            return True
        if _LOWER_AFTER_YEAR.match(rest):
            return False  # "Copyright 2021 saw many changes"
        if re.match(rf"\s{{0,2}}(?:by |von )?{YEAR}", rest) or re.match(rf"[^.|:\n]{{2,60}}?\s{YEAR}", rest):
            return True
        return not text[: sign.start()].strip() and bool(re.match(r":?\s(?:by )?[A-ZÀ-Ý]", rest))

    def _holder_after(self, text: str, at: int) -> tuple[str | None, int]:
        """The name that starts at ``at`` and its end; ``None`` where there is no name, or only a template slot."""
        lead = _LEAD.match(text, at)
        start = lead.end() if lead else at
        if self.slot.match(text, start):
            return None, at
        name = self._trimmed(text[start : self._holder_end(text, start)])
        if not self.is_name(name):
            return None, at
        stop = start + len(name)
        if text[stop : stop + 1] == "." and self._with_stop.search(name):
            return name + ".", stop + 1
        return name, stop

    def _holder_end(self, text: str, start: int) -> int:
        at, limit = start, min(len(text), start + 100)
        while True:
            stop = self._stop.search(text, at, limit)
            end = stop.start() if stop else max(at, limit)  # a part in brackets may end behind the limit
            if stop and self._begins_like_a_menu(text, start, stop):
                at = start + 1  # "HomeGrounds" begins with a word of menus and is none
                continue
            beyond = self._beyond(text, start, end)
            if beyond is not None:
                at = beyond
                continue
            if end <= start:
                return end
            longer = self._longer(text, end)
            if longer is not None:
                return longer
            if not self._goes_on(text, start, end):
                return end
            at = end + 1

    def _begins_like_a_menu(self, text: str, start: int, stop: re.Match[str]) -> bool:
        alone = stop.start() == start and text[start : stop.end()].isalpha()
        return alone and text[stop.end() : stop.end() + 1].isalpha()

    def _beyond(self, text: str, start: int, end: int) -> int | None:
        """Where a name is read on: behind a part in quotation marks or brackets, or a menu word that belongs to it.

        "Lampe «Nord»", "The Printers (Eastmere) Ltd", "Quill Design LLC", "Eastmere. Limited".
        """
        quoted = _QUOTED.match(text, end)
        if quoted:
            return quoted.end()
        if end <= start:
            return None
        found = self._bracket.match(text, end) or self._form_after_stop.match(text, end)
        inside = self._in_name.match(text, end) if text[end - 1] == " " else None
        found = found or inside
        return found.end() if found and found.end() > end else None

    def _longer(self, text: str, end: int) -> int | None:
        """Where a name ends that takes its stop along: "Ada Quill — stock.example.com", "Eastmere!" before a dash."""
        domain = _DASH_DOMAIN.match(text, end)
        if domain:
            return domain.end()
        return end + 1 if re.compile(r"!\s*(?:[-–—|·]|$)").match(text, end) else None

    def _goes_on(self, text: str, start: int, end: int) -> bool:
        """Whether the full stop at ``end`` is part of the name: "Inc.", "S.A."."""
        rest = text[end : end + 40]
        abbreviated = rest[:1] == "." and self._abbreviation.search(text[start:end]) is not None
        return abbreviated and not re.match(r"\.(?:\s(?:All|Alle|This|The)\b|\s?$)", rest)

    def _trimmed(self, raw: str) -> str:
        name = raw.split("\u200d")[0]
        comma = name.find(",")
        while comma != -1:
            if not self._comma_goes_on(name, comma):
                name = name[:comma]
                break
            comma = name.find(",", comma + 1)
        opener = self._opener.search(name)
        if opener:
            name = name[: opener.start()]
        name = _SHOUTED.sub("", name)
        bare = self._before_prose(name).rstrip(" \t,;:-–—/*\u00ad")
        bare = bare[1:-1] if bare[:1] + bare[-1:] in ('""', "«»", "“”", "„“") else bare
        bare = bare[:-1] if bare.endswith(")") and "(" not in bare else bare
        return re.sub(r"(?:\s(?:and|und|et|y|e|&))+$", "", bare)

    def _comma_goes_on(self, name: str, comma: int) -> bool:
        rest = name[comma + 1 :]
        if self._legal_form.match(rest):
            return True
        if self._ends_in_form.search(name[:comma]):
            return False  # an address follows the form of a company
        more = re.fullmatch(r"\s?[A-ZÀ-Ý][\w.-]+(?:\s[A-ZÀ-Ý][\w.-]+){0,3}", rest)
        return more is not None and not re.search(r"\d", rest)

    def _before_prose(self, name: str) -> str:
        """A name with a sentence run into it ("Ann Lee Rescue teams were …") ends before that sentence."""
        words = name.split(" ")
        for index, word in enumerate(words):
            if index > 1 and word[:1].islower() and not self._inside_name(words, index):
                return " ".join(words[: max(2, index - 1)])
        return name

    def _inside_name(self, words: list[str], index: int) -> bool:
        """Whether a word in lower case is part of a name: "of", "example.com", "Centre for marine Research"."""
        word, after = words[index], words[index + 1] if index + 1 < len(words) else ""
        described = words[index - 1] in self._connectives and (after[:1].isupper() or len(words) <= _SHORT_NAME)
        follows = len(words) <= _SHORT_NAME and index > 2 and words[index - 1].islower() and not after
        return word in self._connectives or "." in word or described or follows

    def is_name(self, name: str) -> bool:
        """Whether ``name`` may be one: letters, no stock phrase, no unfilled slot."""
        letters = bool(re.search(r"[^\W\d_]", name)) and len(name) > 1
        other = self.reserved.match(name) or self.slot.search(name) or self._not_a_holder.match(name)
        return letters and other is None

    def _holder_before(self, text: str, sign: int, floor: int) -> tuple[int, str, str | None] | None:
        """A name directly before the sign ("The Gazette © 2019."), with years that may stand before it."""
        window_start = max(floor, sign - _BEFORE)
        window = self._tax_number.sub("", text[window_start:sign]).rstrip(" -–—|,")
        cuts = [match.end() for match in re.finditer(r"[.!?:|·•\n](?=\s)\s?|[a-z](?=[A-Z])", window)]
        cut = max([*cuts, *(match.end() for match in self.reserved.finditer(window))], default=0)
        early = re.match(rf"\s*{_YEARS}\s+", window[cut:])
        begin = cut + (early.end() if early else 0)
        name = self._last_name(window[begin:])
        if not name or len(name) > 60 or not self.is_name(name) or self._menu.search(name):
            return None
        start = window_start + window.rindex(name)
        return (window_start + cut if early else start), name, early["years"] if early else None

    def _last_name(self, raw: str) -> str:
        """The run of capitalised words at the end of ``raw``, after the last menu word."""
        menu = list(self._menu_run.finditer(raw))
        found = self._name_at_end.search((raw[menu[-1].end() :] if menu else raw).strip())
        return re.sub(r"^(?:of|and|the|&|–)\s", "", found[1]) if found else ""

    def _without_sign(self, text: str) -> Iterator[Piece]:
        """ "2024 The Gazette, All rights reserved." and "The Gazette 12/2018 All rights reserved": no sign at all."""
        reserved = self.reserved.search(text)
        if reserved is None:
            return
        arabic = self._arabic.reserved(text, reserved)
        if arabic is not None:
            yield arabic
            return
        start = max(0, reserved.start() - _BEFORE)
        before = text[start : reserved.start()].rstrip(" ,.|-–—")
        for pattern in (_YEAR_FIRST, _YEAR_LAST):
            found = pattern.search(before)
            if found:
                begin, end = start + found.start("all"), start + found.end("all")
                name = found["name"].strip(" ,")
                yield Piece(begin, reserved.end(), name, span_of(found["years"]), ((begin, end),))
                return
        late, end = _years_after(text, reserved.end(), _YEARS_AFTER_RESERVED)
        bare = self._bare_name(text[: reserved.start()])
        begin = text.index(bare) if bare else reserved.start()
        if bare is None:
            bare, stop = self._holder_after_reserved(text, reserved)
            end = max(end, stop)
            late, end = (late, end) if late or bare is None else _years_after(text, end, _YEARS_AFTER_NAME)
        yield Piece(begin, max(end, reserved.end()), bare, span_of(late), ((reserved.start(), reserved.end()),))

    def _bare_name(self, before: str) -> str | None:
        """A short line that begins with a name and goes straight on to "all rights reserved"."""
        name = before.strip(" \t,.|-–—:")
        words = name.split()
        plain = 0 < len(words) <= 6 and len(name) <= _LONGEST_BARE and not re.search(r"[!?|]|\.\s(?!\w+$)", name)
        if (
            not plain
            or name[:1].islower()
            or _KANA.search(name)
            or self._menu.search(name)
            or self._not_a_holder.search(name)
        ):
            return None
        return name if self.is_name(name) and self._before_prose(name) == name else None

    def _holder_after_reserved(self, text: str, reserved: re.Match[str]) -> tuple[str | None, int]:
        """The name in "All rights reserved by <name>" or, without any joining word, in scripts without capitals."""
        joined = self._reserved_for.match(text, reserved.end())
        if joined:
            return self._holder_after(text, joined.end())
        if not _NAME_FOLLOWS.search(reserved.group()):
            return None, reserved.end()
        _, at = _years_after(text, reserved.end())
        return self._holder_after(text, at)


_KANA = re.compile(r"[\u3041-\u3096]")
_NAME_FOLLOWS = re.compile(r"[版著]")
"""In a phrase such as "版权所有": the name may stand behind it."""
_YEAR_FIRST = re.compile(rf"(?:^|[.|]\s?)(?P<all>{_YEARS}\s(?P<name>[^\W\d_a-z][^|.\n]{{1,60}}))$")
_YEAR_LAST = re.compile(rf"(?:^|[.|]\s?)(?P<all>(?P<name>[^\W\d_a-z][^|.\n\d]{{1,60}}?)\s(?:\d{{1,2}}/)?{_YEARS})$")


def _stop(menu: str, name_ends: str, reserved: str) -> re.Pattern[str]:
    return re.compile(
        rf"[|·•\n\r\t\u2028©™®:;\"“”«»„，。、；：！（【]|\s[-–—]+(?=\s)|(?<![A-Z])(?:{menu})|(?<=LLC)(?:{menu})|\b(?:{menu})"
        rf"|\s?\((?=[\w.]*\.\w)|\s\(|(?i:{reserved})"
        rf"|\s(?:{name_ends}|800|\+\d)\b|[.!]+(?=\s|$)|(?<=[a-z.])[A-Z](?=[a-z]+[A-Z][a-z])|https?://|\s?[\w.]+@"
        rf"|\s?{YEAR}|\s\d{{2,}}|[\u0600-\u06ff]|$"
    )


def _name_at_end(connectives: str) -> re.Pattern[str]:
    word = rf"(?:{_LETTER}[\w.’'&-]*|&|–|{connectives})"
    return re.compile(rf"(?:^|\s)({word}(?:\s{word}){{0,6}})$")


HOLDERS = Holders()
