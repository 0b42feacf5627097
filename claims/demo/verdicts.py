"""The scale of verdicts of the demo newsroom."""

from __future__ import annotations

from claims.recording.scales import ScaleEntry, VerdictEntry
from claims.vocabulary import Outcome

SCALE = ScaleEntry(name="Truth", worst=1, best=5)

FALSE = "False"
UNPROVEN = "Unproven"

VERDICTS = (
    VerdictEntry(text="True", meaning="All of it is so.", value=5, outcome=Outcome.NOT_FALSE),
    VerdictEntry(
        text="Mostly true",
        meaning="What matters is so; a detail is not, or is not known.",
        value=4,
        outcome=Outcome.NOT_FALSE,
    ),
    VerdictEntry(text="Half true", meaning="A part is so, another part is not: read which.", value=3, outcome=None),
    VerdictEntry(
        text="Misleading",
        meaning="The words are so; what they make one believe is not.",
        value=2,
        outcome=Outcome.FALSE,
    ),
    VerdictEntry(text=FALSE, meaning="What is claimed is not so.", value=1, outcome=Outcome.FALSE),
    VerdictEntry(
        text=UNPROVEN, meaning="What is known shows neither that it is so nor that it is not.", value=None, outcome=None
    ),
)
