"""The Celery application. Its settings are those of Django's that begin with ``CELERY_``.

``celery -A provenance worker`` visits links and follows up changes, ``celery -A provenance beat`` is the clock.
"""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")

app = Celery("provenance")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
