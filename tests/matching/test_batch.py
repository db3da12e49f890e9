"""Many needs at once: never worse than one by one, and as good as can be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.batch import Batch, assign, one_by_one, room_of, together, worth
from matching.rank import Candidate, Ranking
from model.need import Need, Urgency
from model.organization import Organization, Service

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _need(number: int, urgency: Urgency = Urgency.ROUTINE, minutes: int = 0) -> Need:
    created = NOW + timedelta(minutes=minutes)
    return Need(number, f"A{number}", 1, "xinyi", "elderly.meals", "", created, urgency=urgency)


def _candidate(service: int, score: float) -> Candidate:
    return Candidate(Organization(service, "", ""), Service(service, service, "", "", (), ()), score, {})


def _ranking(**scores: float) -> Ranking:
    ordered = sorted(scores.items(), key=lambda pair: -pair[1])
    return Ranking(tuple(_candidate(ord(name), score) for name, score in ordered), ())


A, B, C = ord("a"), ord("b"), ord("c")


def _served(batch: Batch) -> list[tuple[int | None, int | None]]:
    return [
        (
            row.one_by_one.service.id if row.one_by_one else None,
            row.together.service.id if row.together else None,
        )
        for row in batch.rows
    ]


def test_the_only_place_goes_to_the_need_that_has_no_other_choice() -> None:
    batch = assign([(_need(1), _ranking(a=0.9, b=0.8)), (_need(2), _ranking(a=0.5))], {A: 1, B: 1})
    assert _served(batch) == [(A, B), (None, A)]
    assert (batch.one_by_one.served, batch.together.served) == (1, 2)
    assert [row.changes for row in batch.rows] == [True, True]


def test_one_by_one_serves_the_urgent_first_and_then_the_oldest() -> None:
    ranked = [
        (_need(1, minutes=5), _ranking(a=0.9)),
        (_need(2, minutes=1), _ranking(a=0.9)),
        (_need(3, Urgency.URGENT, minutes=9), _ranking(a=0.9)),
    ]
    chosen = one_by_one(ranked, {A: 2})
    assert [one is not None for one in chosen] == [False, True, True]


def test_together_does_not_leave_the_urgent_out_for_a_better_score() -> None:
    ranked = [(_need(1), _ranking(a=1.0)), (_need(2, Urgency.EMERGENCY), _ranking(a=0.1))]
    assert [one is not None for one in together(ranked, {A: 1})] == [False, True]


def test_a_service_without_a_limit_takes_everybody() -> None:
    ranked = [(_need(number), _ranking(a=0.5, b=0.4)) for number in range(5)]
    batch = assign(ranked, {B: 1})
    assert _served(batch) == [(A, A)] * 5
    assert not any(row.changes for row in batch.rows)


def test_a_full_service_takes_nobody() -> None:
    assert _served(assign([(_need(1), _ranking(a=0.5))], {A: 0})) == [(None, None)]


def test_nothing_to_assign_gives_an_empty_batch() -> None:
    batch = assign([], {A: 3})
    assert (batch.rows, batch.together.total, batch.one_by_one.served) == ((), 0, 0)


def test_needs_without_candidates_stay_without() -> None:
    assert _served(assign([(_need(1), Ranking((), ()))], {})) == [(None, None)]


def test_room_is_capacity_less_load_and_only_known_where_capacity_is() -> None:
    services = [
        Service(1, 1, "", "", (), (), capacity=5),
        Service(2, 1, "", "", (), ()),
        Service(3, 1, "", "", (), (), capacity=1),
    ]
    assert room_of(services, {1: 2, 2: 9, 3: 4}) == {1: 3, 3: 0}


Many = list[tuple[dict[str, float], Urgency]]
SCORES = st.dictionaries(st.sampled_from("abcde"), st.floats(0, 1), max_size=4)
MANY = st.lists(st.tuples(SCORES, st.sampled_from(Urgency)), max_size=7)
ROOM = st.dictionaries(st.sampled_from([A, B, C, C + 1]), st.integers(0, 3))


@settings(deadline=None, max_examples=150)
@given(MANY, ROOM)
def test_together_is_never_worse_than_one_by_one_and_keeps_to_room(many: Many, room: dict[int, int]) -> None:
    ranked = [(_need(n, urgency), _ranking(**scores)) for n, (scores, urgency) in enumerate(many)]
    batch = assign(ranked, room)
    assert batch.together.total >= batch.one_by_one.total - 1e-9
    for side in ("one_by_one", "together"):
        taken = [getattr(row, side).service.id for row in batch.rows if getattr(row, side)]
        assert all(taken.count(service) <= limit for service, limit in room.items())
    for row, (_n, ranking) in zip(batch.rows, ranked, strict=True):
        assert row.together is None or row.together in ranking.candidates


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(SCORES, st.sampled_from(Urgency)), max_size=4), ROOM)
def test_together_is_the_best_of_all_ways_there_are(many: Many, room: dict[int, int]) -> None:
    ranked = [(_need(n, urgency), _ranking(**scores)) for n, (scores, urgency) in enumerate(many)]
    best = 0.0
    for way in product(*[(None, *ranking.candidates) for _need_, ranking in ranked]):
        taken = [one.service.id for one in way if one]
        if all(taken.count(service) <= limit for service, limit in room.items()):
            best = max(best, sum(worth(n, one) for (n, _r), one in zip(ranked, way, strict=True) if one))
    assert assign(ranked, room).together.total == pytest.approx(best)
