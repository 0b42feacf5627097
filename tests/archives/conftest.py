"""The test site, and a claim that rests on a page of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from claims.models import Claim, Host
from tests.archives.archive import HOST, Archive, an_archive
from tests.rechecks.conftest import claim, site
from tests.rechecks.site import Site
from tests.web.conftest import checker, consumer, editor, signed_in

__all__ = ["checker", "claim", "consumer", "editor", "signed_in", "site"]


@pytest.fixture
def archive(claim: Claim, site: Site, settings: Any) -> Iterator[Archive]:
    """An archive that the installation asks about the page of a claim; it has no copies yet."""
    with an_archive() as running:
        settings.FETCH_PRIVATE_HOSTS = [*settings.FETCH_PRIVATE_HOSTS, f"{HOST}:{running.port}"]
        settings.ARCHIVES = [running.gate]
        Host.objects.create(name=f"{HOST}:{running.port}", delay_seconds=0)
        yield running
