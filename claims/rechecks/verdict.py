"""What one visit found, from what came back. Pure.

The quotation has a veto: a page that still holds a watched passage is alive, whatever status or redirect say. What
follows goes from the surest sign to the weakest: marks of a wall, status, what stands before the page (consent, a
sign-in, a paywall), a parked domain, redirects, another language, an error page's own words, text that is lost. Only
what is in doubt after all that asks for a probe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from claims.rechecks.marks import NONE, Marks
from claims.vocabulary import CheckOutcome, PassageOutcome

KEPT = 0.1
"""Share of the old text's runs of three words below which another text stands there."""
SCARCE = 0.3
"""The same share below which it is in doubt whether the page is still the page."""
MOST_KEPT = 0.5
"""The same share above which a heading that speaks of an error is about something else."""
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
    that is unknown; ``probed`` when there is nothing more to ask. ``shows_elsewhere`` when other pages of the host have
    shown since this one last did. ``distrusted`` when an editor said that the host
    blocks us.
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
    shows_elsewhere: bool = False
    distrusted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """One visit's outcome and its reason in words; ``is_page`` when what came back is the page itself.

    ``certain`` marks the deaths that need only a second try: 410 and no such host. ``unreadable`` is a file that
    answers but cannot be read as text, which is no death. ``doubtful`` asks for a probe before anything is written.
    """

    outcome: CheckOutcome
    reason: str | None = None
    is_page: bool = False
    certain: bool = False
    unreadable: bool = False
    doubtful: bool = False


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
    if not answer.same_site:
        return Verdict(CheckOutcome.SOFT_404, f"leads to another site, {there.hostname}, without the text")
    if _speaks_otherwise(answer) and not (answer.little and answer.marks.not_found):
        before, now = answer.languages
        return Verdict(CheckOutcome.BLOCKED, f"answers in another language, {now} instead of {before}")
    if _root(there) and not _root(here):
        return Verdict(CheckOutcome.SOFT_404, "leads to the front page, without the text")
    if answer.unread is not None:
        return Verdict(CheckOutcome.SOFT_404, "answers, but there is nothing to read")
    if answer.marks.not_found and not answer.title_kept and (answer.kept or 0.0) < MOST_KEPT:
        return Verdict(CheckOutcome.SOFT_404, "answers, but says that it was not found")
    return None


def _by_text(answer: Answer) -> Verdict:
    """The weakest sign: little of the old text stands there. In doubt a probe decides."""
    if answer.kept is None or _mostly_there(answer) or not _lost(answer):
        return _alive(answer, None)
    lost = Verdict(CheckOutcome.SOFT_404, "answers, but with another text")
    if _led_away(answer):
        return lost if answer.kept < KEPT else _alive(answer, None)
    if answer.little and answer.kept < KEPT:
        return _few_words(answer)
    if answer.as_absent is not None:
        same = Verdict(CheckOutcome.SOFT_404, "answers as for an address that does not exist")
        return same if answer.as_absent else _alive(answer, None)
    undecided = lost if answer.kept < KEPT else _alive(answer, None)
    asks = not answer.probed and not _root(urlsplit(answer.url))
    return replace(undecided, doubtful=asks)


def _few_words(answer: Answer) -> Verdict:
    """A message in words that we do not know: by itself no evidence of anything.

    It is an error page when the site says the same of an address that cannot exist while its other pages show: a wall
    stands before those as well.
    """
    if answer.as_absent and answer.shows_elsewhere:
        return Verdict(CheckOutcome.SOFT_404, "answers as for an address that does not exist")
    asks = answer.shows_elsewhere and answer.as_absent is None and not answer.probed
    reason = "answers with a few other words instead of the text"
    return Verdict(CheckOutcome.UNCLEAR, reason, doubtful=asks and not _root(urlsplit(answer.url)))


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
