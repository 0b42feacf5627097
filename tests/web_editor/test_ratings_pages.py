"""The pages of outside ratings: take in, look, record, take out; and what the page of an outlet shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from claims.models import Outlet, OutsideRating, RatingImport, Source, User
from tests.models.build import a_source
from tests.web_editor.build import a_claim_of, text_of

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
HEAD = "site,rater,scheme,value,date,link,expires\n"


@pytest.fixture
def courier() -> Source:
    source = a_source(kind="outlet", name="Courier")
    Outlet.objects.create(source=source, domain="courier.example")
    return source


def send(client: Client, text: str, name: str = "spring.csv") -> str:
    answer = client.post("/ratings/", {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_file_is_looked_at_recorded_and_taken_out(courier: Source, editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    address = send(
        client,
        HEAD
        + "courier.example,Plumb Line,letters,<b>B</b>,2026-03-31,https://plumb.example/,\n"
        + "gazette.example,Plumb Line,letters,A,2026-03-31,,\n"
        + "courier.example,Plumb Line,letters,,2026-03-31,,\n",
    )
    page = client.get(address)
    text = text_of(page.content)
    assert "<b>B" not in page.content.decode()
    for words in ("Nothing of it is recorded yet", "Record 1 rating", "No outlet is known there yet", "Value is empty"):
        assert words in text
    assert "gazette" not in text_of(client.get(f"{address}?state=new").content)
    text = text_of(client.post(f"{address}apply/", follow=True).content)
    assert "1 rating recorded." in text
    shown = text_of(client.get(f"/sources/{courier.public_id}/").content)
    assert "Plumb Line" in shown
    assert "<b>B</b>" in shown
    text = text_of(client.post(f"{address}undo/", follow=True).content)
    assert "1 rating taken out." in text
    assert not OutsideRating.objects.exists()
    assert "taken out" in text_of(client.get("/ratings/").content)


def test_lines_that_are_left_come_back_as_a_file_with_what_to_do(editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    address = send(client, HEAD.replace("link", "note,link") + "gazette.example,P,letters,A,2026-03-31,mine,,\n")
    file = client.get(f"{address}left.csv").content.decode().splitlines()
    assert file[0] == "site,rater,scheme,value,date,note,link,expires,what to do"
    assert file[1].startswith('gazette.example,P,letters,A,2026-03-31,mine,,,"No outlet is known')


@pytest.mark.parametrize(("data", "why"), [(b"", "empty"), (b"\xff\xfe", "UTF-8"), (b"a,b\n", "must name the columns")])
def test_a_file_that_is_none_says_what_to_do(editor: User, signed_in: SignIn, data: bytes, why: str) -> None:
    answer = signed_in(editor).post("/ratings/", {"file": SimpleUploadedFile("r.csv", data)})
    assert answer.status_code == 422
    assert why in text_of(answer.content)
    assert not RatingImport.objects.exists()


def test_the_page_of_an_outlet_shows_dated_opinions_side_by_side_and_marks_expired_ones(
    courier: Source, checker: User, signed_in: SignIn
) -> None:
    plain = {"source": courier, "rater": "Plumb Line", "scheme": "trust 0–100"}
    yesterday = timezone.localdate() - timedelta(days=1)
    OutsideRating.objects.create(**plain, raw_value="41", rated_on=date(2024, 3, 1), expires_on=yesterday)
    OutsideRating.objects.create(**plain, raw_value="87", rated_on=date(2026, 3, 1), expires_on=timezone.localdate())
    text = text_of(signed_in(checker).get(f"/sources/{courier.public_id}/").content)
    opinions = text.partition("What others say of it")[2]
    assert opinions.index("87") < opinions.index("41")
    assert opinions.count("expired") == 1
    assert opinions.index("41") < opinions.index("expired")
    assert "64" not in opinions  # no mean


def test_opinions_of_others_are_kept_from_whoever_has_yet_to_grade(
    courier: Source, checker: User, signed_in: SignIn
) -> None:
    OutsideRating.objects.create(
        source=courier, rater="Plumb Line", scheme="letters", raw_value="B", rated_on=date(2026, 3, 1)
    )
    claim, client = a_claim_of(checker), signed_in(checker)
    assert "Plumb Line" not in text_of(client.get(f"/sources/{courier.public_id}/?claim={claim.public_id}").content)
    assert "Plumb Line" in text_of(client.get(f"/sources/{courier.public_id}/").content)


def test_without_any_import_the_page_says_how_to_begin(editor: User, signed_in: SignIn) -> None:
    text = text_of(signed_in(editor).get("/ratings/").content)
    assert "no file yet" in text
    assert "What the file looks like" in text
