"""More hostile answers and pages: each is cut at its limit, costs little memory, and frees who asked for it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from claims.capture.bounded import SECONDS
from claims.capture.errors import CaptureError, HttpError, NotText, TimedOut
from claims.capture.fetch import Fetched, fetch
from claims.capture.intake import from_fetched
from claims.capture.transfer import Crowd, Known, Transfer
from claims.rechecks.known import hashes
from claims.rechecks.marks import marks
from tests.security.hostile import ALLOWED, Stubborn, stubborn
from tests.security.more_answers import ANSWERS, PAGES, SECRET, nothing
from tests.security.test_hostile import CUT, MEGABYTES, limits, peak

LATE = 60.0
"""Seconds after which who was to be cut at one second counts as not freed, on a busy machine."""


@pytest.fixture(scope="module", autouse=True)
def packed() -> None:
    """What it takes to pack the bombs is not what is measured."""
    for times in (2, 3):
        nothing(times)


@pytest.fixture
def server() -> Iterator[Stubborn]:
    with stubborn() as running:
        yield running


def cheap(work: Callable[[], object]) -> None:
    """``work`` must give little or say why not, soon and without much memory."""
    before, began = peak(), time.monotonic()
    with suppress(CaptureError):
        work()
    assert time.monotonic() - began < LATE
    assert peak() - before < MEGABYTES * 1000


@pytest.mark.parametrize("name", ANSWERS)
def test_an_odd_answer_is_cut_or_small(server: Stubborn, name: str) -> None:
    server.replies["/"] = ANSWERS[name]

    def asked() -> None:
        page = fetch(f"http://{ALLOWED}:{server.port}/", limits=limits(server.port, seconds=CUT))
        assert len(page.body) < 1000
        assert page.final_url == page.url

    cheap(asked)
    assert len(server.asked) <= 1


@pytest.mark.parametrize("name", [name for name in ANSWERS if "packed t" in name or "zstd" in name])
def test_what_was_packed_twice_is_not_unpacked_at_all(server: Stubborn, name: str) -> None:
    """The first layers blow up and the last gives nothing: only the time would ever end it."""
    server.replies["/"] = ANSWERS[name]
    with pytest.raises(NotText, match="unpacked"):
        fetch(f"http://{ALLOWED}:{server.port}/", limits=limits(server.port))


def test_many_hostile_answers_at_once_hold_up_no_loop(server: Stubborn) -> None:
    crowd, found, before = Crowd[str](most=len(ANSWERS)), set[str](), peak()
    for name, reply in ANSWERS.items():
        path = f"/{len(server.replies)}"
        server.replies[path] = reply
        crowd.start(name, Transfer(f"http://{ALLOWED}:{server.port}{path}", limits(server.port, seconds=CUT)))
    began = time.monotonic()
    while crowd.running:
        found |= {name for name, _ in crowd.wait(0.5)}
        assert time.monotonic() - began < LATE
    crowd.close()
    assert found == set(ANSWERS)
    assert peak() - before < MEGABYTES * 1000


def test_redirects_that_drip_share_the_time_of_one_visit(server: Stubborn) -> None:
    def slowly(number: int) -> Callable[..., None]:
        def answer(connection: socket.socket) -> None:
            time.sleep(0.6)
            connection.sendall(b"HTTP/1.1 302 F\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % (number + 1))

        return answer

    for number in range(6):
        server.replies[f"/{number}"] = slowly(number)
    with pytest.raises(TimedOut):
        fetch(f"http://{ALLOWED}:{server.port}/0", limits=limits(server.port, seconds=CUT))
    assert len(server.asked) <= 2


def test_nobody_can_say_that_nothing_changed_unless_asked(server: Stubborn) -> None:
    server.replies["/"] = lambda connection: connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
    here = f"http://{ALLOWED}:{server.port}/"
    for known in (None, Known(here), Known(here + "other", '"1"')):
        with pytest.raises(HttpError):
            fetch(here, limits=limits(server.port, seconds=LATE), known=known)
    assert fetch(here, limits=limits(server.port, seconds=LATE), known=Known(here, '"1"')).status == 304


def fetched(name: str) -> Fetched:
    kind, body = PAGES[name]
    here = "http://courier.example/page"
    return Fetched(here, here, 200, {"content-type": kind}, body, ())


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_costs_the_worker_little_and_tells_nothing(name: str) -> None:
    """Pages are read in a process of their own, which is ended at its limit; hashes and marks are taken in ours."""
    page, texts = fetched(name), list[str]()

    def read() -> None:
        texts.append(from_fetched(page).whole)

    def glanced_at() -> None:
        hashes(page)
        marks(page.body, page.headers, url=page.url, final_url=page.final_url)

    before, began = peak(), time.monotonic()
    with suppress(CaptureError):
        read()
    glanced_at()
    assert time.monotonic() - began < SECONDS + 2 * LATE
    assert peak() - before < MEGABYTES * 1000
    assert all(SECRET not in text and "\x00" not in text for text in texts)
