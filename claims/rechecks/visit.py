"""What one visit to one link came back with: read, compared, judged. Writes nothing, holds no transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone

from claims.capture.errors import CaptureError, Refused
from claims.capture.fetch import Fetched
from claims.capture.intake import from_fetched
from claims.capture.language import base
from claims.capture.transfer import Answer as Response
from claims.capture.values import Captured
from claims.models import Link, PassageCheck, Snapshot
from claims.rechecks.anchoring import Anchored, anchor
from claims.rechecks.compare import compared, ground_of
from claims.rechecks.folding import Ground
from claims.rechecks.instead import key as answer_key
from claims.rechecks.known import READ_AGAIN, hashes
from claims.rechecks.marks import NONE, Marks, marks
from claims.rechecks.probe import Sibling, sketch, tells
from claims.rechecks.verdict import Answer, Verdict, judge
from claims.rechecks.watch import Grounds, Watch
from claims.rechecks.witness import WALLS, Witness, lets_us_in, shows_as_before
from claims.recording.outlets import registrable_domain
from claims.vocabulary import PassageOutcome

FEWEST_WORDS = 5
"""Words with letters below which there is nothing to read."""
LITTLE = 0.5
"""Share of the old text's length below which a page of another text is a message rather than another article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What one visit found.

    ``key`` is what the answer is remembered by if it is not the page (``claims.rechecks.instead``).
    ``captured`` is the page as read now, ``None`` when it could not be read or is the known one;
    ``was_read`` when all of it was read, now or the same bytes before.
    ``passages`` are the outcomes by passage; ``compared`` those of them that were compared at this visit.
    """

    verdict: Verdict
    status: int | None
    final_url: str | None
    milliseconds: int
    page: Fetched | None = None
    key: str | None = None
    body_hash: str | None = None
    essence: str | None = None
    was_read: bool = True
    captured: Captured | None = None
    passages: Mapping[int, Anchored] = field(default_factory=dict)
    compared: frozenset[int] = frozenset()


Came = Fetched | CaptureError
"""What a visit came back with: the page as it answered, or why there was none."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the host at a visit.

    ``sibling`` is what an absent address in the page's folder answers, ``probed`` when it was asked at this visit;
    ``witness`` what another page of the host answers, ``witnessed`` when there is none left to ask; ``distrusted`` when
    an editor said that the host blocks us.
    """

    sibling: Sibling | None = None
    probed: bool = True
    witness: Witness | None = None
    witnessed: bool = True
    distrusted: bool = False


ALONE = Context()


def examine(watch: Watch, came: Came, milliseconds: int, context: Context = ALONE) -> Visited:
    """Compare what a visit came back with to what is known of the page, and judge.

    A verdict that ``asks`` for something is none yet: nothing should be written of it before.
    """
    if isinstance(came, CaptureError):
        verdict = judge(Answer(url=watch.link.url, error=came.code, refused=isinstance(came, Refused)))
        key = answer_key(came, None, None)
        return Visited(verdict=verdict, status=None, final_url=None, milliseconds=milliseconds, key=key)
    return replace(_compare(watch, came, context), milliseconds=milliseconds)


def sibling_of(came: Response | CaptureError) -> Sibling:
    """What the site answers for an absent address, from what asking for one came back with."""
    if isinstance(came, CaptureError):
        return Sibling(0)
    if came.leads_to is not None:
        return Sibling(came.status, leads_to=came.leads_to)
    text, said = _read(came)
    if said.wall is not None:
        return Sibling(0)
    return Sibling(came.status, heading=said.headings[0] if said.headings else None, sketch=sketch(text))


def witness_of(came: Response | CaptureError, known: Snapshot | None) -> Witness | None:
    """What another page of the host tells, from what asking for it came back with; ``known`` is that page as it was."""
    if isinstance(came, CaptureError):
        return None
    if came.leads_to is not None:
        return Witness(leads_to=came.leads_to)
    text, said = _read(came)
    shows = known is not None and came.status in (200, 203) and shows_as_before(text, known.readable.text)
    walled = came.status in WALLS or (said.wall is not None and not shows)
    return Witness(shows=shows, walled=walled, sketch=sketch(text)) if shows or walled or came.status == 200 else None


def _read(came: Response) -> tuple[str, Marks]:
    """Text and marks of an answer; no text where there is nothing to read."""
    page = Fetched(came.url, came.url, 200, came.headers, came.body, ())
    try:
        return from_fetched(page).text, _marks(page)
    except CaptureError:
        return "", _marks(page)


def _compare(watch: Watch, page: Fetched, context: Context) -> Visited:
    """Compare an answer with what is known of the page; an answer with the known bytes needs no reading."""
    body_hash, essence = hashes(page)
    basis, link = watch.basis, watch.link
    grounds = Grounds()
    same = basis is not None and (page.status == 304 or body_hash in (link.body_hash, basis.content_hash))
    alike = basis is not None and _reads_alike(link, basis, page, essence)
    if basis is not None and (same or alike):
        judged = _stored(watch, basis)
        fresh = {p.pk: anchor(grounds.watched(p), grounds.of(basis)) for p in watch.passages if p.pk not in judged}
        return _visited(
            watch,
            page,
            judged | fresh,
            compared=frozenset(fresh),
            body_hash=body_hash,
            essence=essence,
            was_read=same,
        )
    try:
        captured = replace(from_fetched(replace(page, status=200)), http_status=page.status)
    except CaptureError as error:
        signs = _Signs(marks=_marks(page), lets_us_in=_lets_us_in(context, page, ""), context=context)
        return _visited(watch, page, {}, unread=error.code, body_hash=body_hash, essence=essence, signs=signs)
    ground = ground_of(captured)
    found = compared(watch.passages, captured, grounds, ground)
    old = grounds.of(basis) if basis is not None else None
    kept = _kept(old, ground) if old is not None else None
    signs = _Signs(context=context)
    unread = "empty" if sum(map(str.isalpha, ground.words)) < FEWEST_WORDS else None
    if {anchored.outcome for anchored in found.values()} != {PassageOutcome.FOUND}:
        signs = _signs(watch, page, captured, old, ground, context)
        if signs.cut and signs.marks.locked:
            found = {pk: _whole(found[pk], watched) for pk, watched in _exact(watch).items()}
    return _visited(
        watch,
        page,
        found,
        compared=frozenset(found),
        body_hash=body_hash,
        essence=essence,
        captured=captured,
        kept=kept,
        unread=unread,
        signs=signs,
    )


def _reads_alike(link: Link, basis: Snapshot, page: Fetched, essence: str | None) -> bool:
    """Whether a good answer reads as the page did when it was last read in full, not long ago; elsewhere too."""
    lately = link.read_at is not None and timezone.now() - link.read_at < READ_AGAIN
    known = essence is not None and essence == link.essence and link.basis_id == basis.pk
    return known and lately and page.status == 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What else the verdict looks at, gathered only when not every passage simply stands there."""

    marks: Marks = NONE
    cut: bool = False
    little: bool = False
    languages: tuple[str | None, str | None] = (None, None)
    title_kept: bool = False
    as_absent: bool | None = None
    lets_us_in: bool | None = None
    context: Context = ALONE


def _marks(page: Fetched) -> Marks:
    return marks(page.body, page.headers, url=page.url, final_url=page.final_url)


def _signs(
    watch: Watch, page: Fetched, captured: Captured, old: Ground | None, ground: Ground, context: Context
) -> _Signs:
    said = _marks(page)
    known = watch.basis.page if watch.basis is not None else {}
    title = " ".join(Ground.of(known.get("title") or "").words)
    now = " ".join(Ground.of(" ".join((*said.headings, captured.facts.title or ""))).words)
    heading = said.headings[0] if said.headings else None
    sibling = context.sibling
    return _Signs(
        marks=said,
        cut=old is not None and _is_cut(old, ground),
        little=old is not None and len(ground.words) < LITTLE * len(old.words),
        languages=(_language(known.get("language")), _language(captured.facts.language)),
        title_kept=bool(title) and title in now,
        as_absent=tells(sibling, heading=heading, text=captured.text) if sibling is not None else None,
        lets_us_in=_lets_us_in(context, page, captured.text),
        context=context,
    )


def _lets_us_in(context: Context, page: Fetched, text: str) -> bool | None:
    if context.witness is None:
        return None
    return lets_us_in(context.witness, text=text, led_to=page.final_url if page.redirects else None)


def _language(tag: str | None) -> str | None:
    return base(tag) if tag else None


def _is_cut(old: Ground, new: Ground) -> bool:
    """Whether the last quarter of the old text is gone and less stands there than did."""
    if len(new.words) >= 0.85 * len(old.words):
        return False
    end = old.words[-max(12, len(old.words) // 4) :]
    runs = set(zip(end, end[1:], end[2:], strict=False))
    return not runs or len(runs & _runs(new)) / len(runs) < 0.3


def _exact(watch: Watch) -> dict[int, list[str]]:
    return {passage.pk: Ground.of(passage.exact).words for passage in watch.passages}


def _whole(found: Anchored, exact: list[str]) -> Anchored:
    """A passage in which the page breaks off is not edited: its rest is behind the cut."""
    if found.outcome is not PassageOutcome.CHANGED:
        return found
    line = (found.text or "").split("\n")[0]
    there = [word for word in Ground.of(line).words if word != "…"]
    broken = 0 < len(there) < len(exact) and exact[: len(there) - 1] == there[:-1]
    return Anchored(PassageOutcome.MISSING, score=found.score) if broken else found


def _stored(watch: Watch, basis: Snapshot) -> dict[int, Anchored]:
    """What became of the passages when they were compared with the page as it still stands."""
    return {pk: _as_anchored(row) for pk, row in watch.last.items() if row.check_made.snapshot_id == basis.pk}


def _as_anchored(row: PassageCheck) -> Anchored:
    return Anchored(PassageOutcome(row.outcome), text=row.found_text, score=row.score or 0.0)


def _kept(old: Ground, new: Ground) -> float | None:
    """Share of the old text's runs of three words that the new one has; ``None`` for a text of fewer words."""
    runs = _runs(old)
    return len(runs & _runs(new)) / len(runs) if runs else None


def _runs(ground: Ground) -> set[tuple[str, str, str]]:
    words = ground.words
    return set(zip(words, words[1:], words[2:], strict=False))


def _visited(
    watch: Watch,
    page: Fetched,
    passages: Mapping[int, Anchored],
    *,
    body_hash: str | None,
    essence: str | None,
    compared: frozenset[int] = frozenset(),
    captured: Captured | None = None,
    was_read: bool = True,
    unread: str | None = None,
    kept: float | None = None,
    signs: _Signs | None = None,
) -> Visited:
    signs = signs or _Signs()
    answer = Answer(
        url=watch.link.url,
        status=page.status,
        final_url=page.final_url,
        redirects=page.redirects,
        unread=unread,
        kept=kept,
        same_site=registrable_domain(watch.link.url) == registrable_domain(page.final_url),
        passages=[found.outcome for found in passages.values()],
        marks=signs.marks,
        cut=signs.cut,
        little=signs.little,
        languages=signs.languages,
        title_kept=signs.title_kept,
        as_absent=signs.as_absent,
        probed=signs.context.probed,
        lets_us_in=signs.lets_us_in,
        witnessed=signs.context.witnessed,
        distrusted=signs.context.distrusted,
    )
    verdict = judge(answer)
    return Visited(
        verdict=verdict,
        status=page.status,
        final_url=page.final_url,
        milliseconds=0,
        page=page,
        key=answer_key(page, essence, body_hash),
        body_hash=body_hash if page.status != 304 else watch.link.body_hash,
        essence=essence if page.status != 304 else watch.link.essence,
        was_read=was_read,
        captured=captured if verdict.is_page else None,
        passages=passages if verdict.is_page else {},
        compared=compared if verdict.is_page else frozenset(),
    )
