"""Volunteers of the week."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from digests import Facts
from digests.block import Block
from digests.facts import Help, Week
from digests.sections import helping
from model.phrase import Phrase

Make = Callable[..., Facts]
Read = Callable[[Block | None], str]

BUSY = Help(active=9, newcomers=2, sign_ups=11, hours=27.5, shifts=2, places=12, filled=10)


def test_the_week_stands_beside_last_week_and_few_people_are_not_counted(
    made: Make, read: Read, zh: Callable[[Phrase], str]
) -> None:
    block = helping.section(
        made(Week("w", help=BUSY), Week("w", help=Help(active=3, hours=6)), volunteers=20)
    )
    assert read(block).splitlines()[1:] == [
        "来帮忙的志愿者｜9｜少于 5",
        "新加入的志愿者｜少于 5｜0",
        "报名人次｜11｜0",
        "服务小时｜27.5｜6",
        "班次名额（报满／总数）｜10／12｜0／0",
    ]
    assert block is not None
    assert block.chat is not None
    assert zh(block.chat) == "来帮忙的志愿者 9（上周少于 5），服务小时 27.5（上周 6）"


def test_the_first_week_has_no_last_one(made: Make, read: Read) -> None:
    said = read(helping.section(made(Week("w", help=BUSY), history=0, volunteers=20)))
    assert "服务小时｜27.5｜—" in said


@pytest.mark.parametrize("history", [0, 8])
def test_volunteers_without_anything_to_do_are_told(made: Make, read: Read, history: int) -> None:
    said = read(helping.section(made(volunteers=12, history=history)))
    assert said == "12 位居民报名做志愿者，这两周没有安排活动。"


def test_without_volunteers_there_is_nothing_to_say(made: Make) -> None:
    assert helping.section(made()) is None
