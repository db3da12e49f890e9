"""What the stories told by hand stand on: who says it, how long ago, and the usual first steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.demo.clock import awake, monday, working_after
from bot.demo.market import Market
from bot.demo.residents import Resident
from bot.demo.story import Story
from model.need import Beneficiary, BeneficiaryKind, Need, Outcome, Urgency
from model.organization import Service
from model.person import Staff

_SECOND = timedelta(seconds=1)
_LATELY = timedelta(hours=1)
_SELF = Beneficiary()
_HALL = Beneficiary(BeneficiaryKind.COMMUNITY)


class Stage:
    """Residents of Guixiang and Talent Apartments, and helpers for what happens to their needs."""

    def __init__(
        self, market: Market, residents: list[Resident], workers: list[Staff], now: datetime, position: int
    ) -> None:
        self.market = market
        self.wang, *others = residents
        self.neighbours = [one for one in others if one.person.community == "guixiang" and not one.english]
        self.newcomers = [one for one in others if one.person.grid == "xinyuan-2" and not one.english]
        self.worker = next(one for one in workers if one.serves("guixiang"))
        self.now = now
        self._position = position

    def story(
        self,
        resident: Resident,
        category: str,
        text: str,
        *,
        days: float = 0,
        minutes: float = 0,
        beneficiary: Beneficiary = _SELF,
        urgency: Urgency = Urgency.ROUTINE,
        danger: str = "",
    ) -> Story:
        """A story of this resident, filed at home so long ago."""
        person = resident.person
        self._position += 1
        home = beneficiary.kind is not BeneficiaryKind.COMMUNITY
        need = Need(
            id=self._position,
            number="",
            person_id=person.id,
            community=person.community,
            category=category,
            text=text,
            created_at=self.ago(days, minutes),
            urgency=urgency,
            beneficiary=beneficiary,
            grid=person.grid,
            place=person.address if home else "",
            danger=danger,
        )
        story = Story(need)
        story.submit()
        return story

    def shared(
        self,
        resident: Resident,
        category: str,
        text: str,
        place: str,
        **how: Any,  # noqa: ANN401 - as story() takes them
    ) -> Story:
        """A story about a place that is everybody's, told by this resident."""
        story = self.story(resident, category, text, beneficiary=_HALL, **how)
        story.need = replace(story.need, place=place)
        return story

    def living_in(self, grid: str) -> list[Resident]:
        """Guixiang's residents of a grid."""
        return [one for one in self.neighbours if one.person.grid == grid]

    def ago(self, days: float, minutes: float) -> datetime:
        """So long ago; what is minutes old stays in this week, however young the week is."""
        wanted = self.now - timedelta(days=days, minutes=minutes)
        week = monday(self.now)
        if not days and wanted < week < self.now and minutes < 90:
            return week + (self.now - week) * (1 - minutes / 90)
        return awake(wanted) if days else wanted

    def offered(self, story: Story, key: str) -> Service:
        """Offered to this organization, with the matcher's own score and reasons where it is a candidate."""
        service = self.market.service(key, story.need.category)
        soon = min(story.at + _SECOND, self.now)
        found = self.market.candidates(story.need, soon, frozenset())
        match = next((one for one in found if one[0].id == service.id), (service, 0.7, "[]"))
        story.offer(soon, *match)
        return service

    def then(self, story: Story, hours: float) -> datetime:
        """So many working hours later; half the way to now when those have not all passed."""
        at = working_after(story.at, hours * 60)
        return at if at < self.now - _LATELY else story.at + (self.now - story.at) / 2

    def accepted(self, story: Story, key: str, hours: float) -> Staff:
        """Offered to this organization and taken on so many hours later; gives back by whom."""
        service = self.offered(story, key)
        clerk = self.market.clerk(service.organization_id)
        story.accept(self.then(story, hours), clerk.id, "好的，我们来。")
        return clerk

    def resolved(self, story: Story, hours: float, note: str) -> None:
        """Called solved so many hours later by whoever took it on."""
        clerk = story.current.answered_by or 0
        story.resolve(self.then(story, hours), clerk, Outcome.SOLVED, note)
