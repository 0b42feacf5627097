"""Parts of a claim, sources, pages and the export: only what releases tell, and whole."""

from __future__ import annotations

import csv
import gzip
import io
import json
import threading
import time
from typing import Any

import pytest
from django.db import connection

from claims.api import export
from claims.api.export import takes_gzip
from claims.models import Relay, Release, Source, SourceGrade, Sourcing, User
from claims.vocabulary import ReviewAction
from tests.api.build import get, ids, token
from tests.models.build import a_source, a_user
from tests.review.build import QUOTED, logged, step, vetted


@pytest.mark.django_db
def test_evidence_and_history_are_of_the_release(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.REOPEN, None)
    path = f"claims/{claim.public_id}"
    answer = get(f"{path}/evidence?version=1")
    assert (answer.json()["version"], answer.json()["evidence"][0]["passage"]["quote"]) == (1, QUOTED)
    assert get(f"{path}/evidence", **{"If-None-Match": get(path).headers["ETag"]}).status_code == 304
    history = get(f"{path}/history").json()
    assert [(entry["version"], entry["kind"]) for entry in history["versions"]] == [
        (2, "under_recheck"),
        (1, "published"),
    ]
    assert [entry["etag"] for entry in history["versions"]] == [
        row.etag for row in Release.objects.order_by("-version")
    ]
    step(claim, ReviewAction.WITHDRAW, editor, note="misheard")
    for part in ("evidence", "history", "provenance"):
        assert get(f"{path}/{part}").status_code == 410
        assert get(f"claims/{logged(checker).public_id}/{part}").status_code == 404


@pytest.mark.django_db
def test_the_graph_leads_from_outlet_and_source_to_the_claim(checker: User, editor: User) -> None:
    claim = logged(checker, claimant=a_source(name="Harbour Board"))
    sourcing = Sourcing.objects.get()
    agency = a_source(name="Wire")
    Relay.objects.create(sourcing=sourcing, position=1, relayed_by=agency, relayed_for_id=sourcing.source_id or 0)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    graph = get(f"claims/{claim.public_id}/provenance").json()
    evidence = claim.evidence.get()
    keys = {node["id"] for node in graph["nodes"]}
    assert {f"claim:{claim.public_id}", f"evidence:{evidence.public_id}", f"source:{agency.public_id}"} <= keys
    assert {end for edge in graph["edges"] for end in (edge["from"], edge["to"])} <= keys
    assert {edge["kind"] for edge in graph["edges"]} == {"bears_on", "holds", "said", "relayed_by", "claimed"}
    unnamed = Source.objects.get(unnamed_of=claim)
    assert unnamed.public_id not in json.dumps(graph)
    assert "an engineer" in json.dumps(graph)


@pytest.mark.django_db
def test_sources_are_those_that_releases_name(checker: User, editor: User) -> None:
    told, hidden = a_source(name="Harbour Board"), a_source(name="Quay Council")
    vetted(checker, editor, claimant=told)
    logged(checker, claimant=hidden)
    gone = vetted(checker, editor, claimant=a_source(name="Pilots"))
    step(gone, ReviewAction.WITHDRAW, editor, note="misheard")
    SourceGrade.objects.create(source=told, letter="B", reason="private words", graded_by=editor)
    listed = get("sources")
    assert [(entry["id"], entry["grades"][0]["letter"]) for entry in listed.json()["results"]] == [
        (told.public_id, "B")
    ]
    assert listed.json()["results"][0]["record"] == {"resolved": 0, "not_false": 0, "false": 0}
    assert get(f"sources/{told.public_id}").json() == listed.json()["results"][0]
    unnamed = [source for source in Source.objects.all() if source.name is None]
    assert len(unnamed) == 3
    for source in (hidden, *unnamed):
        assert get(f"sources/{source.public_id}").status_code == 404
    for word in ("private words", "Quay Council", "Pilots", "an engineer", "edith"):
        assert word not in listed.content.decode()


@pytest.mark.django_db
def test_sources_come_by_pages_at_a_fixed_cost(checker: User, editor: User, django_assert_num_queries: Any) -> None:
    names = [a_source(name=f"Board {number}") for number in range(3)]
    for source in names:
        vetted(checker, editor, claimant=source)
    key = token()
    get("claims", key=key)
    found: list[str] = []
    further: str | None = ""
    while further is not None:
        with django_assert_num_queries(8):
            page = get(f"sources?limit=2{further}", key=key).json()
        found += [entry["id"] for entry in page["results"]]
        further = f"&cursor={page['next']}" if page["next"] else None
    assert found == [source.public_id for source in names]
    assert get("sources?cursor=x").status_code == 400


@pytest.mark.django_db
def test_a_page_is_known_by_its_vetted_claims_however_its_address_is_written(checker: User, editor: User) -> None:
    claim, draft = vetted(checker, editor), logged(checker)
    url = claim.evidence.get().passage.snapshot.document.canonical_url or ""
    for written in (
        url,
        f"{url}/?utm_source=mail",
        url.replace("https://", "http://www."),
        url.removeprefix("https://"),
    ):
        answer = get(f"documents?url={written}")
        assert (ids(answer), answer.json()["address"]) == ([claim.public_id], url.removeprefix("https://")), written
    hidden = draft.evidence.get().passage.snapshot.document.canonical_url
    never = get("documents?url=https://nowhere.example/x").json()
    assert get(f"documents?url={hidden}").json()["results"] == never["results"] == []
    assert get("documents").status_code == get("documents?url=").status_code == 400


def whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.django_db
def test_the_export_is_every_current_release_to_the_byte_and_resumable(
    checker: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "AT_ONCE", 2)
    claims = [vetted(checker, editor) for _ in range(5)]
    step(claims[0], ReviewAction.REOPEN, None)
    step(claims[1], ReviewAction.WITHDRAW, editor, note="misheard")
    logged(checker)
    current = Release.objects.filter(pk__in=[3, 4, 5, 6]).order_by("pk")
    lines = whole(get("export")).splitlines()
    assert lines == [bytes(row.document) for row in current]
    assert whole(get("export?after=4")).splitlines() == lines[2:]
    zipped = get("export", **{"Accept-Encoding": "br, gzip;q=0.5"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(whole(zipped)).splitlines() == lines
    assert get("export?format=xml").status_code == get("export?after=x").status_code == 400


@pytest.mark.django_db
def test_the_table_holds_the_essentials_and_no_formula(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, wording="=HYPERLINK(1) is typed", tags=["sea", "storm"])
    rows = list(csv.DictReader(io.StringIO(whole(get("export?format=csv")).decode())))
    assert [(row["id"], row["claim"], row["tags"], row["status"]) for row in rows] == [
        (claim.public_id, "'=HYPERLINK(1) is typed", "sea; storm", "single_source")
    ]
    claim.current_release.delete()
    assert whole(get("export?format=csv")).decode().strip() == ",".join(export.COLUMNS)


@pytest.mark.parametrize(
    ("header", "taken"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("", False), ("br", False)],
)
def test_gzip_is_sent_to_who_takes_it(header: str, taken: bool) -> None:
    assert takes_gzip(header) is taken


@pytest.mark.django_db
def test_the_feed_waits_no_longer_than_asked_and_not_where_there_is_something(checker: User, editor: User) -> None:
    vetted(checker, editor)
    assert len(get("changes?wait=30").json()["results"]) == 1
    assert get("changes?wait=31").status_code == get("changes?wait=x").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_who_waits_is_answered_when_a_release_is_written_and_holds_no_connection() -> None:
    checker, editor = a_user(role="fact_checker"), a_user(role="editor")
    key = token()
    answers: list[dict[str, Any]] = []
    held: list[int] = []

    def wait() -> None:
        try:
            answers.append(get("changes?wait=20", key=key).json())
        finally:
            connection.close()

    waiting = threading.Thread(target=wait)
    waiting.start()
    with connection.cursor() as cursor:
        for _ in range(4):
            time.sleep(0.3)
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'"
            )
            held.append(cursor.fetchone()[0])
    claim = vetted(checker, editor)
    waiting.join(timeout=25)
    assert [entry["id"] for entry in answers[0]["results"]] == [claim.public_id]
    assert held[-1] <= 2  # this look, and at most that of the process
