"""What all tests share."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest


@pytest.fixture(autouse=True)
def _own_cache(settings: Any) -> None:
    """A part of the cache for each test: emptying it would empty it for the tests beside it, and for the broker."""
    own = {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid4().hex}"}
    settings.CACHES = {"default": own}
