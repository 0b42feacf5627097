"""Noun phrases beside a verb, found without a grammar of the whole language. Pure.

Positions are indexes of tokens; a phrase is ``(first, last)`` with both ends in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claims.reading.tokens import Sort, Token
from claims.reading.words import Lexicon

Phrase = tuple[int, int]

_LONGEST = 30
_SHORTEST_ADVERB = 5
"""Letters that an adverb known by its ending has more than."""

_INSIDE = frozenset("&/%$€£#'’-.")
"""Marks that may stand inside a phrase."""


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with the auxiliaries and adverbs before it."""

    first: int
    left: int
    verb: int
    be: bool = False
    modal: bool = False
    to: bool = False


class Phrases:
    """Noun phrases of one sentence."""

    def __init__(self, tokens: Sequence[Token], words: Lexicon) -> None:
        self.tokens = tokens
        self.words = words
        self._lows = {index: token.low for index, token in enumerate(tokens)}
        self._lists = words.unions
        self.groups: dict[int, Group] = {}
        """Verbs that were looked at, by their place."""

    def low(self, index: int) -> str:
        """The word at ``index`` in lower case; empty outside the sentence."""
        return self._lows.get(index, "")

    def is_word(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].sort is Sort.WORD

    def is_quote(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].sort is Sort.QUOTE

    def capital(self, index: int) -> bool:
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        return token.sort is Sort.WORD and token.text[:1].isupper()

    def any_of(self, index: int, *names: str) -> bool:
        """Whether the word at ``index`` is on one of the lists."""
        return self._lows.get(index) in self._lists[names]

    def has_any(self, name: str) -> bool:
        """Whether a word of the list stands anywhere in the sentence."""
        return not self.words.words(name).isdisjoint(self._lows.values())

    def sequence_at(self, index: int, name: str) -> int | None:
        """The last index of a phrase of the list that starts at ``index``; ``None`` where none does."""
        starting = self.words.sequences(name).get(self._lows.get(index, ""))
        for words in starting or ():
            if all(self.low(index + offset) == word for offset, word in enumerate(words)):
                return index + len(words) - 1
        return None

    def places_of(self, name: str) -> list[int]:
        """Where a phrase of the list may start: at each word with which one starts."""
        first = self.words.sequences(name)
        return [index for index, low in self._lows.items() if low in first]

    def is_pronoun(self, index: int) -> bool:
        return self.low(index) in self.words.subject_pronouns

    def is_adverb(self, index: int) -> bool:
        """A known adverb, or a word that its ending makes one: "vehemently"."""
        if not 0 <= index < len(self.tokens):
            return False
        token, words = self.tokens[index], self.words
        if token.low in words.words("adverbs"):
            return True
        formed = token.low.endswith(words.adverb_endings) and len(token.low) > _SHORTEST_ADVERB and not token.capital
        return formed and token.low not in words.words("not_adverbs")

    def is_gerund(self, index: int) -> bool:
        return self.is_word(index) and self.low(index).endswith(self.words.gerund_endings)

    def is_verb(self, index: int) -> bool:
        """A finite verb for certain: an auxiliary, or a known verb that is no noun here."""
        if self.any_of(index, "auxiliaries", "be", "modals"):
            return True
        verb = self.words.verbs.get(self.low(index))
        if verb is None or self.capital(index) or self.any_of(index, "nouny"):
            return False
        if "participle" in verb.forms and self.any_of(index + 1, "agent_words") and not self.any_of(index - 1, "be"):
            return False  # "data published by the office": a participle that belongs to its noun
        return bool(verb.forms & {"past", "third"}) and not self.any_of(index - 1, "determiners", "prepositions")

    # -- to the left of a verb ------------------------------------------------------------------------------------

    def ending_at(self, last: int, floor: int = 0) -> Phrase | None:
        """The phrase whose last word is ``last``; ``None`` where none ends there."""
        if not self.is_word(last):
            share = self.low(last) == "%" and self.low(last - 1)[:1].isdigit()
            return (last - 1, last) if share else None
        if self.is_pronoun(last):
            return last, last
        first = last
        lowest = max(floor, last - _LONGEST)
        while first > lowest:
            before = self._step_left(first, lowest)
            if before is None:
                break
            first = before
        return self._without_lead(first, last)

    def _step_left(self, first: int, lowest: int) -> int | None:
        """The index that the phrase may be widened to, or ``None`` at its left edge."""
        before = first - 1
        if self.tokens[before].sort is not Sort.WORD:
            return before if self.tokens[before].text in _INSIDE else None
        if self.is_verb(before):
            return self._over_relative(before, lowest)
        if self.any_of(before, "relatives"):
            return (
                before - 1 if before - 1 >= lowest and self.is_word(before - 1) and self.low(before) != "that" else None
            )
        if self.any_of(before, "clause_words") or self.is_pronoun(before):
            return before if self.any_of(before - 1, "comparatives") and before - 1 > lowest - 1 else None
        if self.any_of(before, "coordinators"):
            return before if self._joins(before) else None
        return before

    def _over_relative(self, verb: int, lowest: int) -> int | None:
        """Over "who were there" or "who asked not to be named" to the noun before it."""
        for at in range(verb - 1, max(lowest, verb - 8), -1):
            if not self.is_word(at):
                return None
            if self.any_of(at, "relatives"):
                return at - 1 if self.is_word(at - 1) else None
        return None

    def _joins(self, index: int) -> bool:
        """Whether "and" at ``index`` joins two nouns and not two clauses."""
        if self.any_of(index + 1, "determiners") or self.is_pronoun(index + 1) or not self.is_word(index - 1):
            return False
        return self.low(index) != "but" and self.capital(index - 1) == self.capital(index + 1)

    def _without_lead(self, first: int, last: int) -> Phrase | None:
        while first < last and self._is_lead(first):
            first += 1
        if first < last and self.any_of(first, "prepositions") and not self.low(first + 1)[:1].isdigit():
            first = self._after_opening_phrase(first, last)
        return (first, last) if first <= last else None

    def _is_lead(self, index: int) -> bool:
        return self.any_of(index, "coordinators", "adverbs", "temporal") or not self.is_word(index)

    def _after_opening_phrase(self, first: int, last: int) -> int:
        """Behind "On Friday" or "In an interview with the paper": where the last phrase of its own starts."""
        for index in range(last, first, -1):
            starts = self.any_of(index, "determiners", "titles") or (
                self.capital(index) and not self.capital(index - 1)
            )
            free = not self.any_of(index - 1, "prepositions", "determiners", "titles")
            if starts and free and index - 1 > first:
                return index
        if not self.capital(last) and self.capital(last - 1):
            return last
        return first

    # -- to the right of a verb or preposition ----------------------------------------------------------------------

    def starting_at(self, first: int, *, wide: bool = False) -> Phrase | None:
        """The phrase whose first word is ``first``; ``wide`` also takes in what hangs on it by a preposition."""
        if not self.is_word(first) or self.any_of(first, "clause_words", "temporal"):
            return None
        if self.is_pronoun(first):
            return first, first
        last = self._to_noun(first)
        dated = False
        limit = min(len(self.tokens), first + _LONGEST)
        while last + 1 < limit:
            dated = dated or (wide and self.any_of(last, "dating"))
            if not (self._goes_right(last + 1, first, wide=wide) or (dated and self._is_date(last + 1))):
                break
            last += 1
        while last > first and self._dangles(last):
            last -= 1
        return first, last

    def _is_date(self, index: int) -> bool:
        """The date in "a memo dated 29 October and seen by the paper"."""
        if self.any_of(index, "coordinators"):
            return self.any_of(index + 1, "dating")
        return self.any_of(index, "temporal", "dating") or (
            self.low(index) == "on" and self.any_of(index + 1, "temporal")
        )

    def _to_noun(self, first: int) -> int:
        """Over what German puts between article and noun: "eine mit dem Fall vertraute Person"."""
        if self.words.language != "de" or not self.any_of(first, "determiners"):
            return first
        if not self.any_of(first + 1, "prepositions"):
            return first
        for index in range(first + 3, min(len(self.tokens), first + 10)):
            attribute = self.is_word(index - 1) and not self.capital(index - 1)
            if self.capital(index) and attribute and not self.any_of(index - 1, "determiners", "prepositions"):
                return index
        return first

    def _dangles(self, index: int) -> bool:
        return not self.is_word(index) or self.any_of(index, "prepositions", "determiners", "coordinators", "adverbs")

    def _goes_right(self, index: int, first: int, *, wide: bool) -> bool:
        if not self.is_word(index):
            return self.tokens[index].text in _INSIDE and self.is_word(index + 1)
        if self.any_of(index, "prepositions"):
            return self._hangs_on(index, wide=wide)
        if self.any_of(index, "coordinators"):
            return self.capital(index - 1) and self.capital(index + 1)
        if self.any_of(index, "clause_words", "relatives") or self.is_verb(index) or self.is_pronoun(index):
            return False
        if self.any_of(index, "temporal", "adverbs") and index > first:
            return False
        if self.words.language == "de" and self.capital(index - 1) and not self.capital(index):
            return self.any_of(index, "determiners") and not self.is_verb(index)
        determiner = self.any_of(index, "determiners") and not self.any_of(index - 1, "prepositions", "determiners")
        return not determiner

    def _hangs_on(self, index: int, *, wide: bool) -> bool:
        """Whether the preposition at ``index`` continues the phrase ("of the ministry"), not the verb."""
        if any(self.any_of(near, "temporal", "venues") for near in range(index + 1, min(index + 4, len(self.tokens)))):
            return False
        return wide or self.any_of(index, "hanging") or self.any_of(index - 1, "postmodifiers")

    # -- around commas ---------------------------------------------------------------------------------------------

    def before_apposition(self, comma: int, speaks: Callable[[Phrase], bool]) -> Phrase | None:
        """The phrase that an insertion closed by ``comma`` belongs to: "Jane Roe, a judge in Ohio," gives Jane Roe.

        Where no phrase outside speaks, it is the last one inside: "It was over, a spokeswoman, Jane Roe, said".
        """
        inner: Phrase | None = None
        at = comma
        for _ in range(6):
            opening = self._comma_before(at)
            if opening is None:
                break
            phrase = self._owner_of_insertion(opening, at)
            if phrase and not self._is_apposition_itself(phrase):
                return phrase if inner is None or speaks(phrase) else inner
            inner = inner or phrase
            at = opening
        return inner

    def _owner_of_insertion(self, opening: int, comma: int) -> Phrase | None:
        last = self.before_bracket(opening - 1)
        return self.ending_at(last) if self.is_word(last) and self._is_insertion(opening + 1, comma) else None

    def before_bracket(self, index: int) -> int:
        """``index``, or where it closes a bracket the word before that: "Jane Roe (D-Ohio)"."""
        if self.low(index) != ")":
            return index
        near = range(index - 1, max(-1, index - _LONGEST), -1)
        return next((at - 1 for at in near if self.low(at) == "("), index)

    def before_time(self, index: int) -> int:
        """``index``, or the word before the time that ends there: "Jane Roe on Tuesday"."""
        if not self.any_of(index, "temporal") or not self.is_word(index - 1):
            return index
        last = index - 1
        while last > 0 and self.any_of(last, "temporal", "time_leads"):
            last -= 1
        return last if self.is_word(last) else index

    def _is_apposition_itself(self, phrase: Phrase) -> bool:
        """ "Executive director of the union" in "Jane Roe, executive director of the union, which …"."""
        if self._comma_before(phrase[0]) is None:
            return False
        if self.any_of(phrase[0], "apposition_openers"):
            return True
        return self.low(phrase[0] - 1) == "," and self.capital(phrase[0] - 2) and not self.capital(phrase[0])

    def _comma_before(self, index: int) -> int | None:
        for at in range(index - 1, max(0, index - _LONGEST) - 1, -1):
            if self.low(at) == ",":
                return at
            title = self.is_quote(at) and self.any_of(at - 1, "prepositions")
            if (self.is_quote(at) and not title) or self.low(at) in (";", ":", "—"):
                return None
        return None

    def _is_insertion(self, first: int, comma: int) -> bool:
        if self.is_adverb(first) and first + 1 < comma:
            first += 1
        openers = ("apposition_openers", "determiners", "relatives", "prepositions", "titles")
        if self.any_of(first, *openers) or self.low(first)[:1].isdigit() or self.any_of(first, "role_nouns"):
            return True
        if self.low(first).endswith("ing") or self.low(first).endswith("ed"):
            return True
        if all(self.capital(at) or not self.is_word(at) for at in range(first, comma)):
            return True
        return not self.any_of(first, "coordinators") and not any(self.is_verb(at) for at in range(first, comma))
