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


class MayRead(BasePermission):
    """A token with the scope ``read``."""

    scope = Scope.READ
    message = "This token lacks the scope “read”."

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the framework's signature
        """Whether the request's token carries the scope, and its person may still give it."""
        token, person = request.auth, request.user
        if token is None and settings.ANONYMOUS_READING and _name_of(request) in RELEASED_CALLS:
            return True
        if not (isinstance(token, ApiToken) and isinstance(person, User)):
            return False
        return self.scope.value in token.scopes and self.scope in SCOPES[Role(person.role)]


class MayLog(MayRead):
    """A token with the scope ``log``, of somebody in the newsroom."""

    scope = Scope.LOG
    message = "This token lacks the scope “log”."


class MayWrite(BasePermission):
    """A token with the scope that the table of access asks for, whatever is open to read for everybody."""

    message = "This token lacks the scope that is needed here."

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the framework's signature
        """Whether the request's token carries the scope, and its person may still give it."""
        token, person = request.auth, request.user
        scope = scope_of_call(_name_of(request) or "", writes=request.method not in SAFE_METHODS)
        if scope is None or not (isinstance(token, ApiToken) and isinstance(person, User)):
            return False
        return scope.value in token.scopes and scope in SCOPES[Role(person.role)]
