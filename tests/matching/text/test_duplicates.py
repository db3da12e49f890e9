"""The same thing at the same place, told by two people, is found; a person's own need is nobody else's."""

from __future__ import annotations

import pytest

from matching.text import Model, Open, PlaceFound, find_duplicates
from model.place import Level, Place

COMMUNITY = Place("X1", Level.COMMUNITY, None, "金桂社区", "")
OTHER = Place("X2", Level.COMMUNITY, None, "红星社区", "")


def lift(
    id_: int, text: str = "电梯坏了", building: str = "", unit: str = "", community: str | None = "X1"
) -> Open:
    return Open(id_, text, "facilities.lift", community, PlaceFound(COMMUNITY, building=building, unit=unit))


def test_another_telling_of_the_same_lift_is_found(model: Model) -> None:
    found = find_duplicates(
        lift(2, "三栋电梯停了两天", "3"), [lift(1, "3栋的电梯又坏了，老人下不了楼", "3")], model
    )
    assert [one.id for one in found] == [1]
    assert 0.5 <= found[0].likeness <= 1


@pytest.mark.parametrize(
    "other",
    [
        lift(1, building="4"),
        lift(1, building="3", unit="2"),
        lift(1, building="3", community="X2"),
        Open(1, "电梯坏了", "facilities.leak", "X1", PlaceFound(COMMUNITY, building="3")),
        Open(1, "电梯坏了", "facilities.lift", None, PlaceFound(OTHER, building="3")),
        lift(2, building="3", unit="1"),
    ],
)
def test_another_place_another_thing_or_itself_is_no_duplicate(model: Model, other: Open) -> None:
    assert find_duplicates(lift(2, building="3", unit="1"), [other], model) == ()


def test_without_a_building_the_words_decide(model: Model) -> None:
    new = Open(9, "小区门口的路灯不亮了", "facilities.lighting", "X1")
    same = Open(1, "小区门口路灯不亮", "facilities.lighting", "X1")
    far = Open(2, "地下车库漆黑一片", "facilities.lighting", "X1")
    assert [one.id for one in find_duplicates(new, [far, same], model)] == [1]


def test_the_likeliest_come_first_and_no_more_than_asked_for(model: Model) -> None:
    others = [lift(at, "电梯坏了" + "，请修" * at, "3") for at in range(1, 6)]
    found = find_duplicates(lift(9, "电梯坏了", "3"), others, model, best=2)
    assert [one.id for one in found] == [1, 2]


def test_a_persons_own_need_is_never_joined(model: Model) -> None:
    meal = Open(1, "想订餐", "elderly.meals", "X1")
    assert find_duplicates(Open(2, "想订餐", "elderly.meals", "X1"), [meal], model) == ()


def test_words_it_cannot_read_are_like_nothing(model: Model) -> None:
    new = Open(1, "???", "facilities.lift", "X1")
    assert find_duplicates(new, [Open(2, "???", "facilities.lift", "X1")], model) == ()
