"""Taking an article in, and its reading page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from claims.capture.errors import NOT_VISITED
from claims.models import Document, Link, ReadableText, Snapshot, User
from claims.recording.documents import page_number
from tests.capture.pdfs import a_pdf, column
from tests.models.build import a_passage, some_evidence
from tests.web.pages import ARTICLE, UNNAMED, an_article, value_of

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def _nothing_saved() -> bool:
    return not (Document.objects.exists() or Snapshot.objects.exists() or ReadableText.objects.exists())


def test_pasted_text_leads_to_its_statements(checker: User, signed_in: SignIn) -> None:
    answer = signed_in(checker).post("/read/", {"text": ARTICLE}, follow=True)
    page = unescape(answer.content.decode())
    assert answer.redirect_chain[0][0].startswith("/snapshots/")
    assert "Two ferries stay in port after engine trouble</h1>" in page
    assert '<span class="source-words">a person familiar with the repairs</span>' in page
    assert "Unnamed person" in page
    assert "Log this" in page


def test_a_file_is_read_as_text_is(checker: User, signed_in: SignIn) -> None:
    file = SimpleUploadedFile("article.html", f"<html><body><article><h1>Ferry</h1><p>{UNNAMED}</p></article>".encode())
    answer = signed_in(checker).post("/read/", {"file": file}, follow=True)
    assert "familiar with the repairs" in answer.content.decode()


def test_a_pdf_shows_on_which_page_each_statement_stands(checker: User, signed_in: SignIn) -> None:
    raw = a_pdf(column(["The ferry left the harbour an hour late."]), column(["It came back on the next day at noon."]))
    answer = signed_in(checker).post("/read/", {"file": SimpleUploadedFile("report.pdf", raw)}, follow=True)
    page = answer.content.decode()
    assert '<dt>Pages</dt><dd class="num">2</dd>' in page
    assert page.index("<span>page 1</span>") < page.index("It came back") < page.index("<span>page 2</span>")
    assert page_number(Snapshot.objects.get(), ReadableText.objects.get().text.index("It came")) == 2


def test_what_sources_disagree_about_and_the_address_in_a_mail_are_shown(checker: User, signed_in: SignIn) -> None:
    html = f'<html lang="de"><body><h1>Ferry</h1><p>{UNNAMED}</p><p>{ARTICLE}</p></body></html>'
    mail = f"Subject: Fwd: Ferry\n\n{UNNAMED}\n\nhttps://courier.example/<b>ferry\n"
    pages = [
        signed_in(checker)
        .post("/read/", {"file": SimpleUploadedFile(name, raw.encode())}, follow=True)
        .content.decode()
        for name, raw in (("a.html", html), ("a.eml", mail))
    ]
    assert "language: the page declares “de”, its text is “en”" in pages[0]
    assert "Address in the mail" not in pages[0]
    assert 'https://courier.example/ <span class="small muted">not confirmed</span>' in pages[1]
    assert Document.objects.filter(canonical_url=None).count() == 2
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    ("entered", "says"),
    [
        ({}, "There is no text here"),
        ({"text": "  \n "}, "There is no text here"),
        ({"text": "ferry\x00ferry"}, "binary data"),
        ({"text": "a" * 10_000_000}, "longer than 1,000,000 characters"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 ferry")}, "This is a PDF that is damaged"),
        ({"file": SimpleUploadedFile("a.pdf", a_pdf([]))}, "This is a PDF without text"),
        ({"file": SimpleUploadedFile("a.eml", b"Subject: Ferry\n\n")}, "There is no text in this mail"),
        ({"file": SimpleUploadedFile("a.bin", b"ferry\x00\x01\x02")}, "This is not text"),
        ({"file": SimpleUploadedFile("a.png", b"\x89PNG\r\n")}, "This is a picture"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "There is no text here"),
        ({"file": SimpleUploadedFile("a.txt", b"x" * 10_000_000)}, "longer than 1,000,000 characters"),
        ({"address": "ftp://courier.example/a"}, "start with http:// or https://"),
        ({"address": "https://me:secret@courier.example/"}, "Remove what stands before the @"),
        ({"address": "javascript:alert(1)"}, "not a web address"),
        ({"address": "https://courier.example:8443/"}, "Only the ports 80 and 443"),
        ({"text": "The ferry left.", "file": SimpleUploadedFile("a.txt", b"The ferry")}, "which of them is it"),
        ({"text": "The ferry left.", "address": "https://me:secret@courier.example/"}, "before the @"),
    ],
    ids=lambda value: None if isinstance(value, str) else " and ".join(value) or "nothing",
)
def test_what_cannot_be_taken_in_is_said_beside_its_field_and_nothing_is_saved(
    entered: dict[str, object], says: str, checker: User, signed_in: SignIn
) -> None:
    for value in entered.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    answer = signed_in(checker).post("/read/", entered)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in page
    field = next(reversed(entered), "text")
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}_error"' in page
    assert _nothing_saved()


def test_what_was_typed_is_kept(checker: User, signed_in: SignIn) -> None:
    both = {"text": "The <b>ferry</b> left.", "address": "https://courier.example:99/"}
    page = signed_in(checker).post("/read/", both).content.decode()
    assert value_of(page, "text") == "The <b>ferry</b> left."
    assert value_of(page, "address") == "https://courier.example:99/"
    assert "<b>ferry" not in page


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر مطّلع إن العبّارة تأخرت يوم الإثنين. وأكدت هيئة الميناء ذلك.",
        "🚢🔥 Ferry on fire!! 👩‍🚒 said a witness.",
        "1234",
    ],
    ids=["right to left", "emoji", "no claim"],
)
def test_texts_of_all_scripts_are_taken_in(text: str, checker: User, signed_in: SignIn) -> None:
    answer = signed_in(checker).post("/read/", {"text": text}, follow=True)
    assert answer.status_code == 200
    assert ReadableText.objects.get().text == text
    page = answer.content.decode()
    assert '<h1 dir="auto">' in page


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        where = {"/loop": "/loop", "/inside": "http://127.0.0.1/"}.get(self.path)
        if where:
            self.send_response(302)
            self.send_header("Location", where)
            self.end_headers()
            return
        kind, body = {
            "/article": ("text/html", f"<html><article><h1>Ferry</h1><p>{UNNAMED}</p></article>".encode()),
            "/report.pdf": ("application/pdf", b"%PDF-1.7"),
        }.get(self.path, ("text/html", b"gone"))
        self.send_response(200 if self.path in ("/article", "/report.pdf") else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's signature
        pass


@pytest.fixture
def site(settings: Settings) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    settings.FETCH_PRIVATE_HOSTS = [f"127.0.0.1:{server.server_port}"]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_visited_and_put_under_watch(site: str, checker: User, signed_in: SignIn) -> None:
    answer = signed_in(checker).post("/read/", {"address": f" {site}/article "}, follow=True)
    page = answer.content.decode()
    assert "familiar with the repairs" in page
    assert f'<a href="{site}/article" rel="noopener noreferrer nofollow">' in page
    assert Link.objects.get().url == f"{site}/article"


@pytest.mark.parametrize(
    ("path", "says"),
    [("/loop", "keeps redirecting"), ("/report.pdf", "This is a PDF"), ("/nowhere", "answered with status 404")],
)
def test_an_address_that_leads_to_no_page_says_why(
    path: str, says: str, site: str, checker: User, signed_in: SignIn
) -> None:
    page = unescape(signed_in(checker).post("/read/", {"address": site + path}).content.decode())
    assert says in page
    assert value_of(page, "address") == site + path
    assert _nothing_saved()
    assert not Link.objects.exists()


def test_refused_closed_and_unknown_hosts_look_alike(site: str, checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    addresses = ["http://10.0.0.1/", "http://localhost/", f"{site}/inside", "http://no-such-host.invalid/"]
    for address in addresses:
        page = unescape(client.post("/read/", {"address": address}).content.decode())
        assert NOT_VISITED in page, address
        assert "public web" not in page
    assert _nothing_saved()


def test_an_administrator_learns_that_an_address_was_refused(checker: User, signed_in: SignIn) -> None:
    checker.is_superuser = True
    checker.save()
    page = unescape(signed_in(checker).post("/read/", {"address": "http://10.0.0.1/"}).content.decode())
    assert "not on the public web" in page


def test_markup_in_an_article_is_shown_as_text(checker: User, signed_in: SignIn) -> None:
    text = f"<script>alert(1)</script> in port\n\n{UNNAMED}\n\n© 2024 <script>alert(2)</script> Courier"
    page = signed_in(checker).post("/read/", {"text": text}, follow=True).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_filter_shows_one_kind_of_sourcing(checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    page = unescape(
        signed_in(checker).get(f"/snapshots/{snapshot.public_id}/?sourcing=unnamed_person").content.decode()
    )
    assert "three engines" in page.split('<ol class="article">')[1]
    assert "built in 1998" not in page.split('<ol class="article">')[1]
    assert 'aria-current="true" href="?sourcing=unnamed_person#statements"' in page


def test_terms_are_shown_with_the_words_that_decided(checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    page = unescape(signed_in(checker).get(f"/snapshots/{snapshot.public_id}/").content.decode())
    assert "Harbour Courier" in page
    assert "<mark>" in page
    assert "Excerpt" in page.split("<dt>Permits</dt>")[1].split("</dd>")[0]


def test_what_is_not_known_is_said_to_be_unknown(checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    page = signed_in(checker).get(f"/snapshots/{snapshot.public_id}/").content.decode()
    assert page.split("<dt>Published</dt>")[1].startswith('<dd><span class="unknown">unknown')
    assert page.split("<dt>Author</dt>")[1].split("</dd>")[0].count("unknown") == 2


def test_a_statement_that_is_logged_leads_to_its_claim(checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    evidence = some_evidence(passage=a_passage(UNNAMED, snapshot=snapshot))
    page = signed_in(checker).get(f"/snapshots/{snapshot.public_id}/").content.decode()
    assert page.count(f'href="/claims/{evidence.claim.public_id}/"') == 1
    statement = page.split(f'href="/claims/{evidence.claim.public_id}/"')[0].rsplit('<li class="statement ', 1)[1]
    assert "three engines" in statement


def test_looking_for_evidence_leads_to_the_evidence_form(checker: User, signed_in: SignIn) -> None:
    claim = some_evidence().claim
    snapshot = an_article(checker)
    page = signed_in(checker).get(f"/snapshots/{snapshot.public_id}/?for={claim.public_id}").content.decode()
    assert "Log this" not in page
    assert f"/claims/{claim.public_id}/evidence/add/?snapshot={snapshot.public_id}&amp;start=" in page
    answer = signed_in(checker).post("/read/", {"text": ARTICLE, "for": claim.public_id})
    assert answer.headers["Location"] == f"/snapshots/{snapshot.public_id}/?for={claim.public_id}"


@pytest.mark.parametrize("address", ["/snapshots/nosuchsnapshot00/", "/snapshots/x/?for=y"])
def test_a_snapshot_that_does_not_exist_is_not_found(address: str, checker: User, signed_in: SignIn) -> None:
    assert signed_in(checker).get(address).status_code == 404


def test_a_consumer_reads_no_article(consumer: User, checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    assert signed_in(consumer).get(f"/snapshots/{snapshot.public_id}/").status_code == 403
    assert signed_in(consumer).post("/read/", {"text": ARTICLE}).status_code == 403


def test_the_number_of_queries_does_not_grow_with_what_is_logged(
    checker: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    snapshot, client = an_article(checker), signed_in(checker)
    address = f"/snapshots/{snapshot.public_id}/"
    some_evidence(passage=a_passage(UNNAMED, snapshot=snapshot))
    client.get(address)
    with django_assert_num_queries(15):
        client.get(address)
    for words in ("The Marta was built in 1998.", "Two ferries"):
        some_evidence(passage=a_passage(words, snapshot=snapshot))
    with django_assert_num_queries(15):
        client.get(address)


def test_an_address_beside_a_text_says_where_it_stands_and_is_not_visited(checker: User, signed_in: SignIn) -> None:
    answer = signed_in(checker).post("/read/", {"text": ARTICLE, "address": "courier.invalid/ferries"}, follow=True)
    assert 'href="https://courier.invalid/ferries"' in answer.content.decode()
    assert Snapshot.objects.get().method == "paste"
    assert Link.objects.get().url == "https://courier.invalid/ferries"


def test_terms_that_demand_a_link_are_met_once_the_address_is_known(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    without = unescape(client.post("/read/", {"text": ARTICLE}, follow=True).content.decode())
    assert "this document has no address" in without
    known = client.post("/read/", {"text": ARTICLE, "address": "https://courier.invalid/ferries"}, follow=True)
    assert "and a link to the original" in unescape(known.content.decode())


def test_a_whole_book_is_cut_into_pages(checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker, "\n\n".join(f"Ferry number {n} left late." for n in range(1, 301)))
    client, address = signed_in(checker), f"/snapshots/{snapshot.public_id}/"
    first, second = (client.get(address + query).content.decode() for query in ("", "?page=2"))
    assert "number 250 left" in first
    assert "number 251 left" not in first
    assert "number 251 left" in second
    assert "300 statements" in first
