"""All formats of one claim: suffix, media type, and the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claims.publishing.formats import annotation, citation, claimreview, odrl, prov
from claims.publishing.formats.values import Document, Site, encoded


@dataclass(frozen=True, slots=True)
class Format:
    """A format; ``make`` gives ``None`` where the release leaves nothing to say in it."""

    suffix: str
    media: str
    label: str
    make: Callable[[Document, Site], object]

    @property
    def content_type(self) -> str:
        """The media type as it is sent: what is no JSON names its characters."""
        return self.media if "json" in self.media else f"{self.media}; charset=utf-8"

    def body(self, document: Document, site: Site) -> bytes | None:
        """The bytes of a release in this format."""
        made = self.make(document, site)
        if made is None:
            return None
        return made.encode() if isinstance(made, str) else encoded(made)


def _ld(profile: str) -> str:
    return f'application/ld+json; profile="{profile}"'


FORMATS = (
    Format("jsonld", "application/ld+json", "ClaimReview", claimreview.rich),
    Format("strict.jsonld", _ld("strict"), "ClaimReview, strict", claimreview.strict),
    Format("annotations.jsonld", _ld(annotation.PROFILE), "Web Annotations", annotation.annotated),
    Format("odrl.jsonld", _ld(odrl.PROFILE), "Terms of the excerpts (ODRL)", odrl.policies),
    Format("prov.json", "application/prov+json", "Provenance (PROV)", prov.provenance),
    Format("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON", citation.csl),
    Format("bib", "application/x-bibtex", "BibTeX", citation.bibtex),
    Format("ris", "application/x-research-info-systems", "RIS", citation.ris),
    Format("txt", "text/plain", "Plain words", citation.plain),
)
BY_SUFFIX = {found.suffix: found for found in FORMATS}
