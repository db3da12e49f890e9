"""The small parts: opening hours, working time, weeks, decks."""

from __future__ import annotations

from datetime import UTC, datetime, time
from random import Random

import pytest

from bot.demo.clock import awake, iso_week, local, monday, working_after
from bot.demo.deck import Deck
from bot.demo.organizations import openings
from bot.demo.phrases import Phrases
from model.organization import Opening


def test_opening_hours_are_read_as_one_says_them() -> None:
    assert openings("Sat 09:00-12:00") == (Opening(5, time(9), time(12)),)
    assert [one.weekday for one in openings("Mon-Wed 08:00-18:00; Sun 10:00-12:00")] == [0, 1, 2, 6]


@pytest.mark.parametrize(
    ("at", "minutes", "expected"),
    [
        ("2026-11-20 10:00", 60, "2026-11-20 11:00"),
        ("2026-11-20 17:30", 60, "2026-11-23 09:30"),
        ("2026-11-21 12:00", 30, "2026-11-23 09:30"),
        ("2026-11-20 07:00", 540, "2026-11-20 18:00"),
        ("2026-11-20 20:00", 10, "2026-11-23 09:10"),
        ("2026-09-30 17:00", 120, "2026-10-08 10:00"),
    ],
)
def test_working_time_passes_over_nights_weekends_and_holidays(at: str, minutes: int, expected: str) -> None:
    start = datetime.fromisoformat(f"{at}+08:00")
    assert local(working_after(start, minutes)).strftime("%Y-%m-%d %H:%M") == expected


def test_people_asleep_do_it_in_the_morning() -> None:
    night = datetime.fromisoformat("2026-11-20T23:12:00+08:00")
    assert local(awake(night)).isoformat() == "2026-11-21T07:12:00+08:00"
    early = datetime.fromisoformat("2026-11-20T03:12:00+08:00")
    assert local(awake(early)).isoformat() == "2026-11-20T07:12:00+08:00"
    noon = datetime.fromisoformat("2026-11-20T12:00:00+08:00")
    assert awake(noon) == noon


def test_weeks_begin_on_monday_by_the_street_s_clocks() -> None:
    late_sunday_utc = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert iso_week(late_sunday_utc) == "2026-W48"
    assert monday(late_sunday_utc) == datetime(2026, 11, 22, 16, tzinfo=UTC)


def test_a_deck_gives_everything_once_before_anything_twice() -> None:
    deck = Deck("abcd", Random(1))
    assert sorted(deck.draw() for _ in range(4)) == list("abcd")
    assert sorted(deck.draw() for _ in range(4)) == list("abcd")
    with pytest.raises(ValueError, match="at least one"):
        Deck([], Random(1))


def test_a_leaf_s_own_words_come_before_its_field_s() -> None:
    phrases = Phrases(Random(1))
    assert all("菜" in phrases.outcome("solved", "culture.festivals", "zh_CN") for _ in range(3))
    assert phrases.outcome("solved", "facilities.lift", "en").isascii()
    assert phrases.rating(9, "en") == ""
    assert phrases.answers("culture.courses", "en") == {}
