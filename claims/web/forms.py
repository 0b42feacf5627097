"""How every form of the site looks: one template for a field, one for a form, errors that name their field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields as ``parts/field.html``, whole forms as ``parts/form.html``: error summary first, then the fields."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"


class AutoDir:
    """Mixin for widgets that hold what people write: each line runs in the direction of its script."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """The attributes of the element, with ``dir="auto"``."""
        return {"dir": "auto", **base_attrs, **(extra_attrs or {})}


class Line(AutoDir, forms.TextInput):
    """One line of text."""


class Lines(AutoDir, forms.Textarea):
    """Several lines of text."""


class UnknownText(forms.CharField):
    """A text that may be unknown: left empty it is ``None``, never an empty string."""

    widget = Line

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "empty_value": None, **options})
