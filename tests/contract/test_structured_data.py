"""The page of a claim as structured-data-testing-tool reads it, with the preset for Google."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims.models import User
from tests.contract.programs import run
from tests.review.build import vetted

pytestmark = pytest.mark.django_db


def test_the_page_passes_without_a_fault_whatever_signs_the_wording_has(
    checker: User, editor: User, settings: Any
) -> None:
    settings.ANONYMOUS_READING = True
    wording = "</script><script>alert(1)</script> “Two & three” engines <!-- broke down"
    claim = vetted(checker, editor, wording=wording, language="en")
    page = Client().get(f"/c/{claim.public_id}").content.decode()
    found = run("structured.cjs", given=page)
    assert found["failed"] == []
    passed = {entry["test"] for entry in found["passed"]}
    assert {"ClaimReview", "ClaimReview[0].reviewRating", "ClaimReview[0].claimReviewed"} <= passed
    without = run("structured.cjs", given=page.replace('"claimReviewed"', '"claimed"'))
    assert "ClaimReview[0].claimReviewed" in {entry["test"] for entry in without["failed"]}
