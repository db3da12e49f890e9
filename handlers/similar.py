"""Open needs that say the same: the same thing at the same place, told by two neighbours in two ways."""

from __future__ import annotations

from handlers.work import Work
from matching.text import Open, find_duplicates
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


def _open(work: Work, need: Need) -> Open:
    """What is compared of a need; the place may be said in its own field or in the words."""
    said = f"{need.place}，{need.text[:_READ]}"
    place = find_place(said, normalise(said), work.services.atlas.gazetteer)
    return Open(need.id, need.text[:_READ], need.category, need.community, place)
