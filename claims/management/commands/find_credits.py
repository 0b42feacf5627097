"""``manage.py find_credits``: looks in pages that came in earlier for whom they credit.

Pages that come in are looked through at once; run this after an update that changes the rules. It may be run again at
any time: what is known is not recorded twice, and what a person dismissed stays dismissed.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.models import Snapshot
from claims.recording.earlier_credits import note_earlier


class Command(BaseCommand):
    help = "Find agency lines, links and credited reports in the newest snapshot of every document."

    def handle(self, *_args: Any, **_options: Any) -> None:
        newest = Snapshot.objects.order_by("document", "-taken_at", "-id").distinct("document").values("pk")
        looked = found = 0
        for snapshot in Snapshot.objects.filter(pk__in=newest).select_related("readable").iterator(chunk_size=200):
            looked += 1
            found += note_earlier(snapshot)
        self.stdout.write(f"{looked} documents looked through, {found} new credits")
