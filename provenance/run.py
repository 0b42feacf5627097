"""``python -m provenance.run``: everything at once, from servers to site. Ctrl-C stops all of it and nothing else.

In development it loads the demo newsroom and serves the demo site; in production (``PROVENANCE_ENV``) neither.
"""

from __future__ import annotations

import argparse
import fcntl
import http.client
import os
import shlex
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TextIO

from provenance import children, services
from provenance.children import Child

LOOPBACK = "127.0.0.1"
WEB_PORT = 8000
TRIES = 50
"""Ports that are tried, one after the other, before giving up."""
DEMO_SETTINGS = {
    "RECHECK_DISPATCH_SECONDS": "5",
    "DRAIN_SECONDS": "5",
    "RECHECK_RETRY_HOURS": "0.003,0.006,0.009",  # about 10, 20 and 30 seconds
}
"""How often the clock looks, and when a failing page counts as dead: in the demo while one waits, not in a day."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CannotStart(RuntimeError):
    """The start has to be given up; the message says what to do."""


class _Stopped(BaseException):
    """Somebody asked us to stop."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for; ``demo`` is off in production."""

    port: int
    demo_port: int | None
    demo: bool


def options_of(arguments: list[str]) -> Options:
    """Read the command line; ends the process with a message when it makes no sense."""
    parser = argparse.ArgumentParser(prog="python -m provenance.run", description="Start everything; Ctrl-C stops it.")
    parser.add_argument("--port", type=int, default=WEB_PORT, help="of the site; the next free one is taken (0: any)")
    parser.add_argument("--demo-port", type=int, help="of the demo site, at the first start")
    parser.add_argument("--no-demo", action="store_true", help="neither demo newsroom nor demo site")
    given = parser.parse_args(arguments)
    production = os.environ.get("PROVENANCE_ENV") == "production"
    return Options(given.port, given.demo_port, demo=not (given.no_demo or production))


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of loopback."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port(wanted: int) -> int:
    """``wanted``, or the next free port after it; any free one for 0. Raises :class:`CannotStart`."""
    if wanted == 0:
        with socket.socket() as trial:
            trial.bind((LOOPBACK, 0))
            return int(trial.getsockname()[1])
    found = next((port for port in range(wanted, min(wanted + TRIES, 65536)) if is_free(port)), None)
    if found is None:
        raise CannotStart(f"No port from {wanted} on is free: choose another with --port.")
    return found


@contextmanager
def only_one(patience: float = 60.0) -> Iterator[int]:
    """Hold the data folder for one start; gives the descriptor of the lock, which our children inherit.

    So the folder is free again only when the children of a killed start are gone too. Raises :class:`CannotStart`.
    """
    services.home().mkdir(parents=True, exist_ok=True)
    with (services.home() / "run.lock").open("w") as lock:
        deadline = time.monotonic() + patience
        if not _locked(lock):
            print("Waiting for an earlier start to end …", flush=True)  # noqa: T201 - for whoever started us
        while not _locked(lock):
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Provenance runs already with the data in {services.home()}: stop it first,"
                    " or set PROVENANCE_DATA to another folder."
                )
            time.sleep(0.1)
        yield lock.fileno()


def _locked(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def configure() -> None:
    """Read the settings, before anything is started. Raises :class:`CannotStart` with what is wrong in them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotStart(str(error)) from None


def prepare(options: Options) -> int | None:
    """Migrate, collect static files, load the demo; returns the port of the demo site, if there is to be one."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    print("Preparing the database …", flush=True)  # noqa: T201 - for whoever started us
    call_command("migrate", verbosity=0, interactive=False)
    if settings.STATIC_ROOT:
        call_command("collectstatic", verbosity=0, interactive=False)
    port = _load_demo(options.demo_port) if options.demo else None
    connections.close_all()
    return port


def _load_demo(wanted: int | None) -> int:
    from django.core.management import call_command

    from claims.demo.load import loaded_port
    from claims.demo.site import DEFAULT_PORT

    standing = loaded_port()
    port = free_port(DEFAULT_PORT if wanted is None else wanted) if standing is None else standing
    if not is_free(port):
        raise CannotStart(
            f"Port {port}, where the demo's articles stand, is taken by another program. Free it, set PROVENANCE_DATA"
            " to another folder, or start with --no-demo."
        )
    if standing is None:
        print("Loading the demo newsroom …", flush=True)  # noqa: T201 - for whoever started us
    call_command("load_demo", port=port, verbosity=0)
    return port


def environment(demo_port: int | None) -> dict[str, str]:
    """The environment of our children: with the demo, its hosts may be visited, and soon."""
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "provenance.settings", "PYTHONUNBUFFERED": "1"}
    if demo_port is not None:
        from claims.demo.site import hosts

        given = [os.environ["FETCH_PRIVATE_HOSTS"]] if os.environ.get("FETCH_PRIVATE_HOSTS") else []
        found["FETCH_PRIVATE_HOSTS"] = ",".join([*given, *hosts(demo_port)])
        found = {**DEMO_SETTINGS, **found}
    return found


def commands(*, port: int, demo_port: int | None) -> dict[str, list[str]]:
    """What runs, by name: the demo site if there is one, site, worker, clock.

    They end in the reverse order, so that no visit of the worker finds the demo site gone.
    """
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "provenance"]
    manage = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py")]
    web = ["gunicorn", "provenance.wsgi", "--bind", f"{LOOPBACK}:{port}", "--workers", "2", "--threads", "4"]
    found = {
        "web": [*python, *web, "--no-control-socket", "--access-logfile", "-"],
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2", "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", "", "-s", str(services.home() / "beat")],
    }
    if demo_port is None:
        return found
    return {"demo-site": [*manage, "demo_site", "--port", str(demo_port)], **found}


def answers(port: int) -> bool:
    """Whether a site on this port of loopback answers with anything but an error of its own."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=15)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _check(running: list[Child]) -> None:
    ended = next((child for child in running if child.has_ended()), None)
    if ended is not None:
        raise CannotStart(
            f"The process “{ended.name}” ended by itself, so everything is stopped. The end of {ended.log}:\n"
            f"{ended.last_words()}"
        )


def wait_until_up(running: list[Child], ports: list[int], patience: float = 60.0) -> None:
    """Return when all sites answer. Raises :class:`CannotStart` when a child ends before, or none answers in time."""
    deadline = time.monotonic() + patience
    waiting = list(ports)
    while waiting:
        _check(running)
        waiting = [port for port in waiting if not answers(port)]
        if waiting and time.monotonic() > deadline:
            raise CannotStart(f"The site on port {waiting[0]} does not answer; see the logs in {running[0].log.parent}")
        time.sleep(0.1)


def greeting(*, port: int, demo_port: int | None, logs: Path) -> str:
    """What a person needs to know now: where everything is, how to sign in, how to stop."""
    site = f"http://localhost:{port}"
    lines = ["", f"Provenance runs at {site}/", ""]
    if demo_port is not None:
        lines += [*_sign_in_lines(site), "", *_demo_site_lines(demo_port), ""]
    else:
        lines += ["Add people with: python manage.py person NAME --role editor", ""]
    return "\n".join([*lines, f"Logs: {logs}", "Stop everything with Ctrl-C. Starting again keeps the data.", ""])


def _sign_in_lines(site: str) -> list[str]:
    from claims.demo.people import read_sign_ins

    kept = read_sign_ins()
    if kept is None:
        return []
    return [
        f"  fact-checker  ada    {kept.passwords['ada']}    (a second one: ben    {kept.passwords['ben']})",
        f"  editor        edith  {kept.passwords['edith']}    (a second one: emil   {kept.passwords['emil']})",
        f"  API token     {kept.token}",
        f'                curl -H "Authorization: Token {kept.token}" {site}/api/v1/claims',
    ]


def _demo_site_lines(port: int) -> list[str]:
    from claims.demo.content import BY_SLUG

    pages = [f"{BY_SLUG[slug].outlet.host}{BY_SLUG[slug].path}" for slug in ("brennick-river", "sanderling-log")]
    data = os.environ.get("PROVENANCE_DATA")
    tell = f"{os.path.relpath(sys.executable)} manage.py demo_site tell"
    tell = f"PROVENANCE_DATA={shlex.quote(data)} {tell}" if data else tell
    return [
        f"The demo's outlets: http://localhost:{port}/ Make one of their pages change, move, vanish or come back:",
        f"  {tell} {pages[0]} edit",
        f"  {tell} {pages[1]} move     (or vanish, gone, restore)",
        "The finding is there within a minute: while the demo runs, a failing page counts as dead after half a minute,",
        "not after a day.",
    ]


def serve(options: Options, lock: int) -> None:
    """Start everything and watch over it until somebody asks us to stop, or a child ends."""
    demo_port = prepare(options)
    port = free_port(options.port)
    logs = services.home() / "logs"
    logs.mkdir(exist_ok=True)
    running: list[Child] = []
    surroundings = environment(demo_port)
    try:
        for name, command in commands(port=port, demo_port=demo_port).items():
            running.append(children.start(name, command, logs=logs, environment=surroundings, keep_open=[lock]))
        wait_until_up(running, [port, *([demo_port] if demo_port is not None else [])])
        print(greeting(port=port, demo_port=demo_port, logs=logs), flush=True)  # noqa: T201 - for whoever started us
        while True:
            _check(running)
            time.sleep(0.3)
    finally:
        _hear_no_more()
        children.stop(running)


def _hear_no_more() -> None:
    """Stopping takes seconds, and has to be finished: who presses Ctrl-C again waits all the same."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _ask_to_stop(_number: int, _frame: FrameType | None) -> None:
    _hear_no_more()
    raise _Stopped


def main(arguments: list[str]) -> int:
    """Start everything, and return 0 when asked to stop, 1 when something went wrong."""
    options = options_of(arguments)
    for number in _SIGNALS:
        signal.signal(number, _ask_to_stop)
    print("Starting the servers …", flush=True)  # noqa: T201 - for whoever started us
    try:
        configure()
        with only_one() as lock, services.running():
            serve(options, lock)
    except _Stopped:
        print("Stopped.", flush=True)  # noqa: T201 - for whoever started us
        return 0
    except (CannotStart, services.ServiceError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - for whoever started us
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
