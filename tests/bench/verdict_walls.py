"""Walls in words that nobody knows, and error pages in such words beside them: labelled answers like the others.

The words are made up letter by letter, so that no list can hold them: what tells these answers apart is what the site
does elsewhere at the same moment, where a redirect leads, and what the page is made of.
"""

from __future__ import annotations

import base64
import html
import random

from tests.bench.verdict_cases import (
    DEAD,
    MISSING,
    SHOWS,
    TEASERS,
    UNKNOWN,
    Article,
    Reply,
    article_page,
    document,
    labelled,
    plain_page,
)

_SOUNDS = ("ba", "dro", "fen", "gul", "hi", "jor", "ka", "lem", "mo", "nat", "or", "pis", "ru", "sil", "tov", "ula")


def mumble(article: Article, words: int, seed: int = 1) -> str:
    """So many words of no language."""
    chance = random.Random(f"{article.language} {seed}")
    said = ["".join(chance.choices(_SOUNDS, k=chance.randint(1, 3))) for _ in range(words)]
    return " ".join(said).capitalize() + "."


def few(article: Article, bottom: str = "") -> str:
    """A page of a few words."""
    return plain_page(article, mumble(article, 2), mumble(article, 12), bottom=bottom)


def many(article: Article, bottom: str = "") -> str:
    """A page of as many words as the article has."""
    texts = [mumble(article, 40, seed) for seed in range(2, 2 + len(article.text.split()) // 40)]
    return plain_page(article, mumble(article, 2), *texts, bottom=bottom)


def framed(article: Article, texts: list[str]) -> str:
    """A page in the frame of its site."""
    return article_page(article, texts, title=mumble(article, 3))


def _texts(article: Article) -> list[str]:
    return [mumble(article, 40, seed) for seed in range(2, 6)]


TERMS = "<p><a href='/a1'>Orlem</a> <a href='/a2'>Tovka</a> <a href='/a3'>Rusil</a> <a href='/a4'>Ulaba</a></p>"
TURN = "<script>document.cookie='t='+(7*9);location.reload()</script>"

# --- walls ---


@labelled(UNKNOWN, "unknown: before all pages, a few words")
def _(a: Article) -> Reply:
    return Reply(body=few(a), sibling=(200, few(a)), other=(200, few(a)))


@labelled(UNKNOWN, "unknown: before this page alone, a few words")
def _(a: Article) -> Reply:
    return Reply(body=few(a), other=SHOWS)


@labelled(UNKNOWN, "unknown: a few words, no other page under watch")
def _(a: Article) -> Reply:
    return Reply(body=few(a), sibling=(200, few(a)))


@labelled(UNKNOWN, "unknown: a few words, no other page under watch, absent ones are told")
def _(a: Article) -> Reply:
    return Reply(body=few(a))


@labelled(UNKNOWN, "unknown: before all pages, many words")
def _(a: Article) -> Reply:
    return Reply(body=many(a), sibling=(200, many(a)), other=(200, many(a)))


@labelled(UNKNOWN, "unknown: many words and links to terms, no other page under watch")
def _(a: Article) -> Reply:
    return Reply(body=many(a, TERMS), sibling=(200, many(a, TERMS)))


@labelled(UNKNOWN, "unknown: many words, absent ones are told, no other page under watch")
def _(a: Article) -> Reply:
    return Reply(body=many(a, TERMS))


@labelled(UNKNOWN, "unknown: many words before all pages that exist")
def _(a: Article) -> Reply:
    return Reply(body=many(a, TERMS), other=(200, many(a, TERMS)))


@labelled(UNKNOWN, "unknown: in the frame of the site before all its pages")
def _(a: Article) -> Reply:
    return Reply(body=framed(a, _texts(a)), sibling=(200, framed(a, _texts(a))), other=(200, framed(a, _texts(a))))


@labelled(UNKNOWN, "unknown: in the frame of the site before all pages that exist")
def _(a: Article) -> Reply:
    return Reply(body=framed(a, _texts(a)), other=(200, framed(a, _texts(a))))


@labelled(UNKNOWN, "unknown: many words, others are asked to slow down")
def _(a: Article) -> Reply:
    return Reply(body=many(a), sibling=(429, ""), other=(429, ""))


@labelled(UNKNOWN, "unknown: a few words, others are forbidden")
def _(a: Article) -> Reply:
    return Reply(body=few(a), sibling=(200, few(a)), other=(403, "<h1>No.</h1>"))


@labelled(UNKNOWN, "unknown: a few words that are gone by the next request")
def _(a: Article) -> Reply:
    return Reply(body=few(a), sibling=(404, ""), other=SHOWS)


@labelled(UNKNOWN, "unknown: nothing but a script that comes again")
def _(a: Article) -> Reply:
    body = f"<html><head>{TURN}</head><body></body></html>"
    return Reply(body=body, sibling=(200, body))


@labelled(UNKNOWN, "unknown: a script and three words")
def _(a: Article) -> Reply:
    body = document(mumble(a, 1), f"<p>{mumble(a, 2)}</p>{TURN}", language=a.language)
    return Reply(body=body, sibling=(200, body), other=SHOWS)


@labelled(UNKNOWN, "unknown: empty answers before all pages")
def _(a: Article) -> Reply:
    return Reply(body="", sibling=(200, ""), other=(200, ""))


@labelled(UNKNOWN, "unknown: a page that comes again by itself")
def _(a: Article) -> Reply:
    body = document(mumble(a, 2), f"<meta http-equiv='refresh' content='5'><p>{mumble(a, 12)}</p>", language=a.language)
    return Reply(body=body, sibling=(200, body))


def _sent(article: Article, query: str = "", body: str | None = None, **facts: object) -> Reply:
    to = f"https://{article.host}/orlem{query}"
    return Reply(body=body or few(article), to=to, via=(302,), **facts)  # type: ignore[arg-type]  # fields of Reply


@labelled(UNKNOWN, "unknown: led to a gate like all pages")
def _(a: Article) -> Reply:
    return _sent(a, sibling=(302, f"https://{a.host}/orlem"), other=(302, f"https://{a.host}/orlem?x=2"))


@labelled(UNKNOWN, "unknown: led to a gate, no other page under watch")
def _(a: Article) -> Reply:
    return _sent(a, sibling=(302, f"https://{a.host}/orlem"))


@labelled(UNKNOWN, "unknown: led to a gate that is to send back")
def _(a: Article) -> Reply:
    return _sent(a, f"?tov={a.url}", other=SHOWS)


@labelled(UNKNOWN, "unknown: led to a gate in the site's frame that is to send back, packed")
def _(a: Article) -> Reply:
    ticket = base64.urlsafe_b64encode(a.url.encode()).decode().rstrip("=")
    return _sent(a, f"?k=1&t={ticket}", framed(a, [mumble(a, 30)]))


@labelled(UNKNOWN, "unknown: led to a gate elsewhere that is to send back")
def _(a: Article) -> Reply:
    return Reply(body=few(a), to=f"https://pisru.example/k?r={html.escape(a.url)}", via=(302,))


# --- error pages in such words ---


@labelled(DEAD, "unknown: an error page of a few words, another page shows")
def _(a: Article) -> Reply:
    return Reply(body=few(a), sibling=(200, few(a)), other=SHOWS)


@labelled(DEAD, "unknown: an error page in the frame, another page shows")
def _(a: Article) -> Reply:
    body = framed(a, [mumble(a, 14)])
    return Reply(body=body, sibling=(200, body), other=SHOWS)


@labelled(DEAD, "unknown: an error page in the frame with texts, another page shows")
def _(a: Article) -> Reply:
    body = framed(a, _texts(a))
    return Reply(body=body, sibling=(200, body), other=SHOWS)


@labelled(DEAD, "unknown: an error page in the frame with texts, no other page under watch")
def _(a: Article) -> Reply:
    body = framed(a, [*_texts(a), *TEASERS[a.language]])
    return Reply(body=body, sibling=(200, body))


@labelled(DEAD, "unknown: an error page of many words, another page shows")
def _(a: Article) -> Reply:
    return Reply(body=many(a), sibling=(200, many(a)), other=SHOWS)


@labelled(DEAD, "unknown: led to an error page of a few words, another page shows")
def _(a: Article) -> Reply:
    return _sent(a, other=SHOWS)


@labelled(DEAD, "unknown: led to a page in the frame")
def _(a: Article) -> Reply:
    return _sent(a, body=framed(a, _texts(a)))


@labelled(DEAD, "unknown: an empty answer, another page shows")
def _(a: Article) -> Reply:
    return Reply(body="", sibling=(200, ""), other=SHOWS)


@labelled(DEAD, "unknown: an error page with scripts, another page shows")
def _(a: Article) -> Reply:
    body = framed(a, [mumble(a, 20)]).replace("</body>", "<script src='/m.js'></script></body>")
    return Reply(body=body, sibling=(200, body), other=SHOWS)


# --- another article at the same address ---


@labelled(MISSING, "unknown: another article, another page shows")
def _(a: Article) -> Reply:
    return Reply(body=framed(a, _texts(a)), other=SHOWS)


@labelled(MISSING, "unknown: another article, no other page under watch")
def _(a: Article) -> Reply:
    return Reply(body=framed(a, _texts(a)))
