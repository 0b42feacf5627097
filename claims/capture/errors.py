"""What can go wrong while a page comes in; each message says what to do."""

from __future__ import annotations


class CaptureError(Exception):
    """A page could not be taken in. ``str()`` is for people; ``code`` is stable and for programs."""

    code = "capture"


class Refused(CaptureError):
    """The fetch guard does not let us visit this address.

    ``code`` is a class of reasons, never the address; ``kind`` is the block of addresses it fell into ("loopback"),
    for administrators only.
    """

    def __init__(self, code: str, message: str, kind: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.kind = kind


class Barred(CaptureError):
    """The site asks programs not to visit this page."""

    code = "robots"


class RedirectLoop(CaptureError):
    """The address redirects in a circle, or too often."""

    code = "redirect_loop"


class TooLarge(CaptureError):
    """The page is larger than the limit, counted after decompression."""

    code = "too_large"


class TooCostly(TooLarge):
    """Reading the file takes more time or memory than one file may cost; to programs it is too large."""


class TimedOut(CaptureError):
    """The site took longer than the limit."""

    code = "timed_out"


class Unreachable(CaptureError):
    """There is no such host, or it does not answer."""

    code = "unreachable"


class NoSuchHost(Unreachable):
    """The name stands for no address: the host is gone, or was never there."""

    code = "no_such_host"


class HttpError(CaptureError):
    """The site answered, but not with the page."""

    code = "http_error"


class NotText(CaptureError):
    """What came in is no text that can be read."""

    code = "not_text"


class Empty(CaptureError):
    """Nothing readable came in."""

    code = "empty"


NOT_VISITED = "This address could not be visited. Check it for typing errors, or paste the article’s text."
"""One sentence for what is refused, closed or too slow: else an address would be a way to look around inside."""


def spoken(error: CaptureError, *, to_administrator: bool = False) -> str:
    """The message of ``error``: administrators learn why an address was not visited."""
    refused_inside = isinstance(error, Refused) and error.code == "address"
    if (refused_inside or isinstance(error, Unreachable | TimedOut)) and not to_administrator:
        return NOT_VISITED
    return str(error)
