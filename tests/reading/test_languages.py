from __future__ import annotations

import pytest

from claims.reading.read import read
from claims.reading.unread import NOT_READ
from claims.reading.words import reader_for
from claims.vocabulary import Part, SourcingType, Voice

ARABIC = "أعلنت سلطة الميناء إغلاق الرصيف. وقال عامل في الميناء إن الشقوق ظهرت قبل شهر."
PORTUGUESE = (
    "O porto da cidade velha não vai abrir antes do verão, disse uma fonte da câmara. O cais foi fechado em maio, e os "
    "barcos não podem sair por causa do gelo, que é mais grosso do que no ano passado, disse o porta-voz do município."
)
DUTCH = (
    "De haven van de oude stad blijft dicht, zei een bron bij het bestuur. Het ijs is te dik voor de schepen, en er is "
    "niet genoeg geld om de kade te herstellen, aldus een woordvoerder van de gemeente die niet met naam wil worden."
)


@pytest.mark.parametrize(
    ("language", "text", "shown", "number"),
    [("ar", ARABIC, "ar", 2), (None, ARABIC, None, 2), (None, PORTUGUESE, "pt", 2), ("en", DUTCH, "nl", 2)],
)
def test_a_language_without_a_lexicon_claims_nothing_about_sources(
    language: str | None, text: str, shown: str | None, number: int
) -> None:
    reading = read(text, language=language)
    assert (reading.attributed, reading.language, len(reading.statements)) == (False, shown, number)
    assert {(s.sourcing, s.source_words, s.cue, s.why) for s in reading.statements} == {
        (SourcingType.UNATTRIBUTED, None, None, NOT_READ)
    }
    assert reading.warnings == ()


def test_quotation_marks_are_seen_in_any_language() -> None:
    said, told = read(
        "قال: «الميناء مغلق اليوم حتى إشعار آخر». «لا أحد يعرف السبب حتى هذه اللحظة».", language="ar"
    ).statements
    assert (said.voice, told.voice) == (Voice.PARTIAL_QUOTE, Voice.DIRECT_QUOTE)


def test_the_text_outweighs_what_the_page_states_of_its_language() -> None:
    text = "The quay of the old town is closed, and the tugs are in the ice, a source at the port said on Friday. " * 2
    reading = read(text, language="ar")
    assert (reading.attributed, reading.language) == (True, "en")
    assert reading.statements[0].sourcing is SourcingType.UNNAMED_PERSON


def test_a_few_words_are_believed_to_be_what_the_page_states() -> None:
    assert reader_for("Ada Quill", "de").language == "de"
    assert reader_for("Ada Quill", "nl").attributed is False


def test_a_page_in_a_language_that_is_read_says_so() -> None:
    assert read("Nach Angaben der Polizei wurde niemand verletzt.", language="de").attributed is True


@pytest.mark.parametrize(
    ("language", "sentence", "source"),
    [
        ("fr", "La maire a déclaré mardi que le pont serait fermé.", "La maire"),
        ("fr", "Le ministre a annoncé lundi que l'usine fermerait en mai.", "Le ministre"),
        ("fr", "La procureure a précisé que l'enquête continuait.", "La procureure"),
        ("de", "Die Bürgermeisterin sagte am Dienstag, die Brücke werde gesperrt.", "Die Bürgermeisterin"),
        ("de", "Der Minister teilte am Montag mit, dass das Werk im Mai schließt.", "Der Minister"),
        ("de", "Der Staatsanwalt erklärte, die Akte sei geschlossen.", "Der Staatsanwalt"),
        ("es", "La alcaldesa declaró el martes que el puente se cerrará.", "La alcaldesa"),
        ("es", "El ministro anunció el lunes que la fábrica cerrará en mayo.", "El ministro"),
        ("es", "La jueza precisó que el caso sigue abierto.", "La jueza"),
    ],
)
def test_who_holds_an_office_is_a_person_on_record(language: str, sentence: str, source: str) -> None:
    found = read(f"Titel\n\n{sentence}", language=language).statements[-1]
    assert found.part is not Part.HEADLINE
    assert (found.sourcing, found.source_words) == (SourcingType.ON_RECORD_PERSON, source)
