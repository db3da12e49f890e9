"""What is rising."""

from __future__ import annotations

from collections.abc import Callable

from digests import Facts
from digests.block import Block
from digests.facts import Demand, Week
from digests.sections import rising
from model.phrase import Phrase

Make = Callable[..., Facts]
Read = Callable[[Block | None], str]


def weeks_of(*counts: int) -> tuple[Week, ...]:
    return tuple(Week(f"w{n}", demand={"safety": Demand(count)}) for n, count in enumerate(counts))


def test_a_rise_is_told_with_last_week_and_the_usual(
    made: Make, read: Read, zh: Callable[[Phrase], str]
) -> None:
    block = rising.section(made(weeks=weeks_of(6, 7, 6, 5, 6, 7, 6, 6, 22)))
    assert read(block) == "安全：本周 22 件（上周 6 件），往常每周约 6 件。"
    assert block is not None
    assert block.chat is not None
    assert zh(block.chat) == "明显增多：安全 22（上周 6）"


def test_a_rise_out_of_little_does_not_count_the_little(made: Make, read: Read) -> None:
    said = read(rising.section(made(weeks=weeks_of(1, 0, 1, 2, 0, 1, 0, 1, 12))))
    assert said == "安全：本周 12 件（上周少于 5 件），往常每周不到 5 件。"


def test_no_rise_is_said_in_a_week_with_needs_only(made: Make, read: Read) -> None:
    assert read(rising.section(made(weeks=weeks_of(*[6] * 9)))) == "没有哪一类明显多于往常。"
    assert rising.section(made()) is None


def test_too_little_past_says_when_it_will_be_enough(made: Make, read: Read) -> None:
    assert read(rising.section(made(history=0))).startswith("再有 4 周的记录")
    assert read(rising.section(made(history=3))).startswith("再有 1 周的记录")
