"""The sections of a digest, in the order they are read. To add one: a file here and a line below."""

from __future__ import annotations

from collections.abc import Callable

from digests.block import Block
from digests.facts import Facts
from digests.sections import decided, deciding, figures, helping, loads, rising, said, shared, supply, unmet

Section = Callable[[Facts], Block | None]

SECTIONS: tuple[Section, ...] = (
    deciding.section,
    figures.section,
    supply.section,
    unmet.section,
    shared.section,
    rising.section,
    loads.section,
    helping.section,
    said.section,
    decided.section,
)
"""What needs deciding comes first: the digest's first line, and the chat message's."""
