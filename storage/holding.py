"""How many offers organizations have in hand at a moment, counted in the database.

An offer is in hand from when it is made until it is settled, the rule of ``digests.gathering.offers``, which
a test holds beside this one. What is open now and what was settled lately are two questions: each has its
own index, so that an organization's past is not gone through.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, func, or_, select

from model.referral import ReferralState
from storage import tables
from storage.among import is_among
from storage.types import Instant

_t = tables.referral
_OPEN = (ReferralState.OFFERED.value, ReferralState.ACCEPTED.value)
_TAKEN = (ReferralState.ACCEPTED.value, ReferralState.COMPLETED.value)
_REFUSED = (ReferralState.DECLINED.value, ReferralState.WITHDRAWN.value)


@cache
def loads(dialect: str) -> tuple[Select[Any], Select[Any]]:
    """Organization, offers in hand ``at`` a moment and at one ``before`` it: of what is open, of the rest.

    Parameters: the organizations' ``keys``, ``but`` for the offers of these needs, and for the rest
    ``since`` when it was offered. Both moments are bound as ``at`` and ``before``.
    """
    at, before = (bindparam(name, type_=Instant()) for name in ("at", "before"))
    counted = select(
        _t.c.organization_id,
        func.sum(case((_in_hand(at), 1), else_=0)).label("at"),
        func.sum(case((_in_hand(before), 1), else_=0)).label("before"),
    ).where(is_among(_t.c.organization_id, dialect), ~is_among(_t.c.need_id, dialect, "but"))
    counted = counted.group_by(_t.c.organization_id)
    ended = func.coalesce(_t.c.completed_at, _t.c.answered_at, _t.c.deadline)
    settled = (
        _t.c.state.not_in(_OPEN),
        _t.c.offered_at >= bindparam("since", type_=Instant()),
        ended >= before,
    )
    return counted.where(_t.c.state.in_(_OPEN)), counted.where(*settled)


def _in_hand(moment: BindParameter[Any]) -> ColumnElement[bool]:
    state = _t.c.state
    return and_(
        _t.c.offered_at < moment,
        or_(
            state == ReferralState.OFFERED.value,
            and_(state == ReferralState.EXPIRED.value, _t.c.deadline > moment),
            and_(state.in_(_TAKEN), or_(_t.c.completed_at.is_(None), _t.c.completed_at > moment)),
            and_(state.in_(_REFUSED), func.coalesce(_t.c.completed_at, _t.c.answered_at) > moment),
        ),
    )
