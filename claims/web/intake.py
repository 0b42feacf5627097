"""The three ways in: text, address, file. One form with one button."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from claims.capture.errors import CaptureError, Refused
from claims.capture.guard import check_url
from claims.capture.installation import installation_limits
from claims.capture.intake import MAX_FILE, from_file, from_text, from_url
from claims.capture.values import Captured
from claims.web.forms import Line, Lines

ACCEPTED = ".html,.htm,.xhtml,.pdf,.eml,.txt,text/html,application/pdf,message/rfc822,text/plain"
WAYS = ("text", "file", "address")


class IntakeForm(forms.Form):
    """A text, an address or a file; beside a text or file the address says where that stands, and is not visited.

    Only :func:`captured` judges what came in, so that every message is its own.
    """

    text = forms.Field(
        label="Text of the article",
        required=False,
        widget=Lines(attrs={"class": "tall", "rows": 8}),
        help_text="Paste all of it, from the headline to the copyright notice.",
    )
    address = forms.Field(
        label="or its address",
        required=False,
        help_text="Alone it is visited. Beside a text or file it says where that stands.",
        widget=Line(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="or a file",
        required=False,
        allow_empty_file=True,
        help_text="HTML, PDF with text, a forwarded e-mail (.eml), or plain text.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all, and a text beside a file."""
        data: dict[str, Any] = super().clean() or {}
        given = self.given()
        if {"text", "file"} <= set(given):
            self.add_error("file", "There is a text and a file here: which of them is it? Empty the other.")
        if not given and not self.errors:
            self.add_error("text", "There is no text here. Paste the article, give its address, or choose a file.")
        return data

    def given(self) -> list[str]:
        """The names of the ways that were filled in."""
        return [name for name in WAYS if self._is_given(self.cleaned_data.get(name))]

    def _is_given(self, value: object) -> bool:
        return bool(value.strip()) if isinstance(value, str) else value is not None


def _with_scheme(address: str) -> str:
    """``address`` as typed, with https:// where no scheme was typed."""
    kept = address.strip()
    return kept if "://" in kept else f"https://{kept}"


def captured(form: IntakeForm) -> Captured:
    """What the valid ``form`` brings in. Raises ``CaptureError``."""
    data, limits = form.cleaned_data, installation_limits()
    address = _with_scheme(data["address"]) if "address" in form.given() else None
    if address is not None and form.given() == ["address"]:
        return from_url(address, limits=limits)
    if address is not None:
        check_url(address, allowed=limits.allowed)
    return replace(_brought(data), url=address)


def _brought(data: dict[str, Any]) -> Captured:
    upload: UploadedFile[bytes] | None = data["file"]
    return from_file(upload.name or "", upload.read(MAX_FILE + 1)) if upload is not None else from_text(data["text"])


def blamed(form: IntakeForm, error: CaptureError) -> str:
    """The field that ``error`` is about: only an address can be refused."""
    return "address" if isinstance(error, Refused) else form.given()[0]
