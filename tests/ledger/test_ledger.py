"""The chain: complete and in commit order under concurrency, fixed afterwards, and broken visibly by an edit."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest
from django.db import InternalError, connection, transaction

from claims.ledger.service import append, first_break, verify
from claims.models import LedgerEntry
from claims.web.history import entries_of


def entries() -> list[LedgerEntry]:
    return list(LedgerEntry.objects.order_by("position"))


def write(note: str = "") -> None:
    with transaction.atomic():
        append(actor=None, action="approve", subject="claim/1", reason=note or None)


@pytest.mark.django_db(transaction=True)
def test_entries_are_chained_in_order_of_commit() -> None:
    for note in ("first", "second", "عبّارة 🚢"):
        write(note)
    assert [entry.position for entry in entries()] == [1, 2, 3]
    assert [json.loads(entry.payload)["reason"] for entry in entries()] == ["first", "second", "عبّارة 🚢"]
    assert verify() is None


@pytest.mark.django_db(transaction=True)
def test_two_entries_of_one_transaction_and_a_rolled_back_one_leave_no_gap() -> None:
    with transaction.atomic():
        append(actor=None, action="a", subject="claim/1")
        append(actor=None, action="b", subject="claim/1")
    with transaction.atomic():
        append(actor=None, action="lost", subject="claim/1")
        transaction.set_rollback(True)
    write()
    assert [json.loads(entry.payload)["action"] for entry in entries()] == ["a", "b", "approve"]
    assert [entry.position for entry in entries()] == [1, 2, 3]
    assert verify() is None


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain() -> None:
    def work() -> None:
        try:
            for _ in range(10):
                write()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.position for entry in entries()] == list(range(1, 81))
    assert verify() is None


@pytest.mark.django_db(transaction=True)
def test_no_transaction_no_entry() -> None:
    with pytest.raises(transaction.TransactionManagementError, match="transaction of its decision"):
        append(actor=None, action="approve", subject="claim/1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "tamper",
    [
        lambda: LedgerEntry.objects.update(payload="{}"),
        lambda: LedgerEntry.objects.update(position=7),
        lambda: LedgerEntry.objects.all().delete(),
        lambda: LedgerEntry.objects.create(payload="{}", position=2, previous_hash="0", hash="1"),
    ],
    ids=["edit", "move", "delete", "forge"],
)
def test_a_sealed_entry_is_fixed(tamper: Callable[[], object]) -> None:
    write()
    with pytest.raises(InternalError, match="ledger"):
        tamper()
    assert verify() is None


@pytest.mark.django_db(transaction=True)
def test_an_edit_past_the_triggers_shows() -> None:
    for note in ("one", "two", "three"):
        write(note)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_ledgerentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE claims_ledgerentry SET payload = replace(payload, 'two', 'TWO')")
        cursor.execute("ALTER TABLE claims_ledgerentry ENABLE TRIGGER USER")
    found = verify()
    assert found is not None
    assert (found.position, found.reason) == (2, "was changed after it was written")


def test_a_missing_or_moved_entry_is_named() -> None:
    assert first_break([(2, "{}", "0" * 64, "x")]) is not None
    broken = first_break([(1, "{}", "f" * 64, "x")])
    assert broken is not None
    assert broken.reason == "does not follow the entry before"


@pytest.mark.django_db
def test_the_entries_about_a_claim_are_found_by_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    # without its order: on a nearly empty table the index of the order is as cheap, and the planner may take either
    assert "ledger_subject" in entries_of(["claim/x", "evidence/y"]).order_by().explain()
