"""The deployment's places, ready for questions that chats and pages ask of them."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, hypot, radians

from rapidfuzz import fuzz, process

from matching.text import Gazetteer, gazetteer
from model.message import Location
from model.place import Level, Place

_KM_PER_DEGREE = 111.32
_NEAR_KM = 5.0
_GOOD_MATCH = 60


class Atlas:
    """All places by code, the communities people choose from, and names found in text."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.code: place for place in places}
        self.communities = [place for place in self.places.values() if place.level is Level.COMMUNITY]
        self.gazetteer: Gazetteer = gazetteer(self.places.values())
        self._near = {
            name.lower(): place.code
            for place in self.places.values()
            if place.level in {Level.STREET, Level.COMMUNITY, Level.GRID}
            for name in (place.zh, place.en, place.zh.removesuffix("社区"), *place.aliases)
            if name
        }
        self._names = {
            name.lower(): place.code
            for place in self.communities
            for name in (place.zh, place.en, place.zh.removesuffix("社区"), *place.aliases)
            if name
        }

    def name(self, code: str | None, language: str) -> str:
        """A place's name; the code itself when it is unknown, "" for none."""
        place = self.places.get(code or "")
        return place.name(language) if place else code or ""

    def streets(self) -> list[Place]:
        """The streets that have communities, by code."""
        return [place for place in self.places.values() if place.level is Level.STREET]

    def of_street(self, street: str) -> list[Place]:
        """A street's communities."""
        return [place for place in self.communities if place.parent == street]

    def community(self, code: str | None) -> Place | None:
        """The community with this code."""
        place = self.places.get(code or "")
        return place if place and place.level is Level.COMMUNITY else None

    def community_of(self, place: Place | None) -> Place | None:
        """The community a place is or lies in."""
        while place is not None and place.level is not Level.COMMUNITY:
            place = self.places.get(place.parent or "")
        return place

    def match(self, typed: str, limit: int = 3) -> list[Place]:
        """Communities whose name or alias is in what was typed, else is like it, best first."""
        typed = typed.strip().lower()
        named = dict.fromkeys(code for name, code in self._names.items() if name in typed)
        if named:
            return [self.places[code] for code in named][:limit]
        found = process.extract(
            typed, list(self._names), scorer=fuzz.WRatio, limit=12, score_cutoff=_GOOD_MATCH
        )
        codes = list(dict.fromkeys(self._names[name] for name, _, _ in found))
        return [self.places[code] for code in codes[:limit]]

    def alike(self, typed: str, limit: int = 5) -> list[tuple[Place, float]]:
        """Places of a street or less whose name is like what was typed, how much (to 100), best first."""
        best: dict[str, float] = {}
        found = process.extract(
            typed.strip().lower(), list(self._near), scorer=fuzz.WRatio, limit=20, score_cutoff=_GOOD_MATCH
        )
        for name, score, _ in found:
            code = self._near[name]
            best[code] = max(best.get(code, 0.0), score)
        ordered = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(self.places[code], score) for code, score in ordered[:limit]]

    def nearest(self, point: Location) -> Place | None:
        """The community nearest to a point, when it is not farther than a few kilometres."""
        located = [place for place in self.communities if place.latitude is not None]
        best = min(located, key=lambda place: _km(point, place), default=None)
        return best if best is not None and _km(point, best) <= _NEAR_KM else None


def _km(point: Location, place: Place) -> float:
    """Distance on a flat earth: right to a percent within a city."""
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    east = (point.longitude - longitude) * cos(radians(latitude))
    return hypot(east, point.latitude - latitude) * _KM_PER_DEGREE
