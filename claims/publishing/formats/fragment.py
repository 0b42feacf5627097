"""The link to a passage: WICG text fragments, ``#:~:text=start,end``.

Only the words that leave anyway stand in the link. Where the quotation is withheld it is the page's address alone.
"""

from __future__ import annotations

import re
from urllib.parse import quote

LONGEST = 300
"""Characters of a quotation that is named whole; of a longer one its beginning and end are."""
_WORDS = 5


def passage_link(url: str | None, quoted: str | None) -> str | None:
    """The address of ``quoted`` on the page ``url``; ``None`` for a page without address."""
    if url is None or not quoted or not quoted.strip():
        return url
    address, _, _ = url.partition(":~:")
    joint = ":~:" if "#" in address else "#:~:"
    return f"{address}{joint}text={_directive(quoted)}"


def _directive(quoted: str) -> str:
    """Within one block the words themselves; over several, or many words, where they begin and end."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n+", quoted) if block.strip()]
    if len(blocks) == 1 and len(blocks[0]) <= LONGEST:
        return _encoded(blocks[0])
    first, last = blocks[0].split(), blocks[-1].split()
    if len(blocks) == 1 and len(first) <= 2 * _WORDS:  # no spaces to cut at
        return _encoded(blocks[0])
    return f"{_encoded(' '.join(first[:_WORDS]))},{_encoded(' '.join(last[-_WORDS:]))}"


def _encoded(words: str) -> str:
    """Percent-encoded, with the dash, the comma and the ampersand, which are signs of the syntax."""
    return quote(words, safe="").replace("-", "%2D")
