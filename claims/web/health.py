"""Whether this installation can do its work, for whoever watches it: no sign-in, and no details for strangers."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from claims.models import Fault
from claims.rechecks import backlog

_log = structlog.get_logger(__name__)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _redis() -> bool:
    cache.set("health", "well", timeout=10)
    return bool(cache.get("health") == "well")


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _network() -> bool:
    return not Fault.objects.filter(ended_at=None).exists()


def _links() -> bool:
    return not backlog.late_links(now=timezone.now()).exists()


def _archives() -> bool:
    return not backlog.late_jobs(now=timezone.now()).exists()


def _texts() -> bool:
    return not backlog.has_late_texts(now=timezone.now())


_WATCHED: dict[str, tuple[str, Callable[[], bool]]] = {
    "network": ("failing", _network),
    "links": ("late", _links),
    "archives": ("late", _archives),
    "texts": ("late", _texts),
}
"""What is told and stops nobody: pages answer all the same, so no site process is taken out for it."""
_CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "redis": _redis, "migrations": _migrations}


def _well(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, RedisError) as error:
        _log.warning("health", part=name, error=str(error))
        return False


@require_safe
@never_cache
def show(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - the framework's signature
    """``{"database": "ok", …}`` with 200, or 503 when a part fails; what failed how stands in the log.

    Further lines tell of work that is late, or of a network that fails; those do not change the status.
    """
    found = {name: _well(name, check) for name, check in _CHECKS.items()}
    parts = {name: "ok" if well else "failing" for name, well in found.items()}
    if found["database"] and found["migrations"]:
        parts |= {name: "ok" if _well(name, check) else word for name, (word, check) in _WATCHED.items()}
    return JsonResponse(parts, status=200 if all(found.values()) else 503)
