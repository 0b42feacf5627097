"""Adding people who sign in, and changing what they may do: commands call this, and every step is in the ledger."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.ledger.service import append
from claims.models import User
from claims.recording.errors import InvalidEntry
from claims.vocabulary import Role

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # without what is misread


def new_password() -> str:
    """A password of 16 letters in groups of four: 78 random bits, easy to read aloud."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def add_person(*, username: str, role: Role, password: str, email: str = "", full_name: str = "") -> User:
    """A new person with a first password. One transaction; raises ``InvalidEntry`` for a name or address that is none.

    The password is set as given and stands in no record but its hash.
    """
    first, _, last = full_name.partition(" ")
    user = User(username=username, role=role.value, email=email, first_name=first, last_name=last)
    user.set_password(password)
    try:
        user.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidEntry(field, " ".join(messages)) from None
    with transaction.atomic():
        user.save()
        append(actor=None, action="add_person", subject=f"person/{username}", after={"role": role.value})
    return user


def change_role(*, username: str, role: Role) -> User:
    """Give a person another role; nothing is written when it is the one they have. One transaction.

    Raises ``User.DoesNotExist``.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(username=username)
        before = user.role
        if before != role.value:
            user.role = role.value
            user.save(update_fields=["role"])
            append(
                actor=None,
                action="change_role",
                subject=f"person/{username}",
                before={"role": before},
                after={"role": role.value},
            )
    return user
