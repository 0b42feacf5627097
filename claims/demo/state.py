"""What the pages of the demo site were told to do: a file in the data folder, so that it survives a restart."""

from __future__ import annotations

import fcntl
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from claims.demo.content import ARTICLES, DemoArticle
from claims.vocabulary import Word
from provenance import services


class PageState(Word):
    """What a page of the demo site does."""

    AS_PUBLISHED = "restore", "As published"
    EDITED = "edit", "Silently edited under a quoted passage"
    MOVED = "move", "Moved for good: 301 to another path"
    VANISHED = "vanish", "Vanished: 404"
    GONE = "gone", "Gone for good: 410"


@dataclass(frozen=True, slots=True)
class Told:
    """What a page was told, and when (UTC); ``None`` when nobody told it anything."""

    state: PageState
    since: datetime | None


_ADDRESS = re.compile(r"(?:http://)?(?:([a-z-]+\.localhost)(?::\d+)?(?=/))?(/?[^?#]*?)/?(?:[?#].*)?")


class UnknownPage(ValueError):
    """No article stands at the address; the message names those that do."""


def article_at(address: str) -> DemoArticle:
    """The article at ``address``: a whole URL, ``host/path``, a path or a slug. Raises :class:`UnknownPage`."""
    found = _ADDRESS.fullmatch(address)
    host, path = found.groups() if found else (None, "")
    for article in ARTICLES:
        here = path in (article.path, article.moved_to, article.slug)
        if here and host in (None, article.outlet.host):
            return article
    known = "\n".join(f"  {article.outlet.host}{article.path}" for article in ARTICLES)
    raise UnknownPage(f"No demo page stands at {address!r}. These do:\n{known}")


def state_path() -> Path:
    """Where the demo site of this installation keeps what its pages were told."""
    return services.home() / "demo-site.json"


class StateFile:
    """The state of all pages in one file; several processes may read and change it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, Told]:
        """What each page was told, by slug; pages that were told nothing are missing."""
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return {
            slug: Told(PageState(entry["state"]), datetime.fromisoformat(entry["since"]))
            for slug, entry in stored.items()
        }

    def of(self, article: DemoArticle) -> Told:
        """What ``article`` was told."""
        return self.read().get(article.slug, Told(PageState.AS_PUBLISHED, None))

    def tell(self, article: DemoArticle, state: PageState) -> None:
        """Tell a page what to do from now on; the file is replaced whole, so that no reader sees half of it."""
        with self._alone():
            told = {slug: {"state": t.state.value, "since": str(t.since)} for slug, t in self.read().items()}
            told[article.slug] = {"state": state.value, "since": str(datetime.now(UTC))}
            descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(told, file, indent=1, sort_keys=True)
            Path(name).replace(self.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
