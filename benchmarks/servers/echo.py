"""(a) An aiogram echo bot behind its own webhook handler; sending is stubbed, nothing is stored."""

from __future__ import annotations

import sys
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.types import Message, Update
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

TOKEN = "123456:" + "A" * 35


class Nowhere(BaseSession):
    """Sends nothing and says it went well, so that only receiving and answering are measured."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        del bot, method, timeout
        return True

    async def close(self) -> None:
        return

    async def stream_content(self, *args: Any, **kwargs: Any) -> Any:
        yield b""


bot = Bot(TOKEN, session=Nowhere())
dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def webhook(request: Request) -> Response:
    update = Update.model_validate_json(await request.body(), context={"bot": bot})
    await dispatcher.feed_update(bot, update)
    return Response()


app = Starlette(routes=[Route("/telegram", webhook, methods=["POST"])])

if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
