"""The order of statements and the legend; a person's reading beside the machine's, kept, used and undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from claims.models import Claim, ReadingCorrection, Snapshot, User
from claims.recording.corrections import say_no_statement
from tests.models.build import a_user
from tests.web.pages import ARTICLE, UNNAMED, an_article, log_address, value_of

SignIn = Callable[[User], Client]
BUILT = "The Marta was built in 1998."
LUND = "Harbour Board spokeswoman Ida Lund said the board had ordered an inspection."
MINE = {
    "kind": "sourcing",
    "sourcing_type": "organisation",
    "voice": "paraphrase",
    "source_words": "Harbour Board",
    "cue": "said",
    "relayed_for": "",
    "reason": "<b>the board</b> speaks through her",
}


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def snapshot(checker: User) -> Snapshot:
    return an_article(checker)


def place(snapshot: Snapshot, words: str) -> str:
    start = snapshot.readable.text.index(words)
    return f"start={start}&end={start + len(words)}"


def correct_address(snapshot: Snapshot, words: str = LUND, kept: str = "") -> str:
    return f"/snapshots/{snapshot.public_id}/correct/?{place(snapshot, words)}{kept}"


def read(client: Client, snapshot: Snapshot, query: str = "") -> str:
    return unescape(client.get(f"/snapshots/{snapshot.public_id}/{query}").content.decode())


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="s(\d+)"', page)]


def legend(page: str) -> dict[str, int]:
    part = page.split('aria-label="Legend and filter by sourcing"')[1].split("</nav>")[0]
    found = re.findall(r'</span>\s*([^<]+?)\s*<span class="num">(\d+)</span>', part)
    return {label: int(count) for label, count in found}


def test_worth_checking_first_is_kept_in_the_address_and_hides_nothing(
    checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    page, worth = read(client, snapshot), read(client, snapshot, "?order=worth")
    assert numbers(page) == sorted(numbers(page))
    assert sorted(numbers(worth)) == numbers(page)
    assert numbers(worth) != numbers(page)
    scores = [int(score) for score in re.findall(r'worth checking <span class="num">(\d+)</span>', worth)]
    assert scores == sorted(scores, reverse=True)
    assert 'href="?order=worth&sourcing=unattributed#statements"' in worth
    assert "says who says so" in worth


def test_pages_of_statements_work_with_both_orders(
    checker: User, snapshot: Snapshot, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.web.reading.STATEMENTS", 2)
    client = signed_in(checker)
    whole = numbers(read(client, snapshot)) + numbers(read(client, snapshot, "?page=2"))
    whole += numbers(read(client, snapshot, "?page=3"))
    first = read(client, snapshot, "?order=worth")
    ranked = numbers(first)
    for number in (2, 3):
        ranked += numbers(read(client, snapshot, f"?order=worth&page={number}"))
    assert 'rel="next" href="?order=worth&page=2"' in first
    assert whole == sorted(ranked)


def test_a_correction_stands_beside_the_machines_reading_and_counts_in_the_legend(
    checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    assert legend(read(client, snapshot))["Named person"] == 1
    answer = client.post(correct_address(snapshot, kept="&order=worth"), MINE)
    assert answer.headers["Location"].startswith(f"/snapshots/{snapshot.public_id}/?order=worth#s")
    page = client.get(answer.headers["Location"]).content.decode()
    assert 'corrected by <span dir="auto">chris</span>: <strong>organisation' in page
    assert 'read by machine: <span class="machine">named person' in page
    assert "&lt;b&gt;the board&lt;/b&gt;" in page
    found = legend(unescape(page))
    assert found["Organisation"] == 1
    assert "Named person" not in found
    assert "had ordered an inspection" in read(client, snapshot, "?sourcing=organisation")
    assert "three engines" not in read(client, snapshot, "?sourcing=organisation").split("<ol")[1]


def test_it_fills_in_the_form_in_which_the_statement_is_logged_and_the_claim_keeps_both(
    checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    client.post(correct_address(snapshot), MINE)
    page = client.get(log_address(snapshot, LUND)).content.decode()
    assert '<option value="organisation" selected>' in page
    assert value_of(page, "source_words") == "Harbour Board"
    assert "read by machine" in page
    entered = {
        "wording": "The board ordered an inspection",
        "passage": LUND,
        "stance": "supports",
        "directness": "second_hand",
        "sourcing_type": "organisation",
        "voice": "paraphrase",
        "source_name": "Harbour Board",
        "source_words": "Harbour Board",
    }
    assert client.post(log_address(snapshot, LUND), entered).status_code == 302
    claim = Claim.objects.get()
    sourcing = claim.evidence.get().sourcing
    assert (sourcing.sourcing_type, (sourcing.machine or {})["sourcing_type"]) == ("organisation", "on_record_person")
    shown = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert "had been read as: Named person" in shown


def test_where_person_and_machine_agree_the_claim_says_nothing_of_the_machine(
    checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    page = client.get(log_address(snapshot)).content.decode()
    names = ("wording", "passage", "source_name", "source_words", "cue", "descriptor")
    entered = {name: value_of(page, name) for name in names}
    chosen = {
        "stance": "supports",
        "directness": "second_hand",
        "sourcing_type": "unnamed_person",
        "voice": "paraphrase",
    }
    assert client.post(log_address(snapshot), {**entered, **chosen}).status_code == 302
    claim = Claim.objects.get()
    assert claim.evidence.get().sourcing.machine is not None
    assert "had been read as" not in client.get(f"/claims/{claim.public_id}/").content.decode()


def test_undone_the_machines_reading_counts_again_and_both_stay_on_record(
    checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    client.post(correct_address(snapshot), MINE)
    row = ReadingCorrection.objects.get()
    undo = f"/snapshots/{snapshot.public_id}/undo/?order=worth"
    answer = client.post(undo, {"correction": row.public_id, "number": "5"})
    assert answer.headers["Location"] == f"/snapshots/{snapshot.public_id}/?order=worth#s5"
    page = read(client, snapshot)
    assert "corrected by" not in page
    assert legend(page)["Named person"] == 1
    assert [one.kind for one in ReadingCorrection.objects.order_by("id")] == ["sourcing", "withdrawn"]
    again = client.post(undo, {"correction": row.public_id}, follow=True)
    assert "corrected this meanwhile" in again.content.decode()


def test_what_is_no_statement_stays_where_it_is_and_comes_last_by_worth(
    checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    before = numbers(read(client, snapshot))
    client.post(correct_address(snapshot, UNNAMED), {**MINE, "kind": "no_statement"})
    page = read(client, snapshot)
    assert numbers(page) == before
    assert legend(page)["No statement of the article"] == 1
    assert UNNAMED.split(",")[0] in read(client, snapshot, "?sourcing=no_statement")
    assert numbers(read(client, snapshot, "?order=worth"))[-1] == before[1]
    assert "Log this" in page


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"source_words": "a stoker"}, "source_words", "do not stand on the page"),
        ({"sourcing_type": "unattributed"}, "source_words", "has no source"),
        ({"voice": "whisper"}, "voice", "valid choice"),
        ({"sourcing_type": "on_record_person", "source_words": "Ida Lund"}, "sourcing_type", "what the machine reads"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_with_all_that_was_typed(
    wrong: dict[str, str], field: str, says: str, checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    page = signed_in(checker).get(correct_address(snapshot)).content.decode()
    machine = {name: value_of(page, name) for name in ("source_words", "cue", "relayed_for")}
    sent = {
        **MINE,
        **(machine if "what the machine" in says else {}),
        **{k: v for k, v in wrong.items() if v != "Ida Lund"},
    }
    answer = signed_in(checker).post(correct_address(snapshot), sent)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in shown
    assert f'href="#id_{field}"' in shown
    assert value_of(answer.content.decode(), "reason") == MINE["reason"]
    assert not ReadingCorrection.objects.exists()


def test_a_reader_corrects_and_undoes_nothing(
    consumer: User, checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    start = snapshot.readable.text.index(LUND)
    row = say_no_statement(actor=checker, snapshot=snapshot, start=start, end=start + len(LUND))
    client = signed_in(consumer)
    assert client.get(correct_address(snapshot)).status_code == 403
    assert client.post(correct_address(snapshot), MINE).status_code == 403
    undo = f"/snapshots/{snapshot.public_id}/undo/"
    assert client.post(undo, {"correction": row.public_id}).status_code == 403
    assert ReadingCorrection.objects.count() == 1


def test_a_correction_of_another_page_is_not_undone_here(checker: User, snapshot: Snapshot, signed_in: SignIn) -> None:
    other = an_article(checker, ARTICLE.replace("three", "four"))
    start = other.readable.text.index(LUND)
    row = say_no_statement(actor=checker, snapshot=other, start=start, end=start + len(LUND))
    client = signed_in(checker)
    for sent in (row.public_id, "", "nul\x00"):
        assert client.post(f"/snapshots/{snapshot.public_id}/undo/", {"correction": sent}).status_code == 404
    assert ReadingCorrection.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_corrections(
    checker: User, snapshot: Snapshot, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(checker)
    address = f"/snapshots/{snapshot.public_id}/"
    client.get(address)
    for words, person in ((LUND, checker), (BUILT, a_user(role="editor"))):
        start = snapshot.readable.text.index(words)
        say_no_statement(actor=person, snapshot=snapshot, start=start, end=start + len(words))
        with django_assert_num_queries(15):
            client.get(address)


def test_the_log_form_shows_the_notice_with_the_words_that_decide(
    checker: User, snapshot: Snapshot, signed_in: SignIn
) -> None:
    page = unescape(signed_in(checker).get(log_address(snapshot)).content.decode())
    beside = page.split("What may leave")[1]
    assert "<mark>" in beside
    marked = " ".join(re.findall(r"<mark>([^<]+)</mark>", beside))
    assert "may be used" in marked or "credit" in marked


def test_where_the_language_is_not_read_the_persons_reading_stands_alone(checker: User, signed_in: SignIn) -> None:
    said = "Brod Marta stoji u luci od ponedjeljka, rekao je glasnogovornik luke."
    page = an_article(checker, f"Promet u luci je stao\n\n{said}\n\nPutnici su čekali na obali i nisu znali ništa.")
    client = signed_in(checker)
    form = client.get(correct_address(page, said)).content.decode()
    assert "this language is not read" in form
    mine = {**MINE, "sourcing_type": "unnamed_person", "source_words": "glasnogovornik luke", "cue": "rekao je"}
    assert client.post(correct_address(page, said), mine).status_code == 302
    shown = read(client, page)
    assert "not read by machine; corrected by" in shown
    assert legend(shown)["Unnamed person"] == 1
    assert ReadingCorrection.objects.get().machine is None
