from __future__ import annotations

import pytest

from claims.reading.read import read
from claims.vocabulary import SourcingType, Voice
from tests.reading.build import HARBOUR, page, sentence


@pytest.mark.parametrize(
    ("text", "kind", "words", "cue"),
    [
        ("Ada Quill said the quay was empty.", "on_record_person", "Ada Quill", "said"),
        ("The quay was empty, said Mayor Ada Quill.", "on_record_person", "Mayor Ada Quill", "said"),
        ("“The quay is empty,” Ms. Quill told the Lamp.", "on_record_person", "Ms. Quill", "told"),
        ("Ada Quill, a harbour pilot in Eastmere, said the study was flawed.", "on_record_person", "Ada Quill", "said"),
        ("The quay, Ada Quill said, was empty.", "on_record_person", "Ada Quill", "said"),
        ("Lamp & Sons Inc. said it would appeal.", "organisation", "Lamp & Sons Inc.", "said"),
        ("The company, which owns two tugs, said it would appeal.", "organisation", "The company", "said"),
        (
            "A spokesman for the shipping company said the tugs were safe.",
            "organisation",
            "A spokesman for the shipping company",
            "said",
        ),
        ("The Ministry of Transport said roads were open.", "government", "The Ministry of Transport", "said"),
        ("Roads are open, according to the White House.", "government", "the White House", "according to"),
        ("Police said nobody was hurt.", "government", "Police", "said"),
        (
            "The quay will close, according to documents seen by the Lamp.",
            "document",
            "documents seen by the Lamp",
            "according to",
        ),
        ("Court filings show that the tug was sold twice.", "document", "Court filings", "show"),
        ("Data from the port office show that traffic fell.", "dataset", "Data from the port office", "show"),
        ("“We are done here for good,” Mayor Ada Quill wrote on X.", "social_post", "Mayor Ada Quill", "wrote"),
        (
            "The quay will close, said a source close to the harbour office.",
            "unnamed_person",
            "a source close to the harbour office",
            "said",
        ),
        (
            "A port official who asked not to be named said the quay was empty.",
            "unnamed_person",
            "A port official who asked not to be named",
            "said",
        ),
        ("Experts believe that the winter will be long.", "unnamed_group", "Experts", "believe"),
        ("Analysts say the tugs are old.", "unnamed_group", "Analysts", "say"),
        (
            "Two people briefed on the talks said the quay was sold.",
            "unnamed_group",
            "Two people briefed on the talks",
            "said",
        ),
        (
            "More than half of the voters said they liked the quay.",
            "unnamed_group",
            "More than half of the voters",
            "said",
        ),
        ("This newspaper saw twelve ships leave the harbour.", "own_observation", "This newspaper", "saw"),
        ("A reporter for the Lamp saw twelve ships leave.", "own_observation", "A reporter for the Lamp", "saw"),
    ],
)
def test_who_says_it_and_what_kind_of_source_that_is(text: str, kind: str, words: str, cue: str) -> None:
    found = sentence(text)
    assert (found.sourcing, found.source_words, found.cue) == (SourcingType(kind), words, cue)
    assert found.source_span is not None


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        ("Mayor Ada Quill on Tuesday said the quay was empty.", "Mayor Ada Quill", "said"),
        ("Ada Quill (Eastmere), also a pilot, said the quay was empty.", "Ada Quill", "said"),
        ("It was over, a spokeswoman, Ada Quill, said on Friday.", "a spokeswoman", "said"),
        ("“It is over,” said retired harbour pilot Ada Quill.", "retired harbour pilot Ada Quill", "said"),
        ("The quay is a danger, former harbour pilot Ada Quill says.", "former harbour pilot Ada Quill", "says"),
        ("Ada Quill, author of “Cold Quay,” on ice at sea, said it was over.", "Ada Quill", "said"),
        ("Some have suggested that the quay is old.", "Some", "have suggested"),
        ("Several said they would leave.", "Several", "said"),
        ("Nearly nine out of ten say they will leave.", "nine out of ten", "say"),
        ("On the quay, 42% say they are late.", "42%", "say"),
        ("He’s said the quay is old.", "He", "’s said"),
        ("Ada Quill vehemently denied it.", "Ada Quill", "vehemently denied"),
        ("Ada Quill continued:", "Ada Quill", "continued"),
        ("The quay is cold,” said Ada Quill.", "Ada Quill", "said"),
        ("Harbour Pilot Ada Quill Just Revealed Plans For A Dock", "Harbour Pilot Ada Quill", None),
    ],
)
def test_the_source_is_found_over_what_stands_between(text: str, words: str, cue: str | None) -> None:
    found = sentence(text)
    assert found.source_words == words
    assert cue is None or found.cue == cue


def test_a_conversation_written_down_keeps_its_speaker_within_the_paragraph() -> None:
    first, second, third = page("Ada Quill: It is over now. We leave on Friday.", "It rained.")
    assert (first.source_words, second.description, third.description) == ("Ada Quill", "Ada Quill", None)
    assert (second.source_words, second.voice) == (None, Voice.PARAPHRASE)


def test_a_note_before_a_colon_speaks_for_its_own_sentence_only() -> None:
    assert page("Editor’s Note: It is over now. We leave on Friday.")[1].description is None


def test_a_quotation_closed_by_a_mark_of_another_kind_is_one() -> None:
    found = page('“It was cold on the quay,” Ada Quill said. “Nobody came."')[1]
    assert (found.voice, found.description) == (Voice.DIRECT_QUOTE, "Ada Quill")


@pytest.mark.parametrize(
    "text",
    [
        "The quay was opened in 1871.",
        "Its report, claim and plan for the show were lost.",
        "The United States and its states have many quays.",
        "Nobody may sell the tug without express permission.",
        "The shows on the quay end at noon.",
        "The old tug has a “quiet charm” of its own.",
        "The council is supporting the fair with wood.",
        "The song “Ice On The Old Dark Quay” was played.",
        "It is the most telling and the most elaborate of the quays.",
        "The tug has maintained its speed.",
    ],
)
def test_what_only_looks_like_a_cue_is_the_pages_own_voice(text: str) -> None:
    found = sentence(text)
    assert (found.voice, found.sourcing, found.cue) == (Voice.OWN_VOICE, SourcingType.UNATTRIBUTED, None)


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Ada Quill said: “The ice is thick. Nobody leaves.”", Voice.DIRECT_QUOTE),
        ("“The ice is thick,” Ada Quill said.", Voice.DIRECT_QUOTE),
        ("Ada Quill said the ice was “the worst of a long life at sea”.", Voice.PARTIAL_QUOTE),
        ("Ada Quill said the ice was thick.", Voice.PARAPHRASE),
    ],
)
def test_in_whose_words_it_stands(text: str, voice: Voice) -> None:
    assert sentence(text).voice is voice


def test_quotations_are_what_stands_inside_the_marks() -> None:
    found = page("“The ice is thick,” Ada Quill said, “and nobody leaves.”")[0]
    text = (
        "A quiet week in Eastmere\n\nNothing happened on the first day of the fair.\n\n“The ice is "
        "thick,” Ada Quill said, “and nobody leaves.”"
    )
    assert [text[start:end] for start, end in found.quotations] == ["The ice is thick,", "and nobody leaves."]


def test_content_leaves_out_source_and_cue() -> None:
    text = (
        "A quiet week in Eastmere\n\nNothing happened at all.\n\nAda Quill said that the quay was "
        "empty.\n\nThe quay was cold, Bert Lamp said on Friday."
    )
    contents = [text[slice(*s.content)] for s in read(text, language="en").statements if s.content]
    assert contents == ["the quay was empty", "The quay was cold"]


def test_an_unnamed_source_that_speaks_for_others_is_a_relay() -> None:
    found = sentence("Port officials see no danger and think it is over, a person close to the talks said.")
    assert (found.sourcing, found.source_words) == (SourcingType.UNNAMED_PERSON, "a person close to the talks")
    assert found.relayed_for == "Port officials"


def test_officials_who_only_act_are_no_relay() -> None:
    assert sentence("A source said that port officials are leaving the quay.").relayed_for is None


def test_a_later_the_source_keeps_origin_and_first_description() -> None:
    first, _, later = page(
        "A source close to the talks said it was over.", "It rained.", "The source said it was cold."
    )
    assert first.origin == later.origin == "unnamed-1"
    assert (later.source_words, later.description) == ("The source", "A source close to the talks")


def test_another_source_is_another_origin() -> None:
    first, second = page("A source close to the talks said it was over.", "A second source said it was cold.")
    assert (first.origin, second.origin) == ("unnamed-1", "unnamed-2")


def test_a_group_has_no_origin_of_its_own() -> None:
    assert sentence("Experts believe that the winter will be long.").origin is None


def test_he_is_the_speaker_before() -> None:
    first, second = page("A source close to the talks said it was over.", "He said it was cold.")
    assert (second.sourcing, second.origin) == (SourcingType.UNNAMED_PERSON, first.origin)


def test_she_is_the_named_speaker_before() -> None:
    found = page("Ada Quill, a pilot, said it was over.", "She added that it was cold.")[1]
    assert (found.sourcing, found.source_words) == (SourcingType.ON_RECORD_PERSON, "She")
    assert found.description == "Ada Quill, a pilot"


def test_verbs_joined_by_and_share_their_subject() -> None:
    found = sentence("Ada Quill left the quay and said it was cold.")
    assert found.source_words == "Ada Quill"


def test_a_quotation_goes_on_with_its_speaker_in_the_next_sentence() -> None:
    found = page("“It was cold on the quay,” Ada Quill said. “Nobody came.”")[1]
    assert (found.voice, found.sourcing, found.description) == (
        Voice.DIRECT_QUOTE,
        SourcingType.ON_RECORD_PERSON,
        "Ada Quill",
    )
    assert found.source_words is None


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    found = page("Ada Quill said: “The ice is thick and the quay is cold.", "“Nobody came to see it all day long.”")
    assert [statement.description for statement in found] == ["Ada Quill", "Ada Quill"]
    assert [statement.voice for statement in found] == [Voice.DIRECT_QUOTE, Voice.DIRECT_QUOTE]


def test_a_long_quotation_that_nobody_is_named_for_is_unattributed() -> None:
    found = sentence("The plan is “a gift to nobody in this town”.")
    assert (found.voice, found.sourcing) == (Voice.PARTIAL_QUOTE, SourcingType.UNATTRIBUTED)


def test_hearsay_has_no_source() -> None:
    found = sentence("The tug is said to be lost.")
    assert (found.voice, found.sourcing, found.source_words) == (Voice.PARAPHRASE, SourcingType.UNATTRIBUTED, None)


def test_every_statement_says_why() -> None:
    assert all(statement.why for statement in read(HARBOUR).statements)


@pytest.mark.parametrize(
    ("language", "text", "kind", "words"),
    [
        (
            "de",
            "Der Hafen bleibt zu, sagte eine mit dem Fall vertraute Person am Dienstag.",
            "unnamed_person",
            "eine mit dem Fall vertraute Person",
        ),
        ("de", "Nach Angaben der Polizei wurde niemand verletzt.", "government", "Polizei"),
        (
            "de",
            "„Das Eis ist zu dick“, sagte Bürgermeisterin Anna Feld.",
            "on_record_person",
            "Bürgermeisterin Anna Feld",
        ),
        ("fr", "Selon la police, personne n'a été blessé.", "government", "la police"),
        (
            "fr",
            "Le port reste fermé, a déclaré mardi une source proche du dossier.",
            "unnamed_person",
            "une source proche du dossier",
        ),
        (
            "es",
            "El puerto sigue cerrado, dijo el martes una fuente cercana al caso.",
            "unnamed_person",
            "una fuente cercana al caso",
        ),
        ("es", "Los expertos creen que el invierno será largo.", "unnamed_group", "Los expertos"),
    ],
)
def test_other_languages_are_read_with_their_own_words(language: str, text: str, kind: str, words: str) -> None:
    found = read(text, language=language).statements[0]
    assert (found.sourcing, found.source_words) == (SourcingType(kind), words)
