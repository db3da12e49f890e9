"""What looking a database over finds: how bad, in which table, how many rows, and which."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


class Weight(enum.Enum):
    """How bad it is."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: in which table, what, how many rows, and some of their keys."""

    weight: Weight
    table: str
    what: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(slots=True)
class Gathering:
    """Counts rows as they come by, and keeps the keys of the first few."""

    weight: Weight
    table: str
    what: str
    examples: int
    _count: int = 0
    _kept: list[str] = field(default_factory=list)

    def add(self, keys: Iterable[object]) -> None:
        """Rows of which it is true."""
        for key in keys:
            self._count += 1
            if len(self._kept) < self.examples:
                self._kept.append(str(key))

    def found(self) -> Iterator[Finding]:
        """What there is to tell; nothing when no row came by."""
        if self._count:
            yield Finding(self.weight, self.table, self.what, self._count, tuple(self._kept))
