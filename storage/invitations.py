"""Who was asked to answer a campaign: each resident once, reminded once, told the results once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select

from model.survey import Campaign, Invitation, ResponseState
from storage import tables
from storage.room import Room
from storage.rows import dump, load

_t = tables.invitation
_person = tables.person
_chat = tables.chat
_response = tables.response


class Invitations(Room):
    """One row a resident and campaign, which the table itself makes sure of."""

    def add(self, invitation: Invitation) -> None:
        """Note that somebody is asked, or came."""
        self.tx.insert(_t, dump(invitation))

    def save(self, invitation: Invitation) -> None:
        """Write one that was changed."""
        self.tx.upsert(_t, dump(invitation))

    def get(self, campaign_id: int, person_id: int) -> Invitation | None:
        """A resident's invitation to a campaign."""
        row = self.tx.row(select(_t).where(_t.c.campaign_id == campaign_id, _t.c.person_id == person_id))
        return load(Invitation, row) if row else None

    def to_invite(self, campaign: Campaign, limit: int) -> list[int]:
        """Residents of its communities who can be asked and were not: consented, reachable, not stopped."""
        asked = exists().where(_t.c.campaign_id == campaign.id, _t.c.person_id == _person.c.id)
        statement = select(_person.c.id).where(_willing(), ~asked, ~_responded(campaign.id, _person.c.id))
        if campaign.communities:
            statement = statement.where(_person.c.community.in_(campaign.communities))
        return [row["id"] for row in self.tx.rows(statement.order_by(_person.c.id).limit(limit))]

    def to_remind(self, campaign_id: int, asked_before: datetime, limit: int) -> list[Invitation]:
        """Who was asked (or began) that long ago, has not answered or said no, and was not reminded."""
        statement = (
            select(_t)
            .join(_person, _person.c.id == _t.c.person_id)
            .where(
                _t.c.campaign_id == campaign_id,
                _t.c.sent_at <= asked_before,
                _t.c.reminded_at.is_(None),
                _t.c.declined_at.is_(None),
                _willing(),
                ~_responded(campaign_id, _t.c.person_id, ResponseState.SUBMITTED, ResponseState.DISCARDED),
            )
        )
        return self._found(statement.order_by(_t.c.id).limit(limit))

    def to_tell(self, campaign_id: int, limit: int) -> list[Invitation]:
        """Who has answered and was not told the results yet."""
        statement = (
            select(_t)
            .join(_person, _person.c.id == _t.c.person_id)
            .where(
                _t.c.campaign_id == campaign_id,
                _t.c.told_at.is_(None),
                _willing(),
                _responded(campaign_id, _t.c.person_id, ResponseState.SUBMITTED),
            )
        )
        return self._found(statement.order_by(_t.c.id).limit(limit))

    def counts(self, campaign_id: int) -> Mapping[str, int]:
        """How many were asked (or came), reminded, said no."""
        statement = select(
            func.count().label("asked"),
            func.count(_t.c.reminded_at).label("reminded"),
            func.count(_t.c.declined_at).label("declined"),
        ).where(_t.c.campaign_id == campaign_id)
        row = self.tx.row(statement)
        return {name: int(row[name]) for name in ("asked", "reminded", "declined")} if row else {}

    def _found(self, statement: object) -> list[Invitation]:
        return [load(Invitation, row) for row in self.tx.rows(statement)]  # type: ignore[arg-type]


def _willing() -> ColumnElement[bool]:
    """Consented, wants messages, is somebody still, and has a chat that reaches them."""
    reachable = exists().where(_chat.c.person_id == _person.c.id, _chat.c.unreachable.is_(False))
    return and_(
        _person.c.consent_at.is_not(None),
        _person.c.stopped.is_(False),
        _person.c.forgotten_at.is_(None),
        reachable,
    )


def _responded(
    campaign_id: int, person_id: ColumnElement[int], *states: ResponseState
) -> ColumnElement[bool]:
    """Whether a resident has a response to a campaign, in one of these states (none: whichever)."""
    found = exists().where(_response.c.campaign_id == campaign_id, _response.c.person_id == person_id)
    return found.where(_response.c.state.in_([one.value for one in states])) if states else found
