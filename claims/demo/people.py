"""The demo's people and token. Their secrets are made at the first load and kept in the data folder, for its owner."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from knox.settings import CONSTANTS

from claims.ledger.service import append
from claims.models import ApiToken, User
from claims.recording.people import add_person, new_password
from claims.vocabulary import Role, Scope
from provenance import services


@dataclass(frozen=True, slots=True)
class DemoPerson:
    username: str
    full_name: str
    role: Role


PEOPLE = (
    DemoPerson("ada", "Ada Merrick", Role.FACT_CHECKER),
    DemoPerson("ben", "Ben Alder", Role.FACT_CHECKER),
    DemoPerson("edith", "Edith Vane", Role.EDITOR),
    DemoPerson("emil", "Emil Sand", Role.EDITOR),
    DemoPerson("feed", "Coast Feed", Role.CONSUMER),
)
TOKEN_OF = "feed"  # noqa: S105 - the name of a person
TOKEN_LABEL = "demo"  # noqa: S105 - a label


@dataclass(frozen=True, slots=True)
class SignIns:
    """What the demo's people sign in with: passwords by user name, and the API token of one of them."""

    passwords: dict[str, str]
    token: str


def sign_ins_path() -> Path:
    """Where the demo's first passwords and its token are kept, readable for the owner of the installation alone."""
    return services.home() / "demo-sign-ins.json"


def read_sign_ins() -> SignIns | None:
    """What was kept, or ``None`` before the first load."""
    try:
        kept = json.loads(sign_ins_path().read_text(encoding="utf-8"))
        return SignIns(dict(kept["passwords"]), str(kept["token"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _keep(sign_ins: SignIns) -> None:
    """Replace the file whole; it is never readable for others, not even while it is written."""
    path = sign_ins_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump({"passwords": sign_ins.passwords, "token": sign_ins.token}, file, indent=1)
    new.replace(path)


def ensure_people() -> dict[str, User]:
    """The demo's users by name, made with their passwords and token as far as they are missing.

    Passwords that people changed since are left alone. Where the file was lost, new ones are made.
    """
    kept = read_sign_ins()
    passwords = dict(kept.passwords) if kept else {}
    people = {}
    for person in PEOPLE:
        lost = person.username not in passwords
        password = passwords.setdefault(person.username, new_password())
        people[person.username] = _ensure_person(person, password, reset=lost)
    token = _ensure_token(people[TOKEN_OF], kept.token if kept else "")
    found = SignIns(passwords, token)
    if found != kept:
        _keep(found)
    return people


def _ensure_person(person: DemoPerson, password: str, *, reset: bool) -> User:
    user = User.objects.filter(username=person.username).first()
    if user is None:
        return add_person(username=person.username, role=person.role, password=password, full_name=person.full_name)
    if reset:
        with transaction.atomic():
            user.set_password(password)
            user.save(update_fields=["password"])
            append(actor=None, action="reset_password", subject=f"person/{person.username}")
    return user


def _ensure_token(user: User, known: str) -> str:
    """The token that is known, while it works; else a new one with the scope ``read``."""
    if known and ApiToken.objects.filter(user=user, token_key=known[: CONSTANTS.TOKEN_KEY_LENGTH]).exists():
        return known
    with transaction.atomic():
        _, token = ApiToken.objects.create(user=user, label=TOKEN_LABEL, scopes=[Scope.READ.value])
        append(actor=None, action="create_token", subject=f"person/{user.username}", after={"scopes": ["read"]})
    return str(token)
