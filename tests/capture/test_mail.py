"""Forwarded mail: the article that was passed on, without the letters around it."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.errors import CaptureError, Empty
from claims.capture.intake import from_fetched, from_file
from claims.capture.mail import read_mail
from claims.capture.values import Captured
from tests.capture.test_intake import fetched

ARTICLE = "\n\n".join(
    f"The ferry to {place} left the harbour an hour late on Monday, the harbour board said in a notice."
    for place in ("Norhavn", "Vesterø", "Sandby")
)
LETTER = "Could you check this? Keep my name out of it.\n\n-- \nAda Holm\nDesk\n\n"
HEAD = "From: Bo Lind <bo@ferry.example>\nDate: Mon, 2 Mar 2026\nSubject: Ferry late\nTo: Ada Holm\n"
FRENCH = "De: Bo Lind\nDate: lundi\nObjet: Ferry late\nÀ: Ada"
GERMAN = "Von: Bo Lind\nGesendet: Montag, 2. März 2026\nAn: Ada Holm\nBetreff: Ferry late\n"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def a_mail(body: str, subject: str = "Fwd: something else", kind: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ada@courier.example", "desk@courier.example", subject
    message["Message-ID"], message["MIME-Version"] = "<1@courier.example>", "1.0"
    message.set_content(body, subtype=kind)
    return message


def read(message: EmailMessage | str) -> Captured:
    return from_file("forward.eml", (message if isinstance(message, EmailMessage) else a_mail(message)).as_bytes())


@pytest.mark.parametrize(
    "body",
    [
        f"{LETTER}---------- Forwarded message ---------\n{HEAD}\n\n{ARTICLE}\n\n-- \nBo Lind\n",
        f"{LETTER}Begin forwarded message:\n\n{quoted(HEAD)}\n> \n{quoted(ARTICLE)}\n",
        f"{LETTER}________________________________\n{HEAD}\n{ARTICLE}\n",
        f"{LETTER}-----Ursprüngliche Nachricht-----\n{GERMAN}\n{ARTICLE}\n",
        f"-----Original Message-----\n{HEAD}\nSee below.\n\n> ----- Message transféré -----\n"
        f"{quoted(FRENCH)}\n> \n{quoted(quoted(ARTICLE))}\n",
    ],
    ids=["marked", "quoted", "head alone", "German", "forwarded twice"],
)
def test_the_innermost_forwarded_article_is_taken_without_heads_marks_and_signatures(body: str) -> None:
    taken = read(body)
    assert taken.text == ARTICLE
    assert taken.whole == ARTICLE
    assert (taken.facts.title, taken.media_type, taken.blocks) == ("Ferry late", "message/rfc822", None)


@pytest.mark.parametrize(
    ("head", "sender", "sent"),
    [
        (HEAD, "Bo Lind <bo@ferry.example>", "Mon, 2 Mar 2026"),
        (GERMAN, "Bo Lind", "Montag, 2. März 2026"),
        (FRENCH, "Bo Lind", "lundi"),
        ("*From:* Bo Lind\n*Sent:* Monday\n*Subject:* Ferry late\n*To:* Ada", "Bo Lind", "Monday"),
    ],
    ids=["English", "German", "French", "in bold"],
)
def test_who_sent_the_forwarded_mail_and_when_is_kept_and_is_no_date_of_the_article(
    head: str, sender: str, sent: str
) -> None:
    facts = read(f"{LETTER}---------- Forwarded message ---------\n{head}\n\n{ARTICLE}").facts
    assert facts.evidence[-3:-1] == (
        ("sender", f"{sender} (head of the forwarded mail)"),
        ("sent", f"{sent} (head of the forwarded mail)"),
    )
    assert (facts.authors, facts.published) == ((), None)


def test_of_mails_forwarded_in_mails_the_innermost_sender_is_kept_alone() -> None:
    outer, middle = a_mail(LETTER), a_mail("see below")
    inner = a_mail(f"Begin forwarded message:\n\n{HEAD}\n{ARTICLE}")
    del inner["From"]
    inner["From"] = "carl@ferry.example"
    middle.add_attachment(inner)
    outer.add_attachment(middle)
    said = dict(read(outer).facts.evidence)
    assert said["sender"] == "Bo Lind <bo@ferry.example> (head of the forwarded mail)"
    alone = a_mail(LETTER)
    alone.add_attachment(a_mail(ARTICLE))
    assert dict(read(alone).facts.evidence)["sender"].startswith("ada@courier.example")


def test_whoever_sent_the_mail_to_us_is_kept_nowhere() -> None:
    for body in (ARTICLE, f"{LETTER}---------- Forwarded message ---------\n{HEAD}\n\n{ARTICLE}"):
        taken = read(body)
        assert "ada@courier.example" not in f"{taken.text} {taken.whole} {taken.facts}"
    assert "sender" not in dict(read(ARTICLE).facts.evidence)


def test_a_message_in_a_message_in_a_message_is_opened() -> None:
    middle, outer = a_mail("see below"), a_mail(LETTER)
    middle.add_attachment(a_mail(ARTICLE, subject="AW: WG: Ferry late"))
    outer.add_attachment(middle)
    taken = read(outer)
    assert (taken.text, taken.facts.title) == (ARTICLE, "Ferry late")


def test_a_page_of_html_gives_its_text_and_loads_nothing() -> None:
    page = (
        "<div>Keep my name out of it.</div><div>---------- Forwarded message ---------<br>From: Bo Lind<br>"
        "Subject: Ferry late<br>To: Ada<br></div><style>p {color: red}</style>"
        + "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n\n"))
        + '<img src="https://tracker.example/p.gif"><a href="https://courier.example/ferry">Read online</a>'
    )
    taken = read(a_mail(page, kind="html"))
    assert taken.text == ARTICLE.replace("\n\n", "\n") + "\nRead online"
    assert taken.facts.address_candidate == "https://courier.example/ferry"


def test_a_stub_of_plain_text_beside_a_page_is_passed_over() -> None:
    message = a_mail("Open this in a browser.")
    message.add_alternative("".join(f"<p>{line}</p>" for line in ARTICLE.split("\n\n")), subtype="html")
    assert read(message).text == ARTICLE.replace("\n\n", "\n")


def test_the_address_in_a_mail_is_a_candidate_only() -> None:
    taken = read(f"{ARTICLE}\n\nhttps://courier.example/ferry?id=1.")
    assert taken.facts.address_candidate == "https://courier.example/ferry?id=1"
    assert (taken.url, taken.final_url, taken.facts.canonical_url, taken.facts.published) == (None, None, None, None)


def test_lines_broken_for_the_way_become_whole_and_places_of_pictures_go() -> None:
    body = "The ferry to Norhavn \nleft the harbour [image: ferry]\nan hour late.\n"
    message = a_mail(body)
    message.set_param("format", "flowed")
    assert read(message).text == "The ferry to Norhavn left the harbour\nan hour late."


def test_an_answer_beside_a_few_quoted_lines_keeps_them() -> None:
    body = f"{ARTICLE}\n\n> the engine failed\n\nThat is all."
    assert read(body).text == body


def test_a_mail_is_known_by_its_beginning_and_a_memo_is_not_one() -> None:
    assert from_file("noname", a_mail(ARTICLE).as_bytes()).media_type == "message/rfc822"
    memo = b"From: the harbour board\nDate: Monday\nSubject: ferries\n\nThe ferry left an hour late."
    assert from_file("memo.txt", memo).media_type == "text/plain"
    served = from_fetched(fetched(a_mail(ARTICLE).as_bytes(), media="message/rfc822"))
    assert (served.text, served.url) == (ARTICLE, "https://courier.example/a")


@pytest.mark.parametrize("raw", [b"Subject: nothing\n\n", b"Subject: x\n\n> \n-- \n"])
def test_a_mail_without_text_says_so(raw: bytes) -> None:
    with pytest.raises(Empty, match="no text in this mail"):
        from_file("x.eml", raw)


def test_strange_character_sets_and_broken_heads_are_no_end() -> None:
    head = b'Subject: =?x-none?Q?F=E4hre?=\nFrom: <<@\nContent-Type: text/plain; charset="x-none"\n\n'
    raw = head + "The fähre left.".encode()
    assert from_file("x.eml", raw).text == "The fähre left."


@given(st.lists(st.sampled_from([b"From: ", b"Subject:", b"\n", b"> ", b"Content-Type: multipart/mixed; boundary=b\n",
                                 b"--b\n", b"--b--\n", b"Content-Type: message/rfc822\n", b"=?utf-8?Q?=", b"x\xff",
                                 b"Begin forwarded message:\n", b"Content-Transfer-Encoding: base64\n", b"-- \n"]),
                max_size=25))  # fmt: skip
def test_no_mail_breaks_the_reader(parts: list[bytes]) -> None:
    with suppress(CaptureError):
        assert read_mail(b"".join(parts), None).text.strip()
