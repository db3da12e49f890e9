"""Offers of needs to organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, exists, false, func, select, type_coerce

from model.need import NeedState, Outcome
from model.organization import Record
from model.referral import DeclineReason, Referral, ReferralState
from storage import tables
from storage.among import as_parameter, is_among
from storage.holding import loads
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.referral
_need = tables.need
_MS_PER_HOUR = 3_600_000
_TAKEN = (ReferralState.ACCEPTED.value, ReferralState.COMPLETED.value)
_ANSWERED = (*_TAKEN, ReferralState.DECLINED.value)
_LIVE = (ReferralState.OFFERED.value, ReferralState.ACCEPTED.value)
_DONE = (NeedState.RESOLVED.value, NeedState.CLOSED.value)


class Referrals(Room):
    """One row an offer."""

    def add(self, referral: Referral) -> None:
        """A new offer."""
        self.tx.insert(_t, dump(referral))

    def get(self, referral_id: int) -> Referral | None:
        """By id; its need is locked first, as by everybody who changes one of the two."""
        if self.tx.shared:
            whose = select(_t.c.need_id).where(_t.c.id == referral_id).scalar_subquery()
            self.tx.row(self.held(select(_need.c.id).where(_need.c.id == whose)))
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

    def made_for(self, need_ids: Iterable[int]) -> list[Referral]:
        """All offers of these needs, the oldest first."""
        statement = select(_t).where(is_among(_t.c.need_id, self.tx.dialect)).order_by(_t.c.id)
        rows = self.tx.rows(statement, {"keys": as_parameter(need_ids, self.tx.dialect)})
        return [load(Referral, row) for row in rows]

    def in_hand(
        self,
        organizations: Iterable[int],
        but: Iterable[int],
        since: datetime,
        at: datetime,
        before: datetime,
    ) -> dict[int, tuple[int, int]]:
        """How many offers each of these organizations had in hand at two moments, but for some needs'.

        What is open now, and of what was offered since a moment what was settled after the earlier one.
        """
        params = {
            "keys": as_parameter(organizations, self.tx.dialect),
            "but": as_parameter(but, self.tx.dialect),
            "since": since,
            "at": at,
            "before": before,
        }
        found: dict[int, tuple[int, int]] = {}
        for statement in loads(self.tx.dialect):
            for row in self.tx.rows(statement, params):
                one, known = row["organization_id"], found.get(row["organization_id"], (0, 0))
                found[one] = (known[0] + int(row["at"]), known[1] + int(row["before"]))
        return found

    def load_by_service(self, services: Iterable[int] | None = None) -> dict[int, int]:
        """How many needs each of these services (or every one) has in hand: offered or accepted."""
        statement = select(_t.c.service_id, func.count().label("load")).where(_t.c.state.in_(_LIVE))
        params = None
        if services is not None:
            statement = statement.where(is_among(_t.c.service_id, self.tx.dialect))
            params = {"keys": as_parameter(services, self.tx.dialect)}
        rows = self.tx.rows(statement.group_by(_t.c.service_id), params)
        return {row["service_id"]: row["load"] for row in rows}

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

    def records(
        self, since: datetime, *, organizations: Iterable[int] | None = None, newest: int | None = None
    ) -> dict[tuple[int, str], Record]:
        """What Linli has seen of each organization since a moment, by level-1 category and in all ("").

        Of these organizations, or of every one; over all their offers, or over the ``newest`` of all.
        A completed offer stands when it is the need's last one and the need was not reopened after it. One
        that does not stand counts as solved and as reopened, so that solved less reopened is what stands.
        """
        completed = _t.c.state == ReferralState.COMPLETED.value
        holds = (_need.c.holder_id == _t.c.organization_id) & _need.c.state.in_(_DONE)
        stands = completed & ~_completed_again() & func.coalesce(holds, false())
        undone = completed & ~stands
        answered = _t.c.state.in_(_ANSWERED) & _t.c.answered_at.is_not(None)
        figures = {
            "offered": _sum(~((_t.c.state == ReferralState.WITHDRAWN.value) & _t.c.answered_by.is_(None)), 1),
            "accepted": _sum(_t.c.state.in_(_TAKEN), 1),
            "declined": _sum(_t.c.state == ReferralState.DECLINED.value, 1),
            "refused": _sum(_t.c.decline_reason == DeclineReason.OUT_OF_SCOPE.value, 1),
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
            .where(_t.c.offered_at >= since)
            .group_by(_t.c.organization_id, _need.c.category)
        )
        params = None
        if organizations is not None:
            statement = statement.where(is_among(_t.c.organization_id, self.tx.dialect))
            params = {"keys": as_parameter(organizations, self.tx.dialect)}
        if newest is not None:
            last = select(_t.c.id).where(_t.c.offered_at >= since).order_by(_t.c.offered_at.desc())
            statement = statement.where(_t.c.id.in_(last.limit(newest)))
        return _fold(self.tx.rows(statement, params))


def _completed_again() -> ColumnElement[bool]:
    """Whether the offer's need has a newer completed one: that is the one its outcome and rating speak of."""
    later = _t.alias("later")
    return exists().where(
        later.c.need_id == _t.c.need_id,
        later.c.id > _t.c.id,
        later.c.state == ReferralState.COMPLETED.value,
    )


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
    refused = _refused(rows)
    return {
        (organization, category): _record(organization, category, total, refused)
        for (organization, category), total in sums.items()
    }


def _refused(rows: Sequence[Any]) -> dict[tuple[int, str], list[tuple[str, int]]]:
    """By organization and field: the leaves it called none of its business, more often than it took them."""
    found: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: str(row["category"])):
        more = int(row["refused"]) - int(row["accepted"])
        if row["category"] and more > 0:
            field = row["category"].partition(".")[0]
            found[row["organization_id"], field].append((row["category"], more))
    return found


def _record(
    organization: int,
    category: str,
    total: list[float],
    refused: Mapping[tuple[int, str], list[tuple[str, int]]],
) -> Record:
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
        tuple(refused.get((organization, category), ())),
    )
