"""Four ways to choose whom to ask first."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace

from matching.option import Reach
from matching.rank import Candidate, rank
from matching.simulation.world import World
from matching.situation import Situation
from model.need import Need

Chooser = Callable[[World, Need, Situation], Candidate | None]

_NEARNESS = {f"match.area.{reach.value}": place for place, reach in enumerate(Reach)}


def matcher(world: World, need: Need, situation: Situation) -> Candidate | None:
    """The matcher as it ships, with the records it has gathered so far."""
    return next(iter(rank(need, world.directory, situation).candidates), None)


def fixed_rule(world: World, need: Need, situation: Situation) -> Candidate | None:
    """Area × category: one organization is responsible, whatever came of it before and however busy it is."""
    blind = replace(situation, records={}, load={})
    candidates = rank(need, world.directory, blind).candidates
    return min(
        candidates, key=lambda one: (_NEARNESS[one.verdicts["area"].key], one.organization.id), default=None
    )


def chance(world: World, need: Need, situation: Situation) -> Candidate | None:
    """Anybody of those who may be asked."""
    candidates = rank(need, world.directory, replace(situation, records={})).candidates
    return random.Random(f"{world.seed}/{need.id}/chance").choice(candidates) if candidates else None


def oracle(world: World, need: Need, situation: Situation) -> Candidate | None:
    """The best there could be: it sees the hidden abilities (not the luck)."""

    def promise(one: Candidate) -> float:
        ability = world.ability(one.organization.id, need.category.partition(".")[0])
        return ability.accepts * ability.solves

    return max(rank(need, world.directory, situation).candidates, key=promise, default=None)


CHOOSERS: Mapping[str, Chooser] = {
    "matcher": matcher,
    "fixed rule": fixed_rule,
    "chance": chance,
    "all-knowing": oracle,
}
