"""Parts of one release, each with the ETag of the release: evidence, versions, and where all comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.asked import known_only
from claims.api.views import JSON, answer, chosen_release
from claims.models import Release
from claims.publishing.service import HEAD, encode
from claims.vocabulary import ReleaseKind


def _head(release: Mapping[str, Any]) -> dict[str, Any]:
    return {name: release[name] for name in HEAD}


def _evidence(document: bytes) -> bytes:
    release = json.loads(document)
    return encode({**_head(release), "evidence": release["evidence"]})


class ClaimEvidence(APIView):
    """The evidence of a released claim."""

    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """As the release has it, which ``?version=`` may name."""
        known_only(request.GET, ("version",))
        return answer(request, chosen_release(request, public_id), _evidence)


class ClaimHistory(APIView):
    """The versions of a released claim."""

    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """Number, kind, time and ETag of every version, the newest first; of a withdrawn claim its tombstone."""
        known_only(request.GET, ())
        current = chosen_release(request, public_id)
        if current.kind == ReleaseKind.WITHDRAWN:
            return answer(request, current)
        names = ("version", "sequence", "kind", "released_at", "etag")
        versions = Release.objects.filter(claim=current.claim_id).order_by("-version").values(*names)
        return HttpResponse(encode({"id": public_id, "versions": list(versions)}), content_type=JSON)


class ClaimProvenance(APIView):
    """Where a released claim comes from, as a graph."""

    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """Nodes and edges read from the release, which ``?version=`` may name."""
        known_only(request.GET, ("version",))
        return answer(request, chosen_release(request, public_id), _provenance)


def _provenance(document: bytes) -> bytes:
    release = json.loads(document)
    nodes: dict[str, dict[str, Any]] = {}
    edges = [edge for entry in release["evidence"] for edge in _of_evidence(release, entry, nodes)]
    claim = _node(nodes, f"claim:{release['id']}", "claim", text=release["claim"])
    if release["claimant"]:
        edges.append(_edge(_source(nodes, release["claimant"], "claimant"), claim, "claimed"))
    edges += _shared(release["corroboration"]["why"])
    return encode({**_head(release), "nodes": list(nodes.values()), "edges": edges})


def _node(nodes: dict[str, dict[str, Any]], key: str, kind: str, **said: Any) -> str:
    nodes.setdefault(key, {"id": key, "kind": kind, **said})
    return key


def _edge(start: str, end: str, kind: str, **said: Any) -> dict[str, Any]:
    return {"from": start, "to": end, "kind": kind, **said}


def _source(nodes: dict[str, dict[str, Any]], source: Mapping[str, Any], place: str) -> str:
    """The node of a source; an unnamed one is one of its own wherever it stands, known by its descriptor alone."""
    key = f"source:{source['id']}" if source["id"] else f"unnamed:{place}"
    return _node(nodes, key, source["kind"], name=source["name"], descriptor=source["descriptor"])


def _of_evidence(
    release: Mapping[str, Any], entry: Mapping[str, Any], nodes: dict[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    evidence = _node(nodes, f"evidence:{entry['id']}", "evidence", quote=entry["passage"]["quote"])
    said = {"stance": entry["stance"], "directness": entry["directness"]}
    yield _edge(evidence, f"claim:{release['id']}", "bears_on", **said)
    page = entry["document"]
    document = _node(nodes, f"document:{page['id']}", "document", url=page["url"], published=page["published"])
    yield _edge(document, evidence, "holds", snapshot=entry["snapshot"]["sha256"])
    if page["outlet"]:
        yield _edge(_node(nodes, f"outlet:{page['outlet']}", "outlet", name=page["outlet"]), document, "published")
    sourcing = entry["sourcing"]
    if sourcing and sourcing["source"]:
        yield _edge(
            _source(nodes, sourcing["source"], f"{entry['id']}:source"), evidence, "said", type=sourcing["type"]
        )
    for number, hop in enumerate(sourcing["chain"] if sourcing else ()):
        ends = [hop["relayed_for"], hop["relayed_by"]]
        if all(ends):
            first, second = (_source(nodes, end, f"{entry['id']}:{number}:{i}") for i, end in enumerate(ends))
            yield _edge(first, second, "relayed_by", evidence=entry["id"])


def _shared(why: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Why pieces of evidence count as one origin, as the status tells it."""
    for origin in why["origins"]:
        for edge in origin["edges"]:
            told = {name: value for name, value in edge.items() if name not in ("a", "b", "kind")}
            yield _edge(f"evidence:{edge['a']}", f"evidence:{edge['b']}", edge["kind"], **told)
