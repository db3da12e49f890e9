"""What many residents follow together."""

from __future__ import annotations

from collections.abc import Callable

from digests import Facts
from digests.block import Block
from digests.facts import Shared
from digests.sections import deciding, shared
from model.phrase import Phrase

Make = Callable[..., Facts]
Read = Callable[[Block | None], str]
Say = Callable[[Phrase], str]

LIFT = Shared("facilities.lift", 12, 9)
LAMP = Shared("facilities.lighting", 5, 2, unmet=True)


def test_a_line_each_the_most_followed_first(made: Make, read: Read) -> None:
    said = read(shared.section(made(shared=(LIFT, LAMP)))).splitlines()
    assert said[0].endswith("电梯故障：12 位居民，已 9 天")
    assert said[1].endswith("路灯照明：5 位居民，已 2 天")


def test_silent_where_nothing_is_shared(made: Make) -> None:
    assert shared.section(made()) is None


def test_it_needs_deciding_and_what_nobody_serves_asks_for_a_consultation(
    made: Make, read: Read, zh: Say
) -> None:
    block = deciding.section(made(shared=(LIFT, LAMP)))
    assert "12 位居民一起跟进同一件事，已经 9 天" in read(block)
    (items,) = block.parts
    details = [zh(item.detail) for item in items.items if item.detail]  # type: ignore[union-attr]
    assert details[-1] == "还没有机构能接，要不要开协商会？"
    headline = deciding.section(made(shared=(LIFT,))).chat
    assert headline is not None
