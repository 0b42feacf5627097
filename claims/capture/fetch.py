"""A visit to a URL from its first address to its last, hop by hop. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from claims.capture.errors import HttpError, RedirectLoop, TimedOut
from claims.capture.transfer import Answer, Known, Limits, Transfer, perform

_LEAST_SECONDS = 0.01
"""Below this there is no time for another request."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it answered. ``headers`` have lower-case names; ``redirects`` are (status, address left)."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    redirects: tuple[tuple[int, str], ...]


class Journey:
    """Where a visit stands: the address to ask next, and the addresses it left."""

    def __init__(
        self, url: str, limits: Limits, known: Known | None = None, *, accept_datetime: datetime | None = None
    ) -> None:
        self.url = url
        self.here = url
        self._limits, self._known, self._accept_datetime = limits, known, accept_datetime
        self._left: list[tuple[int, str]] = []
        self._seconds = limits.total_seconds
        self._conditional = False

    def transfer(self) -> Transfer:
        """The request for the address to ask next; raises :class:`~claims.capture.errors.Refused`.

        All requests of a visit share its time: redirects that drip do not add up.
        """
        limits = self._limits
        if self._seconds != limits.total_seconds:
            limits = replace(limits, total_seconds=self._seconds)
        transfer = Transfer(self.here, limits, self._known, accept_datetime=self._accept_datetime)
        self._conditional = transfer.is_conditional
        return transfer

    def arrive(self, answer: Answer) -> Fetched | None:
        """The page, or ``None`` when the answer leads on and ``here`` is the next address.

        Raises :class:`RedirectLoop` for a circle and for too many hops, ``TimedOut`` when redirects used up the time,
        and ``HttpError`` for the answer that nothing changed where nobody asked so: it would hide any change.
        """
        if answer.status == 304 and not self._conditional:
            raise HttpError("The site answered that nothing has changed instead of sending the page. Try again later.")
        target = answer.leads_to
        if target is None:
            return Fetched(self.url, answer.url, answer.status, answer.headers, answer.body, tuple(self._left))
        self._left.append((answer.status, answer.url))
        if len(self._left) > self._limits.max_redirects or target in {address for _, address in self._left}:
            raise RedirectLoop(
                "The address keeps redirecting and leads nowhere. Open it in a browser and copy the final address."
            )
        self._seconds -= answer.seconds
        if self._seconds < _LEAST_SECONDS:
            raise TimedOut("The site took too long to answer. Try again later, or paste the text.")
        self.here = target
        return None


def fetch(
    url: str, *, limits: Limits | None = None, known: Known | None = None, accept_datetime: datetime | None = None
) -> Fetched:
    """Visit ``url`` with GET, following redirects; any HTTP status is an answer, not an error.

    With what an earlier visit left (``known``) the answer may be 304 with an empty body; its validators are sent to
    the address that gave them and to no other. ``accept_datetime`` asks an archive for its copy of about that moment
    (RFC 7089), at every hop. Raises :class:`~claims.capture.errors.Refused`, :class:`RedirectLoop`,
    ``TooLarge``, ``NotText``, ``TimedOut`` or ``Unreachable``.
    """
    journey = Journey(url, limits or Limits(), known, accept_datetime=accept_datetime)
    while True:
        page = journey.arrive(perform(journey.transfer()))
        if page is not None:
            return page
