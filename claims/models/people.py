"""People who sign in."""

from __future__ import annotations

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models

from claims.models.base import one_of, word
from claims.vocabulary import Role


@pghistory.track(exclude=["password", "last_login", "here_before", "here_last"])
class User(AbstractUser):
    """A person with one role; what it allows stands in ``claims/access.py``.

    ``here_last`` is their last look at their first page, ``here_before`` the last one of the visit before this one.
    """

    role = word(Role, default=Role.CONSUMER.value)
    here_before = models.DateTimeField(null=True, blank=True)
    here_last = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [one_of("role", Role, "user_role_known")]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
