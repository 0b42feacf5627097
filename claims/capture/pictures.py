"""What a page says under its pictures, the credit split off; from its elements and from its data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import html

from claims.capture.values import Picture

CAPTIONS = "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')]"
_CREDITS = (
    ".//*[self::cite or self::small or @itemprop='copyrightHolder' or @itemprop='creditText' or @itemprop='author'"
    " or contains(@class, 'credit') or contains(@class, 'Credit') or contains(@class, 'copyright')]"
)
_NAME = r"[^\W\d_a-z][^\n.!?]{1,80}"
_BY_WORD = re.compile(
    r"(?:^|(?<=[.!?…\"”)\]|])\s*|\s[|/–—-]\s|\s)[(\[]?"
    rf"(?:(?i:photo(?:graph)?s?|photo credit|picture|image|credit|foto|bild|crédits? photo|crédit|fotografía|quelle)\b"
    rf"(?i:\s?(?:by|von|de))?\s?[:/|©]?\s?|©\s?|(?i:\(c\))\s?)({_NAME})[)\]]?\.?$"
)
_AGENCY = re.compile(
    r"(?:^|\s)[(\[]([^()\[\]]{0,60}(?:AP|AFP|Reuters|REUTERS|Getty Images|dpa|EPA|EFE|ANSA)"
    r"(?: (?:Photo|Images|Foto))?(?:\s?/\s?[^()\[\]]{1,40})?)[)\]]\.?$"
)
_PREFIX = re.compile(
    r"^(?:photo(?:graph)?s?|picture|image|credit|photo credit|foto|bild|crédit photo|©|\(c\))\s?(?:by|:|/|©)?\s*", re.I
)
_MOST = 100


def pictures(tree: html.HtmlElement, data: Sequence[dict[str, Any]]) -> tuple[Picture, ...]:
    """The pictures of a page that carry words, each once: those shown first, then those that only its data tell of."""
    found: dict[tuple[str | None, str | None], Picture] = {}
    seen: set[str] = set()
    for picture in (*_shown(tree), *_of_data(data)):
        key = (picture.caption, picture.credit)
        if any(key) and key not in found and (picture.caption or "") not in seen:
            found[key] = picture
            seen |= {picture.caption} if picture.caption else set()
    return tuple(list(found.values())[:_MOST])


def caption_text(node: html.HtmlElement) -> str:
    """All words under a picture, elements parted by a space."""
    return " ".join(" ".join(node.itertext()).split())


def _shown(tree: html.HtmlElement) -> Iterator[Picture]:
    for node in tree.xpath(CAPTIONS)[:_MOST]:
        whole = caption_text(node)
        marked = next((text for text in map(caption_text, node.xpath(_CREDITS)) if text), None)
        if marked and (whole.endswith(marked) or whole.startswith(marked)):
            rest = whole.removesuffix(marked) if whole.endswith(marked) else whole.removeprefix(marked)
            yield Picture(_tidy(rest), _PREFIX.sub("", marked).strip("()[] ") or None, "caption, marked credit")
        else:
            yield Picture(*split_credit(whole), "caption")


def _tidy(text: str) -> str | None:
    return text.strip(" |/–—-([") or None


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """A caption's words and the name that it credits; the name is ``None`` where none is told."""
    found = _AGENCY.search(caption) or _BY_WORD.search(caption[-160:])
    if found is None:
        return caption or None, None
    start = found.start() + (0 if found.re is _AGENCY else max(0, len(caption) - 160))
    return _tidy(caption[:start]), found.group(1).strip(" .()[]") or None


def _of_data(data: Sequence[dict[str, Any]]) -> Iterator[Picture]:
    for entry in data:
        images = [entry] if entry.get("@type") == "ImageObject" else entry.get("image", [])
        for image in images if isinstance(images, list) else [images]:
            if isinstance(image, dict):
                caption, credit = _text(image.get("caption")), _text(image.get("creditText"))
                yield Picture(caption, credit or _text(image.get("copyrightHolder")), "JSON-LD image")


def _text(value: Any) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    return " ".join(name.split())[:1000] or None if isinstance(name, str) else None
