"""A finding that was settled is opened again: what settling did is taken back, and nothing else."""

from __future__ import annotations

import pytest

from claims.models import Claim, Finding, Host, User
from claims.rechecks.profile import mark_host
from claims.rechecks.settling import StaysSettled, reopen_finding, settle_finding
from claims.recording.errors import NotYours
from claims.review.drain import drain
from claims.vocabulary import FindingState
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, approve, the_link, visited
from tests.rechecks.site import Reply, Site, article
from tests.rechecks.test_service import edited, last_entry, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(claim: Claim, site: Site) -> Finding:
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    return Finding.objects.get()


def false_alarm(finding: Finding, editor: User, *, teaches: bool = True) -> None:
    settle_finding(
        actor=editor,
        finding_id=finding.pk,
        state=FindingState.FALSE_ALARM,
        reason="It opens in a browser.",
        host_blocks_us=teaches,
    )


def test_a_settled_finding_is_open_again_with_an_entry_and_the_claim_goes_back(
    claim: Claim, finding: Finding, editor: User
) -> None:
    settle_finding(actor=editor, finding_id=finding.pk, state=FindingState.SETTLED, reason="Looked at.")
    approve(claim)
    drain()
    assert state_of(claim) == "vetted"
    reopen_finding(actor=editor, finding_id=finding.pk, reason="The wrong one.")
    entry = last_entry()
    assert (entry["action"], entry["actor"], entry["reason"]) == ("reopen_finding", editor.username, "The wrong one.")
    assert (entry["before"], entry["after"]) == ({"state": "settled"}, {"state": "open"})
    drain()
    finding.refresh_from_db()
    assert (finding.state, finding.settled_by, finding.settled_at) == ("open", None, None)
    assert state_of(claim) == "in_review"


def test_what_a_false_alarm_taught_of_the_host_is_forgotten(finding: Finding, editor: User) -> None:
    false_alarm(finding, editor)
    assert Host.objects.get().blocks_us is not None
    reopen_finding(actor=editor, finding_id=finding.pk)
    assert Host.objects.get().blocks_us is None
    assert (last_entry()["action"], last_entry()["actor"]) == ("unmark_host", editor.username)


def test_a_mark_stays_while_another_false_alarm_says_so(finding: Finding, site: Site, editor: User) -> None:
    site.pages["/other"] = Reply(article(number=2))
    a_watched_claim(site, "/other", wording="Another claim on the ferry")
    site.pages["/other"] = edited()
    visited(the_link(site, "/other"))
    other = Finding.objects.exclude(pk=finding.pk).get(kind="passage_changed")
    for each in (finding, other):
        false_alarm(each, editor)
    reopen_finding(actor=editor, finding_id=finding.pk)
    assert Host.objects.get().blocks_us is not None
    reopen_finding(actor=editor, finding_id=other.pk)
    assert Host.objects.get().blocks_us is None


def test_a_mark_that_was_set_by_hand_stays(finding: Finding, editor: User) -> None:
    mark_host(actor=editor, host_id=finding.link.host_id)
    false_alarm(finding, editor)
    reopen_finding(actor=editor, finding_id=finding.pk)
    assert Host.objects.get().blocks_us is not None


def test_a_false_alarm_of_another_kind_teaches_nothing_and_takes_no_mark(finding: Finding, editor: User) -> None:
    false_alarm(finding, editor, teaches=False)
    mark_host(actor=editor, host_id=finding.link.host_id)
    reopen_finding(actor=editor, finding_id=finding.pk)
    assert Host.objects.get().blocks_us is not None


def test_only_editors_open_it_again_and_only_one_that_is_settled(finding: Finding, editor: User) -> None:
    with pytest.raises(StaysSettled, match="open already"):
        reopen_finding(actor=editor, finding_id=finding.pk)
    settle_finding(actor=editor, finding_id=finding.pk, state=FindingState.SETTLED)
    for role in ("fact_checker", "consumer"):
        with pytest.raises(NotYours):
            reopen_finding(actor=a_user(role=role), finding_id=finding.pk)
    finding.refresh_from_db()
    assert finding.state == "settled"


def test_what_the_installation_settled_stays_settled(finding: Finding, site: Site, editor: User) -> None:
    site.pages["/ferry"] = Reply(article())
    visited(the_link(site))
    with pytest.raises(StaysSettled, match="what it told is over"):
        reopen_finding(actor=editor, finding_id=finding.pk)


def test_it_stays_settled_while_a_newer_one_is_open(finding: Finding, site: Site, editor: User) -> None:
    settle_finding(actor=editor, finding_id=finding.pk, state=FindingState.SETTLED)
    site.pages["/ferry"] = edited("“Two of nine engines failed within ten minutes,” he said.")
    assert visited(the_link(site)).findings == 1
    with pytest.raises(StaysSettled, match="newer"):
        reopen_finding(actor=editor, finding_id=finding.pk)
