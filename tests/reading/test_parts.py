from __future__ import annotations

from claims.capture.values import Block
from claims.reading.parts import Kind, paragraphs, pieces
from claims.reading.read import read
from claims.reading.words import lexicon
from claims.vocabulary import Part
from tests.reading.build import HARBOUR


def kinds(text: str) -> list[Kind]:
    return [piece.kind for piece in pieces(text, None, lexicon("en"))]


def test_a_pasted_page_has_headline_caption_lead_body_and_furniture() -> None:
    reading = read(HARBOUR)
    parts = [statement.part for statement in reading.statements]
    assert parts[:3] == [Part.HEADLINE, Part.CAPTION, Part.LEAD]
    assert set(parts[3:]) == {Part.BODY}
    assert reading.title == "Harbour of Eastmere to close as ice grows"
    left_out = [HARBOUR[start:end] for start, end in reading.furniture]
    assert left_out == [
        "© 2021, The Eastmere Lamp. All rights reserved.",
        "Be the first to comment",
        "Leave a Reply",
        "This site uses Akismet to reduce spam.",
    ]


def test_a_caption_ends_before_its_credit() -> None:
    caption = read(HARBOUR).captions[0]
    assert HARBOUR[caption.start : caption.end] == "Tugs lie at the quay of Eastmere on Feb. 3, 2015."
    assert (caption.credit, caption.year) == ("Ada Quill", 2015)


def test_an_agency_in_brackets_is_a_credit() -> None:
    text = (
        "Ice on the quay\n\nTugs lie at the quay. (AP Photo/Ada Quill)\n\nThe quay was empty for a day.\n\nNobody came."
    )
    reading = read(text)
    assert [(text[c.start : c.end], c.credit) for c in reading.captions] == [
        ("Tugs lie at the quay.", "AP Photo/Ada Quill")
    ]


def test_a_credit_on_a_line_of_its_own_makes_the_line_above_a_caption() -> None:
    text = "Ice on the quay\n\nTugs lie at the quay in winter.\nPhoto: Ada Quill\n\nThe quay was empty.\n\nNobody came."
    assert kinds(text)[:4] == [Kind.HEADLINE, Kind.CAPTION, Kind.FURNITURE, Kind.BODY]


def test_a_photo_in_a_sentence_is_no_credit() -> None:
    assert Kind.CAPTION not in kinds(
        "Ice on the quay\n\nThe mayor lost a photo.\n\nNobody saw the photo by the door.\n\nEnd."
    )


def test_one_paragraph_has_no_headline() -> None:
    assert kinds("The quay was empty for a day, and nobody came.") == [Kind.BODY]


def test_a_first_paragraph_of_two_sentences_is_no_headline() -> None:
    assert kinds("The quay was empty. Nobody came.\n\nThe ice was thick, and the tugs lay still.")[0] is Kind.BODY


def test_what_readers_wrote_below_is_no_part_of_the_article() -> None:
    body = "The quay was empty for a whole day, and nobody came to see it.\n\n" * 6
    text = f"Ice on the quay\n\n{body}2 Comments\n\nBert says it was all a hoax by the council."
    assert kinds(text)[-2:] == [Kind.FURNITURE, Kind.FURNITURE]


def test_a_byline_is_furniture() -> None:
    text = "Ice on the quay\n\nBy Ada Quill\n\nThe quay was empty for a day.\n\nNobody came."
    assert kinds(text)[1] is Kind.BYLINE


def test_lines_broken_at_one_width_are_one_paragraph() -> None:
    text = (
        "The quay of Eastmere was empty for a whole day after the ice came\n"
        "down the river and the tugs were called back to their old moorings\n"
        "near the dry dock, where nobody had been since the winter fair of\n"
        "that year."
    )
    assert paragraphs(text) == [(0, len(text))]


def test_single_line_ends_divide_paragraphs() -> None:
    text = "The quay was empty.\nNobody came."
    assert [text[start:end] for start, end in paragraphs(text)] == ["The quay was empty.", "Nobody came."]


def test_blocks_of_a_page_are_taken_as_they_are() -> None:
    text = "Ice grows.\n\nThe quay was empty.\n\nShare this\n\nTugs in winter. Photo: Ada Quill"
    starts = [text.index(line) for line in text.split("\n\n")]
    sorts = ["headline", "paragraph", "paragraph", "caption"]
    blocks = [
        Block(kind, start, start + len(line))
        for kind, start, line in zip(sorts, starts, text.split("\n\n"), strict=True)
    ]
    reading = read(text, blocks=blocks)
    assert [(s.part, s.text) for s in reading.statements] == [
        (Part.HEADLINE, "Ice grows."),
        (Part.LEAD, "The quay was empty."),
        (Part.CAPTION, "Tugs in winter."),
    ]
    assert [text[start:end] for start, end in reading.furniture] == ["Share this"]
