"""Connections that go through the harness: spread in turn, broken, held up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from chaos.lives import free_port
from chaos.proxy import Proxy, at_port


async def echo(name: str) -> asyncio.Server:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while line := await reader.readline():
                writer.write(name.encode() + b" " + line)
        writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", 0)


@pytest.fixture
async def servers() -> AsyncIterator[list[int]]:
    opened = [await echo("a"), await echo("b")]
    yield [int(one.sockets[0].getsockname()[1]) for one in opened]
    for one in opened:
        one.close()


async def say(proxy: Proxy, word: str) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(word.encode() + b"\n")
    said = await asyncio.wait_for(reader.readline(), 60)
    writer.close()
    return said.decode().strip()


async def test_connections_go_to_the_servers_in_turn_and_past_one_that_is_gone(servers: list[int]) -> None:
    proxy = await Proxy([at_port(port) for port in (*servers, free_port())]).start()
    assert sorted({await say(proxy, "hello") for _ in range(6)}) == ["a hello", "b hello"]
    await proxy.stop()


async def test_what_is_frozen_comes_late_and_what_is_dropped_never(servers: list[int]) -> None:
    proxy = await Proxy([at_port(servers[0])]).start()
    proxy.freeze()
    waiting = asyncio.create_task(say(proxy, "late"))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    proxy.thaw()
    assert await waiting == "a late"
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(b"one\n")
    assert await reader.readline() == b"a one\n"
    proxy.drop()
    with suppress(ConnectionError):
        assert await reader.readline() == b""
    writer.close()
    await proxy.stop()


async def test_nobody_to_connect_to_is_a_broken_connection() -> None:
    proxy = await Proxy([at_port(free_port())]).start()
    with suppress(ConnectionError):
        assert await say(proxy, "anybody?") == ""
    await proxy.stop()
