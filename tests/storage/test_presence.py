"""What a process claimed no other gets until its connection is gone; notices come as they were committed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from storage import presence as presence_
from storage.database import Database
from storage.presence import Lost, Presence
from tests.bot.channels.stage import until

pytestmark = pytest.mark.postgres


@pytest.fixture
async def two(migrated_postgres: str) -> AsyncIterator[tuple[Presence, Presence]]:
    both = [await Presence.open(migrated_postgres, ["linli_test"]) for _ in range(2)]
    yield both[0], both[1]
    for one in both:
        await one.close()


async def test_a_role_is_one_process_s_until_its_connection_is_gone(two: tuple[Presence, Presence]) -> None:
    one, other = two
    assert await one.claim("telegram")
    assert not await other.claim("telegram")
    assert await other.claim("web")
    await one.close()
    async with asyncio.timeout(60):
        while not await other.claim("telegram"):  # noqa: ASYNC110 - the server needs a moment
            await asyncio.sleep(0.01)


async def test_numbers_are_given_once_and_there_is_an_end(two: tuple[Presence, Presence]) -> None:
    one, other = two
    assert {await one.claim_number(2), await other.claim_number(2)} == {0, 1}
    third = await Presence.open("postgresql+psycopg://" + _where(one), [])
    assert await third.claim_number(2) is None
    await third.close()


def _where(presence: Presence) -> str:
    info = presence._connection.info
    return f"{info.user}@/{info.dbname}?host={info.host}"


async def test_notices_arrive_in_the_order_of_the_commits_and_only_of_those(
    two: tuple[Presence, Presence], migrated_postgres: str
) -> None:
    heard: list[str] = []
    with (
        psycopg.connect(_plain(migrated_postgres)) as first,
        psycopg.connect(_plain(migrated_postgres)) as second,
    ):
        first.execute("SELECT pg_notify('linli_test', 'early, committed last')")
        second.execute("SELECT pg_notify('linli_test', 'late, committed first')")
        second.commit()
        first.commit()
        first.execute("SELECT pg_notify('linli_test', 'never')")
        first.rollback()
    while len(heard) < 2:
        heard += [text for _, text in await two[0].notices(5)]
    assert heard == ["late, committed first", "early, committed last"]
    assert await two[0].notices(0.05) == []


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


async def test_what_the_database_tells_everybody_is_heard(
    two: tuple[Presence, Presence], migrated_postgres: str
) -> None:
    database = Database(migrated_postgres)
    await database.tell("linli_test", "hello")
    assert await two[0].notices(5) == [("linli_test", "hello")]
    await database.close()


async def test_a_connection_that_is_cut_is_lost(
    two: tuple[Presence, Presence], migrated_postgres: str
) -> None:
    with psycopg.connect(_plain(migrated_postgres), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN linli_test'"
        )
    for doing in (two[0].notices(5), two[0].beat(), two[1].claim("telegram")):
        with pytest.raises(Lost):
            await doing


async def test_one_that_is_silent_for_too_long_loses_everything(
    migrated_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_, "_SILENCE", 100)
    silent = await Presence.open(migrated_postgres, [])
    silents = "SELECT FROM pg_stat_activity WHERE pid = %s"
    with psycopg.connect(_plain(migrated_postgres), autocommit=True) as admin:
        await until(lambda: admin.execute(silents, [silent._connection.info.backend_pid]).fetchone() is None)
    with pytest.raises(Lost):
        await silent.beat()
    await silent.close()


async def test_where_there_is_no_database_there_is_no_presence(tmp_path: Path) -> None:
    with pytest.raises(Lost):
        await Presence.open(f"postgresql+psycopg://nobody@/none?host={tmp_path}", [])
