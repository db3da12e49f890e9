"""Confirmed lines of linkage plans."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from model.linkage import Party, PlanLine
from storage import tables
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.plan_line


class Plans(Room):
    """One row a line."""

    def add(self, line: PlanLine) -> None:
        """A line was confirmed."""
        self.tx.insert(_t, dump(line))

    def get(self, line_id: int) -> PlanLine | None:
        """By id."""
        row = self.tx.row(select(_t).where(_t.c.id == line_id))
        return load(PlanLine, row) if row else None

    def of_need(self, need_id: int) -> list[PlanLine]:
        """A need's lines, in the order they were confirmed."""
        statement = select(_t).where(_t.c.need_id == need_id).order_by(_t.c.asked_at, _t.c.id)
        return [load(PlanLine, row) for row in self.tx.rows(statement)]

    def of_volunteer(self, person_id: int) -> list[PlanLine]:
        """What a volunteer was asked, the newest first."""
        mine = (_t.c.party == Party.VOLUNTEER.value, _t.c.subject_id == person_id)
        statement = select(_t).where(*mine).order_by(_t.c.asked_at.desc(), _t.c.id.desc())
        return [load(PlanLine, row) for row in self.tx.rows(statement)]

    def change(self, line: PlanLine, **changes: Any) -> PlanLine:  # noqa: ANN401 - fields of PlanLine
        """Change fields; gives back the line as it is then."""
        self.tx.update(_t, {"id": line.id}, plain(changes))
        return replace(line, **changes)

    def forget_person(self, person_id: int) -> None:
        """Delete what a volunteer was asked and said."""
        mine = (_t.c.party == Party.VOLUNTEER.value, _t.c.subject_id == person_id)
        self.tx.execute(_t.delete().where(*mine))
