"""Invented pages for the tests of reading."""

from __future__ import annotations

from claims.reading.read import read
from claims.reading.values import Reading, Statement
from claims.vocabulary import WarningKind

HARBOUR = """Harbour of Eastmere to close as ice grows

Tugs lie at the quay of Eastmere on Feb. 3, 2015. Photo Ada Quill

The council of Eastmere has determined that thin ice does harm, and crews are telling the port office, a person close \
to the talks said on Friday.

Asking not to be named, the person said: “What we have is thin black ice and bad moorings. Nobody wants to hear it.”

The harbour was opened in 1871. It has the country’s No. 2 dry dock.

Experts believe that the winter will be long. Sailors say it is time to leave.

Port officials see no danger and think it is “the usual winter fuss of people who do not own a boat,” the person said.

The person said it is unclear if the port office has read the letters.

© 2021, The Eastmere Lamp. All rights reserved.

Be the first to comment

Leave a Reply

This site uses Akismet to reduce spam."""


def sentence(text: str, *, before: str = "Nothing happened on the first day of the fair.") -> Statement:
    """The first statement of ``text`` as the second paragraph of a body."""
    return page(text, before=before)[0]


def page(*paragraphs: str, before: str = "Nothing happened on the first day of the fair.") -> list[Statement]:
    """The statements of the paragraphs, below a headline and a lead."""
    reading = read("\n\n".join(["A quiet week in Eastmere", before, *paragraphs]), language="en")
    start = len("A quiet week in Eastmere\n\n" + before)
    return [statement for statement in reading.statements if statement.start > start]


def kinds(reading: Reading) -> set[WarningKind]:
    return {warning.kind for warning in reading.warnings}
