"""What the reading page says of a language that is not read."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests.models.build import a_user
from tests.web.pages import ARTICLE

NOTE = "Who says so is read in English, German, French and Spanish; on this page it is yours to set."
ARABIC = "إغلاق الرصيف\n\nأعلنت سلطة الميناء إغلاق الرصيف. وقال عامل في الميناء إن الشقوق ظهرت قبل شهر."


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "noted"), [(ARABIC, 1), (ARTICLE, 0)])
def test_one_note_says_that_the_language_is_not_read(
    text: str, noted: int, settings: Settings, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(a_user(username="chris", role="fact_checker"))
    page = client.post("/read/", {"text": text}, follow=True).content.decode()
    assert page.count(NOTE) == noted
