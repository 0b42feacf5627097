"""Who says what, sentence by sentence, with the memory of who spoke before. Pure.

In order: a cue of speech or belief with its source; "according to"; a quotation that goes on from the speaker before;
hearsay without a source; else the page's own voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.reading.content import content_of, voice_of
from claims.reading.cue import Cue, Shape
from claims.reading.cues import find_cues
from claims.reading.kinds import is_another_paper
from claims.reading.names import names_on
from claims.reading.phrases import Phrase, Phrases
from claims.reading.quotes import Quotation
from claims.reading.speakers import REMEMBERED, Speaker, Speakers
from claims.reading.tokens import Sort, tokens, words_in
from claims.reading.values import Span, Statement
from claims.reading.words import Lexicon
from claims.vocabulary import Part, SourcingType, Voice

QUOTED_WITHOUT_CUE = 4
"""Words in quotation marks that are taken for speech though nothing says who speaks; fewer are a turn of phrase."""

_OBSERVED_WITHIN = 16
"""Words after "our reporter" within which the verb of seeing stands."""

_TOO_LONG = 4_000
"""Characters of a sentence that is looked into; a longer one is no sentence of news."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in its place: ``paragraph`` counts the paragraphs of the page, ``quotes`` lie inside ``span``."""

    span: Span
    part: Part
    paragraph: int
    quotes: tuple[Quotation, ...] = ()


class Attributions:
    """Reads the sentences of one page in order."""

    def __init__(self, text: str, words: Lexicon, outlet: str | None = None) -> None:
        self._text = text
        self._words = words
        self._names = names_on(text, words, outlet)
        self._speakers = Speakers(text, words, self._names)
        self._turn: tuple[int, Speaker] | None = None
        """In a conversation written down ("Ms Roe: It is over. We leave."), the paragraph and who speaks in it."""

    def read(self, sentence: Sentence) -> Statement:
        """The sentence with what it says about its source."""
        self._speakers.begin(sentence.span, [(quote.start, quote.end) for quote in sentence.quotes], sentence.paragraph)
        if sentence.span[1] - sentence.span[0] > _TOO_LONG:
            return self._own(sentence, "too long to be one sentence")
        found = tokens(self._text, sentence.span, sentence.quotes, self._words.language)
        phrases = Phrases(found, self._words)
        cues = find_cues(
            phrases, lambda phrase: self._speakers.speaks(phrases, phrase), headline=sentence.part is Part.HEADLINE
        )
        return self._judge(sentence, phrases, cues)

    def _judge(self, sentence: Sentence, p: Phrases, cues: list[Cue]) -> Statement:
        own = self._observation(sentence, p)
        main = _main(cues)
        if own is not None and (main is None or main.act or main.evidence):
            return own
        if main is not None:
            return self._attributed(sentence, p, main, cues)
        found = self._quoted_only(sentence, p) or self._hearsay(sentence, p, cues)
        found = found or self._in_turn(sentence)
        return found or self._first_person(sentence, p) or self._impression(sentence, p) or self._own(sentence)

    # -- what is said -----------------------------------------------------------------------------------------------

    def _attributed(self, sentence: Sentence, p: Phrases, cue: Cue, cues: list[Cue]) -> Statement:
        source = cue.source if cue.source is not None else _subject(p, cues, cue)
        speaker = self._speaking(p, cue, source)
        if speaker is None:
            return self._quoted_only(sentence, p) or self._own(sentence)
        self._speakers.remember(
            speaker, told=cue.shape is not Shape.LOOSE
        )  # as a person: what they say next is no post
        if cue.shape is Shape.COLON and not sentence.quotes and _is_name(speaker):
            self._turn = sentence.paragraph, speaker
        speaker = _on_social(p, cue, speaker)
        content = content_of(p, cue, source)
        quotes = self._speech(sentence, cue)
        relayed = self._relayed(p, cue, cues, content)
        cue_words = self._text[p.tokens[cue.first].start : p.tokens[cue.last].end]
        words = self._speakers.words_of(p, source) if source is not None else speaker.description
        if cue.antecedent is not None:
            words = self._speakers.words_of(p, cue.antecedent)
        return self._statement(
            sentence,
            speaker,
            voice=voice_of(p, quotes),
            cue=cue_words,
            source=(p.tokens[source[0]].start, p.tokens[source[1]].end) if source else None,
            relayed=relayed,
            quotes=quotes,
            content=content,
            why=_why_loose(words, cue_words) if cue.shape is Shape.LOOSE else "",
            further=self._further(p, cues, source),
        )

    def _speaking(self, p: Phrases, cue: Cue, source: Phrase | None) -> Speaker | None:
        if cue.antecedent is not None:
            speaker = self._speakers.speaker(p, cue.antecedent)
            return speaker and replace(speaker, description=speaker.description or speaker.words)
        if source is None:
            return self._speakers.memory.last
        speaker = self._speakers.speaker(p, source)
        unknown = speaker is not None and speaker.kind is SourcingType.UNATTRIBUTED
        return self._speakers.cited(p, source) if unknown and cue.shape is Shape.ACCORDING else speaker

    def _further(self, p: Phrases, cues: list[Cue], main: Phrase | None) -> tuple[Span, ...]:
        """Where others are named who say or think something inside the same sentence."""
        found = {cue.source for cue in cues if cue.source not in (None, main) and _names(cue)}
        spans = ((p.tokens[first].start, p.tokens[last].end) for first, last in sorted(found))
        return tuple(spans)

    def _speech(self, sentence: Sentence, cue: Cue) -> tuple[Quotation, ...]:
        """The quotations that are speech: with a verb that only reports an act, a turn of phrase is none."""
        least = QUOTED_WITHOUT_CUE if cue.act else 1
        return tuple(quote for quote in sentence.quotes if words_in(self._text[slice(*quote.inner)]) >= least)

    def _relayed(self, p: Phrases, main: Cue, cues: list[Cue], content: Span | None) -> str | None:
        """For whom the source speaks: "Port officials believe …, the source said"."""
        if content is None:
            return None
        for cue in cues:
            if cue is main or cue.source is None or cue.act or cue.source == main.source or cue.shape >= Shape.LOOSE:
                continue
            inside = content[0] <= p.tokens[cue.source[0]].start and p.tokens[cue.last].end <= content[1]
            inside = inside or p.any_of(cue.first, "citing")
            named = cue.antecedent or cue.source
            if inside and not p.is_pronoun(named[0]) and self._speakers.describe(p, named):
                return self._speakers.words_of(p, named)
        return None

    def _quoted_only(self, sentence: Sentence, p: Phrases) -> Statement | None:
        """No cue, but quotation marks: the speaker before goes on, or nobody is named."""
        speaker = self._speakers.memory.last
        all_quoted = all(token.sort is not Sort.WORD for token in p.tokens)
        near = speaker is not None and self._speakers.count - speaker.at <= (REMEMBERED if all_quoted else 1)
        quotes = tuple(quote for quote in sentence.quotes if (near and all_quoted) or self._is_speech(quote))
        if not quotes:
            return None
        voice = Voice.DIRECT_QUOTE if all_quoted else Voice.PARTIAL_QUOTE
        if speaker is None or not near:
            nobody = Speaker(SourcingType.UNATTRIBUTED, "", "", self._speakers.count)
            return self._statement(
                sentence, nobody, voice=voice, quotes=quotes, why="quotation marks, and nothing that says who speaks"
            )
        going_on = replace(speaker, words="", at=self._speakers.count)
        self._speakers.remember(going_on)
        return self._statement(
            sentence,
            going_on,
            voice=voice,
            quotes=quotes,
            why=f"the quotation goes on from “{speaker.words or speaker.description}”",
        )

    def _in_turn(self, sentence: Sentence) -> Statement | None:
        """A later sentence of what somebody says in a conversation that is written down."""
        if self._turn is None or self._turn[0] != sentence.paragraph:
            return None
        speaker = replace(self._turn[1], words="", at=self._speakers.count)
        why = f"the same paragraph of a conversation: “{self._turn[1].words}” goes on"
        return self._statement(sentence, speaker, voice=Voice.PARAPHRASE, why=why)

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
        nobody = Speaker(SourcingType.UNATTRIBUTED, "", "", self._speakers.count)
        return self._statement(
            sentence,
            nobody,
            voice=Voice.PARAPHRASE,
            cue=words,
            why=f"“{words}”: told by others, and nothing says by whom",
        )

    def _observation(self, sentence: Sentence, p: Phrases) -> Statement | None:
        """ "This newspaper saw …"."""
        if not p.has_any("observation_verbs"):
            return None
        for first in range(len(p.tokens)):
            verb = self._observing(p, first)
            if verb is not None and p.low(first - 1) != "by":
                return self._seen(sentence, p, first, verb)
        return None

    def _observing(self, p: Phrases, first: int) -> int | None:
        """Where the verb of "a reporter for the Lamp, who was there, saw" or "the Lamp saw" stands."""
        last = p.sequence_at(first, "own_words")
        if last is not None:
            if is_another_paper(p, last + 1, self._names):
                return None
            near = range(last + 1, min(last + _OBSERVED_WITHIN, len(p.tokens)))
            return next((at for at in near if p.any_of(at, "observation_verbs")), None)
        if not p.any_of(first, "definite") or not p.capital(first + 1):
            return None
        last = first + 1
        while p.capital(last + 1):
            last += 1
        if self._names.outlet_known:
            paper = not is_another_paper(p, first, self._names)
        else:
            paper = p.low(last) in self._names.own or p.any_of(last, "paper_names")
        seen = paper and p.any_of(last + 1, "observation_verbs") and not p.any_of(last + 2, "that_words")
        return last + 1 if seen else None

    def _seen(self, sentence: Sentence, p: Phrases, first: int, verb: int) -> Statement:
        words = self._speakers.words_of(p, _without_relative(p, (first, verb - 1)))
        speaker = Speaker(SourcingType.OWN_OBSERVATION, words, words, self._speakers.count)
        cue = p.tokens[verb].text
        span = (p.tokens[first].start, p.tokens[first].start + len(words))
        return self._statement(
            sentence,
            speaker,
            voice=Voice.OWN_VOICE,
            cue=cue,
            source=span,
            why=f"“{words} {cue}”: the newsroom was there",
        )

    def _first_person(self, sentence: Sentence, p: Phrases) -> Statement | None:
        """ "I think …": the page's own voice, and an opinion or a report of its writer's."""
        for at in range(len(p.tokens) if p.has_any("first_persons") else 0):
            if not p.any_of(at, "first_persons"):
                continue
            near = range(at + 1, min(at + 4, len(p.tokens)))
            verb = next((i for i in near if not p.any_of(i, "adverbs", "auxiliaries", "modals", "be")), None)
            known = p.words.verbs.get(p.low(verb)) if verb is not None else None
            if verb is not None and known is not None and known.kinds & {"speech", "belief"}:
                words = self._speakers.words_of(p, (at, verb))
                nobody = Speaker(SourcingType.UNATTRIBUTED, "", "", self._speakers.count)
                return self._statement(
                    sentence,
                    nobody,
                    voice=Voice.OWN_VOICE,
                    cue=p.tokens[verb].text,
                    why=f"“{words}”: whoever writes here speaks for themself",
                    further=((p.tokens[at].start, p.tokens[at].end),),
                )
        return None

    def _impression(self, sentence: Sentence, p: Phrases) -> Statement | None:
        """ "The harbour seems to be empty": the page's own voice, and its impression rather than a fact."""
        if not p.has_any("impressions"):
            return None
        at = next(index for index in range(len(p.tokens)) if p.any_of(index, "impressions"))
        nobody = Speaker(SourcingType.UNATTRIBUTED, "", "", self._speakers.count)
        cue = p.tokens[at].text
        why = f"“{cue}”: how it looks to whoever writes here"
        return self._statement(sentence, nobody, voice=Voice.OWN_VOICE, cue=cue, why=why)

    def _own(self, sentence: Sentence, why: str = "no cue and no quotation: the page says it itself") -> Statement:
        nobody = Speaker(SourcingType.UNATTRIBUTED, "", "", self._speakers.count)
        return self._statement(sentence, nobody, voice=Voice.OWN_VOICE, why=why)

    def _statement(
        self,
        sentence: Sentence,
        speaker: Speaker,
        *,
        voice: Voice,
        why: str = "",
        cue: str | None = None,
        source: Span | None = None,
        relayed: str | None = None,
        quotes: tuple[Quotation, ...] = (),
        content: Span | None = None,
        further: tuple[Span, ...] = (),
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
            further_sources=further,
        )


def _names(cue: Cue) -> bool:
    """Whether the cue's phrase is somebody who is said to say something, not only whose view or attitude it is."""
    if cue.shape >= Shape.LOOSE or cue.noun:
        return False
    return cue.verb is None or "speech" in cue.verb.kinds or cue.antecedent is not None


def _is_name(speaker: Speaker) -> bool:
    """Whether a label before a colon is somebody's name, and no "Editor's note"."""
    return speaker.kind is SourcingType.ON_RECORD_PERSON and not any(mark in speaker.words for mark in "'’")


def _why_loose(words: str, cue: str) -> str:
    return f"“{words}” with “{cue}”: what they want or think, told without words of theirs"


def _main(cues: Sequence[Cue]) -> Cue | None:
    """The cue that speaks for the sentence: the outermost; what was said goes before an act that is reported."""
    candidates = [cue for cue in cues if cue.shape is not Shape.HEARSAY]
    if not candidates:
        return None
    return min(candidates, key=_rank)


def _rank(cue: Cue) -> tuple[bool, bool, bool, Shape, int]:
    return cue.shape is Shape.LOOSE, cue.act, cue.shape is Shape.INSIDE, cue.shape, cue.first


def _subject(p: Phrases, cues: Sequence[Cue], cue: Cue) -> Phrase | None:
    """The subject of the sentence for a participle ("…, saying that"): of the verb before it, else the first phrase."""
    before = [other for other in cues if other.source is not None and other.last < cue.first]
    if before:
        return before[-1].source
    phrase = p.starting_at(0)
    return phrase if phrase and phrase[1] < cue.first and (p.capital(0) or p.is_pronoun(0)) else None


def _without_relative(p: Phrases, phrase: Phrase) -> Phrase:
    """The phrase up to its relative clause."""
    first, last = phrase
    stop = next((at for at in range(first + 1, last + 1) if p.any_of(at, "relatives") or not p.is_word(at)), last + 1)
    return first, stop - 1


def _in_a_post(p: Phrases, cue: Cue) -> bool:
    """Whether "on the network …" or "in a post" stands before what is said, or behind it with no verb between."""
    for at in p.places_of("social_marks"):
        if p.sequence_at(at, "social_marks") is None:
            continue
        if at < cue.first or not any(p.is_verb(between) for between in range(cue.last + 1, at)):
            return True
    return False


def _on_social(p: Phrases, cue: Cue, speaker: Speaker) -> Speaker:
    """Who "wrote on X" or tweeted speaks in a post."""
    written = p.any_of(cue.last, "social_verbs")
    if p.any_of(cue.last, "social_writing"):
        near = range(cue.last + 1, min(cue.last + 8, len(p.tokens)))
        written = any(p.any_of(at, "social_places") and p.any_of(at - 1, "prepositions") for at in near)
        written = written or _in_a_post(p, cue)
    if not written or speaker.kind not in (
        SourcingType.ON_RECORD_PERSON,
        SourcingType.ORGANISATION,
        SourcingType.GOVERNMENT,
    ):
        return speaker
    return Speaker(SourcingType.SOCIAL_POST, speaker.words, speaker.description, speaker.at, speaker.noun)
