"""How updates get to a bot: by polling, or by webhook with repeats and order within a chat."""

# ruff: noqa: ARG001 - all methods of the Bot API are called alike
from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import time
from typing import TYPE_CHECKING, Any

import aiohttp

from emulator.contents import Arguments
from emulator.errors import ApiError, bad_request
from emulator.state import Bot, Hook, Json

if TYPE_CHECKING:
    from emulator.telegram import Telegram


async def get_updates(world: Telegram, bot: Bot, args: Arguments) -> list[Json]:
    """What waits, or comes within the time; what lies before the offset is confirmed and forgotten."""
    if bot.hook:
        raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
    mine = _newest_poll(bot)
    await asyncio.sleep(0)
    bot.wake.clear()
    if "allowed_updates" in args.values:
        bot.allowed = args.values["allowed_updates"] or []
    _confirm(world, bot, args.integer("offset"))
    end = time.monotonic() + args.integer("timeout")
    while not bot.queue and (left := end - time.monotonic()) > 0:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bot.wake.wait(), left)
        bot.wake.clear()
        if mine != bot.polls:
            raise ApiError(409, "Conflict: terminated by other getUpdates request")
    return bot.queue[: args.integer("limit", 100)]


def _confirm(world: Telegram, bot: Bot, offset: int) -> None:
    taken = [update for update in bot.queue if update["update_id"] < offset]
    bot.queue = [update for update in bot.queue if update["update_id"] >= offset]
    for update in taken:
        world.acknowledged(update)


def _newest_poll(bot: Bot) -> int:
    bot.polls += 1
    bot.wake.set()
    return bot.polls


async def set_webhook(world: Telegram, bot: Bot, args: Arguments) -> bool:
    """Updates are posted to an address from now on, those that wait included."""
    url, secret = str(args.values.get("url") or ""), args.values.get("secret_token")
    if not re.match(r"https://|http://(127\.|localhost)", url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", str(secret)):
        raise bad_request("secret token contains unallowed characters")
    bot.allowed = args.values.get("allowed_updates") or []
    bot.hook = Hook(url, secret)
    _newest_poll(bot)
    waiting, bot.queue = bot.queue, []
    for update in waiting:
        post(world, bot, update, "waiting")
    return True


async def delete_webhook(world: Telegram, bot: Bot, args: Arguments) -> bool:
    """Updates are asked for from now on."""
    bot.hook = None
    return True


async def get_webhook_info(world: Telegram, bot: Bot, args: Arguments) -> Json:
    """Where updates go, how many wait, and what went wrong last."""
    url = bot.hook.url if bot.hook else ""
    return {"url": url, "pending_update_count": len(bot.queue), "last_error_message": bot.last_error}


def push(world: Telegram, bot: Bot, kind: str, content: Json, lane: object) -> Json:
    """Have the bot get an update by the way it has chosen."""
    update = {"update_id": bot.next_update, kind: content}
    bot.next_update += 1
    again(world, bot, update, lane)
    return update


def again(world: Telegram, bot: Bot, update: Json, lane: object) -> None:
    """Deliver an update, for the first time or once more."""
    if not any(bot.wants(kind) for kind in update.keys() - {"update_id"}):
        return
    if bot.hook:
        post(world, bot, update, lane)
    else:
        bot.queue.append(update)
        bot.queue.sort(key=lambda one: int(one["update_id"]))
        bot.wake.set()


def post(world: Telegram, bot: Bot, update: Json, lane: object) -> None:
    """Post an update behind those of its lane."""
    bot.lanes[lane] = asyncio.create_task(_deliver(world, bot, update, bot.lanes.get(lane)))


async def _deliver(world: Telegram, bot: Bot, update: Json, before: asyncio.Task[None] | None) -> None:
    if before is not None:
        await asyncio.gather(before, return_exceptions=True)
    for attempt in itertools.count() if world.tries is None else range(world.tries):
        if bot.hook is None:
            bot.queue.append(update)
            bot.wake.set()
            return
        try:
            answer = await _post_once(world, bot.hook, update)
        except (aiohttp.ClientError, TimeoutError) as error:
            bot.last_error = repr(error)
        else:
            if answer is not None:
                world.acknowledged(update)
                await _call_in_answer(world, bot, answer)
                return
            bot.last_error = "Wrong response from the webhook"
        await asyncio.sleep(min(0.05 * 2 ** min(attempt, 10), 1))


async def _post_once(world: Telegram, hook: Hook, update: Json) -> bytes | None:
    """The answer's body, or None when it was not a 2xx."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    async with world.http.post(hook.url, json=update, headers=headers) as answer:
        body = await answer.read()
        return body if answer.ok else None


async def _call_in_answer(world: Telegram, bot: Bot, body: bytes) -> None:
    """A method in the answer is called; what comes of it nobody hears."""
    with contextlib.suppress(ValueError):
        call: Any = json.loads(body) if body else None
        if isinstance(call, dict) and "method" in call:
            await world.invoke(bot, str(call.pop("method")), Arguments(call), way="answer")
