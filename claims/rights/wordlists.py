"""The words of rights notices, a data file per language: lists of patterns, loaded once. Pure.

A notice may mix languages ("© 2025 … Alle Rechte vorbehalten. Powered by …"), so that one list holds the entries of
all languages. A file has a version of its own; ``versions`` gives the versions of them all, kept with each finding.

A list named ``t.…`` is a table of one kind of word (who acts, what is done, to what, how it is allowed). An entry of
any list stands for every combination with a table's words by its name in braces: ``{actor} may {act}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = (
    *("common", "en", "de", "fr", "es", "pt", "it", "nl", "pl", "ar", "fa", "zh"),
    *("ru", "uk", "ja", "ko", "tr", "cs", "sk", "sv", "da", "nb", "hu", "ro", "el", "fi", "id", "he", "vi", "hi"),
)
"""Files of this room's words; ``common`` holds what belongs to no language."""

NOTHING = r"(?!)"
"""A pattern that never matches: that of a list without entries."""


_TABLE = "t."
_NAMED = re.compile(r"\{(?P<table>[a-z_]+)\}")
_DEEPEST = 2
"""A table may name tables whose words are plain."""


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of patterns by name; a list that no file has is empty."""

    lists: Mapping[str, tuple[str, ...]]

    def any_of(self, name: str) -> str:
        """One pattern, without a group around it, for all entries of a list."""
        return "|".join(self.lists.get(name, ())) or NOTHING

    def regex(self, name: str) -> re.Pattern[str]:
        """A list compiled, without regard to case."""
        return re.compile(self.any_of(name), re.IGNORECASE)

    def names(self, prefix: str) -> tuple[str, ...]:
        """What follows ``prefix.`` in the names of lists, in order."""
        return tuple(name.partition(".")[2] for name in self.lists if name.startswith(f"{prefix}."))

    def plain(self, name: str) -> frozenset[str]:
        """The entries of a list of plain words."""
        return frozenset(self.lists.get(name, ()))


def _data(language: str) -> dict[str, object]:
    text = files("claims.rights").joinpath("words", f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def _lists(data: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    lists = data["lists"]
    found = {name: tuple(map(str, entries)) for name, entries in lists.items()} if isinstance(lists, dict) else {}
    tables = {name.removeprefix(_TABLE): entries for name, entries in found.items() if name.startswith(_TABLE)}
    return {
        name: tuple(_filled(entry, tables) for entry in entries)
        for name, entries in found.items()
        if not name.startswith(_TABLE)
    }


def _filled(entry: str, tables: Mapping[str, tuple[str, ...]]) -> str:
    """An entry with the words of each table that it names; ``KeyError`` for a table that its file does not have."""
    for _ in range(_DEEPEST):
        entry = _NAMED.sub(lambda named: f"(?:{'|'.join(tables[named['table']])})", entry)
    return entry


def joined(parts: Iterable[Mapping[str, tuple[str, ...]]]) -> Words:
    """Several files as one: the entries of a list in the order of the files, each once."""
    found: dict[str, tuple[str, ...]] = {}
    for part in parts:
        for name, entries in part.items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *entries)))
    return Words(found)


@cache
def words_of(*languages: str) -> Words:
    """The words of these ``LANGUAGES``."""
    return joined(_lists(_data(language)) for language in languages)


@cache
def versions() -> str:
    """The newest version of the files, as one text of at most 20 characters."""
    return str(max(int(str(_data(language)["version"])) for language in LANGUAGES))


WORDS = words_of(*LANGUAGES)
