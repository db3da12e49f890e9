"""What every part of a story asks: when the next thing happens, whether it has yet, which way it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from bot.demo.chances import ANSWERS, Span
from bot.demo.clock import working_after
from bot.demo.market import Market
from bot.demo.phrases import Phrases
from bot.demo.story import Story
from model.need import Urgency
from model.person import Staff

T = TypeVar("T")


class Ended(Exception):
    """The story goes no further: the next thing lies after now, or nothing follows."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Decides by seeded chance, so that the same street comes out every time."""

    market: Market
    phrases: Phrases
    workers: Sequence[Staff]
    now: datetime
    random: Random

    def happens(self, at: datetime) -> datetime:
        """The moment itself; Ended when it has not come."""
        if at > self.now:
            raise Ended
        return at

    def chance(self, share: float) -> bool:
        """Whether something happens that does in this share of cases."""
        return self.random.random() < share

    def pick(self, shares: Sequence[tuple[T, float]]) -> T:
        """One of several, each with its share."""
        return self.random.choices([one for one, _ in shares], [share for _, share in shares])[0]

    def later(self, story: Story, span: Span, pace: float = 1.0) -> datetime:
        """Some minutes after the last thing, rather few than many; by the clock when it is pressing."""
        low, high = span
        minutes = self.random.triangular(low, high, low + (high - low) * 0.25) * pace
        if story.need.urgency in {Urgency.URGENT, Urgency.EMERGENCY}:
            return story.at + timedelta(minutes=minutes)
        return working_after(story.at, minutes)

    def answer(self, story: Story) -> datetime:
        """When the organization that was asked last would answer, in time or not."""
        manner = self.market.manner(story.current.organization_id)
        return self.later(story, ANSWERS[story.need.urgency], min(manner.pace, 1.3))

    def answer_in_time(self, story: Story) -> datetime:
        """The same, when it is sure to answer."""
        return self.happens(min(self.answer(story), story.current.deadline - timedelta(minutes=1)))

    def worker(self, story: Story) -> Staff:
        """The social worker of the need's community."""
        return next(one for one in self.workers if one.serves(story.need.community))
