"""Many open needs against limited room, all at once: a Monday morning, a flood.

Serving them one by one can give the last place of the only service for A to B, who had other choices. The
optimal assignment looks at all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.rank import Candidate, Ranking
from model.need import Need, Urgency
from model.organization import Service

_SERVED = 4.0
"""What it is worth that somebody is helped at all, beside the 0 to 1 of how well."""
_URGENCY = {Urgency.ROUTINE: 1.0, Urgency.SOON: 2.0, Urgency.URGENT: 4.0, Urgency.EMERGENCY: 16.0}
_NOBODY = 1e-6
"""The solver takes a weight of zero for "no edge"; being left over costs next to nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One need: whom it would get one by one, and whom all together; None for nobody."""

    need: Need
    one_by_one: Candidate | None
    together: Candidate | None

    @property
    def changes(self) -> bool:
        """Whether looking at all of them together makes a difference to this need."""
        before = self.one_by_one.service.id if self.one_by_one else None
        after = self.together.service.id if self.together else None
        return before != after


@dataclass(frozen=True, slots=True)
class Side:
    """One way of doing it in figures: how many are served, and the total that was to be made largest."""

    served: int
    total: float


@dataclass(frozen=True, slots=True)
class Batch:
    """Both ways side by side, for a worker to look at before anything is applied."""

    rows: tuple[Row, ...]
    one_by_one: Side
    together: Side


Ranked = Sequence[tuple[Need, Ranking]]
_Choice = list[Candidate | None]


def worth(need: Need, candidate: Candidate) -> float:
    """The value of giving a need to a candidate: the more urgent the more, and served before well served."""
    return _URGENCY[need.urgency] * (_SERVED + candidate.score)


def room_of(services: Iterable[Service], load: Mapping[int, int]) -> dict[int, int]:
    """How many more needs each service with a capacity can take, by its id; never below zero."""
    return {
        service.id: max(service.capacity - load.get(service.id, 0), 0)
        for service in services
        if service.capacity is not None
    }


def assign(ranked: Ranked, room: Mapping[int, int]) -> Batch:
    """Both assignments of ranked needs, side by side.

    ``room`` is how many more a service can take, by its id; one that is not in it has no limit. The total
    of all together is never below that of one by one: it is the largest there is.
    """
    greedy = one_by_one(ranked, room)
    optimal = together(ranked, room)
    rows = tuple(
        Row(need, first, second)
        for (need, _ranking), first, second in zip(ranked, greedy, optimal, strict=True)
    )
    return Batch(rows, _side(ranked, greedy), _side(ranked, optimal))


def one_by_one(ranked: Ranked, room: Mapping[int, int]) -> _Choice:
    """Each need in turn, the most urgent and then the oldest first, takes the best that has room."""
    left = dict(room)
    choice: _Choice = [None] * len(ranked)
    turns = sorted(
        range(len(ranked)),
        key=lambda turn: (-ranked[turn][0].urgency.rank, ranked[turn][0].created_at, ranked[turn][0].id),
    )
    for turn in turns:
        for candidate in ranked[turn][1].candidates:
            service = candidate.service.id
            if left.get(service, 1) > 0:
                if service in left:
                    left[service] -= 1
                choice[turn] = candidate
                break
    return choice


def together(ranked: Ranked, room: Mapping[int, int]) -> _Choice:
    """The assignment with the largest total worth, as a maximum-weight matching of needs and free places.

    A service with limited room stands as many times as it has room. Each need has a place of its own
    besides: its best service without limits, or, for next to nothing, nobody.
    """
    places = _places(ranked, room)
    columns = sum(len(numbers) for numbers in places.values())
    edges: dict[tuple[int, int], float] = {}
    meant: dict[tuple[int, int], Candidate] = {}
    for turn, (need, ranking) in enumerate(ranked):
        own = (turn, columns + turn)
        edges[own] = _NOBODY
        for candidate in ranking.candidates:
            limited = places.get(candidate.service.id)
            spots = [own] if limited is None else [(turn, column) for column in limited]
            for spot in spots:
                if worth(need, candidate) > edges.get(spot, 0.0):
                    edges[spot] = worth(need, candidate)
                    meant[spot] = candidate
    return [meant.get(spot) for spot in _heaviest(edges, len(ranked), columns + len(ranked))]


def _heaviest(edges: Mapping[tuple[int, int], float], rows: int, columns: int) -> list[tuple[int, int]]:
    """For each row the edge it has in the heaviest matching that leaves no row out."""
    if not rows:
        return []
    # scipy is large, and whoever matches one need after the other never needs it.
    import numpy as np  # noqa: PLC0415 - see above
    from scipy.sparse import csr_array  # noqa: PLC0415 - see above
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415 - see above

    spots = np.asarray(list(edges), dtype=np.int32)
    weights = np.asarray(list(edges.values()))
    graph = csr_array((weights, (spots[:, 0], spots[:, 1])), shape=(rows, columns))
    row, column = min_weight_full_bipartite_matching(graph, maximize=True)
    return sorted(zip(row.tolist(), column.tolist(), strict=True))


def _places(ranked: Ranked, room: Mapping[int, int]) -> dict[int, range]:
    """The columns of each service with less room than there are needs for it; none for a full one."""
    wanted = Counter(one.service.id for _need, ranking in ranked for one in ranking.candidates)
    places: dict[int, range] = {}
    column = 0
    for service, count in sorted(wanted.items()):
        if service in room and room[service] < count:
            places[service] = range(column, column + room[service])
            column += room[service]
    return places


def _side(ranked: Ranked, choice: _Choice) -> Side:
    pairs = [(need, chosen) for (need, _ranking), chosen in zip(ranked, choice, strict=True) if chosen]
    return Side(len(pairs), sum(worth(need, chosen) for need, chosen in pairs))
