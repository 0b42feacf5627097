"""What the editor's pages share: who asks, which page of a list, and the sentence for a closed form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from claims.models import User
from claims.recording.errors import InvalidEntry
from claims.vocabulary import Role, Word

PAGE = 30
"""Rows of a list on one page: as many as a person looks through before filtering."""

Row = TypeVar("Row", bound=Model)
Listed = TypeVar("Listed", bound=Word)


def signed_in(request: HttpRequest) -> User:
    """The person who asks; the table of access let nobody else come here."""
    if not isinstance(request.user, User):
        raise TypeError("this page is behind the table of access")
    return request.user


def is_editor(user: User) -> bool:
    """Whether the person vets claims."""
    return Role(user.role) is Role.EDITOR


def posted_key(request: HttpRequest, name: str) -> int:
    """The primary key that a form sent, or 0, which is nobody's, for anything else."""
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 18 else 0


def done(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a button says; where it cannot be done any more, the next page says why."""
    try:
        act()
    except InvalidEntry as error:
        messages.warning(request, str(error))
        return False
    return True


def chosen(request: HttpRequest, name: str, words: type[Listed]) -> Listed | None:
    """The filter ``name`` of a list, or ``None`` when it is not set or no word of its list."""
    given = request.GET.get(name, "")
    return words(given) if given in words.stored() else None


def searched(request: HttpRequest, name: str = "q") -> str:
    """What was typed into a search field, cut to a sensible length."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:200]


def page_of(request: HttpRequest, rows: QuerySet[Row, Any], *, number: int | None = None) -> Page[Row]:
    """The asked-for page of a list; one out of range gives the nearest. ``number`` of rows, where it is known."""
    pages = Paginator(rows, PAGE)
    if number is not None:
        pages.count = number
    return pages.get_page(request.GET.get("page"))
