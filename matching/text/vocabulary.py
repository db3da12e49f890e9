"""Which row of a table of weights belongs to a feature.

Fifty thousand texts as the keys of a dict take ten megabytes; here the features lie one behind the other as
they came out of the file, and beside them only a hash and a row of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

_BETWEEN = b"\n"


class Vocabulary(Mapping[str, int]):
    """Features by their row, from 0. One is known by its hash, in this process only."""

    __slots__ = ("_order", "hashes", "packed")

    def __init__(self, packed: bytes) -> None:
        """``packed``: the features in UTF-8, in the order of their rows, one a line."""
        count = packed.count(_BETWEEN) + 1 if packed else 0
        # One after the other: as objects, all of them at once would take five times the room of the file.
        names = (line.rstrip(_BETWEEN) for line in BytesIO(packed))
        hashes = np.fromiter(map(hash, names), np.int64, count)
        order = np.argsort(hashes)
        self.packed = packed
        self.hashes: NDArray[np.int64] = hashes[order]
        """Ascending."""
        self._order = order.astype(np.int32)

    @classmethod
    def of(cls, names: Iterable[str]) -> Vocabulary:
        """Of features in the order of their rows."""
        return cls(_BETWEEN.join(name.encode() for name in names))

    @property
    def rows(self) -> NDArray[np.int32]:
        """The row of each of the ``hashes``."""
        return self._order

    def find(self, wanted: Collection[str]) -> NDArray[np.int32]:
        """The row of each of these features; -1 for one that is not known."""
        hashes = hashes_of(wanted)
        if not len(self.hashes):
            return np.full(len(hashes), -1, np.int32)
        places = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[places] == hashes, self._order[places], np.int32(-1))

    def __getitem__(self, name: str) -> int:
        row = int(self.find((name,))[0])
        if row < 0:
            raise KeyError(name)
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed.decode().split("\n") if self.packed else [])

    def __len__(self) -> int:
        return len(self.hashes)


def hashes_of(names: Collection[str]) -> NDArray[np.int64]:
    """Of their bytes: the texts "op" and "灯" have one hash, since they lie in memory as the same bytes."""
    return np.fromiter((hash(name.encode()) for name in names), np.int64, len(names))
