"""Facts are kept and read again."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest

from digests import Facts, from_plain, to_plain
from digests.facts import Demand, Week, Work


def test_facts_survive_json(facts: Facts) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(facts)))) == facts


def test_what_are_no_facts_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        from_plain({"community": "C1"})


def test_facts_carry_no_text_and_no_resident(facts: Facts) -> None:
    kept = json.dumps(to_plain(facts), ensure_ascii=False)
    assert "person" not in kept
    assert "想找人陪诊取药" not in kept


def test_satisfaction_is_the_mean_of_ratings() -> None:
    assert Week("w", ratings=(0, 0, 1, 0, 1)).satisfaction == 4
    assert Week("w").satisfaction is None


def test_waiting_is_what_is_left_of_demand() -> None:
    assert Demand(9, 4, 2, 1).waiting == 2


def test_without_an_earlier_week_there_is_nothing_to_compare(made: Callable[..., Facts]) -> None:
    first = made(history=0)
    assert first.last is None
    assert first.past == ()
    assert [week.week for week in made(history=2).past] == ["2026-W45", "2026-W46"]


def test_names_fall_back_on_chinese(facts: Facts) -> None:
    assert facts.name("en") == "Heping Community"
    assert facts.name("zh_CN") == "和平社区"
    assert Work(1, "甲", "").name("en") == "甲"
    assert Work(1, "甲", "A").name("en") == "A"
