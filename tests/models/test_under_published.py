"""Which links are under published claims: the column that the database keeps always says what the records say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models import Claim, CurrentRelease, Document, Evidence, Host, Link, Release
from claims.vocabulary import ClaimState, ReleaseKind
from tests.models.build import a_claim, a_passage, a_source, a_user, some_evidence

_numbers = count(1)
PUBLISHED, WITHDRAWN = ReleaseKind.PUBLISHED.value, ReleaseKind.WITHDRAWN.value


def a_link(document: Document) -> Link:
    host, _ = Host.objects.get_or_create(name="courier.example")
    url = f"https://courier.example/address/{next(_numbers)}"
    return Link.objects.create(url=url, host=host, document=document, due_at=timezone.now())


@transaction.atomic
def publish(claim: Claim, kind: str = PUBLISHED) -> CurrentRelease:
    sequence = next(_numbers)
    release = Release.objects.create(
        sequence=sequence,
        claim=claim,
        version=sequence,
        kind=kind,
        document=b"",
        etag=str(sequence),
        released_at=timezone.now(),
    )
    facts = {"release": release, "kind": kind, "status": "single_source", "effective_status": "single_source"}
    facts |= {"vetted_at": timezone.now(), "search": "", "public_id": claim.public_id}
    return CurrentRelease.objects.update_or_create(claim=claim, defaults=facts)[0]


def told() -> dict[int, bool]:
    return dict(Link.objects.values_list("pk", "under_published"))


def worked_out() -> dict[int, bool]:
    """The same by what the records say: evidence that stands, of an open claim whose release is not withdrawn."""
    evidence = Evidence.objects.filter(passage__snapshot__document=OuterRef("document"), withdrawn_at=None)
    evidence = evidence.exclude(claim__state__in=[ClaimState.WITHDRAWN.value, ClaimState.SUPERSEDED.value])
    evidence = evidence.filter(claim__current_release__isnull=False)
    rows = Link.objects.annotate(found=Exists(evidence.exclude(claim__current_release__kind=WITHDRAWN)))
    return dict(rows.values_list("pk", "found"))


# --- a walk through all that may happen to a few claims, pages and links ---


class Town:
    """Three claims, three pages with two passages each, and a link to each page."""

    def __init__(self) -> None:
        self.user, self.other = a_user(), a_source()
        self.claims = [a_claim(logged_by=self.user) for _ in range(3)]
        first = [a_passage() for _ in range(3)]
        second = [a_passage("A source said:", snapshot=passage.snapshot) for passage in first]
        self.passages, self.pages = [*first, *second], [passage.snapshot.document for passage in first]
        for page in self.pages:
            a_link(page)

    def add_evidence(self, claim: int, passage: int) -> None:
        facts: dict[str, Any] = {"claim": self.claims[claim], "passage": self.passages[passage]}
        if not Evidence.objects.filter(**facts).exists():
            some_evidence(**facts, added_by=self.user)

    def one(self, number: int) -> Evidence | None:
        rows = list(Evidence.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def withdraw_evidence(self, number: int, _: int) -> None:
        if one := self.one(number):
            Evidence.objects.filter(pk=one.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="wrong")

    def restore_evidence(self, number: int, _: int) -> None:
        if one := self.one(number):
            Evidence.objects.filter(pk=one.pk).update(withdrawn_at=None, withdrawn_reason=None)

    def delete_evidence(self, number: int, _: int) -> None:
        if one := self.one(number):
            one.delete()

    def move_evidence(self, number: int, to: int) -> None:
        """To another passage, of the same claim."""
        one, passage = self.one(number), self.passages[to]
        if one and not Evidence.objects.filter(claim=one.claim, passage=passage).exists():
            Evidence.objects.filter(pk=one.pk).update(passage=passage)

    def give_evidence(self, number: int, to: int) -> None:
        """To another claim, on the same passage."""
        one, claim = self.one(number), self.claims[to % 3]
        if one and not Evidence.objects.filter(claim=claim, passage=one.passage).exists():
            Evidence.objects.filter(pk=one.pk).update(claim=claim)

    def publish(self, claim: int, _: int) -> None:
        publish(self.claims[claim])

    def withdraw(self, claim: int, _: int) -> None:
        publish(self.claims[claim], WITHDRAWN)

    def recheck(self, claim: int, _: int) -> None:
        publish(self.claims[claim], ReleaseKind.UNDER_RECHECK.value)

    def forget_release(self, claim: int, _: int) -> None:
        CurrentRelease.objects.filter(claim=self.claims[claim]).delete()

    def close(self, claim: int, by: int) -> None:
        state, successor = (ClaimState.WITHDRAWN, None) if by % 2 else (ClaimState.SUPERSEDED, self.claims[claim - 1])
        Claim.objects.filter(pk=self.claims[claim].pk).update(state=state.value, superseded_by=successor)

    def open(self, claim: int, by: int) -> None:
        state = ClaimState.VETTED if by % 2 else ClaimState.DRAFT
        Claim.objects.filter(pk=self.claims[claim].pk).update(state=state.value)

    def add_link(self, _: int, page: int) -> None:
        a_link(self.pages[page % 3])

    def move_link(self, number: int, page: int) -> None:
        links = Link.objects.order_by("pk")
        Link.objects.filter(pk=links[number % links.count()].pk).update(document=self.pages[page % 3])

    def write_wrongly(self, number: int, _: int) -> None:
        Link.objects.update(under_published=bool(number % 2))

    def all_at_once(self, claim: int, _: int) -> None:
        """One statement for many rows."""
        Evidence.objects.exclude(claim=self.claims[claim]).update(withdrawn_at=timezone.now(), withdrawn_reason="wrong")


STEPS = [name for name, what in vars(Town).items() if callable(what) and name not in ("__init__", "one")]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 5)), min_size=8, max_size=14))
def test_the_column_says_what_the_records_say_whatever_changes(steps: list[tuple[str, int, int]]) -> None:
    with undone():
        town = Town()
        for claim in range(2):
            town.add_evidence(claim, claim)
            town.publish(claim, 0)
        assert list(told().values()).count(True) == 2
        for name, first, second in steps:
            getattr(town, name)(first, second)
            assert told() == worked_out(), name


def of_pages() -> list[bool]:
    """Of the three pages of the town, in order: the column of their first link."""
    return [told()[pk] for pk in Link.objects.order_by("pk").values_list("pk", flat=True)[:3]]


@pytest.mark.django_db
def test_each_change_turns_the_column_of_the_pages_that_it_concerns() -> None:
    town = Town()
    town.add_evidence(0, 0)
    assert of_pages() == [False, False, False]
    town.publish(0, 0)
    assert of_pages() == [True, False, False]
    steps: list[tuple[str, int, int, list[bool]]] = [
        ("recheck", 0, 0, [True, False, False]),
        ("write_wrongly", 1, 0, [True, False, False]),
        ("write_wrongly", 0, 0, [True, False, False]),
        ("withdraw_evidence", 0, 0, [False, False, False]),
        ("restore_evidence", 0, 0, [True, False, False]),
        ("move_evidence", 0, 2, [False, False, True]),
        ("give_evidence", 0, 1, [False, False, False]),
        ("give_evidence", 0, 0, [False, False, True]),
        ("close", 0, 0, [False, False, False]),
        ("open", 0, 1, [False, False, True]),
        ("withdraw", 0, 0, [False, False, False]),
        ("publish", 0, 0, [False, False, True]),
        ("forget_release", 0, 0, [False, False, False]),
        ("publish", 0, 0, [False, False, True]),
        ("move_link", 0, 2, [True, False, True]),
        ("move_link", 0, 0, [False, False, True]),
        ("all_at_once", 1, 0, [False, False, False]),
        ("restore_evidence", 0, 0, [False, False, True]),
        ("delete_evidence", 0, 0, [False, False, False]),
        ("add_evidence", 0, 1, [False, True, False]),
    ]
    for name, first, second, expected in steps:
        getattr(town, name)(first, second)
        assert (name, of_pages()) == (name, expected)
    town.add_link(0, 1)
    assert Link.objects.latest("pk").under_published


@pytest.mark.django_db
def test_a_page_under_two_published_claims_stays_so_while_one_is_left() -> None:
    town = Town()
    for claim, passage in ((0, 0), (1, 3)):
        town.add_evidence(claim, passage)
        town.publish(claim, 0)
    town.withdraw(0, 0)
    assert of_pages() == [True, False, False]
    town.withdraw(1, 0)
    assert of_pages() == [False, False, False]


@pytest.mark.django_db
def test_whoever_writes_all_of_a_link_leaves_the_column() -> None:
    town = Town()
    town.add_evidence(0, 0)
    town.publish(0, 0)
    link = Link.objects.order_by("pk")[0]
    link.failures, link.checked_at = 3, timezone.now()
    link.save()
    assert told()[link.pk]


# --- two at once ---


def _both(one: Callable[[], object], other: Callable[[], object]) -> None:
    """``other`` while the transaction of ``one`` is open; both are written in the end."""
    faults: list[BaseException] = []

    def run() -> None:
        try:
            other()
        except BaseException as fault:  # noqa: BLE001 - told to the test that waits
            faults.append(fault)
        finally:
            connection.close()

    second = threading.Thread(target=run)
    with transaction.atomic():
        one()
        second.start()
        second.join(0.3)  # it waits for us, or is done
    second.join(20)
    assert not second.is_alive()
    assert faults == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("withdraw", 0, 0), ("publish", 1, 0), True),
        (("publish", 1, 0), ("withdraw", 0, 0), True),
        (("withdraw", 0, 0), ("withdraw_evidence", 1, 0), False),
        (("withdraw_evidence", 1, 0), ("withdraw", 0, 0), False),
        (("withdraw", 0, 0), ("add_link", 0, 0), False),
        (("add_link", 0, 0), ("withdraw", 0, 0), False),
        (("add_evidence", 2, 1), ("publish", 2, 0), True),
        (("publish", 2, 0), ("add_evidence", 2, 1), True),
    ],
)
def test_two_who_change_what_a_page_holds_at_once_leave_it_right(
    one: tuple[str, int, int], other: tuple[str, int, int], expected: bool
) -> None:
    town = Town()
    town.add_evidence(0, 0)
    town.publish(0, 0)
    if (other[0] == "publish" and other[1] == 1) or one == ("publish", 1, 0):
        town.add_evidence(1, 3)
    elif "withdraw_evidence" in (one[0], other[0]):
        town.add_evidence(1, 3)
        town.publish(1, 0)
    _both(lambda: getattr(town, one[0])(*one[1:]), lambda: getattr(town, other[0])(*other[1:]))
    assert told() == worked_out()
    assert of_pages()[1 if "add_evidence" in (one[0], other[0]) else 0] == expected
