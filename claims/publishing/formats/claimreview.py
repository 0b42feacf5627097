"""schema.org ClaimReview: *rich*, with all that the vocabulary has a word for, and *strict*.

The strict profile holds only what the readers of the trade check for: ratings as strings, places where the claim
appears as a list, no further names. Ratings keep their scale as it was given; some run backwards. ``claimReviewed`` is
never shortened. A claim without a verdict is rated by its corroboration status, and the rich profile says that
(``reviewAspect``). There is no review of a claim whose words its terms withhold, nor of a withdrawn one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.publishing.formats.fragment import passage_link
from claims.publishing.formats.values import (
    Document,
    Site,
    appearing,
    called,
    day,
    is_withdrawn,
    known,
    moment,
    rating_of,
    standing,
    vetted_at,
)
from claims.vocabulary import SourceKind

CONTEXT = "https://schema.org"
_TYPES = {
    SourceKind.PERSON: "Person",
    SourceKind.ACCOUNT: "Person",
    SourceKind.UNNAMED_PERSON: "Person",
    SourceKind.GOVERNMENT: "GovernmentOrganization",
    SourceKind.OUTLET: "NewsMediaOrganization",
    SourceKind.DOCUMENT: "CreativeWork",
    SourceKind.DATASET: "Dataset",
}
_PLAIN = {"Person": "Person"}


def is_reviewed(document: Document) -> bool:
    """Whether there is a review to show."""
    return not is_withdrawn(document) and document["claim"] is not None


def strict(document: Document, site: Site) -> dict[str, Any] | None:
    """The review in the strict profile, or ``None`` where there is none."""
    if not is_reviewed(document):
        return None
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "datePublished": vetted_at(document)[:10],
        "url": site.page(document),
        "claimReviewed": document["claim"],
        "author": {"@type": "Organization", "name": site.name, "url": f"{site.base}/"},
        "itemReviewed": known(
            {
                "@type": "Claim",
                "author": _claimant(document, plain=True),
                "datePublished": day(document["claimed"], document["claimed_precision"]),
                "appearance": [
                    {"@type": "CreativeWork", "url": entry["document"]["url"]} for entry in appearing(document)
                ],
            }
        ),
        "reviewRating": _rating(document),
    }


def rich(document: Document, site: Site) -> dict[str, Any] | None:
    """The review with evidence, terms and history, or ``None`` where there is none."""
    plain = strict(document, site)
    if plain is None:
        return None
    page = site.page(document)
    return known(
        {
            **plain,
            "@id": f"{page}#review",
            "mainEntityOfPage": page,
            "identifier": document["id"],
            "version": document["version"],
            "dateModified": moment(document["released_at"]),
            "creativeWorkStatus": _state(document),
            "publisher": plain["author"],
            "reviewBody": document["corroboration"]["why"].get("sentence"),
            "keywords": list(document["tags"]),
            "itemReviewed": _item(document, plain["itemReviewed"], page),
            "reviewRating": _explained(document, plain["reviewRating"]),
            "citation": [_quotation(entry) for entry in standing(document)],
        }
    )


def _state(document: Document) -> str:
    return "Under recheck" if document["kind"] == "under_recheck" else "Vetted"


def _claimant(document: Document, *, plain: bool) -> dict[str, Any] | None:
    source = document["claimant"]
    name = called(source)
    if name is None:
        return None
    kind = _TYPES.get(source["kind"], "Organization")
    return {"@type": _PLAIN.get(kind, "Organization") if plain else kind, "name": name}


def _item(document: Document, item: Mapping[str, Any], page: str) -> dict[str, Any]:
    return known(
        {
            **item,
            "@id": f"{page}#claim",
            "text": document["claim"],
            "inLanguage": document["language"],
            "author": _claimant(document, plain=False),
            "appearance": [_work(entry) for entry in appearing(document)],
        }
    )


def _number(value: float) -> str:
    return f"{value:g}"


def _rating(document: Document) -> dict[str, Any]:
    """The rating on its own scale, as strings; words alone where it has no place on one."""
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": rating_of(document)}
    verdict = document.get("verdict")
    if verdict and verdict["value"] is not None:
        places = (("ratingValue", "value"), ("bestRating", "best"), ("worstRating", "worst"))
        rating |= {name: _number(verdict[place]) for name, place in places}
    return rating


def _explained(document: Document, rating: Mapping[str, Any]) -> dict[str, Any]:
    verdict = document.get("verdict")
    if verdict:
        return known({**rating, "ratingExplanation": verdict["meaning"], "name": verdict["scale"]})
    return {
        **rating,
        "reviewAspect": "corroboration",
        "ratingExplanation": "No verdict was given: this is how well the claim is corroborated.",
    }


def _work(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The page with its terms in the words of schema.org."""
    page, rights = entry["document"], entry["rights"]
    holder, outlet = rights.get("holder"), page["outlet"]
    return known(
        {
            "@type": "CreativeWork",
            "url": page["url"],
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
            "datePublished": day(page["published"], page["published_precision"]),
            "copyrightHolder": {"@type": "Organization", "name": holder} if holder else None,
            "copyrightYear": rights.get("year"),
            "creditText": rights["credit"],
            "license": rights.get("licence_url"),
            "usageInfo": rights.get("terms_url"),
            "acquireLicensePage": rights.get("acquire_url"),
        }
    )


def _quotation(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A piece of evidence: the passage as far as it leaves, with the link to it and what it does to the claim."""
    quoted = entry["passage"]["quote"]
    return known(
        {
            "@type": "Quotation" if quoted else "CreativeWork",
            "identifier": entry["id"],
            "text": quoted,
            "url": passage_link(entry["document"]["url"], quoted),
            "spokenByCharacter": _speaker(entry) if quoted else None,
            "creditText": entry["rights"]["credit"],
            "keywords": [entry["stance"], entry["directness"]],
            "isPartOf": _work(entry),
        }
    )


def _speaker(entry: Mapping[str, Any]) -> dict[str, Any] | None:
    sourcing = entry["sourcing"]
    name = called(sourcing["source"]) if sourcing else None
    if name is None:
        return None
    return {"@type": _PLAIN.get(_TYPES.get(sourcing["source"]["kind"], ""), "Organization"), "name": name}
