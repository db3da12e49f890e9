"""Four figures with their weeks, and the rest in a table."""

from __future__ import annotations

from collections.abc import Callable

from digests import Facts
from digests.block import Block, Figures, Line, Tone
from digests.facts import Demand, Hours, Offers, Standing, Unmet, Week
from digests.sections import figures
from model.phrase import Phrase

Make = Callable[..., Facts]
Say = Callable[[Phrase], str]
Read = Callable[[Block | None], str]

NOW = Week(
    "w",
    demand={"elderly": Demand(9, 6, 1)},
    accepted=6,
    resolved=4,
    unmet=(Unmet("elderly", "", 1),),
    to_accept=Hours(6, 3.5),
    to_resolve=Hours(4, 50.0),
    ratings=(0, 0, 1, 1, 4),
    offers=Offers(8, 6, 1, 0),
)
LAST = Week("w", demand={"elderly": Demand(7, 7)}, accepted=7, resolved=7, ratings=(0, 0, 0, 1, 2))


def test_each_figure_has_last_weeks_and_eight_weeks(made: Make, zh: Say) -> None:
    (row, _table, _why) = figures.section(made(NOW, LAST)).parts
    assert isinstance(row, Figures)
    said = [(zh(one.label), zh(one.value), zh(one.before)) for one in row.figures]
    assert said == [
        ("新需求", "9", "上周 7"),
        ("已解决", "4", "上周 7"),
        ("无人能接", "1", "上周 0"),
        ("多久有人接（中位数）", "3.5 小时", "上周 —"),
    ]
    assert row.figures[0].series == (0, 0, 0, 0, 0, 0, 7, 9)
    assert row.figures[3].series == (None,) * 7 + (3.5,)
    assert [one.tone for one in row.figures] == [Tone.PLAIN, Tone.PLAIN, Tone.ALARM, Tone.PLAIN]


def test_the_message_has_the_four_in_a_line(made: Make, zh: Say) -> None:
    chat = figures.section(made(NOW, LAST)).chat
    assert chat is not None
    assert zh(chat) == (
        "新需求 9（上周 7），已解决 4（上周 7），无人能接 1（上周 0）；一般多久有人接：3.5 小时（上周 —）"
    )
    quiet = figures.section(made()).chat
    assert quiet is not None
    assert zh(quiet) == "新需求 0（上周 0），已解决 0（上周 0），无人能接 0（上周 0）"


def test_the_table_leaves_out_what_stayed_at_zero(made: Make, read: Read) -> None:
    said = read(
        figures.section(made(NOW, LAST, standing=Standing(open=3), standing_before=Standing(overdue=1)))
    )
    assert "多久解决（中位数）｜2.1 天｜—" in said
    assert "机构婉拒或退回的转介｜1｜0" in said
    assert "周末时超时未答复｜0｜1" in said
    assert "撤回" not in said
    assert "过期" not in said


def test_a_rating_by_few_is_not_shown(made: Make, read: Read) -> None:
    said = read(figures.section(made(NOW, LAST)))
    assert "居民评分（满分 5 分）｜4.5 分（6 份）｜少于 5 份评价" in said


def test_the_first_week_says_that_it_is_the_first(made: Make, read: Read, zh: Say) -> None:
    block = figures.section(made(NOW, history=0))
    line, row, _table, _why = block.parts
    assert isinstance(line, Line)
    assert isinstance(row, Figures)
    assert zh(line.text).startswith("这是第一周")
    assert zh(row.figures[0].before) == "还没有上周可比"
    assert row.figures[0].series == (None,) * 7 + (9,)
    assert "有机构接下｜6｜—" in read(block)
