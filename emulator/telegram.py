"""An emulator of Telegram's Bot API on the loopback interface, with residents who use it.

The bot's side is ``<url>/bot<token>/<method>`` and ``<url>/file/bot<token>/<path>``; the residents' side
is ``telegram.resident(id)``. What stands between ``<url>`` and ``/bot`` tells callers apart in the journal.
Missing: groups, inline mode, payments, anything with markup in texts.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web

from emulator.contents import Arguments, Uploaded
from emulator.errors import ApiError, Dropped
from emulator.faults import Fault, Faults, Limits
from emulator.methods import METHODS
from emulator.resident import Resident
from emulator.state import TOKEN, Bot, Chat, Files, Json

_STRUCTURED = {"reply_markup", "entities", "allowed_updates", "media", "link_preview_options"}
_UNTOUCHED = {"getupdates", "getme"}
"""Methods without faults and without a line in the journal."""


class Telegram:
    """One emulated Telegram with one bot.

    ``faults`` are the troubles on order, or a weather of them; ``tries`` is how often an update is posted to
    a webhook that does not take it (None: for ever, as the real one does for a day). ``fresh`` makes a new
    connection for each post, so that a balancer spreads them.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        faults: Faults | None = None,
        *,
        tries: int | None = 8,
        fresh: bool = False,
    ) -> None:
        self.bot = Bot(TOKEN, 123456)
        self.tries = tries
        self._fresh = fresh
        self.acknowledged: Callable[[Json], None] = lambda _: None
        """Told of every update the bot has taken, each time it takes it."""
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.taps: dict[str, bool] = {}
        """Taps by id, and whether the bot has answered them."""
        self.faults = faults or Faults()
        self.limits = limits or Limits()
        self.journal: list[Json] = []
        """Every call of the bot, in the order of their answers; ``taken`` is when it took effect, else 0.

        ``status`` is what the bot is told of it, also when it does not wait for that; 0: nothing.
        """
        self.changed = asyncio.Condition()
        self.url = ""
        self.http: ClientSession
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> Telegram:
        """Open the doors on a port (0: any that is free)."""
        self.http = ClientSession(timeout=ClientTimeout(20), connector=TCPConnector(force_close=self._fresh))
        app = web.Application(client_max_size=64 << 20)
        for path in ("", "/{caller}"):
            app.router.add_route("*", path + "/bot{token}/{method}", self._method)
            app.router.add_get(path + "/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def stop(self) -> None:
        """Close them."""
        for lane in self.bot.lanes.values():
            lane.cancel()
        await asyncio.gather(*self.bot.lanes.values(), return_exceptions=True)
        await self.http.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def resident(self, number: int, name: str = "王阿姨", language: str = "zh-hans") -> Resident:
        """Somebody with a chat with the bot; the same chat for the same number."""
        return Resident(self, number, name, language)

    def fail(self, method: str, code: int, description: str = "Trouble", **more: Any) -> None:  # noqa: ANN401 - the fields of Fault
        """Have the next call of a method fail; see ``Fault``."""
        self.faults.order(Fault(method, code, description, **more))

    def calls(self, method: str) -> list[Json]:
        """The calls of one method so far."""
        return [call for call in self.journal if call["method"].lower() == method.lower()]

    async def _file(self, request: web.Request) -> web.Response:
        file = self.files.at(request.match_info["path"])
        if request.match_info["token"] != self.bot.token or file is None:
            return web.json_response(ApiError(404, "Not Found").body(), status=404)
        return web.Response(body=file.content)

    async def _method(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.bot.token:
            return web.json_response(ApiError(401, "Unauthorized").body(), status=401)
        try:
            caller = request.match_info.get("caller", "")
            body, status = await self.invoke(
                self.bot, request.match_info["method"], await _arguments(request), caller=caller
            )
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            raise web.HTTPServiceUnavailable from None
        return web.json_response(body, status=status)

    async def invoke(
        self, bot: Bot, method: str, args: Arguments, way: str = "call", caller: str = ""
    ) -> tuple[Json, int]:
        """Call a method; gives back the answer's body and its HTTP status."""
        name = method.lower()
        call = {
            "method": method,
            "args": args.values,
            "files": sorted(args.uploads),
            "way": way,
            "caller": caller,
            "at": time.monotonic(),
            "taken": 0.0,
            "status": 0,
        }
        try:
            body, status = {"ok": True, "result": await self._call(bot, name, args, call)}, 200
        except ApiError as error:
            body, status = error.body(), error.code
        finally:
            if name not in _UNTOUCHED:
                self.journal.append(call)
                async with self.changed:
                    self.changed.notify_all()
        call["status"] = status
        return body, status

    async def _call(self, bot: Bot, name: str, args: Arguments, call: Json) -> Any:  # noqa: ANN401 - JSON
        run = METHODS.get(name)
        if run is None:
            raise ApiError(404, "Not Found: method not found")
        fault = self.faults.next(name, args.values.get("chat_id"))
        if fault is not None and not fault.late:
            await _fail(fault)
        result = await run(self, bot, args)
        call["taken"], call["status"] = time.monotonic(), 200 if fault is None else fault.code
        if fault is not None:
            await _fail(fault)
        return result


async def _fail(fault: Fault) -> None:
    """Answer late, or not at all, or with an error."""
    await asyncio.sleep(fault.seconds)
    if fault.code == 0:
        raise Dropped
    if fault.code == 200:
        return
    raise ApiError(fault.code, fault.description, **fault.parameters)


async def _arguments(request: web.Request) -> Arguments:
    args = Arguments(dict(request.query))
    if request.can_read_body and request.content_type == "application/json":
        args.values |= await request.json()
    elif request.can_read_body:
        for key, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                args.uploads[key] = Uploaded(value.filename, value.content_type, value.file.read())
            else:
                args.values[key] = value
    for key in _STRUCTURED & args.values.keys():
        if isinstance(args.values[key], str):
            args.values[key] = json.loads(args.values[key])
    return args
