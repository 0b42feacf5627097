"""Which functions the reading process may be asked for: those of this project, by name.

A room that reads what capture took in names its own function; capture knows no other room. Such a function takes the
file's bytes or the page's tree and plain values, gives plain values (what JSON holds), and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

Call = Callable[..., Any]


def named(name: str) -> Call:
    """The function ``name`` (``claims.room.module:function``). Raises ``ValueError`` for any other name."""
    module, _, function = name.partition(":")
    if not module.startswith("claims.") or not function.isidentifier():
        raise ValueError(f"no function of this project: {name}")
    call: Call = getattr(import_module(module), function)
    return call
