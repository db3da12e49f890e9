"""What must agree between tables: each question asks for the keys of rows that contradict others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, Text, case, cast, exists, func, or_, select, type_coerce

from model.need import NeedState
from model.referral import ReferralState
from model.volunteer import SignUpState
from storage.tables import (
    allocation,
    counter,
    entry,
    hour,
    inbox,
    need,
    outbox,
    referral,
    resource,
    service,
    shift,
    sign_up,
    timer,
    volunteer,
    volunteer_area,
)

Question = Callable[[datetime], Select[tuple[Any]]]


class Rule(NamedTuple):
    """Whose rows contradict something, and what asks for their keys."""

    table: str
    question: Question


STATE_AFTER = {
    "submitted": NeedState.SUBMITTED,
    "offered": NeedState.ROUTED,
    "accepted": NeedState.ACCEPTED,
    "given_back": NeedState.ROUTED,
    "taken": NeedState.ACCEPTED,
    "started": NeedState.IN_PROGRESS,
    "resolved": NeedState.RESOLVED,
    "confirmed": NeedState.CLOSED,
    "unmet": NeedState.UNMET,
    "withdrawn": NeedState.WITHDRAWN,
    "merged": NeedState.WITHDRAWN,
    "parted": NeedState.SUBMITTED,
}
"""The state a need is in after this line of its story, until the next of these."""
_OUTBOX_STATES = ("waiting", "sent", "failed", "dropped", "held")
_PATIENCE = timedelta(days=4)
_OFFERED = ReferralState.OFFERED.value
_OPEN = (_OFFERED, ReferralState.ACCEPTED.value)


def _stories(now: datetime) -> Select[tuple[Any]]:
    """Needs whose state is not the one the last line of their story leads to, or that have no story."""
    del now
    told = (
        select(
            entry.c.need_id,
            entry.c.kind,
            func.row_number()
            .over(partition_by=entry.c.need_id, order_by=(entry.c.at.desc(), entry.c.id.desc()))
            .label("place"),
        )
        .where(entry.c.kind.in_(STATE_AFTER))
        .subquery()
    )
    leads = [(told.c.kind == kind) & (need.c.state == state.value) for kind, state in STATE_AFTER.items()]
    last = (told.c.need_id == need.c.id) & (told.c.place == 1)
    return select(need.c.number).outerjoin(told, last).where(told.c.kind.is_(None) | ~or_(*leads))


def _open_referrals(*states: str) -> ColumnElement[int]:
    found = select(func.count()).where(referral.c.need_id == need.c.id, referral.c.state.in_(states))
    return found.correlate(need).scalar_subquery()


def _two_open(now: datetime) -> Select[tuple[Any]]:
    del now
    return select(need.c.number).where(_open_referrals(*_OPEN) > 1)


def _routed_to_nobody(now: datetime) -> Select[tuple[Any]]:
    del now
    routed = need.c.state == NeedState.ROUTED.value
    return select(need.c.number).where(routed, _open_referrals(_OFFERED) == 0)


def _offered_but_not_routed(now: datetime) -> Select[tuple[Any]]:
    del now
    routed = need.c.state == NeedState.ROUTED.value
    return select(need.c.number).where(~routed, _open_referrals(_OFFERED) > 0)


def _unwatched(now: datetime) -> Select[tuple[Any]]:
    """Offers that would never lapse: no timer watches their deadline."""
    del now
    watched = exists().where(timer.c.kind == "referral", timer.c.key == cast(referral.c.id, String))
    return select(referral.c.id).where(referral.c.state == _OFFERED, ~watched)


def _behind_the_numbers(now: datetime) -> Select[tuple[Any]]:
    """Numbers of needs that the counter would give a second time."""
    del now
    last = select(cast(counter.c.value, String)).where(counter.c.name == "need").scalar_subquery()
    longer = func.length(need.c.number) > func.length(last)
    higher = (func.length(need.c.number) == func.length(last)) & (need.c.number > last)
    return select(need.c.number).where(longer | higher)


def _overbooked(now: datetime) -> Select[tuple[Any]]:
    del now
    taken = select(func.count()).where(
        sign_up.c.shift_id == shift.c.id, sign_up.c.state == SignUpState.TAKEN.value
    )
    return select(shift.c.id).where(taken.correlate(shift).scalar_subquery() > shift.c.capacity)


def _overspent(now: datetime) -> Select[tuple[Any]]:
    del now
    used = select(func.coalesce(func.sum(allocation.c.quantity), 0)).where(
        allocation.c.resource_id == resource.c.id
    )
    return select(resource.c.id).where(used.correlate(resource).scalar_subquery() > resource.c.quantity)


def _odd_hours(now: datetime) -> Select[tuple[Any]]:
    del now
    return select(hour.c.id).where((hour.c.minutes <= 0) | (hour.c.debit == hour.c.credit))


def _found_elsewhere(now: datetime) -> Select[tuple[Any]]:
    """Volunteers who would be asked for other places than they named: two tables keep the same."""
    del now
    said, place = type_coerce(volunteer.c.areas, Text), volunteer_area.c.place
    rows = select(func.count()).where(volunteer_area.c.person_id == volunteer.c.person_id)
    named = case(
        (place == "", said.in_(("", "||"))),
        else_=func.replace(said, "|" + place + "|", "") != said,
    )
    words = func.length(said) - func.length(func.replace(said, "|", "")) - 1
    wanted = case((said == "", 1), else_=words)
    there, right = (one.correlate(volunteer).scalar_subquery() for one in (rows, rows.where(named)))
    return select(volunteer.c.person_id).where((there != wanted) | (right != wanted))


def _nobody_s_places(now: datetime) -> Select[tuple[Any]]:
    del now
    known = exists().where(volunteer.c.person_id == volunteer_area.c.person_id)
    return select(volunteer_area.c.place + " " + cast(volunteer_area.c.person_id, String)).where(~known)


def _odd_inbox(now: datetime) -> Select[tuple[Any]]:
    del now
    return select(inbox.c.update_id).where(inbox.c.state.not_in(("done", "poisoned")))


def _odd_outbox(now: datetime) -> Select[tuple[Any]]:
    del now
    return select(outbox.c.id).where(outbox.c.state.not_in(_OUTBOX_STATES))


def _sent_never(now: datetime) -> Select[tuple[Any]]:
    del now
    return select(outbox.c.id).where(outbox.c.state == "sent", outbox.c.sent_at.is_(None))


def _forgotten(now: datetime) -> Select[tuple[Any]]:
    return select(outbox.c.id).where(outbox.c.state == "waiting", outbox.c.not_before < now - _PATIENCE)


def _late(now: datetime) -> Select[tuple[Any]]:
    return select(timer.c.kind + ":" + timer.c.key).where(timer.c.due < now - timedelta(hours=1))


def _poisoned(now: datetime) -> Select[tuple[Any]]:
    del now
    return select(inbox.c.channel + ":" + inbox.c.update_id).where(inbox.c.state == "poisoned")


def _held(now: datetime) -> Select[tuple[Any]]:
    del now
    return select(outbox.c.id).where(outbox.c.state == "held")


def _overfull(now: datetime) -> Select[tuple[Any]]:
    """A social worker may have chosen a service that is full; nobody else can."""
    del now
    open_ = select(func.count()).where(referral.c.service_id == service.c.id, referral.c.state.in_(_OPEN))
    return select(service.c.id).where(open_.correlate(service).scalar_subquery() > service.c.capacity)


MUST_NOT_BE: dict[str, Rule] = {
    "needs whose state is not what their story says": Rule("need", _stories),
    "needs with two open referrals": Rule("need", _two_open),
    "needs that are routed but offered to nobody": Rule("need", _routed_to_nobody),
    "needs that are offered but not routed": Rule("need", _offered_but_not_routed),
    "offers whose deadline no timer watches": Rule("referral", _unwatched),
    "needs with a number the counter has yet to give": Rule("need", _behind_the_numbers),
    "shifts with more volunteers than places": Rule("shift", _overbooked),
    "resources given away more often than they are there": Rule("resource", _overspent),
    "entries of the time bank that move nothing": Rule("hour", _odd_hours),
    "volunteers who are found by other places than they named": Rule("volunteer", _found_elsewhere),
    "places of volunteers who are none": Rule("volunteer_area", _nobody_s_places),
    "updates in an unknown state": Rule("inbox", _odd_inbox),
    "messages in an unknown state": Rule("outbox", _odd_outbox),
    "messages that were sent at no time": Rule("outbox", _sent_never),
}
WORTH_KNOWING: dict[str, Rule] = {
    "services with more needs in hand than places": Rule("service", _overfull),
    "updates set aside as poisoned": Rule("inbox", _poisoned),
    "messages held since a restore (`linli db resend`)": Rule("outbox", _held),
    "messages owed for more than four days": Rule("outbox", _forgotten),
    "timers late by more than an hour (is Linli stopped?)": Rule("timer", _late),
}
