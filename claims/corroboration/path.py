"""How a status came to be another: from two stored *whys* to the steps between them, in sentences for people. Pure.

Evidence is named by its number on the claim's page. A line that tells of a letter carries ``blind``: what to say
instead to whoever has yet to grade the claim's number, as seeing one fixes the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.corroboration.rules import TAKEN_BACK, Weakness
from claims.vocabulary import Status

MOST = 8
"""Lines about single pieces of evidence, and about origins: a source that a hundred pieces share is told once more."""

Why = Mapping[str, Any]
Numbers = Mapping[str, int]
_OF_LETTERS = (Weakness.DISTRUSTED.label, Weakness.UNJUDGED.label)


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a path; ``blind`` stands in its place where letters are hidden, ``None`` where it tells of none."""

    text: str
    blind: str | None = None


def path(before: Why | None, after: Why, numbers: Numbers) -> list[Line]:
    """The steps from ``before`` to ``after``: evidence, origins, counts, and the status at the end.

    ``numbers`` gives the number of each piece of evidence by its key.
    """
    if before is None:
        return [Line(f"{_status(after)}.")]
    evidence = list(_evidence_lines(before, after, numbers))
    origins = list(_origin_lines(before, after, numbers))
    return [
        *_cut(evidence),
        *_cut(origins),
        *_count_lines(before, after),
        Line(f"{_status(before)} → {_status(after)}"),
    ]


def _cut(lines: Sequence[Line]) -> Iterator[Line]:
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield Line(f"… and {len(lines) - MOST} more like these.")


def _status(why: Why) -> str:
    return f"{Status(why['status']).label} ({why['rule']})"


def _reasons(why: Why) -> dict[str, list[str]]:
    return {entry["key"]: list(entry["reasons"]) for entry in why["uncounted"]}


def _keys(origin: Mapping[str, Any]) -> list[str]:
    return [entry["key"] for entry in origin["evidence"]]


def _in_origins(why: Why) -> dict[str, int]:
    """The place of the origin of each key that takes part in the counts."""
    return {key: place for place, origin in enumerate(why["origins"]) for key in _keys(origin)}


def _evidence_lines(before: Why, after: Why, numbers: Numbers) -> Iterator[Line]:
    was, now = _reasons(before), _reasons(after)
    known = {*was, *_in_origins(before)}
    for key in sorted({*was, *now, *_in_origins(after)}, key=lambda key: (numbers.get(key, 0), key)):
        name = _named([key], numbers)
        if key not in known:
            yield Line(f"{name} is new.")
            continue
        came = [_by_whom(reason, key, after, numbers) for reason in now.get(key, ()) if reason not in was.get(key, ())]
        went = [reason for reason in was.get(key, ()) if reason not in now.get(key, ())]
        if came:
            yield _told(f"{name}: {', '.join(came)}.", came, name)
        elif went:
            yield _told(f"{name}: no longer “{', '.join(went)}”.", went, name)


def _by_whom(reason: str, key: str, why: Why, numbers: Numbers) -> str:
    """A reason; where it is that somebody took it back, with the evidence that did."""
    by = {entry["by"] for entry in why["taken_back"] if key in entry["evidence"] and not entry["edges"]}
    return f"{reason} by {_named(sorted(by), numbers).lower()}" if reason == TAKEN_BACK and by else reason


def _told(text: str, reasons: Sequence[str], name: str) -> Line:
    letters = any(reason.startswith(_OF_LETTERS) for reason in reasons)
    return Line(text, f"{name}: its source is judged otherwise." if letters else None)


def _named(keys: Sequence[str], numbers: Numbers) -> str:
    told = sorted(numbers[key] for key in keys if key in numbers)
    if len(told) > MOST:
        return f"Evidence {', '.join(map(str, told[:MOST]))} and {len(told) - MOST} more"
    return "Evidence " + _listed([str(number) for number in told]) if told else "Evidence"


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _origin_lines(before: Why, after: Why, numbers: Numbers) -> Iterator[Line]:
    was, now = _in_origins(before), _in_origins(after)
    yield from _joined(before, after, was, numbers)
    for origin in before["origins"]:
        keys = _keys(origin)
        after_all = [after["origins"][place] for place in sorted({now[key] for key in keys if key in now})]
        if len(after_all) > 1:
            yield Line(f"{_named(keys, numbers)} no longer come down to one origin.")
        yield from _turned(origin, after_all, _the_origin(keys, numbers))


def _the_origin(keys: Sequence[str], numbers: Numbers) -> str:
    return f"The origin of {_named(keys, numbers).lower()}"


def _joined(before: Why, after: Why, was: Mapping[str, int], numbers: Numbers) -> Iterator[Line]:
    known = {_edge(edge) for origin in before["origins"] for edge in origin["edges"]}
    for origin in after["origins"]:
        keys = _keys(origin)
        if len({was[key] for key in keys if key in was}) > 1:
            reasons = sorted({edge["reason"] for edge in origin["edges"] if _edge(edge) not in known})
            yield Line(f"{_named(keys, numbers)} come down to one origin: {', '.join(reasons)}.")


def _edge(edge: Mapping[str, str]) -> tuple[str, ...]:
    return edge["a"], edge["b"], edge["kind"], edge["reason"]


def _turned(origin: Mapping[str, Any], now: Sequence[Mapping[str, Any]], name: str) -> Iterator[Line]:
    """What an origin was, and is no longer, or the other way round."""
    if not origin["withdrawn"] and any(other["withdrawn"] for other in now):
        yield Line(f"{name} took its statement back.")
    elif origin["qualifies"] and not any(other["qualifies"] for other in now):
        yield Line(f"{name} no longer {'qualifies' if now else 'counts'}.")
    elif not origin["qualifies"] and any(other["qualifies"] for other in now):
        yield Line(f"{name} now qualifies.")


_COUNTED = (("q", "Origins that qualify"), ("x", "Qualifying origins against it"), ("nr", "Records against it"))


def _count_lines(before: Why, after: Why) -> Iterator[Line]:
    for name, label in _COUNTED:
        was, now = _count(before, name), _count(after, name)
        if was != now:
            yield Line(f"{label}: {was} → {now}")


def _count(why: Why, name: str) -> str:
    counts = why["counts"]
    if name != "q":
        return str(counts[name])
    low, high = counts["q_min"], counts["q_max"]
    return str(high) if low == high else f"{low} to {high}"
