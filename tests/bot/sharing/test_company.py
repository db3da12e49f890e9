"""Processes on one PostgreSQL: each duty is one process's, never nobody's for long, never two's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import psycopg
import pytest
from structlog.testing import capture_logs

from bot.clock import Ids
from bot.sharing import company as company_
from bot.sharing import duty as duty_
from bot.sharing.company import Together
from bot.sharing.duty import seconds
from storage.database import Database
from tests.bot.channels.stage import until

pytestmark = pytest.mark.postgres
ROLES = ("telegram", "web")
Join = Callable[[], Together]


@pytest.fixture
async def join(migrated_postgres: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Join]:
    monkeypatch.setattr(company_, "_BEAT", 0.1)
    monkeypatch.setattr(company_, "_PAUSE", 0.1)
    joined: list[Together] = []

    def one() -> Together:
        joined.append(Together(migrated_postgres, ROLES, Ids()))
        return joined[-1]

    with capture_logs():
        yield one
        for company in joined:
            await company.stop()


def cut(url: str) -> None:
    """Have the database end every connection of ours."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'linli' AND datname = current_database()"
        )


def mine(company: Together) -> list[str]:
    return [role for role, duty in company.duties.items() if duty.mine]


async def test_the_first_has_every_duty_and_the_next_takes_them_over_when_it_leaves(join: Join) -> None:
    first, second = join(), join()
    await first.start()
    await until(lambda: mine(first) == [*ROLES])  # the database has let go what the test before held
    await second.start()
    assert (mine(first), mine(second)) == ([*ROLES], [])
    await first.stop()
    assert mine(first) == []
    await until(lambda: mine(second) == [*ROLES])


async def test_one_whose_connection_is_lost_stops_at_once_and_each_duty_is_taken_once(
    join: Join, migrated_postgres: str
) -> None:
    companies = [join() for _ in range(3)]
    returns: list[int] = []
    for number, company in enumerate(companies):
        company.at_return(lambda number=number: returns.append(number))  # type: ignore[misc]
        await company.start()
    for times in (1, 2, 3):
        cut(migrated_postgres)
        await until(lambda times=times: len(returns) == 3 * times)  # type: ignore[misc]
        await until(lambda: sum(len(mine(one)) for one in companies) == len(ROLES))
        assert sorted(role for one in companies for role in mine(one)) == [*ROLES]


async def test_what_is_said_reaches_everybody_and_an_odd_notice_does_no_harm(
    join: Join, migrated_postgres: str
) -> None:
    heard: list[tuple[int, str]] = []

    def take(number: int, payload: str) -> None:
        heard.append((number, payload))
        if payload == "odd":
            raise ValueError(payload)

    for number in range(2):
        company = join()
        company.hear("linli_test", lambda payload, number=number: take(number, payload))  # type: ignore[misc]
        await company.start()
    database = Database(migrated_postgres)
    for payload in ("odd", "even"):
        await database.tell("linli_test", payload)
    await until(lambda: len(heard) == 4)
    assert [payload for who, payload in heard if who == 1] == ["odd", "even"]
    await database.close()


async def test_every_process_gives_ids_of_its_own(join: Join, migrated_postgres: str) -> None:
    ids = [Ids(process=7, milliseconds=lambda: 1_800_000_000_000) for _ in range(3)]
    for one in ids:
        company = join()
        company._ids = one
        await company.start()
    assert len({one() for one in ids}) == 3


async def test_one_that_stood_still_loses_its_duty_by_itself_and_begins_anew(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = 0.0
    monkeypatch.setattr(company_, "seconds", lambda: seconds() + late)
    monkeypatch.setattr(duty_, "seconds", lambda: seconds() + late)
    company = join()
    await company.start()
    duty = company.duties["web"]
    await duty.gained()  # the database has let go what the test before held
    lost = asyncio.create_task(duty.lost())
    first = duty._until
    await until(lambda: duty._until > first)
    assert duty.mine, "confirmed in time"
    late = 60.0  # the whole process stood still
    assert not duty.mine
    await lost
    await duty.gained()
    await until(lambda: duty.mine)
