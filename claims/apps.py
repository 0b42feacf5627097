"""The one application of the project."""

from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims, their evidence, and all that happens to them."""

    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"
