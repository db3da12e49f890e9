"""What donors offer, what they promised, and where some of it already went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from bot.demo.reading import table, tags
from bot.demo.story import Story
from model.need import NeedState
from model.resource import Allocation, Pledge, Resource

_FIRST = timedelta(days=60)
_USED = 3
"""At most so many needs got something of a resource."""


def resources(ids: Callable[[], int], now: datetime, random: Random) -> tuple[list[Resource], list[Pledge]]:
    """The resources with a promise each, made before the first need came."""
    found: list[Resource] = []
    pledges: list[Pledge] = []
    for row in table("resources"):
        resource = Resource(
            ids(),
            row["kind"],
            row["zh"],
            row["en"],
            row["donor"],
            tags(row["tags"]),
            tags(row["area"]),
            int(row["quantity"]),
        )
        found.append(resource)
        moment = now - _FIRST - timedelta(days=random.randint(1, 40))
        pledges.append(Pledge(ids(), resource.id, int(row["pledged"]), moment))
    return found, pledges


def allocations(ids: Callable[[], int], stories: list[Story], offered: list[Resource]) -> list[Allocation]:
    """One piece each for the first needs that a resource fits, given when the need was accepted."""
    found: list[Allocation] = []
    for resource in offered:
        fitting = [story for story in stories if _used(story, resource)]
        amount = 300 if resource.kind == "money" else 1
        for story in fitting[: min(_USED, resource.quantity)]:
            moment = story.need.accepted_at or story.at
            found.append(Allocation(ids(), resource.id, story.need.id, amount, moment))
    return found


def _used(story: Story, resource: Resource) -> bool:
    need = story.need
    return need.category in resource.tags and need.state in {NeedState.RESOLVED, NeedState.CLOSED}
