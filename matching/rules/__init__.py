"""The rules in the order they are asked: those that can exclude at a glance first.

To add one: write ``rules/<name>.py`` with one function ``rule(need, option, situation) -> Verdict``, add a
line here and one in ``weights.py``, and say its sentences in ``locales/*/matching.po``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matching.option import Option
from matching.rules import (
    acceptance,
    area,
    asked,
    capacity,
    cost,
    distance,
    eligibility,
    experience,
    fairness,
    fit,
    grade,
    hours,
    language,
    satisfaction,
    scope,
    solving,
    speed,
    standing,
)
from matching.situation import Situation
from matching.verdict import Verdict
from model.need import Need

Rule = Callable[[Need, Option, Situation], Verdict]

RULES: Mapping[str, Rule] = {
    "asked": asked.rule,
    "standing": standing.rule,
    "area": area.rule,
    "eligibility": eligibility.rule,
    "capacity": capacity.rule,
    "hours": hours.rule,
    "fit": fit.rule,
    "distance": distance.rule,
    "language": language.rule,
    "cost": cost.rule,
    "grade": grade.rule,
    "acceptance": acceptance.rule,
    "scope": scope.rule,
    "speed": speed.rule,
    "solving": solving.rule,
    "satisfaction": satisfaction.rule,
    "experience": experience.rule,
    "fairness": fairness.rule,
}
