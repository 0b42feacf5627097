"""Outside ratings for editors: a file is taken in, looked at line by line, applied, and taken out again."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.credibility.outside import COLUMNS, MAX_BYTES, heading_of
from claims.models import RatingImport
from claims.recording.errors import InvalidEntry
from claims.recording.ratings import apply_import, preview, take_ratings, undo_import
from claims.vocabulary import RatingLine
from claims.web.editing import chosen, page_of, signed_in
from claims.web.editor_forms import RatingFileForm

ROWS = 100
"""Lines of an import on one page."""


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The imports, the newest first, and the form for a file."""
    form = RatingFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read(MAX_BYTES + 1)
            found = take_ratings(actor=signed_in(request), name=file.name, data=data, today=timezone.localdate())
        except InvalidEntry as error:
            form.add_error("file", str(error))
        else:
            return redirect("rating_import", found.public_id)
    rows = RatingImport.objects.select_related("taken_by").annotate(number=Count("ratings")).order_by("-id")
    context = {"form": form, "page": page_of(request, rows), "columns": COLUMNS}
    return render(request, "rating/imports.html", context, status=422 if form.errors else 200)


def _import(public_id: str) -> RatingImport:
    return get_object_or_404(RatingImport.objects.select_related("taken_by"), public_id=public_id)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Each line with what becomes of it; first those that somebody has to do something about."""
    imported, state = _import(public_id), chosen(request, "state", RatingLine)
    found = preview(imported, today=timezone.localdate())
    lines = [judged for judged in found.lines if state is None or judged.state is state]
    lines.sort(key=lambda judged: not judged.advice)
    context: dict[str, Any] = {
        "imported": imported,
        "found": found,
        "state": state,
        "new": found.count(RatingLine.NEW),
        "standing": imported.ratings.count(),
        "page": Paginator(lines, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "rating/import.html", context)


@require_POST
def apply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record what is new in the import."""
    imported = _import(public_id)
    number = apply_import(actor=signed_in(request), import_id=imported.pk, today=timezone.localdate())
    said = (
        f"{number:,} rating{'' if number == 1 else 's'} recorded." if number else "Nothing new: all of it is recorded."
    )
    messages.success(request, said)
    return redirect("rating_import", public_id)


@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the ratings of the import out again."""
    number = undo_import(actor=signed_in(request), import_id=_import(public_id).pk)
    messages.success(request, f"{number:,} rating{'' if number == 1 else 's'} taken out. The file stays here.")
    return redirect("rating_import", public_id)


@require_safe
def left(_request: HttpRequest, public_id: str) -> HttpResponse:
    """The lines that were not taken, as a file to mend: as they stood, with what to do in a last column."""
    imported = _import(public_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="left-{imported.public_id}.csv"'
    writer = csv.writer(answer)
    writer.writerow([*heading_of(imported.text), "what to do"])
    for judged in preview(imported, today=timezone.localdate()).left:
        writer.writerow([*judged.line.cells, judged.advice])
    return answer
