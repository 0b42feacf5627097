"""What this installation lets a visit cost and where it may go, from its settings."""

from __future__ import annotations

from django.conf import settings

from claims.capture.fetch import Limits
from claims.capture.guard import Allowed


def installation_limits() -> Limits:
    """The limits of every outgoing request of this installation."""
    allowed = Allowed(ports=frozenset(settings.FETCH_PORTS), private_hosts=frozenset(settings.FETCH_PRIVATE_HOSTS))
    return Limits(allowed=allowed, user_agent=settings.FETCH_USER_AGENT)
