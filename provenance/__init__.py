"""The Django project; the Celery application comes with it."""

from __future__ import annotations

from provenance.celery import app as celery_app

__all__ = ["celery_app"]
