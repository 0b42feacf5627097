"""What the database refuses of people's corrections of a reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import Error, connection, transaction

from claims.models import ReadingCorrection
from tests.models.build import TEXT, a_snapshot, a_user

pytestmark = pytest.mark.django_db
EXACT = "The ferry left late."


def a_correction(**facts: Any) -> ReadingCorrection:
    plain: dict[str, Any] = {
        "start": 0,
        "end": len(EXACT),
        "exact": EXACT,
        "kind": "sourcing",
        "sourcing_type": "organisation",
        "voice": "paraphrase",
    }
    for name, make in (("snapshot", a_snapshot), ("corrected_by", a_user)):
        if name not in facts:
            plain[name] = make()
    return ReadingCorrection.objects.create(**{**plain, **facts})


def refused(write: Callable[[], Any], constraint: str) -> None:
    with pytest.raises(Error, match=constraint), transaction.atomic():
        write()


def test_a_correction_keeps_to_the_words_that_stand_in_its_snapshot() -> None:
    assert a_correction().exact == EXACT
    refused(lambda: a_correction(exact="The ferry left early."), "does not stand at these positions")
    refused(lambda: a_correction(start=3, end=3), "does not stand|correction_positions_in_order")
    behind = len(TEXT) + 5
    refused(lambda: a_correction(start=behind, end=behind + 5), "does not stand")


def test_a_correction_is_never_changed_or_deleted() -> None:
    row = a_correction()
    refused(lambda: ReadingCorrection.objects.update(sourcing_type="government"), "Cannot update or delete")
    refused(row.delete, "Cannot update or delete")


def test_sourcing_type_and_voice_belong_to_a_reading_and_to_nothing_else() -> None:
    rule = "correction_values_by_kind"
    refused(lambda: a_correction(sourcing_type=None), rule)
    refused(lambda: a_correction(voice=None), rule)
    for kind in ("no_statement", "withdrawn"):
        assert a_correction(kind=kind, sourcing_type=None, voice=None).pk
        refused(partial(a_correction, kind=kind), rule)
        refused(partial(a_correction, kind=kind, sourcing_type=None, voice=None, cue="said"), rule)


def test_what_nobody_is_named_for_has_no_words_for_a_source() -> None:
    rule = "correction_unattributed_has_no_source"
    assert a_correction(sourcing_type="unattributed").pk
    refused(lambda: a_correction(sourcing_type="unattributed", source_words="a guard"), rule)
    refused(lambda: a_correction(sourcing_type="unattributed", relayed_for="officials"), rule)


@pytest.mark.parametrize("field", ["source_words", "cue", "relayed_for", "reason"])
def test_unknown_is_null_and_never_an_empty_text(field: str) -> None:
    refused(lambda: a_correction(**{field: ""}), f"correction_{field}_not_empty")


def test_what_the_machine_read_is_null_in_the_database_when_nothing_was_read() -> None:
    a_correction(machine=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT machine IS NULL FROM claims_readingcorrection")
        assert cursor.fetchone() == (True,)
