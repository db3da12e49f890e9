"""Where a volunteer goes, from their own words."""

from __future__ import annotations

import pytest

from handlers.atlas import Atlas
from handlers.volunteering import add_area, areas, enlist
from model.volunteer import Volunteer
from tests.dialogues import street
from tests.handlers.joint import Joint

_ATLAS = Atlas(street.PLACES)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ("GH01",)),
        ("桂香社区", ("GH01",)),
        ("榕树里、东门小区", ("GH02", "GH01")),
        ("桂香苑和榕树里", ("GH01", "GH02")),
        ("整个桂花街道", ("GH",)),
        ("第一网格", ("GH01-1",)),
        ("本小区附近", ("GH01",)),
        ("都可以", ()),
        ("any", ()),
        ("Guixiang and Rongshu", ("GH01", "GH02")),
        ("rongshuu", ("GH02",)),
    ],
)
def test_names_of_places_are_understood(text: str, codes: tuple[str, ...]) -> None:
    found = areas(text, _ATLAS, "GH01")
    assert (found.codes, found.unsure) == (codes, ())


@pytest.mark.parametrize(("text", "first"), [("贵香苑", "GH01"), ("榕树", "GH02"), ("西门那一带", "")])
def test_what_is_only_like_a_name_is_asked_back(text: str, first: str) -> None:
    found = areas(text, _ATLAS, "GH01")
    assert found.codes == () or first == "GH02"
    for word, places in found.unsure:
        assert word == text
        assert (places[0].code if places else "") == first


def test_what_was_not_understood_is_asked_and_the_choice_replaces_one_s_own_community(joint: Joint) -> None:
    volunteer = Volunteer(9002, ("escort",), (), (), joint.now)
    person = joint.do(lambda work: work.unit.people.get(9002))
    joint.do(lambda work: enlist(work, volunteer, "西门那一带", person))
    assert _areas(joint) == ("GH01",)
    assert "“西门那一带”" in joint.heard("p2")[-1]
    assert joint.do(lambda work: add_area(work, 9002, "GH02", only=True))
    assert _areas(joint) == ("GH02",)
    assert joint.do(lambda work: add_area(work, 9002, "GH01", only=False))
    assert joint.do(lambda work: add_area(work, 9002, "GH01", only=False))
    assert _areas(joint) == ("GH02", "GH01")
    assert not joint.do(lambda work: add_area(work, 9002, "nowhere", only=False))
    assert not joint.do(lambda work: add_area(work, 9003, "GH01", only=False))


def _areas(joint: Joint) -> tuple[str, ...]:
    found = joint.do(lambda work: work.unit.volunteers.get(9002))
    assert found is not None
    return found.areas
