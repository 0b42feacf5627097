"""PROV-JSON (W3C member submission): how a released version came about.

Every record has one identifier, and both ends of each relation are declared. When an activity ended is said in the
activity itself: the published schema misspells the relation for it. An unnamed source is an agent of this document
alone, called by its descriptor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.publishing.formats.fragment import passage_link
from claims.publishing.formats.values import Document, Site, called, is_withdrawn, known, moment, standing, status_of
from claims.vocabulary import SourceKind

_PERSONS = frozenset({SourceKind.PERSON, SourceKind.ACCOUNT, SourceKind.UNNAMED_PERSON})
_ORGANISATIONS = frozenset({SourceKind.ORGANISATION, SourceKind.GOVERNMENT, SourceKind.OUTLET})
_ENDS = {
    "wasAttributedTo": ("entity", "agent"),
    "wasAssociatedWith": ("activity", "agent"),
    "wasGeneratedBy": ("entity", "activity"),
    "used": ("activity", "entity"),
    "wasDerivedFrom": ("generatedEntity", "usedEntity"),
    "specializationOf": ("specificEntity", "generalEntity"),
    "actedOnBehalfOf": ("delegate", "responsible"),
}
"""The relations that are used, each with the names of its two ends."""


class _Graph:
    """Records by kind and identifier, in the order in which they come up."""

    def __init__(self, address: str) -> None:
        prefixes = {"here": f"{address}#", "schema": "https://schema.org/"}
        self.records: dict[str, dict[str, Any]] = {"prefix": prefixes}
        self._relations = 0

    def declare(self, kind: str, name: str, facts: Mapping[str, Any]) -> str:
        """Declare an entity, agent or activity once; its identifier."""
        self.records.setdefault(kind, {}).setdefault(f"here:{name}", known(facts))
        return f"here:{name}"

    def relate(self, kind: str, first: str, second: str, **facts: Any) -> None:
        """Relate two declared records."""
        self._relations += 1
        ends = dict(zip((f"prov:{end}" for end in _ENDS[kind]), (first, second), strict=True))
        self.records.setdefault(kind, {})[f"_:r{self._relations}"] = {**ends, **facts}


def provenance(document: Document, site: Site) -> dict[str, Any] | None:
    """The graph of a release: approval, evidence, pages and who says so; ``None`` of a withdrawn claim."""
    if is_withdrawn(document):
        return None
    graph = _Graph(site.file(document, "prov.json"))
    facts = {"prov:type": _name("prov:Organization"), "prov:label": site.name, "schema:url": _iri(f"{site.base}/")}
    publisher = graph.declare("agent", "publisher", facts)
    release = _release(graph, document, site, publisher)
    vetting = _vetting(graph, document, release, publisher)
    for entry in standing(document):
        passage = _passage(graph, entry)
        graph.relate("wasDerivedFrom", release, passage)
        graph.relate("used", vetting, passage)
    return graph.records


def _name(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _iri(address: str | None) -> dict[str, str] | None:
    return {"$": address, "type": "xsd:anyURI"} if address else None


def _time(text: str | None) -> dict[str, str] | None:
    return {"$": str(moment(text)), "type": "xsd:dateTime"} if text else None


def _release(graph: _Graph, document: Document, site: Site, publisher: str) -> str:
    """The released version, attributed to the publisher, and the one before it."""
    version = document["version"]
    facts = {
        "prov:label": document["claim"],
        "schema:url": _iri(site.page(document)),
        "schema:version": version,
        "schema:datePublished": _time(document["released_at"]),
        "schema:creativeWorkStatus": document["kind"],
        "here:corroboration": status_of(document).value,
    }
    release = graph.declare("entity", f"version-{version}", facts)
    graph.relate("wasAttributedTo", release, publisher)
    if version > 1:
        earlier = graph.declare("entity", f"version-{version - 1}", {"schema:version": version - 1})
        graph.relate("wasDerivedFrom", release, earlier, **{"prov:type": _name("prov:Revision")})
    if document["claimant"]:
        claim = graph.declare("entity", "claim", {"prov:label": document["claim"]})
        graph.relate("specializationOf", release, claim)
        graph.relate("wasAttributedTo", claim, _agent(graph, "claimant", document["claimant"]))
    return release


def _vetting(graph: _Graph, document: Document, release: str, publisher: str) -> str:
    """The review that led to the release, and who approved it."""
    review = document["review"]
    ended = moment(review["approved_at"])
    vetting = graph.declare("activity", "vetting", {"prov:endTime": ended, "here:fourEyes": review["four_eyes"]})
    graph.relate("wasGeneratedBy", release, vetting)
    graph.relate("wasAssociatedWith", vetting, publisher)
    if review["approved_by"]:
        facts = {"prov:type": _name("prov:Person"), "prov:label": review["approved_by"]}
        approver = graph.declare("agent", "approver", facts)
        graph.relate("wasAssociatedWith", vetting, approver)
        graph.relate("actedOnBehalfOf", approver, publisher)
    return vetting


def _passage(graph: _Graph, entry: Mapping[str, Any]) -> str:
    """A passage in its snapshot of its page; its words as far as they leave."""
    page, quoted = entry["document"], entry["passage"]["quote"]
    facts = {
        "prov:value": quoted,
        "schema:url": _iri(passage_link(page["url"], quoted)),
        "here:stance": entry["stance"],
    }
    passage = graph.declare(
        "entity", f"evidence-{entry['id']}", {**facts, "schema:creditText": entry["rights"]["credit"]}
    )
    sha256 = entry["snapshot"]["sha256"]
    taken = {"schema:sha256": sha256, "schema:dateCreated": _time(entry["snapshot"]["taken_at"])}
    snapshot = graph.declare("entity", f"snapshot-{page['id']}-{sha256[:16]}", taken)
    source = graph.declare("entity", f"document-{page['id']}", {"schema:url": _iri(page["url"])})
    graph.relate("wasDerivedFrom", passage, snapshot)
    graph.relate("specializationOf", snapshot, source)
    if page["outlet"]:
        named = {"prov:type": _name("prov:Organization"), "prov:label": page["outlet"]}
        graph.relate("wasAttributedTo", source, graph.declare("agent", f"outlet-{page['id']}", named))
    _sourcing(graph, entry, passage)
    return passage


def _sourcing(graph: _Graph, entry: Mapping[str, Any], passage: str) -> None:
    """Who says so on the page, and through whom it came: each hop a statement derived from the one before it."""
    sourcing = entry["sourcing"]
    if sourcing is None:
        return
    if sourcing["source"]:
        graph.relate("wasAttributedTo", passage, _agent(graph, f"source-{entry['id']}", sourcing["source"]))
    said = passage
    for number, hop in enumerate(sourcing["chain"], start=1):
        if hop["relayed_for"] is None:
            continue
        name = f"statement-{entry['id']}-{number}"
        before = graph.declare("entity", name, {"prov:label": "what was relayed"})
        graph.relate("wasDerivedFrom", said, before)
        graph.relate("wasAttributedTo", before, _agent(graph, f"relayed-{entry['id']}-{number}", hop["relayed_for"]))
        said = before


def _agent(graph: _Graph, place: str, source: Mapping[str, Any]) -> str:
    """A source as an agent: a named one by its public id, an unnamed one by its place in this document."""
    kind = source["kind"]
    person, organisation = kind in _PERSONS, kind in _ORGANISATIONS
    facts = {
        "prov:type": _name("prov:Person") if person else _name("prov:Organization") if organisation else None,
        "prov:label": called(source),
        "here:kind": kind,
    }
    return graph.declare("agent", f"source-{source['id']}" if source["id"] else place, facts)
