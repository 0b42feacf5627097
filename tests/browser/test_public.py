"""The page of a claim and its card in a browser, and links to passages by the browser and by the npm polyfill."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim
from claims.publishing.formats.fragment import passage_link
from claims.vocabulary import ReviewAction
from tests.browser.looking import complaints
from tests.contract.programs import MODULES
from tests.models.build import a_user
from tests.rechecks.site import HOST, Reply, a_site
from tests.review.build import step, vetted

pytestmark = pytest.mark.django_db(transaction=True)
ARABIC = "تعطّل محرّكان من محرّكات العبّارة الثلاثة"


@pytest.fixture
def page(browser: Browser, live_server: Any, settings: Any) -> Any:
    settings.ANONYMOUS_READING = True
    context = browser.new_context(base_url=str(live_server), bypass_csp=True)
    found = context.new_page()
    yield found
    context.close()


def _a_claim(**facts: Any) -> Claim:
    return vetted(a_user(role="fact_checker"), a_user(role="editor"), **facts)


def test_everybody_reads_a_claim_and_a_page_of_others_frames_its_card(
    page: Page, browser: Browser, live_server: Any
) -> None:
    claim, arabic, gone = _a_claim(language="en"), _a_claim(wording=ARABIC, language="ar"), _a_claim()
    step(arabic, ReviewAction.REOPEN, None)
    step(gone, ReviewAction.WITHDRAW, a_user(role="editor"), note="misheard")
    found: list[object] = []
    for one in (arabic, gone):
        for address in (f"/c/{one.public_id}", f"/c/{one.public_id}/card"):
            page.goto(address)
            found += complaints(page)
    assert found == []
    page.goto(f"/c/{arabic.public_id}")
    expect(page.get_by_role("heading", level=1)).to_have_css("direction", "rtl")
    expect(page.get_by_text("Under recheck since")).to_be_visible()
    strict = browser.new_context(base_url=str(live_server))  # under the content policy that everybody gets
    said: list[str] = []
    reader = strict.new_page()
    reader.on("console", lambda message: said.append(message.text))
    reader.goto(f"/c/{claim.public_id}")
    block = reader.locator("script[type='application/ld+json']").text_content()
    assert json.loads(block or "")["claimReviewed"] == claim.wording
    card = f"{live_server}/c/{claim.public_id}/card"
    with a_site() as others:
        others.pages["/page"] = Reply(
            f"<link rel=icon href='data:,'><iframe src='{card}' width=600 height=320></iframe>"
        )
        reader.goto(f"http://{HOST}:{others.port}/page")
        expect(reader.frame_locator("iframe").get_by_role("heading")).to_have_text(claim.wording)
    assert said == []
    strict.close()


HEADLESS = "<!doctype html><meta charset=utf-8><style>p {{ margin: 60rem 0 }}</style>{}"
TEXT = (
    "<p>The ferry left late, the board said.</p><p>A source said: “Two of three engines failed – non-lethal, at 50 % & "
    "more, <b>she</b> said.”</p><h2>After that</h2><p>Nobody was hurt, and the quay stayed open all night.</p>"
    f"<p>{ARABIC}</p>"
)
FOLLOWED = [
    "“Two of three engines failed – non-lethal, at 50 % & more, she said.”",
    "Two of three engines failed",
    "50 % & more",
    "said.”\n\nAfter that\n\nNobody was hurt, and the quay",
    ARABIC,
]


def test_links_to_passages_are_found_by_the_polyfill_and_scrolled_to_by_the_browser(page: Page) -> None:
    assert MODULES.exists(), "install the packages: sh tests/contract/ensure_npm.sh"
    source = (MODULES / "text-fragments-polyfill" / "src" / "text-fragment-utils.js").read_text()
    where = "https://courier.example/ferry"
    page.route(where, lambda route: route.fulfill(body=HEADLESS.format(TEXT), content_type="text/html"))
    module = "https://courier.example/utils.js"
    page.route(module, lambda route: route.fulfill(body=source, content_type="text/javascript"))
    page.goto(where)
    find = """async (link) => {
        const utils = await import('/utils.js');
        const { text } = utils.parseFragmentDirectives(utils.getFragmentDirectives(new URL(link).hash));
        return text.flatMap((one) => utils.processTextFragmentDirective(one).map((range) => range.toString()));
    }"""
    for quoted in FOLLOWED:
        link = passage_link(where, quoted)
        found = page.evaluate(find, link)
        assert ["".join(one.split()) for one in found] == ["".join(quoted.split())], quoted
    page.goto("about:blank")
    page.goto(passage_link(where, FOLLOWED[1]) or "")
    page.wait_for_function("scrollY > 300")
