"""The test site, allowed by name, with snapshots in a folder of the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.models import Claim
from tests.rechecks.build import a_watched_claim
from tests.rechecks.site import HOST, OTHER_HOST, Reply, Site, a_site, article


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Site]:
    with a_site() as running:
        settings.FETCH_PRIVATE_HOSTS = [f"{name}:{running.port}" for name in (HOST, OTHER_HOST)]
        settings.MEDIA_ROOT = tmp_path
        running.pages["/ferry"] = Reply(article())
        yield running


@pytest.fixture
def claim(site: Site) -> Claim:
    return a_watched_claim(site)
