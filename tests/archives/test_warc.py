"""WARC files: what stands in them, what never does, and that a real replay program shows the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from claims.capture.fetch import fetch
from claims.capture.guard import Allowed
from claims.capture.installation import installation_limits
from claims.capture.intake import from_text, from_url
from claims.capture.transfer import Limits
from claims.models import Check, Claim, LedgerEntry, Link, Snapshot, User
from claims.rechecks import warc
from claims.rechecks.warc import snapshots_of, write_warc
from claims.recording.documents import stored_size, take_in
from tests.archives.pywb import replaying
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import EDITED, PARAGRAPHS, QUOTED, Reply, Site, article

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def edited() -> str:
    return article(*(text.replace(QUOTED, EDITED) for text in PARAGRAPHS))


def written(**chosen: Any) -> tuple[bytes, str]:
    file = BytesIO()
    tally = write_warc(file, snapshots_of(**chosen), name="pages.warc.gz")
    return file.getvalue(), str(tally)


def records(raw: bytes, kind: str) -> list[tuple[dict[str, str], str | None, bytes]]:
    """(WARC headers, HTTP status, payload) of the records of one kind."""
    found = []
    for record in ArchiveIterator(BytesIO(raw)):
        if record.rec_type == kind:
            status = record.http_headers.get_statuscode() if record.http_headers else None
            found.append((dict(record.rec_headers.headers), status, record.content_stream().read()))
    return found


def edited_and_back(site: Site) -> list[Snapshot]:
    """Three snapshots of one page: as it was, edited, as it was."""
    for minutes, page in ((1, edited()), (2, article())):
        site.pages["/ferry"] = Reply(page)
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            visited(the_link(site))
    return list(snapshots_of())


def test_a_snapshot_is_one_response_with_its_bytes_and_the_hash_that_they_have(claim: Claim, site: Site) -> None:
    (snapshot,) = snapshots_of(claim=claim)
    raw, tally = written(claim=claim)
    ((head, status, payload),) = records(raw, "response")
    assert payload == article().encode()
    assert (status, head["WARC-Target-URI"]) == ("200", site.url("/ferry"))
    assert head["WARC-Date"] == f"{snapshot.taken_at:%Y-%m-%dT%H:%M:%S.%f}Z"
    assert head["WARC-Payload-Digest"].startswith("sha256:")
    assert tally == "1 snapshots written, 0 of them as repetitions"
    ((about, _, known),) = records(raw, "metadata")
    assert about["WARC-Concurrent-To"] == head["WARC-Record-ID"]
    assert hashlib.sha256(payload).hexdigest().encode() in known
    ((_, _, info),) = records(raw, "warcinfo")
    assert b"headers were put together from the record" in info
    assert raw.count(b"\x1f\x8b\x08") >= 3  # a member for each record, so that it can be read from its middle


def test_the_reader_of_the_format_finds_nothing_wrong(claim: Claim, site: Site, tmp_path: Path) -> None:
    edited_and_back(site)
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(written()[0])
    with path.open("rb") as file:
        passed: dict[str, list[bool | None]] = {}
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            passed.setdefault(record.rec_type, []).append(record.digest_checker.passed)
    assert passed["response"] == [True, True]
    assert set(passed) == {"warcinfo", "response", "revisit", "metadata"}


def test_the_same_bytes_again_are_a_repetition_that_refers_to_the_first(claim: Claim, site: Site) -> None:
    first, _, last = edited_and_back(site)
    raw, tally = written()
    responses, (again,) = records(raw, "response"), records(raw, "revisit")
    assert [payload for _, _, payload in responses] == [article().encode(), edited().encode()]
    assert first.content_hash == last.content_hash
    assert again[0]["WARC-Refers-To-Date"] == responses[0][0]["WARC-Date"]
    assert again[0]["WARC-Payload-Digest"] == responses[0][0]["WARC-Payload-Digest"]
    assert again[2] == b""
    assert "3 snapshots written, 1 of them" in tally


def test_walls_errors_and_other_pages_documents_are_not_in_it(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("<p>Access denied. Secret wall.</p>", 403)
    visited(the_link(site))
    site.pages["/ferry"] = Reply("<p>Secret outage.</p>", 500)
    visited(the_link(site))
    site.pages["/ferry"] = Reply(edited(), 404)  # the words stand on a page that says it is not there
    visited(the_link(site))
    site.pages["/other"] = Reply(article(number=7))
    a_watched_claim(site, "/other", wording="The owner cancelled every sailing")
    assert Check.objects.count() == 3
    raw, _ = written(claim=claim)
    assert [payload for _, _, payload in records(raw, "response")] == [article().encode()]
    every = b"".join(record.content_stream().read() for record in ArchiveIterator(BytesIO(raw)))
    for words in (b"Secret", b"Access denied", b"report number 7", EDITED.encode()):
        assert words not in every


def test_a_wall_that_was_taken_in_as_if_it_were_the_page_is_left_out(claim: Claim, site: Site) -> None:
    wall = "<title>Just a moment...</title><p>Verifying your browser. Secret wall, please wait a little while here.</p>"
    site.pages["/wall"] = Reply(f"<html><body>{wall}<script>window._cf_chl_opt = {{}}</script></body></html>")
    take_in(captured=from_url(site.url("/wall"), limits=installation_limits()), actor=claim.logged_by)
    raw, tally = written()
    assert [head["WARC-Target-URI"] for head, _, _ in records(raw, "response")] == [site.url("/ferry")]
    assert "left out, not the page: 1" in tally


def test_what_nobody_answered_with_is_left_out_and_counted(claim: Claim) -> None:
    take_in(captured=from_text("A secret memo\n\nThe board met."), actor=claim.logged_by)
    raw, tally = written()
    assert len(records(raw, "response")) == 1
    assert "left out, pasted or uploaded: 1" in tally


def test_bytes_that_the_storage_lost_or_spoilt_are_left_out_and_counted(claim: Claim, site: Site) -> None:
    site.pages["/other"] = Reply(article(number=7))
    other = a_watched_claim(site, "/other", wording="The owner cancelled every sailing")
    for chosen, spoil in ((claim, None), (other, b"no gzip at all")):
        (snapshot,) = snapshots_of(claim=chosen)
        place = Path(default_storage.path(f"snapshots/{snapshot.content_hash[:2]}/{snapshot.content_hash}.gz"))
        place.unlink() if spoil is None else place.write_bytes(spoil)
    raw, tally = written()
    assert records(raw, "response") == []
    assert "left out, lost in the storage: 2" in tally


def test_a_replay_program_shows_each_edition_at_its_time(claim: Claim, site: Site, tmp_path: Path) -> None:
    first, second, third = edited_and_back(site)
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(written()[0])
    with replaying(tmp_path / "pywb", path) as replay:
        limits = Limits(allowed=Allowed(private_hosts=frozenset({f"archive.localhost:{replay.port}"})))
        for snapshot, body in ((first, article()), (second, edited()), (third, article())):
            page = fetch(replay.url(f"{snapshot.taken_at:%Y%m%d%H%M%S}id_/{site.url('/ferry')}"), limits=limits)
            assert page.status == 200
            assert page.body.decode() == body
            assert page.headers["content-type"] == "text/html"
        missing = fetch(replay.url(f"2026id_/{site.url('/other')}"), limits=limits)
        assert missing.status == 404


def redirected(site: Site) -> Claim:
    """A claim on a page to which two redirects lead."""
    site.pages["/short"] = Reply(status=301, headers={"Location": "/old"})
    site.pages["/old"] = Reply(status=302, headers={"Location": "/new"})
    site.pages["/new"] = Reply(article(number=9))
    return a_watched_claim(site, "/short")


def test_redirects_are_records_that_lead_to_the_page(claim: Claim, site: Site) -> None:
    raw, tally = written(claim=redirected(site))
    found = [(head["WARC-Target-URI"], status) for head, status, _ in records(raw, "response")]
    assert found == [(site.url("/short"), "301"), (site.url("/old"), "302"), (site.url("/new"), "200")]
    leads = [
        record.http_headers.get_header("Location") for record in ArchiveIterator(BytesIO(raw)) if record.http_headers
    ]
    assert leads == [site.url("/old"), site.url("/new"), None]
    assert tally == "1 snapshots written, 0 of them as repetitions; redirects: 2"


def test_a_replay_program_follows_the_redirects(claim: Claim, site: Site, tmp_path: Path) -> None:
    (snapshot,) = snapshots_of(claim=redirected(site))
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(written()[0])
    with replaying(tmp_path / "pywb", path) as replay:
        limits = Limits(allowed=Allowed(private_hosts=frozenset({f"archive.localhost:{replay.port}"})))
        page = fetch(replay.url(f"{snapshot.taken_at:%Y%m%d%H%M%S}mp_/{site.url('/short')}"), limits=limits)
    assert page.status == 200
    assert "This is report number 9" in page.body.decode()
    assert [status for status, _ in page.redirects] == [301, 302]
    assert site.url("/new") in page.final_url
    assert "archive.localhost" in page.final_url


def test_a_file_is_made_piece_by_piece_and_remembers_only_so_much(
    claim: Claim, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots = edited_and_back(site)
    taken: list[int] = []

    def one_by_one() -> Iterator[Snapshot]:
        for snapshot in snapshots:
            taken.append(snapshot.pk)
            yield snapshot

    monkeypatch.setattr(warc, "REMEMBERED", 1)
    stream = warc.Stream(one_by_one(), "pages.warc.gz")
    pieces: list[tuple[bytes, int]] = [(piece, len(taken)) for piece in stream]
    assert [number for _, number in pieces] == [0, 1, 2, 3]
    raw = b"".join(piece for piece, _ in pieces)
    assert (stream.tally.responses, stream.tally.revisits) == (3, 0)  # the first bytes were forgotten: whole again
    assert [payload.decode() for _, _, payload in records(raw, "response")] == [article(), edited(), article()]


def test_how_much_it_would_be_counts_the_same_bytes_once(claim: Claim, site: Site) -> None:
    first, second, _ = edited_and_back(site)
    found = warc.extent(snapshots_of())
    assert found.snapshots == 3
    assert found.size == stored_size(first.content_hash) + stored_size(second.content_hash)
    assert warc.extent(snapshots_of(since=timezone.now() + timedelta(days=1))) == warc.Extent(0, 0)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("export_warc", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_writes_a_claim_a_document_or_all_since_a_day(claim: Claim, site: Site, tmp_path: Path) -> None:
    site.pages["/other"] = Reply(article(number=7))
    other = a_watched_claim(site, "/other", wording="The owner cancelled every sailing")
    (snapshot,) = snapshots_of(claim=other)
    tomorrow = f"{snapshot.taken_at + timedelta(days=1):%Y-%m-%d}"
    for number, (choice, expected) in enumerate(
        (
            (["--claim", other.public_id], [site.url("/other")]),
            (["--document", snapshot.document.public_id], [site.url("/other")]),
            (["--link", the_link(site, "/other").public_id], [site.url("/other")]),
            (["--claim", claim.public_id, "--claim", other.public_id], [site.url("/ferry"), site.url("/other")]),
            (["--claim", claim.public_id, "--document", snapshot.document.public_id, "--since", tomorrow], []),
            (["--host", the_link(site).host.name], [site.url("/ferry"), site.url("/other")]),
            ([], [site.url("/ferry"), site.url("/other")]),
            (["--since", tomorrow], []),
        )
    ):
        path = tmp_path / f"{number}.warc.gz"
        assert str(path) in run(*choice, str(path))
        assert [head["WARC-Target-URI"] for head, _, _ in records(path.read_bytes(), "response")] == expected


def test_the_command_overwrites_nothing_and_says_what_it_does_not_know(claim: Claim, tmp_path: Path) -> None:
    path = tmp_path / "kept.warc.gz"
    path.write_bytes(b"precious")
    for arguments, words in (
        ([str(path)], "exists already"),
        (["--claim", "nothing", str(tmp_path / "a")], "no claim nothing"),
        (["--document", "nothing", str(tmp_path / "a")], "no document nothing"),
        (["--host", "nothing", str(tmp_path / "a")], "no host nothing"),
        (["--link", "nothing", "--link", "no", str(tmp_path / "a")], "no link no, nothing"),
        (["--since", "yesterday", str(tmp_path / "a")], "takes a day"),
        ([str(tmp_path / "no" / "folder")], "cannot be written"),
    ):
        with pytest.raises(CommandError, match=words):
            run(*arguments)
    assert path.read_bytes() == b"precious"
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["kept.warc.gz"]


def test_the_newsroom_downloads_it_and_the_ledger_knows(claim: Claim, checker: User, signed_in: SignIn) -> None:
    (snapshot,) = snapshots_of(claim=claim)
    for path in (f"/claims/{claim.public_id}/warc/", f"/documents/{snapshot.document.public_id}/warc/"):
        answer = signed_in(checker).post(path)
        raw = answer.getvalue()
        assert [payload for _, _, payload in records(raw, "response")] == [article().encode()]
        assert "attachment" in answer.headers["Content-Disposition"]
    assert '"export_warc"' in LedgerEntry.objects.latest("id").payload


def downloaded(client: Client, **sent: Any) -> list[str]:
    """The addresses of the pages in what is downloaded from the list of links."""
    answer = client.post("/links/warc/", {"confirmed": "1", **sent})
    raw = answer.getvalue()
    return [head["WARC-Target-URI"] for head, _, _ in records(raw, "response")]


def test_many_links_are_downloaded_by_ticks_or_filters_after_a_look_at_how_much_it_is(
    claim: Claim, site: Site, checker: User, signed_in: SignIn
) -> None:
    site.pages["/other"] = Reply(article(number=7))
    a_watched_claim(site, "/other", wording="The owner cancelled every sailing")
    client, ferry, other = signed_in(checker), the_link(site), the_link(site, "/other")
    assert "Download snapshots" in client.get("/links/").content.decode()
    asked = client.post("/links/warc/", {"link": [ferry.public_id], "back": "/links/?sort=due"}).content.decode()
    assert "1 snapshot, about" in asked
    assert "Download the snapshots of 1 link?" in asked
    assert f'value="{ferry.public_id}"' in asked
    assert 'href="/links/?sort=due"' in asked
    assert downloaded(client, link=[ferry.public_id]) == [ferry.url]
    assert downloaded(client) == [ferry.url, other.url]
    Link.objects.filter(pk=other.pk).update(state="dead")
    assert downloaded(client, state="dead") == [other.url]
    empty = client.post("/links/warc/", {"state": "blocked"}).content.decode()
    assert "There are no snapshots of these pages yet" in empty
    assert ">Download</button>" not in empty
    assert '"subject": "links"' in LedgerEntry.objects.latest("id").payload.replace('":"', '": "')


def test_whole_copies_never_leave_to_consumers(claim: Claim, consumer: User, signed_in: SignIn) -> None:
    (snapshot,) = snapshots_of(claim=claim)
    paths = (f"/claims/{claim.public_id}/warc/", f"/documents/{snapshot.document.public_id}/warc/", "/links/warc/")
    for path in paths:
        answer = signed_in(consumer).post(path, {"confirmed": "1"})
        assert answer.status_code == 403
        assert "engines failed" not in answer.content.decode()


def test_two_snapshots_are_compared_word_by_word(claim: Claim, site: Site, checker: User, signed_in: SignIn) -> None:
    first, second, _ = edited_and_back(site)
    address = f"/documents/{first.document.public_id}/text/"
    page = signed_in(checker).get(f"{address}?old={first.public_id}&new={second.public_id}").content.decode()
    assert "<del>Two</del>" in page
    assert "<ins>One</ins>" in page
    assert "built in 1998" in signed_in(checker).get(f"{address}?all=1").content.decode()
    assert address in signed_in(checker).get(f"/documents/{first.document.public_id}/editions/").content.decode()
    same = signed_in(checker).get(f"{address}?old={first.public_id}&new={snapshots_of().last().public_id}")  # type: ignore[union-attr]  # there are three
    assert "the same to the letter" in same.content.decode()
