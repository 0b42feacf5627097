"""``manage.py corrections``: what people corrected of the machine's readings, as JSON lines to mend the rules by.

Without ``--with-text`` no word of a page leaves: words stand there as their positions in the page's readable text.
Nobody who corrected is named.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.models import ReadingCorrection
from claims.reading.corrected import place_of
from claims.vocabulary import CorrectionKind

_WORDS = ("source_words", "cue", "relayed_for")
_TEXT_OF_MACHINE = ("description", "why")


class Command(BaseCommand):
    help = "Print the corrections of readings that hold as JSON lines: positions, the machine's values, the person's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--with-text", action="store_true", help="with the words of the pages and the reasons")

    def handle(self, *_args: Any, **options: Any) -> None:
        place = ("snapshot__document", "snapshot__readable", "start", "end")
        rows = ReadingCorrection.objects.select_related("snapshot__document").order_by(*place, "-id").distinct(*place)
        for row in rows.iterator(chunk_size=500):
            if row.kind != CorrectionKind.WITHDRAWN:
                line = as_json(row, with_text=options["with_text"])
                self.stdout.write(json.dumps(line, ensure_ascii=False, sort_keys=True))


def as_json(row: ReadingCorrection, *, with_text: bool) -> dict[str, Any]:
    """One correction; ``text`` is the hash of the readable text to which the positions belong."""
    person = {name: getattr(row, name) for name in ("sourcing_type", "voice", *_WORDS)}
    found: dict[str, Any] = {
        "snapshot": row.snapshot.public_id,
        "text": row.snapshot.readable_id,
        "language": row.snapshot.document.language,
        "start": row.start,
        "end": row.end,
        "kind": row.kind,
        "corrected_on": row.corrected_at.date().isoformat(),
        "machine": _values(row, row.machine, with_text=with_text) if row.machine else None,
        "person": _values(row, person, with_text=with_text) if row.kind == CorrectionKind.SOURCING else None,
    }
    return found | {"exact": row.exact, "reason": row.reason} if with_text else found


def _values(row: ReadingCorrection, values: Mapping[str, Any], *, with_text: bool) -> dict[str, Any]:
    """The values of one side; words with the place in the page at which they stand inside the statement."""
    found = {name: value for name, value in values.items() if with_text or name not in (*_WORDS, *_TEXT_OF_MACHINE)}
    for name in _WORDS:
        place = place_of(values.get(name), row.exact)
        found[f"{name}_at"] = [row.start + place[0], row.start + place[1]] if place else None
    return found
