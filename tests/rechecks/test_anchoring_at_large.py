"""Every fourth sentence of the demo's articles, changed in each way that must be told from every other."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import claims.demo
from claims.capture.intake import from_html
from claims.rechecks.anchoring import Watched, anchor
from claims.rechecks.folding import Ground
from claims.vocabulary import CaptureMethod

ARTICLES = sorted((Path(claims.demo.__file__).parent / "articles").glob("*.html"))
_SENTENCE = re.compile(r"[^\n.!?]+[.!?][”\"']?")
Change = Callable[[str, str, random.Random], str]


def without(text: str, sentence: str) -> str:
    return text.replace(sentence, "", 1)


def replaced(text: str, sentence: str, chance: random.Random) -> str:
    words = sentence.split(" ")
    words[chance.randrange(len(words))] = "seventeen"
    return text.replace(sentence, " ".join(words), 1)


def negated(text: str, sentence: str, chance: random.Random) -> str:
    words = sentence.split(" ")
    words.insert(chance.randrange(1, len(words)), "not")
    return text.replace(sentence, " ".join(words), 1)


def among(text: str, addition: str, chance: random.Random) -> str:
    """``text`` with a paragraph put between two of its own."""
    paragraphs = text.split("\n\n")
    paragraphs.insert(chance.randrange(1, len(paragraphs) + 1), addition)
    return "\n\n".join(paragraphs)


def note(sentence: str) -> str:
    return f"Correction: an earlier version of this article said: {sentence}"


CHANGES: dict[str, tuple[Change, str]] = {
    "nothing": (lambda text, _s, _c: text, "found"),
    "joined": (lambda text, _s, _c: text.replace("\n\n", " "), "found"),
    "split": (lambda text, _s, _c: re.sub(r"([.!?][”\"']?) ", r"\1\n\n", text), "found"),
    "repeated": (lambda text, s, c: among(text, note(s), c), "found"),
    "edited": (replaced, "changed"),
    "negated": (negated, "changed"),
    "edited, note": (lambda text, s, c: among(replaced(text, s, c), note(s), c), "changed"),
    "edited, pull quote": (lambda text, s, c: among(replaced(text, s, c), s, c), "changed"),
    "edited, comment": (lambda text, s, c: f"{replaced(text, s, c)}\n\nAnna wrote: {s} Incredible!", "changed"),
    "deleted": (lambda text, s, _c: without(text, s), "missing"),
    "deleted, note": (lambda text, s, _c: f"{without(text, s)}\n\n{note(s)}", "missing"),
    "deleted, comment": (lambda text, s, _c: f"{without(text, s)}\n\nAnna wrote: {s} Incredible!", "missing changed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_real_text_is_called_by_its_name(change: str) -> None:
    make, expected = CHANGES[change]
    chance, found = random.Random(5), Counter[str]()
    for article in ARTICLES:
        text = from_html(article.read_bytes(), method=CaptureMethod.UPLOAD).text
        ground = Ground.of(text)
        for match in list(_SENTENCE.finditer(text))[::4]:
            sentence = match.group().strip()
            if text.count(sentence) == 1 and len(sentence) > 20:
                passage = Watched(exact=sentence, start=text.index(sentence), old=ground)
                found[anchor(passage, Ground.of(make(text, sentence, chance))).outcome] += 1
    assert found.total() > 70
    wrong = {outcome: count for outcome, count in found.items() if outcome not in expected.split()}
    assert wrong == {}
