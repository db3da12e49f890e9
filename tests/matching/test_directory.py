"""The index finds what a look at every service would find, and says how it reaches the place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.directory import Directory
from matching.option import Fit, Option, Reach
from model.organization import Service
from model.place import Level, Place
from tests.matching.street import PLACES, directory, organization, service


def short(options: list[Option]) -> dict[int, tuple[str, str]]:
    return {one.service.id: (one.fit.value, one.reach.value) for one in options}


@pytest.mark.parametrize(
    ("area", "reach"),
    [
        (("xinyi-1",), Reach.GRID),
        (("xinyi",), Reach.COMMUNITY),
        (("xjh",), Reach.STREET),
        (("wuhou",), Reach.DISTRICT),
        (("city",), Reach.CITY),
        ((), Reach.EVERYWHERE),
        (("xinyi-2",), Reach.NEAR),
        (("xingrong",), Reach.NEAR),
        (("xingrong", "xinyi"), Reach.COMMUNITY),
        (("tonghua",), None),
        (("qingyang",), None),
        (("jinjiang",), None),
        (("atlantis",), None),
    ],
)
def test_an_area_at_any_level_reaches_the_grids_that_lie_in_it(
    area: tuple[str, ...], reach: Reach | None
) -> None:
    found = directory(service(10, area=area)).find("elderly.meals", "xinyi-1")
    assert [one.reach for one in found] == ([reach] if reach else [])


def test_who_serves_a_part_of_the_community_is_near() -> None:
    found = directory(service(10, area=("xinyi-2",))).find("elderly.meals", "xinyi")
    assert short(found) == {10: ("exact", "near")}


def test_a_place_nobody_knows_is_served_by_those_who_name_it_and_those_without_an_area() -> None:
    known = directory(service(10, area=("atlantis",)), service(20, area=()), service(30))
    assert short(known.find("elderly.meals", "atlantis")) == {
        10: ("exact", "community"),
        20: ("exact", "everywhere"),
    }


def test_a_leaf_is_served_by_those_that_name_it_and_those_that_name_the_field() -> None:
    known = directory(
        service(10),
        service(20, categories=("elderly",)),
        service(30, categories=("elderly.visits",)),
        service(40, categories=("elderly.meals", "elderly")),
        service(50, categories=("health",)),
    )
    assert short(known.find("elderly.meals", "xinyi")) == {
        10: ("exact", "community"),
        20: ("general", "community"),
        40: ("exact", "community"),
    }
    assert short(known.related("elderly.meals", "xinyi")) == {30: ("related", "community")}


def test_a_field_is_served_by_everybody_in_it() -> None:
    known = directory(service(10), service(20, categories=("elderly",)), service(30, categories=("health",)))
    assert sorted(short(known.find("elderly", "xinyi"))) == [10, 20]


def test_each_service_is_found_once_by_its_nearest_reach() -> None:
    known = directory(service(10, area=("city", "xinyi", "xjh"), categories=("elderly.meals", "elderly")))
    assert [(one.fit, one.reach) for one in known.find("elderly.meals", "xinyi")] == [
        (Fit.EXACT, Reach.COMMUNITY)
    ]


def test_without_a_place_every_service_of_the_category_is_found() -> None:
    known = directory(service(10), service(20, area=("tonghua",)), service(30, categories=("health",)))
    assert short(known.find("elderly.meals", None)) == {10: ("exact", "unknown"), 20: ("exact", "unknown")}


def test_an_audience_narrows_to_those_for_it_and_for_everybody() -> None:
    known = directory(
        service(10, audience=("elder",)), service(20, audience=("child",)), service(30), service(40)
    )
    assert sorted(short(known.find("elderly.meals", "xinyi", frozenset({"elder"})))) == [10, 30, 40]


def test_services_elsewhere_are_named_up_to_a_limit() -> None:
    known = directory(service(10), *(service(number, area=("tonghua",)) for number in (20, 30, 40)))
    assert len(known.elsewhere("elderly.meals", "xinyi", 2)) == 2
    assert short(known.elsewhere("elderly.meals", "xinyi", 9)) == dict.fromkeys(
        (20, 30, 40), ("exact", "elsewhere")
    )


def test_who_serves_one_of_some_places_comes_with_all_they_offer() -> None:
    found = directory(
        service(121, area=("xinyi",)),
        service(122, area=("tonghua",), categories=("health",)),
        service(113, area=(), categories=()),
        service(134, area=("tonghua",)),
        service(145, area=("wuhou",)),
    )
    serving = found.serving(["xinyi", "xjh", "wuhou"])
    assert [(one.id, [each.id for each in offered]) for one, offered in serving] == [
        (11, [113]),
        (12, [121, 122]),
        (14, [145]),
    ]
    assert [one.id for one, _ in found.serving([])] == [11]
    assert found.places.within("xinyi") == ("xinyi-1", "xinyi-2")
    assert found.places.within("nowhere") == ()


def test_inactive_services_and_those_without_their_organization_are_left_out() -> None:
    known = Directory.build([organization(1)], [service(10), service(11, active=False), service(20)], PLACES)
    assert list(known.services) == [10]


def test_an_empty_directory_finds_nothing() -> None:
    assert directory().find("elderly.meals", "xinyi") == []


def test_the_way_is_measured_from_the_innermost_place_with_coordinates() -> None:
    known = directory(service(10), organizations=(organization(1, latitude=30.649, longitude=104.040),))
    (found,) = known.find("elderly.meals", "xinyi-1")
    assert found.metres == pytest.approx(1000, rel=0.01)


def test_a_city_is_too_wide_to_measure_a_way_from() -> None:
    known = directory(
        service(10, area=("city",)), organizations=(organization(1, latitude=30.6, longitude=104.0),)
    )
    (found,) = known.find("elderly.meals", "tonghua")
    assert found.metres is None


def test_places_that_lie_in_each_other_do_not_lead_round_in_circles() -> None:
    around = [Place("a", Level.COMMUNITY, "b", "", ""), Place("b", Level.STREET, "a", "", "")]
    known = Directory.build([organization(1)], [service(10, area=("b",))], around)
    assert short(known.find("elderly.meals", "a")) == {10: ("exact", "street")}


CODES = tuple(place.code for place in PLACES)
SERVICES = st.lists(
    st.tuples(
        st.sets(st.sampled_from(("elderly.meals", "elderly.visits", "elderly", "health")), min_size=1),
        st.sets(st.sampled_from(CODES), max_size=3),
    ),
    max_size=8,
)


def _serves(one: Service, place: str) -> bool:
    """The plain way: walk up from the place."""
    parents = {node.code: node.parent for node in PLACES}
    code: str | None = place
    while code is not None:
        if code in one.area:
            return True
        code = parents[code]
    return not one.area


@settings(max_examples=100, deadline=None)
@given(SERVICES, st.sampled_from(CODES))
def test_the_index_finds_whom_a_look_at_every_service_finds(
    made: list[tuple[set[str], set[str]]], place: str
) -> None:
    services = [
        service(10 * number, categories=tuple(categories), area=tuple(area))
        for number, (categories, area) in enumerate(made, 1)
    ]
    known = directory(*services)
    for category in ("elderly.meals", "elderly"):
        found = {one.service.id for one in known.find(category, place) if one.reach is not Reach.NEAR}
        wanted = {"elderly.meals", "elderly"} | ({"elderly.visits"} if category == "elderly" else set())
        assert found == {one.id for one in services if wanted & set(one.categories) and _serves(one, place)}
