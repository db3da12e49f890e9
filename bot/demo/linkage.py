"""Linkage plans under way: who lends a hand beside the organization, as a social worker confirmed it.

The matcher's own proposal is taken, so that what is told here is what it would propose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.demo.clock import awake
from bot.demo.story import SYSTEM, Story
from bot.demo.street import Street
from handlers.phrases import dump
from matching.linkage import Circumstances, LinkagePlan, plan
from matching.places import Places
from model.linkage import LineState, Party, PlanLine
from model.need import Visibility
from model.phrase import Phrase
from model.resource import Allocation

_LATELY = timedelta(days=28)
_STEPS = 8
"""The time from the yes to now is cut into so many steps; a plan is confirmed after the first."""
_SAID = (LineState.ACCEPTED, LineState.ASKED, LineState.DECLINED)
"""What the first, second and third volunteer have answered so far."""


class Planner:
    """Confirms the plans of the stories that have one."""

    def __init__(self, ids: Callable[[], int], street: Street, now: datetime) -> None:
        self._ids = ids
        self._street = street
        self._now = now

    def confirm(self) -> list[PlanLine]:
        """The lines; what they reserve is added to the street's allocations, what happened to the stories."""
        planned = [story for story in self._street.stories if story.planned]
        return [line for story in planned for line in self._lines(story)]

    def _lines(self, story: Story) -> list[PlanLine]:
        street = self._street
        found = plan(
            story.need, None, street.staff, street.volunteers, street.resources, self._circumstances()
        )
        if found.support is None:
            return []
        worker, step = found.support.worker.id, (self._now - story.at) / _STEPS
        confirmed = story.at + step
        lines = [self._line(story, one, worker, confirmed) for one in _wanted(found)]
        for line in lines:
            who = f"staff:{worker}"
            story.log(confirmed, "planned", who, Visibility.STAFF, party=line.party.value, line=line.id)
        volunteers = [line for line in lines if line.party is Party.VOLUNTEER]
        others = [line for line in lines if line.party is not Party.VOLUNTEER]
        return [*others, *self._answers(story, volunteers, step)]

    def _line(self, story: Story, wanted: _Wanted, worker: int, at: datetime) -> PlanLine:
        party, subject, skill, reasons = wanted
        settled = party is not Party.VOLUNTEER
        return PlanLine(
            self._ids(),
            story.need.id,
            party,
            subject,
            LineState.ACCEPTED if settled else LineState.ASKED,
            at,
            worker,
            skill,
            dump(reasons),
            answered_at=at if settled else None,
            allocation_id=self._reserve(story, subject, at) if party is Party.RESOURCE else None,
        )

    def _answers(self, story: Story, asked: list[PlanLine], step: timedelta) -> Iterator[PlanLine]:
        """One comes, and the resident agreed that they know of each other; one still thinks, one can't."""
        for line, state in zip(asked, _SAID, strict=False):
            if state is LineState.ASKED:
                yield line
                continue
            at, yes = self._by_day(story.at + step), state is LineState.ACCEPTED
            party = line.party.value
            story.log(at, "plan_answered", SYSTEM, Visibility.STAFF, party=party, line=line.id, yes=yes)
            yield replace(
                line, state=state, answered_at=at, shared_at=self._by_day(at + step) if yes else None
            )

    def _by_day(self, at: datetime) -> datetime:
        """Nobody answers at night; nothing is told that has not happened."""
        return min(awake(at), self._now)

    def _reserve(self, story: Story, resource_id: int, at: datetime) -> int:
        allocation = Allocation(self._ids(), resource_id, story.need.id, 1, at)
        self._street.allocations.append(allocation)
        return allocation.id

    def _circumstances(self) -> Circumstances:
        given: Counter[int] = Counter()
        for entry in self._street.hours:
            if entry.at >= self._now - _LATELY and entry.credit.startswith("person:"):
                given[int(entry.credit.removeprefix("person:"))] += entry.minutes
        gone: Counter[int] = Counter()
        for one in self._street.allocations:
            gone[one.resource_id] += one.quantity
        return Circumstances(Places(self._street.places), minutes_lately=given, allocated=gone)


_Wanted = tuple[Party, int, str, tuple[Phrase, ...]]


def _wanted(found: LinkagePlan) -> Iterator[_Wanted]:
    """Who and what is asked: the worker's support, volunteers, the best resource."""
    if found.support is not None:
        yield Party.SUPPORT, found.support.worker.id, "", found.support.reasons
    for one in found.assistance:
        yield Party.VOLUNTEER, one.volunteer.person_id, one.skill, one.reasons
    for boost in found.boosts[:1]:
        yield Party.RESOURCE, boost.resource.id, "", boost.reasons
