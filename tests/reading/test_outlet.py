from __future__ import annotations

import pytest

from claims.reading.read import read
from claims.vocabulary import SourcingType

TEXT = "A quiet week in Eastmere\n\nNothing happened on the first day of the fair.\n\n{} the documents. It rained."


def sourcing(start: str, outlet: str | None) -> SourcingType:
    reading = read(TEXT.format(start), outlet=outlet, language="en")
    return next(statement for statement in reading.statements if statement.text.startswith(start)).sourcing


@pytest.mark.parametrize("outlet", ["The Ledger", "The Eastmere Ledger", "ledger.com", None])
def test_what_the_ledger_saw_is_the_ledgers_own_observation(outlet: str | None) -> None:
    assert sourcing("The Ledger saw", outlet) is SourcingType.OWN_OBSERVATION


@pytest.mark.parametrize("outlet", ["The Eastmere Courier", "courier.com"])
def test_what_the_ledger_saw_is_no_observation_of_another_papers(outlet: str) -> None:
    assert sourcing("The Ledger saw", outlet) is not SourcingType.OWN_OBSERVATION


def test_the_ledger_of_another_town_is_another_paper() -> None:
    assert sourcing("The Brigport Ledger saw", "The Eastmere Ledger") is not SourcingType.OWN_OBSERVATION
    assert sourcing("The Eastmere Ledger saw", "The Eastmere Ledger") is SourcingType.OWN_OBSERVATION


def test_a_reporter_for_another_paper_is_not_ours() -> None:
    assert sourcing("A reporter for the Courier saw", "The Eastmere Ledger") is not SourcingType.OWN_OBSERVATION
    assert sourcing("A reporter for the Ledger saw", "The Eastmere Ledger") is SourcingType.OWN_OBSERVATION


def test_this_newspaper_is_every_outlets_own() -> None:
    assert sourcing("This newspaper saw", "The Eastmere Courier") is SourcingType.OWN_OBSERVATION
