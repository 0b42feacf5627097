"""What all records share: public ids, checked words, and the kinds of triggers."""

from __future__ import annotations

import secrets
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from claims.vocabulary import Word

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to misread


def new_public_id() -> str:
    """A public id: 16 characters, 80 random bits; stable for life, URL-safe, and no counter to guess."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


def public_id() -> models.CharField[str, str]:
    """The public id column of a record that the outside may name."""
    return models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)


def word(words: type[Word], *, null: bool = False, **options: Any) -> models.CharField[Any, Any]:
    """A column for one member of a closed list. With ``null`` an unknown value is ``None``, never ``""``."""
    longest = max(len(value) for value in words.stored())
    return models.CharField(max_length=longest, choices=words.choices(), null=null, blank=null, **options)


def one_of(field: str, words: type[Word], name: str) -> models.CheckConstraint:
    """The closed list as a constraint of the database too; ``NULL`` passes, as it does everywhere in SQL."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": words.stored()}), name=name)


def not_empty(field: str, name: str) -> models.CheckConstraint:
    """Unknown is null, so an empty text is never a value."""
    return models.CheckConstraint(condition=~Q(**{field: ""}), name=name)


def unchangeable(name: str) -> pgtrigger.Protect:
    """A trigger that refuses to change or delete a row, whatever code or hand tries."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)
