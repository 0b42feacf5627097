"""Who owns which outlet, and who owns the owner: what one owner owns in the end is one origin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.corroboration.service import current
from claims.ledger.service import verify
from claims.models import Claim, Outlet, OwnerGroup, User
from claims.models.trees import above, below
from claims.review.drain import drain
from claims.vocabulary import ReviewAction
from tests.models.build import a_source
from tests.web_editor.build import a_claim_of, more_evidence, step, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "the imprint of both"


@pytest.fixture
def claim(checker: User) -> Claim:
    made = a_claim_of(checker)
    more_evidence(made, checker)
    assert rule(made) == "R10"
    return made


def rule(claim: Claim) -> str:
    status = current(claim)
    assert status is not None
    return status.rule


def outlets(claim: Claim) -> list[Outlet]:
    found = [row.passage.snapshot.document.outlet for row in claim.evidence.order_by("id")]
    return [outlet for outlet in found if outlet is not None]


def own(client: Client, outlet: Outlet, owner: str, reason: str = REASON) -> tuple[int, str]:
    sent = {"owner": owner, "reason": reason}
    answer = client.post(f"/outlets/{outlet.source.public_id}/owner/", sent, follow=True)
    return answer.status_code, text_of(answer.content)


def belong(client: Client, group: OwnerGroup, owner: str, reason: str = REASON) -> tuple[int, str]:
    answer = client.post(f"/owners/{group.pk}/owner/", {"owner": owner, "reason": reason}, follow=True)
    return answer.status_code, text_of(answer.content)


def test_outlets_of_one_owner_are_one_origin_until_that_is_taken_back(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)
    for outlet, name in zip(outlets(claim), ("Tidewater Media", "tidewater  MEDIA"), strict=True):
        code, told = own(client, outlet, name)
        assert code == 200
        assert "Recorded. One claim is computed anew." in told
    assert OwnerGroup.objects.get().name == "Tidewater Media"
    assert rule(claim) == "R9"
    why = client.get(f"/claims/{claim.public_id}/").content.decode()
    assert f'href="/outlets/{outlets(claim)[0].source.public_id}/"' in why
    own(client, outlets(claim)[1], "")
    assert rule(claim) == "R10"
    assert verify() is None


def test_owners_that_belong_to_one_owner_are_one_origin(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client, (first, second) = signed_in(editor), outlets(claim)
    own(client, first, "Sound North")
    own(client, second, "Sound South")
    north, south = OwnerGroup.objects.order_by("name")
    belong(client, north, "Sound Holding")
    assert rule(claim) == "R10"
    code, told = belong(client, south, "Sound Holding")
    assert code == 200
    assert "Belongs to Sound Holding" in told
    drain(limit=1000)
    assert rule(claim) == "R9"
    top = OwnerGroup.objects.get(name="Sound Holding")
    told = text_of(client.get(f"/owners/{top.pk}/").content)
    assert "2 outlets, one origin: 1 claim rests on them" in told
    assert "Sound South" in told.partition("Owners that belong to it")[2]
    assert (below(OwnerGroup, top.pk), above(OwnerGroup, south.pk)) == (
        [top.pk, north.pk, south.pk],
        [south.pk, top.pk],
    )
    shown = text_of(client.get(f"/outlets/{first.source.public_id}/").content)
    assert "owned by Sound North , which belongs to Sound Holding" in shown
    belong(client, south, "")
    assert rule(claim) == "R10"


def last_change(client: Client, address: str, form: str) -> str:
    """The key that the form at ``form`` on the page at ``address`` sends; empty where it is not offered."""
    page = client.get(address).content.decode().partition(f'action="{form}"')[2]
    return page.partition('name="change" value="')[2].partition('"')[0]


def test_a_change_of_owner_is_taken_back_with_one_click_and_that_too(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client, outlet = signed_in(editor), outlets(claim)[0]
    page = f"/outlets/{outlet.source.public_id}/"
    form = f"{page}owner/undo/"
    assert last_change(client, page, form) == ""
    own(client, outlet, "Tidewater Media")
    own(client, outlet, "Harbour Trust")
    OwnerGroup.objects.filter(name="Tidewater Media").update(name="Tidewater House")
    assert "Before: Tidewater House" in text_of(client.get(page).content)
    for owner in ("Tidewater House", "Harbour Trust"):
        key = last_change(client, page, form)
        told = text_of(client.post(form, {"change": key}, follow=True).content)
        assert "Taken back. One claim is computed anew." in told
        outlet.refresh_from_db()
        assert str(outlet.owner_group) == owner
        again = text_of(client.post(form, {"change": key}, follow=True).content)
        assert "Somebody changed this meanwhile." in again
        assert str(Outlet.objects.get(pk=outlet.pk).owner_group) == owner
    assert "taken back" in told.partition("What was recorded")[2]
    assert verify() is None


def test_a_name_and_the_owner_of_an_owner_are_taken_back(editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    group = OwnerGroup.objects.create(name="Harbour Trust")
    page = f"/owners/{group.pk}/"
    client.post(f"{page}rename/", {"name": "Quay Trust"})
    belong(client, group, "Sound Holding")
    for form in (f"{page}rename/undo/", f"{page}owner/undo/"):
        told = text_of(client.post(form, {"change": last_change(client, page, form)}, follow=True).content)
        assert "Taken back." in told
    group.refresh_from_db()
    assert (group.name, group.parent) == ("Harbour Trust", None)
    OwnerGroup.objects.create(name="Quay Trust")
    key = last_change(client, page, f"{page}rename/undo/")
    told = text_of(client.post(f"{page}rename/undo/", {"change": key}, follow=True).content)
    assert "There is an owner called Quay Trust already." in told


def test_an_owner_is_not_put_back_where_it_would_own_itself(editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    low, top = (OwnerGroup.objects.create(name=name) for name in ("Low", "Top"))
    belong(client, low, "Top")
    belong(client, low, "")
    belong(client, top, "Low")
    form = f"/owners/{low.pk}/owner/undo/"
    told = client.post(form, {"change": last_change(client, f"/owners/{low.pk}/", form)}, follow=True)
    assert "Low owns Top, itself or by others. Correct that first." in text_of(told.content)
    low.refresh_from_db()
    assert low.parent is None


def test_what_sends_a_vetted_claim_back_is_asked_first(
    claim: Claim, checker: User, editor: User, signed_in: SignIn
) -> None:
    client, (first, second) = signed_in(editor), outlets(claim)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    own(client, first, "Sound Holding")
    own(client, second, "Sound South")
    south = OwnerGroup.objects.get(name="Sound South")
    _, asked = belong(client, south, "Sound Holding")
    assert "Record that Sound Holding owns Sound South?" in asked
    assert "This sends 1 vetted claim back to the editors." in asked
    assert rule(claim) == "R10"
    _, asked = own(client, second, "Sound  Holding")
    assert f"Record that Sound Holding owns {second}?" in asked
    _, asked = own(client, second, "sound trust")
    assert "Recorded. One claim is computed anew." in asked
    form = f"/owners/{south.pk}/owner/"
    told = client.post(form, {"owner": "Sound Holding", "reason": REASON, "confirmed": "1"}, follow=True)
    assert "Recorded. No claim rests on it yet." in text_of(told.content)
    form = f"/outlets/{second.source.public_id}/owner/undo/"
    key = last_change(client, f"/outlets/{second.source.public_id}/", form)
    assert "Take the last change of owner back?" in text_of(client.post(form, {"change": key}).content)
    client.post(form, {"change": key, "confirmed": "1"})
    drain(limit=1000)
    claim.refresh_from_db()
    assert (rule(claim), claim.state) == ("R9", "in_review")


def test_nobody_owns_itself_by_others(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    low, middle, top = (OwnerGroup.objects.create(name=name) for name in ("Low", "Middle", "Top"))
    belong(client, low, "Middle")
    belong(client, middle, "Top")
    for owner in (low, top):
        code, told = belong(client, top, owner.name)
        assert code == 422
        assert f"Top owns {owner.name}, itself or by others. Correct that first." in told
    top.refresh_from_db()
    assert top.parent is None
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnerGroup.objects.filter(pk=top.pk).update(parent=low)


def test_an_owner_is_recorded_renamed_and_found(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    made = client.post("/owners/create/", {"name": " Harbour Trust "}, follow=True)
    group = OwnerGroup.objects.get(name="Harbour Trust")
    assert made.redirect_chain[-1][0] == f"/owners/{group.pk}/"
    assert "No outlet is recorded for it." in text_of(made.content)
    renamed = client.post(f"/owners/{group.pk}/rename/", {"name": "Quay Trust"}, follow=True)
    told = text_of(renamed.content)
    assert "Owner renamed by edith" in told
    assert "name: Harbour Trust Quay Trust" in told
    outlet = outlets(claim)[0]
    own(client, outlet, "Quay Trust")
    for typed in ("quay", outlet.domain):
        assert "Quay Trust" in text_of(client.get("/owners/", {"q": typed}).content)
    assert "No owner fits “nobody”." in text_of(client.get("/owners/", {"q": "nobody"}).content)
    found = client.get(f"/owners/{group.pk}/", {"q": outlets(claim)[1].domain}).content.decode()
    assert f'href="/outlets/{outlets(claim)[1].source.public_id}/?owner=Quay%20Trust#owner"' in found


@pytest.mark.parametrize("name", ["", "  ", "harbour trust", "w" * 301])
def test_a_name_that_is_missing_taken_or_too_long_is_refused(editor: User, signed_in: SignIn, name: str) -> None:
    OwnerGroup.objects.create(name="Harbour Trust")
    other = OwnerGroup.objects.create(name="Other")
    client = signed_in(editor)
    for address in ("/owners/create/", f"/owners/{other.pk}/rename/"):
        assert client.post(address, {"name": name}).status_code == 422
    assert set(OwnerGroup.objects.values_list("name", flat=True)) == {"Harbour Trust", "Other"}


def test_an_owner_is_not_said_without_saying_where_it_is_known_from(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    code, told = own(signed_in(editor), outlets(claim)[0], "Tidewater Media", reason=" ")
    assert code == 422
    assert "Say where this is known from." in told
    code, told = own(signed_in(editor), outlets(claim)[0], "")
    assert code == 422
    assert "This is what is recorded already." in told
    assert not OwnerGroup.objects.exists()


def test_a_fact_checker_reads_and_changes_nothing(claim: Claim, checker: User, signed_in: SignIn) -> None:
    client, outlet = signed_in(checker), outlets(claim)[0]
    group = OwnerGroup.objects.create(name="Harbour Trust")
    pages = [client.get(path) for path in ("/owners/", f"/owners/{group.pk}/", f"/outlets/{outlet.source.public_id}/")]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert all('method="post" action="/o' not in page.content.decode() for page in pages)
    posts: list[tuple[str, dict[str, Any]]] = [
        ("/owners/create/", {"name": "New"}),
        (f"/owners/{group.pk}/rename/", {"name": "New"}),
        (f"/owners/{group.pk}/owner/", {"owner": "New", "reason": REASON}),
        (f"/outlets/{outlet.source.public_id}/owner/", {"owner": "New", "reason": REASON}),
        (f"/owners/{group.pk}/rename/undo/", {"change": "1"}),
        (f"/owners/{group.pk}/owner/undo/", {"change": "1"}),
        (f"/outlets/{outlet.source.public_id}/owner/undo/", {"change": "1"}),
    ]
    assert {client.post(path, sent).status_code for path, sent in posts} == {403}
    assert list(OwnerGroup.objects.values_list("name", flat=True)) == ["Harbour Trust"]


def test_the_list_takes_no_more_queries_for_more_owners(editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)

    def queries() -> int:
        group = OwnerGroup.objects.create(name=f"Owner {OwnerGroup.objects.count()}")
        source = a_source(kind="outlet", name=f"Paper {group.pk}")
        Outlet.objects.create(source=source, domain=f"paper{group.pk}.example", owner_group=group)
        with CaptureQueriesContext(connection) as made:
            assert client.get("/owners/").status_code == 200
        return len(made)

    queries()
    assert queries() == queries() == queries()
