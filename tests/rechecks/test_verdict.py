"""Labelled answers: status, redirects and text against what one visit may conclude."""

from __future__ import annotations

from typing import Any

import pytest

from claims.rechecks.marks import Marks
from claims.rechecks.verdict import OWN_LINKS, Answer, Asks, judge, same_address, told
from claims.vocabulary import CheckOutcome, PassageOutcome

FOUND, MOVED, CHANGED, MISSING = (
    PassageOutcome.FOUND,
    PassageOutcome.MOVED,
    PassageOutcome.CHANGED,
    PassageOutcome.MISSING,
)
URL = "http://courier.example/2026/ferry"


def answer(**facts: Any) -> Answer:
    return Answer(**{"url": URL, "status": 200, "final_url": facts.get("final_url", URL), "kept": 1.0, **facts})


def redirected(to: str, *statuses: int, **facts: Any) -> Answer:
    return answer(final_url=to, redirects=[(status, URL) for status in statuses or (301,)], **facts)


def few_words(**facts: Any) -> Answer:
    return answer(passages=[MISSING], kept=0.01, little=True, **facts)


def other_text(**facts: Any) -> Answer:
    return answer(passages=[MISSING], kept=0.02, **facts)


def led(to: str, **facts: Any) -> Answer:
    return redirected(f"http://courier.example{to}", 302, passages=[MISSING], kept=0.01, **facts)


FRAMED = Marks(own_links=OWN_LINKS)
LET_IN = {"lets_us_in": True, "witnessed": True}
WALLED = {"lets_us_in": False, "witnessed": True}


ALIVE, FOR_GOOD, FOR_NOW, GONE, SOFT, BLOCKED, PAYWALLED, ERROR, UNSAFE, UNCLEAR = CheckOutcome
CASES: dict[str, tuple[Answer, CheckOutcome]] = {
    "text present": (answer(passages=[FOUND]), ALIVE),
    "text moved within": (answer(passages=[MOVED]), ALIVE),
    "text edited": (answer(passages=[CHANGED]), ALIVE),
    "text gone, the rest stands": (answer(passages=[MISSING], kept=0.8), ALIVE),
    "nothing watched": (answer(), ALIVE),
    "not changed since": (answer(status=304, passages=[FOUND]), ALIVE),
    "of two, one present": (answer(status=404, passages=[MISSING, FOUND]), ALIVE),
    "404 with the text": (answer(status=404, passages=[FOUND]), ALIVE),
    "410 with the text": (answer(status=410, passages=[MOVED]), ALIVE),
    "403 with the text": (answer(status=403, passages=[FOUND]), ALIVE),
    "500 with the text": (answer(status=500, passages=[FOUND]), ALIVE),
    "404 with something like the text": (answer(status=404, passages=[CHANGED]), GONE),
    "404": (answer(status=404, passages=[MISSING]), GONE),
    "410": (answer(status=410), GONE),
    "no such host": (Answer(url=URL, error="no_such_host"), GONE),
    "403": (answer(status=403), BLOCKED),
    "401": (answer(status=401), BLOCKED),
    "429": (answer(status=429), BLOCKED),
    "451": (answer(status=451), BLOCKED),
    "999": (answer(status=999), BLOCKED),
    "402": (answer(status=402), PAYWALLED),
    "400": (answer(status=400), ERROR),
    "500": (answer(status=500), ERROR),
    "503": (answer(status=503), ERROR),
    "204": (answer(status=204), ERROR),
    "302 without an address": (answer(status=302), ERROR),
    "timed out": (Answer(url=URL, error="timed_out"), ERROR),
    "unreachable": (Answer(url=URL, error="unreachable"), ERROR),
    "redirect loop": (Answer(url=URL, error="redirect_loop"), ERROR),
    "too large": (Answer(url=URL, error="too_large"), ERROR),
    "a picture": (answer(unread="not_text"), ERROR),
    "refused": (Answer(url=URL, error="address", refused=True), UNSAFE),
    "nothing to read": (answer(unread="empty", kept=None), SOFT),
    "nothing to read, nor in another page": (answer(unread="empty", kept=None, **WALLED), BLOCKED),
    "nothing to read, for scripts": (answer(unread="empty", kept=None, marks=Marks(scripted=True)), BLOCKED),
    "another text": (other_text(), UNCLEAR),
    "another text, no other page to ask": (other_text(witnessed=True), UNCLEAR),
    "another text, while another page shows": (other_text(probed=True, **LET_IN), SOFT),
    "the same, as for absent addresses": (other_text(as_absent=True, probed=True, **LET_IN), SOFT),
    "the same, absent ones are told": (other_text(as_absent=False, **LET_IN), ALIVE),
    "another text before another page too": (other_text(**WALLED), BLOCKED),
    "another text in the site's frame": (other_text(marks=FRAMED, probed=True, witnessed=True), SOFT),
    "the same in the frame, absent ones are told": (
        other_text(marks=FRAMED, as_absent=False, witnessed=True),
        ALIVE,
    ),
    "one link short of a frame": (
        other_text(marks=Marks(own_links=OWN_LINKS - 1), probed=True, witnessed=True),
        UNCLEAR,
    ),
    "to the front page": (redirected("http://courier.example/", passages=[MISSING]), SOFT),
    "to the bare host": (redirected("http://courier.example", passages=[MISSING]), SOFT),
    "to the front page of another": (redirected("http://parked.example/", passages=[MISSING], same_site=False), SOFT),
    "to another site": (redirected("http://parked.example/a", passages=[MISSING], same_site=False), SOFT),
    "to another site with the text": (redirected("http://new.example/a", passages=[FOUND], same_site=False), FOR_GOOD),
    "to another site, edited": (redirected("http://new.example/a", passages=[CHANGED], same_site=False), FOR_GOOD),
    "to the front page with the text": (redirected("http://courier.example/", passages=[FOUND]), FOR_GOOD),
    "moved for good": (redirected("http://courier.example/f", 301, passages=[FOUND]), FOR_GOOD),
    "moved for good, 308": (redirected("http://courier.example/f", 308, 301, passages=[FOUND]), FOR_GOOD),
    "moved for now": (redirected("http://courier.example/f", 302, passages=[FOUND]), FOR_NOW),
    "partly for now": (redirected("http://courier.example/f", 301, 307, passages=[FOUND]), FOR_NOW),
    "to https": (redirected("https://courier.example/2026/ferry", passages=[FOUND]), ALIVE),
    "to www and a slash": (redirected("http://www.courier.example/2026/ferry/", passages=[FOUND]), ALIVE),
    "led to a page in the frame": (led("/gone", marks=FRAMED), SOFT),
    "led to a page, no other to ask": (led("/gone", witnessed=True), UNCLEAR),
    "led to a page while another shows": (led("/gone", **LET_IN), SOFT),
    "led where another page leads": (led("/gate", **WALLED), BLOCKED),
    "led to a gate that is to send back": (led("/gate?to=/2026/ferry", **LET_IN), UNCLEAR),
    "led to such a gate in the frame": (led("/gate?to=/2026/ferry", marks=FRAMED, **LET_IN), UNCLEAR),
    "led to such a gate, packed": (led("/gate?t=aHR0cDovL2NvdXJpZXIuZXhhbXBsZS8yMDI2L2ZlcnJ5", **LET_IN), UNCLEAR),
    "led to a gate elsewhere that is to send back": (
        redirected(f"http://gate.example/in?to={URL}", passages=[MISSING], same_site=False),
        UNCLEAR,
    ),
    "a few unknown words": (few_words(), UNCLEAR),
    "a few, as for absent addresses": (few_words(as_absent=True, probed=True, witnessed=True), UNCLEAR),
    "a few, the same, while another page shows": (few_words(as_absent=True, probed=True, **LET_IN), SOFT),
    "a few, absent ones answered so before": (few_words(as_absent=True, **LET_IN), UNCLEAR),
    "a few unknown words, another page shows": (few_words(probed=True, **LET_IN), UNCLEAR),
    "a few unknown words, absent ones are told": (few_words(as_absent=False, **LET_IN), UNCLEAR),
    "a few unknown words before another page too": (few_words(as_absent=True, probed=True, **WALLED), BLOCKED),
    "a few, on a host that blocks": (few_words(as_absent=True, probed=True, distrusted=True, **LET_IN), BLOCKED),
    "redirect to a 404": (redirected("http://courier.example/f", status=404, passages=[]), GONE),
}


@pytest.mark.parametrize("case", CASES)
def test_an_answer_is_judged_as_labelled(case: str) -> None:
    given, expected = CASES[case]
    assert judge(given).outcome is expected


def test_the_front_page_itself_is_no_soft_404() -> None:
    front = Answer(
        url="http://courier.example/", status=200, final_url="http://www.courier.example/", redirects=[(301, "x")]
    )
    assert judge(front).outcome is ALIVE


def test_only_what_is_the_page_counts_as_the_page() -> None:
    pages = {case for case, (given, _) in CASES.items() if judge(given).is_page}
    assert pages == {case for case, (_, outcome) in CASES.items() if outcome in (ALIVE, FOR_GOOD, FOR_NOW)}


def test_what_is_in_doubt_asks_for_another_page_first() -> None:
    for doubted in (few_words(), other_text(), led("/gone"), answer(unread="empty", kept=None)):
        assert judge(doubted).asks is Asks.ANOTHER_PAGE
    for sure in (
        "text present",
        "text gone, the rest stands",
        "404",
        "403",
        "500",
        "another text before another page too",
    ):
        assert judge(CASES[sure][0]).asks is None


def test_a_few_unknown_words_ask_for_a_probe_only_where_its_answer_would_tell() -> None:
    assert judge(few_words(**LET_IN)).asks is Asks.ABSENT_ADDRESS
    assert judge(few_words(as_absent=True, **LET_IN)).asks is Asks.ABSENT_ADDRESS  # what it was a week ago is past
    for settled in (
        few_words(witnessed=True),
        few_words(**WALLED),
        few_words(probed=True, **LET_IN),
        few_words(as_absent=False, **LET_IN),
    ):
        assert judge(settled).asks is None


def test_what_rests_on_other_pages_of_the_moment_is_worked_out_anew() -> None:
    momentary = {case for case, (given, _) in CASES.items() if judge(given).momentary}
    assert momentary == {
        "nothing to read",
        "nothing to read, nor in another page",
        "another text, while another page shows",
        "the same, as for absent addresses",
        "another text before another page too",
        "another text in the site's frame",
        "led to a page in the frame",
        "led to a page while another shows",
        "led where another page leads",
        "a few, the same, while another page shows",
        "a few unknown words before another page too",
    }


def test_only_410_and_no_such_host_are_certain_and_a_file_is_no_death() -> None:
    assert {case for case, (given, _) in CASES.items() if judge(given).certain} == {"410", "no such host"}
    assert {case for case, (given, _) in CASES.items() if judge(given).unreadable} == {"too large", "a picture"}


def test_a_veto_says_why() -> None:
    assert judge(CASES["404 with the text"][0]).reason == "answers 404, text present"


def test_a_wall_is_never_told_as_something_else_and_the_inside_never_told() -> None:
    closed = [(ERROR, "unreachable"), (ERROR, "timed out"), (UNSAFE, "refused: port"), (GONE, "no such host")]
    assert {told(outcome, reason, everything=False) for outcome, reason in closed} == {(ERROR, "could not be visited")}
    assert told(GONE, "answers 404", everything=False) == (GONE, "answers 404")
    assert told(BLOCKED, "answers 403", everything=False) == (BLOCKED, "answers 403")
    assert told(UNSAFE, "refused: port", everything=True) == (UNSAFE, "refused: port")


def test_addresses_that_differ_in_more_than_form_are_different() -> None:
    assert same_address("http://a.example/x", "https://www.A.example/x/")
    for other in ("http://a.example/y", "http://a.example/x?p=2", "http://b.example/x", "http://a.example:8080/x"):
        assert not same_address("http://a.example/x", other)
