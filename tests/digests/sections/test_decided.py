"""Last week's decisions."""

from __future__ import annotations

from collections.abc import Callable

from digests import Decision, Facts
from digests.block import Items
from digests.sections import decided
from model.phrase import Phrase


def test_each_decision_has_its_result_or_says_that_there_is_none(
    made: Callable[..., Facts], zh: Callable[[Phrase], str]
) -> None:
    block = decided.section(made(decisions=(Decision("换路灯", "换好了"), Decision("谈送餐"))))
    assert block is not None
    assert block.chat is not None
    assert zh(block.chat) == "上周决定 2 项，已有结果 1 项"
    (items,) = block.parts
    assert isinstance(items, Items)
    said = [(zh(item.text), zh(item.detail)) for item in items.items if item.detail]
    assert said == [("换路灯", "结果：换好了"), ("谈送餐", "还没有记下结果。")]


def test_a_week_without_decisions_is_silent(made: Callable[..., Facts]) -> None:
    assert decided.section(made()) is None
