"""The rights statements of what came in: of a page its data, then what stands in its visible text."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from claims.capture.bounded import SECONDS, bounded, page_bounded
from claims.capture.errors import CaptureError
from claims.capture.values import Captured
from claims.rights.values import Notice
from claims.rights.wire import notices_from

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_DATA, _TEXT = "the page’s own data", "the notices in its text"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RightsFound:
    """Notices in the order of trust; ``unread`` are sentences about what could not be read for them."""

    notices: tuple[Notice, ...]
    unread: tuple[str, ...] = ()


def rights_in(captured: Captured, *, data_seconds: float = SECONDS, text_seconds: float = SECONDS) -> RightsFound:
    """The rights statements of what came in, found in a process of their own within the limits for data and for text.

    Call it before a transaction: a page may cost seconds. Never raises on a page.
    """
    notices: list[Notice] = []
    unread: list[str] = []
    searches = ((_structured, _DATA, data_seconds), (_visible, _TEXT, text_seconds))
    for search, what, seconds in searches if captured.media_type in _HTML else searches[1:]:
        try:
            notices.extend(search(captured, seconds))
        except CaptureError as error:
            _log.warning("%s not read for rights: %s", what, error.code)
            unread.append(f"rights: {what} could not be read within the limits of time and memory")
    return RightsFound(tuple(notices), tuple(unread))


def _structured(captured: Captured, seconds: float) -> tuple[Notice, ...]:
    given = {"url": captured.final_url, "headers": dict(captured.headers)}
    said = page_bounded("claims.rights.structured:plain_structured", captured.raw, given, seconds=seconds)
    return notices_from(said or ())


def _visible(captured: Captured, seconds: float) -> tuple[Notice, ...]:
    return notices_from(bounded("claims.rights.structured:plain_visible", captured.whole.encode(), {}, seconds=seconds))
