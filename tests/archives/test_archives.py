"""A dead page's copies in archives: looked for, read, and believed only when they hold the quotation in its place."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from claims.models import ArchivedCopy, ArchivedPassage, ArchiveJob, Check, Claim, Finding, Host, Link, User
from claims.rechecks import archive_queue, leases
from claims.rechecks.archives import MOST_LISTS
from claims.rechecks.warc import snapshots_of, write_warc
from claims.recording.claims import log_claim
from claims.recording.values import ClaimEntry
from provenance.settings import _archive_addresses
from tests.archives.archive import HOST, Archive
from tests.archives.pywb import replaying
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import EDITED, PARAGRAPHS, QUOTED, Reply, Site, article
from tests.recording.build import evidence

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def edited() -> str:
    return article(*(text.replace(QUOTED, EDITED) for text in PARAGRAPHS))


def dies(site: Site) -> Link:
    """The page's link, visited until it is dead."""
    site.pages["/ferry"] = Reply("<p>Gone.</p>", 410)
    for hours in (3, 0):
        with time_machine.travel(timezone.now() - timedelta(hours=hours)):
            visited(the_link(site))
    link = the_link(site)
    assert link.state == "dead"
    return link


def the_job(task: str = "look_up") -> ArchiveJob:
    return ArchiveJob.objects.get(task=task)


def at_its_time() -> None:
    """Work as if the time of the next try had come."""
    ArchiveJob.objects.filter(state="waiting").update(due_at=timezone.now())
    Host.objects.update(not_before=None)
    archive_queue.work()


def outcomes(link: Link) -> list[str]:
    rows = ArchivedPassage.objects.filter(archived__link=link).order_by("archived__taken_at")
    return list(rows.values_list("outcome", flat=True))


@pytest.fixture
def taken(claim: Claim) -> datetime:
    """When the page was captured."""
    return snapshots_of(claim=claim).get().taken_at


def test_a_dead_pages_copy_that_holds_the_quotation_is_found(archive: Archive, taken: datetime, site: Site) -> None:
    archive.keep(taken - timedelta(days=400), site.url("/ferry"), edited())
    archive.keep(taken - timedelta(days=2), site.url("/ferry"), article())
    link = dies(site)
    assert archive_queue.work() == 1
    (copy,) = ArchivedCopy.objects.filter(link=link)
    assert (copy.archive, copy.http_status) == (HOST, 200)
    assert copy.taken_at == (taken - timedelta(days=2)).replace(microsecond=0)
    assert outcomes(link) == ["found"]
    assert (the_job().state, the_job().result_url) == ("holds", copy.url)
    asked = [accept for path, accept in archive.log if path == f"/web/{site.url('/ferry')}"]
    assert asked == [f"{taken:%a, %d %b %Y %H:%M:%S} GMT"]
    assert any("id_/" in path for path, _ in archive.log)
    assert archive_queue.work() == 0


def test_several_copies_around_the_capture_are_read_until_one_holds_it(
    archive: Archive, taken: datetime, site: Site
) -> None:
    for days, body in ((-9, edited()), (-1, edited()), (1, edited()), (3, article()), (400, article())):
        archive.keep(taken + timedelta(days=days), site.url("/ferry"), body)
    link = dies(site)
    archive_queue.work()
    assert outcomes(link) == ["changed", "changed", "found"]
    assert the_job().state == "holds"


def test_when_no_copy_holds_it_that_is_a_finding_once(
    archive: Archive, claim: Claim, taken: datetime, site: Site
) -> None:
    archive.keep(taken, site.url("/ferry"), edited())
    archive.keep(taken + timedelta(hours=1), site.url("/ferry"), "<p>Our pages are being rebuilt.</p>", 503)
    link = dies(site)
    archive_queue.work()
    assert outcomes(link) == ["changed", "unknown"]
    assert the_job().state == "none_holds"
    (finding,) = Finding.objects.filter(claim=claim, kind="not_archived")
    assert "2 archived copies were read: none holds the quotation" in finding.detail
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        archive_queue.work()
    assert Finding.objects.filter(kind="not_archived").count() == 1
    archive.keep(taken + timedelta(hours=2), site.url("/ferry"), article())
    with time_machine.travel(timezone.now() + timedelta(days=62)):
        archive_queue.work()
    finding.refresh_from_db()
    assert (the_job().state, finding.state) == ("holds", "settled")


def test_an_archive_without_a_copy_is_no_fault_but_a_finding(archive: Archive, claim: Claim, site: Site) -> None:
    dies(site)
    archive_queue.work()
    assert (the_job().state, ArchivedCopy.objects.count()) == ("none_holds", 0)
    assert "no copy was found" in Finding.objects.get(kind="not_archived").detail


def test_another_page_with_the_quotation_in_a_note_is_no_copy_that_holds_it(
    archive: Archive, taken: datetime, site: Site
) -> None:
    note = f"Correction: an earlier version of this article said: {QUOTED} That was wrong."
    archive.keep(taken, site.url("/ferry"), article("Nothing is known of ferries here at all today.", note))
    link = dies(site)
    archive_queue.work()
    assert outcomes(link)[0] not in ("found", "moved")
    assert the_job().state == "none_holds"


def test_an_archive_that_is_down_is_asked_again_later_and_nothing_is_concluded(
    archive: Archive, taken: datetime, site: Site
) -> None:
    archive.keep(taken, site.url("/ferry"), article())
    archive.down = 503
    dies(site)
    began = timezone.now()
    archive_queue.work()
    job = the_job()
    assert (job.state, job.attempts, job.reason) == ("waiting", 1, f"{HOST}: answers 503")
    assert job.due_at >= began + timedelta(minutes=10)
    assert Host.objects.get(name__startswith=HOST).not_before is not None  # it asked for two minutes
    assert not Finding.objects.filter(kind="not_archived").exists()
    assert not ArchivedCopy.objects.exists()
    at_its_time()
    assert the_job().due_at >= began + timedelta(hours=1)
    archive.down = None
    at_its_time()
    assert the_job().state == "holds"


def test_an_archive_that_leads_inside_is_refused_by_the_guard(archive: Archive, site: Site, settings: Any) -> None:
    settings.FETCH_PORTS = [site.port]
    link = dies(site)
    archive.leads_to = f"http://127.0.0.1:{site.port}/secret"
    site.pages["/secret"] = Reply(article())
    archive_queue.work()
    assert site.asked("/secret") == []
    assert (the_job().state, outcomes(link)) == ("waiting", [])


def told_in_lists(archive: Archive, settings: Any, taken: datetime, site: Site, *years: int) -> None:
    """A list of lists, one for each of so many years before the capture, each with a copy; the last year's holds."""
    settings.ARCHIVES = [f"timemap+{archive.gate}timemap/link/"]
    lines = []
    for years_ago in years:
        moment = taken - timedelta(days=365 * years_ago)
        archive.keep(moment, site.url("/ferry"), edited() if years_ago else article())
        ends = [f'{name}="{day:%a, %d %b %Y %H:%M:%S} GMT"' for name, day in period(moment)]
        lines.append(f'<{archive.list_at(str(years_ago))}>; rel="timemap"; {"; ".join(ends)}')
        place = archive.place(moment.replace(microsecond=0), site.url("/ferry"))
        memento = f'<{place}>; rel="memento"; datetime="{moment:%a, %d %b %Y %H:%M:%S} GMT"'
        archive.lists[str(years_ago)] = f'<{archive.list_at("0")}>; rel="timemap",\n{memento}'  # and round in a circle
    archive.timemap = ",\n".join(lines)


def period(moment: datetime) -> tuple[tuple[str, datetime], ...]:
    return ("from", moment - timedelta(days=180)), ("until", moment + timedelta(days=180))


def lists_asked(archive: Archive) -> list[str]:
    return [path.rpartition("/")[2] for path, _ in archive.log if "/lists/" in path]


def test_copies_told_in_several_lists_are_found_the_lists_nearest_the_capture_first(
    archive: Archive, taken: datetime, site: Site, settings: Any
) -> None:
    told_in_lists(archive, settings, taken, site, 3, 2, 1, 0)
    link = dies(site)
    archive_queue.work()
    assert (the_job().state, outcomes(link)) == ("holds", ["found"])
    assert lists_asked(archive) == ["0", "1", "2", "3"]  # too few copies to stop earlier, and none twice


def test_lists_of_other_times_are_left_when_copies_surround_the_capture(
    archive: Archive, taken: datetime, site: Site, settings: Any
) -> None:
    told_in_lists(archive, settings, taken, site, 9, 0)
    places = [(archive.place(taken + timedelta(hours=hour), site.url("/ferry")), hour) for hour in (-2, -1, 1, 2)]
    archive.lists["0"] += "".join(
        f',\n<{place}>; rel="memento"; datetime="{taken + timedelta(hours=hour):%a, %d %b %Y %H:%M:%S} GMT"'
        for place, hour in places
    )
    dies(site)
    archive_queue.work()
    assert the_job().state == "holds"
    assert lists_asked(archive) == ["0"]


def test_lists_without_end_are_followed_only_so_far_and_nothing_is_concluded(
    archive: Archive, taken: datetime, site: Site, settings: Any
) -> None:
    settings.ARCHIVES = [f"timemap+{archive.gate}timemap/link/"]
    archive.timemap = f'<{archive.list_at("1")}>; rel="timemap"'
    archive.lists = {str(page): f'<{archive.list_at(str(page + 1))}>; rel="timemap"' for page in range(1, 99)}
    dies(site)
    archive_queue.work()
    assert len(lists_asked(archive)) == MOST_LISTS - 1
    job = the_job()
    assert (job.state, job.reason) == (
        "waiting",
        f"{HOST}: lists more copies than are looked through, so whether one holds the quotation is not known",
    )
    assert not Finding.objects.filter(kind="not_archived").exists()


def test_a_copy_that_does_not_hold_it_concludes_nothing_while_further_lists_are_left(
    archive: Archive, taken: datetime, site: Site, settings: Any
) -> None:
    told_in_lists(archive, settings, taken, site, *range(2, 2 + MOST_LISTS))
    link = dies(site)
    archive_queue.work()
    assert (the_job().state, set(outcomes(link))) == ("waiting", {"changed"})
    assert not Finding.objects.filter(kind="not_archived").exists()


def test_further_lists_that_lead_inside_are_refused_by_the_guard(archive: Archive, site: Site, settings: Any) -> None:
    settings.FETCH_PORTS, settings.ARCHIVES = [site.port], [f"timemap+{archive.gate}timemap/link/"]
    archive.timemap = f'<http://127.0.0.1:{site.port}/secret>; rel="timemap"'
    site.pages["/secret"] = Reply("none of your business")
    dies(site)
    archive_queue.work()
    assert site.asked("/secret") == []
    assert the_job().state == "waiting"  # not all that the archive knows was read: nothing is concluded


def test_a_list_of_copies_that_leads_inside_is_refused_by_the_guard(
    archive: Archive, site: Site, settings: Any
) -> None:
    settings.FETCH_PORTS, settings.ARCHIVES = [site.port], [f"timemap+{archive.gate}timemap/link/"]
    dies(site)
    inside = f"http://127.0.0.1:{site.port}/secret"
    moment = 'datetime="Tue, 03 Mar 2026 10:00:00 GMT"'
    archive.timemap = f'<{inside}>; rel="memento"; {moment}, <file:///etc/passwd>; rel="memento"; {moment}'
    site.pages["/secret"] = Reply(article())
    archive_queue.work()
    assert site.asked("/secret") == []
    assert not ArchivedCopy.objects.exists()


def test_a_page_that_calls_itself_an_archive_and_shows_no_copies_is_not_believed(archive: Archive, site: Site) -> None:
    link = dies(site)
    site.pages["/anything"] = Reply(article())
    archive.leads_to = site.url("/anything")  # holds the words, but is nobody's copy
    archive_queue.work()
    assert (outcomes(link), the_job().state) == ([], "none_holds")


def test_without_the_setting_nobody_outside_is_asked(archive: Archive, site: Site, settings: Any) -> None:
    settings.ARCHIVES = []
    dies(site)
    assert archive_queue.work() == 0
    assert (archive.log, ArchiveJob.objects.count()) == ([], 0)


def test_an_address_that_no_archive_can_have_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="ARCHIVES and SAVE_PAGE"):
        _archive_addresses("https://archive.example/web/", "archive.example/web/")
    assert _archive_addresses("timemap+https://archive.example/map/") == ["timemap+https://archive.example/map/"]


def test_a_page_that_is_back_is_not_looked_up_and_its_finding_ends(archive: Archive, site: Site) -> None:
    dies(site)
    archive_queue.work()
    site.pages["/ferry"] = Reply(article())
    visited(the_link(site))
    archive_queue.work()
    assert not ArchiveJob.objects.exists()
    assert Finding.objects.get(kind="not_archived").state == "settled"


def test_new_evidence_on_a_dead_page_is_looked_up_too(archive: Archive, taken: datetime, site: Site) -> None:
    archive.keep(taken, site.url("/ferry"), article())
    link = dies(site)
    archive_queue.work()
    assert outcomes(link) == ["found"]
    snapshot = snapshots_of().get()
    entry = ClaimEntry(wording="The ship is old")
    more = evidence(snapshot, "The Sanderling was built in 1998")
    log_claim(actor=a_user(role="fact_checker"), snapshot=snapshot, claim=entry, evidence=more)
    archive_queue.work()
    assert outcomes(link) == ["found", "found"]


def test_a_job_is_done_by_one_worker_and_by_another_when_that_one_died(
    archive: Archive, taken: datetime, site: Site
) -> None:
    archive.keep(taken, site.url("/ferry"), article())
    dies(site)
    archive_queue.note()
    (held,) = archive_queue.lease_jobs(limit=5)
    assert archive_queue.work() == 0  # somebody has it
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert archive_queue.work() == 1
    assert the_job().state == "holds"
    attempts = the_job().attempts
    archive_queue.run(held)  # the dead worker wakes up
    assert (the_job().attempts, ArchivedCopy.objects.count()) == (attempts, 1)


def test_an_archive_is_asked_by_one_worker_at_a_time(archive: Archive, site: Site) -> None:
    dies(site)
    host = Host.objects.get(name__startswith=HOST)
    lease = leases.lease_host(host.pk)
    assert lease is not None
    assert archive_queue.work() == 0
    assert archive.log == []
    assert (the_job().state, the_job().attempts) == ("waiting", 0)
    leases.free(lease)
    at_its_time()
    assert archive.log != []


def test_an_archive_is_never_asked_closer_than_its_delay(archive: Archive, taken: datetime, site: Site) -> None:
    archive.keep(taken, site.url("/ferry"), article())
    dies(site)
    Host.objects.filter(name__startswith=HOST).update(delay_seconds=0.3)
    archive_queue.work()
    pauses = [later - earlier for earlier, later in pairwise(archive.times)]
    assert len(pauses) == 3  # gate, where it leads, list, copy
    assert min(pauses) >= 0.25


def test_a_real_replay_program_is_looked_up(
    claim: Claim, taken: datetime, site: Site, settings: Any, tmp_path: Path
) -> None:
    site.pages["/ferry"] = Reply(edited())
    with time_machine.travel(timezone.now() - timedelta(hours=5)):
        visited(the_link(site))
    file = BytesIO()
    write_warc(file, snapshots_of(), name="pages.warc.gz")
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(file.getvalue())
    link = dies(site)
    with replaying(tmp_path / "pywb", path) as replay:
        settings.FETCH_PRIVATE_HOSTS = [*settings.FETCH_PRIVATE_HOSTS, f"{HOST}:{replay.port}"]
        Host.objects.create(name=f"{HOST}:{replay.port}", delay_seconds=0)
        for archive in (replay.url(""), f"timemap+{replay.url('timemap/link/')}"):
            settings.ARCHIVES = [archive]
            ArchivedCopy.objects.all().delete()
            ArchiveJob.objects.all().delete()
            archive_queue.work()
            assert the_job().state == "holds", the_job().reason
            copy = ArchivedCopy.objects.get(link=link)
            assert copy.taken_at == taken.replace(microsecond=0)
            assert f"{taken:%Y%m%d%H%M%S}" in copy.url
            assert outcomes(link) == ["found"]


def test_a_page_is_saved_when_its_claim_is_vetted(archive: Archive, site: Site, settings: Any) -> None:
    settings.SAVE_PAGE = archive.service
    site.pages["/draft"] = Reply(article(number=2))
    a_watched_claim(site, "/draft", vetted=False)
    archive.saved[site.url("/ferry")] = article()
    archive_queue.work()
    assert [path for path, _ in archive.log if path.startswith("/save/")] == [f"/save/{site.url('/ferry')}"]
    job = the_job("save")
    assert (job.state, job.link.url) == ("saved", site.url("/ferry"))
    assert job.result_url == archive.place(archive.moments(site.url("/ferry"))[0], site.url("/ferry"))
    assert outcomes(job.link) == ["found"]
    assert archive_queue.work() == 0


def test_the_saving_archives_own_list_says_which_copy_came_of_it(
    archive: Archive, claim: Claim, site: Site, settings: Any
) -> None:
    settings.SAVE_PAGE, archive.tells = archive.service, False
    archive.keep(datetime(2020, 1, 1, tzinfo=UTC), site.url("/ferry"), article())  # an old copy is not the saved one
    archive.saved[site.url("/ferry")] = article()
    archive_queue.work()
    assert "/2020" not in (the_job("save").result_url or "/2020")
    assert the_job("save").state == "saved"


def test_without_a_list_the_answer_says_it(archive: Archive, claim: Claim, site: Site, settings: Any) -> None:
    settings.SAVE_PAGE, settings.ARCHIVES = archive.service, []
    archive.saved[site.url("/ferry")] = article()
    archive_queue.work()
    assert the_job("save").result_url == archive.place(archive.moments(site.url("/ferry"))[0], site.url("/ferry"))


def test_a_copy_that_shows_late_is_found_without_saving_twice(
    archive: Archive, claim: Claim, site: Site, settings: Any
) -> None:
    settings.SAVE_PAGE, archive.tells = archive.service, False
    archive.saved[site.url("/ferry")] = article()
    archive.lags = True
    archive_queue.work()
    assert (the_job("save").state, the_job("save").reason) == ("waiting", "asked; no copy shows yet")
    archive.lags = False
    at_its_time()
    assert the_job("save").state == "saved"
    assert sum(path.startswith("/save/") for path, _ in archive.log) == 1


class Plain(Site):
    """The site under a name that every resolver knows."""

    def url(self, path: str, host: str = "localhost") -> str:
        return super().url(path, host)


def test_a_real_archive_saves_a_page(site: Site, settings: Any, tmp_path: Path) -> None:
    plain = Plain()
    plain.port = site.port
    settings.FETCH_PRIVATE_HOSTS = [f"localhost:{site.port}"]
    a_watched_claim(plain)
    with replaying(tmp_path / "pywb") as replay:
        settings.FETCH_PRIVATE_HOSTS = [*settings.FETCH_PRIVATE_HOSTS, f"{HOST}:{replay.port}"]
        settings.SAVE_PAGE, settings.ARCHIVES = replay.url("", record=True), [replay.url("")]
        Host.objects.create(name=f"{HOST}:{replay.port}", delay_seconds=0)
        asked = len(site.asked("/ferry"))
        ends = time.monotonic() + 60
        archive_queue.work()
        while the_job("save").state == "waiting" and time.monotonic() < ends:
            time.sleep(1)  # until it has written its index
            ArchiveJob.objects.update(attempts=1)
            at_its_time()
        assert (the_job("save").state, the_job("save").reason) == ("saved", None)
        assert len(site.asked("/ferry")) > asked
        assert outcomes(the_link(plain)) == ["found"]
        assert "/record/" not in (the_job("save").result_url or "/record/")


def test_a_saving_that_fails_is_tried_again_and_given_up_in_the_end(
    archive: Archive, claim: Claim, site: Site, settings: Any
) -> None:
    settings.SAVE_PAGE = archive.service
    archive_queue.work()
    assert (the_job("save").state, the_job("save").reason) == ("waiting", f"{HOST}: answers 403")
    for _ in archive_queue.BACK_OFF:
        at_its_time()
    assert (the_job("save").state, the_job("save").attempts) == ("given_up", len(archive_queue.BACK_OFF) + 1)
    asked = len(archive.log)
    at_its_time()
    assert len(archive.log) == asked


def test_saving_is_off_unless_it_is_set(archive: Archive, claim: Claim) -> None:
    assert archive_queue.work() == 0
    assert not ArchiveJob.objects.exists()


def test_the_pages_offer_our_snapshot_first_then_the_copy_that_holds_it(
    archive: Archive, claim: Claim, taken: datetime, site: Site, editor: User, signed_in: SignIn
) -> None:
    archive.keep(taken - timedelta(days=2), site.url("/ferry"), edited())
    archive.keep(taken + timedelta(days=3), site.url("/ferry"), article())
    link = dies(site)
    archive_queue.work()
    page = signed_in(editor).get(f"/links/{link.public_id}/").content.decode()
    holding = ArchivedCopy.objects.get(passages__outcome="found")
    assert page.index("Our own snapshot") < page.index(f'href="{holding.url}"')
    assert page.count("holds the quotation") == 2  # the badge, and the state of the job
    page = signed_in(editor).get(f"/claims/{claim.public_id}/").content.decode()
    assert page.index("our own snapshot") < page.index(f'href="{holding.url}"')
    assert "holds the quotation, verified on" in page
    assert f'href="{ArchivedCopy.objects.get(passages__outcome="changed").url}"' not in page


def test_what_is_found_dead_says_when_no_archive_holds_it(
    archive: Archive, claim: Claim, site: Site, editor: User, signed_in: SignIn
) -> None:
    dies(site)
    archive_queue.work()
    assert Check.objects.count() == 2
    page = signed_in(editor).get(f"/claims/{claim.public_id}/").content.decode()
    assert "No archived copy is known to hold the quotation" in page
    assert "No archived copy holds the quotation" in page  # the finding
