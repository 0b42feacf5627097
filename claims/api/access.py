"""Who may call what: tokens with scopes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from claims.access import RELEASED_CALLS, SCOPES, scope_of_call
from claims.api.tokens import remember
from claims.models import ApiToken, User
from claims.vocabulary import Role, Scope

if TYPE_CHECKING:  # the framework reads this module while it makes its views
    from rest_framework.views import APIView

_STEP = timedelta(minutes=1)
"""How exactly the last use of a token is kept: one write a minute, however many requests."""


class TokenAuthentication(KnoxAuthentication):  # type: ignore[misc]  # knox carries no types
    """``Authorization: Token …``; notes when the token was last used."""

    def authenticate_credentials(self, token: bytes) -> tuple[Any, ApiToken]:
        """The person and token of a header; raises ``AuthenticationFailed`` for anything that is no token."""
        try:
            user, found = super().authenticate_credentials(token)
        except UnicodeDecodeError:
            raise AuthenticationFailed("Invalid token.") from None
        now = timezone.now()
        if found.last_used_at is None or now - found.last_used_at > _STEP:
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
        remember(token, user, found)
        return user, found


def _name_of(request: Request) -> str | None:
    match = request._request.resolver_match
    return match.url_name if match else None


def carries(request: Request, scope: Scope) -> bool:
    """Whether the request's token carries the scope, and its person may still give it."""
    token, person = request.auth, request.user
    if not (isinstance(token, ApiToken) and isinstance(person, User)):
        return False
    return scope.value in token.scopes and scope in SCOPES[Role(person.role)]


class MayCall(BasePermission):
    """A token with the scope that the table of access asks for.

    To read what is released everybody may, where the installation says so.
    """

    message = "This token lacks the scope that is needed here."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the request may do what it asks for; a method that is not offered is refused by the view."""
        method = request.method or ""
        name, writes = _name_of(request) or "", method not in SAFE_METHODS and hasattr(view, method.lower())
        if request.auth is None and settings.ANONYMOUS_READING and not writes and name in RELEASED_CALLS:
            return True
        scope = scope_of_call(name, writes=writes)
        if scope is None:
            return False
        self.message = f"This token lacks the scope “{scope.value}”."
        return carries(request, scope)
