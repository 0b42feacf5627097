"""Labelled passages, edited and moved at once, and traps that look so. Labelled before the matcher was asked."""

from __future__ import annotations

from tests.rechecks.anchoring_cases import (
    BOY,
    CANNERY,
    CHANGED,
    FAIR,
    FEWER,
    HOUSEHOLDS,
    LIBRARY,
    MISSING,
    RAIN,
    THEFTS,
    WATER,
    YEARLY,
    Case,
    case,
)

SOLD = "The price is 2.4 million marks, to be paid in three parts before the end of 2027."
CLOSED = "The cannery closed in 1994 and employed 310 people at its height."
LOST = "The fair lost 40,000 crowns and nearly closed for good."

BOTH: tuple[Case, ...] = (
    # --- edited and moved ---
    case(
        "both: a figure, behind its neighbour",
        CANNERY,
        CLOSED,
        CHANGED,
        (f"{CLOSED} ", ""),
        ("of last February.", "of last February. The cannery closed in 1994 and employed 370 people at its height."),
    ),
    case(
        "both: a date, to the top of its paragraph",
        FAIR,
        LOST,
        CHANGED,
        (f" {LOST}", ""),
        ("Last year heavy rain", "The fair lost 48,000 crowns and nearly closed for good. Last year heavy rain"),
    ),
    case(
        "both: a negation, into another paragraph",
        FAIR,
        BOY,
        CHANGED,
        (f" {BOY}", ""),
        ("needs a new engine.", "needs a new engine. A boy of nine broke no arm on the swing boats."),
    ),
    case(
        "both: into a paragraph of its own at the end",
        FAIR,
        BOY,
        CHANGED,
        (f" {BOY}", ""),
        after="A boy of nine broke his leg on the swing boats.",
    ),
    case(
        "both: into the lead",
        CANNERY,
        SOLD,
        CHANGED,
        (f"{SOLD} ", ""),
        (
            "a builder from Hollin.",
            "a builder from Hollin. The price is 2.8 million marks, to be paid in three parts before the end of 2027.",
        ),
    ),
    case(
        "both: German, a figure, behind its neighbour",
        WATER,
        HOUSEHOLDS,
        CHANGED,
        (f" {HOUSEHOLDS}", ""),
        (
            "abgekocht werden.",
            "abgekocht werden. Betroffen sind rund 12.000 Haushalte in den Ortsteilen Nord und Hafen.",
        ),
    ),
    case(
        "both: French, a word, into the paragraph above",
        LIBRARY,
        YEARLY,
        CHANGED,
        (f" {YEARLY}", ""),
        ("21 voix contre 8.", "21 voix contre 8. Le coût est estimé à 86 000 euros par an."),
    ),
    # --- gone, and something like it elsewhere that is not the passage ---
    case(
        "both: gone, a note tells it in other words",
        FAIR,
        BOY,
        MISSING,
        (f" {BOY}", ""),
        after="Correction: an earlier version said that a boy of nine broke his leg on the swing boats.",
    ),
    case(
        "both: gone, a teaser tells of another",
        FAIR,
        BOY,
        MISSING,
        (f" {BOY}", ""),
        after="Read more\n\nA boy of ten broke his arm on the swing boats at Dell.",
    ),
    case(
        "both: gone, a comment repeats it nearly",
        FAIR,
        RAIN,
        MISSING,
        ("Last year heavy rain kept most people away; only 6,900 tickets were sold. ", ""),
        after="Comments\n\nOle: last year heavy rain kept most people away; only 6,000 tickets were sold, remember?",
    ),
    case(
        "both: gone, another sentence of the same build",
        FAIR,
        THEFTS,
        MISSING,
        (f"{THEFTS} ", ""),
        ("for six years.", "for six years. Police counted no cars and no visitors."),
    ),
    case("both: gone, one like it stood there before", CANNERY, CLOSED, MISSING, (f"{CLOSED} ", "")),
    case(
        "both: gone, a pull quote of other words",
        FAIR,
        LOST,
        MISSING,
        (f" {LOST}", ""),
        ("\n\nPolice", "\n\n“The fair lost a lot and nearly closed for good”\n\nPolice"),
    ),
    case(
        "both: gone, French, the figure alone is elsewhere",
        LIBRARY,
        FEWER,
        MISSING,
        (" Elle rappelle que la fréquentation a baissé de 12 % en trois ans.", ""),
        after="Les prix ont augmenté de 12 % en trois ans.",
    ),
)
"""Where the passage went with other words, or did not."""
