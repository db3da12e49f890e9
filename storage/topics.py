"""Topics residents raise and support."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from model.topic import Topic
from storage import tables
from storage.room import Room

_t = tables.topic
_support = tables.topic_support


class Topics(Room):
    """One row a topic, one row a supporter."""

    def add(self, topic: Topic, person_id: int | None) -> None:
        """Raise a topic; who raises it supports it."""
        self.tx.insert(
            _t,
            {
                "id": topic.id,
                "community": topic.community,
                "title": topic.title,
                "raised_at": topic.raised_at,
                "person_id": person_id,
                "state": topic.state,
            },
        )
        if person_id is not None:
            self.support(topic.id, person_id, topic.raised_at)

    def support(self, topic_id: int, person_id: int, at: datetime) -> None:
        """Support a topic; twice counts once."""
        self.tx.upsert(_support, {"topic_id": topic_id, "person_id": person_id, "at": at})

    def of_community(self, community: str) -> list[Topic]:
        """A community's open topics, most supported first."""
        support = func.count(_support.c.person_id)
        statement = (
            select(_t.c.id, _t.c.community, _t.c.title, _t.c.raised_at, _t.c.state, support.label("support"))
            .outerjoin(_support, _support.c.topic_id == _t.c.id)
            .where(_t.c.community == community, _t.c.state == "open")
            .group_by(_t.c.id, _t.c.community, _t.c.title, _t.c.raised_at, _t.c.state)
            .order_by(support.desc(), _t.c.id)
        )
        return [Topic(**row) for row in self.tx.rows(statement)]
