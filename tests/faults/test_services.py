"""The embedded servers: started once, found again after a kill, stopped alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from provenance import services
from provenance.services import Started


@pytest.fixture
def data_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with a short name, emptied of servers afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="prov-"))
    folder.chmod(0o755)
    monkeypatch.setenv("PROVENANCE_DATA", str(folder / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    yield folder / "data"
    services.stop(Started(postgres=True, redis=True))
    shutil.rmtree(folder)


def in_database(statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(services.database_url())
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


def test_addresses_are_known_without_starting_anything(data_folder: Path) -> None:
    assert services.database_url().startswith("postgres://")
    assert services.redis_url().endswith("redis.sock")
    assert not data_folder.exists()


def test_configured_servers_are_never_replaced(monkeypatch: pytest.MonkeyPatch, data_folder: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    assert services.ensure_started() == Started(postgres=False, redis=False)
    assert (services.database_url(), services.broker_url()) == ("postgres://elsewhere/db", "redis://elsewhere")
    assert not data_folder.exists()


def test_servers_outlive_a_killed_parent_and_are_found_again_with_their_data(data_folder: Path) -> None:
    script = "from provenance import services as s; import time; print(s.ensure_started(), flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline().strip() == "Started(postgres=True, redis=True)"
        in_database("CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(parent.pid, signal.SIGKILL)
    assert services.ensure_started() == Started(postgres=False, redis=False)
    assert in_database("SELECT number FROM kept") == [(7,)]


def test_stopping_touches_only_what_was_started_and_data_stay(data_folder: Path) -> None:
    first = services.ensure_started()
    in_database("CREATE TABLE kept AS SELECT 7 AS number")
    services.stop(services.ensure_started())
    assert services.postgres_runs()
    assert services.redis_runs()
    services.stop(first)
    assert not services.postgres_runs()
    assert not services.redis_runs()
    assert services.ensure_started() == Started(postgres=True, redis=True)
    assert in_database("SELECT number FROM kept") == [(7,)]


def test_a_process_that_only_bears_the_recorded_number_is_not_stopped(data_folder: Path) -> None:
    services.stop(services.ensure_started(durable=False))
    with subprocess.Popen(["sleep", "60"]) as stranger:
        (data_folder / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{data_folder / 'postgres'}\n")
        services.stop(Started(postgres=True, redis=True))
        assert stranger.poll() is None
        stranger.kill()
    (data_folder / "postgres" / "postmaster.pid").unlink()


def test_a_recorded_number_that_another_program_has_since_does_not_lock_the_folder(data_folder: Path) -> None:
    services.stop(services.ensure_started(durable=False))
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
        (data_folder / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{data_folder / 'postgres'}\n")
        assert services.ensure_started(durable=False).postgres
        assert stranger.poll() is None
        stranger.kill()
    assert in_database("SELECT 1") == [(1,)]


def test_a_killed_database_is_started_again_as_soon_as_its_last_process_is_gone(data_folder: Path) -> None:
    services.ensure_started(durable=False)
    connection = psycopg2.connect(services.database_url())
    held = connection.info.backend_pid
    killed = int((data_folder / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(held, signal.SIGSTOP)
    os.kill(killed, signal.SIGKILL)
    later = threading.Timer(2.0, os.kill, (held, signal.SIGCONT))
    later.start()
    assert services.ensure_started(durable=False).postgres
    assert not later.is_alive()
    assert in_database("SELECT 1") == [(1,)]


def test_folders_that_existed_keep_their_permissions(data_folder: Path) -> None:
    parents = [data_folder.parent, *data_folder.parent.parents]
    before = [parent.stat().st_mode for parent in parents]
    services.ensure_started(durable=False)
    assert [parent.stat().st_mode for parent in parents] == before
    private = [data_folder / name for name in ("run", "postgres", "redis")]
    assert [folder.stat().st_mode & 0o077 for folder in private] == [0, 0, 0]


def test_a_name_too_long_for_a_socket_is_refused_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("PROVENANCE_DATA", str(tmp_path / ("long" * 30)))
    with pytest.raises(services.ServiceError, match="PROVENANCE_DATA"):
        services.ensure_started()
    assert list(tmp_path.iterdir()) == []


def test_the_last_of_several_users_stops_the_servers(data_folder: Path) -> None:
    with services.running(durable=False):
        with services.running(durable=False):
            assert services.postgres_runs()
        assert services.postgres_runs()
    assert not services.postgres_runs()
    assert not services.redis_runs()


def test_a_killed_user_does_not_count_as_one(data_folder: Path) -> None:
    script = (
        "import time; from provenance.services import running\nwith running(): print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "up\n"
        other.kill()
    with services.running(durable=False):
        assert services.postgres_runs()
    assert not services.postgres_runs()
