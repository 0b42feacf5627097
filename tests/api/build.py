"""Tokens and calls for tests of the API."""

from __future__ import annotations

from typing import Any

from django.test import Client

from claims.models import ApiToken
from tests.models.build import a_user


def token(scopes: tuple[str, ...] = ("read",), **facts: Any) -> str:
    _, text = ApiToken.objects.create(user=a_user(), label="mirror", scopes=list(scopes), **facts)
    return str(text)


def get(path: str, *, key: str | None = None, **headers: str) -> Any:
    known = {"Authorization": f"Token {key or token()}", **headers}
    return Client(headers=known).get(f"/api/v1/{path}")


def ids(answer: Any) -> list[str]:
    return [entry["id"] for entry in answer.json()["results"]]
