"""What can go wrong while a page comes in; each message says what to do."""

from __future__ import annotations


class CaptureError(Exception):
    """A page could not be taken in. ``str()`` is for people; ``code`` is stable and for programs."""

    code = "capture"


class Refused(CaptureError):
    """The fetch guard does not let us visit this address; ``code`` is a class of reasons, never the address."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
