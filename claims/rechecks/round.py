"""One round of visits: one loop, many hosts, one request at a time for each host and its delay in between.

The host's lease is the right to ask it. A redirect to a host whose lease is not ours is followed only when it can be
had; else the link waits. Nothing is started that could outlive its lease. What was found is written by the hundred when
it is nothing new, and one by one when it is.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from claims.capture.errors import Barred, CaptureError, NoSuchHost, Refused, TimedOut, Unreachable
from claims.capture.fetch import Fetched, Journey
from claims.capture.guard import check_url
from claims.capture.transfer import Answer, Crowd, Limits
from claims.models import Host
from claims.rechecks import known, leases, robots, schedule
from claims.rechecks.known import Due, Quiet
from claims.rechecks.leases import Lease, LeaseLost
from claims.rechecks.visit import Came

AT_ONCE = 64
"""Requests under way at a time."""
PIECE = 1000
"""Links that are read at a time, while others are on their way."""
MOST_WAITING = 3000
"""Links that wait in memory at a time."""
WRITTEN_TOGETHER = 300
WRITTEN_AFTER = 2.0
"""Seconds that a quiet visit waits for others to be written with."""
Heard = Mapping[str, Answer | CaptureError]
"""What other addresses of a host answered at a visit that was in doubt."""
LONGEST_PAUSE = 0.5
"""Seconds after which leases and writing are looked after, whatever comes."""
FREED_AFTER = 0.5
"""Seconds between two times of giving hosts back."""
NONE_ANSWERED = 3
"""Hosts that fail in a round in which none answers: then the fault is taken to be ours."""
_NETWORK = (NoSuchHost, TimedOut, Unreachable)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Job:
    """A link on its way. ``began`` is on the monotonic clock.

    ``doubted`` is the page, which took ``took`` milliseconds, for whose sake this job asks for ``beside``, another
    address of its host; ``heard`` what such addresses answered before.
    """

    due: Due
    journey: Journey
    home: _Stop
    began: float = 0.0
    doubted: Fetched | None = None
    took: int = 0
    beside: str = ""
    heard: dict[str, Answer | CaptureError] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Stop:
    """A host in this round. ``ready`` is when it may be asked next, on the monotonic clock."""

    lease: Lease
    name: str
    delay: float
    robots: str | None
    robots_fresh: bool
    ready: float = 0.0
    queue: deque[_Job] = field(default_factory=deque)
    busy: bool = False
    lost: bool = False
    resting: bool = False
    """Wants no more visits in this round."""
    open: int = 0
    """Its links that are not written yet, wherever their redirects led them."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request under way: for a link, or with no job for the host's robots.txt."""

    stop: _Stop
    job: _Job | None


class Round:
    """Visits links of leased hosts. ``record`` writes a visit that must be looked into; ``told`` hears of quiet ones.

    ``record`` may answer with another address of the host, when what the site says there would decide: one that cannot
    exist, or another page. It is asked for like any page, and ``record`` is called again with what was heard.

    In a round ``by_hand`` all visits were asked for by a person, in another those whose link remembers it: robots rules
    do not bind them. ``seconds`` is how long new visits are started. Leases are given back as soon as their hosts have
    nothing left.
    """

    def __init__(
        self,
        *,
        limits: Limits,
        record: Callable[[Due, Lease, Came, int, Heard], str | None],
        told: Callable[[Sequence[Quiet]], object],
        postpone: Callable[[Due, Lease, str], None],
        pace: schedule.Pace,
        lease_seconds: float,
        by_hand: bool = False,
        seconds: float = 240.0,
        most: int = AT_ONCE,
    ) -> None:
        self._limits, self._record, self._told, self._postpone = limits, record, told, postpone
        self._pace, self._by_hand = pace, by_hand
        self._lease_seconds = lease_seconds
        self._ends = time.monotonic() + seconds
        self._crowd: Crowd[_Asked] = Crowd(most=most)
        self._stops: dict[str, _Stop] = {}
        self._homes: dict[int, _Stop] = {}
        self._more: Iterator[Sequence[Due]] | None = None
        self._quiet: list[tuple[_Stop, Quiet]] = []
        self._quiet_since = 0.0
        self._renewed = time.monotonic()
        self._freed = time.monotonic()
        self._answered = False
        self._ours = False
        self._suspects: list[tuple[_Job, CaptureError]] = []

    def run(self, held: Sequence[Lease], due: Iterator[Sequence[Due]]) -> None:
        """Visit ``due``, whose hosts are those of ``held``; leases that have nothing to visit are given back too.

        ``due`` comes in pieces, the next when few enough links wait: a round does not end, and stand still for its
        slowest page, as long as anything is due.
        """
        try:
            self._prepare(held, due)
            while self._takes_on() or any(stop.queue or stop.busy for stop in self._stops.values()):
                self._renew()
                self._start()
                for asked, came in self._wait():
                    self._take(asked, came)
                self._flush()
                self._give_back()
        finally:
            self._finish()

    @property
    def reached(self) -> bool | None:
        """Whether a site answered; ``False`` when none of several did, ``None`` when too few were asked to tell."""
        return True if self._answered else False if self._ours else None

    # --- what is to be done ---

    def _prepare(self, held: Sequence[Lease], due: Iterator[Sequence[Due]]) -> None:
        hosts = Host.objects.in_bulk([lease.host_id for lease in held])
        self._homes = {lease.host_id: self._stop(lease, hosts[lease.host_id]) for lease in held}
        self._more = due

    def _takes_on(self) -> bool:
        """Take on the next piece of what is due, if there is room; whether more may be to come."""
        if self._more is None or sum(len(stop.queue) for stop in self._stops.values()) > MOST_WAITING - PIECE:
            return self._more is not None
        piece = next(self._more, None) if time.monotonic() <= self._ends else None
        if piece is None:
            self._more = None
        for entry in piece or ():
            home = self._homes[entry.link.host_id]
            if not (home.lost or home.resting):
                self._enqueue(home, entry)
        return self._more is not None

    def _enqueue(self, home: _Stop, entry: Due) -> None:
        job = _Job(entry, Journey(entry.link.url, self._limits, entry.known), home)
        if entry.by_hand:
            home.queue.appendleft(job)  # somebody waits for it
        else:
            home.queue.append(job)
        home.open += 1

    def _stop(self, lease: Lease, host: Host) -> _Stop:
        now = timezone.now()
        stop = _Stop(lease, host.name, host.delay_seconds, host.robots, robots.are_fresh(host.robots_at, now))
        if host.not_before is not None and host.not_before > now:
            stop.ready = time.monotonic() + (host.not_before - now).total_seconds()
        self._stops[host.name] = stop
        return stop

    def _renew(self) -> None:
        """Prolong the leases well before they end; hosts whose lease was lost are left alone."""
        if time.monotonic() - self._renewed < self._lease_seconds / 4:
            return
        self._renewed = time.monotonic()
        kept = leases.renew_many([stop.lease for stop in self._stops.values() if not stop.lost])
        for stop in self._stops.values():
            if stop.lease not in kept:
                self._lose(stop)

    def _lose(self, stop: _Stop) -> None:
        if not stop.lost:
            _log.warning("the lease of host %d ran out during a round", stop.lease.host_id)
        stop.lost = True
        self._drop(stop)

    def _drop(self, stop: _Stop) -> None:
        """Leave what waits for a host; those links are simply still due."""
        for job in stop.queue:
            job.home.open -= 1
        stop.queue.clear()

    # --- asking ---

    def _start(self) -> None:
        now = time.monotonic()
        if now - self._renewed > self._lease_seconds / 2:
            return  # renew first
        for stop in list(self._stops.values()):
            if self._crowd.room == 0:
                return
            if stop.queue and (stop.resting or now > self._ends):
                self._drop(stop)
            elif stop.queue and not stop.busy and stop.ready <= now:
                self._ask(stop)

    def _ask(self, stop: _Stop) -> None:
        """Start the next request to a host: its rules first, then the first link in its queue."""
        job = stop.queue[0]
        try:
            if not self._is_by_hand(job) and not stop.robots_fresh:
                transfer = Journey(robots.address(job.journey.here), self._limits).transfer()
                self._crowd.start(_Asked(stop, None), transfer)
            else:
                stop.queue.popleft()
                if self._is_barred(stop, job):
                    return
                job.began = job.began or time.monotonic()
                self._crowd.start(_Asked(stop, job), job.journey.transfer())
            stop.busy = True
        except Refused as refusal:
            if stop.queue and stop.queue[0] is job:
                stop.queue.popleft()
            self._arrived(job, refusal)

    def _is_by_hand(self, job: _Job) -> bool:
        return self._by_hand or job.due.by_hand

    def _is_barred(self, stop: _Stop, job: _Job) -> bool:
        barred = not self._is_by_hand(job) and not robots.permits(
            stop.robots, job.journey.here, self._limits.user_agent
        )
        if barred:
            self._arrived(job, Barred("The site asks programs not to visit this page."))
        return barred

    def _wait(self) -> list[tuple[_Asked, Answer | CaptureError]]:
        """What ended, waiting for it or for the next host that may be asked."""
        now = time.monotonic()
        ready = [stop.ready - now for stop in self._stops.values() if stop.queue and not stop.busy]
        pause = max(0.001, min([LONGEST_PAUSE, *ready] if self._crowd.room else [LONGEST_PAUSE]))
        if not self._crowd.running:
            time.sleep(pause if ready else 0)
            return []
        return self._crowd.wait(pause)

    # --- what came ---

    def _take(self, asked: _Asked, came: Answer | CaptureError) -> None:
        """What a request came back with. A fault of ours over one answer puts its link off and stops no other."""
        stop = asked.stop
        stop.busy = False
        stop.ready = time.monotonic() + stop.delay
        self._answered = self._answered or isinstance(came, Answer)
        try:
            self._sort(stop, asked, came)
        except Exception:  # noqa: BLE001 - whatever went wrong over one site's answer must not stop the visits of the others
            _log.exception("an answer of host %d could not be handled", stop.lease.host_id)
            if asked.job is not None:
                self._put_off(asked.job, "broke down; see the log")
            stop.robots_fresh = True

    def _sort(self, stop: _Stop, asked: _Asked, came: Answer | CaptureError) -> None:
        if asked.job is None:
            self._take_rules(stop, came)
        elif asked.job.doubted is not None:
            self._take_beside(stop, asked.job, asked.job.doubted, came)
        elif isinstance(came, CaptureError):
            self._arrived(asked.job, came)
        else:
            self._take_page(stop, asked.job, came)

    def _take_rules(self, stop: _Stop, came: Answer | CaptureError) -> None:
        stop.robots = robots.rules(came, stop.robots)
        stop.robots_fresh = True
        asked = robots.delay(stop.robots, self._limits.user_agent)
        stop.delay = max(stop.delay, asked)
        stop.ready = time.monotonic() + stop.delay
        host = Host.objects.filter(pk=stop.lease.host_id, lease_token=stop.lease.token)
        host.update(robots=stop.robots, robots_at=timezone.now(), delay_seconds=stop.delay)

    def _take_page(self, stop: _Stop, job: _Job, came: Answer) -> None:
        if came.status in (429, 503):
            stop.resting = True
        try:
            page = job.journey.arrive(came)
        except CaptureError as error:
            self._arrived(job, error)
            return
        if page is None:
            self._go_on(stop, job)
        else:
            self._arrived(job, page)

    def _go_on(self, stop: _Stop, job: _Job) -> None:
        """Follow a redirect: on the same host after its delay, on another when its lease is ours or can be had."""
        there = self._there(job.journey.here, stop)
        if there is None:
            self._put_off(job, "the site that it leads to is being visited")
            return
        there.queue.appendleft(job)

    def _there(self, url: str, stop: _Stop) -> _Stop | None:
        """The host of an address, when it may be asked in this round; ``stop`` for one that the guard will refuse."""
        try:
            name = check_url(url, allowed=self._limits.allowed).place[:253]
        except Refused:
            return stop
        there = self._stops.get(name) or self._borrow(name)
        return None if there is None or there.lost or there.resting else there

    def _ask_beside(self, job: _Job, page: Fetched, address: str, took: int) -> None:
        """Ask for another address of the host, in its turn; where it may not be asked, the page is judged without."""
        beside = _Job(job.due, Journey(address, self._limits), job.home, job.began, page, took, address, job.heard)
        there = self._there(address, job.home)
        if there is None:
            self._hear(beside, page, Barred("The site is being visited."))
        else:
            there.queue.appendleft(beside)

    def _take_beside(self, stop: _Stop, job: _Job, page: Fetched, came: Answer | CaptureError) -> None:
        """What the other address answered; a redirect is an answer and not followed."""
        stop.resting = stop.resting or (isinstance(came, Answer) and came.status in (429, 503))
        if not job.home.lost:
            self._hear(job, page, came)

    def _hear(self, job: _Job, page: Fetched, came: Answer | CaptureError) -> None:
        job.heard[job.beside] = came
        self._write_down(job, page, job.took)

    def _borrow(self, name: str) -> _Stop | None:
        host, _ = Host.objects.get_or_create(name=name)
        lease = leases.lease_host(host.pk)
        return self._stop(lease, host) if lease is not None else None

    def _arrived(self, job: _Job, came: Came) -> None:
        """A visit came to its end. A failure that may be ours is held back until somebody answers."""
        if isinstance(came, _NETWORK) and not self._answered:
            self._suspects.append((job, came))
        else:
            self._judge(job, came)

    def _judge(self, job: _Job, came: Came) -> None:
        home = job.home
        if home.lost:
            return
        if job.doubted is not None:  # the other address may not be asked for
            self._hear(job, job.doubted, came if isinstance(came, CaptureError) else Barred("It was not asked."))
            return
        took = int((time.monotonic() - job.began) * 1000) if job.began else 0
        same = known.quiet(job.due, home.lease, came, took, pace=self._pace)
        if same is not None:
            self._quiet_since = self._quiet_since if self._quiet else time.monotonic()
            self._quiet.append((home, same))
            return
        self._write_down(job, came, took)

    def _write_down(self, job: _Job, came: Came, took: int) -> None:
        """Have a visit written, or what would decide asked for first, each address once."""
        home, wanted = job.home, None
        try:
            wanted = self._record(job.due, home.lease, came, took, job.heard)
        except LeaseLost:
            self._lose(home)
        if wanted is not None and isinstance(came, Fetched) and wanted not in job.heard:
            self._ask_beside(job, came, wanted, took)
        else:
            home.open -= 1

    def _put_off(self, job: _Job, why: str) -> None:
        job.home.open -= 1
        try:
            if not job.home.lost:
                self._postpone(job.due, job.home.lease, why)
        except LeaseLost:
            self._lose(job.home)

    # --- writing and giving back ---

    def _flush(self, *, all_of_them: bool = False) -> None:
        waited = time.monotonic() - self._quiet_since > WRITTEN_AFTER
        if self._quiet and (all_of_them or waited or len(self._quiet) >= WRITTEN_TOGETHER):
            visits, self._quiet = self._quiet, []
            for home, _ in visits:
                home.open -= 1
            self._told(known.write([visit for home, visit in visits if not home.lost]))

    def _give_back(self) -> None:
        """Free the hosts that have nothing left, now and then, once all that was found there is written."""
        if self._more is None and time.monotonic() - self._freed > FREED_AFTER:
            self._free([s for s in self._stops.values() if not s.queue and not s.busy and s.open <= 0])

    def _free(self, stops: Sequence[_Stop]) -> None:
        self._freed = time.monotonic()
        leases.free_many([stop.lease for stop in stops if not stop.lost])
        for stop in stops:
            del self._stops[stop.name]

    def _finish(self) -> None:
        self._crowd.close()
        try:
            self._settle_suspects()
            self._flush(all_of_them=True)
        finally:
            self._free(list(self._stops.values()))

    def _settle_suspects(self) -> None:
        """Failures of the network count, unless nobody at all answered: then it is our own line that failed."""
        ours = not self._answered and len({job.home.name for job, _ in self._suspects}) >= NONE_ANSWERED
        self._ours = ours
        if ours:
            _log.error("no host answered in this round: taken for a fault of our own network, nothing is counted")
        for job, came in self._suspects:
            if ours:
                self._put_off(job, "no site at all could be reached")
            else:
                self._judge(job, came)
