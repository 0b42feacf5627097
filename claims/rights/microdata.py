"""Rights that a page marks in its own text: microdata (``itemprop``) and RDFa (``property``). Pure.

What is marked inside one item is one statement: its holder, years, notice and licence. An item that is a picture, or a
part of a figure, speaks of the picture alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml import html

from claims.rights.licences import licence_at
from claims.rights.notice import find_notices
from claims.rights.statements import address, clean, statement, years_in
from claims.rights.values import Notice
from claims.vocabulary import EvidenceMethod, RightsScope

_NAMES = frozenset({"copyrightholder", "copyrightyear", "copyrightnotice", "credittext", "license"})
_PICTURES = ("imageobject", "photograph")
_FIGURES = frozenset({"figure", "figcaption", "picture"})
_MOST_ITEMS = 500
_MOST_ANCESTORS = 30


def microdata_notices(tree: html.HtmlElement, base: str | None) -> Iterator[Notice]:
    """One notice for each item of a page that says anything of its rights, in order."""
    items: dict[html.HtmlElement, dict[str, str]] = {}
    for node in tree.iter("*"):
        name = _name(node)
        if name is None or (value := _value(node, name)) is None:
            continue
        item = _item(node)
        if item not in items and len(items) >= _MOST_ITEMS:
            break
        items.setdefault(item, {}).setdefault(name, value)
    for item, said in items.items():
        yield _notice(item, said, base)


def _name(node: html.HtmlElement) -> str | None:
    """The rights property that an element states; what a ``meta`` element states by ``property`` is read elsewhere."""
    stated = node.get("itemprop") or (None if node.tag == "meta" else node.get("property"))
    names = (stated or "")[:200].lower().split()
    return next((name for name in (part.rpartition(":")[2] for part in names) if name in _NAMES), None)


def _value(node: html.HtmlElement, name: str) -> str | None:
    if name == "license":
        stated = node.get("href") or node.get("resource") or node.get("content") or node.get("src")
        return clean(stated or node.text_content(), 2000)
    if node.get("content"):
        return clean(node.get("content"))
    named = next((inner for inner in node.iter("*") if "name" in (inner.get("itemprop") or "").split()), node)
    return clean(named.get("content") or named.text_content())


def _item(node: html.HtmlElement) -> html.HtmlElement:
    """The nearest item around a property: the page itself where there is none."""
    above = list(islice(node.iterancestors(), _MOST_ANCESTORS))
    scoped = (parent for parent in above if parent.get("itemscope") is not None or parent.get("typeof") is not None)
    return next(scoped, node.getroottree().getroot())


def _scope(item: html.HtmlElement) -> RightsScope:
    kind = f"{item.get('itemtype') or ''} {item.get('typeof') or ''}".lower()
    in_figure = any(parent.tag in _FIGURES for parent in [item, *islice(item.iterancestors(), 4)])
    return RightsScope.IMAGE if in_figure or any(name in kind for name in _PICTURES) else RightsScope.PAGE


def _notice(item: html.HtmlElement, said: dict[str, str], base: str | None) -> Notice:
    read = next(iter(find_notices(said["copyrightnotice"])), None) if "copyrightnotice" in said else None
    url = address(said.get("license"), base)
    years = years_in(said.get("copyrightyear", ""))
    years = (read.year_from, read.year_to) if read and years[0] is None else years
    plain = statement(
        verbatim="; ".join(f"{name}: {value}" for name, value in said.items()),
        method=EvidenceMethod.META,
        place="marked in the text",
        scope=_scope(item),
        rules=read.rules if read else (),
        licence=licence_at(url) if url else None,
    )
    return replace(
        plain,
        holder_text=said.get("copyrightholder") or (read.holder_text if read else None),
        year_from=years[0],
        year_to=years[1],
        credit_text=said.get("credittext"),
        licence_url=url,
        unless=read.unless if read else None,
    )
