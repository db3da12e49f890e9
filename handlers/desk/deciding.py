"""What the committee decides on a digest, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from digests import before
from handlers.desk.commands import MOST_WORDS, Missing
from handlers.referrals import NotAllowed
from handlers.work import Work
from model.person import Role, Staff


def decide(work: Work, staff: Staff, community: str, week: str, text: str) -> None:
    """Write down a decision. NotAllowed for other communities, NotAWeek, Missing without words."""
    _check(work, staff, community)
    text = text.strip()[:MOST_WORDS]
    if not text:
        raise Missing("text")
    work.unit.digests.decide(work.services.ids(), community, before(week, 0), text, work.now, staff.id)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision (its id as text) on a week's digest."""

    week: str
    decision: str
    text: str


def conclude(work: Work, staff: Staff, community: str, outcome: Outcome) -> None:
    """Write down what became of a decision. Missing when that week had no such decision."""
    _check(work, staff, community)
    decisions = work.unit.digests.decisions(community, before(outcome.week, 0))
    known = {str(row["id"]): row["id"] for row in decisions}
    if outcome.decision not in known:
        raise Missing("decision")
    work.unit.digests.set_outcome(known[outcome.decision], outcome.text.strip()[:MOST_WORDS])


def _check(work: Work, staff: Staff, community: str) -> None:
    known = work.services.atlas.community(community) is not None
    if staff.role is not Role.COMMITTEE or not known or not staff.serves(community):
        raise NotAllowed
