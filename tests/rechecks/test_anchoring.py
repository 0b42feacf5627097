"""Labelled cases of a passage in a new text. Traps must never be called found or moved."""

from __future__ import annotations

import random
import time

import pytest

from claims.rechecks.anchoring import Anchored, Watched, anchor
from claims.rechecks.folding import Ground
from claims.vocabulary import PassageOutcome

FOUND, MOVED, CHANGED, MISSING = (
    PassageOutcome.FOUND,
    PassageOutcome.MOVED,
    PassageOutcome.CHANGED,
    PassageOutcome.MISSING,
)
HEAD = "Varnish works lets solvent into the Brennick"
LEAD = "A varnish works above Lower Brennick let solvent into the river for two nights, the district said on Monday."
LEAK = (
    "Inspectors found a cracked valve behind the mixing hall. The works released 40 tonnes of solvent into the river "
    "on 3 May, the district council said. Nobody noticed until a farmer saw dead trout."
)
QUOTE = (
    "“We closed the valve within the hour,” said Ines Calder, who runs the works. “No drinking water was ever at risk.”"
)
TOWN = (
    "Lower Brennick draws its water from two wells on the far bank. The mayor asked for daily samples until the end "
    "of June."
)
COURT = "The district can fine the owner up to 90,000 crowns. A hearing is planned for the autumn."
OLD = "\n\n".join([HEAD, LEAD, LEAK, QUOTE, TOWN, COURT])
TONNES = "The works released 40 tonnes of solvent into the river on 3 May, the district council said."
RISK = "“No drinking water was ever at risk.”"
SHORT = "40 tonnes"
MAYOR = "The mayor asked for daily samples until the end of June."
SOLVENT = Ground.of(OLD)


def watched(exact: str, text: str = OLD) -> Watched:
    return Watched(exact=exact, start=text.index(exact), old=Ground.of(text))


def outcome(exact: str, new: str, old: str = OLD) -> PassageOutcome:
    return anchor(watched(exact, old), Ground.of(new)).outcome


def swap(old: str, new: str, text: str = OLD) -> str:
    assert old in text
    return text.replace(old, new)


EDITED = swap("40 tonnes", "4 tonnes")
NOTE = "Correction: an earlier version of this article said the works released 40 tonnes of solvent into the river."
FULL_NOTE = f"An earlier version of this article read: {TONNES}"
PADDING = "\n\n".join(
    f"Subscribers wrote {n} letters about the bus to the northern quay and its odd hours." for n in range(9)
)

INTACT = {
    "nothing changed": (TONNES, OLD),
    "short, nothing changed": (SHORT, OLD),
    "quotes straightened": (RISK, swap("“", '"').replace("”", '"')),
    "quotes of another house": (RISK, OLD.replace("“", "«").replace("”", "»")),
    "dashes and spaces": (LEAD, OLD.replace(" ", " \u00a0 ")),
    "soft hyphens": (TONNES, swap("solvent", "sol\u00advent")),
    "zero-width characters": (TONNES, swap("council", "coun\u200bcil")),
    "ligatures": ("A hearing is planned for the autumn.", swap("planned for", "planned for")),
    "capital letters": (HEAD, swap(HEAD, HEAD.upper())),
    "paragraphs joined": (TONNES, OLD.replace("\n\n", " ")),
    "a paragraph a sentence": (TONNES, OLD.replace(". ", ".\n\n")),
    "a paragraph put before": (TONNES, swap(LEAK, f"{PADDING}\n\n{LEAK}")),
    "a long text put on top": (TONNES, f"{PADDING}\n\n{OLD}"),
    "the text cut behind": (TONNES, OLD[: OLD.index(QUOTE)]),
    "sentence before edited": (TONNES, swap("a cracked valve behind the mixing hall", "a worn valve near the hall")),
    "sentence after edited": (
        TONNES,
        swap("Nobody noticed until a farmer saw dead trout.", "A farmer saw dead trout."),
    ),
    "sentence after deleted": (TONNES, swap(" Nobody noticed until a farmer saw dead trout.", "")),
    "a correction of something else": (TONNES, f"{OLD}\n\nCorrection: the hearing is in autumn, not in summer."),
    "updated, it says, in the same line": (TONNES, swap("dead trout.", "dead trout. This story has been updated.")),
    "the passage repeated in a teaser": (TONNES, f"{OLD}\n\nRead more\n\n{TONNES}"),
    "the passage repeated as a pull quote": (TONNES, swap(QUOTE, f"{TONNES}\n\n{QUOTE}")),
    "a paraphrase put beside": (TONNES, f"{OLD}\n\nThe works let 40 tonnes of solvent go, the council has said."),
    "short, paragraph before edited": (SHORT, swap(LEAD, "For two nights solvent ran into the river.")),
    "the first words of the page": (HEAD, f"{OLD}\n\nMore text at the end of the page, of no interest."),
    "the last words of the page": ("A hearing is planned for the autumn.", f"{OLD}"),
    "dots for an ellipsis": ("It was … quiet.", "He waited by the pier. It was ... quiet. Then the horn blew."),
}
INTACT_OLD = {"dots for an ellipsis": "He waited by the pier. It was … quiet. Then the horn blew."}


@pytest.mark.parametrize("case", INTACT)
def test_the_same_words_in_the_same_place_are_found(case: str) -> None:
    exact, new = INTACT[case]
    assert outcome(exact, new, INTACT_OLD.get(case, OLD)) is FOUND


TRAPS: dict[str, tuple[str, str, PassageOutcome]] = {
    # in place edited, the old wording standing elsewhere
    "edited, note at the end": (TONNES, f"{EDITED}\n\n{NOTE}", CHANGED),
    "edited, note on top": (TONNES, f"{NOTE}\n\n{EDITED}", CHANGED),
    "edited, note with every word": (TONNES, f"{EDITED}\n\n{FULL_NOTE}", CHANGED),
    "edited, note with every word on top": (TONNES, f"{FULL_NOTE}\n\n{EDITED}", CHANGED),
    "edited, note right behind": (TONNES, swap("dead trout.", f"dead trout. {FULL_NOTE}", EDITED), CHANGED),
    "edited, note in the next sentence": (TONNES, swap("council said.", f"council said. {FULL_NOTE}", EDITED), CHANGED),
    "edited, note in brackets before": (TONNES, swap("mixing hall.", f"mixing hall. [{FULL_NOTE}]", EDITED), CHANGED),
    "edited, note in the line above": (TONNES, swap(LEAK[:20], f"{FULL_NOTE}\n\n{LEAK[:20]}", EDITED), CHANGED),
    "edited, pull quote before": (TONNES, swap(LEAK[:20], f"{TONNES}\n\n{LEAK[:20]}", EDITED), CHANGED),
    "edited, pull quote behind": (TONNES, swap("dead trout.", f"dead trout.\n\n{TONNES}", EDITED), CHANGED),
    "edited, pull quote further on": (TONNES, swap(COURT, f"{TONNES}\n\n{COURT}", EDITED), CHANGED),
    "edited, teaser": (TONNES, f"{EDITED}\n\nRelated\n\n{TONNES}", CHANGED),
    "edited, comment": (TONNES, f"{EDITED}\n\n2 comments\n\nOtto: “{TONNES}” Really?", CHANGED),
    "edited, comment without a heading": (TONNES, f"{EDITED}\n\nOtto writes: {TONNES} I do not believe it.", CHANGED),
    "short, edited, note": (SHORT, f"{EDITED}\n\n{NOTE}", CHANGED),
    "short, edited, note on top": (SHORT, f"{NOTE}\n\n{EDITED}", CHANGED),
    "short, edited, teaser": (SHORT, f"{EDITED}\n\nRead more: 40 tonnes of solvent in the Brennick", CHANGED),
    # in place deleted
    "deleted": (TONNES, swap(f" {TONNES}", ""), MISSING),
    "deleted, note": (TONNES, swap(f" {TONNES}", "") + f"\n\n{NOTE}", MISSING),
    "deleted, note with every word": (TONNES, swap(f" {TONNES}", "") + f"\n\n{FULL_NOTE}", MISSING),
    "deleted, note in its place": (TONNES, swap(TONNES, FULL_NOTE), MISSING),
    "deleted, comment": (TONNES, swap(f" {TONNES}", "") + f"\n\nOtto writes: {TONNES} A shame.", MISSING),
    "deleted, teaser": (TONNES, swap(f" {TONNES}", "") + f"\n\nMore on this\n\n{TONNES}", MISSING),
    "deleted, pull quote": (TONNES, swap(f" {TONNES}", "").replace(COURT, f"{TONNES}\n\n{COURT}"), MISSING),
    "short, deleted, stands elsewhere": (
        SHORT,
        swap("40 tonnes of solvent", "solvent") + "\n\nIt cost 40 tonnes.",
        MISSING,
    ),
    "paragraph deleted": (TONNES, swap(f"{LEAK}\n\n", ""), MISSING),
    "another article": (TONNES, PADDING, MISSING),
    "another article that quotes it": (TONNES, f"{PADDING}\n\nAs they put it: {TONNES}\n\n{PADDING}", MISSING),
    # one word of weight
    "figure": (TONNES, EDITED, CHANGED),
    "figure, a digit": (TONNES, swap("40 tonnes", "41 tonnes"), CHANGED),
    "figure, a comma": ("The district can fine the owner up to 90,000 crowns.", swap("90,000", "900,00"), CHANGED),
    "unit": (TONNES, swap("40 tonnes", "40 kilograms"), CHANGED),
    "negation": (TONNES, swap("released 40 tonnes of solvent", "released no solvent"), CHANGED),
    "negation, one word": (TONNES, swap("works released", "works never released"), CHANGED),
    "negation taken away": (RISK, swap("No drinking water was ever", "Drinking water was"), CHANGED),
    "name": (TONNES, swap("the district council said", "the county council said"), CHANGED),
    "date": (TONNES, swap("on 3 May", "on 5 May"), CHANGED),
    "month": (TONNES, swap("on 3 May", "on 3 March"), CHANGED),
    "sign": ("It was -5 degrees.", "At the quay it snowed. It was 5 degrees. The ferry waited.", CHANGED),
    "power": ("It covers 10² hectares.", "They drained the fen. It covers 102 hectares. Cranes left.", CHANGED),
    "meaning reversed in front": (TONNES, swap("The works released", "It is untrue that the works released"), CHANGED),
    "quotation marks taken away": (
        RISK,
        swap("“No drinking water was ever at risk.”", "No drinking water was ever at risk."),
        CHANGED,
    ),
    "short: figure": (SHORT, EDITED, CHANGED),
    "short: other words": (SHORT, swap("40 tonnes", "a few drums"), CHANGED),
    "softened": (TONNES, swap("released 40 tonnes", "may have released up to 40 tonnes"), CHANGED),
    "rewritten in place": (MAYOR, swap(MAYOR, "The mayor wants samples every day until June ends."), CHANGED),
    "headline": (HEAD, swap(HEAD, "Varnish works lets paint into the Brennick"), CHANGED),
    "edited with its surroundings": (
        TONNES,
        swap("a cracked valve", "a loose valve", EDITED).replace("saw dead trout", "found dead fish"),
        CHANGED,
    ),
}
TRAP_OLD = {
    "sign": "At the quay it snowed. It was -5 degrees. The ferry waited.",
    "power": "They drained the fen. It covers 10² hectares. Cranes left.",
}


@pytest.mark.parametrize("case", TRAPS)
def test_no_trap_is_called_intact(case: str) -> None:
    exact, new, expected = TRAPS[case]
    assert outcome(exact, new, TRAP_OLD.get(case, OLD)) is expected


MOVES = {
    "sentence to another paragraph": (TONNES, swap(f" {TONNES}", "").replace(TOWN, f"{TOWN} {TONNES}")),
    "paragraph to the end": (MAYOR, swap(f"{TOWN}\n\n", "") + f"\n\n{TOWN}"),
    "quotation to the top": (QUOTE, swap(f"{QUOTE}\n\n", "").replace(LEAD, f"{QUOTE}\n\n{LEAD}")),
}


@pytest.mark.parametrize("case", MOVES)
def test_words_that_moved_with_the_article_around_them_are_not_lost(case: str) -> None:
    exact, new = MOVES[case]
    assert outcome(exact, new) in (MOVED, FOUND)


TWO = (
    "Ferry log\n\nOn Monday the crew met at the pier. Two of three engines failed. The captain turned back to Ostrey."
    "\n\nOn Friday the sea was calm and blue. Two of three engines failed. Tugs brought the ship in by noon."
    "\n\nOn Sunday nobody sailed. The owner kept silent and the port was shut."
)
ENGINES = "Two of three engines failed."


def test_of_several_equal_ones_the_one_in_its_place_is_meant() -> None:
    first_edited = TWO.replace(ENGINES, "One of three engines failed.", 1)
    second = TWO.rindex(ENGINES)
    ground, old = Ground.of(first_edited), Ground.of(TWO)
    edited = anchor(Watched(exact=ENGINES, start=TWO.index(ENGINES), old=old), ground)
    assert (edited.outcome, edited.text) == (CHANGED, "One of three engines failed.")
    kept = anchor(Watched(exact=ENGINES, start=second, old=old), ground)
    assert (kept.outcome, kept.start) == (FOUND, first_edited.index(ENGINES))


def test_of_several_equal_ones_a_deleted_one_is_missing() -> None:
    without = TWO.replace(f" {ENGINES}", "", 1)
    assert anchor(Watched(exact=ENGINES, start=TWO.index(ENGINES), old=Ground.of(TWO)), Ground.of(without)).outcome is (
        MISSING
    )


def test_a_sentence_deleted_beside_its_look_alike_is_missing() -> None:
    first = "Plant one released 40 tonnes of solvent in March."
    second = "Plant two released 35 tonnes of solvent in April."
    old = f"The report lists all of it. {first} {second} The state prosecutor has opened a case."
    assert outcome(first, old.replace(f"{first} ", ""), old) is MISSING
    assert outcome(second, old.replace(f"{second} ", ""), old) is MISSING


def test_a_headline_whose_words_now_stand_in_a_caption_is_not_found() -> None:
    old = Ground.of(OLD, [("headline", 0, len(HEAD)), ("paragraph", len(HEAD) + 2, len(OLD))])
    new_text = f"{OLD[len(HEAD) + 2 :]}\n\n{HEAD}"
    new = Ground.of(
        new_text, [("paragraph", 0, len(new_text) - len(HEAD)), ("caption", len(new_text) - len(HEAD), len(new_text))]
    )
    assert anchor(Watched(exact=HEAD, start=0, old=old), new).outcome is MISSING


def test_without_the_old_text_prefix_and_suffix_decide() -> None:
    at = OLD.index(TONNES)
    plain = Watched(exact=TONNES, prefix=OLD[at - 64 : at], suffix=OLD[at + len(TONNES) :][:64], start=at)
    assert anchor(plain, Ground.of(f"{PADDING}\n\n{OLD}")).outcome is FOUND
    assert anchor(plain, Ground.of(f"{EDITED}\n\n{FULL_NOTE}")).outcome is CHANGED


def test_a_passage_that_begins_inside_a_word_is_compared_by_whole_words() -> None:
    exact = "onnes of solvent into the ri"
    assert outcome(exact, OLD) is FOUND
    assert outcome(exact, swap("into the river on", "into the rivulet on")) is CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "该公司周一表示，工厂释放了四十吨溶剂。市长要求每天取样。",
            "该公司周一表示，工厂释放了四吨溶剂。市长要求每天取样。",
        ),
        (
            "قال المجلس إن المصنع أطلق أربعين طنا من المذيبات في النهر.",
            "قال المجلس إن المصنع أطلق أربعة أطنان من المذيبات في النهر.",
        ),
    ],
)
def test_other_scripts_are_compared_too(old: str, new: str) -> None:
    assert outcome(old, old, old) is FOUND
    assert outcome(old, new, old) is CHANGED


def test_a_change_says_what_stands_there_how_alike_and_what_differs() -> None:
    found = anchor(watched(TONNES), Ground.of(EDITED))
    assert found.text == TONNES.replace("40", "4")
    assert found.start is not None
    assert EDITED[found.start : found.end] == found.text
    assert 0.8 < found.score < 1
    assert found.differs == ("figure",)
    released_none = anchor(watched(TONNES), Ground.of(swap("released 40 tonnes", "did not release 40 kilos")))
    assert set(released_none.differs) == {"unit", "negation"}


def test_an_empty_page_or_passage_is_missing_and_no_error() -> None:
    assert anchor(watched(TONNES), Ground.of("")) == Anchored(MISSING)
    assert anchor(Watched(exact=" \u200b"), Ground.of(OLD)).outcome is MISSING


HOSTILE = {
    "one word": "a " * 50_000,
    "two words": " ".join(random.Random(1).choices("ab", k=50_000)),
    "the passage over and over": f"{TONNES} " * 1100,
    "near the passage over and over": f"{TONNES.replace('40', '41')} " * 1100,
    "no spaces": "x" * 100_000,
    "marks": "“”" * 50_000,
    "spaces": " " * 100_000 + "end",
    "an article": "\n\n".join(f"{OLD} {n}" for n in range(130)),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("exact", [TONNES, "a " * 2000, " ".join(random.Random(2).choices("ab", k=1500)), OLD])
def test_no_page_of_100_000_characters_takes_long(name: str, exact: str) -> None:
    old = Ground.of(f"Before it. {exact} After it.")
    began = time.perf_counter()
    anchor(Watched(exact=exact, start=11, old=old), Ground.of(HOSTILE[name]))
    assert time.perf_counter() - began < 3
