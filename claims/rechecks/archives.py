"""Copies of a page in archives: looked up, read as they were captured, and searched for the quotations. Writes nothing.

Every request goes through the fetch guard. What an archive says is believed only as far as its copy shows it: a copy is
read with the same reader and compared in the same way as a visit's page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from claims.capture.errors import CaptureError
from claims.capture.fetch import Fetched, Journey
from claims.capture.intake import from_fetched
from claims.capture.transfer import Limits, perform
from claims.capture.values import Captured
from claims.models import Passage
from claims.rechecks import memento
from claims.rechecks.anchoring import Anchored
from claims.rechecks.compare import compared
from claims.rechecks.memento import Memento
from claims.rechecks.watch import Grounds
from claims.vocabulary import PassageOutcome

MOST_COPIES = 4
"""Copies of one archive that are read for one page."""
MOST_LISTS = 12
"""Addresses of lists that are asked for one page, when an archive tells its copies in several."""
HOLDS = frozenset({PassageOutcome.FOUND, PassageOutcome.MOVED})
"""What became of a passage in a copy that holds it."""
_TIMEMAP = "timemap+"
_BUSY = frozenset({408, 425, 429})
_CLOCKS = timedelta(minutes=2)
"""How far an archive's clock may be behind ours."""


class ArchiveDown(Exception):
    """An archive gave no answer that can be used; it may later. ``page`` is the answer, if there was one."""

    def __init__(self, why: str, page: Fetched | None = None) -> None:
        super().__init__(why)
        self.page = page


Ask = Callable[..., Fetched]
"""Makes one request of an archive, as :func:`asker` gives it; whoever is polite waits in it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as it was read. ``passages`` by primary key; unknown when what was copied is not a page."""

    archive: str
    url: str
    taken_at: datetime
    status: int
    passages: Mapping[int, Anchored]

    @property
    def holds_all(self) -> bool:
        """Whether all passages that were looked for stand in it."""
        return bool(self.passages) and all(found.outcome in HOLDS for found in self.passages.values())


@dataclass(frozen=True, slots=True)
class Known:
    """The copies of a page that an archive told of; not ``whole`` when its lists go on where they might matter."""

    copies: Sequence[Memento]
    whole: bool = True


def address(archive: str) -> str:
    """Where an archive of the settings is asked: its TimeGate or TimeMap, to which the page's address is added."""
    return archive.removeprefix(_TIMEMAP)


def asker(limits: Limits, before: Callable[[], None] = lambda: None) -> Ask:
    """Requests within ``limits``; ``before`` is called before each hop. Failures are :class:`ArchiveDown`."""

    def ask(url: str, *, accept_datetime: datetime | None = None) -> Fetched:
        journey, page = Journey(url, limits, accept_datetime=accept_datetime), None
        try:
            while page is None:
                before()
                page = journey.arrive(perform(journey.transfer()))
        except CaptureError as error:
            raise ArchiveDown(error.code.replace("_", " ")) from None
        is_copy = "memento-datetime" in page.headers  # perhaps of such an answer
        if not is_copy and (page.status >= 500 or page.status in _BUSY):
            raise ArchiveDown(f"answers {page.status}", page)
        return page

    return ask


def copies_known(archive: str, url: str, moment: datetime, ask: Ask) -> Known:
    """The copies of ``url`` that an archive tells of; none when it knows none. Raises :class:`ArchiveDown`."""
    asked = address(archive) + url
    if archive.startswith(_TIMEMAP):
        return _of_timemap(asked, moment, ask)
    page = ask(asked, accept_datetime=moment)
    told = memento.links(page.headers.get("link", ""), base=page.final_url)
    found = memento.mementos(told)
    taken = memento.moment_of(page.headers.get("memento-datetime"))
    if taken is not None and page.status == 200:
        found += [Memento(_itself(page, found, taken), taken)]
    listed, further = memento.timemap(told), Known([])
    if listed is not None:
        try:
            further = _of_timemap(listed, moment, ask)
        except ArchiveDown:
            if not found:
                raise
    return Known(list({one.url: one for one in (*found, *further.copies)}.values()), further.whole)


def _itself(page: Fetched, found: Sequence[Memento], taken: datetime) -> str:
    """The address of the copy that a TimeGate answered with."""
    if memento.is_copy(page.final_url):
        return page.final_url
    return next((one.url for one in found if one.moment == taken), page.final_url)


def _of_timemap(url: str, moment: datetime, ask: Ask) -> Known:
    """The copies that a list tells of, and the lists that it names in turn: the nearest to ``moment`` first, until
    copies surround it (RFC 7089, 5.1.2). None is asked for twice, and no more than ``MOST_LISTS``.
    """
    told: list[memento.Linked] = []
    asked: set[str] = set()
    following: str | None = url
    enough = False
    while following is not None and len(asked) < MOST_LISTS and len(told) < memento.MOST_LINKS:
        page = ask(following)
        asked |= {following, page.final_url}
        if page.status == 200:
            told += memento.links(page.body.decode("utf-8", "replace"), base=page.final_url)
        further = memento.next_list(told, moment, but=asked)
        enough = memento.surround(memento.mementos(told), moment, most=MOST_COPIES)
        needed = further is not None and not (enough and further.away(moment))
        following = further.url if further is not None and needed else None
    whole = enough or (following is None and len(told) < memento.MOST_LINKS)
    return Known(memento.mementos(told), whole)


def read_copy(archive: str, known: Memento, url: str, passages: Sequence[Passage], ask: Ask) -> Copy | None:
    """A copy of ``url`` with what became of the passages in it; ``None`` for an answer that is no archive's copy.

    Raises :class:`ArchiveDown`.
    """
    page = ask(memento.raw(known.url))
    taken = memento.moment_of(page.headers.get("memento-datetime"))
    if taken is None:
        return None
    captured = _captured(page, url)
    found = compared(passages, captured, Grounds()) if captured is not None else {}
    unknown = {passage.pk: Anchored(PassageOutcome.UNKNOWN) for passage in passages}
    return Copy(archive, known.url, taken, page.status, unknown | found)


def _captured(page: Fetched, url: str) -> Captured | None:
    """A copy read as the page that it is a copy of; ``None`` when what was copied is not a page."""
    if page.status != 200:
        return None
    try:
        return from_fetched(replace(page, url=url, final_url=url))
    except CaptureError:
        return None


def look_up(archive: str, url: str, moment: datetime, passages: Sequence[Passage], ask: Ask) -> tuple[list[Copy], bool]:
    """Copies of ``url`` around a moment, read until one holds all passages, and whether all that the archive might tell
    was heard. Raises :class:`ArchiveDown`.
    """
    seen: list[Copy] = []
    told = copies_known(archive, url, moment, ask)
    for known in memento.around(told.copies, moment, most=MOST_COPIES):
        copy = read_copy(archive, known, url, passages, ask)
        seen += [copy] if copy is not None else []
        if copy is not None and copy.holds_all:
            break
    return seen, told.whole


def save_page(
    service: str, url: str, archives: Sequence[str], passages: Sequence[Passage], ask: Ask, *, now: datetime
) -> Copy | None:
    """Ask an archive to save ``url`` and read the copy that came of it; ``None`` while none shows.

    Where the saving archive is among ``archives``, its own list says which copy came of it, as what an answer calls its
    copy may be the live page once more; elsewhere the answer does (``Content-Location``, its own address or a link).
    Raises :class:`ArchiveDown`.
    """
    page = ask(service + url)
    if page.status >= 400 and "memento-datetime" not in page.headers:
        raise ArchiveDown(f"answers {page.status}", page)
    if archives:
        return saved_since(service, url, archives, passages, ask, moment=now)
    return _first_since(service, url, _told_of(page), passages, ask, now)


def saved_since(
    service: str, url: str, archives: Sequence[str], passages: Sequence[Passage], ask: Ask, *, moment: datetime
) -> Copy | None:
    """The newest copy since ``moment`` that the archives know, read; ``None`` without. Raises :class:`ArchiveDown`."""
    found = [one for archive in archives for one in copies_known(archive, url, moment, ask).copies]
    newest = sorted(found, key=lambda one: one.moment, reverse=True)[:1]
    return _first_since(service, url, newest, passages, ask, moment)


def _first_since(
    service: str, url: str, found: Sequence[Memento], passages: Sequence[Passage], ask: Ask, moment: datetime
) -> Copy | None:
    for known in found:
        if known.moment >= moment - _CLOCKS:
            copy = read_copy(service, known, url, passages, ask)
            if copy is not None and copy.taken_at >= moment - _CLOCKS:
                return copy
    return None


def _told_of(page: Fetched) -> list[Memento]:
    """The copies that an answer to a saving tells of; the moment of one that is told without is now."""
    moment = memento.moment_of(page.headers.get("memento-datetime")) or datetime.now(UTC)
    place = page.headers.get("content-location")
    linked = memento.links(f"<{place}>" if place else "", base=page.final_url)
    told = [one.url for one in linked] + ([page.final_url] if "memento-datetime" in page.headers else [])
    newest = memento.mementos(memento.links(page.headers.get("link", ""), base=page.final_url))
    newest.sort(key=lambda one: one.moment, reverse=True)
    return [Memento(one, moment) for one in told if memento.is_copy(one)] or newest[:1]
