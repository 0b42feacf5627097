"""Quotation marks and abbreviations of English, German, French, Spanish and Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.capture.values import Block
from claims.reading.quotes import quotations
from claims.reading.read import read
from claims.reading.sentences import sentences
from claims.reading.words import LANGUAGES, lexicon
from tests.reading.test_read import assert_positions_hold

MARKS = ('"', "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "’", "‚", "「", "」", "''", "'", "״")
STOPS = (".", "?", "!", "…", "؟", "؛", "،", "۔", ":", "¿", "¡", "—", "…”", ".»")
WORDS = ("said", "ice", "U.S.", "Dr.", "z.B.", "M.", "Sr.", "قال", "المصدر", "No.", "3", "1.000", "Ada", "Quill", "the")
PAGE = st.lists(st.sampled_from((*MARKS, *STOPS, *WORDS, " ", "\n\n", "\u200f", "\u00a0")), max_size=60).map("".join)


def inner(text: str) -> list[str]:
    return [text[slice(*quote.inner)] for quote in quotations(text, (0, len(text)))]


def split(text: str, language: str) -> list[str]:
    span = (0, len(text))
    return [text[start:end] for start, end in sentences(text, span, quotations(text, span), lexicon(language))]


@settings(max_examples=400, deadline=None)
@given(PAGE, st.sampled_from((*LANGUAGES, "ar", None)))
def test_positions_hold_whatever_marks_stand_in_a_text(text: str, language: str | None) -> None:
    reading = read(text, language=language)
    assert_positions_hold(text, reading)
    for warning in reading.warnings:
        assert all(0 <= start <= end <= len(text) for start, end in warning.spans)


@settings(max_examples=200, deadline=None)
@given(PAGE, PAGE, st.sampled_from(LANGUAGES))
def test_positions_hold_in_blocks_of_a_page(first: str, second: str, language: str) -> None:
    text = f"{first}\n\n{second}"
    blocks = [Block("headline", 0, len(first)), Block("paragraph", len(first) + 2, len(text))]
    assert_positions_hold(text, read(text, blocks=blocks, language=language))


@settings(max_examples=300, deadline=None)
@given(PAGE)
def test_quotations_lie_in_order_inside_their_paragraph(text: str) -> None:
    last = 0
    for quote in quotations(text, (0, len(text))):
        assert last <= quote.start <= quote.inner[0] <= quote.inner[1] <= quote.end <= len(text)
        last = quote.end


@settings(max_examples=300, deadline=None)
@given(PAGE, st.sampled_from(LANGUAGES))
def test_sentences_leave_out_nothing_but_spaces(text: str, language: str) -> None:
    assert "".join("".join(split(text, language)).split()) == "".join(text.split())


# --- quotation marks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        # English: nested, single outside, American and British
        ("She said “he told me ‘go home’ at once” twice.", ["he told me ‘go home’ at once"]),
        ("She said ‘he told me “go home” at once’ twice.", ["he told me “go home” at once"]),
        ("“It is thin,” she said. “It is black.”", ["It is thin,", "It is black."]),
        ("She said ‘the sailors’ boat isn’t here’ and left.", ["the sailors’ boat isn’t here"]),
        # German: „…“, ‚…‘ inside, »…«, «…» as in Switzerland
        ("Er sagte: „Sie rief ‚geh heim‘ und ging.“ Dann schwieg er.", ["Sie rief ‚geh heim‘ und ging."]),
        ("Er sagte: »Sie rief ›geh heim‹ und ging.« Dann schwieg er.", ["Sie rief ›geh heim‹ und ging."]),
        ("Er sagte: «Sie rief ‹geh heim› und ging.» Dann schwieg er.", ["Sie rief ‹geh heim› und ging."]),
        ("Er sagte: „Das Eis ist dünn“, und ging.", ["Das Eis ist dünn"]),
        # French: spaces inside the marks, “…” inside «…»
        ("Elle a dit : « La glace est “noire” ici. » Puis rien.", ["La glace est “noire” ici."]),
        ("Elle a dit :\u00a0«\u00a0La glace est mince.\u00a0» Puis rien.", ["La glace est mince."]),
        ("« La glace, dit-elle, est mince »", ["La glace, dit-elle, est mince"]),
        # Spanish: «…» with “…” inside, signs that open a question
        ("Dijo: «El hielo es “negro” aquí». Luego nada.", ["El hielo es “negro” aquí"]),
        ("Preguntó: “¿Está cerrado el puerto?” y se fue.", ["¿Está cerrado el puerto?"]),
        # Arabic, from right to left
        ("قال المصدر: «الميناء مغلق اليوم». ثم غادر.", ["الميناء مغلق اليوم"]),
        ("قال المصدر: “الميناء مغلق اليوم”. ثم غادر.", ["الميناء مغلق اليوم"]),
        ('قال المصدر: "الميناء مغلق اليوم". ثم غادر.', ["الميناء مغلق اليوم"]),
        ("قال: «الجليد “أسود” هنا». ثم غادر.", ["الجليد “أسود” هنا"]),
    ],
)
def test_the_outermost_marks_of_each_language_make_the_quotation(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "The sailors’ boat isn’t Ada’s.",
        "Rock ’n’ roll of the ’90s was played.",
        "Das war Adas’ Boot.",
        "L’eau de l’île d’Eastmere n’est pas froide.",
        'A plank of 12" by 4" floated by.',
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert inner(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She said: “The ice is thin. Nobody leaves.", "en"),
        ("The ice is thin.” Nobody leaves.", "en"),
        ("Er sagte: „Das Eis ist dünn. Niemand geht.", "de"),
        ("Elle a dit : « La glace est mince. Personne ne part.", "fr"),
        ("Dijo: «El hielo es delgado. Nadie sale.", "es"),
    ],
)
def test_a_mark_without_its_pair_swallows_no_other_paragraph(text: str, language: str) -> None:
    page = f"{text}\n\nThe quay was empty."
    assert read(page, language=language).statements[-1].text == "The quay was empty."
    assert_positions_hold(page, read(page, language=language))


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ("„", "“"), ("«", "»"), ('"', '"')], ids=["en", "de", "fr", "straight"]
)
def test_a_quotation_runs_on_over_paragraphs_that_each_open_with_a_mark(opening: str, closing: str) -> None:
    text = (
        f"Nothing happened here.\n\nMayor Ada Quill said: {opening}The ice is thin and black.\n\n"
        f"{opening}Nobody should leave the harbour.{closing}\n\nThe quay was empty."
    )
    second, third = read(text, language="en").statements[-3:-1]
    assert third.description == second.description == "Mayor Ada Quill"
    assert [text[slice(*span)] for span in third.quotations] == ["Nobody should leave the harbour."]


# --- sentences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gen. Ada Quill and Mrs. Lamp met in Washington, D.C., at 5 p.m. on Jan. 3."),
        ("en", "The U.K. and the E.U. sent Sgt. B. Lamp and Prof. Roe, Ph.D., to Mt. Olave."),
        ("en", "It is 3.5 metres thick, i.e. about 12 feet, cf. vol. 2, pp. 3 and 4."),
        ("de", "Der Hafen ist z.B. am 3. Oktober und ca. 40 Tage danach geschlossen."),
        ("de", "Dr. Quill und Prof. Lampe kamen am 12. März mit der Nr. 4 an."),
        ("de", "Das kostet 3,5 Mio. Euro bzw. 1.000 Kronen pro Tag."),
        ("fr", "M. Quill et Mme Lampe ont vu le Dr. Roe au port."),
        ("es", "El Sr. Quill y la Sra. Lampe vieron al Dr. Roe en el puerto."),
        ("es", "EE. UU. envió dos barcos al puerto."),
    ],
)
def test_abbreviations_of_each_language_end_no_sentence(language: str, text: str) -> None:
    assert split(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "She lives in the U.S.", "He does not."),
        ("en", "“Is it thin?”", "Nobody knew."),
        ("en", "It was “thin.”", "Nobody knew."),
        ("de", "Er sagte: „Das Eis ist dünn.“", "Dann ging er."),
        ("de", "Ist es dünn?", "Niemand weiß es."),
        ("fr", "Elle a dit : « La glace est mince. »", "Puis rien."),
        ("fr", "Est-elle mince ?", "Personne ne sait."),
        ("es", "¿Está cerrado?", "¡Nadie lo sabe!"),
        ("es", "Dijo: «El hielo es delgado».", "Luego se fue."),
        ("en", "قال المصدر: «الميناء مغلق. لا أحد يغادر».", "ثم غادر."),
        ("en", "هل الجليد سميك؟", "لا أحد يعرف."),
        ("en", "قال: “هل الجليد سميك؟”", "ثم غادر."),
    ],
)
def test_two_sentences_are_two_in_each_language(language: str, first: str, second: str) -> None:
    assert split(f"{first} {second}", language) == [first, second]


def test_an_arabic_semicolon_and_comma_end_no_sentence() -> None:
    text = "الميناء مغلق؛ الجليد سميك، ولا أحد يغادر."
    assert split(text, "en") == [text]


def test_an_arabic_quotation_is_shown_and_nobody_is_named() -> None:
    text = (
        "الميناء\n\nكان اليوم باردا في المدينة كلها.\n\nقال المصدر: «الميناء مغلق اليوم ولن يفتح غدا». هل الجليد سميك؟"
    )
    reading = read(text, language="ar")
    assert reading.attributed is False
    quoted = [text[slice(*span)] for statement in reading.statements for span in statement.quotations]
    assert quoted == ["الميناء مغلق اليوم ولن يفتح غدا"]
    assert reading.statements[-1].text == "هل الجليد سميك؟"
