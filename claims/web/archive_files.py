"""Snapshots to download as a WARC file. Whole copies of pages: the newsroom's own, kept from all others."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from claims.ledger.service import append
from claims.models import Claim, Document, Link, Snapshot, User
from claims.rechecks.warc import Stream, extent, snapshots_of
from claims.web.editing import PAGE, signed_in
from claims.web.link_list import Filters
from claims.web.rechecking import back_to_list


@require_POST
def of_document(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """The snapshots of a document."""
    document = get_object_or_404(Document, public_id=public_id)
    return _file(signed_in(request), f"document/{document.public_id}", snapshots_of(document=document))


@require_POST
def of_claim(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """The snapshots of the pages that a claim rests on."""
    claim = get_object_or_404(Claim, public_id=public_id)
    return _file(signed_in(request), f"claim/{claim.public_id}", snapshots_of(claim=claim))


@require_POST
def of_links(request: HttpRequest) -> HttpResponseBase:
    """The snapshots of the pages behind links: those that are ticked, else all that fit the filters. First how much."""
    filters, ticked = Filters.of(request.POST), request.POST.getlist("link")[:PAGE]
    links = Link.objects.filter(public_id__in=ticked) if ticked else filters.rows()
    chosen = snapshots_of(documents=Document.objects.filter(links__in=links.order_by().values("pk")))
    if request.POST.get("confirmed") == "1":
        return _file(signed_in(request), "links", chosen)
    context = {
        "filters": filters,
        "ticked": ticked,
        "links": links.count(),
        "extent": extent(chosen),
        "back": back_to_list(request),
    }
    return render(request, "link/warc.html", context)


def _file(user: User, subject: str, chosen: QuerySet[Snapshot]) -> StreamingHttpResponse:
    """A file that is made while it is sent; the ledger knows before the first byte leaves."""
    name = f"{subject.replace('/', '-')}.warc.gz"
    with transaction.atomic():
        append(actor=user, action="export_warc", subject=subject, after={"snapshots": chosen.count()})
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    stream = Stream(chosen.iterator(chunk_size=50), name)
    return StreamingHttpResponse(stream, content_type="application/warc", headers=headers)
