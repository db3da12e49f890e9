"""What nobody could serve."""

from __future__ import annotations

from collections.abc import Callable

from digests import Facts
from digests.block import Block, Table
from digests.facts import Demand, Unmet, Week
from digests.sections import unmet

Make = Callable[..., Facts]
Read = Callable[[Block | None], str]


def test_a_row_a_field_with_its_reasons_the_most_frequent_first(made: Make, read: Read) -> None:
    now = Week(
        "w",
        unmet=(
            Unmet("facilities", "nobody_serves", 2),
            Unmet("facilities", "no_capacity", 5),
            Unmet("facilities", "who knows", 1),
            Unmet("facilities", "", 1),
            Unmet("roses", "nobody_left", 6),
        ),
    )
    last = Week("w", unmet=(Unmet("facilities", "nobody_left", 3),))
    said = read(unmet.section(made(now, last))).splitlines()
    assert said == [
        "本周没有机构能接的需求：15 件（上周 3 件）。",
        "类别｜原因｜本周｜上周",
        "设施与住房｜名额已满、没有机构做这一项、其他原因｜9｜—",
        "其他事项｜问过的机构都没接｜6｜—",
    ]


def test_small_counts_by_field_are_not_shown(made: Make, read: Read) -> None:
    now = Week("w", unmet=(Unmet("facilities", "", 7), Unmet("family", "nobody_serves", 1)))
    said = read(unmet.section(made(now, history=0)))
    assert "设施与住房｜其他原因｜少于 10｜—" in said
    assert "家庭与妇女｜没有机构做这一项｜少于 5｜—" in said


def test_every_row_is_marked(made: Make) -> None:
    block = unmet.section(made(Week("w", unmet=(Unmet("legal", "", 7),))))
    assert block is not None
    table = block.parts[1]
    assert isinstance(table, Table)
    assert table.alarms == {0}


def test_a_week_that_left_nobody_without_help_says_so(made: Make, read: Read) -> None:
    busy = Week("w", demand={"elderly": Demand(3, 3)})
    after = unmet.section(made(last=Week("w", unmet=(Unmet("legal", "", 2),))))
    assert read(after) == "本周没有一件需求落空：0 件（上周 2 件）。"
    assert read(unmet.section(made(busy, history=0))) == "本周没有一件需求落空：0 件。"


def test_a_week_without_needs_has_nothing_to_praise(made: Make) -> None:
    assert unmet.section(made()) is None


def test_beside_a_small_total_no_field_is_named(made: Make, read: Read) -> None:
    said = read(unmet.section(made(Week("w", unmet=(Unmet("family", "nobody_serves", 3),)), history=0)))
    assert "3 件" in said
    assert "家庭" not in said


def test_last_week_s_counts_cannot_be_worked_out_from_its_total(made: Make, read: Read) -> None:
    now = Week("w", unmet=(Unmet("facilities", "", 7),))
    last = Week("w", unmet=(Unmet("facilities", "", 6), Unmet("legal", "", 2)))
    assert "设施与住房｜其他原因｜7｜少于 10" in read(unmet.section(made(now, last)))
