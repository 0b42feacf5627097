"""``manage.py log_article``: what it prints of an article, and what it says when there is none."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wcwidth import wcswidth

from claims.demo.content import BY_SLUG, DemoArticle
from claims.demo.pages import article_page
from claims.demo.site import DemoSite, hosts
from claims.demo.state import PageState
from claims.models import Document, Snapshot

FERRY = BY_SLUG["sanderling-engine"]
ROOT = Path(__file__).parent.parent.parent


def log_article(*arguments: str) -> str:
    output = StringIO()
    call_command("log_article", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def page(tmp_path: Path) -> str:
    return written(tmp_path, FERRY)


def written(folder: Path, article: DemoArticle) -> str:
    path = folder / f"{article.slug}.html"
    path.write_bytes(article_page(article))
    return str(path)


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Iterator[DemoSite]:
    with DemoSite(port=0, state=tmp_path / "demo-site.json") as server:
        settings.FETCH_PRIVATE_HOSTS = list(hosts(server.port))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_table_shows_each_statement_with_its_sourcing(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    said = log_article(page)
    row = next(line for line in said.splitlines() if "“We knew before we cast off" in line)
    assert ("Direct quote" in row, "Unnamed person" in row, "the engineer" in row) == (True, True, True)
    relayed = next(line for line in said.splitlines() if "should have been postponed" in line)
    assert "Officials at the Maritime Safety Board" in " ".join(said.split())
    assert "Officials at the" in relayed
    assert "Lise Corran / Harbour Courier, year: 2019" in said
    assert "© 2025 The Harbour Courier." in said
    assert "permits excerpt" in said


def test_the_columns_of_the_table_are_aligned_in_every_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    lines = log_article(written(tmp_path, BY_SLUG["trigo-aurelia-bay"])).splitlines()
    rule = next(line for line in lines if line.startswith("----"))
    title = lines[lines.index(rule) - 1]
    at = title.index("statement")
    body = lines[lines.index(rule) + 1 : lines.index("Warnings:") - 1]
    assert len(body) > 15
    for line in body:
        assert wcswidth(line) <= 140
        assert line[at - 2 : at].strip() == ""


def test_a_narrow_terminal_gets_a_table_all_the_same(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert "Unnamed person" in log_article(page)


def test_json_holds_everything_with_positions_that_are_true(page: str) -> None:
    said = json.loads(log_article(page, "--json"))
    assert said["title"] == "Ferry left port with one engine out of service, engineer says"
    assert said["language"] == "en"
    quoted = next(entry for entry in said["statements"] if "We knew" in entry["text"])
    assert (quoted["voice"], quoted["sourcing"], quoted["part"]) == ("direct_quote", "unnamed_person", "body")
    assert len(quoted["quotations"]) == 1
    assert all(entry["end"] - entry["start"] == len(entry["text"]) for entry in said["statements"])
    notice = next(entry for entry in said["rights"] if "Harbour Courier. Excerpts" in entry["verbatim"])
    assert {"permit", "duty"} <= {rule["kind"] for rule in notice["rules"]}
    assert said["page"] is None


def test_plain_text_and_emoji_and_right_to_left_are_read(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Ferry late\n\nThe ferry was late, the harbour said. 🚢\n\nوقال المدير: «غداً».\n")
    said = json.loads(log_article(str(path), "--json"))
    assert any("🚢" in entry["text"] for entry in said["statements"])
    assert any("غداً" in entry["text"] for entry in said["statements"])


def test_a_text_cannot_command_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Title\n\nThe harbour said \x1b[2J\x1b]0;owned\x07 that ships are late \u202egnp.exe.\n")
    said = log_article(str(path))
    assert "ships are late" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_an_article_without_any_claim_says_so(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    path.write_text("© 2025 Nobody. All rights reserved.")
    said = log_article(str(path))
    assert "Warnings:\n  none" in said
    assert "© 2025 Nobody." in said


def test_an_address_is_visited_through_the_guard(site: DemoSite) -> None:
    said = json.loads(log_article(FERRY.url(site.port), "--json"))
    assert said["title"].startswith("Ferry left port")


def test_standard_input_is_read_and_the_exit_code_tells(page: str) -> None:
    command = [sys.executable, "manage.py", "log_article", "-", "--json"]
    good = subprocess.run(command, input=Path(page).read_bytes(), capture_output=True, cwd=ROOT, check=False)
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["title"].startswith("Ferry left port")
    empty = subprocess.run(command, input=b" \n", capture_output=True, cwd=ROOT, check=False)
    assert empty.returncode == 1
    assert b"There is no text here" in empty.stderr
    assert b"Traceback" not in empty.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "There is no text here"),
        ("empty.html", b"<!DOCTYPE html><html><body></body></html>", "No article was found"),
        ("binary.txt", b"a\x00b", "not text"),
        ("paper.pdf", b"%PDF-1.7 ...", "This is a PDF"),
        ("letter.docx", b"PK\x03\x04...", "office document"),
        ("long.txt", b"word " * 2_000_000, "longer than"),
    ],
)
def test_a_file_that_is_no_article_is_refused_in_words(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        log_article(str(path))


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.txt"):
        with pytest.raises(CommandError, match="cannot be read"):
            log_article(str(path))


def test_an_address_that_gives_no_article_is_refused_in_words(site: DemoSite, settings: Any) -> None:
    site.state.tell(FERRY, PageState.VANISHED)
    with pytest.raises(CommandError, match="status 404"):
        log_article(FERRY.url(site.port))
    with pytest.raises(CommandError, match="type image/svg"):
        log_article(f"http://{FERRY.outlet.host}:{site.port}/pictures/ferry.svg")
    with pytest.raises(CommandError, match=r"not visited|ports 80"):
        log_article(f"http://127.0.0.1:{site.port}/")
    with pytest.raises(CommandError, match="http://"):
        log_article("ftp://example.org/page")
    dead = FERRY.url(1)
    settings.FETCH_PRIVATE_HOSTS = [f"{FERRY.outlet.host}:1"]
    with pytest.raises(CommandError, match="could not be reached"):
        log_article(dead)


@pytest.mark.django_db
def test_saving_takes_the_article_in_once_and_prints_its_page(page: str) -> None:
    first, second = log_article(page, "--save"), log_article(page, "--save")
    snapshot = Snapshot.objects.get()
    assert snapshot.public_id in first.splitlines()[-1]
    assert second.splitlines()[-1] == first.splitlines()[-1]
    assert json.loads(log_article(page, "--save", "--json"))["page"] in first


@pytest.mark.django_db
def test_without_saving_nothing_is_written(page: str) -> None:
    log_article(page)
    assert not Document.objects.exists()
