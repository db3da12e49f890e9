"""Names that a digest must not show among residents' words: of places and of staff, as they are now."""

from __future__ import annotations

from digests.names import Names
from handlers.atlas import Atlas
from storage.unit import Unit
from storage.versions import STAFF


class Hidden:
    """All names of an installation, put in order once and again when they change: a city has many."""

    def __init__(self) -> None:
        self._places: tuple[Atlas | None, Names] = (None, Names())
        self._staff: tuple[int, Names] = (-1, Names())

    def of(self, unit: Unit, atlas: Atlas) -> tuple[Names, Names]:
        """The names of staff and of places, as they are now."""
        if self._places[0] is not atlas:
            named = (name for one in atlas.places.values() for name in (one.zh, one.en, *one.aliases))
            self._places = (atlas, Names(named))
        version = unit.versions.of(STAFF)
        if self._staff[0] != version:
            self._staff = (version, Names(unit.staff.names()))
        return self._staff[1], self._places[1]
