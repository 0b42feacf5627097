"""Numbers for the operator, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.models.build import a_user
from tests.review.build import logged, vetted

pytestmark = pytest.mark.django_db


def test_without_the_token_there_is_no_such_page(settings: Any) -> None:
    for configured in ("", "right"):
        settings.METRICS_TOKEN = configured
        for given in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer wrong"}):
            assert Client(headers=given).get("/metrics").status_code == 404


def test_the_numbers_are_those_of_the_database(settings: Any) -> None:
    settings.METRICS_TOKEN = "right"
    checker = a_user(role="fact_checker")
    logged(checker)
    vetted(checker, a_user(role="editor"))
    answer = Client(headers={"Authorization": "Bearer right"}).get("/metrics")
    lines = answer.content.decode().splitlines()
    for line in (
        'provenance_claims{state="draft"} 1.0',
        'provenance_claims{state="vetted"} 1.0',
        "provenance_release_sequence 1.0",
        "provenance_links_promise_not_kept 0.0",
    ):
        assert line in lines
