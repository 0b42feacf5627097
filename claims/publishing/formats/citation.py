"""How to cite a vetted claim: plain words, BibTeX, CSL-JSON and RIS. Of the claim itself, never of a page's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from claims.publishing.formats.claimreview import is_reviewed
from claims.publishing.formats.values import Document, Site, called, known, status_of, vetted_at

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "#$%&_"}


def _on(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{at.day} {at:%B %Y}"


def _note(document: Document) -> str:
    state = ", under recheck" if document["kind"] == "under_recheck" else ""
    return f"version {document['version']}{state}; corroboration: {status_of(document).label.lower()}"


def plain(document: Document, site: Site) -> str | None:
    """One line of words, as of its release."""
    if not is_reviewed(document):
        return None
    said = f" (claimed by {called(document['claimant'])})" if called(document["claimant"]) else ""
    vetted, released = _on(vetted_at(document)), _on(document["released_at"])
    as_of = "" if vetted == released else f", as of {released}"
    return f"{site.name}: “{document['claim']}”{said}. Vetted {vetted}{as_of}, {_note(document)}. {site.page(document)}"


def csl(document: Document, site: Site) -> list[dict[str, Any]] | None:
    """The entry of citation managers (CSL-JSON), a list of one."""
    if not is_reviewed(document):
        return None
    at = datetime.fromisoformat(vetted_at(document))
    return [
        known(
            {
                "id": document["id"],
                "type": "webpage",
                "title": document["claim"],
                "author": [{"literal": site.name}],
                "publisher": site.name,
                "issued": {"date-parts": [[at.year, at.month, at.day]]},
                "URL": site.page(document),
                "version": str(document["version"]),
                "language": document["language"],
                "note": _note(document),
            }
        )
    ]


def bibtex(document: Document, site: Site) -> str | None:
    """A ``@misc`` entry; signs of TeX are escaped."""
    if not is_reviewed(document):
        return None
    at = datetime.fromisoformat(vetted_at(document))
    fields = {
        "title": f"{{{_tex(document['claim'])}}}",
        "author": f"{{{_tex(site.name)}}}",
        "year": str(at.year),
        "month": str(at.month),
        "howpublished": rf"\url{{{site.page(document)}}}",
        "note": _tex(_note(document)),
    }
    said = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{claim-{document['id']},\n{said}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))


def ris(document: Document, site: Site) -> str | None:
    """The entry for reference managers (RIS)."""
    if not is_reviewed(document):
        return None
    at = datetime.fromisoformat(vetted_at(document))
    lines = [
        ("TY", "ELEC"),
        ("ID", document["id"]),
        ("TI", document["claim"]),
        ("AU", f"{site.name},"),
        ("PB", site.name),
        ("PY", f"{at:%Y}"),
        ("DA", f"{at:%Y/%m/%d}"),
        *(("KW", tag) for tag in document["tags"]),
        ("LA", document["language"]),
        ("UR", site.page(document)),
        ("N1", _note(document)),
        ("ER", ""),
    ]
    return "".join(f"{name}  - {' '.join(value.split())}\r\n" for name, value in lines if value is not None)
