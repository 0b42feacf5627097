"""The database dies and the broker is emptied while pages are being visited, with real processes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.restarted import DELAY, PAGES
from tests.faults.test_run import ROOT, surroundings


def test_a_database_that_dies_in_the_middle_of_visits_loses_no_link_counts_none_twice_and_hurries_no_host() -> None:
    folder = Path(tempfile.mkdtemp(prefix="prov-"))
    folder.chmod(0o755)
    given = {**surroundings(folder / "data"), "PYTHONPATH": str(ROOT), "MEDIA_ROOT": str(folder / "files")}
    try:
        command = [sys.executable, "-m", "tests.faults.restarted"]
        done = subprocess.run(command, cwd=ROOT, env=given, text=True, capture_output=True, check=False)
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-6000:]}"
        told = json.loads(done.stdout.splitlines()[-1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    assert told["checks"] == [1] * PAGES
    assert set(told["states"]) == {"alive"}
    assert told["apart"] >= DELAY
    assert told["requests"] >= PAGES + 1  # and the rules for robots
    assert told["emptied"] > 0
    assert told["ledger"]
