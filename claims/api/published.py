"""What is released, in the formats of the trade: of one claim by suffix or Accept, and as feeds."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.html import format_html
from django.utils.http import quote_etag
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotFound
from rest_framework.permissions import BasePermission
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.access import TokenAuthentication, carries
from claims.api.asked import refuse, whole
from claims.api.views import JSON, ClaimDetail
from claims.models import CurrentRelease, User
from claims.publishing.formats import atom, datafeed, odrl
from claims.publishing.formats.registry import BY_SUFFIX, FORMATS, Format
from claims.publishing.formats.values import Site, encoded, is_withdrawn
from claims.publishing.released import released, said_today, site_of
from claims.vocabulary import Scope

_BY_MEDIA = {found.media: found for found in FORMATS}
REVIEWS_A_PART, ENTRIES_A_PART = 1000, 50
"""Claims in one part of the feed of reviews, and in one of the Atom feed."""


class MayReadPublished(BasePermission):
    """A token with the scope ``read``, whoever is signed in, and everybody where the installation lets them."""

    message = f"This token lacks the scope “{Scope.READ.value}”."

    def has_permission(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the framework's signature
        """Whether the request may see what is released."""
        if settings.ANONYMOUS_READING and request.auth is None:
            return True
        if request.auth is None:
            return isinstance(request.user, User)
        return carries(request, Scope.READ)


class _AsAsked:
    """For views that choose what they answer in themselves: the framework refuses nothing."""

    def perform_content_negotiation(
        self,
        request: Request,  # noqa: ARG002 - the framework's signature
        force: bool = False,  # noqa: ARG002 - likewise
    ) -> tuple[BaseRenderer, str]:
        """JSON, in which errors are told."""
        return JSONRenderer(), JSON


class PublishedView(_AsAsked, APIView):
    """A view of what is released."""

    authentication_classes = (TokenAuthentication, SessionAuthentication)
    permission_classes = (MayReadPublished,)


def finished(request: Request, body: bytes, media: str, *, status: int = 200) -> HttpResponseBase:
    """Bytes with their strong ETag; 304 when the caller has them."""
    response = HttpResponse(body, content_type=media, status=status)
    return conditional(request, response, hashlib.sha256(body).hexdigest())


def conditional(request: Request, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The response, or 304 for who has what bears the ``tag``."""
    etag, answer = quote_etag(tag), response
    if isinstance(response, HttpResponse) and response.status_code == 200:
        answer = get_conditional_response(request._request, etag=etag, response=response) or response
    if response.status_code in (200, 304):
        answer["ETag"] = etag
    patch_vary_headers(answer, ("Accept", "Authorization", "Cookie"))
    if settings.ANONYMOUS_READING:  # open to everybody, so to programs in the pages of others too
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def version_of(request: Request) -> int | None:
    """The version that ``?version=`` names; raises ``ValidationError`` for what is none."""
    return whole(request.GET, "version", default=0, least=1, most=2**31 - 1) or None


def in_format(request: Request, public_id: str, wanted: Format) -> HttpResponseBase:
    """A claim in a format; 410 with the tombstone of a withdrawn one, 404 where the terms leave nothing to say."""
    document = released(public_id, version_of(request))
    if document is None:
        raise Http404
    if is_withdrawn(document):
        return finished(request, encoded(document), JSON, status=410)
    body = wanted.body(document, site_of(request._request))
    if body is None:
        raise NotFound("The terms withhold the words of this claim, and it has no paraphrase: there is no such format.")
    return finished(request, body, wanted.content_type)


class ClaimFormat(PublishedView):
    """One claim in the format of a suffix."""

    def get(self, request: Request, public_id: str, suffix: str) -> HttpResponseBase:
        """The current release, or the one of ``?version=`` as far as it may still leave."""
        return in_format(request, public_id, BY_SUFFIX[suffix])


class NegotiatedDetail(_AsAsked, ClaimDetail):
    """One claim in the format that the caller prefers: the release itself unless ``Accept`` says otherwise."""

    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """As :class:`ClaimDetail`, or as the format whose media type is asked for."""
        preferred = request._request.get_preferred_type([JSON, *_BY_MEDIA])
        if preferred in _BY_MEDIA:
            return in_format(request, public_id, _BY_MEDIA[str(preferred)])
        response = super().get(request, public_id)
        patch_vary_headers(response, ("Accept",))
        return response


def _part(request: Request, size: int, rows: QuerySet[CurrentRelease]) -> tuple[list[int], int | None]:
    """The sequence numbers of the part of a feed that ``?before=`` names, and where the next one begins."""
    given = request.query_params.get("before")
    if given is not None:
        if not (given.isascii() and given.isdigit()) or len(given) > 18:
            refuse("before", "is not one that this feed gave out.")
        rows = rows.filter(release__lt=int(given))
    found = list(rows.order_by("-release").values_list("release_id", flat=True)[: size + 1])
    return found[:size], found[size - 1] if len(found) > size else None


class _Feed(PublishedView, ABC):
    """The newest current releases; who has the same part gets 304 without that any document is read."""

    size, media, path = 0, JSON, ""

    def get(self, request: Request) -> HttpResponseBase:
        """A part of the feed, the newest first; ``Link`` and the feed itself name the next one."""
        site = site_of(request._request)
        sequences, before = _part(request, self.size, self.rows())
        following = f"{site.base}{self.path}?before={before}" if before else None
        # what may be said can end with the day
        named = f"{self.path}{sequences}{site}{timezone.localdate()}{following}"
        tag = hashlib.sha256(named.encode()).hexdigest()
        response = get_conditional_response(request._request, etag=quote_etag(tag))
        if response is None:
            body = self.body(self._documents(sequences), site, following)
            response = HttpResponse(body, content_type=self.media)
        answer = conditional(request, response, tag)
        if following:
            answer["Link"] = f'<{following}>; rel="next"'
        return answer

    def rows(self) -> QuerySet[CurrentRelease]:
        """The rows of the feed."""
        return CurrentRelease.objects.all()

    @abstractmethod
    def body(self, documents: list[dict[str, Any]], site: Site, following: str | None) -> bytes:
        """The bytes of a part."""

    @staticmethod
    def _documents(sequences: list[int]) -> list[dict[str, Any]]:
        rows = CurrentRelease.objects.filter(release__in=sequences).order_by("-release")
        return [said_today(document) for document in rows.values_list("release__document", flat=True)]


class ReviewFeed(_Feed):
    """schema.org DataFeed of ClaimReviews."""

    size, media, path = REVIEWS_A_PART, "application/ld+json", "/feeds/claimreview.json"

    def rows(self) -> QuerySet[CurrentRelease]:
        """Without withdrawn claims, which have no review."""
        return CurrentRelease.objects.exclude(kind="withdrawn")

    def body(self, documents: list[dict[str, Any]], site: Site, following: str | None) -> bytes:  # noqa: ARG002 - as all feeds
        """The reviews; the next part is named by ``Link`` alone."""
        return encoded(datafeed.feed(documents, site))


class VettedFeed(_Feed):
    """Atom of what was released last, tombstones included."""

    size, media, path = ENTRIES_A_PART, "application/atom+xml; charset=utf-8", "/feeds/vetted.atom"

    def body(self, documents: list[dict[str, Any]], site: Site, following: str | None) -> bytes:
        """The entries, with the link to the next part (RFC 5005)."""
        address = f"{site.base}{self.request.get_full_path()}"
        return atom.feed(documents, site, address=address, following=following)


_CARD = {"width": 600, "height": 320}


class OEmbed(PublishedView):
    """oEmbed: the card of a claim, for whoever pastes the address of its page."""

    def get(self, request: Request) -> HttpResponseBase:
        """The frame to put in, no larger than ``maxwidth`` and ``maxheight``."""
        given = request.query_params
        if given.get("format", "json") != "json":
            return HttpResponse("Only JSON is offered.", status=501, content_type="text/plain")
        site = site_of(request._request)
        public_id = given.get("url", "").removeprefix(f"{site.base}/c/").partition("?")[0].partition("#")[0]
        document = released(public_id.replace("\x00", ""))
        if document is None:
            raise Http404
        if is_withdrawn(document):
            return finished(request, encoded(document), JSON, status=410)
        return finished(request, encoded(self._card(document, site)), JSON)

    def _card(self, document: dict[str, Any], site: Site) -> dict[str, Any]:
        size = {name: min(most, self._at_most(f"max{name}")) for name, most in _CARD.items()}
        title = document["claim"] or "A vetted claim"
        frame = '<iframe src="{}/card" width="{}" height="{}" title="{}" loading="lazy"></iframe>'
        return {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": site.name,
            "provider_url": f"{site.base}/",
            "cache_age": 3600,
            **size,
            "html": format_html(frame, site.page(document), size["width"], size["height"], title),
        }

    def _at_most(self, name: str) -> int:
        given = self.request.query_params.get(name, "")
        return max(1, int(given[:6])) if given.isascii() and given.isdigit() else 10_000


class ExcerptVocabulary(_AsAsked, APIView):
    """The small ODRL profile for excerpts: words, defined; for everybody."""

    authentication_classes = ()
    permission_classes = ()

    def get(self, request: Request) -> HttpResponseBase:
        """The profile as JSON-LD, with its context."""
        profile: Mapping[str, Any] = odrl.profile(site_of(request._request))
        return finished(request, encoded(profile), "application/ld+json")
