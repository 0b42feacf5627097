"""Rights of a page are read within limits; what cannot be read is told, and nothing that came in is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claims.capture.intake import from_fetched, from_text
from claims.capture.values import Captured
from claims.recording.documents import bytes_of, store_snapshot, take_in
from claims.recording.rights import rights_in
from claims.rights.notice import find_notices
from claims.rights.structured import find_structured
from claims.rights.values import Notice
from claims.rights.wire import notices_from, plain
from claims.vocabulary import EvidenceMethod
from tests.capture.test_intake import PAGE, fetched

LICENCE = '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">ferry </a>'
STATED = '<meta name="robots" content="max-snippet:90">'
UNREAD = "rights: the page’s own data could not be read within the limits of time and memory"
MANY = (PAGE + "<p a b c>x" * 3_000_000).encode()


def a_page(raw: bytes = PAGE.encode()) -> Captured:
    """A page as read, with other bytes that were served for it."""
    return replace(from_fetched(fetched()), raw=raw)


def methods(notices: tuple[Notice, ...]) -> set[EvidenceMethod]:
    return {notice.method for notice in notices}


def test_the_data_of_a_page_comes_before_its_visible_text() -> None:
    found = rights_in(a_page(PAGE.replace("</head>", f"{STATED}</head>").encode()))
    assert [notice.method.value for notice in found.notices] == ["meta", "visible_text", "visible_text"]
    assert found.unread == ()


def test_pasted_text_has_no_data_to_read() -> None:
    found = rights_in(from_text(f"{STATED}\n© 2026 Harbour Courier. All rights reserved."))
    assert methods(found.notices) == {EvidenceMethod.VISIBLE_TEXT}
    assert found.unread == ()


def test_a_page_that_costs_too_much_time_keeps_its_visible_notice_and_says_so() -> None:
    found = rights_in(a_page(MANY), data_seconds=2.0)
    assert methods(found.notices) == {EvidenceMethod.VISIBLE_TEXT}
    assert found.unread == (UNREAD,)
    assert rights_in(a_page(f"{STATED}{PAGE}".encode())).unread == ()


def test_a_text_that_costs_too_much_time_is_told_too() -> None:
    found = rights_in(from_text("© a " * 200_000), text_seconds=0.05)
    assert found.notices == ()
    assert found.unread == ("rights: the notices in its text could not be read within the limits of time and memory",)


def test_notices_of_a_text_keep_their_places_on_the_way() -> None:
    taken = from_text("🚢 Fähre\n\n© 2026 Harbour Courier. All rights reserved.\n\nPhoto: Bo Lind/Courier")
    found = rights_in(taken).notices
    assert found == find_notices(taken.whole)
    assert [taken.text[notice.start : notice.end] for notice in found] == [notice.verbatim for notice in found]


@pytest.mark.django_db
def test_a_page_whose_data_cannot_be_read_is_recorded_with_its_bytes_and_a_note(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    document, costly = take_in(captured=a_page(), actor=None).document, a_page(MANY)
    snapshot = store_snapshot(
        document=document, captured=costly, actor=None, rights=rights_in(costly, data_seconds=2.0)
    )
    assert bytes_of(snapshot) == MANY
    assert snapshot.page["disagreements"] == [UNREAD]
    assert snapshot.page["notices"] == ["Photo Bo Lind", "© 2026 Harbour Courier. All rights reserved."]


@pytest.mark.parametrize(
    "data",
    [
        '<meta name="robots" content="max-snippet:90, noai, noimageai"><meta name="tdm-reservation" content="1">',
        f"{LICENCE}<p>{LICENCE}",
        '<script type="application/ld+json">{"@type": "NewsArticle", "copyrightHolder": "Courier", "copyrightYear":'
        ' 2026, "copyrightNotice": "© 2026 Courier. Short excerpts may be quoted until 2 March 2027."}</script>',
    ],
    ids=["metas", "links", "json"],
)
def test_statements_come_back_from_the_other_process_as_they_were_found(data: str) -> None:
    found = find_structured(data.encode())
    assert found
    assert notices_from(plain(found)) == found
    assert rights_in(a_page(data.encode())).notices[: len(found)] == find_structured(
        data.encode(), url="https://courier.example/b"
    )
