"""Models are numbered, the one activated last is in use, and a few stay to go back to; on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.models import KEPT, Learnt
from storage.unit import Unit
from tests.storage.samples import DAY, NOW


def add(database: Database, *, activate: bool = True, at: timedelta = timedelta()) -> int:
    """A model of a day; gives back its number."""

    def work(unit: Unit) -> int:
        number = unit.models.add(NOW + at, f"about {at.days}", b"content")
        if activate:
            assert unit.models.activate(number, NOW + at)
        return number

    return database.write_now(work)


def test_without_models_none_is_in_use(database: Database) -> None:
    """The one that ships serves then."""
    assert database.read_now(lambda unit: (unit.models.in_use(), unit.models.all())) == (None, [])


def test_a_model_is_in_use_once_it_is_activated(database: Database) -> None:
    """Added alone it is only there."""
    assert add(database, activate=False) == 1
    assert database.read_now(lambda unit: unit.models.in_use()) is None
    assert add(database, at=DAY) == 2
    used = database.read_now(lambda unit: unit.models.in_use())
    assert used == Learnt(2, NOW + DAY, NOW + DAY, "about 1")
    assert database.read_now(lambda unit: unit.models.content(2)) == b"content"
    assert [one.number for one in database.read_now(lambda unit: unit.models.all())] == [2, 1]


def test_one_goes_back_by_activating_an_older_one_again(database: Database) -> None:
    """The latest activation counts, not the latest training."""
    first, second = add(database), add(database, at=DAY)
    assert database.write_now(lambda unit: unit.models.activate(first, NOW + 2 * DAY))
    used = database.read_now(lambda unit: unit.models.in_use())
    assert used is not None
    assert (used.number, second) == (first, 2)


def test_a_machine_whose_clock_is_behind_activates_too(database: Database) -> None:
    """Otherwise going back would be said to be done, and nothing would change."""
    first, second = add(database), add(database, at=DAY)
    for number in (first, second, first):
        assert database.write_now(lambda unit, number=number: unit.models.activate(number, NOW))
        used = database.read_now(lambda unit: unit.models.in_use())
        assert used is not None
        assert used.number == number


def test_activating_what_is_not_there_changes_nothing(database: Database) -> None:
    """Nobody is left without a model by a slip of the pen."""
    number = add(database)
    assert not database.write_now(lambda unit: unit.models.activate(99, NOW + DAY))
    used = database.read_now(lambda unit: unit.models.in_use())
    assert used is not None
    assert used.number == number
    assert database.read_now(lambda unit: unit.models.content(99)) is None


def test_the_few_that_were_in_use_last_are_kept(database: Database) -> None:
    """The oldest go; numbers are not given twice."""
    for day in range(KEPT + 2):
        add(database, at=day * DAY)
    found = [one.number for one in database.read_now(lambda unit: unit.models.all())]
    assert found == list(range(KEPT + 2, 2, -1))
