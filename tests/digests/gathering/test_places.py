"""Which place codes reach a community."""

from __future__ import annotations

from digests.gathering.places import covering
from model.place import Level, Place

HOME = Place("C1", Level.COMMUNITY, "S1", "社区", "Community")


def test_a_community_is_reached_by_what_is_above_it_and_by_its_grids() -> None:
    places = [
        Place("X", Level.CITY, None, "城", "City"),
        Place("S1", Level.STREET, "X", "街道", "Street"),
        Place("S2", Level.STREET, "X", "街道", "Street"),
        HOME,
        Place("G1", Level.GRID, "C1", "网格", "Grid"),
        Place("G2", Level.GRID, "C2", "网格", "Grid"),
    ]
    assert covering(places, HOME) == {"C1", "S1", "X", "G1"}


def test_a_parent_nobody_knows_still_counts_and_a_circle_ends() -> None:
    assert covering([], HOME) == {"C1", "S1"}
    assert covering([Place("S1", Level.STREET, "C1", "圈", "Circle")], HOME) == {"C1", "S1"}
