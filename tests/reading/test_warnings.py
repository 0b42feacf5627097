from __future__ import annotations

from datetime import date

import pytest

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


REST = " It rained all day. Nobody came to the quay. The boats stayed in."


def details(kind: WarningKind, headline: str, body: str, language: str = "en", outlet: str | None = None) -> list[str]:
    """What the warnings of one kind say about a page of a headline and a body."""
    reading = read(f"{headline}\n\n{body}", language=language, outlet=outlet)
    return [warning.detail for warning in reading.warnings if warning.kind is kind]


# --- headline: names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Talks on ice with the Dems begin", "The Democrats sent two boats."),
        ("Ice talks with China begin", "A Chinese boat came, and Beijing sent another one."),
        ("Old town: Council opens its fair", "The council opened the fair."),
        ("Fair opens on Monday in October", "The fair was opened with a song."),
        ("Trade on the quay: How it works", "The trade is old."),
        ("Ice breaks Achilles heel of the port", "The port has a weak quay."),
        ("Sailors ask: Is it OK to sail", "The sailors do not know."),
        ("Senator from Eastland opens the fair", "Ada Quill opened the fair."),
    ],
)
def test_names_that_the_body_tells_in_other_words_are_borne_out(headline: str, body: str) -> None:
    assert details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, f"{body}{REST}") == []


def test_the_papers_own_name_needs_no_bearing_out() -> None:
    headline, body = "What the Lampost view of the ice is", f"The ice is thick.{REST}"
    assert details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, body, outlet="The Lampost") == []
    assert len(details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, body, outlet="The Courier")) == 1


# --- headline: numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Storm kills 30 in the harbour", "Many people died in a storm."),
        ("Prices of fish rise by 40 percent", "Fish is dearer by 14 per cent."),
        ("Yard sells boats for $3 billion", "The yard sold boats for two million dollars."),
    ],
)
def test_a_number_in_the_headline_alone_is_not_borne_out(headline: str, body: str) -> None:
    (detail,) = details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, body + REST)
    assert detail.endswith("is in the headline and nowhere in the body")


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Storm kills 30 in the harbour", "Thirty people died in a storm."),
        ("Storm kills 30 in the harbour", "The storm killed 18 sailors and 12 tourists."),
        ("Storm kills nearly 30 in the harbour", "The storm killed 28 sailors."),
        ("Yard sells 1,000 boats", "The yard sold 1.000 boats."),
        ("Yard sells boats for $2 billion", "The yard sold boats for 2,000 million dollars."),
        ("Yard sells boats for $2 billion", "The yard sold boats for $1.96bn."),
        ("Prices of fish rise by 40 percent", "Fish is dearer by 40 %."),
        ("12 things to see on the quay", "There is much to see."),
        ("What the year 2031 brings to the harbour", "Much will change."),
        ("Harbour wins 34-12 against the town", "It was a good match."),
        ("Man, 62, found on the quay", "A man was found."),
        ("Flight of Apollo 11 shown in the museum", "Apollo was shown."),
        ("Fair opens on May 12 in town", "The fair is open."),
        ("Storm kills four in the harbour", "Ada Quill, Bram Roe and two sailors died."),
    ],
)
def test_numbers_that_the_body_has_or_that_count_nothing_are_let_be(headline: str, body: str) -> None:
    assert details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, body + REST) == []
    assert details(WarningKind.NUMBER_MISMATCH, headline, body + REST) == []


# --- headline: certainty ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "headline", "body", "told"),
    [
        ("en", "Council will close harbour in May", "The council may close the harbour in May.", "may close"),
        ("en", "Council is closing harbour", "The council is considering closing the harbour.", "considering closing"),
        ("en", "Council to close harbour", "The council could close the harbour.", "could close"),
        ("de", "Stadt wird Hafen schließen", "Die Stadt könnte den Hafen schließen.", "könnte den Hafen schließen"),
        ("fr", "La ville va fermer le port", "La ville pourrait fermer le port.", "pourrait fermer"),
    ],
)
def test_a_headline_that_is_surer_than_its_body_is_not_borne_out(
    language: str, headline: str, body: str, told: str
) -> None:
    found = details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, f"{body}\n\n{_more(language)}", language)
    assert [detail.rpartition("headline, ")[2] for detail in found] == [f"“{told}” in the body"]


def _more(language: str) -> str:
    return {
        "de": "Es hat den ganzen Tag in der Stadt geregnet. Niemand kam zum Hafen. Die Boote blieben in der Bucht.",
        "fr": "Il a plu toute la journée sur la ville. Personne ne va sur le quai. Les bateaux sont dans la baie.",
    }.get(language, REST.strip())


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Council will close harbour", "The council will close the harbour. It may close the quay too."),
        ("Council may close harbour", "The council may close the harbour."),
        ("Will the council close the harbour?", "The council may close the harbour."),
        ("Council will close harbour", "The council may close its books. The harbour was closed on Monday."),
        ("Council will close harbour", "A baker may close his shop in the evening."),
    ],
)
def test_a_headline_as_sure_as_its_body_is_let_be(headline: str, body: str) -> None:
    assert details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, body + REST) == []


# --- numbers that do not agree ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "Storm in the harbour leaves 30 dead", "The storm left twenty-one dead."),
        ("en", "Fleet of 30 boats leaves harbour", "Some 45 fishing boats left the harbour."),
        ("de", "Sturm im Hafen: 30 Tote", "Es gab einundzwanzig Tote in der Stadt."),
        ("fr", "Tempête dans le port : 80 morts", "La tempête a fait soixante-dix morts dans le port."),
        ("es", "Treinta muertos por la tormenta", "La tormenta dejó veintiún muertos en la ciudad."),
    ],
)
def test_the_same_thing_counted_otherwise_does_not_agree(language: str, headline: str, body: str) -> None:
    more = {"es": "Llovió todo el día en la ciudad. Nadie vino al puerto."}.get(language, _more(language))
    found = details(WarningKind.NUMBER_MISMATCH, headline, f"{body} {more}", language)
    assert len(found) == 1
    assert details(WarningKind.HEADLINE_NOT_BORNE_OUT, headline, f"{body} {more}", language) == []


def test_eighty_in_figures_is_eighty_in_french_words() -> None:
    body = f"La tempête a fait quatre-vingts morts dans le port. {_more('fr')}"
    assert details(WarningKind.NUMBER_MISMATCH, "Tempête dans le port : 80 morts", body, "fr") == []


# --- laundering ------------------------------------------------------------------------------------------------------

DECIDED = "The Harbour Ministry has decided to sell the harbour, {} said."


def test_a_headline_that_drops_the_unnamed_source_is_laundered() -> None:
    headline = "Ministry has decided to sell harbour"
    (detail,) = details(
        WarningKind.ATTRIBUTION_LAUNDERING, headline, DECIDED.format("a source close to the talks") + REST
    )
    assert detail == f"“{headline}” is told as a fact, and rests on a source close to the talks"


def test_a_headline_that_somebody_named_stands_for_is_not_laundered() -> None:
    body = DECIDED.format("Mayor Ada Quill") + " A source close to the talks said it was cheap." + REST
    assert details(WarningKind.ATTRIBUTION_LAUNDERING, "Ministry has decided to sell harbour", body) == []


def test_what_a_source_said_and_the_page_then_says_itself_is_laundered() -> None:
    fact = "The harbour will be sold to a foreign yard in May"
    told = f"{fact}, a source close to the talks said. It rained. {{}} Nobody came."
    kind, headline = WarningKind.ATTRIBUTION_LAUNDERING, "A quiet week in town"
    (detail,) = details(kind, headline, told.format(f"{fact}."))
    assert "rests on a source close to the talks" in detail
    assert details(kind, headline, told.format(f"{fact}, the source said.")) == []
    assert details(kind, headline, told.format("The harbour was sold by a yard.")) == []


def test_a_person_who_decided_is_no_finding_of_a_body() -> None:
    body = f"Quill decided to leave the harbour, a source close to the talks said.{REST}"
    assert details(WarningKind.ATTRIBUTION_LAUNDERING, "A quiet week in town", body) == []


# --- pictures and days -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "caption",
    [
        "The film 2001: An Ice Odyssey was shown. Photo Ada Quill",
        "Ada Quill speaks at the 2015 Ice Fair. Photo Bram Roe",
    ],
)
def test_a_year_in_a_title_or_a_name_is_not_the_pictures(caption: str) -> None:
    text = f"A quiet week in town\n\n{caption}\n\nThe fair was held. It was cold and dry.{REST}"
    assert WarningKind.PICTURE_OLDER_THAN_STORY not in kinds(read(text, published=date(2021, 2, 5)))


def test_an_old_picture_in_a_story_about_that_time_is_fine() -> None:
    text = "A quiet week in town\n\nTugs on the quay in 2005. Photo Ada Quill\n\n{}" + REST
    then, now = text.format("The quay was built in 2004."), text.format("The quay was built in 1871.")
    assert WarningKind.PICTURE_OLDER_THAN_STORY not in kinds(read(then, published=date(2021, 2, 5)))
    assert WarningKind.PICTURE_OLDER_THAN_STORY in kinds(read(now, published=date(2021, 2, 5)))


@pytest.mark.parametrize(
    "sentence",
    [
        "The boats race every Friday.",
        "It happened on Super Tuesday.",
        "They sing on Sunday evenings.",
        "They met on Tuesday, March 3.",
        "They met on Tuesday. The fair began on Friday, March 6.",
    ],
)
def test_a_habit_a_name_and_a_day_with_its_date_are_dated(sentence: str) -> None:
    assert details(WarningKind.UNDATED, "A quiet week in town", sentence + REST) == []


# --- tension ---------------------------------------------------------------------------------------------------------


def test_a_thing_said_and_denied_by_one_speaker_is_in_tension() -> None:
    body = "The council will {}cut the harbour tax in May, Mayor Ada Quill said. "
    both = body.format("") + body.format("not ") + "It rained."
    assert len(details(WarningKind.TENSION, "A quiet week in town", both)) == 1
    assert details(WarningKind.TENSION, "A quiet week in town", body.format("") * 2 + "It rained.") == []


def test_doubt_in_the_same_sentence_about_somebody_else_is_no_tension() -> None:
    body = (
        "The port office has two new tugs, a person close to the talks said. "
        "The person said the port office wrote a letter, and that sailors were unsure of the price. It rained."
    )
    assert details(WarningKind.TENSION, "A quiet week in town", body) == []


# --- drift -----------------------------------------------------------------------------------------------------------


def test_a_middle_name_is_no_drift() -> None:
    body = "Ada Roe said that Bram Quill was late. “Bram Mary Quill was late again this week,” Ada Roe said." + REST
    assert details(WarningKind.WORDING_DRIFT, "A quiet week in town", body) == []


def test_the_longer_words_elsewhere_in_the_pages_own_voice_are_no_drift() -> None:
    body = (
        "Low rates are good for boats, Ada Quill said. “Low interest rates are good for all of us here,” Ada Quill "
        "said.{} It rained."
    )
    elsewhere = body.format(" The harbour bank sets the interest rates.")
    assert details(WarningKind.WORDING_DRIFT, "A quiet week in town", elsewhere) == []
    assert len(details(WarningKind.WORDING_DRIFT, "A quiet week in town", body.format(""))) == 1
