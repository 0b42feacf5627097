"""Terms as lists, with limits, purposes and days."""

from __future__ import annotations

import json
from datetime import date

import pytest

from claims.rights.limits import embargo_of, limited, purpose_of, until_of
from claims.rights.notice import find_notices
from claims.rights.values import Notice, Rule
from claims.rights.wire import notices_from, plain
from claims.vocabulary import RightsAction, RightsScope, RuleKind


def only(text: str) -> Notice:
    found = find_notices(text)
    assert len(found) == 1, found
    return found[0]


def kinds(text: str) -> set[str]:
    return {f"{rule.kind} {rule.action}" for rule in only(text).rules}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "You may republish this article if: • you credit the Lamp • you link to the original • you keep it whole",
            {"permit reproduce", "duty credit", "duty link_back"},
        ),
        (
            "You may republish our stories under these conditions:\n1. Name the author.\n2. Include a link.",
            {"permit reproduce", "duty credit", "duty link_back"},
        ),
        (
            "Our stories may be freely copied without prior permission. Please follow the guidelines below.\n"
            "- Credit the Lamp\n- Do not change the text",
            {"permit reproduce", "duty credit"},
        ),
        (
            "You may:\nShare links to our pages\nQuote short extracts, with credit to the Lamp",
            {"permit link", "permit excerpt", "duty credit"},
        ),
        (
            "You are free to do the following without my permission:\n1. Link to my site.\n"
            "2. Extract less than 200 words of a post, with a reference to the source.",
            {"permit link", "permit excerpt", "duty credit"},
        ),
        (
            "You may not:\ncopy or republish our articles in full;\ncollect our texts in bulk;",
            {"prohibit reproduce", "prohibit tdm"},
        ),
        (
            "You must not, without our prior written permission:\nReproduce our pages\nDistribute our content",
            {"prohibit reproduce", "prohibit distribute"},
        ),
        (
            "You agree not to: Republish our articles elsewhere. Scrape or crawl the pages by automated means.",
            {"prohibit reproduce", "prohibit tdm"},
        ),
        (
            "Republishing guidelines\nCredit the author in the byline.\nLink to the original article.",
            {"duty credit", "duty link_back"},
        ),
        (
            "Sie dürfen nicht:\nunsere Texte vervielfältigen\ndie Artikel verbreiten",
            {"prohibit reproduce", "prohibit distribute"},
        ),
    ],
)
def test_a_list_over_several_lines_is_read_as_one(text: str, wanted: set[str]) -> None:
    assert kinds(text) == wanted


def test_the_notice_of_a_list_reaches_from_its_lead_to_its_last_entry_that_says_something() -> None:
    before, after = "The tugs lie still.\n", "\nThe ferry sails at nine."
    listed = "You may republish our articles if:\nyou credit the Lamp"
    found = only(before + listed + after)
    assert (found.verbatim, found.start) == (listed, len(before))
    assert {found.verbatim[a:b] for a, b in found.deciding} == {
        "You may republish our articles if:",
        "you credit the Lamp",
    }


def test_consent_that_leads_a_list_of_prohibitions_lifts_them_all() -> None:
    found = only("You must not, without our prior written permission:\nReproduce our pages\nDistribute our content")
    assert {rule.unless for rule in found.rules} == {"prior written permission"}


def test_two_lists_in_a_row_stay_apart() -> None:
    may, may_not = find_notices("You may:\nshare links to our pages\nYou may not:\nrepublish our articles")
    assert [rule.kind for rule in may.rules] == [RuleKind.PERMIT]
    assert [rule.kind for rule in may_not.rules] == [RuleKind.PROHIBIT]


def test_a_condition_of_the_list_that_is_not_understood_asks_for_credit_and_link() -> None:
    assert kinds("You may republish this article if the keeper agrees with the moon:\nthe lamp burns") == {
        "permit reproduce",
        "duty credit",
        "duty link_back",
    }


def test_terms_of_pictures_in_a_list_of_sentences_never_flow_to_the_text() -> None:
    text, pictures = find_notices("Our articles may be quoted. Photographs may not be reproduced without permission.")
    assert (text.scope, [rule.action for rule in text.rules]) == (RightsScope.PAGE, [RightsAction.EXCERPT])
    assert (pictures.scope, [rule.scope for rule in pictures.rules]) == (RightsScope.IMAGE, [RightsScope.IMAGE])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "You may print this article, but you may not sell copies or republish our articles.",
            {"permit reproduce", "prohibit reproduce", "prohibit commercial_use"},
        ),
        ("Our stories may be reprinted without prior permission.", {"permit reproduce"}),
        ("You may not copy, reproduce or distribute our content.", {"prohibit reproduce", "prohibit distribute"}),
        (
            "No part of this book may be reproduced without permission, except for brief quotations in reviews.",
            {"prohibit reproduce", "permit excerpt"},
        ),
        (
            "You're welcome to link to our pages, but please don't republish our articles.",
            {"permit link", "prohibit reproduce"},
        ),
        ("Short excerpts of our posts will be permitted if they cite the author.", {"permit excerpt", "duty credit"}),
        ("Links to our posts are permissible.", {"permit link"}),
        ("Do not paste our stories onto other pages.", {"prohibit reproduce"}),
        ("We do not permit our articles to be stored on other servers.", {"prohibit reproduce"}),
        (
            "Dissemination or reproduction of this material is forbidden unless permission is obtained from the Lamp.",
            {"prohibit distribute", "prohibit reproduce"},
        ),
        ("The reprinted story shall credit the Lamp as its source.", {"duty credit"}),
        ("© 2021 Lamp. The copyright notices of the Lamp must not be removed.", {"duty keep_notice"}),
        ("Registered users may download the journal for their own use.", {"permit reproduce"}),
        ("Don't sell the story, and link to us.", {"prohibit commercial_use"}),
        (
            "Uso permitido con fines no comerciales, siempre que se cite a la autora original.",
            {"permit reproduce", "prohibit commercial_use", "duty credit"},
        ),
        (
            "Se permite compartir fragmentos de nuestro contenido siempre que se cite la fuente.",
            {"permit excerpt", "duty credit"},
        ),
        (
            "Feel free to quote our posts or to summarise them, as long as you include a link to the original post.",
            {"permit excerpt", "permit summarise", "duty link_back"},
        ),
        (
            "Reprinting our posts, even with a link, is NOT acceptable unless we have given you permission.",
            {"prohibit reproduce"},
        ),
        (
            "Our articles may be copied, provided the copyright statement is retained.",
            {"permit reproduce", "duty keep_notice"},
        ),
        (
            "Réutilisation libre de nos contenus, sous réserve de mentionner la source.",
            {"permit reproduce", "duty credit"},
        ),
        ("Our texts may not be used for commercial purposes.", {"prohibit commercial_use"}),
        ("This copy is for your personal, non-commercial use only.", {"prohibit commercial_use"}),
        ("Readers may quote our articles with attribution.", {"permit excerpt", "duty credit"}),
        (
            "All rights are reserved, including those for text and data mining and AI training. © 2021 Lamp",
            {"prohibit tdm", "prohibit ai_train"},
        ),
        (
            "Republish our articles for free under a Creative Commons licence.",
            {"permit reproduce", "duty credit", "duty link_back"},
        ),
        ("Nachdruck, auch auszugsweise, ist genehmigungspflichtig.", {"prohibit reproduce", "prohibit excerpt"}),
        ("Unsere Texte sind frei nutzbar mit Quellenangabe.", {"permit reproduce", "duty credit"}),
        ("Toute reproduction ou diffusion non autorisée est interdite.", {"prohibit reproduce", "prohibit distribute"}),
        ("Leur reproduction est autorisée, sous réserve d'en citer la source.", {"permit reproduce", "duty credit"}),
        (
            "No se permite la reproducción de los contenidos sin el previo consentimiento de la Lámpara.",
            {"prohibit reproduce"},
        ),
        ("Queda prohibida la distribución de los textos.", {"prohibit distribute"}),
        (
            "È vietata la riproduzione, anche parziale, senza autorizzazione scritta.",
            {"prohibit reproduce", "prohibit excerpt"},
        ),
        ("I contenuti possono essere riprodotti citando la fonte.", {"permit reproduce", "duty credit"}),
        ("Niets uit deze uitgave mag worden verveelvoudigd zonder toestemming.", {"prohibit reproduce"}),
        ("Overname van artikelen is toegestaan mits met bronvermelding.", {"permit reproduce", "duty credit"}),
        (
            "Reprodução ou distribuição não autorizada do conteúdo é proibida.",
            {"prohibit reproduce", "prohibit distribute"},
        ),
        ("Перепечатка материалов запрещена без письменного согласия редакции.", {"prohibit reproduce"}),
        ("未经许可，不得转载本站内容。", {"prohibit reproduce"}),
        ("本サイトの記事の無断転載を禁じます。", {"prohibit reproduce"}),
        ("무단 전재 및 재배포 금지", {"prohibit reproduce", "prohibit distribute"}),
    ],
)
def test_a_sentence_permits_and_forbids_what_it_says(text: str, wanted: set[str]) -> None:
    assert {f"{rule.kind} {rule.action}" for notice in find_notices(text) for rule in notice.rules} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "You may print your reports and share your results.",
        "Your comment contains a link, so it can't be published on our site",
        "You may have heard that the publisher copied the article.",
        "The court ruled that the content may not be published without consent of the family.",
        "Police said the material may be shared with others if the source is named.",
    ],
)
def test_what_readers_own_and_what_is_reported_is_no_notice(text: str) -> None:
    assert find_notices(text) == ()


def permission(text: str) -> Rule:
    return next(rule for rule in only(text).rules if rule.kind is RuleKind.PERMIT)


@pytest.mark.parametrize(
    ("text", "words", "characters", "percent", "total"),
    [
        ("You may quote up to 75 words of this article.", 75, None, None, None),
        ("You may quote our articles (max. 120 words) with a link.", 120, None, None, None),
        ("You may quote this article, 80 words or fewer.", 80, None, None, None),
        ("Reproduction of our articles is limited to the first 100 words.", 100, None, None, None),
        ("Excerpts of our articles are acceptable if all excerpts do not exceed 90 words.", 90, None, None, 90),
        ("Short quotations of at most 300 characters from this site are allowed.", None, 300, None, None),
        ("You may quote up to 10 % of this article.", None, None, 10, None),
        ("Sie dürfen unsere Texte bis zu 150 Wörter zitieren.", 150, None, None, None),
        ("Vous pouvez citer jusqu'à 80 mots de nos articles.", 80, None, None, None),
        ("Puede citar hasta 60 palabras de este artículo.", 60, None, None, None),
        ("You may quote this article of 1,200 words.", None, None, None, None),
    ],
)
def test_limits_stay_with_the_permission(
    text: str, words: int | None, characters: int | None, percent: int | None, total: int | None
) -> None:
    found = permission(text)
    assert (found.max_words, found.max_chars, found.max_percent, found.max_total_words) == (
        words,
        characters,
        percent,
        total,
    )


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("You may download our articles for personal, non-commercial use only.", "personal"),
        ("Schools may reprint our articles for classroom use.", "educational"),
        ("Unsere Texte dürfen für den privaten Gebrauch kopiert werden.", "personal"),
        ("Leur reproduction est autorisée à des fins pédagogiques.", "educational"),
        ("Se permite descargar los contenidos para uso personal.", "personal"),
        ("Our articles may be reprinted.", None),
    ],
)
def test_a_permission_is_narrowed_to_its_purpose(text: str, purpose: str | None) -> None:
    assert permission(text).purpose == purpose


def test_a_prohibition_is_not_narrowed_by_a_purpose() -> None:
    found = only("You may not reproduce our content, save for personal use.")
    assert [(rule.kind, rule.purpose) for rule in found.rules] == [(RuleKind.PROHIBIT, None)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until 31 May 2030", date(2030, 5, 31)),
        ("until May 31st, 2030", date(2030, 5, 31)),
        ("bis zum 31. Mai 2030", date(2030, 5, 31)),
        ("jusqu'au 1er août 2030", date(2030, 8, 1)),
        ("hasta el 3 de enero de 2030", date(2030, 1, 3)),
        ("until 2030-05-31", date(2030, 5, 31)),
        ("until 31 Hay 2030", None),
        ("until 31 February 2030", None),
        ("until the lamp goes out", None),
    ],
)
def test_the_last_day_is_read(text: str, day: date | None) -> None:
    assert until_of(text) == day


def test_a_permission_ends_on_its_last_day() -> None:
    assert permission("You may quote this article until 31 May 2030.").until == date(2030, 5, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Embargoed until 12:00 on 3 May 2030", date(2030, 5, 3)),
        ("EMBARGO: 3 May 2030", date(2030, 5, 3)),
        ("Not for publication before 3 May 2030", date(2030, 5, 3)),
        ("Sperrfrist: 3.5.2030", date(2030, 5, 3)),
        ("The arms embargo until 3 May 2030 was lifted.", None),
    ],
)
def test_an_embargo_stands_at_the_start_of_a_line(text: str, day: date | None) -> None:
    found = embargo_of(text)
    assert (found and found[1]) == day
    assert [notice.embargo_until for notice in find_notices(text)] == ([day] if day else [])


def test_days_survive_the_way_between_processes() -> None:
    notices = find_notices("Embargoed until 3 May 2030\nYou may quote this article until 31 May 2030.")
    assert [notice.embargo_until for notice in notices] == [date(2030, 5, 3), None]
    assert notices_from(json.loads(json.dumps(plain(notices)))) == notices


def test_limits_never_touch_a_duty() -> None:
    duty = Rule(id="a", kind=RuleKind.DUTY, action=RightsAction.CREDIT)
    assert limited([duty], "up to 50 words for personal use until 31 May 2030") == [duty]
    assert purpose_of("up to 50 words for personal use") == "personal"
