"""One bad file costs at most a limit of time and memory, never the process that asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from claims.capture import bounded
from claims.capture.bounded import end_idle, page_bounded, read_bounded
from claims.capture.calls import named
from claims.capture.errors import CaptureError, Empty, NotText, TooCostly, TooLarge
from claims.capture.values import Read
from tests.capture.test_intake import BODY, PAGE

ROOT = Path(__file__).parents[2]
SLOW = ("<html><body><article>" + "<a href='/x'>the ferry left late</a> " * 100_000 + BODY).encode()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    end_idle()


def read(raw: bytes = PAGE.encode(), seconds: float = bounded.SECONDS) -> Read:
    return read_bounded("html", raw, url="https://courier.example/ferry", seconds=seconds)


def readers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "claims.capture.child" in " ".join(child.cmdline())]


def test_what_was_read_comes_back_whole() -> None:
    from claims.capture.readers import read_html

    assert read() == read_html(PAGE.encode(), "https://courier.example/ferry")


def test_the_process_stays_for_the_next_file() -> None:
    read()
    (first,) = readers()
    read()
    assert readers() == [first]


def test_a_file_that_takes_too_long_is_given_up_in_time_and_the_next_is_read() -> None:
    read()
    (first,) = readers()
    began = time.monotonic()
    with pytest.raises(TooCostly, match="takes too long"):
        read(SLOW, seconds=1)
    assert time.monotonic() - began < 3
    assert not first.is_running()
    assert read().blocks


def test_a_file_that_costs_too_much_is_too_large_to_programs() -> None:
    assert issubclass(TooCostly, TooLarge)
    assert TooCostly.code == "too_large"


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGSEGV])
def test_a_reader_that_died_while_it_waited_is_replaced(sent: signal.Signals) -> None:
    read()
    (first,) = readers()
    first.send_signal(sent)
    first.wait(5)
    assert read().blocks
    assert readers() != [first]


def test_a_reader_that_dies_at_work_costs_its_own_file_only() -> None:
    read()
    (first,) = readers()
    threading.Timer(0.5, first.kill).start()
    with pytest.raises(TooCostly):
        read(SLOW)
    assert read().blocks


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><body>" + b"<div>" * 100_000 + BODY.encode(),
        b"<html><body><p>" + b"<span>" * 250 + b"ferry " * 4000,
        b"<html><head><script type='application/ld+json'>" + b"[" * 200_000 + b"</script></head><body>" + BODY.encode(),
        b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaa'>"
        + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a;" * 10 if n == 0 else b"&a%d;" % (n - 1) * 10) for n in range(12))
        + b"]><html><body><p>&a11;</p>"
        + BODY.encode(),
        b"<html><body>" + b"<table><tr><td>" * 50_000 + BODY.encode(),
        b"<html><body><p>" + b" \n" * 1_000_000 + BODY.encode(),
    ],
    ids=["100,000 nested", "nested words", "nested data", "entities of entities", "tables", "spaces"],
)
def test_a_page_made_to_hurt_is_read_or_refused_in_a_few_seconds(raw: bytes) -> None:
    began = time.monotonic()
    with suppress(Empty, TooCostly):
        assert len(read(raw).text) < 100_000
    assert time.monotonic() - began < 8


def test_several_files_are_read_at_once_and_few_readers_stay() -> None:
    found: list[Read] = []
    threads = [threading.Thread(target=lambda: found.append(read())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(map(repr, found))) == 1
    assert len(readers()) <= 2


def test_the_reader_has_no_secrets_and_ends_with_its_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "import os, sys, time; from claims.capture.bounded import read_bounded; import psutil;"
        "read_bounded('html', sys.stdin.buffer.read());"
        "(child,) = psutil.Process().children(); print(child.pid, 'SECRET_KEY' in child.environ(), flush=True);"
        "time.sleep(60)"
    )
    monkeypatch.setenv("SECRET_KEY", "ferry")
    owner = subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1, cwd=ROOT)
    assert owner.stdin is not None
    assert owner.stdout is not None
    owner.stdin.write(PAGE.encode())
    owner.stdin.close()
    pid, told = owner.stdout.readline().split()
    child = psutil.Process(int(pid))
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    assert told == b"False"
    assert child.wait(5) in (0, None)


def test_the_reader_opens_no_connections() -> None:
    program = (
        "from claims.capture import child; child._confine(); import socket; connect = socket.socket().connect\n"
        "for call in (lambda: connect(('127.0.0.1', 9)), lambda: socket.getaddrinfo('localhost', 80)):\n"
        "    try: call()\n"
        "    except PermissionError as error: print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True).stdout
    assert said == b"files are read without a network\n" * 2


def test_a_file_over_which_a_library_stumbles_is_refused_in_words() -> None:
    with pytest.raises(NotText, match="could not be read"):
        read_bounded("no such kind", b"x")
    assert read().blocks


@pytest.mark.parametrize("name", ["os:system", "claims.capture.readers", "claims.capture.readers:parse(raw)"])
def test_nothing_but_functions_of_this_project_can_be_asked_for(name: str) -> None:
    with pytest.raises(ValueError, match="no function of this project"):
        named(name)


def test_what_another_room_reads_in_a_page_comes_back_as_plain_values() -> None:
    given = {"url": "https://courier.example/ferry", "headers": {"tdm-reservation": "1"}}
    (said,) = page_bounded("claims.rights.structured:plain_structured", PAGE.encode(), given)
    assert (said["method"], said["rules"][0]["action"]) == ("header", "tdm")


def test_a_page_without_a_tree_gives_nothing() -> None:
    assert page_bounded("claims.rights.structured:plain_structured", b"", {"url": None, "headers": {}}) is None


def test_no_character_that_a_database_refuses_comes_back_and_positions_hold() -> None:
    stated = r'{"@type": "NewsArticle", "author": "Ada\u0000 \ud800Holm \ud83d\udea2"}'
    head = f'<script type="application/ld+json">{stated}</script></head>'
    found = read(PAGE.replace('<meta name="author" content="Ada Holm">', "").replace("</head>", head).encode())
    assert found.facts.authors == ("Ada\ufffd \ufffdHolm 🚢",)
    assert found.blocks == read().blocks


def test_a_page_that_eats_memory_costs_no_more_than_allowed_and_the_next_is_read() -> None:
    with pytest.raises(CaptureError) as refused:
        read_bounded("html", b"<p a b c>x" * 3_000_000, seconds=40)
    assert isinstance(refused.value, NotText | TooCostly)
    assert read().blocks
