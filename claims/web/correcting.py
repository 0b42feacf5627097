"""Correcting the machine's reading of a statement, and taking the correction back; no claim is logged by it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import ReadingCorrection, Snapshot, User
from claims.reading.corrected import PersonsReading
from claims.reading.values import Reading, Statement
from claims.recording.corrections import correct_reading, say_no_statement, undo_correction
from claims.recording.errors import InvalidEntry
from claims.vocabulary import CorrectionKind, SourcingType, Voice
from claims.web.editing import done, signed_in
from claims.web.forms import UnknownText
from claims.web.passages import asked_statement
from claims.web.reading import kept_query, snapshot_of
from claims.web.record_forms import show_refusal

_KINDS = [
    (CorrectionKind.SOURCING.value, "A statement, with this sourcing"),
    (CorrectionKind.NO_STATEMENT.value, "No statement of the article"),
]


class CorrectionForm(forms.Form):
    """A person's whole reading of one statement."""

    kind = forms.ChoiceField(label="What it is", choices=_KINDS)
    sourcing_type = forms.ChoiceField(label="Sourcing", choices=SourcingType.choices())
    voice = forms.ChoiceField(label="Voice", choices=Voice.choices())
    source_words = UnknownText(
        label="Words used for the source", max_length=300, help_text="As they stand on the page."
    )
    cue = UnknownText(label="Cue, as “said” or “according to”", max_length=100)
    relayed_for = UnknownText(
        label="Reports for", max_length=300, help_text="The words for somebody else for whom the source speaks."
    )
    reason = UnknownText(label="Why", max_length=500, help_text="Helps those who improve the rules.")

    def persons_reading(self) -> PersonsReading:
        """The reading of a valid form."""
        data = self.cleaned_data
        return PersonsReading(
            sourcing=SourcingType(data["sourcing_type"]),
            voice=Voice(data["voice"]),
            source_words=data["source_words"],
            cue=data["cue"],
            relayed_for=data["relayed_for"],
        )


def _initial(statement: Statement, *, is_statement: bool) -> dict[str, Any]:
    kind = CorrectionKind.SOURCING if is_statement else CorrectionKind.NO_STATEMENT
    return {
        "kind": kind.value,
        "sourcing_type": statement.sourcing.value,
        "voice": statement.voice.value,
        "source_words": statement.source_words,
        "cue": statement.cue,
        "relayed_for": statement.relayed_for,
    }


def _back(request: HttpRequest, snapshot: Snapshot, number: int | None) -> str:
    """The address of the reading page as it was, at the statement with this number."""
    kept = kept_query(request)
    place = f"#s{number}" if number else ""
    return reverse("snapshot", args=[snapshot.public_id]) + (f"?{kept}" if kept else "") + place


def _number(reading: Reading, start: int) -> int | None:
    return next((n for n, one in enumerate(reading.statements, 1) if one.start <= start < one.end), None)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form for the statement of the address, filled in with how it counts now."""
    user, snapshot = signed_in(request), snapshot_of(public_id)
    reading, asked = asked_statement(request, snapshot)
    back = _back(request, snapshot, _number(reading, asked.machine.start))
    initial = _initial(asked.statement, is_statement=asked.is_statement)
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(form, user, snapshot, asked.machine):
        messages.success(request, "Your reading is kept beside the machine’s.")
        return redirect(back)
    context = {
        "form": form,
        "snapshot": snapshot,
        "title": snapshot.document.title or reading.title,
        "asked": asked,
        "attributed": reading.attributed,
        "back": back,
        "kept": kept_query(request),
    }
    return render(request, "read/correct.html", context, status=422 if form.errors else 200)


def _saved(form: CorrectionForm, user: User, snapshot: Snapshot, machine: Statement) -> ReadingCorrection | None:
    """The new row, or ``None`` with the reason beside its field."""
    start, end, reason = machine.start, machine.end, form.cleaned_data["reason"]
    try:
        if form.cleaned_data["kind"] == CorrectionKind.NO_STATEMENT:
            return say_no_statement(actor=user, snapshot=snapshot, start=start, end=end, reason=reason)
        mine = form.persons_reading()
        return correct_reading(actor=user, snapshot=snapshot, start=start, end=end, mine=mine, reason=reason)
    except InvalidEntry as error:
        show_refusal(form, error)
        return None


@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the machine's reading hold again."""
    snapshot = snapshot_of(public_id)
    rows = ReadingCorrection.objects.select_related("snapshot").filter(
        snapshot__document=snapshot.document_id, snapshot__readable=snapshot.readable_id
    )
    correction = get_object_or_404(rows, public_id=request.POST.get("correction", "").replace("\x00", ""))
    number = request.POST.get("number", "")
    user = signed_in(request)
    if done(request, lambda: undo_correction(actor=user, correction=correction)):
        messages.success(request, "Undone: the machine’s reading counts again. Both stay on record.")
    return redirect(_back(request, snapshot, int(number) if number.isascii() and number.isdigit() else None))
