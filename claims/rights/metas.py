"""Rights in ``meta`` elements and in the headers of an answer: reservations, upper bounds, holders. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from lxml import html

from claims.rights.clauses import rule
from claims.rights.licences import licence_at
from claims.rights.notice import find_notices
from claims.rights.statements import LONGEST, address, clean, statement
from claims.rights.values import Notice, Rule
from claims.vocabulary import EvidenceMethod, RightsAction, RightsBasis, RightsScope, RuleKind

_ROBOTS = frozenset({"robots", "googlebot", "googlebot-news"})
_HOLDERS = frozenset({"copyright", "rights", "dc.rights", "dcterms.rights", "dc.rightsholder", "dcterms.rightsholder"})
_LICENCES = frozenset({"license", "dcterms.license", "dc.license", "dc.rights.license"})
_SNIPPET = re.compile(r"(?<![\w-])max-snippet\s*:\s*(\d{1,6})(?!\d)", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![\w-])(nosnippet|noai|noimageai)(?![\w-])", re.IGNORECASE)
_USAGE = re.compile(r"(?<![\w-])(?:train-ai|ai-train|train-genai|ai|genai|bots)\s*=\s*(?:no?|\?0)(?![\w-])", re.I)
_LINK = re.compile(r"<(?P<url>[^<>\s]{1,2000})>(?P<said>[^<]{0,300})")
_LONGEST_NAME = 100
_MOST_LINKS = 20


def meta_notices(tree: html.HtmlElement, base: str | None) -> Iterator[Notice]:
    """One notice for each ``meta`` element that speaks of rights."""
    stated = [((node.get("name") or node.get("property") or "").strip().lower(), node) for node in tree.iter("meta")]
    contents = [(name, clean(node.get("content"), LONGEST) or "") for name, node in stated]
    policy = next((address(said, base) for name, said in contents if name == "tdm-policy"), None)
    for name, said in contents:
        if said:
            yield from _of_meta(name, said, policy, base)


def _of_meta(name: str, said: str, policy: str | None, base: str | None) -> Iterator[Notice]:
    place, verbatim = f"meta {name}", f"{name}: {said}"
    if name in _ROBOTS:
        yield from _robots(said, verbatim, EvidenceMethod.META, place)
    elif name == "tdm-reservation":
        yield from _reserved(said, verbatim, EvidenceMethod.META, place, policy)
    elif name in _LICENCES:
        yield from _licence(said, verbatim, place, base)
    elif name in _HOLDERS:
        yield from _holder(name, said, verbatim, place)


def header_notices(headers: Mapping[str, str], base: str | None) -> Iterator[Notice]:
    """One notice for each header that speaks of rights; names are in lower case."""
    method, policy = EvidenceMethod.HEADER, address(headers.get("tdm-policy"), base)
    yield from _linked(headers.get("link"), base)
    for name in ("tdm-reservation", "x-robots-tag", "content-usage", "content-signal"):
        said = clean(headers.get(name), LONGEST)
        if said is None:
            continue
        verbatim, place = f"{name}: {said}", f"header {name}"
        if name == "tdm-reservation":
            yield from _reserved(said, verbatim, method, place, policy)
        elif name == "x-robots-tag":
            yield from _robots(said, verbatim, method, place)
        elif _USAGE.search(said):
            rules = (_reservation(RightsAction.AI_TRAIN),)
            yield statement(verbatim=verbatim, method=method, place=place, scope=RightsScope.PAGE, rules=rules)


def _linked(said: str | None, base: str | None) -> Iterator[Notice]:
    """Licences in the ``Link`` header; one of RSL is recorded, not read."""
    for found in islice(_LINK.finditer((said or "")[:LONGEST]), _MOST_LINKS):
        url, terms = address(found["url"], base), found["said"].lower()
        if url is None or not re.search(r"\brel\s*=\s*\"?[^\";]*\blicense\b", terms):
            continue
        rsl = "application/rsl+xml" in terms
        licence = None if rsl else licence_at(url)
        plain = statement(
            verbatim=f"link: {found.group()}",
            method=EvidenceMethod.RSL if rsl else EvidenceMethod.HEADER,
            place="header link",
            scope=RightsScope.PAGE,
            licence=licence,
        )
        yield replace(plain, licence_url=None if rsl else url, terms_url=None if licence else url)


def _reservation(action: RightsAction) -> Rule:
    return rule(RuleKind.PROHIBIT, action, basis=RightsBasis.META)


def _reserved(said: str, verbatim: str, method: EvidenceMethod, place: str, policy: str | None) -> Iterator[Notice]:
    """Text and data mining: 1 reserves it; 0 reserves nothing and is no statement."""
    if said.strip() == "1":
        rules = (_reservation(RightsAction.TDM),)
        found = statement(verbatim=verbatim, method=method, place=place, scope=RightsScope.PAGE, rules=rules)
        yield replace(found, terms_url=policy)


def _robots(said: str, verbatim: str, method: EvidenceMethod, place: str) -> Iterator[Notice]:
    tokens = {token.lower() for token in _TOKEN.findall(said)}
    rules = [_reservation(RightsAction.AI_TRAIN)] if "noai" in tokens else []
    rules += _snippets(said, tokens)
    if rules:
        yield statement(verbatim=verbatim, method=method, place=place, scope=RightsScope.PAGE, rules=tuple(rules))
    if "noimageai" in tokens:
        of_pictures = (_reservation(RightsAction.AI_TRAIN),)
        yield statement(
            verbatim=f"{verbatim} (pictures)", method=method, place=place, scope=RightsScope.IMAGE, rules=of_pictures
        )


def _snippets(said: str, tokens: set[str]) -> list[Rule]:
    """No snippet at all is a prohibition of excerpts; a number of characters is a bound on them."""
    bounds = [int(number) for number in _SNIPPET.findall(said)]
    if "nosnippet" in tokens or 0 in bounds:
        return [_reservation(RightsAction.EXCERPT)]
    return [replace(_reservation(RightsAction.EXCERPT), max_chars=min(bounds))] if bounds else []


def _licence(said: str, verbatim: str, place: str, base: str | None) -> Iterator[Notice]:
    url = address(said, base)
    if url is not None:
        licence = licence_at(url)
        found = statement(
            verbatim=verbatim, method=EvidenceMethod.META, place=place, scope=RightsScope.PAGE, licence=licence
        )
        yield replace(found, licence_url=url)


def _holder(name: str, said: str, verbatim: str, place: str) -> Iterator[Notice]:
    """A notice in words is read like one; without any sign, a short content is the holder's name."""
    read = next(iter(find_notices(said)), None)
    url = address(said, None)
    plain = statement(
        verbatim=verbatim,
        method=EvidenceMethod.META,
        place=place,
        scope=RightsScope.PAGE,
        rules=read.rules if read else (),
        licence=licence_at(url) if url else None,
    )
    if read is not None:
        yield replace(
            plain, holder_text=read.holder_text, year_from=read.year_from, year_to=read.year_to, unless=read.unless
        )
    elif url is not None:
        yield replace(plain, licence_url=url)
    elif len(said) <= _LONGEST_NAME and re.search(r"[^\W\d_]", said) and name not in ("dc.rights", "rights"):
        yield replace(plain, holder_text=re.sub(r"^(?:by|von|par|por)\s", "", said, flags=re.IGNORECASE))
