"""The people of the pages' tests."""

from __future__ import annotations

from tests.web.conftest import checker, consumer, editor, signed_in

__all__ = ["checker", "consumer", "editor", "signed_in"]
