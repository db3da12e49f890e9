"""Demand against supply, with nothing in it that points at a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import Facts
from digests.block import Bars, Block
from digests.facts import Demand, Week
from digests.sections import supply
from locales import texts
from model.phrase import Phrase

Make = Callable[..., Facts]
Say = Callable[[Phrase], str]
Read = Callable[[Block | None], str]

MONTH = {
    "elderly": Demand(30, 24, 0),
    "safety": Demand(12, 8, 4),
    "legal": Demand(2),
    "mental": Demand(1),
    "health": Demand(0),
}


def test_the_longest_bar_is_first_and_small_categories_are_named_without_numbers(
    made: Make, read: Read
) -> None:
    said = read(supply.section(made(month=MONTH)))
    assert said.index("为老服务") < said.index("安全")
    assert "另有 2 类各不到 5 件：法律与调解、心理服务。" in said


def test_a_bar_tells_four_weeks_and_one_each_with_those_before(made: Make, read: Read) -> None:
    facts = made(
        now=Week("w", demand={"elderly": Demand(9), "safety": Demand(3)}),
        last=Week("w", demand={"elderly": Demand(7)}),
        month=MONTH,
        month_before={"elderly": Demand(28), "safety": Demand(4)},
    )
    said = read(supply.section(facts))
    assert "为老服务｜30（28）｜9（7）｜24｜6｜0" in said
    assert "安全｜12（少于 5）｜少于 5（0）｜少于 10｜0｜少于 5" in said


def test_a_single_small_category_takes_the_next_with_it(made: Make, read: Read) -> None:
    said = read(supply.section(made(month={"elderly": Demand(30), "safety": Demand(7), "legal": Demand(1)})))
    assert "另有 2 类各不到 10 件：安全、法律与调解。" in said
    assert "安全｜" not in said


def test_one_small_category_alone_is_a_sentence(made: Make, read: Read, zh: Say) -> None:
    block = supply.section(made(month={"legal": Demand(3)}))
    assert read(block) == "只有一类，不到 5 件，不写是哪一类。"
    assert block.chat is None


def test_bars_without_small_categories_need_no_note(made: Make) -> None:
    (bars,) = supply.section(made(month={"elderly": Demand(9)})).parts
    assert isinstance(bars, Bars)
    assert bars.note is None


def test_what_residents_withdrew_is_told_below(made: Make, read: Read) -> None:
    said = read(supply.section(made(month={"elderly": Demand(19, 12, 0, 7)})))
    assert said.endswith("\n条形不含居民自己撤回的。")
    both = read(
        supply.section(made(month={"elderly": Demand(19, 12, 0, 7), **MONTH, "culture": Demand(9, 0, 0, 9)}))
    )
    assert both.endswith("另有 2 类各不到 5 件：法律与调解、心理服务。条形不含居民自己撤回的。")


def test_four_weeks_without_needs_are_a_sentence(made: Make, read: Read) -> None:
    assert read(supply.section(made())) == "近四周没有新需求。"


def test_without_history_there_is_nothing_before(made: Make, read: Read) -> None:
    facts = made(now=Week("w", demand={"elderly": Demand(9)}), history=0, month={"elderly": Demand(9, 9)})
    assert "为老服务｜9（—）｜9（—）｜9｜0｜0" in read(supply.section(facts))
    chat = supply.section(facts).chat
    assert chat is not None


def test_the_message_names_what_was_asked_for_most(made: Make, zh: Say) -> None:
    now = Week("w", demand={"elderly": Demand(9), "safety": Demand(11), "legal": Demand(2)})
    last = Week("w", demand={"elderly": Demand(3), "safety": Demand(8)})
    chat = supply.section(made(now, last, month=MONTH)).chat
    assert chat is not None
    assert zh(chat) == "本周问得最多：安全 11（上周 8）、为老服务 9（上周少于 5）"


@pytest.mark.parametrize(
    ("label", "parts", "lengths"),
    [
        ("all to be seen", (24, 6, 0, 0), (24, 6, 0)),
        ("one small part, and the one hidden with it", (8, 0, 4, 0), (9.5, 0, 2.5)),
        ("small parts are drawn alike", (10, 1, 3, 0), (10, 2, 2)),
    ],
)
def test_the_picture_gives_no_small_part_away(
    label: str, parts: tuple[int, int, int, int], lengths: tuple[float, float, float]
) -> None:
    assert supply.drawn(parts) == lengths


counts = st.integers(0, 12)
demands = st.builds(lambda a, b, c, d: Demand(a + b + c + d, a, b, c), counts, counts, counts, counts)
fields = st.dictionaries(st.sampled_from(["elderly", "safety", "legal", "mental", "health"]), demands)


@given(month=fields, before=fields, week=fields, last=fields)
def test_no_cell_of_the_picture_is_ever_between_one_and_four(
    month: dict[str, Demand], before: dict[str, Demand], week: dict[str, Demand], last: dict[str, Demand]
) -> None:
    from digests.wording import say

    blank = [Week("w")] * 7
    facts = Facts(
        "C1", "社", "C", "2026-W47", (*blank, Week("w", demand=last), Week("w", demand=week)),
        history=8, month=month, month_before=before,
    )  # fmt: skip
    for part in supply.section(facts).parts:
        for bar in part.bars if isinstance(part, Bars) else ():
            cells = (bar.total, bar.before, bar.week, bar.week_before, bar.served, bar.waiting, bar.unmet)
            assert not {say(texts("zh_CN"), cell) for cell in cells} & set("1234")
            assert all(length >= 0 for length in bar.lengths)


def test_a_week_s_small_count_cannot_be_worked_out_from_its_total(made: Make, read: Read) -> None:
    now = Week("w", demand={"elderly": Demand(9), "safety": Demand(2)})
    said = read(supply.section(made(now, month={"elderly": Demand(30), "safety": Demand(12)})))
    assert "为老服务｜30（0）｜少于 10（0）" in said
    few = Week("w", demand={"elderly": Demand(3)})
    assert "少于 5（0）" in read(
        supply.section(made(few, month={"elderly": Demand(30), "safety": Demand(12)}))
    )
