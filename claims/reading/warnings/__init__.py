"""What a careful reader would stumble over. Pure.

Precision before recall: a warning that cries wolf is switched off. Each module has the rules of one matter; how often
they are right is measured in docs/methods/reading.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from claims.reading.values import ReadingWarning
from claims.reading.warnings.dates import picture_older, undated
from claims.reading.warnings.drift import wording_drift
from claims.reading.warnings.headline import headline_not_borne_out
from claims.reading.warnings.laundering import attribution_laundering
from claims.reading.warnings.numbers import number_mismatch
from claims.reading.warnings.origins import plural_for_one, single_unnamed_origin
from claims.reading.warnings.page import Page as Page
from claims.reading.warnings.tension import tension

_MOST = 3
"""Warnings of one kind: more of them are noise."""

_RULES: tuple[Callable[[Page], Iterator[ReadingWarning]], ...] = (
    headline_not_borne_out,
    wording_drift,
    single_unnamed_origin,
    attribution_laundering,
    plural_for_one,
    picture_older,
    undated,
    tension,
    number_mismatch,
)


def find_warnings(page: Page) -> tuple[ReadingWarning, ...]:
    """All warnings of a page, kind by kind in the order of the vocabulary."""
    return tuple(warning for rule in _RULES for warning in islice(rule(page), _MOST))
