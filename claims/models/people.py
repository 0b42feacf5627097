"""People who sign in."""

from __future__ import annotations

import pghistory
from django.contrib.auth.models import AbstractUser

from claims.models.base import one_of, word
from claims.vocabulary import Role


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person with one role; what it allows stands in ``claims/access.py``."""

    role = word(Role, default=Role.CONSUMER.value)

    class Meta(AbstractUser.Meta):
        constraints = [one_of("role", Role, "user_role_known")]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
