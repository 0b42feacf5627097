"""Tokens of programs: kept hashed, shown once."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from knox.models import AbstractAuthToken

from claims.vocabulary import Scope


class ApiToken(AbstractAuthToken):
    """A token of one person for one program, with what it may do."""

    label = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices()))
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.stored()) & Q(scopes__len__gt=0), name="api_token_scopes_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label
