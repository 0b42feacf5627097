"""What benches on a scratch database share: the installation, the median of several runs, and peak memory."""

from __future__ import annotations

import logging
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def installed() -> None:
    """Django with a migrated database, in the folder that ``PROVENANCE_DATA`` names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")
    import django

    django.setup()
    logging.disable(logging.INFO)  # a line for every request would bury the figures
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def median_milliseconds(call: Callable[[], object], rounds: int) -> float:
    """The median of ``rounds`` calls, after one that does not count."""
    call()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def peak() -> float:
    """Most memory that this process ever held, in megabytes."""
    with Path("/proc/self/status").open() as lines:
        return next(float(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))
