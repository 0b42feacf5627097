"""An article of our own for the pages' tests, and small readers of answers."""

from __future__ import annotations

from html import unescape

from claims.capture.intake import from_text
from claims.models import Snapshot, User
from claims.recording.documents import take_in

ARTICLE = """Two ferries stay in port after engine trouble

Two of the three engines of the ferry Marta failed on Monday, a person familiar with the repairs said.

“We ran on one engine for an hour,” the person said, asking not to be named because the company forbids interviews.

Harbour Board spokeswoman Ida Lund said the board had ordered an inspection.

The Marta was built in 1998.
"""
ARTICLE += (
    "\n© 2024 Harbour Courier. All rights reserved. Excerpts and links may be used, provided that full and clear "
    "credit is given to Harbour Courier with specific direction to the original content.\n"
)

UNNAMED = "Two of the three engines of the ferry Marta failed on Monday, a person familiar with the repairs said."


def an_article(user: User, text: str = ARTICLE) -> Snapshot:
    return take_in(captured=from_text(text), actor=user)


def log_address(snapshot: Snapshot, words: str = UNNAMED) -> str:
    start = snapshot.readable.text.index(words)
    return f"/snapshots/{snapshot.public_id}/log/?start={start}&end={start + len(words)}"


def value_of(page: str, name: str) -> str:
    """What stands in the text area or input ``name`` of a page."""
    for part in page.split(f'name="{name}"')[1:]:
        tag, _, rest = part.partition(">")
        if page.split(f'name="{name}"')[0].rsplit("<", 1)[1].startswith("textarea"):
            return unescape(rest.partition("</textarea>")[0]).strip()
        return unescape(tag.partition('value="')[2].partition('"')[0])
    raise AssertionError(f"no field {name}")
