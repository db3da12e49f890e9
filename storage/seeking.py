"""Which needs are looked for: what the desk narrows its queue to, and what a digest is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, CompoundSelect, false, func, select, type_coerce, union_all

from model.need import NeedState
from storage.tables import GIVEN_UP as _GIVEN_UP
from storage.tables import need as _t
from storage.types import to_millis

_WAITING = tuple(state.value for state in NeedState if state.is_open and state is not NeedState.RESOLVED)
_ENDED = frozenset({NeedState.RESOLVED, NeedState.CLOSED, NeedState.WITHDRAWN})
"""States that needs stay in, so that their number grows."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the desk's queue is narrowed to; empty fields narrow nothing."""

    communities: tuple[str, ...] = ()
    nowhere: bool = False
    """Only those of no community yet."""
    states: tuple[NeedState, ...] = ()
    category: str = ""
    urgency: str = ""
    holder_id: int | None = None
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """What must be true of a need for each of the filter's fields."""
    found: list[ColumnElement[bool]] = []
    if wanted.communities:
        found.append(_t.c.community.in_(wanted.communities))
    if wanted.nowhere:
        found.append(_t.c.community.is_(None))
    if wanted.states:
        found.append(_t.c.state.in_([state.value for state in wanted.states]))
    if wanted.category:
        found.append((_t.c.category == wanted.category) | _t.c.category.startswith(f"{wanted.category}."))
    if wanted.urgency:
        found.append(_t.c.urgency == wanted.urgency)
    if wanted.holder_id is not None:
        found.append(_t.c.holder_id == wanted.holder_id)
    if wanted.text:
        found.append(_t.c.text.icontains(wanted.text, autoescape=True) | (_t.c.number == wanted.text))
    if wanted.since is not None:
        found.append(_t.c.created_at >= wanted.since)
    if wanted.until is not None:
        found.append(_t.c.created_at < wanted.until)
    return found


def newest(wanted: Filter) -> ColumnElement[Any]:
    """The order that has the newest first.

    Where only what waits is wanted, few rows of a long past are: they are found by their state and then
    sorted. Asked for the moment as it is, SQLite would walk through the whole past by its index.
    """
    waiting = wanted.states and _ENDED.isdisjoint(wanted.states)
    return (type_coerce(_t.c.created_at, BigInteger) + 0 if waiting else _t.c.created_at).desc()


def of_a_digest(community: str, since: datetime, until: datetime) -> CompoundSelect[Any]:
    """A community's needs filed in a span of time, and older ones that something may have happened to in it.

    Each part has its own index, and no need is in two of them: a row of a long past is not even looked at.
    """
    earlier = _t.c.created_at < since
    waits = _t.c.state.in_(_WAITING)
    resolved = func.coalesce(_t.c.resolved_at >= since, false())
    closed = func.coalesce(_t.c.closed_at >= since, false())
    parts = (
        (_t.c.created_at >= since, _t.c.created_at < until),
        (type_coerce(_t.c.created_at, BigInteger) + 0 < to_millis(since), waits),  # not by the index of all
        (earlier, ~waits, _t.c.resolved_at >= since),
        (earlier, ~waits, ~resolved, _t.c.closed_at >= since),
        (earlier, ~resolved, ~closed, _GIVEN_UP, _t.c.accepted_at >= since),
    )
    return union_all(*(select(_t).where(_t.c.community == community, *part) for part in parts))
