"""Which column speaks of which row; there are no foreign keys, as rows are written in bulk in any order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column

from storage.tables import metadata

_OTHERWISE = {
    "need.entered_by": "staff.id",
    "need.holder_id": "organization.id",
    "referral.answered_by": "staff.id",
    "plan_line.asked_by": "staff.id",
    "follower.origin_id": "need.id",
}
"""Columns that are not named after the table they speak of."""
_MAY_BE_GONE = {"chat.response_id"}
"""Columns whose row may have been deleted since; whoever reads them knows."""


def relations() -> list[tuple[Column[Any], Column[Any]]]:
    """Each referring column with the column it refers to: ``need_id`` speaks of the table ``need``."""
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            target = _target(table.name, column.name)
            if target is not None:
                found.append((column, target))
    return found


def _target(table: str, column: str) -> Column[Any] | None:
    if f"{table}.{column}" in _MAY_BE_GONE:
        return None
    name, _, key = _OTHERWISE.get(f"{table}.{column}", "").partition(".")
    if not name and column.endswith("_id"):
        name = column.removesuffix("_id")
        key = "person_id" if name == "volunteer" else "id"
    target = metadata.tables.get(name)
    return None if target is None else target.c[key]
