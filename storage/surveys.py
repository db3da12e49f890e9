"""Published forms, campaigns and responses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from model.survey import Campaign, FormVersion, Response, ResponseState
from storage import tables
from storage.room import Room
from storage.rows import dump, load

_form = tables.form
_campaign = tables.campaign
_t = tables.response


class Surveys(Room):
    """Forms are never changed, only published anew; responses are one row each."""

    def publish(self, form: FormVersion) -> None:
        """A new version of a form."""
        self.tx.insert(_form, dump(form))

    def form(self, form_id: int) -> FormVersion | None:
        """One version by id."""
        row = self.tx.row(select(_form).where(_form.c.id == form_id))
        return load(FormVersion, row) if row else None

    def latest(self, key: str) -> FormVersion | None:
        """The newest version of a survey."""
        row = self.tx.row(select(_form).where(_form.c.key == key).order_by(_form.c.id.desc()).limit(1))
        return load(FormVersion, row) if row else None

    def open_campaign(self, campaign: Campaign) -> None:
        """Open a survey for communities and dates."""
        self.tx.insert(_campaign, dump(campaign))

    def campaign(self, campaign_id: int) -> Campaign | None:
        """One campaign by id."""
        row = self.tx.row(select(_campaign).where(_campaign.c.id == campaign_id))
        return load(Campaign, row) if row else None

    def save_campaign(self, campaign: Campaign) -> None:
        """Write a campaign that was changed."""
        self.tx.upsert(_campaign, dump(campaign))

    def all_campaigns(self) -> list[Campaign]:
        """Every campaign there ever was, newest first."""
        return [
            load(Campaign, row) for row in self.tx.rows(select(_campaign).order_by(_campaign.c.id.desc()))
        ]

    def campaigns(self, community: str | None, now: datetime) -> list[Campaign]:
        """Campaigns open now for a community, newest first."""
        statement = (
            select(_campaign)
            .where(
                _campaign.c.opens_at <= now,
                (_campaign.c.closes_at.is_(None)) | (_campaign.c.closes_at > now),
            )
            .order_by(_campaign.c.id.desc())
        )
        everyone = [load(Campaign, row) for row in self.tx.rows(statement)]
        return [one for one in everyone if not one.communities or community in one.communities]

    def save(self, response: Response) -> None:
        """Write a response, new or changed."""
        self.tx.upsert(_t, dump(response))

    def load(self, ids: Sequence[int]) -> dict[int, Response]:
        """Responses by id."""
        return {one.id: one for one in self.tx.objects(Response, _t, "id", ids)}

    def response(self, response_id: int) -> Response | None:
        """One response."""
        return self.load([response_id]).get(response_id)

    def of_person(self, person_id: int) -> list[Response]:
        """A resident's responses, newest first."""
        statement = select(_t).where(_t.c.person_id == person_id).order_by(_t.c.id.desc())
        return [load(Response, row) for row in self.tx.rows(statement)]

    def of_campaign(self, campaign_id: int) -> list[Response]:
        """The submitted responses to a campaign, oldest first."""
        statement = select(_t).where(
            _t.c.campaign_id == campaign_id, _t.c.state == ResponseState.SUBMITTED.value
        )
        return [load(Response, row) for row in self.tx.rows(statement.order_by(_t.c.id))]

    def of_person_in(self, person_id: int, campaign_id: int) -> Response | None:
        """What a resident has filled or begun in a campaign, the submitted response before others."""
        found = [one for one in self.of_person(person_id) if one.campaign_id == campaign_id]
        found = [one for one in found if one.state is not ResponseState.DISCARDED]
        return min(found, key=lambda one: one.state is not ResponseState.SUBMITTED, default=None)

    def count(self, campaign_id: int) -> int:
        """How many have answered a campaign."""
        statement = (
            select(func.count())
            .select_from(_t)
            .where(_t.c.campaign_id == campaign_id, _t.c.state == ResponseState.SUBMITTED.value)
        )
        return int(self.tx.value(statement))

    def forget_person(self, person_id: int) -> None:
        """Delete a resident's responses, and that they were asked."""
        self.tx.execute(tables.invitation.delete().where(tables.invitation.c.person_id == person_id))
        self.tx.execute(_t.delete().where(_t.c.person_id == person_id))
