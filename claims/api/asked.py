"""What may be asked of the list of claims: its filters, orders and pages, each said in words and turned into SQL.

Unknown parameters and values are refused, with what is allowed: a filter that is silently ignored answers too much.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NoReturn

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from rest_framework.exceptions import ValidationError

from claims.vocabulary import LinkState, SourceLetter, SourcingType, Status, Word, topic_of

PAGE, MAX_PAGE = 50, 100
LONGEST = 300
"""Characters of one value."""
MOST_VALUES = 50

PARTS = (
    "id",
    "sequence",
    "version",
    "kind",
    "released_at",
    "claim",
    "claimant",
    "claimed",
    "claimed_precision",
    "language",
    "tags",
    "corroboration",
    "grades",
    "verdict",
    "evidence",
    "review",
    "snippet",
)
"""What a document consists of: the names that ``fields`` may begin with."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of SQL with its values."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """One parameter: what it takes, in words, and what it asks of the row ``c`` of a current release."""

    says: str
    condition: Callable[[Sequence[str]], Condition]
    commas: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the list: the columns of its key, and whether it descends."""

    columns: tuple[str, ...]
    descends: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page, understood. ``bound`` is what a cursor of it is bound to, ``after`` where it begins."""

    conditions: tuple[Condition, ...]
    order: Order
    size: int
    text: str
    fields: tuple[tuple[str, ...], ...]
    bound: str
    after: tuple[Any, ...] | None


class _Wrong(ValueError):
    """What is wrong with the value of a parameter, as the end of a sentence."""


def refuse(name: str, sentence: str) -> NoReturn:
    """Raise the 400 that names the parameter."""
    raise ValidationError({name: [sentence]})


def _members(values: Iterable[str], words: type[Word]) -> list[str]:
    found = list(values)
    if not set(found) <= set(words.stored()):
        raise _Wrong(f"must be one or more of {', '.join(words.stored())}.")
    return found


def _one_of(column: str, words: type[Word]) -> Filter:
    def condition(values: Sequence[str]) -> Condition:
        wanted = _members(values, words)
        if len(wanted) == 1:  # an equality keeps the order of the index
            return Condition(f"{column} = %s", (wanted[0],))
        return Condition(f"{column} = ANY(%s)", (wanted,))

    return Filter(f"one or more of {', '.join(words.stored())}", condition)


def _holding(column: str, says: str, read: Callable[[Sequence[str]], list[str]], *, commas: bool) -> Filter:
    """Rows of which ``column`` holds one of the keys at least."""
    return Filter(says, lambda values: Condition(f"{column} && %s::text[]", (read(values),)), commas)


def _names(values: Sequence[str]) -> list[str]:
    return [topic_of(value) for value in values]


def _only(values: Sequence[str]) -> str:
    if len(values) != 1:
        raise _Wrong("takes one value.")
    return values[0]


def _letter(values: Sequence[str]) -> Condition:
    return Condition("c.source_letter <= %s", tuple(_members([_only(values)], SourceLetter)))


def _number(values: Sequence[str]) -> Condition:
    given = _only(values)
    if given not in {"1", "2", "3", "4", "5", "6"}:
        raise _Wrong("must be a number from 1 to 6.")
    return Condition("c.information_number <= %s", (int(given),))


def _excerpt(values: Sequence[str]) -> Condition:
    given = _only(values)
    if given not in {"true", "false"}:
        raise _Wrong("must be true or false.")
    if given == "false":
        return Condition("c.excerpt = false")
    return Condition("c.excerpt = true AND (c.words_until IS NULL OR c.words_until >= %s)", (timezone.localdate(),))


def _day(given: str) -> date:
    try:
        found = parse_date(given)
    except ValueError:
        found = None
    if found is None:
        raise _Wrong("must be a day like 2026-03-02.")
    return found


def _claimed(values: Sequence[str], comparison: str) -> Condition:
    return Condition(f"c.claimed_on {comparison} %s", (_day(_only(values)),))


def _moment(given: str, *, end: bool) -> datetime:
    """A moment, or the beginning or end of a day."""
    try:
        found = parse_datetime(given) if "T" in given else None
        if found is None:
            whole = _day(given) + timedelta(days=1 if end else 0)
            return datetime.combine(whole, time(), tzinfo=UTC)
    except (ValueError, OverflowError):
        raise _Wrong("must be a day like 2026-03-02 or a time like 2026-03-02T10:00:00Z.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _vetted(values: Sequence[str], *, end: bool) -> Condition:
    given = _only(values)
    inclusive = end and "T" in given
    return Condition(
        f"c.vetted_at {('<=' if inclusive else '<') if end else '>='} %s",
        (_moment(given, end=end),),
    )


FILTERS: dict[str, Filter] = {
    "status": _one_of("c.status", Status),
    "effective_status": _one_of("c.effective_status", Status),
    "sourcing_type": _holding(
        "c.sourcing_types",
        f"of any piece of evidence, one or more of {', '.join(SourcingType.stored())}",
        lambda values: _members(values, SourcingType),
        commas=True,
    ),
    "source_letter": Filter("the lowest letter of its sources is at least this one, A to F", _letter),
    "information_number": Filter("the highest number given to it is at most this one, 1 to 6", _number),
    "claimant": _holding("c.claimants", "public id or name of the claimant", _names, commas=False),
    "outlet": _holding("c.outlets", "name or host of an outlet among the evidence", _names, commas=False),
    "source": _holding("c.sources", "public id of a named source anywhere in it", list, commas=True),
    "tag": _holding("c.tags", "a tag", _names, commas=False),
    "language": _holding("c.languages", "a language tag; “en” finds “en-GB” too", _names, commas=True),
    "claimed_from": Filter("claimed on this day or later", lambda values: _claimed(values, ">=")),
    "claimed_to": Filter("claimed on this day or earlier", lambda values: _claimed(values, "<=")),
    "vetted_from": Filter("vetted on this day or time, or later", lambda values: _vetted(values, end=False)),
    "vetted_to": Filter("vetted on this day or time, or earlier", lambda values: _vetted(values, end=True)),
    "excerpt": Filter("true: words of a page are in it; false: none are", _excerpt),
    "link_health": _one_of("c.link_health", LinkState),
}
"""Every filter of the list. Several values of one widen it, several filters narrow it."""

_SEQUENCE, _VETTED = ("c.release_id",), ("c.vetted_at", "c.release_id")
ORDERS: dict[str, Order] = {
    "-sequence": Order(_SEQUENCE, True),
    "sequence": Order(_SEQUENCE, False),
    "-vetted_at": Order(_VETTED, True),
    "vetted_at": Order(_VETTED, False),
}
OTHERS = ("q", "order", "limit", "cursor", "fields")


def whole(given: QueryDict, name: str, *, default: int, least: int, most: int) -> int:
    """The whole number of a parameter."""
    text = given.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()) or not least <= int(text[:20]) <= most:
        refuse(name, f"must be a whole number from {least} to {most}.")
    return int(text)


def known_only(given: QueryDict, allowed: Iterable[str]) -> None:
    """Refuse parameters that are not offered."""
    names = list(allowed)
    for name in given:
        if name not in names:
            refuse(name[:50], f"is not a parameter of this call; there are {', '.join(names)}.")


def _values(given: QueryDict, name: str, commas: bool) -> list[str]:
    found = [part for text in given.getlist(name) for part in (text.split(",") if commas else [text])]
    if any(not value.strip() or len(value) > LONGEST or "\x00" in value for value in found):
        raise _Wrong(f"takes values of 1 to {LONGEST} characters.")
    if len(found) > MOST_VALUES:
        raise _Wrong(f"takes at most {MOST_VALUES} values.")
    return [value.strip() for value in found]


def conditions(given: QueryDict) -> tuple[Condition, ...]:
    """What the filters in the request ask."""
    found = []
    for name, offered in FILTERS.items():
        if name in given:
            try:
                found.append(offered.condition(_values(given, name, offered.commas)))
            except _Wrong as wrong:
                refuse(name, str(wrong))
    return tuple(found)


def _searching(given: QueryDict) -> tuple[str, tuple[Condition, ...]]:
    text = given.get("q", "").replace("\x00", "").strip()
    if len(text) > LONGEST:
        refuse("q", f"takes at most {LONGEST} characters.")
    if not text:
        return "", ()
    # words whose last day is over are not to be found either
    return text, (
        Condition("c.search @@ websearch_to_tsquery('simple', %s)", (text,)),
        Condition("(c.words_until IS NULL OR c.words_until >= %s)", (timezone.localdate(),)),
    )


def fields(given: QueryDict) -> tuple[tuple[str, ...], ...]:
    """The paths of ``fields``; none where whole documents are wanted."""
    paths = [tuple(path.strip().split(".")) for text in given.getlist("fields") for path in text.split(",")]
    for path in paths:
        if path[0] not in PARTS or not all(path) or len(path) > 10:
            refuse("fields", f"takes names like claim or corroboration.computed; they begin with {', '.join(PARTS)}.")
    return tuple(paths)


def _order(given: QueryDict) -> Order:
    named = given.get("order", "-sequence")
    if named not in ORDERS:
        refuse("order", f"must be one of {', '.join(ORDERS)}.")
    return ORDERS[named]


def _bound(given: QueryDict) -> str:
    """A short hash of everything that decides which rows a list holds, and in which order."""
    said = {name: sorted(given.getlist(name)) for name in sorted(given) if name not in ("cursor", "limit")}
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def cursor_of(asked: Asked, key: Sequence[Any]) -> str:
    """An opaque cursor: the list goes on behind ``key``."""
    text = json.dumps([asked.bound, *key], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _after(given: QueryDict, bound: str, order: Order) -> tuple[Any, ...] | None:
    cursor = given.get("cursor")
    if cursor is None:
        return None
    try:
        of, *key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii"))
        known = _key(key, order)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        refuse("cursor", "is not one that this list gave out.")
    if of != bound:
        refuse("cursor", "belongs to a request with other parameters: begin again without it.")
    return known


def _key(key: Sequence[Any], order: Order) -> tuple[Any, ...]:
    """The key of a cursor, checked; raises ``ValueError``."""
    *moments, sequence = key
    dated = [datetime.fromisoformat(moment) for moment in moments]
    if type(sequence) is not int or not 0 < sequence < 2**63 or len(key) != len(order.columns):
        raise ValueError("key")
    return (*dated, sequence)


def understood(given: QueryDict) -> Asked:
    """A request for a page of the list. Raises ``ValidationError`` with the parameter and what is allowed."""
    known_only(given, (*FILTERS, *OTHERS))
    order, bound = _order(given), _bound(given)
    text, searching = _searching(given)
    return Asked(
        conditions=(*conditions(given), *searching),
        order=order,
        size=whole(given, "limit", default=PAGE, least=1, most=MAX_PAGE),
        text=text,
        fields=fields(given),
        bound=bound,
        after=_after(given, bound, order),
    )


def described() -> Mapping[str, str]:
    """Every filter with what it takes, for the documentation."""
    return {name: offered.says for name, offered in FILTERS.items()}


def understood_with(given: QueryDict, condition: Condition) -> Asked:
    """A request for a page of what meets one condition, newest first, with ``limit`` and ``cursor``."""
    bound, order = _bound(given), ORDERS["-sequence"]
    size = whole(given, "limit", default=PAGE, least=1, most=MAX_PAGE)
    return Asked((condition,), order, size, "", (), bound, _after(given, bound, order))
