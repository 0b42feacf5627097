"""What visits conclude, against labels of our own: ``python -m tests.bench.verdicts``.

Every labelled answer goes the whole way from bytes to verdict (reader, anchoring, marks, judgement), without network or
database. Printed are accuracy per class, false deaths and false losses among all answers, and what the
precision of "dead" and "wall" would be at the rate at which such answers are met.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")
if __name__ == "__main__":
    django.setup()

from claims.capture.errors import (
    Barred,
    CaptureError,
    NoSuchHost,
    RedirectLoop,
    TimedOut,
    TooLarge,
    Unreachable,
)
from claims.capture.fetch import Fetched
from claims.capture.intake import from_html
from claims.capture.transfer import Answer as Response
from claims.models import Document, Link, Passage, ReadableText, Snapshot
from claims.rechecks.verdict import Asks
from claims.rechecks.visit import Context, Visited, examine, sibling_of, witness_of
from claims.rechecks.watch import Watch
from claims.vocabulary import CaptureMethod, CheckOutcome, PassageOutcome
from tests.bench import verdict_walls  # noqa: F401 - its cases join the others
from tests.bench.verdict_cases import (
    CHANGED,
    CLASSES,
    CONSENT,
    DEAD,
    ERROR,
    LANGUAGE,
    MISSING,
    PAGE,
    PAYWALL,
    SHOWS,
    UNKNOWN,
    WALL,
    Article,
    Case,
    article_page,
    cases,
)

COMMON = {
    PAGE: 0.938,
    CHANGED: 0.01,
    MISSING: 0.002,
    DEAD: 0.01,
    WALL: 0.018,
    CONSENT: 0.003,
    PAYWALL: 0.005,
    LANGUAGE: 0.001,
    ERROR: 0.011,
    UNKNOWN: 0.002,
}
"""How often such answers are met among visits. An assumption: see docs/methods/rechecks.md, "Rates"."""

_ERRORS: dict[str, CaptureError] = {
    "no_such_host": NoSuchHost("There is no such host."),
    "timed_out": TimedOut("Too slow."),
    "unreachable": Unreachable("Closed."),
    "redirect_loop": RedirectLoop("A circle."),
    "too_large": TooLarge("Too large."),
    "robots": Barred("The site asks programs not to visit this page."),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One case with the class that the visit gave it, and its reason."""

    case: Case
    given: str
    reason: str | None


def watch_of(article: Article) -> Watch:
    """The link of an article with its passage, as after its capture; nothing of it is in a database."""
    captured = from_html(article_page(article).encode(), method=CaptureMethod.URL, url=article.url)
    blocks = [[block.kind, block.start, block.end] for block in captured.blocks or ()]
    facts = captured.facts
    basis = Snapshot(
        pk=1,
        readable=ReadableText(text_hash="0" * 64, text=captured.text),
        content_hash="",
        page={"blocks": blocks, "language": facts.language, "title": facts.title},
        final_url=article.url,
    )
    start = captured.text.index(article.passage)
    end = start + len(article.passage)
    passage = Passage(pk=1, snapshot=basis, exact=article.passage, start=start, end=end)
    link = Link(pk=1, url=article.url, document=Document(pk=1))
    return Watch(
        planned=link,
        link=link,
        basis=basis,
        final_url=article.url,
        passages=[passage],
        claims_of={1: []},
        last={},
        rests_on="",
    )


def answer(case: Case) -> Fetched | CaptureError:
    """What the visit comes back with."""
    reply = case.reply
    if reply.error is not None:
        return _ERRORS[reply.error]
    url = case.article.url
    redirects = tuple((status, url if n == 0 else f"{url}#{n}") for n, status in enumerate(reply.via))
    body = reply.body.encode("latin-1" if reply.body.startswith("\x89") else "utf-8")
    return Fetched(url, reply.to or url, reply.status, reply.headers, body, redirects)


def _response(case: Case, told: tuple[int, str]) -> Response:
    status, said = told
    headers = {"location": said} if status in (301, 302) else {}
    return Response(case.article.url, status, headers, said.encode())


def _with_witness(case: Case, watch: Watch, context: Context) -> Context:
    """With what another page of the host told, which is the article's own text where it shows."""
    other = case.reply.other
    if other is None:
        return replace(context, witnessed=True)
    told = (200, article_page(case.article)) if other == SHOWS else other
    return replace(context, witness=witness_of(_response(case, told), watch.basis), witnessed=True)


def _with_probe(case: Case, context: Context) -> Context:
    """With what a probe in the page's folder told."""
    told = case.reply.sibling
    return replace(context, sibling=sibling_of(_response(case, told)) if told is not None else None, probed=True)


def judged(case: Case) -> Judged:
    """What the visit concludes of one case, with what it asks for."""
    watch, came = watch_of(case.article), answer(case)
    context = Context(probed=False, witnessed=False)
    found = examine(watch, came, 0, context)
    if found.verdict.asks is Asks.ANOTHER_PAGE:
        context = _with_witness(case, watch, context)
        found = examine(watch, came, 0, context)
    if found.verdict.asks is Asks.ABSENT_ADDRESS:
        found = examine(watch, came, 0, _with_probe(case, context))
    given = _class(found)
    unknown = case.label == UNKNOWN and found.verdict.outcome in (CheckOutcome.BLOCKED, CheckOutcome.UNCLEAR)
    return Judged(case, UNKNOWN if unknown else given, found.verdict.reason)


def _class(found: Visited) -> str:
    """The class of a verdict, in the words of the labels."""
    reason = found.verdict.reason or ""
    if found.verdict.is_page:
        outcomes = {anchored.outcome for anchored in found.passages.values()}
        lost = {PassageOutcome.CHANGED: CHANGED, PassageOutcome.MISSING: MISSING}
        return next((name for outcome, name in lost.items() if outcome in outcomes), PAGE)
    if found.verdict.outcome is CheckOutcome.BLOCKED:
        return CONSENT if "consent" in reason else LANGUAGE if "language" in reason else WALL
    return {
        CheckOutcome.GONE: DEAD,
        CheckOutcome.SOFT_404: DEAD,
        CheckOutcome.PAYWALLED: PAYWALL,
    }.get(found.verdict.outcome, ERROR)


def all_judged() -> list[Judged]:
    """Every case."""
    return [judged(case) for case in cases()]


def accuracy(results: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Right ones and all, for each class."""
    all_of = Counter(result.case.label for result in results)
    right = Counter(result.case.label for result in results if result.given == result.case.label)
    return {name: (right[name], all_of[name]) for name in CLASSES}


def false_alarms(results: Sequence[Judged], given: str) -> list[Judged]:
    """Answers that were called ``given`` and are not."""
    return [result for result in results if result.given == given != result.case.label]


def precision(results: Sequence[Judged], given: str) -> float | None:
    """Of those called ``given``, the share that is, when classes are met as often as in :data:`COMMON`."""
    all_of = Counter(result.case.label for result in results)
    called = Counter(result.case.label for result in results if result.given == given)
    wrong = sum(COMMON[name] * called[name] / all_of[name] for name in CLASSES if name != given)
    right = COMMON[given] * called[given] / all_of[given]
    return right / (right + wrong) if right + wrong else None


def least_precision(results: Sequence[Judged], given: str) -> float:
    """The lower end of that figure: so many answers without an error still allow 3/n (95 %, the rule of three)."""
    others = sum(result.case.label != given for result in results)
    wrong = (1 - COMMON[given]) * (len(false_alarms(results, given)) + 3) / others
    right = COMMON[given] * accuracy(results)[given][0] / accuracy(results)[given][1]
    return right / (right + wrong)


def table(results: Sequence[Judged]) -> Iterable[str]:
    """The figures, a line each."""
    yield f"{'class':10} {'cases':>6} {'right':>6} {'accuracy':>9}"
    for name, (right, count) in accuracy(results).items():
        yield f"{name:10} {count:6} {right:6} {right / count:9.3f}"
    wrong = [result for result in results if result.given != result.case.label]
    yield f"{'all':10} {len(results):6} {len(results) - len(wrong):6} {1 - len(wrong) / len(results):9.3f}"
    for given in (DEAD, MISSING, CHANGED, WALL):
        alarms = len(false_alarms(results, given))
        others = sum(result.case.label != given for result in results)
        share = f"{alarms} of {others} ({alarms / others:.2%})"
        exact, least = precision(results, given), least_precision(results, given)
        yield f"false “{given}”: {share}; precision at the assumed rates {exact:.3f}, at least {least:.2f}"
    for result in wrong:
        yield f"  {result.case.label} → {result.given}: {result.case.name} ({result.reason})"


if __name__ == "__main__":
    print("\n".join(table(all_judged())))
