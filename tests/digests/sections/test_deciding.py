"""What needs deciding comes first, and is never left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from digests import Decision, Facts
from digests.block import Block
from digests.facts import Demand, Emergency, Offers, Raised, Standing, Unmet, Week, Work
from digests.sections import deciding
from model.phrase import Phrase

Make = Callable[..., Facts]
Say = Callable[[Phrase], str]
Read = Callable[[Block | None], str]

FULL = Work(1, "夕阳红", "Glow", ("elderly",), capacity=6, load=9, load_before=7)
IDLE = Work(2, "银龄", "Silver", ("elderly",), capacity=6)
BUSY = Work(3, "安居", "Home", ("facilities",), capacity=6, load=9, month=Offers(3))


@pytest.mark.parametrize(
    ("label", "fields", "headline", "line"),
    [
        (
            "an open emergency, by its number",
            {"standing": Standing(open=1, emergencies=(Emergency("1043", 5.0),))},
            "本周有 1 件事要定：1 件紧急求助还没了结。",
            "1 件紧急求助还没有了结：1043 号（已 5 小时）。",
        ),
        (
            "what nobody could take, with last week's",
            {"standing": Standing(unmet=4), "standing_before": Standing(unmet=1)},
            "本周有 1 件事要定：4 件需求无人能接。",
            "没有机构能接、等居委会定的需求：4 件（上周 1 件）。",
        ),
        (
            "what waited too long",
            {"standing": Standing(late=2)},
            "本周有 1 件事要定：2 件需求等了三天以上。",
            "等了三天以上还没有机构答应的需求：2 件（上周 0 件）。",
        ),
        (
            "a full organization with an idle one beside it",
            {"organizations": (FULL, IDLE, BUSY)},
            "本周有 1 件事要定：夕阳红已经满了。",
            "夕阳红手上有 9 件（上周 7 件），自报最多接 6 件。",
        ),
        (
            "a topic with support",
            {"topics": (Raised("加装电梯", 12), Raised("别的", 9))},
            "本周有 1 件事要定：议题“加装电梯”要不要上会。",
            "居民议题“加装电梯”已有 12 人附议：要不要列入议程？",
        ),
        (
            "decisions without a result",
            {"decisions": (Decision("甲"), Decision("乙", "办好了"), Decision("丙"))},
            "本周有 1 件事要定：2 项旧决定还没有下文。",
            "上周的决定里有 2 项还没有记下结果。",
        ),
    ],
)
def test_each_matter_is_said_in_the_headline_and_in_a_line(
    label: str, fields: dict[str, Any], headline: str, line: str, made: Make, zh: Say, read: Read
) -> None:
    block = deciding.section(made(**fields))
    assert block.chat is not None
    assert zh(block.chat) == headline
    assert line in read(block)


def test_a_rise_is_put_to_the_committee(made: Make, zh: Say, read: Read) -> None:
    weeks = tuple(Week(f"w{n}", demand={"safety": Demand(4)}) for n in range(8))
    block = deciding.section(made(weeks=(*weeks, Week("w9", demand={"safety": Demand(20)}))))
    assert "“安全”明显增多：本周 20 件（上周少于 5 件）。" in read(block)


def test_where_and_why_nothing_could_be_found_is_told_from_the_last_weeks(made: Make, zh: Say) -> None:
    now = Week("w", unmet=(Unmet("facilities", "no_capacity", 5), Unmet("legal", "nobody_serves", 1)))
    (items,) = deciding.section(made(now=now, standing=Standing(unmet=6))).parts
    detail = items.items[0].detail  # type: ignore[union-attr]
    assert detail is not None
    assert zh(detail).startswith("近来多在设施与住房、法律与调解，最常见的原因是名额已满。")


def test_in_the_first_week_nothing_is_compared(made: Make, read: Read) -> None:
    said = read(deciding.section(made(history=0, standing=Standing(unmet=2, late=1))))
    assert "等居委会定的需求：2 件。" in said
    assert "上周" not in said


def test_more_than_three_matters_are_counted_and_the_first_three_named(made: Make, zh: Say) -> None:
    standing = Standing(unmet=4, late=2, emergencies=(Emergency("1", 1), Emergency("2", 1)))
    block = deciding.section(made(standing=standing, decisions=(Decision("甲"),)))
    assert block.chat is not None
    assert zh(block.chat) == (
        "本周有 4 件事要定：2 件紧急求助还没了结；4 件需求无人能接；2 件需求等了三天以上等。"
    )


@pytest.mark.parametrize(
    ("label", "fields", "said"),
    [
        ("nothing happened", {}, "这一周很安静：没有新需求，也没有要定的事。"),
        (
            "all went well",
            {"now": Week("w", demand={"elderly": Demand(3, 3)})},
            "本周没有需要居委会拍板的事。",
        ),
        ("work goes on", {"standing": Standing(open=2)}, "本周没有需要居委会拍板的事。"),
    ],
)
def test_a_week_without_matters_says_so(
    label: str, fields: dict[str, Any], said: str, made: Make, zh: Say
) -> None:
    block = deciding.section(made(**fields))
    assert block.chat is not None
    assert zh(block.chat) == said


def test_beside_fewer_than_five_no_field_is_named(made: Make, zh: Say) -> None:
    now = Week("w", unmet=(Unmet("family", "no_capacity", 3),))
    (items,) = deciding.section(made(now=now, standing=Standing(unmet=3))).parts
    detail = items.items[0].detail  # type: ignore[union-attr]
    assert detail is not None
    assert "家庭" not in zh(detail)
