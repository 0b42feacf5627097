"""Addresses of pages as they are compared. Pure."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

_FOLLOWING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmp", "ref_src")
"""Beginnings of names in an address that say by which way a reader came, and lead to the same page without."""

LONGEST_TARGET = 500


def address_key(url: str) -> str:
    """What two spellings of one page's address have in common: no scheme, ``www.``, last slash or trace of a reader."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()[:LONGEST_TARGET]
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_FOLLOWING)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"[:LONGEST_TARGET]
