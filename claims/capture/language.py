"""In which language a text is, by its script and its smallest words; held against what the page declares. Pure.

The words are the most frequent ones of each language that others do not share, or share rarely; a text is clear when
they make up an eighth of it and half as many again as the next language's. No model, no guess on a few words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from claims.capture.values import PageFacts

SAMPLE = 6000
"""Characters from the beginning that are looked at."""

_FEWEST_WORDS, _SHARE, _LEAD = 12, 0.12, 1.5
_FEWEST_LETTERS, _MOST_OF = 20, 0.6

_WORDS = {
    "en": "the of and to in is was that for with on he it they from by said as are has have not his her their an at "
    "be this",
    "de": "der die das und ist nicht von zu mit den des dem ein eine einen einer im für auf sich auch als nach bei "
    "wird wurde werden hat haben sei dass aus am oder wie",
    "fr": "le la les de des du et est un une en que qui dans pour pas sur au aux avec par ce cette il elle ne se "
    "sont plus été a ont son sa ses leur",
    "es": "el la los las de del y es un una en que no por con para su se lo al como más o este esta ha han sus fue son",
    "it": "il la di e che un una in per non con del della dei delle le gli è si da sono nel nella alla al ha lo come "
    "anche più dal",
    "pt": "o a os as de do da dos das e é em que um uma no na nos nas por com para não se ao à mais foi como são seu "
    "sua pelo pela",
    "nl": "de het een en van is dat in op te voor met zijn niet aan er die door als ook bij naar om heeft worden "
    "werd over uit nog",
    "sv": "och att det som en på är av för med den till inte har de ett om han var jag från men vid ska efter också",
    "da": "og at det som en på er af for med den til ikke har de et om han var jeg fra men ved skal efter også blev",
    "no": "og at det som en på er av for med den til ikke har de et om han var jeg fra men ved skal etter også ble",
    "pl": "i w na z się nie do że jest o to jak za po od przez ale dla jego tym oraz są był była które który której",
    "tr": "ve bir bu için ile da de olarak daha çok en olan ne gibi kadar sonra ama değil dedi ise var",
}
_LONELY_SCRIPTS = {  # scripts that one language writes
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HEBREW": "he",
    "GREEK": "el",
    "THAI": "th",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "CJK": "zh",
}
_LETTERS = {  # letters, or smallest words, that one language of a shared script writes and the others do not
    "CYRILLIC": (("uk", "іїєґ"), ("be", "ў"), ("sr", "ђћјљњџ"), ("ru", "ыэё"), ("bg", "ъ")),
    "ARABIC": (("ur", "ٹڈڑےں"), ("fa", "پچژگ"), ("ar", "ةىأإ")),
    "DEVANAGARI": (("mr", ("ळ", "आहे", "आणि")), ("hi", ("ँ", "है", "हैं", "में", "और"))),
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def language_of(text: str) -> str | None:
    """The language (ISO 639-1) of ``text`` where script or small words make it clear, else ``None``."""
    sample = text[:SAMPLE].lower()
    letters = [letter for letter in sample if letter.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return None
    scripts = Counter(_script(letter) for letter in letters)
    script, count = scripts.most_common(1)[0]
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) * 0.05:
        return "ja"
    if count < len(letters) * _MOST_OF and script not in ("HIRAGANA", "KATAKANA"):
        return None
    if script == "LATIN":
        return _by_words(sample)
    return _LONELY_SCRIPTS.get(script) or _by_letters(sample, script)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0].partition("-")[0]


def _by_letters(sample: str, script: str) -> str | None:
    """The language whose own letters stand there more often than now and then."""
    counts = {language: sum(map(sample.count, own)) for language, own in _LETTERS.get(script, ())}
    best = max(counts, key=lambda language: counts[language], default=None)
    return best if best is not None and counts[best] > len(sample) * 0.004 else None


def _by_words(sample: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", sample)
    if len(words) < _FEWEST_WORDS:
        return None
    counts = Counter(words)
    shares = Counter({name: sum(counts[word] for word in own) for name, own in _SETS.items()})
    (best, most), (_, second) = shares.most_common(2)
    return best if most >= len(words) * _SHARE and most >= second * _lead(best) else None


def _lead(language: str) -> float:
    """Danish and Norwegian, Spanish and Portuguese share most small words: a narrower lead tells them apart."""
    return 1.03 if language in ("da", "no") else 1.2 if language in ("es", "pt", "sv", "fr", "it") else _LEAD


def with_language(facts: PageFacts, text: str) -> PageFacts:
    """``facts`` with the language of ``text`` where that is clear, else the declared one; a disagreement is kept."""
    shown, stated = language_of(text), facts.language
    if shown is None:
        return replace(facts, stated_language=stated)
    where = ("language", "words and script of the text")
    if stated is None:
        return replace(facts, language=shown, evidence=(*facts.evidence, where))
    if base(stated) == shown or {base(stated), shown} <= _SAME:
        return replace(facts, stated_language=stated)
    said = f"language: the page declares “{stated[:35]}”, its text is “{shown}”"
    return replace(
        facts,
        language=shown,
        stated_language=stated,
        evidence=(*facts.evidence, where),
        disagreements=(*facts.disagreements, said),
    )


_SAME = frozenset({"no", "nb", "nn"})


def base(tag: str) -> str:
    """The language of a tag without region or script: ``en`` of ``en-GB``."""
    return tag.strip().lower().replace("_", "-").partition("-")[0]
