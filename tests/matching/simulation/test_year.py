"""The simulated year: the same again, fair to all choosers, and the matcher learns."""

from __future__ import annotations

import runpy
from collections.abc import Iterator

import pytest

from matching.simulation import year
from matching.simulation.choosers import CHOOSERS, chance, fixed_rule, matcher, oracle
from matching.simulation.ledger import Ledger
from matching.simulation.street import street
from matching.simulation.world import Result, World
from matching.simulation.year import Course, live, simulate, table
from matching.situation import Situation
from tests.matching.street import NOW, TZ, need


def test_the_same_seed_gives_the_same_year() -> None:
    assert simulate([1], 28, 3) == simulate([1], 28, 3)
    assert simulate([1], 28, 3) != simulate([2], 28, 3)


@pytest.mark.slow
def test_the_matcher_learns_and_beats_the_fixed_rule_and_chance() -> None:
    learned, fixed, lot, best = simulate([1], 252, 8)
    late = sum(learned.shares[-3:]) / 3
    assert late > learned.shares[0] + 0.05
    assert learned.year > fixed.year + 0.05
    assert learned.year > lot.year + 0.05
    assert best.year > learned.year


def test_what_comes_of_an_offer_does_not_depend_on_who_chooses_or_when() -> None:
    world = World(street(3), 3)
    again = World(street(3), 3)
    assert [world.result(need(id=n), 1) for n in range(20)] == [
        again.result(need(id=n), 1) for n in range(20)
    ]
    assert world.ability(1, "elderly") != world.ability(1, "health")


def test_the_years_needs_come_in_order_and_can_be_served_by_somebody() -> None:
    world = World(street(3), 3, days=14)
    days = [day for day, _need in world.needs()]
    offered = {code for one in world.directory.services.values() for code in one.categories}
    assert days == sorted(days)
    assert {one.category for _day, one in world.needs()} <= offered


def test_the_books_count_what_was_answered_and_close_what_is_due() -> None:
    books = Ledger()
    result = Result(accepted=True, solved=True, rating=5, hours=2.0, days=3)
    books.answered(1, "elderly", result, accepted=True)
    books.answered(1, "health", result, accepted=False)
    books.took(0, 10, 1, "elderly", result)
    assert books.load[10] == 1
    for day in range(4):
        books.close(day)
    assert books.load[10] == 0
    overall = books.records[1, ""]
    assert (overall.offered, overall.accepted, overall.declined, overall.solved) == (2, 1, 1, 1)
    assert books.records[1, "elderly"].satisfaction_sum == 5
    assert (1, "health") in books.records


@pytest.mark.parametrize("chooser", [matcher, fixed_rule, chance, oracle])
def test_nobody_is_chosen_when_nobody_can(chooser: object) -> None:
    world = World(street(3), 3)
    nothing = need(category="emergency.rescue", community="east")
    assert callable(chooser)
    assert chooser(world, nothing, Situation(NOW, TZ)) is None


def test_the_fixed_rule_stays_with_its_own_even_when_they_are_full() -> None:
    world = World(street(3), 3)
    _day, wanted = next(world.needs())
    chosen = fixed_rule(world, wanted, Situation(NOW, TZ))
    assert chosen is not None
    full = Situation(NOW, TZ, load={chosen.service.id: 999})
    assert fixed_rule(world, wanted, full) == chosen


def test_whoever_is_full_cannot_accept() -> None:
    world = World(street(3), 3, days=28)
    for one in list(world.directory.services):
        object.__setattr__(world.directory.services[one], "capacity", 0)
    assert live(world, "fixed rule", fixed_rule).year == 0


def test_the_table_shows_the_year_its_ends_and_all_between() -> None:
    text = table([Course("matcher", (0.4, 0.5, 0.6))])
    assert text.splitlines()[1].split() == ["matcher", "50.0%", "40.0%", "60.0%", "40%", "50%", "60%"]


def test_the_command_prints_a_line_for_each_chooser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    courses: Iterator[Course] = (Course(name, (0.5,)) for name in CHOOSERS)
    monkeypatch.setattr(year, "simulate", lambda: list(courses))
    runpy.run_module("matching.simulation", run_name="__main__")
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(CHOOSERS)
