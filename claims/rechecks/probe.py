"""What a site answers for an address that cannot exist, to tell a page of another text from none at all. Pure.

A probe asks for a sibling of the page that nobody ever made. It is asked for only in doubt, once a week for each host
and folder, and never beside a root address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

KEPT_FOR = timedelta(days=7)
"""How long an answer is believed."""
MOST_KEPT = 40
"""Folders of a host that are remembered, the newest ones."""
_SKETCH = 64
ALIKE, UNLIKE = 0.6, 0.25
"""Shares of equal runs of words from which, and below which, two texts are or are not the same page."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """What the absent address answered: its status (0 for none), where it led, its heading and a sketch of its text."""

    status: int
    leads_to: str | None = None
    heading: str | None = None
    sketch: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The sibling as plain JSON."""
        return {
            "status": self.status,
            "leads_to": self.leads_to,
            "heading": self.heading,
            "sketch": list(self.sketch),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sibling:
        """The reverse of :meth:`as_json`."""
        return cls(data["status"], data["leads_to"], data["heading"], tuple(data["sketch"]))


def address(url: str) -> str | None:
    """An address beside ``url`` that cannot exist, always the same one; ``None`` beside a root address."""
    parts = urlsplit(url)
    token = "zq" + hashlib.sha256(f"{parts.netloc}{folder(url)}".encode()).hexdigest()[:14]
    if parts.query:
        pairs = [(name, _absent(value, token)) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs), "")) if pairs else None
    head, _, last = parts.path.rstrip("/").rpartition("/")
    if not last:
        return None
    ending = re.search(r"\.\w{2,5}$", last)
    slash = "/" if parts.path.endswith("/") else ""
    path = f"{head}/{token}{ending.group() if ending else ''}{slash}"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _absent(value: str, token: str) -> str:
    """A value of the same kind that names nothing."""
    return str(int(token[2:], 16))[:12].rjust(12, "9") if value.isdigit() else token


def folder(url: str) -> str:
    """What siblings share: the folder, or the path with the names of its query."""
    parts = urlsplit(url)
    if parts.query:
        return f"{parts.path}?{'&'.join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))}"
    return parts.path.rstrip("/").rpartition("/")[0] + "/"


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's runs of three words: enough to estimate how alike two texts are (Broder 1997)."""
    words = text.lower().split()
    runs = {" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))} if words else set()
    hashes = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=6).digest()) for run in runs)
    return tuple(sorted(hashes)[:_SKETCH])


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """An estimate of the share of runs that two texts have in common, 0 to 1."""
    if not one or not other:
        return 1.0 if one == other else 0.0
    smallest = sorted({*one, *other})[:_SKETCH]
    return len(set(smallest) & set(one) & set(other)) / len(smallest)


def tells(sibling: Sibling, *, heading: str | None, text: str) -> bool | None:
    """Whether the page is what the site answers for absent addresses; ``False``: it is not; ``None``: cannot tell.

    The page answered well and did not lead elsewhere. A site that says of absent addresses that they are absent, or
    sends them elsewhere, would have done so here.
    """
    if sibling.status in (404, 410) or sibling.leads_to is not None:
        return False
    if sibling.status not in (200, 203):
        return None
    alike = likeness(sketch(text), sibling.sketch)
    if alike >= ALIKE or (heading is not None and heading == sibling.heading):
        return True
    return False if alike < UNLIKE and heading != sibling.heading and sibling.sketch else None
