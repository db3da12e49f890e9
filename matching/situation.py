"""What the matcher is told of the moment: the time, the loads, the records, the resident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from model.organization import Record


@dataclass(frozen=True, slots=True)
class Means:
    """What is usual over all organizations; scarce records are shrunk towards it.

    ``acceptance`` and ``solving`` are shares, ``satisfaction`` is on the scale of 1 to 5, ``hours`` run
    from an offer to its answer. The defaults are for a street that has only just begun.
    """

    acceptance: float = 0.7
    solving: float = 0.7
    satisfaction: float = 4.0
    hours: float = 12.0


def means_of(records: Iterable[Record]) -> Means:
    """The means over the overall records (category ""); the defaults count as ten cases of each kind."""
    usual, prior = Means(), 10
    offered = accepted = solved = rated = answered = satisfaction = 0
    hours = 0.0
    for record in records:
        if record.category:
            continue
        offered += record.offered
        accepted += record.accepted
        solved += max(record.solved - record.reopened, 0)
        rated += record.rated
        answered += record.accepted + record.declined
        satisfaction += record.satisfaction_sum
        hours += record.answer_hours_sum
    return Means(
        (accepted + prior * usual.acceptance) / (offered + prior),
        (solved + prior * usual.solving) / (accepted + prior),
        (satisfaction + prior * usual.satisfaction) / (rated + prior),
        (hours + prior * usual.hours) / (answered + prior),
    )


Records = Mapping[tuple[int, str], Record]
"""By organization id and level-1 category; "" holds all of an organization's together."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything about the moment that ``rank`` needs and does not know by itself.

    ``now`` is aware, ``tz`` the installation's zone. ``load`` counts the needs in hand by service id,
    ``records`` what Linli has seen, by organization id and level-1 category ("" for all of them).
    ``tried`` are the organizations already asked for this need. ``own`` is what this resident has rated
    before: the mean of 1 to 5 by organization id. ``language`` is the resident's. ``seed`` decides ties
    and whose turn it is among new organizations: the same seed gives the same ranking.
    """

    now: datetime
    tz: tzinfo
    load: Mapping[int, int] = field(default_factory=dict)
    records: Records = field(default_factory=dict)
    tried: frozenset[int] = frozenset()
    own: Mapping[int, float] = field(default_factory=dict)
    language: str = "zh_CN"
    seed: int = 0
    means: Means = Means()
    minute_of_week: int = field(init=False, compare=False)
    """``now`` on the installation's clocks, counted from Monday 00:00."""

    def __post_init__(self) -> None:
        local = self.now.astimezone(self.tz)
        minutes = (local.weekday() * 24 + local.hour) * 60 + local.minute
        object.__setattr__(self, "minute_of_week", minutes)
