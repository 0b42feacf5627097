"""Links to passages; tests/browser/test_public.py follows them in a browser and by the polyfill."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.formats.fragment import passage_link

URL = "https://courier.example/ferry"


@pytest.mark.parametrize(
    ("url", "quoted", "link"),
    [
        (URL, "engines failed", f"{URL}#:~:text=engines%20failed"),
        (URL, "non-lethal, they said & left", f"{URL}#:~:text=non%2Dlethal%2C%20they%20said%20%26%20left"),
        (f"{URL}#more", "engines", f"{URL}#more:~:text=engines"),
        (f"{URL}#:~:text=old", "new", f"{URL}#:~:text=new"),
        (URL, "The first block.\n\nThe last one here", f"{URL}#:~:text=The%20first%20block.,The%20last%20one%20here"),
        (URL, "عبّارة", f"{URL}#:~:text=%D8%B9%D8%A8%D9%91%D8%A7%D8%B1%D8%A9"),
        (URL, None, URL),
        (URL, " \n", URL),
        (None, "engines", None),
    ],
)
def test_a_link_names_the_words_that_leave_and_no_others(url: str | None, quoted: str | None, link: str) -> None:
    assert passage_link(url, quoted) == link


def test_many_words_are_named_by_where_they_begin_and_end() -> None:
    quoted = " ".join(f"word{number}" for number in range(90))
    link = passage_link(URL, quoted)
    assert link == f"{URL}#:~:text=word0%20word1%20word2%20word3%20word4,word85%20word86%20word87%20word88%20word89"


@given(st.text(min_size=1, max_size=500))
def test_a_link_is_one_directive_whose_words_are_the_quotations(quoted: str) -> None:
    try:
        quoted.encode()
    except UnicodeEncodeError:
        return  # half a character is no text
    link = passage_link(URL, quoted) or ""
    if link == URL:
        assert not quoted.strip()
        return
    parts = link.removeprefix(f"{URL}#:~:text=").split(",")
    assert len(parts) in (1, 2)
    assert not any(sign in part for part in parts for sign in "&-# \n")
    folded = " ".join(quoted.split())
    assert folded.startswith(unquote(parts[0]))
    assert folded.endswith(unquote(parts[-1]))
