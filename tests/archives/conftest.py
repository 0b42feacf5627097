"""The test site, and a claim that rests on a page of it."""

from __future__ import annotations

from tests.rechecks.conftest import claim, site
from tests.web.conftest import checker, consumer, editor, signed_in

__all__ = ["checker", "claim", "consumer", "editor", "signed_in", "site"]
