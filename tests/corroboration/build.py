"""Evidence for tests: strong, weak and contradicting items that share nothing unless told to."""

from __future__ import annotations

from typing import Any

from claims.corroboration.values import EvidenceItem
from claims.vocabulary import SourceLetter, Stance


def item(key: str, **facts: Any) -> EvidenceItem:
    """An independent, named, qualifying supporter called ``key``, unless ``facts`` say otherwise."""
    plain: dict[str, Any] = {
        "key": key,
        "label": f"Item {key}",
        "document": f"document-{key}",
        "outlet": f"outlet-{key}",
        "source_letter": SourceLetter.B,
    }
    return EvidenceItem(**{**plain, **facts})


def weak(key: str, **facts: Any) -> EvidenceItem:
    """One unnamed person without an anonymity record, whom nobody can judge."""
    return item(key, **{"named": False, "source_letter": None, **facts})


def against(key: str, **facts: Any) -> EvidenceItem:
    """A qualifying contradictor."""
    return item(key, **{"stance": Stance.CONTRADICTS, **facts})
