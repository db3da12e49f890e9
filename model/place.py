"""Levels of place, from the city down to the grid."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from model.bilingual import in_language


class Level(enum.Enum):
    """City → district 区 → street 街道 → community 社区 → grid 网格."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Place:
    """One node of the tree of places. ``aliases`` are other names people use for it (estates, old names)."""

    code: str
    level: Level
    parent: str | None
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""

    def name(self, language: str) -> str:
        """The name in a language; English where it is not Chinese."""
        return in_language(language, self.zh, self.en)
