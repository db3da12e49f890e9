"""How much each rule counts. Read it like a price list; change a figure and run ``make bench``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.need import Urgency


class Weight(NamedTuple):
    """``rank`` is the rule's share in the score; ``tell`` how much its reason interests a reader.

    A rule with ``rank`` 0 only excludes.
    """

    rank: float
    tell: float


WEIGHTS: Mapping[str, Weight] = {
    "asked": Weight(0, 0),
    "standing": Weight(0, 0),
    "area": Weight(3.0, 1.2),
    "fit": Weight(4.0, 1.0),
    "eligibility": Weight(1.5, 1.4),
    "capacity": Weight(1.5, 2.4),
    "hours": Weight(0.7, 0.8),
    "distance": Weight(1.0, 2.2),
    "language": Weight(0.6, 0.5),
    "cost": Weight(0.7, 0.9),
    "grade": Weight(1.0, 1.5),
    "acceptance": Weight(2.5, 1.3),
    "scope": Weight(4.0, 1.0),
    "speed": Weight(1.5, 1.6),
    "solving": Weight(6.0, 2.4),
    "satisfaction": Weight(3.0, 2.0),
    "experience": Weight(3.0, 4.0),
    "fairness": Weight(1.2, 0.6),
}

PRESSING: Mapping[Urgency, Mapping[str, float]] = {
    Urgency.ROUTINE: {},
    Urgency.SOON: {"speed": 1.3},
    Urgency.URGENT: {"hours": 3.0, "speed": 2.0, "distance": 1.5, "fairness": 0.3},
    Urgency.EMERGENCY: {"hours": 5.0, "speed": 3.0, "distance": 2.0, "fairness": 0.0},
}
"""By what the share of a rule is multiplied when time presses: then it is no time for experiments."""

CASES_AS_PRIOR = 6.0
"""As many cases of the usual kind are added to an organization's record: few cases move it little."""


def shares(urgency: Urgency) -> dict[str, float]:
    """Each rule's share in the score for an urgency; all of them together make 1."""
    pressing = PRESSING[urgency]
    raw = {rule: weight.rank * pressing.get(rule, 1.0) for rule, weight in WEIGHTS.items()}
    total = sum(raw.values())
    return {rule: weight / total for rule, weight in raw.items()}
