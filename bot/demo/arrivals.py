"""Which need comes when: eight whole weeks and the current one until now, with two troubles that rise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from bot.demo.clock import at, local, monday
from bot.demo.deck import Deck
from bot.demo.sentences import DANGER, RISING, Sentence, sentences, usual
from model.need import Urgency

WEEKS = 8
_USUAL = 43
"""Needs of an ordinary week."""
_BUSIEST = frozenset({"elderly.meals", "elderly.visits", "elderly.escort"})
"""What is asked for so often that the centre for elders is full; its sentences stand twice in the deck."""
_BY_WEEKDAY = (1.3, 1.15, 1.1, 1.0, 1.05, 0.65, 0.5)
_BY_HOUR = {
    7: 2,
    8: 6,
    9: 10,
    10: 10,
    11: 7,
    12: 4,
    13: 3,
    14: 5,
    15: 7,
    16: 6,
    17: 5,
    18: 4,
    19: 6,
    20: 6,
    21: 3,
}
_PRESSING = frozenset(range(8, 20))
"""Hours of urgent needs, since their two hours run on the clock."""
_RISE = {
    "facilities_lift": {8: 1, 6: 1, 4: 1, 3: 2, 2: 4, 1: 9, 0: 5},
    "facilities_hotwater": {5: 1, 3: 1, 2: 2, 1: 5, 0: 4},
}
"""How often each trouble was told, by weeks back."""
_DANGERS = {7: 1, 5: 2, 3: 3, 1: 4}
"""Weeks back with an emergency, and which one of the file's."""
_LEAST_AGE = timedelta(minutes=25)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One sentence said at a moment."""

    at: datetime
    sentence: Sentence


def arrivals(now: datetime, random: Random) -> list[Arrival]:
    """All of them, oldest first; none younger than a few minutes."""
    found = [*_ordinary(now, random), *_rising(now, random), *_dangers(now, random)]
    return sorted(
        (one for one in found if one.at <= now - _LEAST_AGE), key=lambda one: (one.at, one.sentence.text)
    )


def _ordinary(now: datetime, random: Random) -> Iterator[Arrival]:
    everything = usual()
    deck = Deck([*everything, *(one for one in everything if one.category in _BUSIEST)], random)
    for back in range(WEEKS, -1, -1):
        for _ in range(_USUAL + random.randint(-4, 4)):
            sentence = deck.draw()
            yield Arrival(_moment(now, back, sentence.urgency, random), sentence)


def _rising(now: datetime, random: Random) -> Iterator[Arrival]:
    english = [one for one in sentences("en", "residents") if one.where in {"guixiang-2", "xinyuan-2"}]
    for stem in RISING:
        told = sentences("zh_CN", stem)
        also = [one for one in english if one.category == told[0].category and one.where == told[0].where]
        deck = Deck([*told, *also], random)
        for back, count in _RISE[stem].items():
            for _ in range(count):
                sentence = deck.draw()
                yield Arrival(_moment(now, back, sentence.urgency, random), sentence)


def _dangers(now: datetime, random: Random) -> Iterator[Arrival]:
    told = sentences("zh_CN", DANGER)
    for back, which in _DANGERS.items():
        yield Arrival(_moment(now, back, Urgency.EMERGENCY, random), told[which])


def _moment(now: datetime, back: int, urgency: Urgency, random: Random) -> datetime:
    """A moment of the week so many weeks back, as residents' days go."""
    day = random.choices(range(7), _BY_WEEKDAY)[0]
    pressing = urgency in {Urgency.URGENT, Urgency.EMERGENCY}
    hours = {hour: share for hour, share in _BY_HOUR.items() if not pressing or hour in _PRESSING}
    hour = random.choices(list(hours), list(hours.values()))[0]
    date = local(monday(now, back)).date() + timedelta(days=day)
    return at(date, time(hour, random.randint(0, 59), random.randint(0, 59)))
