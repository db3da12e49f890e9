"""The deployment's names of places, found in text by their first two characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from model.place import Level, Place

# When two names begin at the same character the longer wins; of equal ones, the smaller place.
_DEPTH = {level: depth for depth, level in enumerate(Level)}
_SUFFIXES = ("小区", "社区", "街道", "花园", "村", "苑")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first two characters, longest first. Build it once with ``gazetteer``."""

    names: dict[str, tuple[tuple[str, Place], ...]]
    landmarks: frozenset[str] = frozenset()

    def find(self, text: str) -> tuple[tuple[int, int, Place], ...]:
        """Every name in a normalised text as (start, end, place), from left to right, not overlapping."""
        found: list[tuple[int, int, Place]] = []
        position = 0
        while position < len(text) - 1:
            match = self._at(text, position)
            if match is None:
                position += 1
            else:
                name, place = match
                found.append((position, position + len(name), place))
                position += len(name)
        return tuple(found)

    def _at(self, text: str, position: int) -> tuple[str, Place] | None:
        for name, place in self.names.get(text[position : position + 2], ()):
            if text.startswith(name, position):
                return name, place
        return None


def gazetteer(places: Iterable[Place], landmarks: Iterable[str] = ()) -> Gazetteer:
    """Index the names, aliases and short forms ("金桂花园小区" also as "金桂花园") of the places.

    ``landmarks`` are other words that say where something is ("东门", "喷泉广场"). A short form never
    takes a name that belongs to another place.
    """
    names: dict[str, Place] = {}
    nodes = sorted(places, key=lambda place: (_DEPTH[place.level], place.code))
    for place in nodes:
        for name in (place.zh, place.en.lower(), *(alias.lower() for alias in place.aliases)):
            if len(name) > 1:
                names[name] = place
    for place in nodes:
        for name in (place.zh, *place.aliases):
            names.setdefault(_short(name), place)
    names.pop("", None)
    index: dict[str, list[tuple[str, Place]]] = {}
    for name in sorted(names, key=len, reverse=True):
        index.setdefault(name[:2], []).append((name, names[name]))
    return Gazetteer({head: tuple(rows) for head, rows in index.items()}, frozenset(landmarks))


def _short(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return ""


EMPTY = gazetteer(())
