"""A duty comes and goes, and whoever waits for either is told."""

from __future__ import annotations

import asyncio

import pytest

from bot.sharing import duty as duty_
from bot.sharing.company import Alone
from bot.sharing.duty import Duty


async def test_a_duty_can_be_waited_for_in_both_directions() -> None:
    duty = Duty()
    gained = asyncio.create_task(duty.gained())
    await duty.lost()
    assert not duty.mine
    duty.set(mine=True)
    await gained
    assert duty.mine
    lost = asyncio.create_task(duty.lost())
    await asyncio.sleep(0)
    assert not lost.done()
    duty.set(mine=False)
    await lost


async def test_alone_every_duty_is_ours_from_the_beginning() -> None:
    company = Alone(["web", "telegram"])
    company.hear("nothing", lambda _: None)
    company.at_return(lambda: None)
    await company.start()
    assert [duty.mine for duty in company.duties.values()] == [True, True]
    await company.stop()


async def test_a_duty_that_is_not_confirmed_in_time_is_not_ours_though_nobody_has_told_us_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(duty_, "seconds", lambda: now)
    duty = Duty()
    duty.set(mine=True, until=now + 7)
    assert duty.mine
    now += 8
    assert not duty.mine
    duty.set(mine=True, until=now + 7)
    assert duty.mine
