"""The messenger's side of the benchmarks: residents who speak through a webhook, and a Bot API that listens.

One process and one event loop, apart from the servers. Nothing is parsed that need not be and every body is
encoded beforehand, so that the servers are the limit and not this; how busy it was is told with each figure.
A chat behaves as at a real messenger: its next update goes out only when the one before was acknowledged and,
where replies are awaited, answered.
"""

from __future__ import annotations

import asyncio
import json
import re
import statistics
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

T = TypeVar("T")
FIRST_UPDATE = 1_000_000_000
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb"""chat_id(?:=|"?: ?"?|"\r\n\r\n)(\d+)""")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run the load on the quickest loop there is."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(work)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a server listens, and the header it knows us by."""

    port: int
    path: str = "/telegram"
    secret: str = "bench-secret"


def pieces(target: Target, chat: int, text: str) -> tuple[bytes, bytes]:
    """A request with a text message of a chat, cut where its ten-digit update id goes."""
    person = {"id": chat, "is_bot": False, "first_name": "R", "language_code": "zh"}
    message = {
        "message_id": 1,
        "date": 1_780_000_000,
        "chat": {"id": chat, "type": "private", "first_name": "R"},
        "from": person,
        "text": text,
    }
    body = json.dumps({"update_id": FIRST_UPDATE, "message": message}, ensure_ascii=False).encode()
    head = (
        f"POST {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {target.secret}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    before, _, after = (head.encode() + body).partition(str(FIRST_UPDATE).encode())
    return before, after


@dataclass(slots=True)
class Tally:
    """What was measured in a window: seconds from each update to its 200, and to its reply."""

    acknowledged: list[float] = field(default_factory=list)
    replied: list[float] = field(default_factory=list)
    refused: int = 0


class Resident(asyncio.Protocol):
    """One chat on one kept connection."""

    def __init__(
        self, number: int, target: Target, script: Callable[[int], str], first: int, *, replies: bool
    ) -> None:
        texts = list(dict.fromkeys(script(turn) for turn in range(64)))
        encoded = {text: pieces(target, number, text) for text in texts}
        self.tally = Tally()
        self.until = 0.0
        self.ended = asyncio.get_running_loop().create_future()
        self._requests = [encoded[script(turn)] for turn in range(64)]
        self._replies = replies
        self._update = first
        self._turn = 0
        self._owed = 0
        self._began = 0.0
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    @property
    def said(self) -> int:
        """How many updates it has sent, in all windows."""
        return self._turn

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def begin(self, until: float) -> None:
        """Speak until a moment."""
        self.until, self.tally = until, Tally()
        self.ended = asyncio.get_running_loop().create_future()
        self.say()

    def say(self) -> None:
        """Send the next update."""
        before, after = self._requests[self._turn % 64]
        self._send(before, after)

    def _send(self, before: bytes, after: bytes) -> None:
        assert self._transport is not None
        self._owed = 2 if self._replies else 1
        self._began = time.perf_counter()
        self._transport.write(b"%b%d%b" % (before, self._update, after))
        self._turn += 1
        self._update += 1

    def data_received(self, data: bytes) -> None:
        data = self._buffer + data
        end = data.find(b"\r\n\r\n")
        found = _LENGTH.search(data, 0, end) if end >= 0 else None
        if end < 0 or (found and len(data) < end + 4 + int(found[1])):
            self._buffer = data
            return
        self._buffer = b""
        if data.startswith(b"HTTP/1.1 200"):
            self.tally.acknowledged.append(time.perf_counter() - self._began)
            self._settle()
        elif data.startswith((b"HTTP/1.1 503", b"HTTP/1.1 429")):
            self.tally.refused += 1
            asyncio.get_running_loop().call_later(0.1, self._repeat)
        else:
            self._fail(RuntimeError(data[:300].decode(errors="replace")))

    def _repeat(self) -> None:
        self._turn -= 1
        self._update -= 1
        self.say()

    def answered(self) -> None:
        """The reply arrived at the messenger."""
        if self._replies and self._owed:
            self.tally.replied.append(time.perf_counter() - self._began)
            self._settle()

    def _settle(self) -> None:
        self._owed -= 1
        if self._owed:
            return
        if time.perf_counter() < self.until:
            self._go_on()
        elif not self.ended.done():
            self.ended.set_result(None)

    def _go_on(self) -> None:
        self.say()

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("the server closed the connection"))

    def _fail(self, error: Exception) -> None:
        if not self.ended.done():
            self.ended.set_exception(error)

    def leave(self) -> None:
        """Close the connection."""
        if not self.ended.done():
            self.ended.cancel()
        if self._transport is not None:
            self._transport.abort()


class BotApi(asyncio.Protocol):
    """A Bot API that takes every call, and tells which chat a message was for."""

    def __init__(self, delivered: Callable[[int], None]) -> None:
        self._delivered = delivered
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._number = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            found = _LENGTH.search(self._buffer, 0, end)
            size = end + 4 + (int(found[1]) if found else 0)
            if len(self._buffer) < size:
                return
            request, self._buffer = self._buffer[:size], self._buffer[size:]
            self._answer(request)

    def _answer(self, request: bytes) -> None:
        method = request[: request.find(b" HTTP/")].rpartition(b"/")[2].lower()
        result = b"true"
        if method.startswith((b"send", b"edit")):
            chat = _CHAT.search(request)
            number = int(chat[1]) if chat else 0
            self._number += 1
            result = b'{"message_id":%d,"date":1780000000,"chat":{"id":%d,"type":"private"}}' % (
                self._number,
                number,
            )
            self._delivered(number)
        body = b'{"ok":true,"result":%b}' % result
        assert self._transport is not None
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % len(body) + body)


class Messenger:
    """The Bot API on a port of its own, and whose replies it hands to which resident."""

    def __init__(self) -> None:
        self.delivered = 0
        self._residents: dict[int, Resident] = {}
        self._server: asyncio.Server | None = None

    async def open(self) -> str:
        """Begin to listen; gives back the address."""
        self._server = await asyncio.get_running_loop().create_server(
            lambda: BotApi(self._deliver), "127.0.0.1", 0
        )
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def follow(self, chat: int, resident: Resident) -> None:
        """Have a chat's replies handed to a resident."""
        self._residents[chat] = resident

    def _deliver(self, chat: int) -> None:
        self.delivered += 1
        resident = self._residents.get(chat)
        if resident is not None:
            resident.answered()

    async def speak(self, people: Crowd, seconds: float) -> Window:
        """Let residents speak for so long; what came of it."""
        self._residents = {one.number: one.resident for one in people.members}
        started, used = time.perf_counter(), time.process_time()
        for one in people.members:
            one.resident.begin(started + seconds)
        await asyncio.gather(*(one.resident.ended for one in people.members))
        took, used = time.perf_counter() - started, time.process_time() - used
        return window([one.resident.tally for one in people.members], took, used / took)


@dataclass(frozen=True, slots=True)
class Member:
    """A chat's number and who speaks in it."""

    number: int
    resident: Resident


@dataclass(slots=True)
class Crowd:
    """Residents with a connection each."""

    members: list[Member] = field(default_factory=list)

    async def join(
        self, target: Target, numbers: range, script: Callable[[int], str], *, first: int, replies: bool
    ) -> None:
        """Connect those of the numbers; each has a million updates of its own from ``first`` on."""
        for number in numbers:
            update = first + number * 1_000_000

            def made(number: int = number, update: int = update) -> Resident:
                return Resident(number, target, script, update, replies=replies)

            _, resident = await asyncio.get_running_loop().create_connection(made, "127.0.0.1", target.port)
            self.members.append(Member(number, resident))

    def leave(self) -> None:
        """Close every connection."""
        for one in self.members:
            one.resident.leave()
        self.members.clear()


@dataclass(frozen=True, slots=True)
class Window:
    """What a server did in a span of time; times in milliseconds."""

    rate: float
    p50: float
    p99: float
    reply_p50: float
    reply_p99: float
    refused: int
    turns: int
    busy: float
    """The part of its core that the load itself used."""


def window(tallies: list[Tally], took: float, busy: float) -> Window:
    """Figures of all residents together. The turn is over when its last part (200, reply) has come."""
    times = sorted(one for tally in tallies for one in tally.acknowledged)
    replies = sorted(one for tally in tallies for one in tally.replied)
    turns = len(replies) if replies else len(times)
    refused = sum(tally.refused for tally in tallies)
    return Window(turns / took, *_points(times), *_points(replies), refused=refused, turns=turns, busy=busy)


def _points(times: list[float]) -> tuple[float, float]:
    if not times:
        return 0.0, 0.0
    return statistics.median(times) * 1000, times[int(len(times) * 0.99)] * 1000
