"""The launcher, started for real: everything comes up, and everything goes, however it is ended."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from claims.demo.load import load
from claims.demo.people import ensure_people
from provenance import children, run, services
from provenance.run import CannotStart
from provenance.services import Started

ROOT = Path(__file__).parent.parent.parent
RIVER = "No solvent from the Brennick works reached the river Ostrey."
PATIENCE = 240.0
"""Seconds until a start or an end counts as failed; both take a tenth of it on an idle machine."""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder of its own, with a short name, for all starts of this file."""
    folder = Path(tempfile.mkdtemp(prefix="prov-"))
    folder.chmod(0o755)
    yield folder / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROVENANCE_DATA", str(folder / "data"))
        patch.delenv("DATABASE_URL", raising=False)
        patch.delenv("REDIS_URL", raising=False)
        services.stop(Started(postgres=True, redis=True))
    shutil.rmtree(folder)


def surroundings(data: Path) -> dict[str, str]:
    ours = {"DATABASE_URL", "REDIS_URL", "PROVENANCE_ENV", "SECRET_KEY"}
    return {**{name: value for name, value in os.environ.items() if name not in ours}, "PROVENANCE_DATA": str(data)}


class Launched:
    """A launcher that came up, with what it printed and which processes are its own."""

    def __init__(self, process: subprocess.Popen[str], said: str) -> None:
        self.process, self.said = process, said
        self.family = psutil.Process(process.pid).children(recursive=True)

    def found(self, pattern: str) -> str:
        match = re.search(pattern, self.said)
        assert match is not None, self.said
        return match[1]

    @property
    def port(self) -> int:
        return int(self.found(r"Provenance runs at http://localhost:(\d+)/"))

    @property
    def demo_port(self) -> int:
        return int(self.found(r"The demo's outlets: http://localhost:(\d+)/"))

    @property
    def token(self) -> str:
        return self.found(r"API token +(\S+)")

    def child(self, words: str) -> psutil.Process:
        """The child whose command line holds ``words``, the parent before its own children."""
        return next(process for process in self.family if words in " ".join(process.cmdline()))

    def family_has_gone(self) -> bool:
        _, alive = psutil.wait_procs(self.family, timeout=PATIENCE)
        return alive == []


@contextmanager
def launched(data: Path) -> Iterator[Launched]:
    command = [sys.executable, "-m", "provenance.run", "--port", "0", "--demo-port", "0"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=surroundings(data), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield Launched(process, heard(process))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


@contextmanager
def a_stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with us."""
    with subprocess.Popen(["sleep", "600"]) as stranger:
        try:
            yield stranger
        finally:
            stranger.kill()


def heard(process: subprocess.Popen[str]) -> str:
    """What the launcher says until it is up."""
    said, deadline = "", time.monotonic() + PATIENCE
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if "Stop everything with Ctrl-C" in line:
            return said
        assert time.monotonic() < deadline, said
    raise AssertionError(f"the launcher ended: {said}")


def get(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"localhost:{port}", **headers})
    return connection.getresponse()


def tell(port: int, page: str, state: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"page": page, "state": state})
    connection.request("POST", "/_control", body, {"Host": f"localhost:{port}", "Content-Type": "application/json"})
    assert connection.getresponse().status == 200


def statuses(up: Launched) -> dict[str, str]:
    """What the API says of each claim: the kind of its current release, by its words."""
    answer = get(up.port, "/api/v1/claims?limit=100", Authorization=f"Token {up.token}")
    return {entry["claim"]: entry["kind"] for entry in json.loads(answer.read())["results"]}


def within_a_minute(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.5)
    return False


def test_everything_comes_up_with_a_sign_in_and_ctrl_c_ends_it_and_nothing_else(data: Path) -> None:
    with a_stranger() as stranger, launched(data) as up:
        sign_in = get(up.port, "/").getheader("Location")
        assert sign_in is not None
        page = get(up.port, sign_in)
        assert page.status == 200
        assert b'name="password"' in page.read()
        answer = get(up.port, "/api/v1/claims", Authorization=f"Token {up.token}")
        assert answer.status == 200
        assert b'"corroboration"' in answer.read()
        assert get(up.demo_port, "/").status == 200
        assert {"gunicorn", "celery", "demo_site"} <= set(" ".join(" ".join(p.cmdline()) for p in up.family).split())
        assert statuses(up)[RIVER] == "published"
        tell(up.demo_port, "/story/brennick-river", "edit")
        assert within_a_minute(lambda: statuses(up)[RIVER] == "under_recheck")
        up.process.send_signal(signal.SIGINT)
        assert up.process.wait(PATIENCE) == 0
        assert up.family_has_gone()
        assert stranger.poll() is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROVENANCE_DATA", str(data))
        assert not services.postgres_runs()
        assert not services.redis_runs()


def test_a_killed_launcher_leaves_nothing_and_the_next_start_finds_the_data(data: Path) -> None:
    with launched(data) as first:
        first.process.kill()
        assert first.family_has_gone()
    with launched(data) as second:
        assert (second.token, second.demo_port) == (first.token, first.demo_port)
        # a child that ends takes everything with it, and is named
        second.child("demo_site").kill()
        assert second.process.wait(PATIENCE) == 1
        assert second.process.stdout is not None
        assert "“demo-site” ended by itself" in second.process.stdout.read()
        assert second.family_has_gone()


def test_settings_that_are_missing_are_named_before_anything_starts(tmp_path: Path) -> None:
    given = {**surroundings(tmp_path / "data"), "PROVENANCE_ENV": "production"}
    command = [sys.executable, "-m", "provenance.run"]
    done = subprocess.run(command, cwd=ROOT, env=given, text=True, capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "Set SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "postgres").exists()


def test_a_second_start_with_the_same_data_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROVENANCE_DATA", str(tmp_path))
    with run.only_one(), pytest.raises(CannotStart, match="runs already"), run.only_one(patience=0.2):
        pass
    with run.only_one(patience=0.2):
        pass


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not run.is_free(port)
        assert run.free_port(port) > port
    assert run.free_port(0) > 0


@pytest.mark.django_db
def test_the_demo_does_not_start_beside_a_stranger_on_its_port(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROVENANCE_DATA", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        load(people=ensure_people(), port=port, claims=())
        with pytest.raises(CannotStart, match=f"Port {port}.*taken by another program"):
            run.prepare(run.options_of([]))


def test_production_has_neither_demo_nor_open_private_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run.options_of([]).demo
    assert not run.options_of(["--no-demo"]).demo
    monkeypatch.setenv("PROVENANCE_ENV", "production")
    assert not run.options_of([]).demo
    monkeypatch.delenv("FETCH_PRIVATE_HOSTS", raising=False)
    assert "FETCH_PRIVATE_HOSTS" not in run.environment(None)
    assert "RECHECK_RETRY_HOURS" not in run.environment(None)
    assert "demo-site" not in run.commands(port=8000, demo_port=None)


def test_the_demo_opens_its_own_hosts_beside_those_that_were_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_PRIVATE_HOSTS", "intranet:8080")
    monkeypatch.setenv("RECHECK_DISPATCH_SECONDS", "7")
    found = run.environment(8011)
    assert found["FETCH_PRIVATE_HOSTS"].startswith("intranet:8080,")
    assert "harbour-courier.localhost:8011" in found["FETCH_PRIVATE_HOSTS"].split(",")
    assert found["RECHECK_DISPATCH_SECONDS"] == "7"


def test_a_process_that_ended_by_itself_does_not_keep_the_others_from_being_stopped(tmp_path: Path) -> None:
    stays = children.start("stays", ["sleep", "60"], logs=tmp_path, environment=os.environ)
    ended = children.start("ended", ["true"], logs=tmp_path, environment=os.environ)
    deadline = time.monotonic() + 20
    while not ended.has_ended() and time.monotonic() < deadline:
        time.sleep(0.05)
    children.stop([stays, ended])
    assert (stays.process.returncode, ended.process.returncode) == (-signal.SIGTERM, 0)
