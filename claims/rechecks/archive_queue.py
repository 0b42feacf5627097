"""What is still to be asked of archives: rows with due times and leases, as links have.

Dead links are looked up; pages of vetted claims are saved where the installation wants it. What is due is worked out
from the records each time, so that nothing has to be told twice and a worker that dies leaves nothing undone. An
archive's host is leased like any other: one worker at a time asks it, with its delay in between.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, repeat
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.capture.fetch import Fetched
from claims.capture.guard import place_of
from claims.capture.installation import installation_limits
from claims.models import ArchivedCopy, ArchivedPassage, ArchiveJob, Check, Evidence, Finding, Host, Link
from claims.rechecks import known, leases, schedule
from claims.rechecks.archives import HOLDS, ArchiveDown, Ask, Copy, address, asker, look_up, save_page, saved_since
from claims.rechecks.findings import Told, settle, write_finding
from claims.rechecks.leases import Lease, LeaseLost
from claims.rechecks.watch import Watch, watch
from claims.vocabulary import (
    ArchiveState,
    ArchiveTask,
    ClaimState,
    FindingKind,
    FindingState,
    LinkState,
)

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (10, 60, 360, 1440, 4320, 10080))
"""Waits after an archive did not answer; then a saving is given up, and a look-up goes on at the last of them."""
AGAIN_SOON = timedelta(minutes=1)
"""When an archive is asked that somebody else asks now, or that wants rest."""
LOOKED_UP_AGAIN = timedelta(days=30)
"""When it is looked again for a copy that holds what none held: archives take in late what others crawled."""
SAVING_SECONDS = 60.0
"""How long an archive may take to save a page: it visits it meanwhile."""
BUDGET_SECONDS = 240.0
_log = logging.getLogger(__name__)


class _Busy(Exception):
    """Somebody else asks this archive now, or it rests."""


def work(*, seconds: float = BUDGET_SECONDS) -> int:
    """Note what is to be asked, then ask what is due; returns for how many links something was asked."""
    note()
    ends, done = time.monotonic() + seconds, 0
    while time.monotonic() < ends and (leased := lease_jobs(limit=1)):
        done += run(leased[0])
    return done


def note(*, now: datetime | None = None) -> None:
    """Bring the jobs in line with the records: what died is looked up, what lives is not, what was vetted is saved."""
    now = now or timezone.now()
    gone = ArchiveJob.objects.filter(task=ArchiveTask.LOOK_UP.value).exclude(link__state=LinkState.DEAD.value)
    gone.delete()
    _settle_what_lives()
    if settings.ARCHIVES:
        dead = _under_evidence().filter(state=LinkState.DEAD.value)
        _add(ArchiveTask.LOOK_UP, dead.exclude(archive_jobs__task=ArchiveTask.LOOK_UP.value), now)
        _look_again(now)
    if settings.SAVE_PAGE:
        alive = _under_evidence(claim__state=ClaimState.VETTED.value).exclude(state=LinkState.DEAD.value)
        _add(ArchiveTask.SAVE, alive.exclude(archive_jobs__task=ArchiveTask.SAVE.value), now)


def _under_evidence(**facts: str) -> QuerySet[Link]:
    """Links to pages that evidence rests on which was not withdrawn."""
    evidence = Evidence.objects.filter(withdrawn_at=None, **facts)
    return Link.objects.filter(document__in=evidence.values("passage__snapshot__document"))


def _add(task: ArchiveTask, links: QuerySet[Link], now: datetime) -> None:
    rows = [ArchiveJob(task=task.value, link=link, due_at=now) for link in links]
    ArchiveJob.objects.bulk_create(rows, ignore_conflicts=True)


def _look_again(now: datetime) -> None:
    """Look-ups that were done are due again when other evidence rests on the page, or after a time without a copy."""
    done = ArchiveJob.objects.filter(task=ArchiveTask.LOOK_UP.value, done_at__isnull=False)
    jobs = {job.link_id: job for job in done}
    resting = {due.link.id: due.rests_on for due in known.links(list(jobs))}
    stale = [
        job.pk
        for pk, job in jobs.items()
        if job.rests_on != resting.get(pk)
        or (job.state != ArchiveState.HOLDS.value and job.done_at is not None and now - job.done_at > LOOKED_UP_AGAIN)
    ]
    waiting = ArchiveState.WAITING.value
    ArchiveJob.objects.filter(pk__in=stale).update(state=waiting, done_at=None, due_at=now, attempts=0)


def _settle_what_lives() -> None:
    rows = Finding.objects.filter(kind=FindingKind.NOT_ARCHIVED.value, state=FindingState.OPEN.value)
    for finding in rows.exclude(link__state=LinkState.DEAD.value).select_related("claim"):
        with transaction.atomic():
            settle(finding, "The page is back.")


def lease_jobs(*, limit: int, now: datetime | None = None) -> list[ArchiveJob]:
    """Lease at most ``limit`` jobs that are due, the longest due first; none that another leases now."""
    now = now or timezone.now()
    tasks = [task.value for task, wanted in _WANTED.items() if wanted()]
    with transaction.atomic():
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        due = ArchiveJob.objects.filter(free, state=ArchiveState.WAITING.value, due_at__lte=now, task__in=tasks)
        jobs = list(due.order_by("due_at", "id").select_for_update(skip_locked=True)[:limit])
        for job in jobs:
            job.lease_token, job.lease_until = secrets.token_hex(8), _end(now)
        ArchiveJob.objects.bulk_update(jobs, ["lease_token", "lease_until"])
    return jobs


_WANTED: dict[ArchiveTask, Callable[[], bool]] = {
    ArchiveTask.LOOK_UP: lambda: bool(settings.ARCHIVES),
    ArchiveTask.SAVE: lambda: bool(settings.SAVE_PAGE),
}
"""A setting that was taken away stops what was still to be asked."""


def _end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.RECHECK_LEASE_SECONDS)


def _renew(job: ArchiveJob) -> None:
    """Prolong the lease of a job that still holds; raises :class:`LeaseLost`."""
    held = ArchiveJob.objects.filter(pk=job.pk, lease_token=job.lease_token)
    if not held.update(lease_until=_end(timezone.now())):
        raise LeaseLost


def run(job: ArchiveJob) -> bool:
    """Do one leased job and write what came of it; whether somebody was asked. What fails is due again later."""
    watched = watch(job.link)
    try:
        copies, trouble = _WORK[ArchiveTask(job.task)](job, watched)
    except (_Busy, LeaseLost):
        _write(job, {"due_at": timezone.now() + AGAIN_SOON})
        return False
    except Exception:  # noqa: BLE001 - whatever went wrong with one link must not stop the others
        _log.exception("asking archives for link %d broke down", job.link_id)
        copies, trouble = [], "broke down; see the log"
    with transaction.atomic():
        if _write(job, _outcome(job, watched, copies, trouble)):
            _keep(watched.link, copies)
            _tell(job, watched)
    return True


def _outcome(job: ArchiveJob, watched: Watch, copies: Sequence[Copy], trouble: str | None) -> dict[str, object]:
    """The fields of a job after it was done once."""
    now, attempts = timezone.now(), job.attempts + 1
    best = next((copy for copy in copies if copy.holds_all), None) or next(iter(copies), None)
    fields: dict[str, object] = {
        "attempts": attempts,
        "reason": (trouble or "")[:300] or None,
        "rests_on": watched.rests_on,
        "result_url": best.url if best else None,
    }
    if job.task == ArchiveTask.SAVE.value:
        done = ArchiveState.SAVED if best else ArchiveState.GIVEN_UP if attempts > len(BACK_OFF) else None
    elif _all_held(watched, copies):
        done = ArchiveState.HOLDS
    else:
        done = None if trouble else ArchiveState.NONE_HOLDS
    if done is None:
        return fields | {"due_at": now + BACK_OFF[min(attempts, len(BACK_OFF)) - 1]}
    return fields | {"state": done.value, "done_at": now}


def _all_held(watched: Watch, copies: Sequence[Copy]) -> bool:
    """Whether each passage stands in some copy."""
    held = {pk for copy in copies for pk, found in copy.passages.items() if found.outcome in HOLDS}
    return bool(copies) and all(passage.pk in held for passage in watched.passages)


def _write(job: ArchiveJob, fields: dict[str, object]) -> bool:
    """Write a job under its lease and end that; nothing is written when the lease was lost."""
    held = ArchiveJob.objects.filter(pk=job.pk, lease_token=job.lease_token)
    return bool(held.update(**fields, lease_token=None, lease_until=None))


def _keep(link: Link, copies: Sequence[Copy]) -> None:
    now = timezone.now()
    for copy in copies:
        row, _ = ArchivedCopy.objects.update_or_create(
            link=link,
            url=copy.url,
            defaults={
                "archive": (urlsplit(address(copy.archive)).hostname or copy.archive)[:300],
                "taken_at": copy.taken_at,
                "http_status": copy.status,
                "seen_at": now,
            },
        )
        row.passages.all().delete()
        ArchivedPassage.objects.bulk_create(
            ArchivedPassage(
                archived=row, passage_id=pk, outcome=found.outcome.value, found_text=found.text, score=found.score
            )
            for pk, found in copy.passages.items()
        )


def _tell(job: ArchiveJob, watched: Watch) -> None:
    """A look-up that found no copy with a quotation is a finding; one that found it ends that finding."""
    if job.task != ArchiveTask.LOOK_UP.value:
        return
    state = ArchiveJob.objects.values_list("state", flat=True).get(pk=job.pk)
    rows = Finding.objects.filter(link=watched.link, kind=FindingKind.NOT_ARCHIVED.value)
    if state == ArchiveState.HOLDS.value:
        for finding in rows.filter(state=FindingState.OPEN.value).select_related("claim"):
            settle(finding, "An archived copy holds it now.")
    elif state == ArchiveState.NONE_HOLDS.value:
        _raise(watched, {(row.claim_id, row.passage_id) for row in rows})


def _raise(watched: Watch, told: set[tuple[int, int | None]]) -> None:
    """One finding for each claim and passage, once, with the visit that found the page dead."""
    last = Check.objects.filter(link=watched.link).order_by("-checked_at", "-id").first()
    held = _held(watched.link)
    for passage in watched.passages:
        for claim in watched.claims_of[passage.pk]:
            if last is None or passage.pk in held or (claim.pk, passage.pk) in told:
                continue
            kind, detail = FindingKind.NOT_ARCHIVED, _words(watched.link)
            found = Told(claim=claim, kind=kind, detail=detail, passage=passage, is_new=True)
            write_finding(found, link=watched.link, check=last, found_at=timezone.now())


def _words(link: Link) -> str:
    number = link.archived.count()
    seen = f"{number} archived {'copy was' if number == 1 else 'copies were'} read" if number else "no copy was found"
    return f"{link.url} is gone and {seen}: none holds the quotation. The newsroom’s own snapshot does."


def _held(link: Link) -> set[int]:
    holding = [outcome.value for outcome in HOLDS]
    return set(
        ArchivedPassage.objects.filter(archived__link=link, outcome__in=holding).values_list("passage_id", flat=True)
    )


@contextmanager
def _asking(job: ArchiveJob, archive: str, *, seconds: float | None = None) -> Iterator[Ask]:
    """Requests of an archive under its host's lease, with the host's delay between them.

    Raises :class:`_Busy` when somebody else asks it, or it rests. An archive that says so gets its rest.
    """
    place = place_of(address(archive)) or urlsplit(address(archive)).netloc.lower()
    host, _ = Host.objects.get_or_create(name=place[:253])
    lease = leases.lease_host(host.pk)
    if lease is None:
        raise _Busy
    limits = installation_limits()
    limits = replace(limits, total_seconds=seconds) if seconds else limits
    try:
        yield asker(limits, _pause(job, lease, host.delay_seconds))
    except ArchiveDown as down:
        _rest(lease, down.page)
        raise
    finally:
        leases.free(lease)


def _pause(job: ArchiveJob, lease: Lease, delay: float) -> Callable[[], None]:
    """Waits for the delay before every request but the first; raises :class:`LeaseLost`."""
    delays = chain([0.0], repeat(delay))

    def pause() -> None:
        time.sleep(next(delays))
        leases.renew(lease)
        _renew(job)

    return pause


def _rest(lease: Lease, page: Fetched | None) -> None:
    if page is None:
        return
    with transaction.atomic():
        host = leases.hold(lease)
        delay, until = schedule.host_rest(
            status=page.status,
            retry_after=page.headers.get("retry-after"),
            delay=host.delay_seconds,
            now=timezone.now(),
        )
        leases.rest(host, delay=delay, until=until)


_TOO_MANY = "lists more copies than are looked through, so whether one holds the quotation is not known"


def _look_up(job: ArchiveJob, watched: Watch) -> tuple[list[Copy], str | None]:
    """Copies around the moment of capture, from one archive after the other until all passages are found."""
    copies: list[Copy] = []
    trouble: str | None = None
    moments = [passage.snapshot.taken_at for passage in watched.passages]
    moment = min(moments, default=watched.basis.taken_at if watched.basis else timezone.now())
    for archive in settings.ARCHIVES:
        if copies and _all_held(watched, copies):
            break
        try:
            with _asking(job, archive) as ask:
                found, whole = look_up(archive, watched.link.url, moment, watched.passages, ask)
            copies += found
            trouble = trouble if whole else f"{urlsplit(address(archive)).hostname}: {_TOO_MANY}"
        except ArchiveDown as down:
            trouble = f"{urlsplit(address(archive)).hostname}: {down}"
    return copies, trouble


def _save(job: ArchiveJob, watched: Watch) -> tuple[list[Copy], str | None]:
    """The page saved; who was asked before is asked first whether a copy shows by now."""
    service = settings.SAVE_PAGE or ""
    mine = [one for one in settings.ARCHIVES if urlsplit(address(one)).netloc == urlsplit(service).netloc]
    about = (service, watched.link.url, mine, watched.passages)
    try:
        with _asking(job, service, seconds=SAVING_SECONDS) as ask:
            copy = saved_since(*about, ask, moment=job.created_at) if job.attempts else None
            copy = copy or save_page(*about, ask, now=timezone.now())
    except ArchiveDown as down:
        return [], f"{urlsplit(service).hostname}: {down}"
    return ([copy], None) if copy else ([], "asked; no copy shows yet")


_WORK: dict[ArchiveTask, Callable[[ArchiveJob, Watch], tuple[list[Copy], str | None]]] = {
    ArchiveTask.LOOK_UP: _look_up,
    ArchiveTask.SAVE: _save,
}
