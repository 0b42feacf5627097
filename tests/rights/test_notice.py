from __future__ import annotations

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
        ("© 2021 VON DER BUCHT Verlagshaus", "VON DER BUCHT Verlagshaus", 2021, 2021),
        ("© von Ada Quill 2021", "Ada Quill", 2021, 2021),
        ("English Deutsch © HomeHarbour.example 2021", "HomeHarbour.example", 2021, 2021),
        ("© 2021 Eastmere! - Das Magazin", "Eastmere!", 2021, 2021),
        ("© 2021 Eastmere Lamp AG, Kaistrasse 10, 8003 Ostrey", "Eastmere Lamp AG", 2021, 2021),
        ("© 2021 Eastmere Lamp youtube linkedin instagram", "Eastmere Lamp", 2021, 2021),
        ("© 2021 Amt für maritime Geschichte", "Amt für maritime Geschichte", 2021, 2021),
        ("© 2021 Lamp Group EASTMERE'S HARBOUR PAGE", "Lamp Group", 2021, 2021),
        ("2021 © Eastmere Lamp", "Eastmere Lamp", 2021, 2021),
        ("© Lampa Sp. z o.o. 2021", "Lampa Sp. z o.o.", 2021, 2021),
        ("© МАЯК — общество моряков. 1996–2016. Все права защищены.", "МАЯК", 1996, 2016),
        ("Copyright: Eastmere Lamp, 2021", "Eastmere Lamp", 2021, 2021),
        ("Copyright @ 2021 Eastmere Lamp.", "Eastmere Lamp", 2021, 2021),
        ("@2021 - NineQuills. All Right Reserved.", "NineQuills", 2021, 2021),
        ("© Copyright Lamp Services Ostrey, LLC", "Lamp Services Ostrey, LLC", None, None),
        ("© 2021 Quill Design LLC — Read our terms of service.", "Quill Design LLC", 2021, 2021),
        ("© 2021 Quay Services. All rights reserved.", "Quay Services", 2021, 2021),
        ("© 2021 Eastmere. Limited", "Eastmere. Limited", 2021, 2021),
        ("© 2021 The Lamp (Ostrey) Private Ltd.", "The Lamp (Ostrey) Private Ltd.", 2021, 2021),
        ("© 2021 Eastmere Lamp. All rights reserved (About Us).", "Eastmere Lamp", 2021, 2021),
        ("© 2021 Eastmere Lamp Pvt. Ltd.. All rights reserved.", "Eastmere Lamp Pvt. Ltd.", 2021, 2021),
        (
            "© Harbour Society “Eastmere Lamp”, 2018–2021. All rights reserved.",
            "Harbour Society “Eastmere Lamp”",
            2018,
            2021,
        ),
        ('© 2021 "Eastmere Lamp"', "Eastmere Lamp", 2021, 2021),
        ("© 2021 Все права защищены, «Маяк Севера»", "Маяк Севера", 2021, 2021),
        ("©All Rights Reserved Eastmere Lamp 2021, a club of keepers", "Eastmere Lamp", 2021, 2021),
        ("All rights reserved by Eastmere Lamp", "Eastmere Lamp", None, None),
        ("All Rights Reserved © 2021", None, 2021, 2021),
        ("Built by Ada Quill © 2021 - Tous droits réservés - Apache License 2.0", "Ada Quill", 2021, 2021),
        ("Eastmere Lamp Ltda. Derechos reservados. 2021", "Eastmere Lamp Ltda", 2021, 2021),
        ("La Lanterna S.r.l. - P.IVA 01234567890 © 2021 Tutti i diritti riservati", "La Lanterna S.r.l.", 2021, 2021),
        ("La Lanterna - Tutti i diritti riservati.", "La Lanterna", None, None),
        ("© 2021 De Vuurtoren. Alle rechten voorbehouden.", "De Vuurtoren", 2021, 2021),
        ("Copyright (C) 2021. Alle rechten voorbehouden.", None, 2021, 2021),
        ("© 2021 Centre pour la recherche maritime", "Centre pour la recherche maritime", 2021, 2021),
        ("Copyright (с) ООО «Маяк Севера», 2021.", "ООО «Маяк Севера»", 2021, 2021),
        ("© 2018-2021 Нормы порта и причала", "Нормы порта и причала", 2018, 2021),
        ("ООО «Маяк Севера» . Все права защищены, 2021", "ООО «Маяк Севера»", 2021, 2021),
        ("Все права защищены 2021", None, 2021, 2021),
        ("© 2021 灯塔日报 版权所有", "灯塔日报", 2021, 2021),
        ("Copyright © 2018-2021灯塔日报版权所有 京ICP备00000000号", "灯塔日报", 2018, 2021),
        ("版权所有 2018-2021 灯塔日报，并保留所有权利。", "灯塔日报", 2018, 2021),
        ("© 2021 灯台新聞。無断転載を禁じます。", "灯台新聞", 2021, 2021),
        ("Copyright ⓒ 등대일보. 무단 전재 및 재배포 금지", "등대일보", None, None),
        ("© 2021 Deniz Feneri. Tüm hakları saklıdır.", "Deniz Feneri", 2021, 2021),
        ("© Fyrtornet AB 2021. Alla rättigheter förbehålls.", "Fyrtornet AB", 2021, 2021),
        (
            "Propietario: Lámpara Hermanos S.A. Editor responsable: Ada. Todos los derechos reservados.",
            "Lámpara Hermanos S.A.",
            None,
            None,
        ),
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
        "Copyright 2021 saw many changes.",
        "Learn the Sundial Method©",
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


CREDIT, LINK = "duty credit", "duty link_back"


def kinds(text: str) -> set[str]:
    return {f"{kind} {action}" for kind, action in terms(only(text))}


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        (
            "Excerpts may be used, provided that the Lamp is credited and the original article is linked.",
            {CREDIT, LINK},
        ),
        ("Excerpts may be used with attribution.", {CREDIT}),
        ("You may quote this article with attribution and a link.", {CREDIT, LINK}),
        ("Feel free to quote this article. Please credit the Eastmere Lamp.", {CREDIT}),
        ("Feel free to quote from this article, but please link back.", {LINK}),
        ("You may share excerpts as long as you mention the source.", {CREDIT}),
        ("Quotations from this site are permitted if the source is named.", {CREDIT}),
        ("Excerpts may be quoted when accompanied by a link to the original.", {LINK}),
        ("Excerpts may be quoted provided that they are accompanied by the name of the author.", {CREDIT}),
        ("With attribution, excerpts of this article may be republished.", {CREDIT}),
        ("If you credit the Lamp, you may quote this article.", {CREDIT}),
        ("Excerpts may be quoted under the following conditions: name the author, link here.", {CREDIT, LINK}),
        ("This article may not be quoted without attribution.", {CREDIT}),
        ("This article may not be quoted without a link to the original.", {LINK}),
        ("Our stories can be quoted freely, crediting the Lamp and linking to the original story.", {CREDIT, LINK}),
        (
            "Excerpts may be used, provided the Lamp is acknowledged and readers are directed to our page.",
            {CREDIT, LINK},
        ),
        (
            "Auszüge dürfen genutzt werden, sofern die Lampe genannt und der Artikel verlinkt wird. Inhalte.",
            {CREDIT, LINK},
        ),
        ("Auszüge aus diesem Text dürfen mit Quellenangabe zitiert werden.", {CREDIT}),
        ("Auszüge aus diesem Text dürfen unter Nennung der Quelle übernommen werden.", {CREDIT}),
        ("Diese Inhalte dürfen zitiert werden, wenn ein Link auf das Original gesetzt wird.", {LINK}),
        ("Zitate aus diesem Artikel sind bei Nennung der Quelle und mit Link erlaubt.", {CREDIT, LINK}),
        ("Unsere Texte dürfen nicht ohne Quellenangabe zitiert werden.", {CREDIT}),
        (
            "Les extraits de cet article peuvent être cités à condition que la Lampe soit créditée et l'original lié.",
            {CREDIT, LINK},
        ),
        ("Vous pouvez citer cet article avec mention de la source et un lien vers l'original.", {CREDIT, LINK}),
        ("La citation d'extraits est autorisée, à condition de citer la source.", {CREDIT}),
        ("Les extraits peuvent être repris sous réserve de mentionner la Lampe comme source.", {CREDIT}),
        ("Se permite citar este artículo siempre que se cite la fuente y se enlace al original.", {CREDIT, LINK}),
        (
            "Los extractos de este texto pueden ser utilizados siempre y cuando la Lámpara sea acreditada y el "
            "artículo original esté enlazado.",
            {CREDIT, LINK},
        ),
        ("Puede citar este artículo con mención de la fuente.", {CREDIT}),
        ("Se permite citar este contenido con un enlace al original.", {LINK}),
        ("يسمح باقتباس مقتطفات من هذا المقال بشرط ذكر المصدر ووضع رابط.", {CREDIT, LINK}),
    ],
)
def test_a_permission_to_quote_carries_the_duties_of_its_condition(text: str, duties: set[str]) -> None:
    found = kinds(text)
    assert "permit excerpt" in found
    assert {rule for rule in found if rule.startswith("duty")} == duties
    assert not {rule for rule in found if rule.startswith("prohibit")}


@pytest.mark.parametrize(
    "text",
    [
        "Excerpts may be quoted on condition that the keeper's rules are observed.",
        "You may quote this story if the moon is full.",
        "As long as the lamp burns, you may quote this story.",
        "Auszüge aus diesem Text sind erlaubt, solange die Hausordnung beachtet wird.",
        "Les citations de ce texte sont autorisées si le gardien le veut.",
        "Se permite citar este artículo si el farero lo quiere.",
    ],
)
def test_a_condition_that_is_not_understood_asks_for_credit_and_link(text: str) -> None:
    assert {"permit excerpt", CREDIT, LINK} <= kinds(text)


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("Please credit the Lamp when quoting this article.", {CREDIT}),
        ("Excerpts must be accompanied by a credit to the author and a link to the original.", {CREDIT, LINK}),
        ("Bei Zitaten aus diesem Artikel bitte die Quelle angeben und auf den Artikel verlinken.", {CREDIT, LINK}),
        ("Merci de citer la source et de mettre un lien pour toute citation de cet article.", {CREDIT, LINK}),
        ("Por favor, al citar este artículo mencione la fuente.", {CREDIT}),
    ],
)
def test_a_request_without_a_permission_is_a_duty_alone(text: str, duties: set[str]) -> None:
    assert kinds(text) == duties


@pytest.mark.parametrize(
    ("text", "unless"),
    [
        ("Articles on this site may be reproduced only with our written permission.", "written permission"),
        ("You may republish this article provided you obtain our permission first.", "permission"),
        ("Vous pouvez reproduire cet article sous réserve d'autorisation.", "autorisation"),
        ("يمنع نقل محتوى هذا الموقع دون إذن خطي.", "إذن خطي"),
    ],
)
def test_a_permission_that_asks_for_consent_is_none(text: str, unless: str) -> None:
    assert kinds(text) == {"prohibit reproduce"}
    assert only(text).unless == unless


def test_use_for_no_profit_forbids_commercial_use() -> None:
    text = "This text may be reprinted for non-commercial purposes, giving credit to the Lamp."
    assert kinds(text) == {"permit reproduce", "prohibit commercial_use", CREDIT}


@pytest.mark.parametrize(
    "text",
    [
        "You can unsubscribe from this site at any time; we never share your data without your permission.",
        "Please tick the box to acknowledge that you read this site and share nothing.",
        "The minister said that experts in this report must link to the original study of the reefs, which he would "
        "like to see credited to those who did the work, and that nobody in the ministry had ever been asked to keep "
        "quiet about what was found there in the year before the election, when the ferries stood still, the harbour "
        "was closed and the quotations of the day were used by all.",
    ],
)
def test_what_a_site_tells_its_readers_or_reports_is_no_notice(text: str) -> None:
    assert find_notices(text) == ()


@pytest.mark.parametrize(
    ("text", "holder", "first", "last"),
    [
        ("© 2025 صدى الرصيف. جميع الحقوق محفوظة.", "صدى الرصيف", 2025, 2025),
        ("جميع الحقوق محفوظة © صدى الرصيف 2025", "صدى الرصيف", 2025, 2025),
        ("جميع الحقوق محفوظة لصحيفة صدى الرصيف © 2025", "صحيفة صدى الرصيف", 2025, 2025),
        ("حقوق النشر © ٢٠٢٥ صدى الرصيف", "صدى الرصيف", 2025, 2025),
        ("جميع الحقوق محفوظة لـ صدى الرصيف ٢٠١٨ - ٢٠٢٥", "صدى الرصيف", 2018, 2025),
        ("كافة الحقوق محفوظة لدى مؤسسة صدى الرصيف", "مؤسسة صدى الرصيف", None, None),
        ("© صدى الرصيف 2025. يمنع النقل دون إذن", "صدى الرصيف", 2025, 2025),
        ("تمامی حقوق این سایت برای پژواک اسکله محفوظ است.", "پژواک اسکله", None, None),
        ("کلیه حقوق مادی و معنوی این سایت متعلق به پژواک اسکله می‌باشد.", "پژواک اسکله", None, None),
        ("© ۲۰۲۵ پژواک اسکله. تمامی حقوق محفوظ است.", "پژواک اسکله", 2025, 2025),
        ("© ۱۴۰۴ پژواک اسکله", "پژواک اسکله", None, None),
        ("© ۱۴۰۴ تمامی حقوق برای Quay Echo محفوظ است.", "Quay Echo", None, None),
        ("جميع الحقوق محفوظة © 2025 • معهد صدى الرصيف. تم التطوير", "معهد صدى الرصيف", 2025, 2025),
        ("تمامی حقوق محفوظ است © 2025", None, 2025, 2025),
        ("جميع الحقوق محفوظة © 2025 للمجلس البلدي", "المجلس البلدي", 2025, 2025),
        ("© 2025 جميع الحقوق محفوظة", None, 2025, 2025),
        ("جميع الحقوق محفوظة", None, None, None),
        ("© 2025 Eastmere Lamp درباره ما", "Eastmere Lamp", 2025, 2025),
    ],
)
def test_arabic_and_persian_notices_name_their_holder(
    text: str, holder: str | None, first: int | None, last: int | None
) -> None:
    found = only(text)
    assert (found.holder_text, found.year_from, found.year_to) == (holder, first, last)


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


@pytest.mark.parametrize(
    "text",
    [
        "The harbour museum reported on Monday that its scans of all the old plans of the quay are released under CC "
        "BY 4.0, so that anybody in the country may copy them, print them and sell them on the pier.",
        "An encyclopedia that volunteers write is available under CC BY-SA 3.0, which lets others copy it when they "
        "name where it came from, and that made it the most copied work of the century, as the keeper likes to say.",
    ],
)
def test_a_story_about_the_licence_of_others_licenses_nothing(text: str) -> None:
    assert find_notices(text) == ()


def test_a_long_line_licenses_what_it_calls_its_own() -> None:
    text = (
        "Except where otherwise noted, all content on this site, which the keepers of the lamp have run for many years "
        "without any help from the county, is licensed under a Creative Commons Attribution 4.0 licence."
    )
    assert only(text).licence_id == "CC-BY-4.0"


def test_the_parts_of_a_licence_may_follow_its_version() -> None:
    assert only("Our work is licensed Creative Commons, 4.0 with attribution.").licence_id == "CC-BY-4.0"


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
        ("رصيف العبّارات صباح الأحد. تصوير: صدى الرصيف", "تصوير: صدى الرصيف"),
    ],
)
def test_a_picture_credit_is_a_notice_of_its_own(text: str, credit: str) -> None:
    found = only(text)
    assert (found.scope, found.credit_text, found.holder_text) == (RightsScope.IMAGE, credit, None)


@pytest.mark.parametrize(
    "text",
    [
        "© Getty Images",
        "Tugs lie still in the ice. © Ada Quill",
        "Bild 1 von 4 © Ada Quill",
        "Image copyright Ada Quill",
        "Image © 2021 Ada Quill",
        "(Image: © Ada Quill)",
        "A tug in the ice. (© Ada Quill/Brigport Bell)",
    ],
)
def test_a_sign_under_a_picture_is_about_the_picture(text: str) -> None:
    assert only(text).scope is RightsScope.IMAGE


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("(Image: © Ada Quill)", "Ada Quill"),
        ("Image copyright Ada Quill", "Ada Quill"),
        ("(Image: © Sundial/Lamp/A. Quill)", "Sundial/Lamp/A. Quill"),
    ],
)
def test_brackets_around_a_credit_are_no_part_of_the_name(text: str, holder: str) -> None:
    assert only(text).holder_text == holder


@pytest.mark.parametrize("text", ["Video © Brigport Bell 2021", "Map data © 2021 Sundial", "Web design © Nine Quills"])
def test_a_sign_behind_a_film_or_map_is_about_what_is_embedded(text: str) -> None:
    assert only(text).scope is RightsScope.EMBEDDED


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


PIECES = (
    "© (c) Copyright 2021 2019-20 All rights reserved . , | – Eastmere Lamp Inc. by [Name] Photo may not be reproduced "
    "this site without permission CC BY 4.0 \n excerpts may be used credit provided that if linked unless dürfen "
    "sofern se permite siempre que peut à condition © جميع الحقوق محفوظة لصحيفة صدى تمامی حقوق برای محفوظ ٢٠٢٥ ۱۴۰۴"
).split(" ")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_the_words_of_notices_is_searched(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert_positions_hold(text)
    assert find_notices(text) == find_notices(text)


@pytest.mark.parametrize(
    "text",
    [
        "©" * 1_000_000,
        "© a " * 250_000,
        "copyright " * 100_000,
        "may not be " * 90_000,
        "Creative Commons " * 60_000,
        "CC BY " * 160_000,
        "[" * 1_000_000,
        "© A" + " A" * 500_000,
        "Photo A " * 125_000,
        "you may quote this site provided " * 30_000,
        "This page. You may quote it. " * 35_000,
        "جميع الحقوق محفوظة ل " * 50_000,
    ],
    ids=lambda text: text[:10],
)
def test_hostile_text_is_read_to_its_end_and_its_positions_hold(text: str) -> None:
    found = find_notices(text)
    assert len(found) <= MOST_NOTICES
    assert all(text[notice.start : notice.end] == notice.verbatim for notice in found)


def test_confidence_grows_with_what_speaks_for_the_name() -> None:
    texts = (
        "All rights reserved.",
        "Copyright eastmere lamp 2021",
        "Copyright 2021 Eastmere Lamp",
        "© 2021 Eastmere Lamp",
        "© 2021 Eastmere Lamp Ltd. All rights reserved.",
    )
    found = [notice.confidence for text in texts for notice in find_notices(text)]
    assert found == sorted(set(found))
