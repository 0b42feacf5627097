"""The cases that must come out right, each with sentences of its own."""

from __future__ import annotations

import pytest

from claims.capture.intake import from_html
from claims.reading.read import read
from claims.reading.values import Reading, Statement
from claims.vocabulary import CaptureMethod, Part, SourcingType, Voice, WarningKind
from tests.reading.build import page, sentence

UNNAMED = (SourcingType.UNNAMED_PERSON, SourcingType.UNNAMED_GROUP)


def quoted(statement: Statement, text: str) -> list[str]:
    return [text[slice(*span)] for span in statement.quotations]


def below(*paragraphs: str) -> str:
    return "\n\n".join(("A quiet week in Eastmere", "Nothing happened on the first day of the fair.", *paragraphs))


def named(text: str, start: str, **told: str) -> Statement:
    """The statement that starts with ``start``."""
    return next(
        statement
        for statement in read(text, language=told.get("language", "en")).statements
        if statement.text.startswith(start)
    )


# --- (1) an unnamed person reports officials -------------------------------------------------------------------------


def test_case_1_officials_view_a_thing_the_source_said_keeps_both_levels_and_one_origin() -> None:
    first, second = page(
        "The ferry is late, a source close to the harbour said.",
        "Port officials view the ice as “the worst that this town has seen in years,” the source said.",
    )
    assert second.sourcing is SourcingType.UNNAMED_PERSON
    assert second.relayed_for == "Port officials"
    assert second.origin == first.origin is not None


# --- (2) a later "the source" ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("introduced", "description"),
    [
        ("a source familiar with the repairs said", "a source familiar with the repairs"),
        ("a source close to the mayor told reporters", "a source close to the mayor"),
        ("said a person with knowledge of the repairs", "a person with knowledge of the repairs"),
    ],
)
def test_case_2_a_later_the_source_carries_the_first_and_fullest_description(introduced: str, description: str) -> None:
    noun = description.split()[1]
    first, second = page(f"The quay will be sold, {introduced}.", f"The {noun} said the price is not known.")
    assert first.description == second.description == description
    assert first.origin == second.origin is not None


def test_case_2_speaking_on_anonymity_is_the_same_source() -> None:
    first, second = page(
        "The quay will be sold, a source familiar with the repairs said.",
        "Speaking on anonymity, the source said: “The old quay is a danger to everyone who walks there.”",
    )
    assert second.description == "a source familiar with the repairs"
    assert second.origin == first.origin


# --- (3) scare quotes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The museum gives the town a way to export its “soft power” abroad.",
        "The so-called “ice kings” run the fish market.",
        "It was a “brave new” harbour for the whole region.",
    ],
)
def test_case_3_scare_quotes_are_no_speech(text: str) -> None:
    found = sentence(text)
    assert (found.voice, found.sourcing, found.quotations) == (Voice.OWN_VOICE, SourcingType.UNATTRIBUTED, ())


def test_case_3_two_words_with_a_cue_are_speech() -> None:
    text = below("Ada Quill called the plan and said it was “pure nonsense” from the start.")
    found = named(text, "Ada Quill")
    assert quoted(found, text) == ["pure nonsense"]


def test_case_3_five_words_without_a_cue_are_speech() -> None:
    found = sentence("“We shall not leave this harbour.”")
    assert found.voice is Voice.DIRECT_QUOTE


# --- (4) words that only look like cues ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The United States has fifty states.",
        "No part may be used without express permission.",
        "The report lies on the table.",
        "The claim was settled in May.",
        "The plan is two hundred pages long.",
        "The show begins at eight.",
        "An old claim form and a new report were in the drawer.",
    ],
)
def test_case_4_words_that_only_look_like_cues_attribute_nothing(text: str) -> None:
    found = sentence(text)
    assert (found.sourcing, found.cue) == (SourcingType.UNATTRIBUTED, None)


def test_case_4_leave_a_reply_attributes_nothing() -> None:
    text = below("It rained.", "Leave a Reply", "Your address will not be shown.")
    assert all(statement.sourcing is SourcingType.UNATTRIBUTED for statement in read(text, language="en").statements)


# --- (5) coordinated verbs, quotations over paragraphs ---------------------------------------------------------------


def test_case_5_view_and_believe_keep_their_subject() -> None:
    found = sentence("Harbour officials view the ice as harmless and believe that it will melt by May.")
    assert found.source_words == "Harbour officials"
    assert found.sourcing is SourcingType.UNNAMED_GROUP


def test_case_5_a_quotation_over_paragraphs_keeps_its_speaker_and_says_that_this_is_inferred() -> None:
    first, *rest = page(
        "Mayor Ada Quill said: “The ice came early this year and nobody was ready.",
        "“We lost two boats in a single night.",
        "“The third one may still be saved by the crews.”",
    )
    assert first.sourcing is SourcingType.ON_RECORD_PERSON
    assert [statement.description for statement in rest] == [first.description] * 2
    assert all("goes on" in statement.why for statement in rest)
    assert all(statement.source_words is None for statement in rest)


# --- (6) drift -------------------------------------------------------------------------------------------------------


def drift(reading: Reading) -> list[str]:
    return [warning.detail for warning in reading.warnings if warning.kind is WarningKind.WORDING_DRIFT]


def test_case_6_a_lost_military_is_drift() -> None:
    text = below(
        "Some yards are giving non-lethal assistance to Brigport, a source close to the fleet said.",
        "The source said: “What we see is non-lethal military assistance that stops short of a sale.”",
    )
    assert drift(read(text, language="en")) == [
        "told as “non-lethal assistance”, quoted as “non-lethal military assistance”: without “military”"
    ]


def test_case_6_every_lost_word_group_is_named() -> None:
    text = below(
        "Some yards are giving non-lethal assistance to Brigport, a source close to the fleet said.",
        "The source said: “What we see is non-lethal military assistance and economic support that stops short.”",
    )
    (detail,) = drift(read(text, language="en"))
    assert detail.endswith("without “military” and “economic support”")


def test_case_6_a_may_that_became_a_will_is_drift() -> None:
    text = below(
        "The council will close the harbour, Mayor Ada Quill said.",
        "“The council may close the harbour in the autumn,” Ada Quill said.",
    )
    (detail,) = drift(read(text, language="en"))
    assert "without “may”" in detail


@pytest.mark.parametrize(
    "told",
    [
        "Some yards are giving non-lethal military assistance to Brigport, a source close to the fleet said.",
        "Some yards are helping Brigport, a source close to the fleet said.",
    ],
)
def test_case_6_the_same_words_or_none_of_them_are_no_drift(told: str) -> None:
    text = below(told, "The source said: “What we see is non-lethal military assistance that stops short of a sale.”")
    assert drift(read(text, language="en")) == []


# --- (7) furniture, captions, dates ----------------------------------------------------------------------------------

LINES = (
    "© 2021 The Eastmere Ledger. No use without the express permission said to be needed.",
    "Leave a Reply",
    "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
)
CAPTION = "Tugs lie at the quay, which officials say is safe."


def test_case_7_notice_comment_form_caption_and_date_line_attribute_nothing_in_pasted_text() -> None:
    text = "\n\n".join(
        (
            "A quiet week in Eastmere",
            "March 3, 2021",
            f"{CAPTION} Photo Ada Quill",
            "Nothing happened on the first day of the fair. It was cold. Many people came to the quay and went home.",
            "The tugs lay in the ice all day. Nobody worked. The cranes stood still until the evening came.",
            *LINES,
        )
    )
    nothing_is_attributed(read(text))


def test_case_7_notice_comment_form_caption_and_date_line_attribute_nothing_in_html() -> None:
    html = f"""<html lang="en"><head><title>A quiet week in Eastmere</title></head><body><article>
        <h1>A quiet week in Eastmere</h1><time datetime="2021-03-03">March 3, 2021</time>
        <figure><img src="tugs.jpg"><figcaption>{CAPTION} Photo Ada Quill</figcaption></figure>
        <p>Nothing happened on the first day of the fair. It was cold. Many people came to the quay and went home.</p>
        <p>The tugs lay in the ice all day. Nobody worked. The cranes stood still until the evening came.</p>
        <p>{LINES[0]}</p></article>
        <div id="respond"><h3>{LINES[1]}</h3><form><textarea></textarea></form><p>{LINES[2]}</p></div>
        </body></html>"""
    captured = from_html(html.encode(), method=CaptureMethod.UPLOAD)
    assert "The tugs lay in the ice" in captured.text
    published = captured.facts.published
    nothing_is_attributed(
        read(captured.text, blocks=captured.blocks, published=published.value if published else None, language="en")
    )


def nothing_is_attributed(reading: Reading) -> None:
    assert any(statement.part is Part.BODY for statement in reading.statements)
    for statement in reading.statements:
        assert not statement.text.startswith(("©", "Leave a", "This site", "March 3"))
        assert (statement.sourcing, statement.quotations) == (SourcingType.UNATTRIBUTED, ()), statement.text


# --- (8) groups ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["Experts believe", "Analysts say", "Officials said", "Sources say"])
def test_case_8_experts_believe_and_analysts_say_are_an_unnamed_group(start: str) -> None:
    assert sentence(f"{start} that the ice will melt in May.").sourcing is SourcingType.UNNAMED_GROUP


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ice will melt in May, officials said.", SourcingType.UNNAMED_GROUP),
        ("The ice will melt in May, the Harbour Ministry said.", SourcingType.GOVERNMENT),
        ("The ice will melt in May, a spokesman for the Harbour Ministry said.", SourcingType.GOVERNMENT),
    ],
)
def test_case_8_officials_are_unnamed_unless_an_institution_is_named(text: str, kind: SourcingType) -> None:
    assert sentence(text).sourcing is kind


# --- attribution: what each statement says ---------------------------------------------------------------------------


def test_a_quotation_over_two_sentences_belongs_to_its_speaker() -> None:
    first, second = page("“The ice is black,” Mayor Ada Quill said. “Nobody should walk on it before the spring.”")
    assert first.description == second.description is not None
    assert second.voice is Voice.DIRECT_QUOTE


def test_she_said_between_two_quotations_is_the_speaker_before() -> None:
    first, second, third = page(
        "Mayor Ada Quill opened the fair and said it was cold.", "“We are ready,” she said. “The boats are in.”"
    )
    assert first.description == second.description == third.description


@pytest.mark.parametrize(("pronoun", "kind"), [("He", SourcingType.ON_RECORD_PERSON), ("The source", UNNAMED[0])])
def test_pronouns_and_short_forms_are_the_speaker_named_before(pronoun: str, kind: SourcingType) -> None:
    who = "Mayor Bram Quill" if pronoun == "He" else "a source close to the harbour"
    first, second = page(f"The ferry is late, {who} said.", f"{pronoun} said the ice was thick.")
    assert (second.sourcing, second.description) == (kind, first.description)


def test_the_ministry_is_the_ministry_named_before() -> None:
    first, second = page("The Harbour Ministry of Eastland said the ferry is late.", "The ministry said it was sorry.")
    assert second.sourcing is SourcingType.GOVERNMENT
    assert first.sourcing is SourcingType.GOVERNMENT


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It is believed that the ferry is lost.", "is believed"),
        ("The ferry is reportedly lost.", "reportedly"),
        ("The ferry was allegedly sold.", "allegedly"),
    ],
)
def test_impersonal_forms_are_hearsay_without_a_source(text: str, cue: str) -> None:
    found = sentence(text)
    assert (found.sourcing, found.cue) == (SourcingType.UNATTRIBUTED, cue)
    assert found.voice is Voice.PARAPHRASE


def test_according_to_documents_is_a_document() -> None:
    found = sentence("The quay was sold in May, according to documents seen by the Lamp.")
    assert found.sourcing is SourcingType.DOCUMENT


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("a sailor", SourcingType.UNNAMED_PERSON),
        ("sailors", SourcingType.UNNAMED_GROUP),
        ("sources", SourcingType.UNNAMED_GROUP),
        ("Mayor Ada Quill", SourcingType.ON_RECORD_PERSON),
    ],
)
def test_an_unnamed_person_an_unnamed_group_and_a_name_are_told_apart(who: str, kind: SourcingType) -> None:
    assert sentence(f"The ice is thin, {who} said.").sourcing is kind


def test_the_explanation_names_the_words_that_decided() -> None:
    found = sentence("The ice is thin, a sailor said.")
    assert "a sailor" in found.why
    assert "said" in found.why


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        (
            "de",
            "Das Eis ist dünn, sagte Bürgermeisterin Ada Quill am Montag der Zeitung.",
            SourcingType.ON_RECORD_PERSON,
        ),
        ("de", "Nach Angaben von Beamten ist das Eis in diesem Winter dünn.", SourcingType.UNNAMED_GROUP),
        ("fr", "La glace est mince, selon des experts du port de la ville.", SourcingType.UNNAMED_GROUP),
        ("es", "El hielo es delgado, según fuentes del puerto de la ciudad.", SourcingType.UNNAMED_GROUP),
    ],
)
def test_german_french_and_spanish_are_usable(language: str, text: str, kind: SourcingType) -> None:
    found = read(f"{text}\n\n{text}", language=language).statements[-1]
    assert found.sourcing is kind


# --- sentences and parts ---------------------------------------------------------------------------------------------


def test_headline_lead_body_caption_and_quotation_are_told_apart() -> None:
    text = below("Tugs lie at the quay in the ice. Photo Ada Quill/Reuters", "“It is cold,” Mayor Ada Quill said.")
    parts = {statement.text: statement.part for statement in read(text, language="en").statements}
    assert parts["A quiet week in Eastmere"] is Part.HEADLINE
    assert parts["Nothing happened on the first day of the fair."] is Part.LEAD
    assert parts["Tugs lie at the quay in the ice."] is Part.CAPTION
    assert parts["“It is cold,” Mayor Ada Quill said."] in (Part.BODY, Part.QUOTE)
