"""Who says what, sentence by sentence, with the memory of who spoke before. Pure.

In order: a cue of speech or belief with its source; "according to"; a quotation that goes on from the speaker before;
hearsay without a source; else the page's own voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.reading.cues import Cue, Shape, find_cues
from claims.reading.kinds import Described, describe, full_names
from claims.reading.phrases import Phrase, Phrases
from claims.reading.quotes import Quotation
from claims.reading.tokens import Sort, tokens, words_in
from claims.reading.values import Span, Statement
from claims.reading.words import Lexicon
from claims.vocabulary import Part, SourcingType, Voice

QUOTED_WITHOUT_CUE = 5
"""Words in quotation marks that are taken for speech though nothing says who speaks; fewer are a turn of phrase."""

_TOO_LONG = 4_000
"""Characters of a sentence that is looked into; a longer one is no sentence of news."""

_UNNAMED_KEPT = 30
"""Unnamed persons of one page that a later "the source" is looked for among."""

_REMEMBERED = 4
"""Statements after which "he" no longer means the speaker before."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in its place: ``paragraph`` counts the paragraphs of the page, ``quotes`` lie inside ``span``."""

    span: Span
    part: Part
    paragraph: int
    quotes: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Speaker:
    kind: SourcingType
    words: str
    description: str
    at: int
    noun: str = ""
    origin: str | None = None
    plural: bool = False
    paragraph: int = 0


@dataclass(slots=True)
class _Memory:
    """Who spoke on this page so far."""

    last: _Speaker | None = None
    single: _Speaker | None = None
    several: _Speaker | None = None
    body: _Speaker | None = None
    unnamed: list[_Speaker] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)


class Attributions:
    """Reads the sentences of one page in order."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words
        self._names = full_names(text, Phrases([], words))
        self._memory = _Memory()
        self._count = 0

    def read(self, sentence: Sentence) -> Statement:
        """The sentence with what it says about its source."""
        self._count += 1
        if sentence.span[1] - sentence.span[0] > _TOO_LONG:
            return self._own(sentence, "too long to be one sentence")
        found = tokens(self._text, sentence.span, sentence.quotes, self._words.language)
        phrases = Phrases(found, self._words)
        cues = find_cues(phrases, lambda phrase: self._speaks(phrases, phrase), headline=sentence.part is Part.HEADLINE)
        return self._judge(sentence, phrases, cues)

    def _judge(self, sentence: Sentence, p: Phrases, cues: list[Cue]) -> Statement:
        own = self._observation(sentence, p)
        main = _main(cues)
        if own is not None and (main is None or main.act):
            return own
        if main is not None:
            return self._attributed(sentence, p, main, cues)
        return self._quoted_only(sentence, p) or self._hearsay(sentence, p, cues) or self._own(sentence)

    # -- who can speak ----------------------------------------------------------------------------------------------

    def _speaks(self, p: Phrases, phrase: Phrase) -> bool:
        low = p.low(phrase[0])
        if phrase[0] == phrase[1] and (p.is_pronoun(phrase[0]) or p.any_of(phrase[0], "possessives")):
            if any(low in self._words.pronouns(group) for group in ("person", "group", "owner")):
                return True
            return low in self._words.pronouns("thing") and self._memory.body is not None
        return describe(p, phrase, self._names) is not None

    def _speaker(self, p: Phrases, phrase: Phrase) -> _Speaker | None:
        if phrase[0] == phrase[1] and (p.is_pronoun(phrase[0]) or p.any_of(phrase[0], "possessives")):
            return self._of_pronoun(p.low(phrase[0]), self._words_of(p, phrase))
        described = describe(p, phrase, self._names)
        if described is None:
            return None
        return self._of_description(p, phrase, described)

    def _of_pronoun(self, low: str, words: str) -> _Speaker:
        memory = self._memory
        if low in self._words.pronouns("group") or low == "their":
            before, kind = memory.several or memory.body, SourcingType.UNNAMED_GROUP
        elif low in self._words.pronouns("thing"):
            before, kind = memory.body, SourcingType.ORGANISATION
        else:
            before, kind = memory.single, SourcingType.ON_RECORD_PERSON
            if before and self._count - before.at > _REMEMBERED and before.origin:
                before = None
        if before is None:
            return _Speaker(kind, words, words, self._count)
        return _Speaker(before.kind, words, before.description, self._count, before.noun, before.origin, before.plural)

    def _of_description(self, p: Phrases, phrase: Phrase, described: Described) -> _Speaker:
        words = self._words_of(p, phrase)
        full = self._words_of(p, _with_apposition(p, phrase))
        if described.kind is SourcingType.UNNAMED_PERSON:
            return self._unnamed(p, phrase, described, words, full)
        key = (described.name or words).lower()
        description = self._memory.described.setdefault(key, full)
        if len(full) > len(description) and description.lower() in (words.lower(), key):
            description = self._memory.described[key] = full
        return _Speaker(described.kind, words, description, self._count, described.decided, plural=described.plural)

    def _unnamed(self, p: Phrases, phrase: Phrase, described: Described, words: str, full: str) -> _Speaker:
        """A later "the source" is the one introduced before; the first and fullest description stays with it."""
        known = self._known_unnamed(p, phrase, described, words)
        if known is not None:
            return _Speaker(known.kind, words, known.description, self._count, known.noun, known.origin)
        named = self._memory.single
        is_source = described.decided in self._words.words("source_nouns")
        if (
            described.definite
            and named
            and not named.origin
            and not is_source
            and self._count - named.at <= _REMEMBERED
        ):
            return _Speaker(named.kind, words, named.description, self._count, named.noun)
        origin = f"unnamed-{len(self._memory.unnamed) + 1}"
        new = _Speaker(described.kind, words, full, self._count, described.decided, origin)
        self._memory.unnamed.append(new)
        return new

    def _known_unnamed(self, p: Phrases, phrase: Phrase, described: Described, words: str) -> _Speaker | None:
        if any(p.any_of(at, "new_one") for at in range(phrase[0], phrase[1] + 1)):
            return None
        full = words_in(words) > 2
        for known in reversed(self._memory.unnamed[-_UNNAMED_KEPT:]):
            same_words = full and known.words.lower() == words.lower()
            generic = described.definite and described.decided in self._words.words("generic_persons")
            if same_words or (described.definite and known.noun == described.decided) or generic:
                return known
        return None

    def _remember(self, speaker: _Speaker) -> None:
        memory = self._memory
        memory.last = speaker
        if speaker.kind in (SourcingType.ON_RECORD_PERSON, SourcingType.UNNAMED_PERSON, SourcingType.SOCIAL_POST):
            memory.single = speaker
        elif speaker.kind is SourcingType.UNNAMED_GROUP:
            memory.several = speaker
        else:
            memory.body = speaker

    # -- what is said -----------------------------------------------------------------------------------------------

    def _attributed(self, sentence: Sentence, p: Phrases, cue: Cue, cues: list[Cue]) -> Statement:
        source = cue.source if cue.source is not None else _subject(p, cues, cue)
        speaker = self._speaker(p, source) if source is not None else self._memory.last
        if speaker is None:
            return self._quoted_only(sentence, p) or self._own(sentence)
        speaker = _on_social(p, cue, speaker)
        content = _content(p, cue, source)
        quotes = self._speech(sentence, cue)
        relayed = self._relayed(p, cue, cues, content)
        self._remember(speaker)
        return self._statement(
            sentence,
            speaker,
            voice=_voice(p, quotes),
            cue=self._text[p.tokens[cue.first].start : p.tokens[cue.last].end],
            source=(p.tokens[source[0]].start, p.tokens[source[1]].end) if source else None,
            relayed=relayed,
            quotes=quotes,
            content=content,
        )

    def _speech(self, sentence: Sentence, cue: Cue) -> tuple[Quotation, ...]:
        """The quotations that are speech: with a verb that only reports an act, a turn of phrase is none."""
        least = QUOTED_WITHOUT_CUE if cue.act else 1
        return tuple(quote for quote in sentence.quotes if words_in(self._text[slice(*quote.inner)]) >= least)

    def _relayed(self, p: Phrases, main: Cue, cues: list[Cue], content: Span | None) -> str | None:
        """For whom the source speaks: "Port officials believe …, the source said"."""
        if content is None:
            return None
        for cue in cues:
            if cue is main or cue.source is None or cue.act or cue.source == main.source or cue.shape is Shape.HEARSAY:
                continue
            inside = content[0] <= p.tokens[cue.source[0]].start and p.tokens[cue.last].end <= content[1]
            if inside and not p.is_pronoun(cue.source[0]) and describe(p, cue.source, self._names):
                return self._words_of(p, cue.source)
        return None

    def _quoted_only(self, sentence: Sentence, p: Phrases) -> Statement | None:
        """No cue, but quotation marks: the speaker before goes on, or nobody is named."""
        speaker = self._memory.last
        all_quoted = all(token.sort is not Sort.WORD for token in p.tokens)
        near = speaker is not None and self._count - speaker.at <= (_REMEMBERED if all_quoted else 1)
        quotes = tuple(quote for quote in sentence.quotes if (near and all_quoted) or self._is_speech(quote))
        if not quotes:
            return None
        voice = Voice.DIRECT_QUOTE if all_quoted else Voice.PARTIAL_QUOTE
        if speaker is None or not near:
            nobody = _Speaker(SourcingType.UNATTRIBUTED, "", "", self._count)
            return self._statement(
                sentence, nobody, voice=voice, quotes=quotes, why="quotation marks, and nothing that says who speaks"
            )
        going_on = _Speaker(
            speaker.kind, "", speaker.description, self._count, speaker.noun, speaker.origin, speaker.plural
        )
        self._remember(going_on)
        return self._statement(
            sentence,
            going_on,
            voice=voice,
            quotes=quotes,
            why=f"the quotation goes on from “{speaker.words or speaker.description}”",
        )

    def _is_speech(self, quote: Quotation) -> bool:
        """Enough words, and not a title with all its words in capitals."""
        inner = self._text[slice(*quote.inner)]
        if words_in(inner) < QUOTED_WITHOUT_CUE:
            return False
        long = [word for word in inner.split() if len(word) > 3]
        return not long or any(not word[:1].isupper() for word in long)

    def _hearsay(self, sentence: Sentence, p: Phrases, cues: list[Cue]) -> Statement | None:
        cue = next((cue for cue in cues if cue.shape is Shape.HEARSAY), None)
        if cue is None:
            return None
        words = self._text[p.tokens[cue.first].start : p.tokens[cue.last].end]
        nobody = _Speaker(SourcingType.UNATTRIBUTED, "", "", self._count)
        return self._statement(
            sentence,
            nobody,
            voice=Voice.PARAPHRASE,
            cue=words,
            why=f"“{words}”: told by others, and nothing says by whom",
        )

    def _observation(self, sentence: Sentence, p: Phrases) -> Statement | None:
        """ "This newspaper saw …"."""
        for first in range(len(p.tokens)):
            last = p.sequence_at(first, "own_words")
            if last is None or p.low(first - 1) == "by":
                continue
            near = range(last + 1, min(last + 6, len(p.tokens)))
            verb = next((at for at in near if p.any_of(at, "observation_verbs")), None)
            if verb is not None:
                return self._seen(sentence, p, first, verb)
        return None

    def _seen(self, sentence: Sentence, p: Phrases, first: int, verb: int) -> Statement:
        words = self._words_of(p, (first, verb - 1))
        speaker = _Speaker(SourcingType.OWN_OBSERVATION, words, words, self._count)
        cue = p.tokens[verb].text
        span = (p.tokens[first].start, p.tokens[verb - 1].end)
        return self._statement(
            sentence,
            speaker,
            voice=Voice.OWN_VOICE,
            cue=cue,
            source=span,
            why=f"“{words} {cue}”: the newsroom was there",
        )

    def _own(self, sentence: Sentence, why: str = "no cue and no quotation: the page says it itself") -> Statement:
        nobody = _Speaker(SourcingType.UNATTRIBUTED, "", "", self._count)
        return self._statement(sentence, nobody, voice=Voice.OWN_VOICE, why=why)

    def _statement(
        self,
        sentence: Sentence,
        speaker: _Speaker,
        *,
        voice: Voice,
        why: str = "",
        cue: str | None = None,
        source: Span | None = None,
        relayed: str | None = None,
        quotes: tuple[Quotation, ...] = (),
        content: Span | None = None,
    ) -> Statement:
        words = self._text[slice(*source)] if source else None
        if not why:
            why = f"“{words or speaker.description}” with “{cue}”: {speaker.kind.label.lower()}"
        return Statement(
            start=sentence.span[0],
            end=sentence.span[1],
            text=self._text[slice(*sentence.span)],
            part=sentence.part,
            voice=voice,
            sourcing=speaker.kind,
            why=why,
            source_words=words,
            source_span=source,
            description=speaker.description or None,
            cue=cue,
            relayed_for=relayed,
            origin=speaker.origin,
            quotations=tuple(quote.inner for quote in quotes),
            content=content,
        )

    def _words_of(self, p: Phrases, phrase: Phrase) -> str:
        return self._text[p.tokens[phrase[0]].start : p.tokens[phrase[1]].end]


def _main(cues: Sequence[Cue]) -> Cue | None:
    """The cue that speaks for the sentence: the outermost; what was said goes before an act that is reported."""
    candidates = [cue for cue in cues if cue.shape is not Shape.HEARSAY]
    if not candidates:
        return None
    return min(candidates, key=lambda cue: (cue.act, cue.shape is Shape.INSIDE, cue.shape, cue.first))


def _subject(p: Phrases, cues: Sequence[Cue], cue: Cue) -> Phrase | None:
    """The subject of the sentence for a participle ("…, saying that"): of the verb before it, else the first phrase."""
    before = [other for other in cues if other.source is not None and other.last < cue.first]
    if before:
        return before[-1].source
    phrase = p.starting_at(0)
    return phrase if phrase and phrase[1] < cue.first and (p.capital(0) or p.is_pronoun(0)) else None


def _with_apposition(p: Phrases, phrase: Phrase) -> Phrase:
    """With the apposition behind it: "Jane Roe, a judge in Ohio"."""
    at = phrase[1] + 1
    if p.low(at) != "," or not (p.any_of(at + 1, "apposition_openers") and not p.any_of(at + 1, "coordinators")):
        return phrase
    last = at + 1
    while last + 1 < len(p.tokens) and p.is_word(last + 1) and last - at < 20:
        last += 1
    return phrase[0], last


def _on_social(p: Phrases, cue: Cue, speaker: _Speaker) -> _Speaker:
    """Who "wrote on X" or tweeted speaks in a post."""
    written = p.any_of(cue.last, "social_verbs")
    if p.any_of(cue.last, "social_writing"):
        near = range(cue.last + 1, min(cue.last + 8, len(p.tokens)))
        written = any(p.any_of(at, "social_places") and p.any_of(at - 1, "prepositions") for at in near)
    if not written or speaker.kind not in (
        SourcingType.ON_RECORD_PERSON,
        SourcingType.ORGANISATION,
        SourcingType.GOVERNMENT,
    ):
        return speaker
    return _Speaker(SourcingType.SOCIAL_POST, speaker.words, speaker.description, speaker.at, speaker.noun)


def _content(p: Phrases, cue: Cue, source: Phrase | None) -> Span | None:
    """What is said, without source and cue."""
    last = len(p.tokens) - 1
    edge = min(cue.first, source[0]) if source and cue.shape in (Shape.AFTER, Shape.ACCORDING) else cue.first
    behind = max(cue.last, source[1] if source and source[0] > cue.first else cue.last)
    if cue.shape is Shape.AFTER or (cue.shape is Shape.ACCORDING and edge > 1):
        return _span(p, 0, edge - 1)
    start = behind + 1
    while start < last and (p.any_of(start, "that_words") or p.low(start) in (",", ":")):
        start += 1
    return _span(p, start, last)


def _span(p: Phrases, first: int, last: int) -> Span | None:
    while last >= first and p.tokens[last].sort is Sort.MARK and p.low(last) in (",", ".", ":", ";", "—", "–"):
        last -= 1
    return (p.tokens[first].start, p.tokens[last].end) if first <= last else None


def _voice(p: Phrases, quotes: tuple[Quotation, ...]) -> Voice:
    if not quotes:
        return Voice.PARAPHRASE
    wanted = {quote.start for quote in quotes}
    at = [index for index, token in enumerate(p.tokens) if token.sort is Sort.QUOTE and token.start in wanted]
    return Voice.DIRECT_QUOTE if any(_is_direct(p, index) for index in at) else Voice.PARTIAL_QUOTE


def _is_direct(p: Phrases, index: int) -> bool:
    """A quotation that is a sentence of its own: at the start, or behind a colon, comma or verb with a capital."""
    inner = p.tokens[index].text.lstrip('“„«»"‘‹›‚ \u00a0')
    if words_in(inner) < 3:
        return False
    if index == 0 or p.low(index - 1) == ":":
        return True
    opens = p.low(index - 1) == "," or p.low(index - 1) in p.words.verbs or not p.is_word(index - 1)
    return opens and not inner[:1].islower()
