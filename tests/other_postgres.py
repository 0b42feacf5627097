"""Run a command against a PostgreSQL that the machine has installed, in a scratch cluster of its own.

``python -m tests.other_postgres pytest …`` starts the newest server under ``/usr/lib/postgresql`` on a private
socket, sets ``DATABASE_URL`` for the command, and removes all of it afterwards. Where the machine has none it says so
and runs nothing.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC"


def programs() -> Path | None:
    """The folder of the newest installed server's programs, or ``None``."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


def _account() -> pwd.struct_passwd:
    """The server refuses to run as root, so that root hands it to nobody."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _run(account: pwd.struct_passwd, folder: Path, *command: str) -> None:
    as_other = os.geteuid() == 0
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        user=account.pw_uid if as_other else None,
        group=account.pw_gid if as_other else None,
    )


def main(command: list[str]) -> int:
    """Exit code of the command; 0 with a sentence where no other PostgreSQL is installed."""
    found = programs()
    if found is None:
        print("NOT RUN: no other PostgreSQL is installed here (looked in /usr/lib/postgresql).")
        return 0
    account, folder = _account(), Path(tempfile.mkdtemp(prefix="prov-pg-"))
    os.chown(folder, account.pw_uid, account.pw_gid)
    data = str(folder / "data")
    try:
        _run(account, folder, str(found / "initdb"), "-D", data, "-U", "tester", "-E", "UTF8", "--auth=trust")
        options = f"{_OPTIONS} -c unix_socket_directories='{folder}'"
        log = str(folder / "log")
        _run(account, folder, str(found / "pg_ctl"), "start", "-w", "-D", data, "-l", log, "-o", options)
        url = f"postgres://tester@{quote(str(folder), safe='')}/postgres"
        print(f"PostgreSQL of {found}")
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    finally:
        if (Path(data) / "postmaster.pid").exists():
            _run(account, folder, str(found / "pg_ctl"), "stop", "-w", "-m", "immediate", "-D", data)
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
