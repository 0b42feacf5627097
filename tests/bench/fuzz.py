"""Broken input by the hundred thousand: ``python -m tests.bench.fuzz --what capture --cases 100000 --seed 1``.

Checks that nothing but a refusal in words is raised, that positions hold, that every text can be stored, that the same
input gives the same output (one case in twenty), and how long the slowest case takes. ``capture`` reads pages (70 in
100), texts, mails and PDFs: in this process, save PDFs and one case in a hundred, which go through the bounded one.
``reading`` and ``rights`` read texts and pages as capture gives them, ``comparing`` looks for what two of them share. A
case is known by seed and number: ``--only NUMBER`` runs it alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from claims.capture.bounded import read_bounded
from claims.capture.errors import CaptureError
from claims.capture.intake import from_text
from claims.capture.readable import parse
from claims.capture.readers import READERS, read_html
from claims.capture.values import Block, Read
from claims.capture.wire import encode, plain, read_from
from claims.corroboration.prepared import prepare
from claims.corroboration.reuse import LEAST_RUN, Reuse, judge, may_share
from claims.corroboration.shingles import words_of
from claims.corroboration.standing import NOTHING
from claims.reading.read import read
from claims.reading.values import Reading
from claims.reading.words import LANGUAGES
from claims.recording.own_words import own_words
from claims.rights.notice import find_notices
from claims.rights.structured import find_structured
from claims.rights.values import Notice
from claims.rights.wire import notices_from
from claims.rights.wire import plain as plain_notices
from tests.bench import mangled

SLOWEST = 5.0
"""Seconds of processor time that no case here may take: none is larger than a long article."""

_TWICE, _THROUGH = 20, 100
_KINDS = ("html",) * 70 + ("text",) * 12 + ("mail",) * 10 + ("pdf",) * 8


Attempt = Callable[[Random, int], str]
"""Makes and tries a case by its number; gives its outcome in words and raises what was found wrong."""


@dataclass(slots=True)
class Told:
    """What a run found: cases by outcome, what failed (number and last lines), the slowest case."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)
    slowest: float = 0.0
    slowest_case: int = -1


def run(attempt: Attempt, *, cases: Sequence[int], seed: int, most_failures: int = 20) -> Told:
    """Try the numbered ``cases``; ends early after ``most_failures``."""
    told = Told()
    for number in cases:
        began = time.process_time()
        try:
            told.outcomes[attempt(Random(f"{seed} {number}"), number)] += 1
        except Exception:  # noqa: BLE001 - that is what is looked for
            told.failures.append((number, "".join(traceback.format_exc(limit=-4)[-1500:])))
            if len(told.failures) >= most_failures:
                break
        taken = time.process_time() - began
        if taken > told.slowest:
            told.slowest, told.slowest_case = taken, number
    return told


# -- capture


def _capture(random: Random, number: int) -> str:
    kind = _KINDS[random.randrange(100)]
    take = _taker(kind, random, through=kind == "pdf" or number % _THROUGH == 0)
    try:
        found = take()
    except CaptureError as error:
        if number % _TWICE == 0:
            _refused_alike(take, error)
        return f"{kind}: {type(error).__name__}"
    check_read(found)
    if number % _TWICE == 0 and take() != found:
        raise AssertionError("the same input gave another output")
    return f"{kind}: read"


def _taker(kind: str, random: Random, *, through: bool) -> Callable[[], Read]:
    """The way in for a new broken file of ``kind``, through the bounded process or in this one."""
    if kind == "text":
        text = mangled.text(random)
        return lambda: from_text(text)
    raw = {"html": mangled.page, "mail": mangled.mail, "pdf": mangled.pdf}[kind](random)
    url = random.choice((None, "https://courier.example/2026/03/02/ferry"))
    if through:
        return lambda: read_bounded(kind, raw, url=url)
    return lambda: read_from(json.loads(encode(plain(READERS[kind](raw, url)))))


def _refused_alike(take: Callable[[], object], first: CaptureError) -> None:
    try:
        take()
    except CaptureError as again:
        if (type(again), str(again)) == (type(first), str(first)):
            return
    raise AssertionError("the same input was refused in another way")


def check_read(found: Read) -> None:
    """Positions of blocks and pages hold, and every text can be stored. Raises ``AssertionError``."""
    end = 0
    for block in found.blocks or ():
        text = found.text[block.start : block.end]
        assert end <= block.start < block.end <= len(found.text), "blocks overlap or lie outside"
        assert text.strip() == text, "a block begins or ends with a space"
        end = block.end
    assert list(found.pages) == sorted(found.pages), "pages are not in order"
    assert all(0 <= place <= len(found.text) for place in found.pages), "a page begins outside"
    assert found.text.strip(), "nothing was read and nothing was said"
    for text in _texts(plain(found)):
        assert "\x00" not in text, "a text that no database keeps"
        text.encode()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _texts(entry)


# -- reading


def _reading(random: Random, number: int) -> str:
    text, blocks = _readable(random)
    published = random.choice((None, date(2026, 3, 2)))
    language = random.choice((None, *LANGUAGES, "ar", "x"))
    found = read(text, blocks=blocks, published=published, language=language)
    check_reading(text, found)
    if number % _TWICE == 0 and read(text, blocks=blocks, published=published, language=language) != found:
        raise AssertionError("the same input gave another output")
    return "statements" if found.statements else "none"


def _readable(random: Random) -> tuple[str, Sequence[Block] | None]:
    """A broken text; one in five is that of a broken page, with its blocks, and a few blocks fit nothing."""
    if random.random() < 0.2:
        try:
            found = read_html(mangled.page(random), None)
        except CaptureError:
            return mangled.text(random), None
        return found.text, found.blocks
    text = mangled.text(random)
    if random.random() < 0.1:
        return text, [Block("paragraph", random.randrange(-5, 500), random.randrange(-5, 500)) for _ in range(3)]
    return text, None


def check_reading(text: str, found: Reading) -> None:
    """Statements are pieces of ``text``, and their spans lie inside. Raises ``AssertionError``."""
    for statement in found.statements:
        assert text[statement.start : statement.end] == statement.text, "a statement is not its own text"
        if statement.source_span:
            assert text[slice(*statement.source_span)] == statement.source_words, "a source is not its own text"
        for start, end in (*statement.quotations, *([statement.content] if statement.content else ())):
            assert statement.start <= start <= end <= statement.end, "a span lies outside of its statement"
    spans = [span for warning in found.warnings for span in warning.spans]
    for start, end in (*found.furniture, *spans, *((caption.start, caption.end) for caption in found.captions)):
        assert 0 <= start <= end <= len(text), "a span lies outside of the text"


# -- rights


def _rights(random: Random, number: int) -> str:
    search = _searcher(random)
    found = search()
    if number % _TWICE == 0 and search() != found:
        raise AssertionError("the same input gave another output")
    return "notices" if found else "none"


def _searcher(random: Random) -> Callable[[], tuple[Notice, ...]]:
    if random.random() < 0.5:
        text = mangled.text(random)
        return lambda: _visible(text)
    raw, url = mangled.page(random), random.choice((None, "https://courier.example/ferry"))
    headers = {"x-robots-tag": mangled.text(random)[:300], "tdm-policy": random.choice(mangled.ADDRESSES)}
    return lambda: _structured(raw, url, headers)


def _visible(text: str) -> tuple[Notice, ...]:
    found = find_notices(text)
    for notice in found:
        assert text[notice.start : notice.end] == notice.verbatim, "a notice is not its own text"
        for start, end in notice.deciding:
            assert 0 <= start <= end <= len(notice.verbatim), "deciding words lie outside"
    return found


def _structured(raw: bytes, url: str | None, headers: dict[str, str]) -> tuple[Notice, ...]:
    tree = parse(raw)
    found = find_structured(tree, url=url, headers=headers) if tree is not None else ()
    assert notices_from(json.loads(json.dumps(plain_notices(found)))) == found, "statements change on the way"
    for text in _texts(plain_notices(found)):
        assert "\x00" not in text, "a text that no database keeps"
        text.encode()
    return found


def _comparing(random: Random, number: int) -> str:
    first, second = _readable(random), _readable(random)
    if random.random() < 0.5:  # what shares nothing is soon compared
        at = random.randrange(len(first[0]) + 1)
        second = f"{second[0]}\n\n{first[0][at : at + random.choice((80, 400, 4000))]} {first[0][:at] * 3}", None
    found = _shared(first, second)
    turned = _shared(second, first)
    assert (found is None) == (turned is None), "it matters which text is the first"
    if number % _TWICE == 0 and _shared(first, second) != found:
        raise AssertionError("the same input gave another output")
    return "shared" if found else "none"


def _shared(first: tuple[str, Sequence[Block] | None], second: tuple[str, Sequence[Block] | None]) -> Reuse | None:
    one, two = (prepare(words_of(text, own_words(text, blocks))) for text, blocks in (first, second))
    found = judge(first[0], one, two)
    for run in found.runs if found else ():
        assert 0 <= run.first[0] < run.first[1] <= len(first[0]), "a run lies outside the first text"
        assert 0 <= run.second[0] < run.second[1] <= len(second[0]), "a run lies outside the second text"
    if found and max(run.words for run in found.runs) >= LEAST_RUN:
        assert may_share(one, one.held(two.distinct), NOTHING), "the shingles alone ruled out what is shared"
    return found


ATTEMPTS: dict[str, Attempt] = {
    "capture": _capture,
    "comparing": _comparing,
    "reading": _reading,
    "rights": _rights,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found; 0 when nothing was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", choices=sorted(ATTEMPTS), required=True)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one case")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    cases = range(given.cases) if given.only is None else range(given.only, given.only + 1)
    told = run(ATTEMPTS[given.what], cases=cases, seed=given.seed)
    for number, lines in told.failures:
        print(f"case {number} of seed {given.seed}:\n{lines}")
    for outcome, count in told.outcomes.most_common():
        print(f"{count:8,} {outcome}")
    slow = told.slowest > SLOWEST
    print(f"{told.outcomes.total():,} cases of {given.what} in {time.monotonic() - began:.0f} s, ", end="")
    print(f"{len(told.failures)} failed; slowest {told.slowest:.2f} s CPU (case {told.slowest_case})")
    return 1 if told.failures or slow else 0


if __name__ == "__main__":
    sys.exit(main())
