"""A digest: the blocks of all sections that have something to say, in the order of the registry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from digests import weeks
from digests.block import Block
from digests.facts import Facts
from digests.sections import SECTIONS
from digests.wording import Named
from model.phrase import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Digest:
    """A week of a community, ready to be put into words. ``headline`` says what needs deciding."""

    community: str
    name: Named
    week: str
    first: date
    last: date
    headline: Phrase
    blocks: tuple[Block, ...]

    @property
    def title(self) -> Phrase:
        """What it is, and whose."""
        return phrase("digest.title", community=self.name)

    @property
    def when(self) -> Phrase:
        """The week, with its first and last day."""
        number = int(self.week.rpartition("W")[2])
        year = int(self.week.partition("-")[0])
        return phrase("digest.when", year=year, number=number, first=self.first, last=self.last)

    def block(self, key: str) -> Block | None:
        """The block of a section, or None when it had nothing to say."""
        return next((block for block in self.blocks if block.key == key), None)


def compose(facts: Facts) -> Digest:
    """The digest of a week's facts."""
    blocks = tuple(block for section in SECTIONS if (block := section(facts)) is not None)
    first = weeks.monday(facts.week)
    deciding = blocks[0].chat
    if deciding is None:
        raise AssertionError("the first section always has a line for the chat")
    return Digest(
        facts.community,
        Named(facts.zh, facts.en),
        facts.week,
        first,
        first + timedelta(days=6),
        deciding,
        blocks,
    )
