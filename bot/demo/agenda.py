"""Topics that residents raised and support, and what the committees decided on the last digests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random

from bot.demo.clock import at, iso_week, local, monday
from bot.demo.reading import table
from bot.demo.residents import Resident
from bot.demo.street import Decided, Support
from model.person import Role, Staff
from model.topic import Topic


def topics(
    ids: Callable[[], int], now: datetime, residents: list[Resident], random: Random
) -> tuple[list[tuple[Topic, int]], list[Support]]:
    """Each topic with the id of who raised it, and the support of their neighbours."""
    raised: list[tuple[Topic, int]] = []
    supports: list[Support] = []
    for row in table("topics"):
        neighbours = [one for one in residents if one.person.community == row["community"]]
        first, *others = random.sample(neighbours, int(row["support"]))
        moment = now - timedelta(days=int(row["days"]), minutes=random.randint(0, 600))
        topic = Topic(ids(), row["community"], row["title"], moment, state=row["state"])
        raised.append((topic, first.id))
        supports += [
            Support(topic.id, one.id, moment + (now - moment) * random.uniform(0.01, 0.95)) for one in others
        ]
    return raised, supports


def decisions(ids: Callable[[], int], now: datetime, staff: list[Staff]) -> list[Decided]:
    """Decisions on the digests of the last two whole weeks, written down on the Monday after.

    On a Monday morning before the committee has met, those on the last week are not there yet.
    """
    chairs = {one.communities[0]: one for one in staff if one.role is Role.COMMITTEE}
    found: list[Decided] = []
    for row in table("decisions"):
        back = int(row["weeks_ago"])
        met = at(local(monday(now, back - 1)).date(), time(10, 30))
        if met <= now:
            community = row["community"]
            week = iso_week(monday(now, back))
            chair = chairs[community].id
            found.append(Decided(ids(), community, week, row["text"], row["outcome"], met, chair))
    return found
