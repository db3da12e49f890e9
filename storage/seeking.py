"""Which needs are looked for: what the desk narrows its queue to, and what a digest is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, CompoundSelect, select, type_coerce, union

from model.need import NeedState
from storage.tables import need as _t

_WAITING = tuple(state.value for state in NeedState if state.is_open and state is not NeedState.RESOLVED)
_ENDED = frozenset({NeedState.RESOLVED, NeedState.CLOSED, NeedState.WITHDRAWN})
"""States that needs stay in, so that their number grows."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the desk's queue is narrowed to; empty fields narrow nothing."""

    communities: tuple[str, ...] = ()
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


def concerning(community: str, since: datetime) -> CompoundSelect[tuple[int]]:
    """Ids of a community's needs that something may have happened to since a moment.

    Each part has its own index, so that a community's past does not make its digest slower.
    """
    parts = (
        _t.c.created_at >= since,
        _t.c.state.in_(_WAITING),
        _t.c.resolved_at >= since,
        _t.c.closed_at >= since,
        (_t.c.state == NeedState.WITHDRAWN.value) & (_t.c.accepted_at >= since),
    )
    return union(*(select(_t.c.id).where(_t.c.community == community, part) for part in parts))
