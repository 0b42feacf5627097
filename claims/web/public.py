"""The public page of a claim, and its card for the pages of others: from the release and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims.models import Release
from claims.publishing.formats import citation, claimreview
from claims.publishing.formats.fragment import passage_link
from claims.publishing.formats.registry import FORMATS
from claims.publishing.formats.values import (
    Document,
    called,
    is_withdrawn,
    standing,
    status_of,
)
from claims.publishing.released import released, site_of
from claims.vocabulary import Directness, LinkState, Part, ReleaseKind, Stance, Voice
from claims.web.rights_words import reasons_words

_HTML = "text/html"
_BY_MEDIA = {found.media: found for found in FORMATS}
_TONES = {LinkState.ALIVE: "good", LinkState.DEAD: "bad", LinkState.UNCHECKED: "plain"}
_AGAINST = (Stance.CONTRADICTS, Stance.WITHDRAWS)
_CITING = frozenset({"bib", "ris", "csl.json", "txt"})


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page; another format where ``Accept`` prefers it; 410 for a withdrawn claim."""
    wanted = request.get_preferred_type([_HTML, *_BY_MEDIA])
    if wanted in _BY_MEDIA:
        response: HttpResponse = HttpResponseRedirect(_other(request, public_id, _BY_MEDIA[str(wanted)].suffix))
        response.status_code = 303
    else:
        response = _page(request, public_id, "public/claim.html")
    patch_vary_headers(response, ("Accept", "Cookie"))
    return response


@require_safe
@xframe_options_exempt
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """The claim in short, to stand in a frame on any page; without script."""
    response = _page(request, public_id, "public/card.html")
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]  # what the policy's middleware reads
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _other(request: HttpRequest, public_id: str, suffix: str) -> str:
    address = reverse("public_format", args=[public_id, suffix])
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def _version(request: HttpRequest) -> int | None:
    given = request.GET.get("version")
    if given is None:
        return None
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given[:10]) < 2**31:
        raise Http404
    return int(given[:10])


def _page(request: HttpRequest, public_id: str, template: str) -> HttpResponse:
    document = released(public_id.replace("\x00", ""), _version(request))
    if document is None:
        raise Http404
    site = site_of(request)
    found: dict[str, Any] = {
        "document": document,
        "site": site,
        "page": site.page(document),
        "open": settings.ANONYMOUS_READING,
    }
    rows = list(_versions(public_id))
    found |= {"versions": rows, "current": rows[0], "is_current": rows[0]["version"] == document["version"]}
    if is_withdrawn(document):
        when = datetime.fromisoformat(document["withdrawn"])
        return render(request, template, {**found, "withdrawn": when}, status=410)
    review = claimreview.rich(document, site)
    files = [(form, site.file(document, form.suffix)) for form in FORMATS]
    found |= {
        "title": document["claim"] or "A vetted claim whose words its terms withhold",
        "description": _description(document),
        "structured": _data_block(review) if review and found["is_current"] else None,
        "status": status_of(document).value,
        "claimant": called(document["claimant"]),
        "claimed": _date(document["claimed"]),
        "evidence": [_evidence(number, entry) for number, entry in enumerate(standing(document), start=1)],
        "as_of": datetime.fromisoformat(document["released_at"]),
        "approved_at": _time(document["review"]["approved_at"]),
        "reopened_at": _time(document["review"]["reopened_at"]),
        "given_at": _time((document.get("verdict") or {}).get("given_at")),
        "citation": citation.plain(document, site),
        "citing": [pair for pair in files if pair[0].suffix in _CITING],
        "formats": [pair for pair in files if pair[0].suffix not in _CITING],
    }
    return render(request, template, found)


def _versions(public_id: str) -> Iterator[dict[str, Any]]:
    """All versions of a claim, the newest first."""
    rows = Release.objects.filter(claim__public_id=public_id).order_by("-version")
    for row in rows.values("version", "kind", "released_at"):
        yield {**row, "label": ReleaseKind(row["kind"]).label}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _description(document: Document) -> str:
    verdict = f"{document['verdict']['text']}. " if document.get("verdict") else ""
    why = document["corroboration"]["why"].get("sentence", "")
    return f"{verdict}Corroboration: {status_of(document).label.lower()}. {why}".strip()


def _data_block(review: Mapping[str, Any]) -> SafeString:
    """JSON that can stand inside a script element: no sign in it ends the element or opens another."""
    text = json.dumps(review, ensure_ascii=False)
    escaped = text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
    return mark_safe(escaped)  # noqa: S308 - every sign of HTML is escaped


def _evidence(number: int, entry: Mapping[str, Any]) -> dict[str, Any]:
    page, rights, sourcing, health = (entry[name] for name in ("document", "rights", "sourcing", "link_health"))
    state = LinkState(health["state"]) if health else None
    return {
        "number": number,
        "id": entry["id"],
        "stance": Stance(entry["stance"]).label,
        "against": entry["stance"] in _AGAINST,
        "directness": Directness(entry["directness"]).label,
        "part": Part(entry["passage"]["part"]).label,
        "quote": entry["passage"]["quote"],
        "withheld": reasons_words(rights["reasons"]),
        "credit": rights["credit"],
        "link": passage_link(page["url"], entry["passage"]["quote"]),
        "outlet": page["outlet"],
        "url": page["url"],
        "published": _date(page["published"]),
        "precision": page["published_precision"],
        "taken_at": _time(entry["snapshot"]["taken_at"]),
        "sha256": entry["snapshot"]["sha256"],
        "sourcing": sourcing["type"] if sourcing else None,
        "voice": Voice(sourcing["voice"]).label if sourcing and sourcing["voice"] else None,
        "source": called(sourcing["source"]) if sourcing else None,
        "chain": list(_chain(sourcing["chain"])) if sourcing else [],
        "state": state.label if state else None,
        "state_tone": _TONES.get(state, "warn") if state else "",
        "checked_at": _time(health["checked_at"]) if health else None,
    }


def _chain(hops: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for hop in hops:
        by, on_behalf = called(hop["relayed_by"]), called(hop["relayed_for"])
        yield f"{by or 'somebody not named'}, for {on_behalf or 'somebody not named'}"
