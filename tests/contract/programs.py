"""Programs of others from npm, run as they are."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = ROOT / ".venv" / "npm" / "node_modules"


def run(script: str, *arguments: str, given: str = "") -> Any:
    """The JSON that a script of tests/contract/npm prints. Fails where the packages are not installed."""
    assert (MODULES.parent / "installed.json").exists(), "install the packages: sh tests/contract/ensure_npm.sh"
    found = subprocess.run(
        ["node", str(ROOT / "tests" / "contract" / "npm" / script), *arguments],
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "NODE_PATH": str(MODULES)},
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)
