from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rights.notice import MOST_NOTICES, find_notices
from claims.rights.values import Notice
from claims.vocabulary import RightsAction, RightsBasis, RightsScope, RuleKind

TEMPLATE = (
    "© 2019, Eastmere Lamp. © Eastmere Lamp and Any unauthorised use or reproduction of this article without clear and "
    "written permission of its owner is forbidden. Short excerpts and links may be used as long as full credit is "
    "given to the Lamp, with a link to the original page."
)


def only(text: str) -> Notice:
    found = find_notices(text)
    assert len(found) == 1
    return found[0]


def terms(notice: Notice) -> set[tuple[RuleKind, RightsAction]]:
    return {(rule.kind, rule.action) for rule in notice.rules}


@pytest.mark.parametrize(
    ("text", "holder", "first", "last"),
    [
        ("© 2021 Eastmere Lamp", "Eastmere Lamp", 2021, 2021),
        ("©2021Eastmere Lamp", "Eastmere Lamp", 2021, 2021),
        ("(c) 2021 Eastmere Lamp.", "Eastmere Lamp", 2021, 2021),
        ("Copyright 2021 Eastmere Lamp", "Eastmere Lamp", 2021, 2021),
        ("Copyright © Eastmere Lamp 2021", "Eastmere Lamp", 2021, 2021),
        ("Copyright ® Eastmere Lamp 2018 - 2021", "Eastmere Lamp", 2018, 2021),
        ("© 2018–2021 Eastmere Lamp, LLC. All rights reserved.", "Eastmere Lamp, LLC", 2018, 2021),
        ("© 2018-21 Eastmere Lamp", "Eastmere Lamp", 2018, 2021),
        ("© © 2021 Eastmere Lamp", "Eastmere Lamp", 2021, 2021),
        ("© Copyright 2021, The Eastmere Lamp | Terms of Use", "The Eastmere Lamp", 2021, 2021),
        ("Eastmere Lamp © 2021. All Rights Reserved.", "Eastmere Lamp", 2021, 2021),
        ("2015 - 2021 Eastmere Lamp©. All Rights Reserved.", "Eastmere Lamp", 2015, 2021),
        ("© Eastmere Lamp", "Eastmere Lamp", None, None),
        ("2021 Eastmere Lamp, All Rights Reserved.", "Eastmere Lamp", 2021, 2021),
        ("Copyright © 2021 - All Rights Reserved - Eastmere Lamp - Managed by Quill", "Eastmere Lamp", 2021, 2021),
        ("© 2021 Eastmere Lamp Inc. All rights reserved.", "Eastmere Lamp Inc.", 2021, 2021),
        ("© Lampe Nord GmbH 2021 Alle Rechte vorbehalten", "Lampe Nord GmbH", 2021, 2021),
        ("© 2021 Lámpara del Norte. Todos los derechos reservados.", "Lámpara del Norte", 2021, 2021),
        ("© 2021 Lampe du Nord - Tous droits réservés", "Lampe du Nord", 2021, 2021),
        ("© 2021 Lâmpada. Todos os direitos reservados", "Lâmpada", 2021, 2021),
        ("© 2021 Lampa Północy. Wszelkie prawa zastrzeżone.", "Lampa Północy", 2021, 2021),
        ("About Us Contact Us Privacy Policy © 2021 Eastmere LampSitemap Jobs", "Eastmere Lamp", 2021, 2021),
        ("© 2021 Eastmere Lamp · Theme by Nine Quills", "Eastmere Lamp", 2021, 2021),
        ("© 2021 Eastmere Lamp Powered by WordPress", "Eastmere Lamp", 2021, 2021),
    ],
)
def test_holder_and_years_are_read_in_every_order(text: str, holder: str, first: int | None, last: int | None) -> None:
    found = only(text)
    assert (found.holder_text, found.year_from, found.year_to) == (holder, first, last)
    assert found.scope is not RightsScope.IMAGE


@pytest.mark.parametrize(
    "text",
    [
        "© [Full Name] and [Blog Name], [Current Year]. All rights reserved.",
        "© {{ site.name }} All rights reserved",
        "© Your Company Name",
        "Copyright © 2004-2021 - Designed by Nine Quills",
        "All rights reserved.",
    ],
)
def test_an_unfilled_slot_or_a_designer_is_no_holder(text: str) -> None:
    assert only(text).holder_text is None


@pytest.mark.parametrize(
    "text",
    [
        "Copyright Notice",
        "Report copyright infringement",
        "Read our Copyright Policy and more",
        "The court spoke of copyright in old songs.",
        "The vaccine may not be distributed without approval of the ministry.",
        "The mayor told people they may not be shared out, and you can quote nobody.",
        "",
    ],
)
def test_what_only_speaks_of_rights_is_no_notice(text: str) -> None:
    assert find_notices(text) == ()


def test_the_blog_template_gives_holder_terms_and_their_condition() -> None:
    found = only(TEMPLATE)
    assert (found.holder_text, found.year_from) == ("Eastmere Lamp", 2019)
    assert found.verbatim == TEMPLATE
    assert found.unless == "clear and written permission"
    assert terms(found) == {
        (RuleKind.PROHIBIT, RightsAction.REPRODUCE),
        (RuleKind.PERMIT, RightsAction.EXCERPT),
        (RuleKind.PERMIT, RightsAction.LINK),
        (RuleKind.DUTY, RightsAction.CREDIT),
        (RuleKind.DUTY, RightsAction.LINK_BACK),
    }
    assert {rule.scope for rule in found.rules} == {found.scope} == {RightsScope.ARTICLE}


@pytest.mark.parametrize(
    ("text", "unless", "wanted"),
    [
        (
            "This material may not be published, broadcast or redistributed.",
            None,
            {"prohibit reproduce", "prohibit distribute"},
        ),
        (
            "No part of this site may be reproduced without our written permission.",
            "written permission",
            {"prohibit reproduce"},
        ),
        (
            "Nachdruck oder Verbreitung von Beiträgen, auch nur auszugsweise, nur mit Genehmigung der Lampe.",
            "Genehmigung",
            {"prohibit reproduce", "prohibit distribute", "prohibit excerpt"},
        ),
        (
            "Prohibida su reproducción total o parcial sin autorización escrita de su titular.",
            "autorización escrita",
            {"prohibit reproduce"},
        ),
        ("Reprodução proibida sem autorização.", "autorização", {"prohibit reproduce"}),
        ("Toute reproduction est interdite sans l'autorisation de l'éditeur.", "autorisation", {"prohibit reproduce"}),
        ("Kopiowanie treści bez zgody wydawcy jest zabronione.", "zgody", {"prohibit reproduce"}),
        (
            "You may quote up to 75 words of this article with a link to the original article.",
            None,
            {"permit excerpt", "duty link_back"},
        ),
        ("É proibida a reprodução dos textos da Lâmpada sem citar a fonte.", None, {"permit reproduce", "duty credit"}),
        (
            "The text of this site may not be used for text and data mining or to train artificial intelligence.",
            None,
            {"prohibit tdm", "prohibit ai_train"},
        ),
    ],
)
def test_terms_become_rules(text: str, unless: str | None, wanted: set[str]) -> None:
    found = only(text)
    assert {f"{kind} {action}" for kind, action in terms(found)} == wanted
    assert found.unless == unless


def test_a_limit_in_words_stays_with_its_permission() -> None:
    found = only("You may quote up to 75 words of this article with a link to the original article.")
    assert {rule.action: rule.max_words for rule in found.rules if rule.kind is RuleKind.PERMIT} == {
        RightsAction.EXCERPT: 75
    }


def test_the_one_who_gives_permission_is_the_holder() -> None:
    text = "The material on this site may not be reproduced, except with the prior written permission of Eastmere Lamp."
    assert (only(text).holder_text, only(text).unless) == ("Eastmere Lamp", "prior written permission")


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        (
            "This work is licensed under a Creative Commons Attribution-ShareAlike 4.0 International License.",
            "CC-BY-SA-4.0",
        ),
        ("Text: CC BY 4.0", "CC-BY-4.0"),
        ("Licence: https://creativecommons.org/licenses/by-nc-nd/3.0/", "CC-BY-NC-ND-3.0"),
        (
            "Lizenziert unter Creative Commons Namensnennung - Nicht kommerziell - Keine Bearbeitungen 4.0",
            "CC-BY-NC-ND-4.0",
        ),
        ("This work is released under CC0 1.0", "CC0-1.0"),
        ("This work is licensed under CC BY-SA.", "LicenseRef-CC-BY-SA"),
    ],
)
def test_a_licence_is_known_by_its_identifier(text: str, licence: str) -> None:
    found = only(text)
    assert found.licence_id == licence
    assert (RuleKind.PERMIT, RightsAction.EXCERPT) in terms(found)
    assert {rule.basis for rule in found.rules} == {RightsBasis.LICENCE}


def test_a_licence_carries_its_duties_and_limits() -> None:
    found = only("This work is licensed under CC BY-NC-SA 4.0")
    assert (RuleKind.DUTY, RightsAction.CREDIT) in terms(found)
    assert (RuleKind.DUTY, RightsAction.SAME_TERMS) in terms(found)
    assert (RuleKind.PROHIBIT, RightsAction.COMMERCIAL_USE) in terms(found)


def test_the_licence_of_a_picture_is_not_that_of_the_text() -> None:
    assert all(
        notice.licence_id is None for notice in find_notices("© 2021 Eastmere Lamp. Photo by Ada Quill, CC BY 4.0")
    )


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Tugs lie at the quay. Photo Ada Quill", "Photo Ada Quill"),
        ("Tugs lie at the quay. Photo: Ada Quill", "Photo: Ada Quill"),
        ("Tugs lie at the quay. (AP Photo/Ada Quill)", "AP Photo/Ada Quill"),
        ("Schlepper am Kai. Foto: Ada Quill", "Foto: Ada Quill"),
    ],
)
def test_a_picture_credit_is_a_notice_of_its_own(text: str, credit: str) -> None:
    found = only(text)
    assert (found.scope, found.credit_text, found.holder_text) == (RightsScope.IMAGE, credit, None)


@pytest.mark.parametrize(
    "text", ["© Getty Images", "Tugs lie still in the ice. © Ada Quill", "Bild 1 von 4 © Ada Quill"]
)
def test_a_sign_under_a_picture_is_about_the_picture(text: str) -> None:
    assert only(text).scope is RightsScope.IMAGE


def test_several_notices_stand_apart() -> None:
    found = find_notices(
        "Tugs in the ice. Photo Ada Quill\nText.\n© 2021 Eastmere Lamp\n© 2020 Brigport Bell. All rights reserved."
    )
    assert [(notice.scope, notice.holder_text) for notice in found] == [
        (RightsScope.IMAGE, None),
        (RightsScope.PAGE, "Eastmere Lamp"),
        (RightsScope.PAGE, "Brigport Bell"),
    ]


def assert_positions_hold(text: str) -> None:
    found = find_notices(text)
    assert len(found) <= MOST_NOTICES
    for notice in found:
        assert text[notice.start : notice.end] == notice.verbatim
        assert 0 <= notice.confidence <= 1
        for start, end in notice.deciding:
            assert 0 <= start <= end <= len(notice.verbatim)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_searched_and_positions_hold(text: str) -> None:
    assert_positions_hold(text)


PIECES = "© (c) Copyright 2021 2019-20 All rights reserved . , | – Eastmere Lamp Inc. by "
"[Name] Photo may not be reproduced this site without permission CC BY 4.0 \n "
"excerpts may be used credit".split(" ")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_the_words_of_notices_is_searched(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert_positions_hold(text)
    assert find_notices(text) == find_notices(text)


@pytest.mark.parametrize(
    "text",
    [
        "©" * 100_000,
        "© a " * 50_000,
        "copyright " * 50_000,
        "may not be " * 30_000,
        "Creative Commons " * 30_000,
        "[" * 100_000,
        "© A" + " A" * 100_000,
        "Photo A " * 50_000,
    ],
    ids=lambda text: text[:10],
)
def test_time_grows_with_the_text_and_not_faster(text: str) -> None:
    started = time.process_time()
    assert_positions_hold(text)
    assert time.process_time() - started < 5
