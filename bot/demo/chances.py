"""The figures of the invented past: how long things took, and how often what happened."""

from __future__ import annotations

from model.need import Outcome, Urgency
from model.referral import DeclineReason

Span = tuple[float, float]

ANSWERS: dict[Urgency, Span] = {
    Urgency.ROUTINE: (40, 800),
    Urgency.SOON: (10, 300),
    Urgency.URGENT: (4, 70),
    Urgency.EMERGENCY: (1, 6),
}
"""Minutes from an offer to its answer: working time, but for what is pressing the clock's."""
BEGINS: dict[Urgency, Span] = {
    Urgency.ROUTINE: (30, 900),
    Urgency.SOON: (20, 500),
    Urgency.URGENT: (5, 60),
    Urgency.EMERGENCY: (3, 12),
}
"""Minutes from the yes to the beginning."""
WORKS: dict[Urgency, Span] = {
    Urgency.ROUTINE: (120, 3600),
    Urgency.SOON: (60, 2000),
    Urgency.URGENT: (30, 300),
    Urgency.EMERGENCY: (15, 90),
}
"""Minutes from the beginning to the end, times the organization's pace."""

WITHDRAWN = 0.04
ASKED = 0.3
NOTED = 0.25
ADDED = 0.1
UNSTARTED = 0.12
"""Small things are called done without anybody saying that they were begun."""
CONFIRMED = 0.88
REOPENED = 0.07
RATED = 0.76
WORDED = 0.5
BY_HAND = 0.45
"""Unmet needs for which the street found somebody after all."""
NOTE_WITH_YES = 0.3
STRETCHES = 0.35
"""How often somebody who does something like it in the same field takes it on all the same."""

OUTCOMES = ((Outcome.SOLVED, 0.84), (Outcome.PARTLY, 0.11), (Outcome.NOT_SOLVED, 0.05))
RATINGS = {
    Outcome.SOLVED: ((5, 0.56), (4, 0.33), (3, 0.09), (2, 0.02)),
    Outcome.PARTLY: ((4, 0.3), (3, 0.5), (2, 0.2)),
    Outcome.NOT_SOLVED: ((3, 0.4), (2, 0.3), (1, 0.3)),
}
DECLINES = (
    (DeclineReason.OUT_OF_SCOPE, 0.35),
    (DeclineReason.NO_CAPACITY, 0.35),
    (DeclineReason.NEEDS_OTHER_HELP, 0.15),
    (DeclineReason.WRONG_AREA, 0.1),
    (DeclineReason.DUPLICATE, 0.05),
)
"""Why somebody says no who is not full."""
