"""All statuses anew: shown first, in batches, by several processes, and re-opening only through the drain."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.corroboration.rules import RULES_VERSION
from claims.corroboration.service import current
from claims.models import Change, Claim, StatusRecord
from claims.review.drain import drain
from claims.review.recomputing import all_ids, foretell, outdated_ids, recompute_batch
from tests.models.build import a_claim
from tests.review.newsroom import Newsroom

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("recompute", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def by_old_rules(claim: Claim, **facts: Any) -> None:
    """As if the status that was stored last, and released, were one of other rules."""
    last = current(claim)
    assert last is not None
    plain = {name: getattr(last, name) for name in ("status", "rule", "numbers_allowed", "challenged")}
    why = {**last.why, "rules_version": "0", "rule": facts.get("rule", last.rule)}
    StatusRecord.objects.create(claim=claim, rules_version="0", **{**plain, "why": why, **facts})


@pytest.fixture
def room() -> Newsroom:
    made = Newsroom()
    for name in ("turns", "holds"):
        made.vetted(name, f"Ada {name}", f"Bo {name}")
    by_old_rules(made.claims["turns"], status="single_source", rule="R9")
    by_old_rules(made.claims["holds"])
    return made


def test_without_arguments_it_takes_what_other_rules_computed_and_a_second_run_finds_nothing(room: Newsroom) -> None:
    fresh = a_claim()
    assert set(outdated_ids()) == {*(claim.pk for claim in room.claims.values()), fresh.pk}
    run()
    assert list(outdated_ids()) == []
    last = current(room.claims["turns"])
    assert last is not None
    assert (last.status, last.rules_version) == ("corroborated", RULES_VERSION)
    assert run() == "No status changed.\n"


def test_a_dry_run_shows_from_and_to_and_writes_nothing(room: Newsroom, tmp_path: Path) -> None:
    before = StatusRecord.objects.count(), Change.objects.count()
    text = run("--dry-run", "--csv", str(tmp_path / "turns.csv"))
    assert "Single source (R9)" in text
    assert "Corroborated (R6)" in text
    assert room.claims["turns"].public_id in text
    assert room.claims["holds"].public_id not in text
    assert "Nothing was written." in text
    assert (StatusRecord.objects.count(), Change.objects.count()) == before
    with (tmp_path / "turns.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["claim"], row["from"], row["rule_from"], row["to"], row["rule_to"]) for row in rows] == [
        (room.claims["turns"].public_id, "single_source", "R9", "corroborated", "R6")
    ]


def test_what_is_shown_is_what_is_done(room: Newsroom) -> None:
    today = timezone.localdate()
    shown = foretell(list(all_ids()), today=today)
    assert recompute_batch(list(all_ids()), today=today) == shown
    assert foretell(list(all_ids()), today=today).stored == 0


def test_a_vetted_claim_that_turns_goes_back_by_the_drain_and_one_that_holds_stays(room: Newsroom) -> None:
    """The evidence of one was weakened by rules, as it were: its letter changed without a trace."""
    room.source("turns", 1).grades.update(letter="E")
    Change.objects.filter(drained_at=None).delete()
    text = run("--all")
    states = {name: Claim.objects.get(pk=claim.pk).state for name, claim in room.claims.items()}
    assert states == {"turns": "in_review", "holds": "vetted"}
    assert text.splitlines()[1].split()[-1] == "1"
    assert not Change.objects.filter(drained_at=None).exists()
    assert room.lines("turns")[0].startswith("The rules were run anew on ")


def test_single_claims_are_named_by_their_id(room: Newsroom) -> None:
    run("--claim", room.claims["holds"].public_id)
    assert set(outdated_ids()) == {room.claims["turns"].pk}
    with pytest.raises(CommandError, match="There is no claim nowhere"):
        run("--claim", "nowhere")
    with pytest.raises(CommandError, match="not both"):
        run("--claim", room.claims["holds"].public_id, "--all")


def test_a_run_goes_on_behind_a_number(room: Newsroom) -> None:
    first, second = sorted(claim.pk for claim in room.claims.values())
    run("--after", str(first))
    assert set(outdated_ids()) == {first}
    assert second not in set(outdated_ids())


def test_many_claims_cost_no_more_queries_than_few() -> None:
    room = Newsroom()
    claims = [room.vetted(f"no {n}", f"Ada {n}", f"Bo {n}") for n in range(4)]
    Claim.objects.update(state="draft")
    drain(limit=1000)

    def queries(some: list[Claim]) -> int:
        with CaptureQueriesContext(connection) as made:
            recompute_batch([claim.pk for claim in some], today=timezone.localdate())
        return len(made)

    assert queries(claims[:1]) == queries(claims)


@pytest.mark.django_db(transaction=True)
def test_two_processes_do_what_one_does() -> None:
    room = Newsroom()
    for name in ("one", "two", "three"):
        by_old_rules(room.vetted(name, f"Ada {name}", f"Bo {name}"), rule="R9", status="single_source")
    text = run("--processes", "2")
    assert "Single source (R9)" in text
    assert list(outdated_ids()) == []
    assert all(current(claim).status == "corroborated" for claim in room.claims.values())  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_somebody_holds_is_left_to_the_drain() -> None:
    room = Newsroom()
    claim = room.vetted("held", "Ada Holm", "Bo Lind")
    by_old_rules(claim)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM claims_claim WHERE id = %s FOR NO KEY UPDATE", [claim.pk])
        done = recompute_batch([claim.pk], today=timezone.localdate())
        assert done.looked_at == 0
        other.rollback()
    finally:
        other.close()
    assert Change.objects.get(drained_at=None).subject == claim.pk
    drain()
    assert list(outdated_ids()) == []
