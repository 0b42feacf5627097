"""The rights statements of what came in: of a page its data, then what stands in its visible text."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from claims.capture.bounded import SECONDS, page_bounded
from claims.capture.errors import CaptureError
from claims.capture.values import Captured
from claims.rights.notice import find_notices
from claims.rights.values import Notice
from claims.rights.wire import notices_from

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_UNREAD = "rights: the page’s own data could not be read within the limits; its visible text alone was looked at"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RightsFound:
    """Notices in the order of trust; ``unread`` is a sentence about data that could not be read, else ``None``."""

    notices: tuple[Notice, ...]
    unread: str | None = None


def rights_in(captured: Captured, *, seconds: float = SECONDS) -> RightsFound:
    """The rights statements of what came in. Pages are taken apart in a process of their own, within ``seconds``.

    Call it before a transaction: a page may cost seconds. Never raises on a page.
    """
    visible = find_notices(captured.whole)
    if captured.media_type not in _HTML:
        return RightsFound(visible)
    try:
        return RightsFound((*_structured(captured, seconds), *visible))
    except CaptureError as error:
        _log.warning("the data of a page were not read for rights: %s", error.code)
        return RightsFound(visible, _UNREAD)


def _structured(captured: Captured, seconds: float) -> tuple[Notice, ...]:
    given = {"url": captured.final_url, "headers": dict(captured.headers)}
    said = page_bounded("claims.rights.structured:plain_structured", captured.raw, given, seconds=seconds)
    return notices_from(said or ())
