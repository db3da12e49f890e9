"""Organizations with too much, and with nothing."""

from __future__ import annotations

from collections.abc import Callable

from digests import Facts
from digests.block import Block
from digests.facts import Offers, Work
from digests.sections import loads
from model.phrase import Phrase

Make = Callable[..., Facts]
Read = Callable[[Block | None], str]

FULL = Work(1, "夕阳红", "Glow", capacity=6, load=9, load_before=7)
FINE = Work(2, "安居", "Home", capacity=6, load=2, month=Offers(3))


def idle(count: int) -> tuple[Work, ...]:
    return tuple(Work(10 + n, f"闲{n}", f"Idle {n}") for n in range(count))


def test_the_full_are_told_with_their_load_and_the_idle_by_name(
    made: Make, read: Read, zh: Callable[[Phrase], str]
) -> None:
    block = loads.section(made(organizations=(FULL, FINE, *idle(2))))
    assert read(block).splitlines() == [
        "夕阳红：手上 9 件（上周 7 件），自报最多 6 件。",
        "近四周没有接到转介、手上也没有事的有 2 家：闲0、闲1。",
    ]
    assert block is not None
    assert block.chat is not None
    assert zh(block.chat) == "机构：满负荷 1 家，空闲 2 家"


def test_many_idle_ones_are_not_all_named(made: Make, read: Read) -> None:
    said = read(loads.section(made(organizations=(FULL, *idle(9)))))
    assert "有 9 家：闲0、闲1、闲2、闲3、闲4、闲5等。" in said


def test_nobody_over_capacity_is_worth_a_line(made: Make, read: Read) -> None:
    block = loads.section(made(organizations=(FINE,)))
    assert read(block) == "服务本社区的 1 家机构没有超出自报的名额。"
    assert block is not None
    assert block.chat is None


def test_in_the_first_week_the_load_stands_alone(made: Make, read: Read) -> None:
    said = read(loads.section(made(history=0, organizations=(FULL,))))
    assert said == "夕阳红：手上 9 件，自报最多 6 件。"


def test_without_organizations_there_is_nothing_to_say(made: Make) -> None:
    assert loads.section(made()) is None
