"""The queue: what is to be done next, most pressing first."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.desk.access import Sight, sight, took
from handlers.work import Work
from matching.deadline import deadline
from model.need import Need, NeedState, Urgency
from model.organization import Organization
from model.person import Role, Staff
from model.referral import Referral, ReferralState
from storage.seeking import Filter

MOST = 2000
"""Needs a queue is made of at most; the newest ones."""
_OVER = (NeedState.CLOSED, NeedState.WITHDRAWN)
_OPEN = tuple(state for state in NeedState if state.is_open and state is not NeedState.DRAFT)
_IN_HAND = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS})


class Step(enum.Enum):
    """What has to happen next, in the order of the queue's headings."""

    ALARM = "alarm"
    ANSWER = "answer"
    LATE = "late"
    SORT = "sort"
    UNMET = "unmet"
    MINE = "mine"
    WAITING = "waiting"
    WORK = "work"
    CONFIRM = "confirm"
    OVER = "over"


OWN_STEPS = frozenset({Step.ALARM, Step.ANSWER, Step.LATE, Step.SORT, Step.UNMET, Step.MINE})
"""Steps that wait for the reader, not for somebody else."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the queue is narrowed to; empty fields narrow nothing."""

    step: str = ""
    category: str = ""
    community: str = ""
    urgency: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One need in the queue. ``due`` is by when the next step must be taken, where that is promised.

    ``joined`` counts the neighbours who have the same need.
    """

    need: Need
    step: Step
    sight: Sight
    due: datetime | None
    overdue: bool
    organization: Organization | None
    joined: int = 0

    @property
    def pressing(self) -> bool:
        """Whether it is shown in red: overdue, or an emergency that nobody has taken."""
        return self.overdue or self.step is Step.ALARM


@dataclass(frozen=True, slots=True)
class Queue:
    """The rows in order, all of them."""

    rows: tuple[Row, ...]

    def groups(self) -> list[tuple[Step, list[Row]]]:
        """The rows under their headings; headings without rows are left out."""
        found = [(step, [row for row in self.rows if row.step is step]) for step in Step]
        return [(step, rows) for step, rows in found if rows]

    @property
    def own(self) -> int:
        """How many wait for the reader."""
        return sum(row.step in OWN_STEPS for row in self.rows)

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(row.overdue for row in self.rows)

    def after(self, number: str) -> str:
        """The number of the next need that waits for the reader, other than this one; "" for none."""
        return next(
            (row.need.number for row in self.rows if row.step in OWN_STEPS and row.need.number != number), ""
        )


def queue(work: Work, staff: Staff, wanted: Wanted | None = None) -> Queue:
    """The needs this member of staff may see and that pass the filter, the most pressing first."""
    wanted = wanted or Wanted()
    needs = _needs(work, staff, wanted)
    offers = work.unit.referrals.of_needs([need.id for need in needs])
    takers = work.unit.needs.takers([need.id for need in needs])
    joined = work.unit.followers.counts([need.id for need in needs])
    rows = []
    for need in needs:
        seen = sight(staff, need, offers[need.id], takers)
        if seen is Sight.NOTHING or (wanted.text and not _found(need, seen, wanted.text)):
            continue
        row = _row(work, staff, need, offers[need.id], mine=took(staff, need, takers))
        if not wanted.step or row.step.value == wanted.step:
            rows.append(replace(row, sight=seen, joined=joined.get(need.id, 0)))
    return Queue(tuple(sorted(rows, key=_order)))


def _needs(work: Work, staff: Staff, wanted: Wanted) -> list[Need]:
    """Those that may come into question; what each may be seen of is decided after."""
    over = wanted.step == Step.OVER.value or bool(wanted.text)
    narrowed = Filter(
        communities=_communities(staff, wanted),
        states=(*_OPEN, *_OVER) if over else _OPEN,
        category=wanted.category,
        urgency=wanted.urgency,
        text=wanted.text,
    )
    if staff.role is not Role.ORGANIZATION:
        return [*_of_nowhere(work, staff, wanted, narrowed), *work.unit.needs.find(narrowed, MOST)]
    held = work.unit.needs.find(replace(narrowed, holder_id=staff.organization_id), MOST)
    offered = work.unit.referrals.of_organization(staff.organization_id or 0, [ReferralState.OFFERED])
    asked = work.unit.needs.load([one.need_id for one in offered])
    return [*held, *(need for need in asked if _passes(need, narrowed))]


def _of_nowhere(work: Work, staff: Staff, wanted: Wanted, narrowed: Filter) -> list[Need]:
    """What nobody's community is said of yet (an alarm before any welcome), where it is not found anyway."""
    if wanted.community or not staff.communities or not staff.serves(None):
        return []
    return work.unit.needs.find(replace(narrowed, communities=(), nowhere=True), MOST)


def _communities(staff: Staff, wanted: Wanted) -> tuple[str, ...]:
    if staff.role is Role.ORGANIZATION or not staff.communities:
        return (wanted.community,) if wanted.community else ()
    if wanted.community and staff.serves(wanted.community):
        return (wanted.community,)
    return staff.communities


def _passes(need: Need, narrowed: Filter) -> bool:
    field = need.category.partition(".")[0]
    return (
        (not narrowed.communities or need.community in narrowed.communities)
        and narrowed.category in {"", need.category, field}
        and narrowed.urgency in {"", need.urgency.value}
    )


def _found(need: Need, seen: Sight, text: str) -> bool:
    """Words are looked for only where they may be read; a number always."""
    return text == need.number or (seen is Sight.FULL and text in need.text)


def _row(work: Work, staff: Staff, need: Need, offers: list[Referral], *, mine: bool) -> Row:
    live = (ReferralState.OFFERED, ReferralState.ACCEPTED)
    current = next((one for one in reversed(offers) if one.state in live), None)
    step = _step(work.now, staff, need, current, mine=mine)
    due = _due(work, need, step, current)
    holder = need.holder_id or (current.organization_id if current else None)
    organization = work.services.directory.organizations.get(holder) if holder else None
    return Row(need, step, Sight.NOTHING, due, due is not None and due < work.now, organization)


def _step(  # noqa: PLR0911 - one a state
    now: datetime, staff: Staff, need: Need, current: Referral | None, *, mine: bool
) -> Step:
    if not need.state.is_open:
        return Step.OVER
    if need.state is NeedState.RESOLVED:
        return Step.CONFIRM
    if need.state in _IN_HAND:
        return Step.MINE if mine or staff.role is Role.ORGANIZATION else Step.WORK
    if staff.role is Role.ORGANIZATION:
        return Step.ANSWER
    if need.danger or need.urgency is Urgency.EMERGENCY:
        return Step.ALARM
    if need.state is NeedState.UNMET:
        return Step.UNMET
    if current is None:
        return Step.SORT
    return Step.LATE if current.deadline < now else Step.WAITING


def _due(work: Work, need: Need, step: Step, current: Referral | None) -> datetime | None:
    if current is not None and current.state is ReferralState.OFFERED:
        return current.deadline
    if step in {Step.ALARM, Step.SORT}:
        return deadline(need.urgency, need.created_at, work.services.zone, work.services.promises)
    return None


_STEPS = {step: place for place, step in enumerate(Step)}


def _order(row: Row) -> tuple[int, bool, int, float, int]:
    """By heading; overdue before the rest; then urgency, deadline, age."""
    due = row.due.timestamp() if row.due else row.need.created_at.timestamp()
    return _STEPS[row.step], not row.overdue, -row.need.urgency.rank, due, row.need.id
