"""Needs that say the same: a neighbour's open one at the same place, or one the same resident told before."""

from __future__ import annotations

from datetime import timedelta

from handlers.calling_off import is_called_off
from handlers.work import Work
from matching.text import Open, elsewhere, find_duplicates
from matching.text.normalise import normalise
from matching.text.where import find_place
from model.need import Need, NeedState
from storage.seeking import Filter

_STATES = (
    NeedState.SUBMITTED,
    NeedState.ROUTED,
    NeedState.ACCEPTED,
    NeedState.IN_PROGRESS,
    NeedState.UNMET,
)
_COMPARED = 50
"""So many of the newest open needs of the kind in the community are looked at."""
_READ = 2000
_OWN = 20
"""So many of a resident's own newest needs are looked at."""
_BACK = timedelta(days=14)
"""How long after it was called done a need may have come back; later it is a new one."""


def similar(work: Work, need: Need, best: int = 3) -> list[Need]:
    """The open needs of its community that a need repeats, most alike first; never one's own."""
    if not need.category or need.community is None:
        return []
    wanted = Filter(communities=(need.community,), states=_STATES, category=need.category)
    others = {
        one.id: one
        for one in work.unit.needs.find(wanted, _COMPARED)
        if one.id != need.id and one.person_id != need.person_id and not one.danger
    }
    if not others:
        return []
    opened = (_open(work, one) for one in others.values())
    found = find_duplicates(_open(work, need), opened, work.services.model, best)
    return [others[one.id] for one in found]


def repeated(work: Work, need: Need) -> Need | None:
    """The newest of one's own needs, or of those one follows, that this one may be again.

    It is of the same kind and for the same person; it is open, or was called done of late. What is said to be
    elsewhere is another.
    """
    said = _open(work, need)
    own = work.unit.needs.of_person(need.person_id, limit=_OWN)
    joined = work.unit.followers.of_person(need.person_id)
    followed = work.unit.needs.load([one.need_id for one in joined]) if joined else []
    for one in sorted([*own, *followed], key=lambda one: -one.id):
        same = one.category == need.category and (
            one.person_id != need.person_id or one.beneficiary.kind is need.beneficiary.kind
        )
        hidden = bool(one.danger) or is_called_off(work, one)
        if same and not hidden and _goes_on(work, one) and not elsewhere(said, _open(work, one)):
            return one
    return None


def _goes_on(work: Work, need: Need) -> bool:
    if need.state is NeedState.CLOSED:
        return need.closed_at is not None and work.now - need.closed_at <= _BACK
    return need.state in {*_STATES, NeedState.RESOLVED}


def _open(work: Work, need: Need) -> Open:
    """What is compared of a need; the place may be said in its own field or in the words."""
    said = f"{need.place}，{need.text[:_READ]}"
    place = find_place(said, normalise(said), work.services.atlas.gazetteer)
    return Open(need.id, need.text[:_READ], need.category, need.community, place)
