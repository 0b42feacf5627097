"""What Prometheus may read: numbers of the installation, counted in the database at each look.

Counted there and not in the processes, they are right whatever the number of processes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from claims.models import Change, Claim, Fault, Finding, Link, Release, Webhook, WebhookMessage
from claims.rechecks import backlog
from claims.rechecks.promise import not_kept_count
from claims.vocabulary import ArchiveTask, FaultKind, MessageState


class Installation(Collector):
    """The numbers of one installation; fourteen queries a look."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Gauges by name, with labels for states."""
        yield self._by_state("provenance_claims", "Claims by state of review", Claim)
        yield self._by_state("provenance_links", "Links under watch by what is believed of them", Link)
        yield self._by_state("provenance_findings", "Findings by state", Finding)
        due = Link.objects.filter(due_at__lte=timezone.now()).count()
        yield GaugeMetricFamily("provenance_links_due", "Links whose visit is due", value=due)
        text = "Links under published claims not seen within a day"
        yield GaugeMetricFamily("provenance_links_promise_not_kept", text, value=not_kept_count())
        yield from self._backlog()
        undone = Change.objects.filter(drained_at=None).aggregate(
            all=Count("id"), failed=Count("id", Q(attempts__gt=0))
        )
        changes = GaugeMetricFamily("provenance_changes_waiting", "Changes to follow up", labels=["failed"])
        changes.add_metric(["no"], undone["all"] - undone["failed"])
        changes.add_metric(["yes"], undone["failed"])
        yield changes
        last = Release.objects.aggregate(last=Max("sequence"))["last"] or 0
        yield GaugeMetricFamily("provenance_release_sequence", "Sequence number of the last release", value=last)
        waiting = WebhookMessage.objects.filter(state=MessageState.WAITING.value, webhook__off_at=None).count()
        yield GaugeMetricFamily("provenance_webhook_messages_waiting", "Webhook messages to send", value=waiting)
        off = Webhook.objects.exclude(off_because=None).count()
        yield GaugeMetricFamily("provenance_webhooks_off", "Webhooks that were switched off", value=off)

    def _backlog(self) -> Iterator[GaugeMetricFamily]:
        """What waits on our side, and what is wrong there."""
        now = timezone.now()
        late = backlog.late_links(now=now).count()
        yield GaugeMetricFamily("provenance_links_late", "Links due for more than an hour", value=late)
        jobs = dict(backlog.waiting_jobs().values_list("task").annotate(Count("id")).order_by())
        waiting = GaugeMetricFamily("provenance_archive_jobs_waiting", "Questions to archives", labels=["task"])
        for task in ArchiveTask:
            waiting.add_metric([task.value], jobs.get(task.value, 0))
        yield waiting
        late = backlog.late_jobs(now=now).count()
        yield GaugeMetricFamily("provenance_archive_jobs_late", "Those due for more than an hour", value=late)
        texts = backlog.waiting_texts().count()
        yield GaugeMetricFamily("provenance_texts_waiting", "Texts to compare with all others", value=texts)
        failed = backlog.failed_texts().count()
        yield GaugeMetricFamily("provenance_texts_failed", "Texts that could not be compared", value=failed)
        wrong = set(Fault.objects.filter(ended_at=None).values_list("kind", flat=True))
        faults = GaugeMetricFamily("provenance_fault", "Whether something on our side spoils visits", labels=["kind"])
        for kind in FaultKind:
            faults.add_metric([kind.value], kind.value in wrong)
        yield faults

    def _by_state(self, name: str, text: str, model: type[Claim] | type[Link] | type[Finding]) -> GaugeMetricFamily:
        gauge = GaugeMetricFamily(name, text, labels=["state"])
        for state, number in model.objects.values_list("state").annotate(Count("id")).order_by("state"):
            gauge.add_metric([state], number)
        return gauge


def show(request: HttpRequest) -> HttpResponse:
    """The numbers, for whoever shows the token of ``METRICS_TOKEN``; without that setting there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Installation())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
