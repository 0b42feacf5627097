"""The pages of the demo site as bytes. Pure; the same article always gives the same bytes, on whatever port."""

from __future__ import annotations

import json
import re
from html import escape, unescape

from claims.demo.content import ARTICLES, OUTLETS, DemoArticle, DemoOutlet

STYLE = b"""body{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:0 auto;padding:1rem;color:#222;background:#fff}
header,footer{font-family:system-ui,sans-serif;font-size:.85rem;border-block:1px solid #ccc;margin-block:1rem}
header a{font-size:1.3rem;font-weight:700;color:inherit;text-decoration:none}figure{margin:1rem 0}
figure img{display:block;width:100%;height:9rem;background:#d8dee4}figcaption{font-size:.85rem;color:#555}
@media (prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}a{color:#9cf}figcaption{color:#aaa}}
"""
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" fill="#b8c4cf"/>'
    b'<path d="M0 7q4-2 8 0t8 0v2H0z" fill="#7f93a6"/></svg>'
)

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="stylesheet" href="/style.css">
{head}</head>
<body>
<header><p><a href="/">{outlet}</a> {motto}</p></header>
<main>
{main}
</main>
<footer>
{foot}
</footer>
</body>
</html>
"""


def _page(outlet: DemoOutlet, *, title: str, main: str, head: str = "") -> bytes:
    filled = _PAGE.format(
        language=outlet.language,
        direction=outlet.direction,
        title=escape(f"{title} – {outlet.name}"),
        outlet=escape(outlet.name),
        motto=escape(outlet.motto),
        head=head,
        main=main,
        foot=outlet.foot,
    )
    return filled.encode()


def headline(article: DemoArticle) -> str:
    """The headline of ``article`` as plain text."""
    found = re.search(r"<h1>(.*?)</h1>", article.html)
    if found is None:
        raise ValueError(f"the article {article.slug} has no headline")
    return unescape(found.group(1))


def _json_ld(article: DemoArticle, modified: str) -> str:
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline(article),
        "datePublished": article.published.isoformat(),
        "dateModified": modified,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet.name},
    }
    text = json.dumps(said, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return f'<script type="application/ld+json">\n{text}\n</script>\n'


def _open_graph(article: DemoArticle, modified: str) -> str:
    said = {
        "og:type": "article",
        "og:title": headline(article),
        "og:site_name": article.outlet.name,
        "article:published_time": article.published.isoformat(),
        "article:modified_time": modified,
    }
    return "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in said.items())


def _byline(article: DemoArticle) -> str:
    day = f'<time datetime="{article.published.isoformat()}">{article.published:%Y-%m-%d}</time>'
    names = " · ".join(f'<span rel="author">{escape(name)}</span>' for name in article.authors)
    return f'<p class="byline">{names} {day}</p>' if names else f'<p class="byline">{day}</p>'


def article_page(article: DemoArticle, *, edited: bool = False) -> bytes:
    """The page of ``article``; ``edited`` after the silent edit, which no date on the page gives away."""
    text = article.html
    if edited:
        before, after = article.edit
        if before not in text:
            raise ValueError(f"the edit of {article.slug} changes nothing")
        text = text.replace(before, after, 1)
    modified = (article.modified or article.published).isoformat()
    head = _json_ld(article, modified) if article.json_ld else ""
    head += _open_graph(article, modified) if article.open_graph else ""
    main = f"<article>\n{text.replace('</h1>', f'</h1>{chr(10)}{_byline(article)}', 1)}</article>"
    return _page(article.outlet, title=headline(article), main=main, head=head)


def index_page(outlet: DemoOutlet, *, shown: dict[str, str]) -> bytes:
    """The front page of ``outlet``: the articles in ``shown``, by slug, with the paths at which they stand now."""
    rows = [
        f'<li><a href="{shown[article.slug]}">{escape(headline(article))}</a> {article.published:%Y-%m-%d}</li>'
        for article in ARTICLES
        if article.outlet == outlet and article.slug in shown
    ]
    return _page(outlet, title=outlet.motto, main=f"<h1>{escape(outlet.name)}</h1>\n<ul>\n{chr(10).join(rows)}\n</ul>")


def missing_page(outlet: DemoOutlet) -> bytes:
    """What stands where an article stood."""
    return _page(outlet, title="Not found", main="<h1>Not found</h1>\n<p>There is nothing at this address.</p>")


def list_of_outlets(port: int) -> bytes:
    """The page for any host that is no outlet: where the outlets are."""
    rows = [f'<li><a href="http://{o.host}:{port}/">{escape(o.name)}</a>: {escape(o.motto)}</li>' for o in OUTLETS]
    desk = DemoOutlet(label="localhost", name="The demo press", motto="All of it invented", foot="")
    return _page(desk, title=desk.motto, main=f"<h1>{desk.name}</h1>\n<ul>\n{chr(10).join(rows)}\n</ul>")
