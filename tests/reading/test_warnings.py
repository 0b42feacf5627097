from __future__ import annotations

from datetime import date

from claims.reading.read import read
from claims.vocabulary import WarningKind
from tests.reading.build import HARBOUR, kinds

DULL = "The fair was held on the quay. Many people came. It was cold and dry."


def test_a_page_without_trouble_has_no_warnings() -> None:
    assert (
        kinds(read(f"Fair in Eastmere draws many\n\nEastmere had its fair. {DULL}", published=date(2021, 2, 5)))
        == set()
    )


def test_the_harbour_page_raises_what_a_reader_would_stumble_over() -> None:
    assert kinds(read(HARBOUR)) == {
        WarningKind.SINGLE_UNNAMED_ORIGIN,
        WarningKind.WORDING_DRIFT,
        WarningKind.ATTRIBUTION_LAUNDERING,
        WarningKind.PICTURE_OLDER_THAN_STORY,
        WarningKind.UNDATED,
        WarningKind.TENSION,
    }


def test_a_name_in_the_headline_alone_is_not_borne_out() -> None:
    warnings = read(f"Eastmere and Brigport are under the ice\n\nEastmere is cold. {DULL}").warnings
    found = [warning for warning in warnings if warning.kind is WarningKind.HEADLINE_NOT_BORNE_OUT]
    assert [warning.detail for warning in found] == ["Brigport is in the headline and nowhere in the body"]
    start, end = found[0].spans[0]
    assert "Eastmere and Brigport are under the ice"[start:end] == "Brigport"


def test_a_headline_in_capitals_or_with_short_names_is_let_be() -> None:
    titled = read(f"Old Brigport Fair Draws Many Happy Faces\n\nEastmere is cold. {DULL}")
    short = read(f"Talks with the EU on ice begin\n\nThe European Union sent two boats. {DULL}")
    assert WarningKind.HEADLINE_NOT_BORNE_OUT not in kinds(titled) | kinds(short)


def test_a_word_that_the_paraphrase_lost_is_drift() -> None:
    drift = [warning for warning in read(HARBOUR).warnings if warning.kind is WarningKind.WORDING_DRIFT]
    assert len(drift) == 1
    assert [HARBOUR[slice(*span)] for span in drift[0].spans] == ["thin ice", "thin black ice and bad moorings"]
    assert drift[0].detail.endswith("without “black” and “bad moorings”")


def test_the_same_words_in_quotation_and_paraphrase_are_no_drift() -> None:
    text = HARBOUR.replace("does harm", "does much harm").replace("thin black ice", "thin ice")
    assert WarningKind.WORDING_DRIFT not in kinds(read(text))


def test_one_named_source_is_enough_not_to_rest_on_the_unnamed_one() -> None:
    text = HARBOUR.replace("The harbour was opened in 1871.", "The harbour was opened in 1871, Mayor Ada Quill said.")
    assert WarningKind.SINGLE_UNNAMED_ORIGIN not in kinds(read(text))


def test_a_second_unnamed_source_is_no_single_origin() -> None:
    text = HARBOUR.replace("The harbour was opened in 1871.", "A second person said the harbour was empty.")
    assert WarningKind.SINGLE_UNNAMED_ORIGIN not in kinds(read(text))


def test_what_a_named_person_says_of_the_council_is_not_laundered() -> None:
    text = HARBOUR.replace("a person close to the talks said on Friday", "Mayor Ada Quill said on Friday")
    assert WarningKind.ATTRIBUTION_LAUNDERING not in kinds(read(text))


def test_sources_in_the_plural_and_one_in_the_text() -> None:
    one = (
        "Sources say the quay is sold\n\nThe quay of Eastmere is sold, a source said. The source "
        "said it was cheap. It rained."
    )
    two = one.replace("The source said it was cheap", "A second source said it was cheap")
    assert WarningKind.PLURAL_FOR_ONE in kinds(read(one))
    assert WarningKind.PLURAL_FOR_ONE not in kinds(read(two))


def test_a_picture_of_the_same_year_is_fine() -> None:
    assert WarningKind.PICTURE_OLDER_THAN_STORY not in kinds(read(HARBOUR.replace("2015", "2021")))


def test_the_date_of_the_page_is_that_of_the_story() -> None:
    assert WarningKind.PICTURE_OLDER_THAN_STORY not in kinds(read(HARBOUR, published=date(2015, 2, 4)))


def test_a_weekday_with_a_published_date_is_dated() -> None:
    assert WarningKind.UNDATED not in kinds(read(HARBOUR, published=date(2021, 2, 5)))


def test_a_dateline_dates_the_page() -> None:
    text = f"Fair in Eastmere draws many\n\nEASTMERE, Feb. 5 — The fair of Eastmere opened on Friday. {DULL}"
    assert WarningKind.UNDATED not in kinds(read(text))
    assert WarningKind.UNDATED in kinds(read(text.replace("EASTMERE, Feb. 5 — ", "")))


def test_doubt_about_somebody_else_is_no_tension() -> None:
    text = HARBOUR.replace("if the port office has read the letters", "if the old mayor has read the letters")
    assert WarningKind.TENSION not in kinds(read(text))


def test_the_headline_counts_otherwise_than_the_body() -> None:
    told = (
        "Storm in Eastmere leaves 12 dead\n\nA storm over Eastmere left {} dead, the coastguard "
        "said. It rained. Nobody slept."
    )
    wrong = [warning for warning in read(told.format("nine")).warnings if warning.kind is WarningKind.NUMBER_MISMATCH]
    assert [warning.detail for warning in wrong] == ["“12 dead” in the headline, “nine dead” in the body"]
    assert WarningKind.NUMBER_MISMATCH not in kinds(read(told.format("twelve")))


def test_spans_of_warnings_are_words_of_the_page() -> None:
    assert all(HARBOUR[slice(*span)].strip() for warning in read(HARBOUR).warnings for span in warning.spans)
