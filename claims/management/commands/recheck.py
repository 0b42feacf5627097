"""``manage.py recheck``: visits links now, in the foreground, with the same leases as the workers.

It ends with 1 when a visit broke down on our side; what a page answered is never a failure.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.demo.load import allow_demo_hosts
from claims.management.bar import Bar
from claims.models import Claim, Host, Link
from claims.rechecks import leases
from claims.rechecks.service import Report, visit_links
from claims.review.drain import drain
from claims.vocabulary import PassageOutcome

HOSTS_AT_ONCE = 50
PATIENCE = 30.0
"""Seconds without any host to visit after which those are given up that somebody else visits, or that rest."""
LOOKED_AGAIN = 0.2
"""Seconds between two looks for a host that can be visited."""


def chosen(options: dict[str, Any]) -> list[Link]:
    """The links that the command line asks for, host by host; raises ``CommandError`` when it names nothing known."""
    links = Link.objects.select_related("host").order_by("host__name", "due_at", "id")
    if options["claim"]:
        claim = Claim.objects.filter(public_id=options["claim"]).first()
        if claim is None:
            raise CommandError(f"There is no claim {options['claim']}.")
        passages = claim.evidence.filter(withdrawn_at=None)
        return list(links.filter(document__in=passages.values("passage__snapshot__document")))
    if options["host"]:
        if not Host.objects.filter(name=options["host"]).exists():
            near = Host.objects.filter(name__startswith=f"{options['host'].partition(':')[0]}:").order_by("name")[:5]
            known = f" Known: {', '.join(host.name for host in near)}." if near else ""
            raise CommandError(f"No link under watch is on the host {options['host']}.{known}")
        return list(links.filter(host__name=options["host"]))
    return list(links if options["all"] else links.filter(due_at__lte=timezone.now()))


def by_host(links: Iterable[Link]) -> dict[int, dict[str, int]]:
    """The links of each host, as keys by address."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for link in links:
        found[link.host_id][link.url] = link.pk
    return dict(found)


def left_over(asked: dict[int, dict[str, int]], told: set[str]) -> dict[int, dict[str, int]]:
    """Links that a round had no time for, host by host; a host with which it got no further at all is given up."""
    left = {host: {url: pk for url, pk in pages.items() if url not in told} for host, pages in asked.items()}
    return {host: pages for host, pages in left.items() if 0 < len(pages) < len(asked[host])}


def row(report: Report) -> tuple[str, str, str, str]:
    """One visit as a row of the table."""
    passages = Counter(report.passages)
    told = ", ".join(f"{passages[outcome]} {outcome.value}" for outcome in PassageOutcome if passages[outcome])
    outcome = report.outcome.label if report.outcome else "Visit broke down"
    why = f"{outcome} ({report.reason})" if report.reason else outcome
    return report.url, why, told or ("as before" if report.outcome else "-"), str(report.findings)


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows in columns, the first row as heading."""
    columns = list(zip(*rows, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in zip(*columns, strict=True)
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


class Command(BaseCommand):
    help = "Visit links now and print what was found. Without a choice: the links that are due."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--claim", metavar="ID", help="the links that this claim rests on")
        which.add_argument("--host", metavar="NAME", help="all links on this host, as courier.example or with :port")
        which.add_argument("--all", action="store_true", help="all links, due or not")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be visited")

    def handle(self, *_args: Any, **options: Any) -> None:
        links = chosen(options)
        if not links:
            self.stdout.write("No link is due." if not (options["claim"] or options["all"]) else "There is no link.")
            return
        if options["dry_run"]:
            heading = ("Link", "State", "Due")
            rows = [(link.url, link.state, f"{link.due_at:%Y-%m-%d %H:%M} UTC") for link in links]
            self.stdout.write(table([heading, *rows]))
            places = len({link.host_id for link in links})
            self.stdout.write(f"\nLinks that would be visited: {len(links)}, on {places} host{'s' * (places > 1)}.")
            return
        allow_demo_hosts()
        reports = self._visit(links)
        drain()
        if reports:
            self.stdout.write(table([("Link", "Outcome", "Passages", "New findings"), *map(row, reports)]))
        broken = sum(report.outcome is None for report in reports)
        if broken:
            raise CommandError(f"{broken} of {len(reports)} visits broke down.", returncode=1)

    def _visit(self, links: list[Link]) -> list[Report]:
        reports: list[Report] = []
        bar = Bar(len(links), self.stderr, on_terminal=self.stderr.isatty())

        def tell(report: Report) -> None:
            reports.append(report)
            bar.show(len(reports))

        waiting = by_host(links)
        patient_until = time.monotonic() + PATIENCE
        while waiting and time.monotonic() < patient_until:
            held = leases.lease_hosts(waiting.keys(), limit=HOSTS_AT_ONCE)
            if not held:
                time.sleep(LOOKED_AGAIN)
                continue
            asked = {lease.host_id: waiting.pop(lease.host_id) for lease in held}
            told = visit_links(held, [pk for pages in asked.values() for pk in pages.values()], report=tell)
            waiting |= left_over(asked, {report.url for report in told})
            patient_until = time.monotonic() + PATIENCE
        for host in Host.objects.filter(pk__in=waiting).order_by("name"):
            bar.say(f"{host} rests or is being visited; left out: {len(waiting[host.pk])}")
        bar.end(len(reports))
        return reports
