"""The scales of verdicts that a newsroom uses: their ends, their verdicts and what each means to readers.

Nothing is deleted: what is no longer used is archived, and brought back. The database leaves a change for each claim
whose verdict says something else by it, and the drain releases what was published anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.ledger.service import append
from claims.models import Rating, RatingScale, User
from claims.recording.earlier import Earlier, before_last_change, replaced
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.text import needed
from claims.vocabulary import Outcome, Role

_OF_SCALE = ("name", "worst", "best")
_OF_VERDICT = ("text", "meaning", "value", "outcome")
FURTHEST = 1_000_000
"""The ends of a scale lie no further from zero."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleEntry:
    """A scale as somebody enters it; ``worst`` above ``best`` makes it run backwards."""

    name: str | None
    worst: int
    best: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictEntry:
    """One verdict of a scale as somebody enters it.

    ``value`` ``None`` has no place on the scale; ``outcome`` ``None`` says neither false nor not false.
    """

    text: str | None
    meaning: str | None
    value: int | None
    outcome: Outcome | None


@contextmanager
def _changing(actor: User, scale_id: int) -> Iterator[RatingScale]:
    """One change to a scale or to a verdict of it: the row of the scale held."""
    _check_editor(actor)
    with transaction.atomic():
        yield RatingScale.objects.select_for_update(no_key=True).get(pk=scale_id)


def _check_editor(actor: User) -> None:
    if actor.role != Role.EDITOR:
        raise NotYours("Only editors say which verdicts there are.")


def create_scale(*, actor: User, entry: ScaleEntry) -> RatingScale:
    """A new scale without verdicts. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` for a name that is taken or ends that are the same.
    """
    _check_editor(actor)
    with transaction.atomic():
        scale = _made(_scale_values(entry, None))
        _note(actor, "add_scale", scale, after=_of(scale, _OF_SCALE))
    return scale


def _made(values: Values) -> RatingScale:
    try:
        with transaction.atomic():
            return RatingScale.objects.create(**values)
    except IntegrityError as error:  # somebody else was faster
        raise InvalidEntry("name", f"There is a scale called {values['name']} already.") from error


def change_scale(*, actor: User, scale_id: int, entry: ScaleEntry) -> RatingScale:
    """Give a scale another name or other ends. One transaction.

    Raises as :func:`create_scale`, and when nothing would change or a verdict would lie outside.
    """
    with _changing(actor, scale_id) as scale:
        _write(actor, "change_scale", scale, scale, _scale_values(entry, scale))
    return scale


def _scale_values(entry: ScaleEntry, scale: RatingScale | None) -> Values:
    name = needed(entry.name, field="name", most=100, message="Name the scale.")
    if entry.worst == entry.best:
        raise InvalidEntry("best", "The two ends cannot be the same number.")
    if max(abs(entry.worst), abs(entry.best)) > FURTHEST:
        raise InvalidEntry("best", f"Choose ends within {FURTHEST:,} of zero.")
    others = RatingScale.objects.filter(name__iexact=name).exclude(pk=scale.pk if scale else 0)
    if others.exists():
        raise InvalidEntry("name", f"There is a scale called {name} already. If it is archived, bring it back.")
    for rating in scale.ratings.filter(archived_at=None).order_by("value") if scale else ():
        if not _lies_within(rating.value, entry.worst, entry.best):
            raise InvalidEntry("best", f"“{rating}” stands at {rating.value}. Choose ends that hold it, or move it.")
    return {"name": name, "worst": entry.worst, "best": entry.best}


def _lies_within(value: int | None, worst: int, best: int) -> bool:
    return value is None or min(worst, best) <= value <= max(worst, best)


def add_verdict(*, actor: User, scale_id: int, entry: VerdictEntry) -> Rating:
    """Add a verdict to a scale. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` without text or meaning, or for a place that is taken or not on the scale.
    """
    with _changing(actor, scale_id) as scale:
        rating = Rating.objects.create(scale=scale, **_verdict_values(entry, scale, None))
        _note(actor, "add_verdict", scale, after=_of(rating, _OF_VERDICT))
    return rating


def change_verdict(*, actor: User, rating_id: int, entry: VerdictEntry) -> Rating:
    """Change what a verdict is called, means or says. One transaction; raises as :func:`add_verdict`, and when nothing
    would change.
    """
    with _changing(actor, _scale_of(rating_id)) as scale:
        rating = Rating.objects.get(pk=rating_id)
        _write(actor, "change_verdict", scale, rating, _verdict_values(entry, scale, rating))
    return rating


def _scale_of(rating_id: int) -> int:
    return Rating.objects.values_list("scale", flat=True).get(pk=rating_id)


def _verdict_values(entry: VerdictEntry, scale: RatingScale, rating: Rating | None) -> Values:
    text = needed(entry.text, field="text", most=100, message="Name the verdict.")
    meaning = needed(entry.meaning, field="meaning", most=500, message="Say what it means. Readers see it.")
    _check_place(entry.value, text, scale, rating)
    return {
        "text": text,
        "meaning": meaning,
        "value": entry.value,
        "outcome": entry.outcome.value if entry.outcome else None,
    }


def _check_place(value: int | None, text: str, scale: RatingScale, rating: Rating | None) -> None:
    """That a verdict which can be given is told from all others, by its text and by its place."""
    if not _lies_within(value, scale.worst, scale.best):
        raise InvalidEntry("value", f"The scale goes from {scale.worst} to {scale.best}.")
    others = scale.ratings.filter(archived_at=None).exclude(pk=rating.pk if rating else 0)
    if others.filter(text__iexact=text).exists():
        raise InvalidEntry("text", f"There is a verdict called {text} on this scale already.")
    taken = others.filter(value=value).first() if value is not None else None
    if taken is not None:
        raise InvalidEntry("value", f"“{taken}” stands there. Choose another place, or move it.")


def archive_scale(*, actor: User, scale_id: int) -> RatingScale:
    """Let no more verdicts be given from a scale; those given stay. One transaction; raises ``NotYours``."""
    with _changing(actor, scale_id) as scale:
        _set_archived(actor, "archive_scale", scale, scale, archived=True)
    return scale


def restore_scale(*, actor: User, scale_id: int) -> RatingScale:
    """Let verdicts be given from an archived scale again. One transaction; raises ``NotYours``."""
    with _changing(actor, scale_id) as scale:
        _set_archived(actor, "restore_scale", scale, scale, archived=False)
    return scale


def archive_verdict(*, actor: User, rating_id: int) -> Rating:
    """Let a verdict be given no more; where it was given it stays. One transaction; raises ``NotYours``."""
    with _changing(actor, _scale_of(rating_id)) as scale:
        rating = Rating.objects.get(pk=rating_id)
        _set_archived(actor, "archive_verdict", scale, rating, archived=True)
    return rating


def restore_verdict(*, actor: User, rating_id: int) -> Rating:
    """Let an archived verdict be given again. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` when its name or place is another's by now.
    """
    with _changing(actor, _scale_of(rating_id)) as scale:
        rating = Rating.objects.get(pk=rating_id)
        _check_place(rating.value, rating.text, scale, rating)
        _set_archived(actor, "restore_verdict", scale, rating, archived=False)
    return rating


def _set_archived(actor: User, action: str, scale: RatingScale, row: RatingScale | Rating, *, archived: bool) -> None:
    """Write whether the row is archived; does nothing when it is so already."""
    if (row.archived_at is not None) is archived:
        return
    row.archived_at = timezone.now() if archived else None
    row.save(update_fields=["archived_at"])
    _note(actor, action, scale, after={"verdict": row.text} if isinstance(row, Rating) else None)


def last_of_scale(scale: RatingScale) -> Earlier | None:
    """Name and ends before their last change."""
    return before_last_change(scale, _OF_SCALE)


def last_of_verdict(rating: Rating) -> Earlier | None:
    """What the verdict was before its last change."""
    return before_last_change(rating, _OF_VERDICT)


def undo_scale(*, actor: User, scale_id: int, key: int) -> RatingScale:
    """Put name and ends back that the change ``key`` replaced. One transaction.

    Raises as :func:`change_scale`, and ``InvalidEntry`` when they were changed since.
    """
    with _changing(actor, scale_id) as scale:
        entry = ScaleEntry(**replaced(scale, _OF_SCALE, key=key))
        return change_scale(actor=actor, scale_id=scale.pk, entry=entry)


def undo_verdict(*, actor: User, rating_id: int, key: int) -> Rating:
    """Put back what the change ``key`` of a verdict replaced. One transaction; raises as :func:`undo_scale` does."""
    with _changing(actor, _scale_of(rating_id)):
        values = replaced(Rating.objects.get(pk=rating_id), _OF_VERDICT, key=key)
        outcome = Outcome(values["outcome"]) if values["outcome"] else None
        entry = VerdictEntry(**{**values, "outcome": outcome})
        return change_verdict(actor=actor, rating_id=rating_id, entry=entry)


def _of(row: RatingScale | Rating, columns: tuple[str, ...]) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def _write(actor: User, action: str, scale: RatingScale, row: RatingScale | Rating, values: Values) -> None:
    columns = tuple(values)
    before = _of(row, columns)
    if before == values:
        raise InvalidEntry(columns[0], "This is what is recorded already. Change something.")
    for column, value in values.items():
        setattr(row, column, value)
    row.save(update_fields=columns)
    _note(actor, action, scale, before=before, after=values)


def _note(
    actor: User, action: str, scale: RatingScale, *, before: Values | None = None, after: Values | None = None
) -> None:
    append(actor=actor, action=action, subject=f"scale/{scale.pk}", before=before, after=after)
