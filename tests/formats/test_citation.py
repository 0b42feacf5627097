"""Citations, read back as the tools of the trade read them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from claims.publishing.formats.citation import bibtex, csl, plain, ris
from tests.formats.build import CLAIM, SITE, TOMBSTONE, release

ADDRESS = "https://www.vetters.example/c/claim00000000001"


def test_the_plain_words_name_claim_claimant_dates_version_and_address() -> None:
    assert plain(release(), SITE) == (
        f"The Vetters: “{CLAIM}” (claimed by Ida Lund). Vetted 4 March 2026, as of 5 March 2026, version 2; "
        f"corroboration: single source. {ADDRESS}"
    )


def test_csl_json_has_the_types_of_its_schema() -> None:
    entries = csl(release(), SITE)
    assert entries is not None
    (entry,) = entries
    assert entry["type"] == "webpage"
    assert entry["issued"] == {"date-parts": [[2026, 3, 4]]}
    assert entry["author"] == [{"literal": "The Vetters"}]
    assert (entry["URL"], entry["version"]) == (ADDRESS, "2")


def test_bibtex_escapes_the_signs_of_tex_and_its_braces_close() -> None:
    entry = bibtex(release(claim=r"50 % of {all} & more_or #1 \ ~ cost $5"), SITE)
    assert entry is not None
    title = re.search(r"title = \{\{(.*)\}\},", entry)
    assert title is not None
    assert title.group(1) == (r"50 \% of \{all\} \& more\_or \#1 \textbackslash{} \textasciitilde{} cost \$5")
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")


def test_ris_has_a_line_for_each_fact_however_the_words_are_broken() -> None:
    entry = ris(release(claim="Two of\nthree"), SITE)
    assert entry is not None
    lines = entry.split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - ELEC", ["ER  - ", ""])
    assert "TI  - Two of three" in lines
    assert lines.count("KW  - ferries") == 1
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


@pytest.mark.parametrize("make", [plain, csl, bibtex, ris])
def test_what_was_withdrawn_or_withheld_is_not_cited_by_words(make: Any) -> None:
    assert make(TOMBSTONE, SITE) is None
    assert make(release(claim=None), SITE) is None
