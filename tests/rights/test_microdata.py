from __future__ import annotations

from claims.rights.structured import find_structured
from claims.rights.values import Notice
from claims.vocabulary import EvidenceMethod, RightsAction, RightsScope, RuleKind


def marked(body: str) -> list[Notice]:
    page = f"<html><body>{body}</body></html>".encode()
    return [
        found for found in find_structured(page, url="https://lamp.example/a") if found.place == "marked in the text"
    ]


def test_holder_and_year_marked_in_an_item_are_one_statement() -> None:
    found = marked(
        '<div itemscope itemtype="https://schema.org/Article"><p>Ferries run late.</p>'
        '<span itemprop="copyrightYear">2031</span> <span itemprop="copyrightHolder">Eastmere Lamp</span></div>'
    )
    assert [(one.holder_text, one.year_from, one.scope) for one in found] == [("Eastmere Lamp", 2031, RightsScope.PAGE)]
    assert found[0].method is EvidenceMethod.META
    assert "copyrightholder: Eastmere Lamp" in found[0].verbatim


def test_a_holder_that_is_an_item_of_its_own_is_called_by_its_name() -> None:
    found = marked(
        '<article itemscope><div itemprop="copyrightHolder" itemscope>'
        '<img src="logo.png" alt=""> <span itemprop="name">Harbour Desk</span> since 1999</div></article>'
    )
    assert [one.holder_text for one in found] == ["Harbour Desk"]


def test_a_licence_marked_in_the_text_is_known_by_its_address() -> None:
    found = marked(
        '<article itemscope><link itemprop="license" href="https://creativecommons.org/licenses/by/4.0/"></article>'
    )
    assert [one.licence_id for one in found] == ["CC-BY-4.0"]
    assert (RuleKind.DUTY, RightsAction.CREDIT) in {(rule.kind, rule.action) for rule in found[0].rules}


def test_rdfa_properties_are_read_with_or_without_their_prefix() -> None:
    found = marked(
        '<div typeof="schema:Article"><b property="schema:copyrightHolder">Ada Quill</b>'
        '<i property="copyrightNotice">© 2030 Ada Quill. Do not copy this article.</i></div>'
    )
    assert [(one.holder_text, one.year_from) for one in found] == [("Ada Quill", 2030)]
    assert {rule.action for rule in found[0].rules if rule.kind is RuleKind.PROHIBIT} == {RightsAction.REPRODUCE}


def test_what_is_marked_about_a_picture_stays_with_the_picture() -> None:
    found = marked(
        '<figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject">'
        '<a itemprop="license" href="https://creativecommons.org/licenses/by-sa/4.0/">Licence</a>'
        '<span itemprop="creditText">Photo: Bo Reed</span></figure>'
    )
    assert [(one.scope, one.credit_text) for one in found] == [(RightsScope.IMAGE, "Photo: Bo Reed")]
    assert {rule.scope for rule in found[0].rules} == {RightsScope.IMAGE}


def test_two_items_make_two_statements_and_other_marks_make_none() -> None:
    found = marked(
        '<p itemscope><b itemprop="copyrightHolder">Eastmere Lamp</b><i itemprop="headline">Late ferries</i></p>'
        '<p itemscope><b itemprop="copyrightHolder">Harbour Desk</b></p><p itemscope><b itemprop="author">Bo</b></p>'
    )
    assert [one.holder_text for one in found] == ["Eastmere Lamp", "Harbour Desk"]


def test_a_licence_link_with_a_prefix_is_one_too() -> None:
    page = b'<html><body><p><a rel="dct:license" href="https://creativecommons.org/licenses/by/4.0/">x</a></p></body></html>'
    assert [found.licence_id for found in find_structured(page)] == ["CC-BY-4.0"]


def test_of_a_gallery_the_first_items_are_kept() -> None:
    found = marked("".join(f"<p itemscope><b itemprop='copyrightHolder'>Desk {n}</b></p>" for n in range(600)))
    assert [one.holder_text for one in found] == [f"Desk {n}" for n in range(50)]
