"""Answers of ``v1alpha1/claims:search`` in the shape of the Google Fact Check Tools API.

Absent fields are omitted, never null; a result without claims is ``{}``; a claim always has its review. Reference: the
service's discovery document, revision 20240929.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from claims.publishing.formats.claimreview import is_reviewed
from claims.publishing.formats.values import Document, Site, called, known, moment, rating_of, vetted_at
from claims.vocabulary import Precision

Tree = Mapping[str, "Tree"]
"""Names of an answer, each with the names below it."""

FIELDS: Tree = {
    "claims": {
        "text": {},
        "claimant": {},
        "claimDate": {},
        "claimReview": {
            "publisher": {"name": {}, "site": {}},
            "url": {},
            "title": {},
            "reviewDate": {},
            "textualRating": {},
            "languageCode": {},
        },
    },
    "nextPageToken": {},
}
"""All that an answer can hold."""


class Unknown(ValueError):
    """A selection of fields that names what there is not, or is not one."""


def answer(documents: Iterable[Document], site: Site, *, following: str | None) -> dict[str, Any]:
    """One page of results; ``following`` is the token of the next one."""
    claims = [_claim(document, site) for document in documents if is_reviewed(document)]
    return known({"claims": claims, "nextPageToken": following})


def error(code: int, message: str, status: str) -> dict[str, Any]:
    """An error as clients of the service read it."""
    return {"error": {"code": code, "message": message, "status": status}}


def _claim(document: Document, site: Site) -> dict[str, Any]:
    exact = document["claimed"] and document["claimed_precision"] in (None, Precision.DAY)
    return known(
        {
            "text": document["claim"],
            "claimant": called(document["claimant"]),
            # a month is no day: what is not known so exactly is left out
            "claimDate": f"{document['claimed']}T00:00:00Z" if exact else None,
            "claimReview": [_review(document, site)],
        }
    )


def _review(document: Document, site: Site) -> dict[str, Any]:
    return known(
        {
            "publisher": {"name": site.name, "site": site.host},
            "url": site.page(document),
            "title": document["claim"],
            "reviewDate": moment(vetted_at(document)),
            "textualRating": rating_of(document),
            "languageCode": document["language"],
        }
    )


_TOKEN = re.compile(r"[A-Za-z0-9_*]+|[(),/]")


def selection(text: str) -> Tree:
    """The names that ``fields=`` asks for: ``claims(text,claimReview/url),nextPageToken``. Raises :class:`Unknown`."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != "".join(text.split()) or text.count("(") > 50:
        raise Unknown(text)
    chosen, rest = _several(tokens, FIELDS)
    if rest:
        raise Unknown(text)
    return chosen


def _several(tokens: list[str], tree: Tree) -> tuple[Tree, list[str]]:
    chosen: Tree = {}
    while True:
        one, tokens = _one(tokens, tree)
        chosen = _both(chosen, one)
        if tokens[:1] != [","]:
            return chosen, tokens
        tokens = tokens[1:]


def _one(tokens: list[str], tree: Tree) -> tuple[Tree, list[str]]:
    name, rest = (tokens[0], tokens[1:]) if tokens else ("", [])
    if name == "*":
        return tree, rest
    if name not in tree:
        raise Unknown(name)
    below = tree[name]
    if rest[:1] == ["/"]:
        below, rest = _one(rest[1:], below)
    elif rest[:1] == ["("]:
        below, rest = _several(rest[1:], below)
        if rest[:1] != [")"]:
            raise Unknown(name)
        rest = rest[1:]
    return {name: below}, rest


def _both(first: Tree, second: Tree) -> Tree:
    return {
        name: _both(first.get(name, {}), second.get(name, {})) if name in first and name in second else below
        for name, below in {**first, **second}.items()
    }


def selected(value: Any, chosen: Tree) -> Any:
    """The part of an answer that was asked for; what is empty then is left out."""
    if isinstance(value, list):
        return [part for entry in value if (part := selected(entry, chosen)) != {}]
    if not isinstance(value, dict):
        return value
    parts = {name: selected(entry, chosen[name]) for name, entry in value.items() if name in chosen}
    return {name: part for name, part in parts.items() if part not in ({}, [])}
