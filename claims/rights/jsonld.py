"""Rights in the JSON-LD of a page: schema.org holder, year, licence, credit and where to ask. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from lxml import html

from claims.rights.licences import licence_at
from claims.rights.notice import find_notices
from claims.rights.statements import address, clean, statement, years_in
from claims.rights.values import Notice
from claims.vocabulary import EvidenceMethod, RightsScope

_KEYS = (
    "copyrightHolder",
    "copyrightYear",
    "copyrightNotice",
    "creditText",
    "license",
    "acquireLicensePage",
    "usageInfo",
)
_SCOPES = {
    "ImageObject": RightsScope.IMAGE,
    "Photograph": RightsScope.IMAGE,
    "VideoObject": RightsScope.EMBEDDED,
    "AudioObject": RightsScope.EMBEDDED,
    "Comment": RightsScope.COMMENTS,
    "WebSite": RightsScope.SITE,
    "CreativeWork": RightsScope.ARTICLE,
    "Report": RightsScope.ARTICLE,
}
_DEEPEST = 8
_MOST_OBJECTS = 1000

Value = object
Object = Mapping[str, Value]


def json_ld_notices(tree: html.HtmlElement, base: str | None) -> Iterator[Notice]:
    """One notice for each object that states rights, in the order of the page."""
    objects = list(islice(_objects(tree), _MOST_OBJECTS))
    by_id = {str(found["@id"]): found for found in objects if "@id" in found and len(found) > 1}
    for found in objects:
        scope = _scope(found)
        if scope is not None and any(found.get(key) for key in _KEYS):
            yield _notice(found, scope, by_id, base)


def _objects(tree: html.HtmlElement) -> Iterator[Object]:
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json":
            try:
                yield from _inside(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def _inside(value: Value, depth: int = 0) -> Iterator[Object]:
    """Every object in a value, itself first; a page may nest without end, so deep ones are left out."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _inside(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for entry in value.values():
            yield from _inside(entry, depth + 1)


def _types(found: Object) -> list[str]:
    stated = found.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return [entry.rpartition("/")[2] for entry in listed if isinstance(entry, str)]


def _scope(found: Object) -> RightsScope | None:
    """What an object is about; ``None`` for people, products and the like."""
    types = _types(found)
    for name in types:
        if name in _SCOPES:
            return _SCOPES[name]
        if name.endswith(("Article", "Posting")):
            return RightsScope.ARTICLE
        if name.endswith("Page"):
            return RightsScope.PAGE
    return None if types else RightsScope.PAGE


def _name(value: Value, by_id: Mapping[str, Object], depth: int = 0) -> str | None:
    if isinstance(value, list):
        names = [name for entry in value[:5] if depth < 2 and (name := _name(entry, by_id, depth + 1))]
        return clean(", ".join(names))
    if isinstance(value, dict):
        stated = value.get("name") or by_id.get(str(value.get("@id")), {}).get("name")
        return clean(stated)
    return clean(value)


def _first(value: Value) -> Value:
    entry = value[0] if isinstance(value, list) and value else value
    return entry.get("@id") or entry.get("url") if isinstance(entry, dict) else entry


def _notice(found: Object, scope: RightsScope, by_id: Mapping[str, Object], base: str | None) -> Notice:
    stated = {key: found[key] for key in _KEYS if found.get(key)}
    licence_url = address(_first(stated.get("license")), base)
    holder = _name(stated.get("copyrightHolder"), by_id)
    years = years_in(stated.get("copyrightYear"))
    plain = statement(
        verbatim=json.dumps(stated, ensure_ascii=False),
        method=EvidenceMethod.JSON_LD,
        place=f"JSON-LD {'/'.join(_types(found)) or 'object'}: {', '.join(stated)}"[:500],
        scope=scope,
        licence=licence_at(licence_url) if licence_url else None,
    )
    whole = replace(
        plain,
        holder_text=holder,
        year_from=years[0],
        year_to=years[1],
        credit_text=clean(stated.get("creditText")),
        licence_url=licence_url,
        terms_url=address(_first(stated.get("usageInfo")), base),
        acquire_url=address(_first(stated.get("acquireLicensePage")), base),
    )
    return _with_words(whole, clean(stated.get("copyrightNotice"), 2000))


def _with_words(notice: Notice, words: str | None) -> Notice:
    """A ``copyrightNotice`` is text for people: it is read like one, and fills what the data leaves open."""
    read = next(iter(find_notices(words or "")), None)
    if read is None:
        return notice
    years = (read.year_from, read.year_to) if notice.year_from is None else (notice.year_from, notice.year_to)
    return replace(
        notice,
        holder_text=notice.holder_text or read.holder_text,
        year_from=years[0],
        year_to=years[1],
        rules=(*notice.rules, *(replace(rule, scope=notice.scope) for rule in read.rules)),
        unless=read.unless,
    )
