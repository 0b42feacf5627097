"""What a row was before its last change, from the history that the database keeps of every row: none is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from claims.recording.errors import InvalidEntry


@dataclass(frozen=True, slots=True)
class Earlier:
    """``values`` of a row before its last change; ``key`` tells that change from a later one."""

    key: int
    values: Mapping[str, Any]


def before_last_change(row: Model, columns: Sequence[str]) -> Earlier | None:
    """What ``columns`` of ``row`` were before the last change of any of them; ``None`` when they were never other."""
    events = type(row).pgh_event_model.objects.filter(pgh_obj=row.pk)  # type: ignore[attr-defined]  # made by pghistory
    now = {column: getattr(row, column) for column in columns}
    before = events.exclude(**now).order_by("-pgh_id").values("pgh_id", *columns).first()
    if before is None:
        return None
    key = events.filter(pgh_id__gt=before["pgh_id"]).order_by("pgh_id").values_list("pgh_id", flat=True).first()
    return None if key is None else Earlier(key, {column: before[column] for column in columns})


def replaced(row: Model, columns: Sequence[str], *, key: int) -> Mapping[str, Any]:
    """What the change ``key`` of ``columns`` replaced; the caller holds the row.

    Raises ``InvalidEntry`` when that is not their last change any more.
    """
    earlier = before_last_change(row, columns)
    if earlier is None or earlier.key != key:
        raise InvalidEntry("change", "Somebody changed this meanwhile. Look at how it stands now.")
    return earlier.values
