"""The terms of the excerpts as ODRL 2.2: an Assertion for each passage, with a small profile of our own.

The context stands in the document and beside it (``excerpt.jsonld``): nobody has to fetch anything to read it. The
terms are what the release was made under: a statement of what was found, not an offer and not legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.publishing.formats.annotation import anchor
from claims.publishing.formats.values import Document, Site, is_withdrawn, known, standing

PROFILE = "http://www.w3.org/ns/odrl.jsonld"
"""The profile of the media type ``application/ld+json`` that says that it is ODRL."""
_ODRL = "http://www.w3.org/ns/odrl/2/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NAMES = ("profile", "permission", "prohibition", "duty", "target", "refinement", "constraint", "assigner")
_TERMS = ("action", "conflict", "leftOperand", "operator")


def vocabulary(site: Site) -> str:
    """Where the profile of this installation is defined; its terms follow a ``#``."""
    return f"{site.base}/ns/excerpt"


def context(site: Site) -> dict[str, Any]:
    """What the names of a policy stand for, so that no processor has to look elsewhere."""
    linked = {name: {"@id": f"odrl:{name}", "@type": "@id"} for name in _NAMES}
    words = {name: {"@id": f"odrl:{name}", "@type": "@vocab"} for name in _TERMS}
    return {
        "odrl": _ODRL,
        "rdf": _RDF,
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "x": f"{vocabulary(site)}#",
        "@vocab": _ODRL,
        "uid": "@id",
        "type": "@type",
        "rightOperand": {"@id": "odrl:rightOperand"},
        **linked,
        **words,
    }


def policies(document: Document, site: Site) -> dict[str, Any] | None:
    """The terms of every excerpt of a claim; ``None`` of a withdrawn one."""
    if is_withdrawn(document):
        return None
    found = [_policy(entry, document, site) for entry in standing(document)]
    return {"@context": context(site), "@graph": found}


def _policy(entry: Mapping[str, Any], document: Document, site: Site) -> dict[str, Any]:
    rights = entry["rights"]
    quoted = entry["passage"]["quote"] is not None
    rule = {"target": anchor(entry, document, site), "action": _action(rights) if quoted else "x:excerpt"}
    if rights["until"]:
        rule["constraint"] = [_limit("dateTime", {"@value": rights["until"], "@type": "xsd:date"})]
    allowed = known({**rule, "duty": _duties(rights, entry["document"]["url"])})
    return {
        "type": "Assertion",
        "uid": f"{site.file(document, 'odrl.jsonld')}#{entry['id']}",
        "profile": vocabulary(site),
        "conflict": "prohibit",
        ("permission" if quoted else "prohibition"): [allowed if quoted else rule],
    }


def _action(rights: Mapping[str, Any]) -> Any:
    """To take an excerpt, of no more words than the terms allow."""
    if rights.get("max_words") is None:
        return "x:excerpt"
    words = _limit("x:excerptWords", {"@value": rights["max_words"], "@type": "xsd:integer"})
    return [{"rdf:value": {"@id": "x:excerpt"}, "refinement": [words]}]


def _limit(what: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"leftOperand": what, "operator": "lteq", "rightOperand": dict(value)}


def _duties(rights: Mapping[str, Any], url: str | None) -> list[dict[str, Any]]:
    duties: list[dict[str, Any]] = []
    if rights["credit"]:
        duties.append({"action": "attribute", "x:creditLine": rights["credit"]})
    if rights["link_required"] and url:
        duties.append({"action": "x:linkToSource", "x:source": {"@id": url}})
    return duties


def profile(site: Site) -> dict[str, Any]:
    """The profile itself: its terms, defined."""
    here = vocabulary(site)
    terms = (
        ("excerpt", "odrl:Action", "Excerpt", "To quote words of the asset verbatim.", "odrl:reproduce"),
        ("linkToSource", "odrl:Action", "Link to the source", "To link to where the asset was published.", None),
        ("excerptWords", "odrl:LeftOperand", "Words of an excerpt", "The number of words of one excerpt.", None),
        ("creditLine", "rdf:Property", "Credit line", "The words of the credit to print.", None),
        ("source", "rdf:Property", "Source", "The address to link to.", None),
    )
    return {
        "@context": {**context(site), "skos": _SKOS, "includedIn": {"@id": "odrl:includedIn", "@type": "@id"}},
        "@graph": [
            known(
                {
                    "uid": f"{here}#{name}",
                    "type": [kind, "skos:Concept"],
                    "skos:prefLabel": {"@value": label, "@language": "en"},
                    "skos:definition": {"@value": meaning, "@language": "en"},
                    "includedIn": above,
                }
            )
            for name, kind, label, meaning, above in terms
        ],
    }
