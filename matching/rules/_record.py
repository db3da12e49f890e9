"""Reading a record: the field's own figures lean on all the organization's, and those on what is usual."""

from __future__ import annotations

from matching.weights import CASES_AS_PRIOR


def shrunk(here: float, count: float, overall: float, overall_count: float, usual: float) -> float:
    """The mean ``here / count``; with few cases it leans on ``overall / overall_count``, that on ``usual``.

    The overall figures contain the field's own, which is wanted: they are the same organization's.
    """
    own = (overall + CASES_AS_PRIOR * usual) / (overall_count + CASES_AS_PRIOR)
    return (here + CASES_AS_PRIOR * own) / (count + CASES_AS_PRIOR)
