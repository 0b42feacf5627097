"""The language of a text, from its script and its small words, beside what the page declares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.intake import from_html, from_text
from claims.capture.language import language_of, with_language
from claims.capture.values import PageFacts
from claims.vocabulary import CaptureMethod
from tests.capture.test_intake import BODY

TEXTS = {
    "en": "The ferry to Norhavn left the harbour an hour late on Monday, and the board said that it was to be "
    "repaired.",
    "de": "Die Fähre nach Norhavn ist am Montag mit einer Stunde Verspätung abgefahren, und der Hafen hat das "
    "nicht erklärt.",
    "fr": "Le ferry pour Norhavn est parti avec une heure de retard, et la direction du port ne dit pas pour "
    "qui il sera réparé.",
    "es": "El transbordador de Norhavn salió del puerto con una hora de retraso y la junta dijo que no se sabe "
    "por qué.",
    "it": "Il traghetto per Norhavn è partito con un’ora di ritardo e la direzione del porto non ha detto che "
    "cosa è successo.",
    "pt": "O barco para Norhavn saiu do porto com uma hora de atraso e a direção não disse o que se passou com "
    "os motores.",
    "nl": "De veerboot naar Norhavn is op maandag een uur te laat vertrokken en het bestuur van de haven heeft "
    "niet gezegd waarom.",
    "da": "Færgen til Norhavn sejlede en time for sent, og havnen har ikke sagt, at det var af hensyn til dem, "
    "som ventede. Hun blev.",
    "sv": "Färjan till Norhavn gick en timme för sent och hamnen har inte sagt att det var för dem som väntade "
    "på kajen.",
    "pl": "Prom do Norhavn wypłynął z portu z godzinnym opóźnieniem i zarząd nie powiedział, że to jest na "
    "razie dla nich ważne.",
    "ru": "Паром вышел из гавани с опозданием, и это было объявлено, но причины не были названы.",
    "uk": "Пором вийшов із гавані із запізненням, і її керівництво не назвало причини цієї події.",
    "ar": "غادرت العبّارة الميناء متأخرة ساعة يوم الاثنين، وأكدت إدارة الميناء إلى الصحيفة أنها لم تعرف السبب.",
    "fa": "کشتی با یک ساعت تأخیر از بندر خارج شد و گفته می‌شود که پس از تعمیر چند روز دیگر برمی‌گردد.",
    "ja": "フェリーは月曜日に一時間遅れて港を出たと、港の理事会が発表した。",
    "zh": "渡轮星期一晚点一小时离开港口，港务局在一份通知中说没有公布任何原因。",
    "ko": "페리는 월요일에 한 시간 늦게 항구를 떠났다고 항만 이사회가 밝혔다.",
    "el": "Το πλοίο έφυγε από το λιμάνι με μία ώρα καθυστέρηση τη Δευτέρα.",
    "he": "המעבורת יצאה מהנמל באיחור של שעה ביום שני, כך נמסר.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_clear_text_is_known_by_script_and_small_words(language: str) -> None:
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ferry late",
        "1234 5678 " * 20,
        "🚢" * 50,
        "Norhavn Vesterø Sandby Holm Lind " * 10,
        "ferry паром ferry паром " * 9,
    ],
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert language_of(text) is None


def test_the_text_wins_over_what_the_page_declares_and_both_are_told() -> None:
    facts = from_html(
        f'<html lang="de"><body><h1>Ferry</h1>{BODY}</body></html>'.encode(), method=CaptureMethod.URL
    ).facts
    assert (facts.language, facts.stated_language) == ("en", "de")
    assert facts.disagreements == ("language: the page declares “de”, its text is “en”",)


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN_us"])
def test_a_region_is_kept_where_text_and_page_agree(tag: str) -> None:
    facts = with_language(PageFacts(language=tag), TEXTS["en"])
    assert (facts.language, facts.stated_language, facts.disagreements) == (tag, tag, ())


def test_an_unclear_text_leaves_what_the_page_declares() -> None:
    facts = with_language(PageFacts(language="da"), "Norhavn")
    assert (facts.language, facts.stated_language, facts.disagreements) == ("da", "da", ())


def test_both_norwegian_forms_agree_with_norwegian() -> None:
    text = (
        "Ferga til Norhavn gikk en time for sent, og havna har ikke sagt at det var av hensyn til dem som ventet etter."
    )
    assert with_language(PageFacts(language="nb-NO"), text).disagreements == ()


def test_pasted_text_knows_its_language() -> None:
    assert from_text(TEXTS["fr"]).facts.language == "fr"


@given(st.text(max_size=400))
def test_no_text_breaks_the_check(text: str) -> None:
    found = language_of(text)
    assert found is None or (len(found) == 2 and len(text) >= 20)
