"""Findings: old wording against new, settled by editors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.ledger.service import append
from claims.models import ArchivedCopy, ArchivedPassage, Finding, Host, User
from claims.vocabulary import FindingKind, FindingState
from claims.web.findings import old_and_new, pieces_of
from tests.web_editor.build import a_finding, submitted, text_of, vetted

SignIn = Callable[[User], Client]
EDITED = "Two of the four engines of the ferry Marta failed on Monday, a person familiar with the repairs said."


@pytest.fixture
def finding(checker: User, editor: User) -> Finding:
    return a_finding(vetted(checker, editor), found=EDITED)


def test_the_difference_is_shown_word_by_word(finding: Finding, editor: User, signed_in: SignIn) -> None:
    page = signed_in(editor).get(f"/findings/{finding.public_id}/").content.decode()
    assert "<del>three</del>" in page
    assert "<ins>four</ins>" in page
    assert f"/claims/{finding.claim.public_id}/" in page
    assert f"/links/{finding.link.public_id}/" in page


def test_only_words_are_marked_and_both_texts_can_be_read_from_the_pieces() -> None:
    pieces = list(pieces_of("one two  three", "one 2  three four"))
    assert ("delete", "two") in pieces
    assert ("insert", "four") in pieces
    for left_out, text in (("insert", "one two  three"), ("delete", "one 2  three four")):
        kept = "".join(words for op, words in pieces if op != left_out)
        assert kept.split() == text.split()


def test_a_break_before_a_word_and_what_takes_its_place_stands_once() -> None:
    pieces = list(pieces_of("It leaked.\n\nThree died.", "It leaked.\n\nTwo died."))
    assert pieces == [
        ("equal", "It leaked."),
        ("equal", "\n\n"),
        ("delete", "Three"),
        ("insert", "Two"),
        ("equal", " died."),
    ]


def test_found_text_is_escaped(checker: User, editor: User, signed_in: SignIn) -> None:
    attack = "<script>alert(1)</script>"
    finding = a_finding(vetted(checker, editor), found=attack)
    page = signed_in(editor).get(f"/findings/{finding.public_id}/").content.decode()
    assert attack not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("as_", "state"), [("settled", "settled"), ("false_alarm", "false_alarm")])
def test_an_editor_settles_it_with_a_note(
    finding: Finding, editor: User, signed_in: SignIn, as_: str, state: str
) -> None:
    client, address = signed_in(editor), f"/findings/{finding.public_id}/"
    assert client.post(f"{address}settle/", {"as_": as_, "note": "We rang the yard."}).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.settled_by) == (state, editor)
    text = text_of(client.get(address).content)
    assert "We rang the yard." in text
    assert "Settle it" not in text


def test_settling_needs_a_choice_and_a_note_and_keeps_what_was_typed(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    answer = signed_in(editor).post(f"/findings/{finding.public_id}/settle/", {"note": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words</textarea>" in answer.content.decode()
    finding.refresh_from_db()
    assert finding.state == "open"


def test_who_settles_second_is_told_and_changes_nothing(finding: Finding, editor: User, signed_in: SignIn) -> None:
    client, address = signed_in(editor), f"/findings/{finding.public_id}/settle/"
    client.post(address, {"as_": "settled", "note": "First."})
    answer = client.post(address, {"as_": "false_alarm", "note": "Second."}, follow=True)
    assert "Somebody settled this finding meanwhile." in answer.content.decode()
    finding.refresh_from_db()
    assert finding.state == "settled"


def test_fact_checkers_see_findings_and_settle_none(finding: Finding, checker: User, signed_in: SignIn) -> None:
    client, address = signed_in(checker), f"/findings/{finding.public_id}/"
    assert "Settle it" not in text_of(client.get(address).content)
    assert client.post(f"{address}settle/", {"as_": "settled", "note": "Mine."}).status_code == 403
    finding.refresh_from_db()
    assert finding.state == "open"


def test_whether_the_page_tells_of_the_edit_stands_up_front(
    finding: Finding, checker: User, editor: User, signed_in: SignIn
) -> None:
    client, address, note = signed_in(editor), f"/findings/{finding.public_id}/", "Correction: it was <three> engines."
    for text in (text_of(client.get(address).content), text_of(client.get("/findings/").content)):
        assert "Quoted passage was silently edited" in text
        assert "Correction" not in text
    later = finding.found_at + timedelta(days=2)
    Finding.objects.update(note=note, noted_at=later)
    page = client.get(address).content
    assert "Quoted passage was edited, with a correction note" in text_of(page)
    assert f"The page tells its readers: {note}" in text_of(page)
    assert f"it was first seen on {later:%-d %b %Y}" in text_of(page)
    assert b"<three>" not in page
    text = text_of(client.get("/findings/").content)
    assert f"edited, with a correction note {note} appeared {later:%-d %b %Y}" in text
    Finding.objects.update(noted_at=finding.found_at)
    assert "first seen on" not in text_of(client.get(address).content)


def test_a_note_that_appeared_later_stands_among_what_was_decided(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    with transaction.atomic():
        append(
            actor=None,
            action="note_appeared",
            subject=f"finding/{finding.public_id}",
            before={"note": None},
            after={"note": "It was three."},
        )
    text = text_of(signed_in(editor).get(f"/findings/{finding.public_id}/").content)
    assert "A correction note appeared on the page by the installation" in text
    assert "It was three." in text


@pytest.mark.parametrize(("told", "shown"), [("silent", (True, False)), ("noted", (False, True)), ("x", (True, True))])
def test_the_list_can_be_cut_to_silent_edits_or_to_those_with_a_note(
    finding: Finding, checker: User, editor: User, signed_in: SignIn, told: str, shown: tuple[bool, bool]
) -> None:
    with_note = a_finding(vetted(checker, editor), note="Correction: it was three.", noted_at=timezone.now())
    dead = a_finding(vetted(checker, editor), kind="link_dead")
    page = signed_in(editor).get(f"/findings/?told={told}").content.decode()
    assert tuple(f"/findings/{each.public_id}/" in page for each in (finding, with_note)) == shown
    assert (f"/findings/{dead.public_id}/" in page) is (told == "x")


def test_an_editor_opens_a_settled_finding_again(finding: Finding, editor: User, signed_in: SignIn) -> None:
    client, address = signed_in(editor), f"/findings/{finding.public_id}/"
    client.post(f"{address}settle/", {"as_": "false_alarm", "note": "A typing error.", "host_blocks_us": "on"})
    page = text_of(client.get(address).content)
    assert "Finding settled as a false alarm by" in page
    assert "no longer counts as blocking us" in page
    page = text_of(client.post(f"{address}reopen/", {"note": "It was not."}, follow=True).content)
    finding.refresh_from_db()
    assert (finding.state, finding.settled_by) == ("open", None)
    assert Host.objects.get(pk=finding.link.host_id).blocks_us is None
    assert "Finding opened again by" in page
    assert "It was not." in page
    assert "Settle it" in page


def test_opening_again_needs_an_editor_and_a_finding_that_a_person_settled(
    finding: Finding, checker: User, editor: User, signed_in: SignIn
) -> None:
    address = f"/findings/{finding.public_id}/"
    page = text_of(signed_in(editor).post(f"{address}reopen/", follow=True).content)
    assert "This finding is open already." in page
    signed_in(editor).post(f"{address}settle/", {"as_": "settled", "note": "Looked at."})
    assert "Settled by mistake?" not in text_of(signed_in(checker).get(address).content)
    assert signed_in(checker).post(f"{address}reopen/").status_code == 403
    answer = signed_in(editor).post(f"{address}reopen/", {"note": "x" * 1001}, follow=True)
    assert "Nothing was done" in text_of(answer.content)
    finding.refresh_from_db()
    assert finding.state == "settled"


def test_a_newer_finding_is_named_in_place_of_the_button(finding: Finding, editor: User, signed_in: SignIn) -> None:
    client, address = signed_in(editor), f"/findings/{finding.public_id}/"
    client.post(f"{address}settle/", {"as_": "settled", "note": "Looked at."})
    newer = a_finding(finding.claim, found="Four engines of the ferry Marta failed")
    page = client.get(address).content.decode()
    assert f"/findings/{newer.public_id}/" in page
    assert "Open it again" not in page
    answer = client.post(f"{address}reopen/", follow=True)
    assert "A newer finding on the same matter is open." in text_of(answer.content)


def test_what_touches_several_claims_is_settled_for_all_of_them_if_asked(
    finding: Finding, checker: User, editor: User, signed_in: SignIn
) -> None:
    client, address = signed_in(editor), f"/findings/{finding.public_id}/"
    other_claim, apart = submitted(checker), submitted(checker)
    facts = {"link": finding.link, "passage": finding.passage, "check_made": finding.check_made}
    plain = {"kind": finding.kind, "detail": finding.detail, "found_at": finding.found_at}
    other = Finding.objects.create(claim=other_claim, **facts, **plain)
    different = Finding.objects.create(claim=apart, **facts, **{**plain, "detail": "Was: this\nNow: that"})
    page = text_of(client.get(address).content)
    assert "Do the same for the other claims that it touches" in page
    assert "1 other claim" in page
    answer = client.post(f"{address}settle/", {"as_": "settled", "note": "Looked at.", "with_alike": "on"}, follow=True)
    assert "2 claims stay where they are in review." in text_of(answer.content)
    states = dict(Finding.objects.values_list("pk", "state"))
    assert (states[finding.pk], states[other.pk], states[different.pk]) == ("settled", "settled", "open")
    page = client.get(address).content.decode()
    assert f'href="/findings/{different.public_id}/" rel="next"' in page
    assert "Do the same" not in page


def test_a_finding_is_settled_alone_unless_asked(
    finding: Finding, checker: User, editor: User, signed_in: SignIn
) -> None:
    other = Finding.objects.create(
        claim=submitted(checker),
        link=finding.link,
        passage=finding.passage,
        check_made=finding.check_made,
        kind=finding.kind,
        detail=finding.detail,
        found_at=finding.found_at,
    )
    signed_in(editor).post(f"/findings/{finding.public_id}/settle/", {"as_": "settled", "note": "Looked at."})
    other.refresh_from_db()
    assert other.state == "open"


def test_what_differs_is_said_beside_the_words(finding: Finding, editor: User, signed_in: SignIn) -> None:
    assert "A figure differs." not in text_of(signed_in(editor).get(f"/findings/{finding.public_id}/").content)
    Finding.objects.update(detail=f"{finding.detail}\nA figure differs.")
    page = text_of(signed_in(editor).get(f"/findings/{finding.public_id}/").content)
    assert "A figure differs. 90% alike." in page


def test_the_filters_offer_every_state_and_kind_and_keep_what_was_chosen(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    page = signed_in(editor).get("/findings/").content.decode()
    assert all(f'<option value="{word.value}"' in page for word in (*FindingState, *FindingKind))
    assert '<option value="open" selected>' in page
    assert '<option value="link_dead" selected>' in signed_in(editor).get("/findings/?kind=link_dead").content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?state=", True),
        ("?state=settled", False),
        ("?kind=passage_changed", True),
        ("?kind=link_dead", False),
    ],
)
def test_the_list_shows_open_ones_unless_asked_otherwise(
    finding: Finding, editor: User, signed_in: SignIn, query: str, shown: bool
) -> None:
    page = signed_in(editor).get(f"/findings/{query}").content.decode()
    assert (f"/findings/{finding.public_id}/" in page) is shown


def test_a_finding_about_the_page_compares_what_its_words_say(finding: Finding) -> None:
    finding.passage = None
    finding.detail = "Was: Old headline\nNow: New headline"
    assert old_and_new(finding, None) == ("Old headline", "New headline")
    finding.detail = "https://courier.example is gone: it answers 404."
    assert old_and_new(finding, None) is None


def test_three_findings_cost_no_more_queries_than_one(checker: User, editor: User, signed_in: SignIn) -> None:
    client, counts = signed_in(editor), []
    client.get("/keys/")
    for number in (1, 2):
        for _ in range(number):
            a_finding(vetted(checker, editor))
        with CaptureQueriesContext(connection) as queries:
            client.get("/findings/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_when_the_page_is_gone_what_was_quoted_stands_with_the_copies_that_hold_it(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    finding = a_finding(vetted(checker, editor), kind="link_dead", passage=None, detail="It answers 404.")
    passage = finding.claim.evidence.get().passage
    address = f"/findings/{finding.public_id}/"
    page = signed_in(editor).get(address)
    assert passage.exact in text_of(page.content)
    assert f"/snapshots/{passage.snapshot.public_id}/" in page.content.decode()
    assert "No archived copy is known to hold the quotation." in text_of(page.content)

    for number, outcome in ((1, "found"), (2, "missing")):
        copy = ArchivedCopy.objects.create(
            link=finding.link,
            archive=f"archive{number}.example",
            url=f"https://archive{number}.example/it",
            taken_at=timezone.now(),
            seen_at=timezone.now(),
            http_status=200,
        )
        ArchivedPassage.objects.create(archived=copy, passage=passage, outcome=outcome)
    page = signed_in(editor).get(address)
    assert "archive1.example copy of" in text_of(page.content)
    assert "archive2.example" not in page.content.decode()
    assert "No archived copy" not in text_of(page.content)


def test_withdrawn_evidence_is_not_offered_and_an_edited_passage_stands_once(
    finding: Finding, checker: User, editor: User, signed_in: SignIn
) -> None:
    assert "What the claim quotes from it" not in text_of(
        signed_in(editor).get(f"/findings/{finding.public_id}/").content
    )
    gone = a_finding(finding.claim, kind="link_dead", passage=None, detail="It answers 404.")
    with transaction.atomic():
        gone.claim.evidence.update(withdrawn_at=timezone.now(), withdrawn_reason="Not ours to use.")
    assert "What the claim quotes from it" not in text_of(signed_in(editor).get(f"/findings/{gone.public_id}/").content)
