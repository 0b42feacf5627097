"""``manage.py person``."""

from __future__ import annotations

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import LedgerEntry, User

pytestmark = pytest.mark.django_db


def person(*arguments: str) -> str:
    output = StringIO()
    call_command("person", *arguments, stdout=output)
    return output.getvalue()


def entries() -> list[dict[str, object]]:
    return [json.loads(text) for text in LedgerEntry.objects.order_by("id").values_list("payload", flat=True)]


def test_a_person_is_added_with_a_password_that_is_printed_once_and_works() -> None:
    said = person("nora", "--role", "editor", "--email", "nora@newsroom.example")
    found = re.search(r"Password, shown this once: (\S+)", said)
    assert found is not None
    nora = User.objects.get(username="nora")
    assert nora.check_password(found[1])
    assert (nora.role, nora.email) == ("editor", "nora@newsroom.example")
    assert (nora.is_staff, nora.is_superuser) == (False, False)
    assert [(e["action"], e["subject"], e["after"]) for e in entries()] == [
        ("add_person", "person/nora", {"role": "editor"})
    ]
    assert found[1] not in json.dumps(entries())


def test_the_role_of_somebody_who_exists_changes_and_their_password_stays() -> None:
    said = person("nora", "--role", "consumer")
    hashed = User.objects.get(username="nora").password
    again = person("nora", "--role", "fact_checker")
    assert "Password, shown" in said
    assert "Password, shown" not in again
    nora = User.objects.get(username="nora")
    assert (nora.role, nora.password) == ("fact_checker", hashed)
    assert (entries()[-1]["before"], entries()[-1]["after"]) == ({"role": "consumer"}, {"role": "fact_checker"})


def test_the_same_role_again_is_no_change() -> None:
    person("nora", "--role", "editor")
    person("nora", "--role", "editor")
    assert len(entries()) == 1


@pytest.mark.parametrize("name", ["", "no spaces here", "a" * 151])
def test_a_name_that_is_none_is_refused_and_nothing_is_written(name: str) -> None:
    with pytest.raises(CommandError, match="username"):
        person(name, "--role", "editor")
    assert not User.objects.exists()
    assert entries() == []


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="email"):
        person("nora", "--role", "editor", "--email", "nowhere")
    assert not User.objects.exists()


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        person("nora", "--role", "king")
