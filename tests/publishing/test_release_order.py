"""The promise of the change feed: whoever follows the sequence sees every release, once, in order."""

from __future__ import annotations

import hashlib
import json
import random
import threading
import time

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import InternalError, connection, transaction

from claims.models import Claim, CurrentRelease, Release
from claims.publishing.facts import Facts
from claims.publishing.service import release
from claims.vocabulary import ReleaseKind, Status
from tests.models.build import a_claim, a_user

FACTS = Facts(status=Status.SINGLE_SOURCE, effective_status=Status.SINGLE_SOURCE)
APPROVERS, EACH = 8, 12


def publish(claim: Claim, kind: ReleaseKind = ReleaseKind.PUBLISHED, pause: float = 0.0) -> Release:
    with transaction.atomic():
        written = release(
            claim=claim,
            kind=kind,
            body={"claim": claim.wording},
            facts=FACTS,
            search_text=claim.wording,
            vetted=kind is not ReleaseKind.UNDER_RECHECK,
        )
        time.sleep(pause)  # keeps the transaction open, as a slow approval would
        return written


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_polls_while_eight_approve_skips_nothing() -> None:
    person = a_user()
    claims = [a_claim(logged_by=person, wording=f"claim {n}") for n in range(APPROVERS)]
    seen: list[int] = []
    done = threading.Event()

    def approve(claim: Claim) -> None:
        try:
            for _ in range(EACH):
                publish(claim, pause=random.uniform(0, 0.01))
        finally:
            connection.close()

    def read() -> None:
        try:
            last_round = False
            while not last_round:
                last_round = done.is_set()
                after = seen[-1] if seen else 0
                seen.extend(Release.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True))
        finally:
            connection.close()

    approvers = [threading.Thread(target=approve, args=[claim]) for claim in claims]
    reader = threading.Thread(target=read)
    for thread in (reader, *approvers):
        thread.start()
    for thread in approvers:
        thread.join()
    done.set()
    reader.join()
    assert seen == list(range(1, APPROVERS * EACH + 1))


@pytest.mark.django_db
def test_a_release_is_the_finished_document_with_its_etag() -> None:
    claim = a_claim(wording="“عبّارة” 🚢")
    written = publish(claim)
    document = json.loads(bytes(written.document))
    assert (document["id"], document["sequence"], document["version"]) == (claim.public_id, written.pk, 1)
    assert document["claim"] == "“عبّارة” 🚢"
    assert written.etag == hashlib.sha256(bytes(written.document)).hexdigest()


@pytest.mark.django_db
def test_one_row_says_which_release_is_current() -> None:
    claim = a_claim()
    first = publish(claim)
    second = publish(claim, ReleaseKind.UNDER_RECHECK)
    current = CurrentRelease.objects.get(claim=claim)
    assert (current.release, current.kind, second.version) == (second, "under_recheck", 2)
    assert current.vetted_at == first.released_at
    assert CurrentRelease.objects.filter(search=SearchQuery("Ferry", config="simple")).get() == current


@pytest.mark.django_db
def test_a_release_that_was_rolled_back_leaves_no_gap() -> None:
    claim = a_claim()
    first = publish(claim)
    with transaction.atomic():
        publish(claim)
        transaction.set_rollback(True)
    assert publish(claim).pk == first.pk + 1


@pytest.mark.django_db
@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_a_release_is_never_changed(attempt: str) -> None:
    written = publish(a_claim())
    sql = {"update": "UPDATE claims_release SET etag = 'x'", "delete": "DELETE FROM claims_release"}[attempt]
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Release.objects.get(pk=written.pk).etag == written.etag


@pytest.mark.django_db(transaction=True)
def test_there_is_no_release_without_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        release(claim=a_claim(), kind=ReleaseKind.PUBLISHED, body={}, facts=FACTS, search_text="", vetted=True)
