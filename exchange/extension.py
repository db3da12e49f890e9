"""What HSDS has no place for, beside what it has: the field ``linli`` of an exported row.

An exported row follows the standard strictly: ids are UUIDs, numbers are numbers, required fields are
there. So that nothing is lost, ``linli`` holds what had to be said otherwise: ``original`` the fields as
they were (unknown ones, too), ``added`` the names of those that were only put in for the standard's sake.
"""

from __future__ import annotations

import json
from typing import Any

NAME = "linli"


def restore(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they were before they were made to follow the standard."""
    note = fields.get(NAME)
    if isinstance(note, str):
        try:
            note = json.loads(note)
        except ValueError:
            return fields
    if not isinstance(note, dict) or not {"original", "added"} & note.keys():
        return fields
    original, added = note.get("original", {}), note.get("added", [])
    if not isinstance(original, dict) or not isinstance(added, list):
        return fields
    kept = {name: value for name, value in fields.items() if name != NAME and name not in added}
    return {**kept, **original}


def note(original: dict[str, Any], added: list[str]) -> dict[str, Any]:
    """The field's value; empty when nothing had to be changed."""
    parts: dict[str, Any] = {}
    if original:
        parts["original"] = original
    if added:
        parts["added"] = added
    return parts
