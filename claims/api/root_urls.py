"""Addresses of released claims outside REST v1: formats by suffix, feeds, and the search that other clients know."""

from __future__ import annotations

from django.urls import path, register_converter

from claims.api.factcheck import ClaimSearch
from claims.api.published import ClaimFormat, ExcerptVocabulary, OEmbed, ReviewFeed, VettedFeed
from claims.publishing.formats.registry import BY_SUFFIX


class _Suffix:
    """A suffix that names a format, the longest first."""

    regex = "|".join(sorted((suffix.replace(".", r"\.") for suffix in BY_SUFFIX), key=len, reverse=True))

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(_Suffix, "format")

urlpatterns = [
    path("c/<slug:public_id>.<format:suffix>", ClaimFormat.as_view(), name="public_format"),
    path("api/v1/claims/<slug:public_id>.<format:suffix>", ClaimFormat.as_view(), name="api_claim_format"),
    path("feeds/claimreview.json", ReviewFeed.as_view(), name="feed_claimreview"),
    path("feeds/vetted.atom", VettedFeed.as_view(), name="feed_vetted"),
    path("v1alpha1/claims:search", ClaimSearch.as_view(), name="factcheck_search"),
    path("oembed", OEmbed.as_view(), name="oembed"),
    path("ns/excerpt", ExcerptVocabulary.as_view(), name="excerpt_vocabulary"),
]
