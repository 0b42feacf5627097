"""schema.org DataFeed of ClaimReviews in the strict profile; ``item`` is a list, as readers of such feeds expect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claims.publishing.formats.claimreview import CONTEXT, strict
from claims.publishing.formats.values import Document, Site, moment, vetted_at


def feed(documents: Iterable[Document], site: Site) -> dict[str, Any]:
    """The reviews of ``documents``; what has none (withdrawn, withheld) is left out."""
    return {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": f"{site.name}: vetted claims",
        "url": f"{site.base}/feeds/claimreview.json",
        "dataFeedElement": [item for document in documents if (item := _item(document, site))],
    }


def _item(document: Document, site: Site) -> dict[str, Any] | None:
    review = strict(document, site)
    if review is None:
        return None
    return {
        "@type": "DataFeedItem",
        "url": site.page(document),
        "dateCreated": moment(vetted_at(document)),
        "dateModified": moment(document["released_at"]),
        "item": [{name: value for name, value in review.items() if name != "@context"}],
    }
