"""PDF files: paragraphs and headline as the eye sees them, pages, and what cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from claims.capture.errors import CaptureError, NotText, TooLarge
from claims.capture.intake import from_fetched, from_file
from claims.capture.pdf import MAX_PAGES
from claims.capture.values import Captured, page_at
from claims.vocabulary import Precision
from tests.capture.pdfs import At, a_pdf, column
from tests.capture.test_intake import fetched

HEAD = At(72, 800, "Harbour Courier, report 7", 9)
HEADLINE = At(72, 760, "Ferries wait for repairs", 20)
FIRST = column(
    [
        "The ferry to Norhavn left the harbour an hour late on Monday, the harbour",
        "board said in a notice that named no rea-",
        "son for the delay of the second ferry.",
    ],
    [
        "A source familiar with the repairs said that the engine had failed twice in",
        "the past week. The board did not answer questions about the engine, which is",
    ],
)
SECOND = column(["ten years old and was repaired last spring."], ["“We will run,” said Ada Holm."])
THIRD = column(["The third page stands alone."])
INFO = {"Title": "Report 7", "Author": "Bo Lind", "CreationDate": "D:20260302081500+01'00'", "ModDate": "D:202604"}


def foot(number: int) -> At:
    return At(300, 30, str(number), 9)


PAGES = ([HEAD, HEADLINE, *FIRST, foot(1)], [HEAD, *SECOND, foot(2)], [HEAD, *THIRD, foot(3)])
REPORT = a_pdf(*PAGES, info=INFO)


def read(raw: bytes = REPORT) -> Captured:
    return from_file("report.pdf", raw)


def blocks(taken: Captured) -> list[tuple[str, str]]:
    assert taken.blocks is not None
    return [(block.kind, taken.text[block.start : block.end]) for block in taken.blocks]


def test_lines_become_headline_and_paragraphs_over_pages_and_divided_words_whole() -> None:
    assert blocks(read()) == [
        ("headline", "Ferries wait for repairs"),
        (
            "paragraph",
            "The ferry to Norhavn left the harbour an hour late on Monday, the harbour board said in a notice that "
            "named no reason for the delay of the second ferry.",
        ),
        (
            "paragraph",
            "A source familiar with the repairs said that the engine had failed twice in the past week. The board did "
            "not answer questions about the engine, which is ten years old and was repaired last spring.",
        ),
        ("paragraph", "“We will run,” said Ada Holm."),
        ("paragraph", "The third page stands alone."),
    ]


@pytest.mark.parametrize(
    ("words", "page"), [("Ferries wait", 1), ("which is", 1), ("ten years", 2), ("We will run", 2), ("third page", 3)]
)
def test_a_passage_knows_its_page_also_inside_a_paragraph_over_two_pages(words: str, page: int) -> None:
    taken = read()
    assert page_at(taken.pages, taken.text.index(words)) == page


def test_a_hyphen_stays_where_the_word_stands_with_it_elsewhere() -> None:
    lines = [
        "The harbour said that non-",
        "lethal help and anglo-",
        "Saxon habits came by sea-",
        "plane; non-lethal help was late.",
    ]
    assert read(a_pdf(column(lines))).text == (
        "The harbour said that non-lethal help and anglo-Saxon habits came by seaplane; non-lethal help was late."
    )


def test_an_empty_page_counts_and_what_has_no_pages_has_no_number() -> None:
    taken = read(a_pdf(column(["The ferry left."]), [], column(["It came back."])))
    assert (page_at(taken.pages, 0), page_at(taken.pages, taken.text.index("It came"))) == (1, 3)
    assert page_at((), 7) is None


def test_heads_and_page_numbers_are_no_article_but_kept_for_notices() -> None:
    taken = read()
    assert "report 7" not in taken.text
    assert taken.whole.count("Harbour Courier, report 7") == 3


def test_what_the_file_says_of_itself_is_kept_with_where_it_says_so() -> None:
    facts = read().facts
    assert (facts.title, facts.authors, facts.language) == ("Ferries wait for repairs", ("Bo Lind",), "en")
    assert ("authors", "PDF Author") in facts.evidence


def test_the_days_on_which_the_file_was_made_and_changed_are_no_dates_of_the_article() -> None:
    facts = read().facts
    assert (facts.published, facts.modified) == (None, None)
    assert facts.evidence[-3:-1] == (
        ("file made", "2026-03-02 (PDF CreationDate)"),
        ("file changed", "2026-04 (PDF ModDate)"),
    )
    printed = read(a_pdf(*PAGES, info=INFO | {"Producer": "Skia/PDF m142"})).facts
    assert (printed.published, printed.modified) == (None, None)
    assert ("file made", "2026-03-02 (PDF CreationDate, by a browser)") in printed.evidence


@pytest.mark.parametrize(
    ("stated", "value", "precision"),
    [
        (b"<prism:publicationDate>2026-03-02T08:00:00Z</prism:publicationDate>", date(2026, 3, 2), Precision.DAY),
        (b"<prism:publicationDate> <rdf:Seq><rdf:li>2026-03</rdf:li>", date(2026, 3, 1), Precision.MONTH),
        (b'<rdf:Description prism:coverDate="2026-03-02">', date(2026, 3, 2), Precision.DAY),
    ],
)
def test_a_publisher_may_state_the_day_of_publication_in_the_file(
    stated: bytes, value: date, precision: Precision
) -> None:
    found = read(REPORT.replace(b"trailer", b"% " + stated + b"\ntrailer", 1)).facts.published
    assert found is not None
    assert (found.value, found.precision) == (value, precision)
    assert found.evidence.startswith("PDF XMP prism:")


@pytest.mark.parametrize("stated", [b"<xmp:CreateDate>2026-03-02</xmp:CreateDate>", b"<prism:publicationDate>soon"])
def test_no_other_day_in_the_data_of_a_file_is_that_of_publication(stated: bytes) -> None:
    assert read(REPORT.replace(b"trailer", b"% " + stated + b"\ntrailer", 1)).facts.published is None


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - note.docx", "report_final.pdf"])
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    assert read(a_pdf(column(["The ferry left the harbour an hour late."]), info={"Title": title})).facts.title is None


def test_a_pdf_without_a_larger_line_is_called_by_its_own_title() -> None:
    taken = read(a_pdf(FIRST, info=INFO))
    assert taken.facts.title == "Report 7"
    assert "headline" not in dict(blocks(taken))


def test_an_address_of_a_pdf_is_read_with_its_pages_whatever_type_it_claims() -> None:
    for media in ("application/pdf", "application/octet-stream"):
        taken = from_fetched(fetched(REPORT, media=media))
        assert (taken.media_type, len(taken.pages), taken.facts.canonical_url) == (
            "application/pdf",
            3,
            "https://courier.example/b",
        )


LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (b)]" % (b"x" * 32, b"y" * 32)


@pytest.mark.parametrize(
    ("raw", "error", "says"),
    [
        (b"%PDF-1.7 ferry", NotText, "damaged or incomplete"),
        (REPORT[: len(REPORT) // 3], NotText, "damaged or incomplete"),
        (a_pdf([], []), NotText, "without text"),
        (a_pdf([foot(1)], [foot(2)]), NotText, "without text"),
        (a_pdf(FIRST, extra=LOCKED), NotText, "protected by a password"),
        (a_pdf(*[[]] * (MAX_PAGES + 1)), TooLarge, "501 pages; 500 can be read"),
        (b"%PDF-1.7" + b" " * 20_000_000, TooLarge, "more than 20 MB"),
    ],
    ids=["broken", "cut off", "empty pages", "numbers only", "locked", "too many pages", "too large"],
)
def test_a_pdf_that_cannot_be_read_says_what_to_do(raw: bytes, error: type[CaptureError], says: str) -> None:
    with pytest.raises(error, match=says):
        read(raw)
