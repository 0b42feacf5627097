"""How a clause is read from who may do what, to what, and on what condition. All sentences are invented."""

from __future__ import annotations

from itertools import product

import pytest

from claims.rights.notice import find_notices
from claims.rights.wordlists import words_of


def terms(text: str) -> set[str]:
    """What a text permits, forbids and asks, as "kind action"."""
    return {f"{rule.kind} {rule.action}" for notice in find_notices(text) for rule in notice.rules}


MODALITIES = {
    "permit": (
        "You may {act} our articles with credit to the Lamp.",
        "You are welcome to {act} our articles with credit to the Lamp.",
        "Readers are free to {act} our articles with credit to the Lamp.",
        "Journalists are invited to {act} our articles with credit to the Lamp.",
        "We encourage schools to {act} our articles with credit to the Lamp.",
        "Feel free to {act} our articles with credit to the Lamp.",
        "We give you permission to {act} our articles with credit to the Lamp.",
    ),
    "prohibit": (
        "You may not {act} our articles without permission.",
        "You are not permitted to {act} our articles.",
        "You are not welcome to {act} our articles.",
        "Users must never {act} our articles without our consent.",
        "Visitors agree not to {act} our articles.",
        "Please do not {act} our articles.",
        "Nobody may {act} our articles without written consent.",
    ),
}
ACTIONS = {
    "republish": "reproduce",
    "reprint": "reproduce",
    "repost": "reproduce",
    "copy": "reproduce",
    "distribute": "distribute",
    "share": "distribute",
    "translate": "translate",
}


@pytest.mark.parametrize(
    ("kind", "sentence", "act"),
    [(kind, sentence, act) for kind, said in MODALITIES.items() for sentence, act in product(said, ACTIONS)],
)
def test_every_way_to_allow_or_forbid_goes_with_every_act(kind: str, sentence: str, act: str) -> None:
    found = terms(sentence.format(act=act))
    assert f"{kind} {ACTIONS[act]}" in found
    assert not any(term.startswith("permit") for term in found) or kind == "permit"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Our reports may be copied and shared, as long as you credit the Lamp and do not sell them.",
            "permit reproduce",
        ),
        ("You may reprint our stories, provided that they are not altered.", "permit reproduce"),
        ("You may share this text as long as no fee is charged for it and the author is named.", "permit distribute"),
    ],
)
def test_a_denial_inside_a_condition_takes_nothing_from_the_permission(text: str, wanted: str) -> None:
    assert wanted in terms(text)


def test_a_condition_that_only_keeps_the_text_whole_asks_for_nothing_else() -> None:
    assert terms("You may reprint our stories, provided that they are not altered.") == {"permit reproduce"}


@pytest.mark.parametrize(
    "text",
    [
        "No part of this book may be copied, stored or shared in any form.",
        "Permission must be granted before you reprint our articles.",
        "This licence does not permit any resale or copying of our texts.",
        "Permission to reprint this article must be obtained from the Lamp.",
        "This page is free to read, no reproduction without permission.",
        "Neither this text nor any part of it may be republished.",
    ],
)
def test_words_of_permission_under_a_denial_permit_nothing(text: str) -> None:
    found = terms(text)
    assert found
    assert not any(term.startswith("permit") for term in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "You may not copy our texts, share them or use them commercially.",
            {"prohibit reproduce", "prohibit distribute", "prohibit commercial_use"},
        ),
        ("Our texts may not be used for commercial purposes.", {"prohibit commercial_use"}),
        ("You must not sell our articles.", {"prohibit commercial_use"}),
        (
            "No part of this text may be reproduced for the purpose of training machine learning systems.",
            {"prohibit ai_train"},
        ),
        (
            "Reproduction of our articles is authorised, except for commercial purposes, provided the source is named.",
            {"permit reproduce", "duty credit", "prohibit commercial_use"},
        ),
    ],
)
def test_what_money_and_machines_may_not_do_stands_apart_from_copying(text: str, wanted: set[str]) -> None:
    assert terms(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("When you reprint our articles, we ask that proper credit be given.", "duty credit"),
        ("It is requested that any copy of this article acknowledges the Lamp as its source.", "duty credit"),
        ("Always give credit to the original author of a story.", "duty credit"),
        ("A link must be provided to the original article.", "duty link_back"),
        ("Users must contact the publisher before reprinting our content.", "duty ask_consent"),
        ("The copyright notices on our pages must not be removed.", "duty keep_notice"),
        ("You may adapt our texts, but only under the same licence.", "duty same_terms"),
    ],
)
def test_a_request_is_a_duty_however_it_is_made(text: str, wanted: str) -> None:
    assert wanted in terms(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Unsere Texte dürfen für nicht kommerzielle Zwecke unter Angabe der Quelle genutzt werden.",
            {"permit reproduce", "duty credit", "prohibit commercial_use"},
        ),
        ("Das Material darf honorarfrei verwendet werden.", {"permit reproduce"}),
        ("Die Verwendung unserer Texte bedarf der schriftlichen Genehmigung.", {"prohibit reproduce"}),
        (
            "Les textes peuvent être copiés et partagés, à condition de citer la source.",
            {"permit reproduce", "permit distribute", "duty credit"},
        ),
        ("Nos articles ne peuvent être reproduits sans autorisation écrite.", {"prohibit reproduce"}),
        (
            "Los textos pueden ser descargados para uso personal, citando la fuente.",
            {"permit reproduce", "duty credit"},
        ),
        ("No se autoriza la reproducción de los textos.", {"prohibit reproduce"}),
    ],
)
def test_the_same_is_said_in_german_french_and_spanish(text: str, wanted: set[str]) -> None:
    assert terms(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The Republican may not win in Ostrey, and nobody quoted him.",
        "The ferry company gave its captain credit for the rescue, citing the weather.",
        "Residents may use the bridge again from Monday.",
        "He quoted a source who must not be named.",
        "The mayor shared a link to a story about the harbour.",
        "You can download nothing here, the sailors joked.",
    ],
)
def test_a_sentence_of_news_is_no_term(text: str) -> None:
    assert terms(text) == set()


def test_a_table_is_filled_into_every_entry_that_names_it() -> None:
    lists = words_of("en").lists
    assert not any(name.startswith("t.") for name in lists)
    assert not any("{act}" in entry for entry in lists["permits"])
