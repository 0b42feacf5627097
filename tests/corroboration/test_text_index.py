"""The index of shared text: a new text is compared with all others, once, whoever came first."""

from __future__ import annotations

import hashlib
from itertools import count
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.corroboration import text_index
from claims.models import Change, ComparedText, Document, Outlet, ReadableText, SharedText, Snapshot, TextPrint
from claims.recording.comparing import compare_new, take_into_index
from tests.bench.reuse import joined, seeds
from tests.models.build import a_claim, a_passage, a_source, some_evidence

_numbers = count(1)


def _outlet(name: str) -> Outlet:
    return Outlet.objects.create(source=a_source(kind="outlet", name=name), domain=f"{name}.example")


def _snapshot(text: str, *, outlet: Outlet | None = None, document: Document | None = None) -> Snapshot:
    digest = hashlib.sha256(text.encode()).hexdigest()
    readable, _ = ReadableText.objects.get_or_create(text_hash=digest, defaults={"text": text})
    url = f"https://courier.example/reuse/{next(_numbers)}"
    return Snapshot.objects.create(
        document=document or Document.objects.create(canonical_url=url, outlet=outlet),
        content_hash=digest,
        readable=readable,
        method="paste",
        media_type="text/plain",
        taken_at=timezone.now(),
    )


def _pairs() -> set[tuple[int, int]]:
    return set(SharedText.objects.values_list("first_id", "second_id"))


SEEDS = seeds()
REPORT = joined(SEEDS[0].agency)
REPRINT = joined([SEEDS[0].own[0], *SEEDS[0].agency[2:5], "Nobody in the harbour wanted to talk about it today."])
UNRELATED = joined(SEEDS[1].agency)
STANDING = (
    "Karsholm lies where the river Tarn meets the grey northern sea and has been known for smoked eel and for stubborn "
    "pilots ever since monks dug its first basin with wooden spades."
)


@pytest.mark.django_db
def test_a_reprint_is_found_with_its_figures_and_places() -> None:
    first, second = _snapshot(REPORT), _snapshot(REPRINT)
    _snapshot(UNRELATED)
    assert compare_new() == 3
    shared = SharedText.objects.get()
    assert (shared.first_id, shared.second_id) == (first.document_id, second.document_id)
    assert shared.containment > 0.5
    start, end, other_start, other_end, words = max(shared.runs, key=lambda run: run[4])
    assert words == shared.longest
    assert REPORT[start:end] == REPRINT[other_start:other_end]
    assert shared.excerpt in " ".join(REPORT.split()) or shared.excerpt.removesuffix(" …") in " ".join(REPORT.split())


@pytest.mark.django_db
def test_it_does_not_matter_which_text_came_first() -> None:
    second = _snapshot(REPRINT)
    compare_new()
    assert not SharedText.objects.exists()
    first = _snapshot(REPORT)
    compare_new()
    assert _pairs() == {(second.document_id, first.document_id)}
    shared = SharedText.objects.get()
    start, end, other_start, other_end, _ = shared.runs[0]
    assert REPRINT[start:end] == REPORT[other_start:other_end]


@pytest.mark.django_db
def test_what_was_compared_is_not_compared_again() -> None:
    _snapshot(REPORT)
    assert compare_new() == 1
    assert compare_new() == 0
    prints = TextPrint.objects.count()
    assert prints > 0
    snapshot = Snapshot.objects.get()
    _snapshot(REPORT, document=snapshot.document)
    assert compare_new() == 0
    assert TextPrint.objects.count() == prints


@pytest.mark.django_db
def test_a_text_whose_worker_died_before_it_was_compared_is_compared_by_the_next() -> None:
    _snapshot(REPORT)
    _snapshot(REPRINT)
    compare_new()
    SharedText.objects.all().delete()
    ComparedText.objects.filter(readable__text=REPRINT).update(compared_at=None)
    assert compare_new() == 1
    assert len(_pairs()) == 1


@pytest.mark.django_db
def test_a_later_text_of_a_page_leaves_only_its_new_prints_and_a_match_is_kept_when_its_words_go() -> None:
    first, second = _snapshot(REPORT), _snapshot(REPRINT)
    compare_new()
    before = TextPrint.objects.count()
    _snapshot(f"{REPRINT}\n\nThe mayor laughed about that.", document=second.document)
    compare_new()
    assert TextPrint.objects.count() - before < 12
    _snapshot(joined(SEEDS[2].agency), document=second.document)
    compare_new()
    assert _pairs() == {(first.document_id, second.document_id)}


@pytest.mark.django_db
def test_a_copy_of_words_that_only_an_earlier_text_of_a_page_had_is_found() -> None:
    page = _snapshot(REPORT)
    compare_new()
    _snapshot(UNRELATED, document=page.document)
    compare_new()
    copy = _snapshot(REPRINT)
    compare_new()
    assert _pairs() == {(page.document_id, copy.document_id)}


@pytest.mark.django_db
def test_texts_of_one_outlet_are_not_told_of_each_other() -> None:
    courier = _outlet("courier")
    _snapshot(REPORT, outlet=courier)
    _snapshot(REPRINT, outlet=courier)
    compare_new()
    assert not SharedText.objects.exists()


@pytest.mark.django_db
def test_texts_are_compared_anew_when_their_outlets_were_corrected_whoever_does_it() -> None:
    courier, ledger = _outlet("courier"), _outlet("ledger")
    _snapshot(REPORT, outlet=courier)
    second = _snapshot(REPRINT, outlet=courier)
    compare_new()
    Document.objects.filter(pk=second.document_id).update(title="Ferry")
    assert compare_new() == 0
    Document.objects.filter(pk=second.document_id).update(outlet=ledger)
    assert compare_new() == 1
    assert len(_pairs()) == 1
    Document.objects.filter(pk=second.document_id).update(outlet=courier)
    compare_new()
    assert not _pairs()


@pytest.mark.django_db
def test_what_an_outlet_puts_into_its_reports_is_known_once_it_is_known_to_be_one_outlet() -> None:
    ledger = _outlet("ledger")
    documents = [_snapshot(joined([seed.agency[0], STANDING, *seed.agency[1:]])).document_id for seed in SEEDS[:4]]
    compare_new()
    assert len(_pairs()) == 6
    Document.objects.filter(pk__in=documents[1:]).update(outlet=ledger)
    compare_new()
    assert not _pairs()


@pytest.mark.django_db
def test_pairs_found_before_are_forgotten_once_what_they_share_is_standing_text() -> None:
    for seed in SEEDS[:5]:
        _snapshot(joined([seed.agency[0], STANDING, *seed.agency[1:]]))
        compare_new()
    assert len(_pairs()) == 10
    _snapshot(joined([SEEDS[8].agency[0], STANDING, *SEEDS[8].agency[1:]]))
    compare_new()
    assert not _pairs()


@pytest.mark.django_db
def test_a_text_that_breaks_the_rules_holds_up_no_other() -> None:
    broken = _snapshot(UNRELATED)
    first, second = _snapshot(REPORT), _snapshot(REPRINT)
    rows = ComparedText.objects.filter(document=broken.document_id)
    rows.update(version=text_index.VERSION, spans=[0, 5, 9])  # what no rule makes
    assert compare_new() == 2
    assert _pairs() == {(first.document_id, second.document_id)}
    for _ in range(text_index.ATTEMPTS):
        assert compare_new() == 0
    assert list(rows.values_list("attempts", flat=True)) == [text_index.ATTEMPTS]


@pytest.mark.django_db
def test_texts_that_older_rules_took_in_are_taken_in_again() -> None:
    first, second = _snapshot(REPORT), _snapshot(REPRINT)
    compare_new()
    SharedText.objects.all().delete()
    ComparedText.objects.update(version="reuse-0/0", hashes=b"", names=b"")
    assert compare_new() == 2
    assert _pairs() == {(first.document_id, second.document_id)}


@pytest.mark.django_db
def test_more_copies_than_are_looked_up_at_once_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_index, "HOLDERS", 4)
    for name in ("BY_STRETCH", "BY_JOINT", "BY_RARITY", "BY_NUMBER"):
        monkeypatch.setattr(text_index, name, 4)
    documents = [_snapshot(f"{REPORT}\n\nPage {number} of our edition.").document_id for number in range(12)]
    compare_new()
    assert _pairs() == {(a, b) for a in documents for b in documents if a < b}


@pytest.mark.django_db
def test_a_print_whose_text_is_gone_is_passed_over() -> None:
    first = _snapshot(REPORT)
    compare_new()
    ComparedText.objects.filter(document=first.document_id).delete()
    assert TextPrint.objects.exists()
    _snapshot(REPRINT)
    assert compare_new() == 1
    assert not _pairs()


@pytest.mark.django_db
def test_a_paragraph_that_one_outlet_puts_into_all_its_reports_is_no_shared_text() -> None:
    courier, ledger = _outlet("courier"), _outlet("ledger")
    for seed in SEEDS[:4]:
        _snapshot(joined([seed.agency[0], STANDING, *seed.agency[1:]]), outlet=courier)
    compare_new()
    _snapshot(joined([SEEDS[8].agency[0], STANDING, *SEEDS[8].agency[1:]]), outlet=ledger)
    compare_new()
    assert not SharedText.objects.exists()


@pytest.mark.django_db
def test_the_same_paragraph_in_two_reports_alone_is_a_shared_text() -> None:
    for seed in SEEDS[:2]:
        _snapshot(joined([seed.agency[0], STANDING, *seed.agency[1:]]))
    compare_new()
    assert SharedText.objects.count() == 1


@pytest.mark.django_db
def test_twenty_reprints_of_one_report_are_all_found_however_common_their_words_are() -> None:
    documents = [_snapshot(f"{REPORT}\n\nPage {number} of our edition.").document_id for number in range(20)]
    compare_new()
    assert _pairs() == {(a, b) for a in documents for b in documents if a < b}


@pytest.mark.django_db
def test_claims_that_rest_on_both_texts_are_followed_up_and_no_others() -> None:
    first, second, third = _snapshot(REPORT), _snapshot(REPRINT), _snapshot(UNRELATED)
    both, one = a_claim(), a_claim()
    passages = {row.pk: a_passage(row.readable.text[:20], snapshot=row) for row in (first, second, third)}
    for claim, snapshot in ((both, first), (both, second), (one, first), (one, third)):
        some_evidence(claim=claim, passage=passages[snapshot.pk])
    Change.objects.all().delete()
    compare_new()
    assert {change.subject for change in Change.objects.filter(kind="shared_text")} == {both.pk}


@pytest.mark.django_db
def test_candidates_that_share_nothing_in_the_end_cost_no_queries_of_their_own() -> None:
    def queries(text: str) -> int:
        _snapshot(text)
        with CaptureQueriesContext(connection) as made:
            compare_new()
        return len(made)

    queries(joined([*SEEDS[1].own, STANDING]))
    few = queries(joined([*SEEDS[0].own, STANDING]))
    for seed in SEEDS[2:8]:
        _snapshot(joined([*seed.own, STANDING]))
    compare_new()
    to_see_what_stands_now = 1
    assert queries(joined([*SEEDS[9].own, STANDING])) == few + to_see_what_stands_now


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_take_in_a_text_each_at_once_find_what_both_share() -> None:
    _snapshot(REPORT)
    _snapshot(REPRINT)
    for text_id in text_index.not_taken_in(limit=5):
        take_into_index(text_id)
    one, two = text_index.waiting(limit=5)
    with transaction.atomic():
        assert text_index.compare(text_id=one) == 1
        assert not _other_connection_compares(one)
    assert text_index.compare(text_id=two) == 1
    assert len(_pairs()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_do_all_there_is_at_once_do_it_once() -> None:
    documents = [_snapshot(f"{REPORT}\n\nPage {number} of our edition.").document_id for number in range(6)]
    found: list[int] = []

    def work() -> None:
        try:
            found.append(compare_new())
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    rest = compare_new()  # what one took in after the other had looked
    assert sum(found) + rest == len(documents)
    assert _pairs() == {(a, b) for a in documents for b in documents if a < b}
    assert not ComparedText.objects.filter(attempts__gt=0).exists()


def _other_connection_compares(text_id: int) -> bool:
    """Whether another worker would take the text in hand now."""
    found: list[int | None] = []

    def run() -> None:
        try:
            found.append(text_index.compare(text_id=text_id))
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return found != [None]
