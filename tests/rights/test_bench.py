"""The measurement counts what it says it counts."""

from __future__ import annotations

import pytest

from claims.rights.holders import HOLDERS
from claims.rights.wordlists import Words
from tests.bench.rights import (
    FOLDS,
    Labelled,
    Sample,
    fold_of,
    measure_confidence,
    measure_consent,
    measure_holders,
    measure_invented,
    measure_limits,
    measure_terms,
    report_holdout,
    seen_in,
)

SHIPPED = dict.fromkeys(range(FOLDS), HOLDERS)


def labelled(text: str, holder: str, years: str, scope: str = "page") -> Labelled:
    return {"url": "https://lamp.example/a", "text": text, "gold": {"scope": scope, "holder": holder, "years": years}}


@pytest.mark.parametrize(
    ("row", "holder", "years"),
    [
        (labelled("© 2021 Eastmere Lamp.", "EASTMERE LAMP", "2021"), (1, 0, 0), (1, 0, 0)),
        (labelled("© 2019-2021 Eastmere Lamp", "Brigport Bell", "2018-2021"), (0, 1, 1), (1, 1, 1)),
        (labelled("Copyright Notice", "", "", "none"), (0, 0, 0), (0, 0, 0)),
        (labelled("© 2021 Eastmere Lamp", "", "", "none"), (0, 1, 0), (0, 1, 0)),
        (labelled("The tugs lie still.", "Ada Quill", "2021"), (0, 0, 1), (0, 0, 1)),
    ],
)
def test_holders_and_years_are_counted(
    row: Labelled, holder: tuple[int, int, int], years: tuple[int, int, int]
) -> None:
    found = measure_holders([row], SHIPPED)
    assert [(score.right, score.wrong, score.missed) for score in found] == [holder, years]


def test_terms_are_counted_by_kind() -> None:
    sample: Sample = {
        "text": "© 2021 Eastmere Lamp. Excerpts may be used, provided that the Lamp is credited.",
        "terms": {"permit": ["excerpt", "link"], "duty": ["credit", "link"], "prohibit": [], "unless": None},
    }
    found = measure_terms([sample])
    assert {kind: (score.right, score.wrong, score.missed) for kind, score in found.items()} == {
        "permit": (1, 0, 1),
        "duty": (1, 0, 1),
        "prohibit": (0, 0, 0),
    }


def test_a_host_stays_in_one_fold_and_open_lists_lose_what_others_do_not_show() -> None:
    assert fold_of("https://www.lamp.example/a") == fold_of("https://lamp.example/b")
    words = Words({"after_name": ("Privacy", "Imprint"), "permits": ("may",)})
    assert seen_in(words, ["© Lamp Privacy"]).lists == {"after_name": ("Privacy",), "permits": ("may",)}


def clause(text: str, **terms: list[str] | str | int | None) -> Sample:
    empty: dict[str, list[str] | str | int | None] = {"permit": [], "duty": [], "prohibit": [], "unless": None}
    return {"text": text, "terms": empty | terms}


def test_limits_and_consent_are_counted() -> None:
    samples = [
        clause("You may quote up to 75 words of this article.", permit=["excerpt"], max_words=75),
        clause("You may quote up to 75 words of this article.", permit=["excerpt"], max_words=50),
        clause("No part of this site may be copied without permission.", prohibit=["reproduce"], unless="permission"),
        clause("No part of this site may be copied.", prohibit=["reproduce"], unless="permission"),
    ]
    consent = measure_consent(samples)
    assert measure_limits(samples) == (2, 1)
    assert (consent.right, consent.wrong, consent.missed) == (1, 0, 1)


def test_confidence_is_counted_in_steps() -> None:
    rows = [
        labelled("© 2021 Eastmere Lamp Ltd. All rights reserved.", "Eastmere Lamp Ltd", "2021"),
        labelled("© 2021 Eastmere Lamp Ltd. All rights reserved.", "Brigport Bell", "2021"),
        labelled("Copyright Eastmere Lamp", "Eastmere Lamp", ""),
        labelled("All rights reserved.", "Eastmere Lamp", ""),
    ]
    assert measure_confidence(rows, SHIPPED) == {0.0: (1, 1), 0.9: (2, 1)}


def test_a_held_out_file_mixes_notices_and_clauses() -> None:
    lines = report_holdout(
        [
            labelled("© 2021 Eastmere Lamp", "Eastmere Lamp", "2021"),
            clause("You may quote this article with a link.", permit=["excerpt"], duty=["link"]),
        ]
    )
    assert lines[0] == "1 notices, 1 clauses"
    assert any(line.startswith("holder F1") and "1.000" in line and "reached" in line for line in lines)
    assert any(line.startswith("terms: duty F1") and "1.000" in line for line in lines)
    assert any(line.startswith("terms: prohibit F1") and "MISSED" in line for line in lines)


def test_a_permission_is_invented_where_the_labels_permit_nothing() -> None:
    none: dict[str, list[str] | str | int | None] = {"permit": [], "duty": [], "prohibit": [], "unless": None}
    samples: list[Sample] = [
        {"text": "You may reprint our stories.", "terms": none},
        {"text": "You may not reprint our stories.", "terms": none},
        {"text": "You may share our stories.", "terms": {**none, "permit": ["distribute"]}},
    ]
    assert measure_invented(samples) == (2, 1)
