"""Dates as exactly as they are known, typed in one field: 2023, 2023-03 or 2023-03-14."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from claims.vocabulary import Precision
from claims.web.forms import Line

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)

PartialDate = tuple[date, Precision]


def partial_date(text: str) -> PartialDate | None:
    """The date and how exactly it is known; ``None`` for anything else than the three forms."""
    found = _FORM.match(text.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        return None


def typed(value: date | None, precision: str | None) -> str:
    """How a known date is typed; empty for an unknown one."""
    if value is None:
        return ""
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[Precision(precision or "day")]
    return value.isoformat()[:length]


class PartialDateField(forms.Field):
    """A field for such a date; its value is a pair or ``None``."""

    widget = Line

    def to_python(self, value: Any) -> PartialDate | None:
        """The pair; refuses what is no date."""
        if value is None or not str(value).strip():
            return None
        found = partial_date(str(value))
        if found is None:
            raise forms.ValidationError("Type a date as 2023-03-14, 2023-03 or 2023.")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another date was typed; what is no date counts as a change."""
        before = initial if isinstance(initial, tuple) else partial_date(str(initial or ""))
        return before != partial_date(str(data or "")) or bool(data and not partial_date(str(data)))
