"""Offers of needs to organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import BigInteger, Subquery, case, false, func, select, type_coerce

from model.need import NeedState, Outcome
from model.organization import Record
from model.referral import Referral, ReferralState
from storage import tables
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.referral
_need = tables.need
_MS_PER_HOUR = 3_600_000
_TAKEN = (ReferralState.ACCEPTED.value, ReferralState.COMPLETED.value)
_ANSWERED = (*_TAKEN, ReferralState.DECLINED.value)
_DONE = (NeedState.RESOLVED.value, NeedState.CLOSED.value)


class Referrals(Room):
    """One row an offer."""

    def add(self, referral: Referral) -> None:
        """A new offer."""
        self.tx.insert(_t, dump(referral))

    def get(self, referral_id: int) -> Referral | None:
        """By id."""
        row = self.tx.row(select(_t).where(_t.c.id == referral_id))
        return load(Referral, row) if row else None

    def change(self, referral: Referral, **changes: Any) -> Referral:  # noqa: ANN401 - fields of Referral
        """Change fields; gives back the referral as it is then."""
        self.tx.update(_t, {"id": referral.id}, plain(changes))
        return replace(referral, **changes)

    def of_need(self, need_id: int) -> list[Referral]:
        """All offers of a need, in the order they were made."""
        return self.of_needs([need_id])[need_id]

    def of_needs(self, need_ids: Sequence[int]) -> dict[int, list[Referral]]:
        """All offers of several needs."""
        statement = select(_t).where(_t.c.need_id.in_(list(need_ids))).order_by(_t.c.offered_at, _t.c.id)
        found: dict[int, list[Referral]] = {need_id: [] for need_id in need_ids}
        for row in self.tx.rows(statement):
            found[row["need_id"]].append(load(Referral, row))
        return found

    def current(self, need_id: int) -> Referral | None:
        """The offer that is open or accepted, if there is one."""
        live = (ReferralState.OFFERED, ReferralState.ACCEPTED)
        return next((one for one in reversed(self.of_need(need_id)) if one.state in live), None)

    def of_organization(self, organization_id: int, states: Sequence[ReferralState]) -> list[Referral]:
        """An organization's offers in these states, the most pressing deadline first."""
        statement = (
            select(_t)
            .where(_t.c.organization_id == organization_id, _t.c.state.in_([s.value for s in states]))
            .order_by(_t.c.deadline, _t.c.id)
        )
        return [load(Referral, row) for row in self.tx.rows(statement)]

    def overdue(self, now: datetime) -> list[Referral]:
        """Open offers whose deadline has passed."""
        statement = select(_t).where(_t.c.state == ReferralState.OFFERED.value, _t.c.deadline <= now)
        return [load(Referral, row) for row in self.tx.rows(statement.order_by(_t.c.deadline, _t.c.id))]

    def since(self, moment: datetime) -> list[Referral]:
        """Offers made since a moment, and older ones that are still open or accepted."""
        live = (ReferralState.OFFERED.value, ReferralState.ACCEPTED.value)
        statement = select(_t).where((_t.c.offered_at >= moment) | _t.c.state.in_(live))
        return [load(Referral, row) for row in self.tx.rows(statement.order_by(_t.c.id))]

    def load_by_service(self) -> dict[int, int]:
        """How many needs each service has in hand (offered or accepted)."""
        live = (ReferralState.OFFERED.value, ReferralState.ACCEPTED.value)
        statement = (
            select(_t.c.service_id, func.count().label("load"))
            .where(_t.c.state.in_(live))
            .group_by(_t.c.service_id)
        )
        return {row["service_id"]: row["load"] for row in self.tx.rows(statement)}

    def median_answers(self, since: datetime) -> dict[int, float]:
        """The median hours from offer to answer of each organization, over offers since a moment."""
        statement = select(_t.c.organization_id, _t.c.offered_at, _t.c.answered_at).where(
            _t.c.offered_at >= since, _t.c.answered_at.is_not(None), _t.c.answered_by.is_not(None)
        )
        hours: dict[int, list[float]] = defaultdict(list)
        for row in self.tx.rows(statement):
            span = row["answered_at"] - row["offered_at"]
            hours[row["organization_id"]].append(span.total_seconds() / 3600)
        return {organization: median(spans) for organization, spans in hours.items()}

    def records(self, since: datetime) -> dict[tuple[int, str], Record]:
        """What Linli has seen of each organization since a moment, by level-1 category and in all ("").

        A completed offer stands when it is the need's last one and the need was not reopened after it. One
        that does not stand counts as solved and as reopened, so that solved less reopened is what stands.
        """
        last = _last_completed()
        completed = _t.c.state == ReferralState.COMPLETED.value
        stands = (
            (_t.c.id == last.c.id) & (_need.c.holder_id == _t.c.organization_id) & _need.c.state.in_(_DONE)
        )
        undone = completed & ~func.coalesce(stands, false())
        answered = _t.c.state.in_(_ANSWERED) & _t.c.answered_at.is_not(None)
        figures = {
            "offered": func.count(),
            "accepted": _sum(_t.c.state.in_(_TAKEN), 1),
            "declined": _sum(_t.c.state == ReferralState.DECLINED.value, 1),
            "expired": _sum(_t.c.state == ReferralState.EXPIRED.value, 1),
            "solved": _sum((stands & (_need.c.outcome == Outcome.SOLVED.value)) | undone, 1),
            "reopened": _sum(undone, 1),
            "rated": _sum(stands & _need.c.rating.is_not(None), 1),
            "satisfaction": _sum(stands & _need.c.rating.is_not(None), _need.c.rating),
            "answer_ms": _sum(answered, _millis(_t.c.answered_at) - _millis(_t.c.offered_at)),
        }
        statement = (
            select(
                _t.c.organization_id, _need.c.category, *(sql.label(name) for name, sql in figures.items())
            )
            .join(_need, _need.c.id == _t.c.need_id)
            .outerjoin(last, last.c.need_id == _t.c.need_id)
            .where(_t.c.offered_at >= since)
            .group_by(_t.c.organization_id, _need.c.category)
        )
        return _fold(self.tx.rows(statement))


def _last_completed() -> Subquery:
    """The newest completed offer of each need: the one its outcome and rating speak of."""
    completed = select(_t.c.need_id, func.max(_t.c.id).label("id"))
    return completed.where(_t.c.state == ReferralState.COMPLETED.value).group_by(_t.c.need_id).subquery()


def _sum(condition: Any, amount: Any) -> Any:  # noqa: ANN401 - SQL expressions
    return func.sum(case((condition, amount), else_=0))


def _millis(column: Any) -> Any:  # noqa: ANN401 - SQL expressions
    return type_coerce(column, BigInteger)


def _fold(rows: Sequence[Any]) -> dict[tuple[int, str], Record]:
    """Sum the leaf categories up to level 1 and to the whole."""
    sums: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0] * 9)
    names = ("offered", "accepted", "declined", "expired", "solved", "reopened", "rated", "satisfaction")
    for row in rows:
        figures = [float(row[name]) for name in names] + [float(row["answer_ms"]) / _MS_PER_HOUR]
        for category in {row["category"].partition(".")[0], ""}:
            total = sums[row["organization_id"], category]
            for position, figure in enumerate(figures):
                total[position] += figure
    return {
        (organization, category): _record(organization, category, total)
        for (organization, category), total in sums.items()
    }


def _record(organization: int, category: str, total: list[float]) -> Record:
    offered, accepted, declined, expired, solved, reopened, rated, satisfaction = map(int, total[:8])
    return Record(
        organization,
        category,
        offered,
        accepted,
        declined,
        expired,
        solved,
        reopened,
        rated,
        satisfaction,
        total[8],
    )
