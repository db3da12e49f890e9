"""The transport's own errors: what went wrong, and never the bot's token, which is in every URL."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from telegram.error import NetworkError, TimedOut

from bot.channels.telegram.transport import Transport

TOKEN = "123456:" + "S" * 35
Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    one = Transport()
    await one.initialize()
    yield one
    await one.shutdown()


@asynccontextmanager
async def server(behave: Behave) -> AsyncIterator[str]:
    """A server that behaves so; gives back a URL with the token in it."""
    ended = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await behave(reader, writer)
        await ended.wait()
        writer.close()

    listening = await asyncio.start_server(handle, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot{TOKEN}/getMe"
    ended.set()
    listening.close()


async def _silent(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Takes the request and says nothing."""


async def _hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _speak_nonsense(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"nonsense\r\n\r\n")


async def _break_off(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()
    writer.transport.abort()


@pytest.mark.parametrize("behave", [_hang_up, _speak_nonsense, _break_off])
async def test_a_server_that_misbehaves_is_an_error_of_the_network(
    transport: Transport, behave: Behave
) -> None:
    async with server(behave) as url:
        with pytest.raises(NetworkError) as failed:
            await transport.do_request(url, "POST")
    _assert_secret(failed.value)


async def test_nobody_listening_is_an_error_of_the_network(transport: Transport) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        with pytest.raises(NetworkError) as failed:
            await transport.do_request(f"http://127.0.0.1:{unheard.getsockname()[1]}/bot{TOKEN}/x", "POST")
    _assert_secret(failed.value)
    assert "refused" in str(failed.value)


async def test_an_answer_that_takes_too_long_is_a_time_out(transport: Transport) -> None:
    async with server(_silent) as url:
        with pytest.raises(TimedOut) as failed:
            await transport.do_request(url, "POST", read_timeout=0.05)
    _assert_secret(failed.value)


async def test_who_is_cancelled_hears_it_also_when_the_answer_comes_in_the_same_instant(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    class Deaf:
        """What the library does then."""

        status = 200

        def __getattr__(self, _: str) -> Callable[..., Deaf]:
            return lambda *_: self

        async def send(self) -> Deaf:
            asked.set()
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            return self

        async def bytes(self) -> bytes:
            return b"{}"

        async def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setattr(transport, "_client", Deaf())
    asking = asyncio.create_task(transport.do_request("http://nowhere", "POST"))
    await asked.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_a_refusal_is_given_back_with_its_body(transport: Transport) -> None:
    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\n{}")

    async with server(refuse) as url:
        assert await transport.do_request(url, "GET") == (429, b"{}")


async def test_a_closed_transport_says_so() -> None:
    with pytest.raises(NetworkError, match="closed"):
        await Transport().do_request("http://127.0.0.1:1/", "GET")


def _assert_secret(error: BaseException) -> None:
    """The token is neither in the error nor in one that a log would show with it."""
    told: BaseException | None = error
    while told is not None:
        assert TOKEN not in str(told)
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
