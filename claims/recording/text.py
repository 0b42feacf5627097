"""Texts that people enter: trimmed, and unknown when nothing is left."""

from __future__ import annotations

from claims.recording.errors import InvalidEntry


def cleaned(text: str | None, *, field: str, most: int) -> str | None:
    """``text`` without space around it, ``None`` when empty; raises ``InvalidEntry`` over ``most`` characters."""
    if text is not None and "\x00" in text:
        raise InvalidEntry(field, "This contains binary data. Type it again.")
    kept = (text or "").strip()
    if len(kept) > most:
        raise InvalidEntry(field, f"This is {len(kept):,} characters long; at most {most:,} are kept.")
    return kept or None


def needed(text: str | None, *, field: str, most: int, message: str) -> str:
    """The same for what cannot be left out; ``message`` says what to enter."""
    kept = cleaned(text, field=field, most=most)
    if kept is None:
        raise InvalidEntry(field, message)
    return kept
