"""What can be learnt from: residents' words under the category that they confirmed or staff put right."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from model.need import NeedState
from storage import tables
from storage.room import Room

_t = tables.need
_entry = tables.entry


@dataclass(frozen=True, slots=True)
class Lesson:
    """The words of one need and what it turned out to be."""

    need_id: int
    text: str
    category: str
    by_staff: bool
    """A social worker sorted it."""


class Lessons(Room):
    """Read from the needs themselves; nothing is kept beside them, so what is forgotten is gone here too."""

    def all(self) -> list[Lesson]:
        """Every need with words and a leaf of the taxonomy, oldest first.

        Alarms are left out (they stand under a field, not under what was asked), and so are withdrawn needs
        and those of the demo street.
        """
        by_staff = exists().where(_entry.c.need_id == _t.c.id, _entry.c.kind == "sorted").correlate(_t)
        statement = (
            select(_t.c.id, _t.c.text, _t.c.category, by_staff.label("by_staff"))
            .where(
                _t.c.text != "",
                _t.c.category.contains("."),
                _t.c.danger == "",
                _t.c.origin != "demo",
                _t.c.state != NeedState.WITHDRAWN.value,
            )
            .order_by(_t.c.id)
        )
        return [
            Lesson(row["id"], row["text"], row["category"], bool(row["by_staff"]))
            for row in self.tx.rows(statement)
        ]
