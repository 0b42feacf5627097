"""Importing outside ratings: dated opinions of others, matched to outlets, kept as given, taken out again on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from claims.credibility.outside import Line, NotAFile, Opinion, decoded, lines_of
from claims.ledger.service import append
from claims.models import Outlet, OutsideRating, RatingImport, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.outlets import fitting, registrable_domain
from claims.vocabulary import RatingLine, Role

Key = tuple[int, str, str, date]
"""What a rating is one of: source, rater, scheme, day."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of an import: what becomes of it, for which outlet, and what to do about it."""

    line: Line
    state: RatingLine
    outlet: Outlet | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """All lines of an import, and how many there are of each kind."""

    lines: tuple[Judged, ...]

    def count(self, state: RatingLine) -> int:
        """How many lines are of this kind."""
        return sum(judged.state is state for judged in self.lines)

    @property
    def counts(self) -> list[tuple[RatingLine, int]]:
        """Each kind that occurs, with its number."""
        found = Counter(judged.state for judged in self.lines)
        return [(state, found[state]) for state in RatingLine if found[state]]

    @property
    def left(self) -> list[Judged]:
        """Lines that somebody has to do something about."""
        return [judged for judged in self.lines if judged.advice]


def _check_editor(actor: User | None) -> None:
    """``None`` is the command, which whoever runs the installation may use."""
    if actor is not None and actor.role != Role.EDITOR:
        raise NotYours("Only editors import ratings.")


def take_ratings(*, actor: User | None, name: str, data: bytes, today: date) -> RatingImport:
    """Keep a file of ratings as it came; none of them counts yet. Raises ``NotYours`` or ``InvalidEntry``."""
    _check_editor(actor)
    try:
        text = decoded(data)
        lines = lines_of(text, today=today)
    except NotAFile as error:
        raise InvalidEntry("file", str(error)) from None
    if not lines:
        raise InvalidEntry("file", "The file has a heading and no line below it.")
    return RatingImport.objects.create(name=name[:200] or "ratings.csv", text=text, taken_by=actor)


def preview(imported: RatingImport, *, today: date) -> Preview:
    """What becomes of each line if the import is applied now. Two queries."""
    lines = lines_of(imported.text, today=today)
    outlets = _outlets(line.said for line in lines if line.said)
    matched = {line.number: _match(line.said, outlets) for line in lines if line.said}
    known = _known([outlet.source_id for outlet in matched.values() if outlet])
    return Preview(tuple(_judged(lines, matched, outlets, known)))


def _outlets(said: Iterable[Opinion]) -> Mapping[str, list[Outlet]]:
    domains = {domain for opinion in said if (domain := registrable_domain(opinion.site))}
    found: dict[str, list[Outlet]] = {domain: [] for domain in domains}
    for outlet in Outlet.objects.filter(domain__in=domains).select_related("source").order_by("domain", "path"):
        found[outlet.domain].append(outlet)
    return found


def _match(opinion: Opinion, outlets: Mapping[str, list[Outlet]]) -> Outlet | None:
    domain = registrable_domain(opinion.site)
    return fitting(outlets.get(domain or "", []), urlsplit(opinion.site).path or "/")


def _known(sources: Sequence[int]) -> dict[Key, str]:
    rows = OutsideRating.objects.filter(source__in=sources)
    columns = rows.values_list("source", "rater", "scheme", "rated_on", "raw_value")
    return {(source, rater, scheme, day): value for source, rater, scheme, day, value in columns}


def _judged(
    lines: Iterable[Line],
    matched: Mapping[int, Outlet | None],
    outlets: Mapping[str, list[Outlet]],
    known: Mapping[Key, str],
) -> Iterator[Judged]:
    before: dict[Key, tuple[int, str]] = {}
    for line in lines:
        if line.said is None:
            wrong = (line.wrong or "")[:1].upper() + (line.wrong or "")[1:]
            yield Judged(line, RatingLine.WRONG, None, f"{wrong} Mend the line and take the file in again.")
            continue
        outlet = matched[line.number]
        if outlet is None:
            yield Judged(line, RatingLine.UNMATCHED, None, _what_to_do(line.said, outlets))
            continue
        yield _of_outlet(line, line.said, outlet, known, before)


def _what_to_do(opinion: Opinion, outlets: Mapping[str, list[Outlet]]) -> str:
    domain = registrable_domain(opinion.site)
    if domain is None:
        return "Nobody can register under this name: give the address of the outlet."
    there = [f"{outlet.domain}{outlet.path}" for outlet in outlets.get(domain, [])]
    if there:
        return f"Known there: {', '.join(there[:5])}. Give the address with its path."
    return "No outlet is known there yet: read a page of it, then come back to this import."


def _key(opinion: Opinion, outlet: Outlet) -> Key:
    return outlet.source_id, opinion.rater, opinion.scheme, opinion.rated_on


def _of_outlet(
    line: Line, opinion: Opinion, outlet: Outlet, known: Mapping[Key, str], before: dict[Key, tuple[int, str]]
) -> Judged:
    """A line whose outlet is known: new, known already, or at odds with what is recorded or stands above it."""
    key = _key(opinion, outlet)
    where, value = before.setdefault(key, (line.number, opinion.value))
    recorded = known.get(key)
    if recorded is not None and recorded != opinion.value:
        return Judged(
            line, RatingLine.OTHERWISE, outlet, f"“{recorded}” is recorded for that day: one of them is wrong."
        )
    if value != opinion.value:
        return Judged(line, RatingLine.OTHERWISE, outlet, f"Line {where} says “{value}” for that day: one is wrong.")
    if recorded is not None or where != line.number:
        return Judged(line, RatingLine.KNOWN, outlet)
    return Judged(line, RatingLine.NEW, outlet)


def apply_import(*, actor: User | None, import_id: int, today: date) -> int:
    """Record what is new in an import; returns how many ratings. One transaction; a second time adds nothing.

    Raises ``NotYours``.
    """
    _check_editor(actor)
    with transaction.atomic():
        imported = RatingImport.objects.select_for_update(no_key=True).get(pk=import_id)
        new = [judged for judged in preview(imported, today=today).lines if judged.state is RatingLine.NEW]
        standing = imported.ratings.count()
        # somebody may import the same at this moment: theirs stands
        OutsideRating.objects.bulk_create([_rating(judged, imported) for judged in new], ignore_conflicts=True)
        number = imported.ratings.count() - standing
        imported.applied_at = timezone.now()
        imported.undone_at = None
        imported.save(update_fields=["applied_at", "undone_at"])
        append(
            actor=actor,
            action="import_ratings",
            subject=f"rating_import/{imported.public_id}",
            after={"file": imported.name, "ratings": number},
        )
    return number


def _rating(judged: Judged, imported: RatingImport) -> OutsideRating:
    said, outlet = judged.line.said, judged.outlet
    if said is None or outlet is None:
        raise ValueError("only a matched line becomes a rating")
    return OutsideRating(
        source_id=outlet.source_id,
        rater=said.rater,
        scheme=said.scheme,
        raw_value=said.value,
        rated_on=said.rated_on,
        link=said.link,
        expires_on=said.expires_on,
        imported=imported,
    )


def undo_import(*, actor: User | None, import_id: int) -> int:
    """Take the ratings of an import out again; returns how many. The file stays, and can be applied again.

    One transaction. Raises ``NotYours``.
    """
    _check_editor(actor)
    with transaction.atomic():
        imported = RatingImport.objects.select_for_update(no_key=True).get(pk=import_id)
        number, _ = OutsideRating.objects.filter(imported=imported).delete()
        if imported.applied_at is None:
            return 0
        imported.undone_at = timezone.now()
        imported.save(update_fields=["undone_at"])
        append(
            actor=actor,
            action="undo_ratings",
            subject=f"rating_import/{imported.public_id}",
            before={"file": imported.name, "ratings": number},
        )
    return number
