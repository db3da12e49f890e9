"""Reading an organization's record: the category's own figures, shrunk to all of its own, to everybody's."""

from __future__ import annotations

from matching.situation import Situation
from matching.weights import CASES_AS_PRIOR
from model.organization import Record

_NONE = Record(0, "")


def records_of(organization_id: int, category: str, situation: Situation) -> tuple[Record, Record]:
    """The organization's record in the category's field, and in all; empty ones where there is none."""
    records = situation.records
    field = category.partition(".")[0]
    return records.get((organization_id, field), _NONE), records.get((organization_id, ""), _NONE)


def shrunk(here: tuple[float, float], overall: tuple[float, float], usual: float) -> float:
    """A mean out of (sum, count) pairs: the overall one leans on what is usual, the field's on the overall.

    The overall figures contain the field's own, which is wanted: they are the same organization's.
    """
    prior = CASES_AS_PRIOR
    own = (overall[0] + prior * usual) / (overall[1] + prior)
    return (here[0] + prior * own) / (here[1] + prior)
