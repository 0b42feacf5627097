"""Sign-in with accounts of this installation: an administrator adds people, nobody signs up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package carries no types
    """The sign-in package's behaviour, without open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the package's signature
        """Never: ``manage.py person`` adds people."""
        return False
