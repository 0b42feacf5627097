"""Snapshots to download as a WARC file. Whole copies of pages: the newsroom's own, kept from all others."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from claims.ledger.service import append
from claims.models import Claim, Document, User
from claims.rechecks.warc import snapshots_of, write_warc
from claims.web.editing import signed_in

_IN_MEMORY = 10_000_000
"""Bytes up to which a file stays in memory while it is made."""


@require_POST
def of_document(request: HttpRequest, public_id: str) -> FileResponse:
    """The snapshots of a document."""
    document = get_object_or_404(Document, public_id=public_id)
    return _file(signed_in(request), f"document/{document.public_id}", document=document)


@require_POST
def of_claim(request: HttpRequest, public_id: str) -> FileResponse:
    """The snapshots of the pages that a claim rests on."""
    claim = get_object_or_404(Claim, public_id=public_id)
    return _file(signed_in(request), f"claim/{claim.public_id}", claim=claim)


def _file(user: User, subject: str, *, document: Document | None = None, claim: Claim | None = None) -> FileResponse:
    name = f"{subject.replace('/', '-')}.warc.gz"
    chosen = snapshots_of(claim=claim, document=document)
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    tally = write_warc(file, chosen.iterator(chunk_size=200), name=name)
    written = tally.responses + tally.revisits
    append(actor=user, action="export_warc", subject=subject, after={"snapshots": written})
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/warc")
