"""One place opens outgoing connections."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import claims

ROOT = Path(claims.__file__).parent
OPENS = {
    "socket",
    "pycurl",
    "http.client",
    "urllib.request",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "ssl",
}
MAY = {"capture/transfer.py", "capture/installation.py", "capture/canary.py"}
"""The second only looks names up; the third only listens."""


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders() -> set[str]:
    found = set()
    for path in ROOT.rglob("*.py"):
        if OPENS & set(imported(ast.parse(path.read_text()))):
            found.add(str(path.relative_to(ROOT)))
    return found


def test_only_the_guarded_visit_imports_what_opens_connections() -> None:
    assert offenders() - {"demo/site.py", "demo/tell.py"} == MAY
