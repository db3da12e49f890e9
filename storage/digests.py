"""Weekly digests as they were made, and what was decided on them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage import tables
from storage.room import Room
from storage.transaction import Found

_t = tables.digest
_decision = tables.decision


class Digests(Room):
    """One row a community and week."""

    def save(self, community: str, week: str, made_at: datetime, facts: Any) -> None:  # noqa: ANN401 - JSON
        """Keep a digest's facts; a digest made again takes the place of the old one."""
        self.tx.upsert(
            _t, {"community": community, "week": week, "made_at": made_at, "sent_at": None, "facts": facts}
        )

    def get(self, community: str, week: str) -> Found | None:
        """One digest's row."""
        return self.tx.row(select(_t).where(_t.c.community == community, _t.c.week == week))

    def mark_sent(self, community: str, week: str, at: datetime) -> None:
        """Note that it went out."""
        self.tx.update(_t, {"community": community, "week": week}, {"sent_at": at})

    def decide(
        self, decision_id: int, community: str, week: str, text: str, at: datetime, staff_id: int | None
    ) -> None:
        """Write down what the committee decided."""
        self.tx.insert(
            _decision,
            {
                "id": decision_id,
                "community": community,
                "week": week,
                "text": text,
                "outcome": "",
                "at": at,
                "staff_id": staff_id,
            },
        )

    def decisions(self, community: str, week: str) -> list[Found]:
        """What was decided on a week's digest."""
        statement = select(_decision).where(_decision.c.community == community, _decision.c.week == week)
        return list(self.tx.rows(statement.order_by(_decision.c.id)))

    def set_outcome(self, decision_id: int, outcome: str) -> None:
        """Write down what became of a decision."""
        self.tx.update(_decision, {"id": decision_id}, {"outcome": outcome})
