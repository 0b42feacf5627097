"""Made-up files that are broken on purpose: text, pages, mails and PDFs, the same for the same seed and number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.message import EmailMessage
from random import Random

from tests.capture.pdfs import At, a_pdf, column

SENTENCES = (
    "The ferry to Norhavn left the harbour an hour late on Monday, the harbour board said in a notice.",
    "“We will run,” said Ada Holm, who has led the board since 2019. “Nobody was hurt.”",
    "A source familiar with the repairs said that the engine had failed twice in the past week.",
    "U.S. officials view the ferry as “old”, the source said, speaking on condition of anonymity.",
    "Die Fähre fuhr am Montag eine Stunde zu spät ab, teilte die Hafenbehörde mit.",
    "« Le bateau est vieux », a déclaré Bo Lind, selon un document consulté par le Courrier.",
    "Según fuentes del puerto, el barco salió con una hora de retraso el 2 de marzo de 2026.",
    "وقال المصدر إن العبّارة غادرت الميناء متأخرة ساعة، وفق بيان نشرته الهيئة يوم الاثنين.",
    "港湾局によると、フェリーは月曜日に一時間遅れて出港した。「けが人はいない」と述べた。",
    "Паром вышел из порта с опозданием на час, сообщили в управлении порта в понедельник.",
    "הרשות אמרה שהמעבורת יצאה באיחור של שעה.",
    "© 2026 Harbour Courier. All rights reserved. Short excerpts may be quoted, provided that credit is given.",
)
ODD = (
    "\x00", "\x01", "\x0b", "\x1c", "\x7f", "\x85", "\u00a0", "\u00ad", "\u061c", "\u200b", "\u200d", "\u200f",
    "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ud800", "\udfff", "\U0010ffff",
    "🚢", "👩‍🚒", "e\u0301", "ﬁ", "İ", "ß", "１２", "٣", "\r", "\n", "\n\n", "\t", " " * 40, "“", "”", "„", "«", "»",
    "‘", "’", '"', "'", "(", "©", "…", ". ", "—", "|", "@", "//", "&", "<", ">",
)  # fmt: skip
TAGS = (
    "a b i p div span table tr td ul li h1 h2 article main section aside nav footer figure figcaption cite time meta "
    "link script style noscript template svg math iframe object form textarea select option button title base head "
    "body html br img video source details summary dialog amp-img x-y o:p"
).split()
ATTRIBUTES = (
    "href=/x", "class=date", "class='byline author'", "id=main", "rel=license", "rel=author", "rel=canonical", "hidden",
    "datetime=2026-03-02", "datetime='2026-13-45'", "datetime=0000-00-00", "datetime=''", "itemprop=datePublished",
    "itemprop=author", "title='2 March 2026'", "href='http://['", "href='javascript:1'", "style='display:none'",
    "dir=rtl", "lang=x", "class", "=", "a\"b='c", "content='2026'", "pubdate", "srcset=','", "xmlns:a='b'",
)  # fmt: skip
ENTITIES = (
    "&#0;", "&#xD800;", "&#xDFFF;", "&#x110000;", "&#99999999999;", "&amp;amp;", "&nbsp;", "&shy;", "&zwj;", "&lrm;",
    "&", "&#", "&#x", "&unknown;", "&lt;script&gt;", "&#128;", "&#xFFFE;", "&#11;", "&quot;",
    "&CounterClockwiseContourIntegral;",
)  # fmt: skip
CHARSETS = (
    "utf-8", "utf-16", "utf-16-le", "utf-32", "iso-8859-1", "windows-1252", "windows-1256", "koi8-r", "shift_jis",
    "iso-2022-jp", "euc-jp", "gb18030", "big5", "euc-kr", "utf-7", "x-none", "", "ascii", "rot13", "unicode-escape",
)  # fmt: skip
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"+/v8", b"\xef\xbb", b"\x0e\xfe\xff")
ADDRESSES = (
    "http://[", "//", "javascript:1", "https://courier.example/ferry", "https://xn--/", "http://a.example:99999/",
    "https://courier.example:x/", "?", "#", "https://" + "a" * 3000, "http://\u202e.example/", "data:text/html,x",
    "https://user:pass@courier.example/", "http://1.2.3.4.5/", "https://ferry.рф/", "http://%00/", "",
)  # fmt: skip
DATES = (
    "2026-03-02", "2026-03-02T08:00:00Z", "2026-03", "2026", "0000-00-00", "2026-02-30", "9999-99-99", "99999", "now",
    "-1", "20260302", "2 March 2026", "٢٠٢٦-٠٣-٠٢", "１９９９-0１-01", "", "1e9", "1772438400", "2026-W10",
    "0001-01-01",
)  # fmt: skip
KEYS = (
    "@type", "@id", "@graph", "author", "name", "datePublished", "dateModified", "image", "caption", "creditText",
    "copyrightHolder", "copyrightYear", "copyrightNotice", "license", "articleBody", "isAccessibleForFree", "headline",
    "usageInfo", "acquireLicensePage", "mainEntity", "publisher", "url",
)  # fmt: skip


def text(random: Random) -> str:
    """Sentences of many scripts with characters that no text should hold, and runs of one of them."""
    pieces: list[str] = []
    for _ in range(random.randrange(1, 30)):
        pieces.append(random.choice((random.choice(SENTENCES), random.choice(ODD), _letters(random))))
        pieces.append(random.choice((" ", " ", "\n\n", "\n", "", "\r\n")))
    if random.random() < 0.05:
        pieces.append(random.choice(ODD) * random.randrange(100, 3000))
    random.shuffle(pieces) if random.random() < 0.3 else None
    return "".join(pieces)


def _letters(random: Random) -> str:
    return "".join(chr(_code(random)) for _ in range(random.randrange(12)))


def _code(random: Random) -> int:
    return random.choice((random.randrange(128), random.randrange(0x3000), random.randrange(0x110000)))


# -- pages


def page(random: Random) -> bytes:
    """A page of news with one to six things wrong, encoded in one of many ways."""
    html = _news(random)
    for _ in range(random.randrange(1, 7)):
        html = random.choice(_BREAKS)(html, random)
    raw = _encoded(html, random)
    return flipped(raw, random) if random.random() < 0.4 else raw


def _news(random: Random) -> str:
    sentences = [random.choice(SENTENCES) for _ in range(random.randrange(4, 10))]
    wrap = random.choice(("p", "p", "p", "p", "p", "p", "div", "li", "td", "br", "blockquote"))
    body = "".join(f"<{wrap}>{sentence}</{wrap}>" for sentence in sentences)
    head = "".join(random.choice(_HEADS)(random) for _ in range(random.randrange(5)))
    place = random.choice(("article", "main", "div", "section", "body"))
    picture = f"<figure><img src=/f.jpg><figcaption>The ferry. Photo: {_letters(random)}</figcaption></figure>"
    return (
        f'<!doctype html><html lang="{random.choice(("en", "de", "ar", "x", ""))}"><head><title>Ferry late</title>'
        f"{head}</head><body><nav><a href=/>Home</a></nav><{place}><h1>Ferry leaves an hour late</h1>"
        f'<p class="byline">By Ada Holm, <time datetime="{random.choice(DATES)}">{random.choice(DATES)}</time></p>'
        f"{body}{picture}</{place}><footer>© 2026 Harbour Courier. All rights reserved.</footer></body></html>"
    )


def _meta(random: Random) -> str:
    name = random.choice(
        (
            "article:published_time",
            "og:url",
            "author",
            "dc.date",
            "robots",
            "og:site_name",
            "copyright",
            "dcterms.rights",
        )
    )
    said = random.choice((random.choice(DATES), random.choice(ADDRESSES), random.choice(ODD), "max-snippet:9, noai"))
    return f'<meta {random.choice(("name", "property"))}="{name}" content="{said}">'


def _link(random: Random) -> str:
    return f'<link rel="{random.choice(("canonical", "license", "author"))}" href="{random.choice(ADDRESSES)}">'


def _data(random: Random) -> str:
    said = _json(random, 0)
    if random.random() < 0.3:
        said = said[: random.randrange(len(said) + 1)]
    return f'<script type="application/ld+json">{said}</script>'


def _json(random: Random, depth: int) -> str:
    """An object or list of anything under the keys that readers look for; rarely no JSON at all."""
    kind = random.randrange(10 if depth < 5 else 7)
    if kind < 3:
        return (
            f'"{random.choice((*DATES, *ADDRESSES[:6], "NewsArticle", "ImageObject", "Ada Holm", chr(92) + "u0000"))}"'
        )
    if kind < 7:
        return random.choice(("null", "true", "1", "-1e999", "NaN", "[]", "{}", '"\\ud800"', "0", "1" * 5000, "''"))
    if kind == 7:
        return f"[{','.join(_json(random, depth + 1) for _ in range(random.randrange(4)))}]"
    pairs = (f'"{random.choice(KEYS)}": {_json(random, depth + 1)}' for _ in range(random.randrange(7)))
    return f"{{{', '.join(pairs)}}}"


_HEADS: Sequence[Callable[[Random], str]] = (_meta, _meta, _link, _data, _data)


def _into(html: str, piece: str, random: Random) -> str:
    at = random.randrange(len(html) + 1)
    return html[:at] + piece + html[at:]


def _soup(html: str, random: Random) -> str:
    tags = [
        f"<{random.choice(('', '/', '!', '?'))}{random.choice(TAGS)} {random.choice(ATTRIBUTES)}>" for _ in range(8)
    ]
    for tag in tags:
        html = _into(html, tag, random)
    return html


def _nested(html: str, random: Random) -> str:
    depth = random.choice((5, 60, 254, 256, 300, 2000))
    return _into(html, f"<{random.choice(TAGS)} {random.choice(ATTRIBUTES)}>" * depth, random)


def _odd(html: str, random: Random) -> str:
    return _into(html, random.choice((*ODD, *ENTITIES)) * random.choice((1, 1, 1, 30)), random)


def _giant(html: str, random: Random) -> str:
    value = random.choice(("a", "a b ", "&amp;", "é", "<", "2026 "))
    return _into(html, f'<{random.choice(TAGS)} class="{value * random.choice((100, 5000))}">', random)


def _section(html: str, random: Random) -> str:
    piece = random.choice(
        ("<![CDATA[", "]]>", "<!--", "-->", "<!", "<?xml version='1.0' encoding='utf-16'?>", "<!--[if IE]>", "</html>",
         "<plaintext>", "<textarea>", "<script>", "<style>", "<title>", "<base href='http://['>", "<body>", "<head>",
         "<!DOCTYPE html [<!ENTITY a 'b'>]>", "<svg><![CDATA[<p>]]></svg>", "<noscript><img></noscript>")
    )  # fmt: skip
    return _into(html, piece, random)


def _cut(html: str, random: Random) -> str:
    start = random.randrange(len(html) + 1)
    return html[:start] + html[start + random.choice((1, 5, 50, 500)) :]


def _again(html: str, random: Random) -> str:
    start = random.randrange(len(html) + 1)
    return _into(html, html[start : start + random.choice((5, 80, 800))] * random.choice((1, 3)), random)


def _said(html: str, random: Random) -> str:
    return html.replace("<head>", f"<head>{random.choice(_HEADS)(random)}", 1)


_BREAKS: Sequence[Callable[[str, Random], str]] = (
    _soup, _nested, _odd, _odd, _giant, _section, _cut, _again, _said, _said,
)  # fmt: skip


def _encoded(html: str, random: Random) -> bytes:
    """In one charset, with the declaration of another, and now and then a byte order mark."""
    if random.random() < 0.4:
        declared = f'<meta charset="{random.choice(CHARSETS)}">'
        html = html.replace("<head>", f"<head>{declared}", 1)
    try:
        raw = html.encode(random.choice(CHARSETS) if random.random() < 0.4 else "utf-8", "replace")
    except (LookupError, ValueError):
        raw = html.encode("utf-8", "surrogatepass")
    return random.choice(BOMS) + raw if random.random() < 0.1 else raw


def flipped(raw: bytes, random: Random) -> bytes:
    """Bytes with some changed, lost, doubled or moved."""
    changed = bytearray(raw)
    for _ in range(random.choice((1, 3, 10, 60))):
        if not changed:
            break
        at, way = random.randrange(len(changed)), random.randrange(4)
        if way == 0:
            changed[at] = random.randrange(256)
        elif way == 1:
            changed[at] ^= 1 << random.randrange(8)
        elif way == 2:
            del changed[at : at + random.choice((1, 4, 40))]
        else:
            changed[at:at] = changed[at : at + random.choice((1, 4, 40))]
    return bytes(changed)


# -- mail and PDF

_MAIL_LINES = (
    "From: Bo Lind <bo@ferry.example>", "Date: Mon, 2 Mar 2026", "Subject: Ferry late", "> ", ">> ", "-- ",
    "---------- Forwarded message ---------", "Begin forwarded message:", "-----Original Message-----", "Von: Bo",
    "Betreff: Ferry", "[image: x]", "<https://courier.example/ferry>", "On Monday Bo wrote:", "Subject:", "To: ",
)  # fmt: skip
_HEADS_OF_MAIL = (
    b"Subject: =?utf-8?Q?=", b"Subject: =?x-none?B?////?=", b"From: <<@", b"Content-Type: text/plain; charset=x-none",
    b"Content-Type: multipart/mixed; boundary=", b"Content-Transfer-Encoding: base64", b"Date: never", b": x", b" x",
    b"Content-Type: message/rfc822", b"Content-Type: text/html; charset=\"", b"MIME-Version: x", b"To: \xff\xfe",
    b"Content-Location: http://[", b"Content-Disposition: attachment; filename*=x'y'%", b"Reply-To: a@[", b"Cc: ,,;",
    b"Content-Transfer-Encoding: uuencode", b"Content-Type: text/plain; format=flowed; delsp=yes", b"Subject:",
)  # fmt: skip


def mail(random: Random) -> bytes:
    """A mail with other mails in it, its head and bytes broken."""
    try:
        raw = _letter(random, 0).as_bytes()
    except (ValueError, LookupError):  # what the writer of mails refuses, a sender may still send
        raw = b"Subject: x\nMIME-Version: 1.0\nFrom: a\n\n" + text(random).encode("utf-8", "replace")
    for _ in range(random.randrange(4)):
        lines = raw.split(b"\n")
        lines.insert(random.randrange(min(len(lines), 30) + 1), random.choice(_HEADS_OF_MAIL))
        raw = b"\n".join(lines)
    return flipped(raw, random) if random.random() < 0.5 else raw


def _letter(random: Random, depth: int) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "ada@courier.example", random.choice(("Fwd: Ferry", "", "AW: WG: Fähre 🚢"))
    body = "\n".join(random.choice((*_MAIL_LINES, *SENTENCES, "")) for _ in range(random.randrange(1, 20)))
    kind = random.choice(("plain", "plain", "html"))
    message.set_content(_news(random) if kind == "html" else body, subtype=kind)
    if random.random() < 0.3:
        message.add_alternative(_news(random), subtype="html")
    if depth < 14 and random.random() < (0.3 if depth == 0 else 0.6):
        message.add_attachment(_letter(random, depth + 1))
    if message.is_multipart():
        message.set_boundary(f"{random.getrandbits(64)}")  # else it differs from run to run
    return message


def pdf(random: Random) -> bytes:
    """A PDF of one to three pages with odd places, sizes and facts, its bytes broken."""
    pages = [_sheet(random) for _ in range(random.randrange(1, 4))]
    names = ("Title", "Author", "CreationDate", "ModDate", "Producer")
    info = {name: random.choice(("Ferry", "", "D:20260302", "D:9999", "(", "x" * 2000, "Skia/PDF")) for name in names}
    raw = a_pdf(*pages, info={name: said for name, said in info.items() if random.random() < 0.5})
    return flipped(raw, random) if random.random() < 0.8 else raw


def _sheet(random: Random) -> list[At]:
    lines = [random.choice(SENTENCES[:7]).encode("cp1252", "replace").decode("cp1252")[:90] for _ in range(9)]
    size = random.choice((11.0, 11.0, 0.0, 900.0, 0.01))
    odd = [At(random.uniform(-900, 900), random.uniform(-900, 900), random.choice(("", " ", "1", "-", "Ferry-")), size)]
    return [*column(lines[:4], lines[4:]), *(odd if random.random() < 0.4 else [])]
