"""What one visit found, from what came back. Pure.

The quotation has a veto: a page that still holds a watched passage is alive, whatever status or redirect say. What
follows goes from the surest sign to the weakest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from claims.vocabulary import CheckOutcome, PassageOutcome

KEPT = 0.1
"""Share of the old text's runs of three words below which another text stands there."""
_PERMANENT = frozenset({301, 308})
_BLOCKED = frozenset({401, 403, 407, 429, 451, 999})
_STANDS = frozenset({PassageOutcome.FOUND, PassageOutcome.MOVED})
_GONE_ERRORS = {"no_such_host": "no such host"}
_UNREADABLE = frozenset({"not_text", "too_large"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back from a visit.

    ``error`` is the code of the ``CaptureError`` when there was no answer; ``refused`` marks an error of the fetch
    guard. ``redirects`` are (status, address left). ``unread`` is the code of the error with which the body could not
    be read. ``kept`` is the share (0 to 1) of the old text's runs of three words that still stand, ``None`` when
    unknown. ``same_site`` says whether the final address is on the same registrable domain.
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """One visit's outcome and its reason in words; ``is_page`` when what came back is the page itself.

    ``certain`` marks the deaths that need only a second try: 410 and no such host. ``unreadable`` is a file that
    answers but cannot be read as text, which is no death.
    """

    outcome: CheckOutcome
    reason: str | None = None
    is_page: bool = False
    certain: bool = False
    unreadable: bool = False


def judge(answer: Answer) -> Verdict:
    """The verdict on one visit."""
    if answer.error is not None:
        return _no_answer(answer)
    status = answer.status or 0
    stands = _standing(answer)
    if stands is not None:
        return _alive(answer, stands)
    if status in (404, 410):
        return Verdict(CheckOutcome.GONE, f"answers {status}", certain=status == 410)
    if status in _BLOCKED:
        return Verdict(CheckOutcome.BLOCKED, f"answers {status}")
    if status == 402:
        return Verdict(CheckOutcome.PAYWALLED, "answers 402")
    if status not in (200, 203, 304):
        return Verdict(CheckOutcome.ERROR, f"answers {status}")
    if answer.unread in _UNREADABLE:
        return _error(answer.unread)
    return _soft_404(answer) or _alive(answer, None)


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
    outcomes, well = set(answer.passages), answer.status in (200, 203, 304)
    if outcomes & _STANDS or (well and PassageOutcome.CHANGED in outcomes):
        return "" if well else f"answers {answer.status}, text present"
    return None


def _root(parts: SplitResult) -> bool:
    return parts.path in ("", "/") and not parts.query


def _soft_404(answer: Answer) -> Verdict | None:
    """A page that answers well and is none: no watched passage stood in it when this is asked."""
    here, there = urlsplit(answer.url), urlsplit(answer.final_url or answer.url)
    if _root(there) and not _root(here):
        return Verdict(CheckOutcome.SOFT_404, "leads to the front page, without the text")
    if not answer.same_site:
        return Verdict(CheckOutcome.SOFT_404, f"leads to another site, {there.hostname}, without the text")
    if answer.unread is not None:
        return Verdict(CheckOutcome.SOFT_404, "answers, but there is nothing to read")
    if answer.kept is not None and answer.kept < KEPT:
        return Verdict(CheckOutcome.SOFT_404, "answers, but with another text")
    return None


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
