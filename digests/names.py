"""Names that must not be shown, found in a text without trying each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

_START = 2
"""Characters by which a name is looked up; a shorter one is no name."""


class Names:
    """Any number of names, kept by how they begin: what it costs depends on the text, not on the city."""

    __slots__ = ("_by_start",)

    def __init__(self, names: Iterable[str] = ()) -> None:
        by_start: dict[str, list[str]] = defaultdict(list)
        for name in set(names):
            if len(name) >= _START:
                by_start[name[:_START]].append(name)
        self._by_start = dict(by_start)

    def within(self, text: str) -> Iterator[str]:
        """The names that the text contains, each once, in no particular order."""
        if self._by_start:
            starts = {text[place : place + _START] for place in range(len(text) - 1)}
            for start in starts & self._by_start.keys():
                yield from (name for name in self._by_start[start] if name in text)
