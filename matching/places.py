"""The tree of places as the matcher walks it: upwards to the city, sideways to the neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterable

from model.place import Level, Place

_METRES_PER_DEGREE = 111_195.0
_INNER = frozenset({Level.STREET, Level.COMMUNITY})


class Places:
    """An immutable tree. Codes that are not in it are places of their own, without parent or children."""

    __slots__ = ("_by_code", "_children")

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code = {place.code: place for place in places}
        self._children: dict[str, list[str]] = {}
        for place in self._by_code.values():
            if place.parent is not None:
                self._children.setdefault(place.parent, []).append(place.code)

    def codes(self) -> list[str]:
        """The codes of all places."""
        return list(self._by_code)

    def chain(self, code: str) -> tuple[str, ...]:
        """The code and those of the places it lies in, from the inside out."""
        codes = [code]
        place = self._by_code.get(code)
        while place is not None and place.parent is not None and place.parent not in codes:
            codes.append(place.parent)
            place = self._by_code.get(place.parent)
        return tuple(codes)

    def within(self, code: str) -> tuple[str, ...]:
        """The codes of the places that lie in it, one step down."""
        return tuple(self._children.get(code, ()))

    def level(self, code: str) -> Level:
        """The level of a place; a code nobody knows counts as a community."""
        place = self._by_code.get(code)
        return place.level if place is not None else Level.COMMUNITY

    def neighbours(self, chain: tuple[str, ...]) -> list[str]:
        """What lies within or beside the innermost place of a chain.

        Beside means the other communities of its street and the other grids of its community.
        """
        found = list(self._children.get(chain[0], ()))
        for outer in chain[1:]:
            if self.level(outer) in _INNER:
                found += (code for code in self._children.get(outer, ()) if code not in chain)
        return found

    def point(self, chain: tuple[str, ...]) -> tuple[float, float] | None:
        """Latitude and longitude of the innermost place of a chain, no wider than a street, that has them."""
        for code in chain:
            place = self._by_code.get(code)
            if place is None or place.level in {Level.DISTRICT, Level.CITY}:
                break
            if place.latitude is not None and place.longitude is not None:
                return place.latitude, place.longitude
        return None


def metres(here: tuple[float, float] | None, latitude: float | None, longitude: float | None) -> float | None:
    """The distance between two points in degrees, flat-earth: exact enough within one city."""
    if here is None or latitude is None or longitude is None:
        return None
    north = latitude - here[0]
    east = (longitude - here[1]) * math.cos(math.radians(here[0]))
    return math.hypot(north, east) * _METRES_PER_DEGREE
