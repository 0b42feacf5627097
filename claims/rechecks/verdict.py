"""What one visit found, from what came back. Pure.

The quotation has a veto: a page that still holds a watched passage is alive, whatever status or redirect say. What
follows goes from the surest sign to the weakest: marks of a wall, status, what stands before the page (consent, a
sign-in, a paywall), a parked domain, redirects, another language, an error page's own words, text that is lost. What is
in doubt after all that is told by what the site does at the same moment: whether another of its pages shows, and what
it answers for an address that cannot exist. Where they do not tell, nothing is concluded.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import SplitResult, parse_qsl, urlsplit

from claims.rechecks.marks import NONE, Marks
from claims.vocabulary import CheckOutcome, PassageOutcome

KEPT = 0.1
"""Share of the old text's runs of three words below which another text stands there."""
SCARCE = 0.3
"""The same share below which it is in doubt whether the page is still the page."""
MOST_KEPT = 0.5
"""The same share above which a heading that speaks of an error is about something else."""
OWN_LINKS = 8
"""Links to its own site from which a page stands in the site's frame; a wall has few, to its terms and its owner."""
_PERMANENT = frozenset({301, 308})
_BLOCKED = frozenset({401, 403, 407, 429, 451, 999})
_STANDS = frozenset({PassageOutcome.FOUND, PassageOutcome.MOVED})
_GONE_ERRORS = {"no_such_host": "no such host"}
_UNREADABLE = frozenset({"not_text", "too_large"})
_WELL = frozenset({200, 203, 304})
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w{3,5}|home/?)?", re.IGNORECASE)
_TRACKING = re.compile(r"(?:from|ref|source|src|utm_\w+|redirect(?:ed)?|expired|error|status|msg)=[^&]*", re.IGNORECASE)
DISTRUSTED = "taken for a wall: an editor said that this host blocks us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back from a visit.

    ``error`` is the code of the ``CaptureError`` when there was no answer; ``refused`` marks an error of the fetch
    guard. ``redirects`` are (status, address left). ``unread`` is the code of the error with which the body could not
    be read. ``kept`` is the share (0 to 1) of the old text's runs of three words that still stand, ``None`` when
    unknown. ``same_site`` says whether the final address is on the same registrable domain. ``marks`` is what the body
    says of itself. ``cut`` when the end of the old text does not stand there any more and less stands there than did,
    ``little`` when not half as much does.
    ``languages`` are those of the old and the new text. ``title_kept`` when a heading is the old title.
    ``as_absent`` is what a probe told: whether the site answers just so for addresses that cannot exist, ``None`` when
    that is unknown; ``probed`` when it was asked at this visit. ``lets_us_in`` is what another page of the host told at
    this visit: whether it shows, or (``False``) answers as this one does, ``None`` when that is unknown; ``witnessed``
    when there is no other page left to ask. ``distrusted`` when an editor said that the host blocks us.
    """

    url: str
    error: str | None = None
    refused: bool = False
    status: int | None = None
    final_url: str | None = None
    redirects: Sequence[tuple[int, str]] = ()
    unread: str | None = None
    kept: float | None = None
    same_site: bool = True
    passages: Iterable[PassageOutcome] = ()
    marks: Marks = NONE
    cut: bool = False
    little: bool = False
    languages: tuple[str | None, str | None] = (None, None)
    title_kept: bool = False
    as_absent: bool | None = None
    probed: bool = False
    lets_us_in: bool | None = None
    witnessed: bool = False
    distrusted: bool = False


class Asks(Enum):
    """What would tell more."""

    ANOTHER_PAGE = "another page of the host that showed lately"
    ABSENT_ADDRESS = "an address beside the page that cannot exist"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One visit's outcome and its reason in words; ``is_page`` when what came back is the page itself.

    ``certain`` marks the deaths that need only a second try: 410 and no such host. ``unreadable`` is a file that
    answers but cannot be read as text, which is no death. ``asks`` for what should be asked before anything is written.
    ``momentary`` when it rests on what the site did elsewhere at this moment, so that the next visit must ask anew.
    """

    outcome: CheckOutcome
    reason: str | None = None
    is_page: bool = False
    certain: bool = False
    unreadable: bool = False
    momentary: bool = False
    asks: Asks | None = None


def judge(answer: Answer) -> Verdict:
    """The verdict on one visit."""
    verdict = _judged(answer)
    lost = verdict.is_page and PassageOutcome.MISSING in set(answer.passages)
    dead = verdict.outcome in (CheckOutcome.GONE, CheckOutcome.SOFT_404) and not verdict.certain
    if answer.distrusted and (dead or lost):
        return Verdict(CheckOutcome.BLOCKED, DISTRUSTED)
    return verdict


def _judged(answer: Answer) -> Verdict:
    if answer.error is not None:
        return _no_answer(answer)
    stands = _standing(answer)
    if stands is not None:
        return _behind_paywall(answer) or _alive(answer, stands)
    if answer.marks.wall is not None and not _mostly_there(answer):
        return Verdict(CheckOutcome.BLOCKED, answer.marks.wall)
    return _by_status(answer) or _before_the_page(answer) or _soft_404(answer) or _by_text(answer)


def _by_status(answer: Answer) -> Verdict | None:
    """What the status alone says, where it says anything but that all is well."""
    status = answer.status or 0
    if status in (404, 410):
        return Verdict(CheckOutcome.GONE, f"answers {status}", certain=status == 410)
    if status in _BLOCKED:
        return Verdict(CheckOutcome.BLOCKED, f"answers {status}")
    if status == 402:
        return Verdict(CheckOutcome.PAYWALLED, "answers 402")
    if status not in _WELL:
        return Verdict(CheckOutcome.ERROR, f"answers {status}")
    return _error(answer.unread) if answer.unread in _UNREADABLE else None


def _before_the_page(answer: Answer) -> Verdict | None:
    """What stands before a page that may well be there: consent, a sign-in, a paywall."""
    if answer.marks.asks is not None and not _mostly_there(answer):
        return Verdict(CheckOutcome.BLOCKED, answer.marks.asks)
    if answer.marks.offers:
        return Verdict(CheckOutcome.PAYWALLED, "leads to offers of subscription")
    return _behind_paywall(answer)


def _behind_paywall(answer: Answer) -> Verdict | None:
    """A page cut short for those who do not pay: what is missing there may well stand behind the cut."""
    lost = PassageOutcome.MISSING in set(answer.passages) or not set(answer.passages)
    short = answer.little and KEPT <= (answer.kept or 0.0) < SCARCE  # so little is left that no mark is needed
    if (answer.marks.locked or short) and answer.cut and lost and answer.status in _WELL:
        return Verdict(CheckOutcome.PAYWALLED, "answers with the beginning only: the rest is for subscribers")
    return None


def _no_answer(answer: Answer) -> Verdict:
    if answer.refused:
        return Verdict(CheckOutcome.UNSAFE, f"refused: {answer.error}")
    if answer.error == "robots":
        return Verdict(CheckOutcome.BLOCKED, "answers that programs must not visit it")
    known = _GONE_ERRORS.get(answer.error or "")
    if known:
        return Verdict(CheckOutcome.GONE, known, certain=True)
    return _error(answer.error or "")


def _error(code: str) -> Verdict:
    return Verdict(CheckOutcome.ERROR, code.replace("_", " "), unreadable=code in _UNREADABLE)


def _standing(answer: Answer) -> str | None:
    """Why the page is alive by its quotation, or ``None``. Words changed in place count where the page answers well."""
    outcomes, well = set(answer.passages), answer.status in _WELL
    if outcomes & _STANDS or (well and PassageOutcome.CHANGED in outcomes):
        return "" if well else f"answers {answer.status}, text present"
    return None


def _root(parts: SplitResult) -> bool:
    """Whether an address is a site's front page, of one language too; what only tells whence one came is no query."""
    tracked = all(map(_TRACKING.fullmatch, parts.query.split("&"))) if parts.query else True
    return tracked and _FRONT.fullmatch(parts.path) is not None


def _mostly_there(answer: Answer) -> bool:
    """Whether so much of the old text stands there that what else the page says is about something else."""
    return answer.kept is not None and answer.kept >= SCARCE


def _speaks_otherwise(answer: Answer) -> bool:
    before, now = answer.languages
    return before is not None and now is not None and before != now


def _soft_404(answer: Answer) -> Verdict | None:
    """A page that answers well and is none: no watched passage stood in it when this is asked."""
    here, there = urlsplit(answer.url), urlsplit(answer.final_url or answer.url)
    if answer.marks.parked is not None and not _mostly_there(answer):
        return Verdict(CheckOutcome.SOFT_404, answer.marks.parked)
    if not answer.same_site and _sends_back(answer):
        return _unclear(f"leads to another site, {there.hostname}, that is to send back")
    if not answer.same_site:
        return Verdict(CheckOutcome.SOFT_404, f"leads to another site, {there.hostname}, without the text")
    if _speaks_otherwise(answer) and not (answer.little and answer.marks.not_found):
        before, now = answer.languages
        return Verdict(CheckOutcome.BLOCKED, f"answers in another language, {now} instead of {before}")
    if _root(there) and not _root(here):
        return Verdict(CheckOutcome.SOFT_404, "leads to the front page, without the text")
    if answer.unread is not None:
        return _nothing_to_read(answer)
    if answer.marks.not_found and not answer.title_kept and (answer.kept or 0.0) < MOST_KEPT:
        return Verdict(CheckOutcome.SOFT_404, "answers, but says that it was not found")
    return None


def _nothing_to_read(answer: Answer) -> Verdict:
    """An empty page; one with scripts may be a challenge, or show its text to them."""
    if answer.marks.scripted:
        return Verdict(CheckOutcome.BLOCKED, "answers with a page that shows its text to scripts alone")
    if answer.lets_us_in is False:
        return _ALIKE
    asks = None if answer.witnessed else Asks.ANOTHER_PAGE
    return Verdict(CheckOutcome.SOFT_404, "answers, but there is nothing to read", momentary=True, asks=asks)


def _by_text(answer: Answer) -> Verdict:
    """The weakest sign: little of the old text stands there."""
    if answer.kept is None or _mostly_there(answer) or not _lost(answer):
        return _alive(answer, None)
    if answer.kept >= KEPT:
        return _partly_there(answer)
    if answer.lets_us_in is False:
        return _ALIKE
    if _led_away(answer):
        return _elsewhere(answer)
    if not answer.witnessed:
        return _unclear(_FEW if answer.little else _OTHER, asks=Asks.ANOTHER_PAGE)
    return _few_words(answer) if answer.little else _other_text(answer)


_ALIKE = Verdict(
    CheckOutcome.BLOCKED, "answers this page and others of the site alike: a wall stands before them", momentary=True
)
_AS_ABSENT = Verdict(CheckOutcome.SOFT_404, "answers as for an address that does not exist", momentary=True)
_LOST = Verdict(CheckOutcome.SOFT_404, "answers, but with another text", momentary=True)
_FEW = "answers with a few other words instead of the text"
_OTHER = "answers with another text, and nothing tells whether it is the page"


def _unclear(reason: str, *, asks: Asks | None = None) -> Verdict:
    return Verdict(CheckOutcome.UNCLEAR, reason, asks=asks)


def _asks_absent(answer: Answer) -> Asks | None:
    """Whether to ask for an absent address. That absent ones are told is believed for a week; that they are not, only
    at this moment: what answered for them may have been a wall."""
    known = answer.probed or answer.as_absent is False
    return None if known or _root(urlsplit(answer.url)) else Asks.ABSENT_ADDRESS


def _partly_there(answer: Answer) -> Verdict:
    """In doubt by its text alone: an error page with some of it in its columns, or the page with its text shortened."""
    if _led_away(answer):
        return _alive(answer, None)
    if answer.as_absent and answer.probed:
        return _AS_ABSENT
    return replace(_alive(answer, None), asks=_asks_absent(answer))


def _elsewhere(answer: Answer) -> Verdict:
    """Led to another page of the site. A page in the site's own frame is none of a wall, unless it is to send back."""
    back = _sends_back(answer)
    if _is_framed(answer) and not back:
        return _LOST
    if not answer.witnessed:
        return _unclear(_OTHER, asks=Asks.ANOTHER_PAGE)
    return _LOST if answer.lets_us_in and not back else _unclear("leads to a page of other words")


def _few_words(answer: Answer) -> Verdict:
    """A message in words that we do not know: by itself no evidence of anything.

    It is an error page when the site says the same of an address that cannot exist while another page of it shows: a
    wall stands before that one as well.
    """
    if not answer.lets_us_in:
        return _unclear(_FEW)
    if answer.as_absent and answer.probed:
        return _AS_ABSENT
    return _unclear(_FEW, asks=_asks_absent(answer))


def _other_text(answer: Answer) -> Verdict:
    """As much text as before, and another: another article, an error page with teasers, or a wall of many words.

    What tells them from a wall is that another page shows, or that it stands in the frame of the site.
    """
    own = answer.lets_us_in or _is_framed(answer)
    if own and (answer.as_absent is False or _root(urlsplit(answer.url))):
        return _alive(answer, None)
    asks = _asks_absent(answer)
    if not own or asks is not None:
        return _unclear(_OTHER, asks=asks if own else None)
    return _AS_ABSENT if answer.as_absent else _LOST


def _is_framed(answer: Answer) -> bool:
    return answer.marks.own_links >= OWN_LINKS


def _sends_back(answer: Answer) -> bool:
    """Whether an address that a redirect led to carries the one that it left: a gate that is to send visitors back."""
    path = urlsplit(answer.url).path
    query = urlsplit(answer.final_url or "").query
    values = [value for _, value in parse_qsl(query)]
    return len(path) > 1 and any(path in value or path in _decoded(value) for value in values)


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _lost(answer: Answer) -> bool:
    """Whether no watched passage is left, or none is watched."""
    return set(answer.passages) <= {PassageOutcome.MISSING}


def _led_away(answer: Answer) -> bool:
    return bool(answer.redirects) and not same_address(answer.url, answer.final_url or answer.url)


def _plain(address: str) -> tuple[str, str, str]:
    """An address without what sites tidy up by redirects: scheme, ``www.``, a last slash, upper case in the host."""
    parts = urlsplit(address)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


def same_address(one: str, other: str) -> bool:
    """Whether two addresses differ only in what no reader would call a move."""
    return _plain(one) == _plain(other)


def _alive(answer: Answer, why: str | None) -> Verdict:
    reason = why or None
    final = answer.final_url or answer.url
    if not answer.redirects or same_address(answer.url, final):
        return Verdict(CheckOutcome.ALIVE, reason, is_page=True)
    permanent = all(status in _PERMANENT for status, _ in answer.redirects)
    outcome = CheckOutcome.MOVED_PERMANENTLY if permanent else CheckOutcome.MOVED_TEMPORARILY
    return Verdict(outcome, reason, is_page=True)


def told(outcome: CheckOutcome, reason: str | None, *, everything: bool) -> tuple[CheckOutcome, str | None]:
    """Outcome and reason as a person may see them.

    To all but administrators "refused", "closed", "no such host" and "timed out" look alike, else *recheck now* would
    be a way to scan the network that the server stands in.
    """
    if everything or (reason or "").startswith("answers") or outcome is CheckOutcome.SOFT_404:
        return outcome, reason
    if outcome in (CheckOutcome.UNSAFE, CheckOutcome.ERROR, CheckOutcome.GONE):
        return CheckOutcome.ERROR, "could not be visited"
    return outcome, reason
