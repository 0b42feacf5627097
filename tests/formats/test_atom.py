"""The Atom feed as feedparser reads it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import feedparser

from claims.publishing.formats.atom import feed
from tests.formats.build import CLAIM, QUOTED, SITE, TOMBSTONE, VERDICT, evidence, release

ADDRESS = "https://www.vetters.example/feeds/vetted.atom"


def read(*documents: dict[str, Any], following: str | None = None) -> Any:
    found = feedparser.parse(feed(documents, SITE, address=ADDRESS, following=following))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_an_entry_says_what_a_reader_of_feeds_shows() -> None:
    found = read(release(verdict=VERDICT), following=f"{ADDRESS}?before=3")
    (entry,) = found.entries
    assert (entry.id, entry.title) == ("https://www.vetters.example/c/claim00000000001", CLAIM)
    assert entry.link == entry.id
    assert entry.updated == "2026-03-05T10:00:00Z"
    assert entry.published == "2026-03-04T10:00:00Z"
    assert entry.summary == "Mostly true. Corroboration: single source."
    assert [tag.term for tag in entry.tags] == ["ferries", "safety"]
    assert QUOTED in entry.content[0].value
    assert "The Courier, 2023" in entry.content[0].value
    assert entry.rights == "The Courier, 2023"
    assert "https://courier.example/ferry" in [link.href for link in entry.links if link.rel == "via"]
    links = {link.rel: link.href for link in found.feed.links}
    assert (links["self"], links["next"]) == (ADDRESS, f"{ADDRESS}?before=3")
    assert (found.feed.title, found.feed.author) == ("The Vetters: vetted claims", "The Vetters")


def test_a_claim_under_recheck_says_so() -> None:
    (entry,) = read(release(kind="under_recheck")).entries
    assert entry.summary.startswith("Under recheck.")


def test_withheld_words_are_not_in_it() -> None:
    found = feed([release(evidence=[evidence(withheld=True)])], SITE, address=ADDRESS, following=None)
    assert QUOTED.encode() not in found
    assert b"<content" not in found


def test_a_withdrawn_claim_is_a_tombstone_and_one_without_words_is_left_out() -> None:
    found = feed([TOMBSTONE, release(claim=None)], SITE, address=ADDRESS, following=None)
    root = ElementTree.fromstring(found)
    (gone,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.get("ref") == "https://www.vetters.example/c/claim00000000001"
    assert gone.get("when") == "2026-04-05T10:00:00Z"
    assert read(TOMBSTONE, release(claim=None)).entries == []


def test_signs_of_xml_and_signs_that_xml_has_no_place_for_do_no_harm() -> None:
    wild = "<b>&amp; \x00\x0b\ufffe“ok”]]>"
    quoting = evidence(passage={**evidence()["passage"], "quote": wild})
    (entry,) = read(release(claim=wild, tags=[wild], evidence=[quoting])).entries
    assert "“ok”" in entry.title
    assert "<b>" not in entry.content[0].value.replace("&lt;b&gt;", "")


def test_an_empty_feed_is_one_too() -> None:
    assert read().entries == []
