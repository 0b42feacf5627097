"""Rows that belong to others of their table by ``parent``: what is below one, what above it, and where that ends."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Model

_WALK = """
    WITH RECURSIVE tree(id, depth) AS (
        SELECT %s::bigint, 0
         UNION ALL SELECT {following}, depth + 1 FROM {table} one JOIN tree ON {joined})
    CYCLE id SET rings USING path
    SELECT id FROM tree WHERE id IS NOT NULL AND NOT rings ORDER BY depth, id
"""

_ROOTS = """
    WITH RECURSIVE above(id, ancestor) AS (
        SELECT id, id FROM {table} WHERE id = ANY(%s)
        UNION SELECT above.id, one.parent_id FROM above JOIN {table} one ON one.id = above.ancestor
         WHERE one.parent_id IS NOT NULL)
    SELECT above.id, min(above.ancestor) FILTER (WHERE one.parent_id IS NULL), min(above.ancestor)
      FROM above JOIN {table} one ON one.id = above.ancestor GROUP BY above.id
"""


def below(model: type[Model], pk: int) -> list[int]:
    """The row, then all whose parent, or parent's parent, it is, the nearest first. One query."""
    return _walked(model, pk, following="one.id", joined="one.parent_id = tree.id")


def above(model: type[Model], pk: int) -> list[int]:
    """The row, then its parent, up to the last. One query."""
    return _walked(model, pk, following="one.parent_id", joined="one.id = tree.id")


def _walked(model: type[Model], pk: int, *, following: str, joined: str) -> list[int]:
    statement = _WALK.format(table=model._meta.db_table, following=following, joined=joined)
    with connection.cursor() as cursor:
        cursor.execute(statement, [pk])
        return [row for (row,) in cursor.fetchall()]


def roots(model: type[Model], pks: Collection[int]) -> dict[int, int]:
    """For each of these rows the one above which there is none. One query, none for no rows.

    A ring of parents, which is a mistake, ends in its smallest id.
    """
    if not pks:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_ROOTS.format(table=model._meta.db_table), [list(pks)])
        return {row: root if root is not None else smallest for row, root, smallest in cursor.fetchall()}
