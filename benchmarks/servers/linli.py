"""Our own server as it is, with residents in the middle of a survey. Replies stay in the outbox."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from benchmarks.servers.form import xform
from benchmarks.turns import SECRET
from bot.channels.telegram.decoding import incoming
from bot.channels.telegram.updates import Update
from bot.channels.telegram.webhook import Webhook
from bot.clock import now
from bot.logs import configure
from bot.settings import Settings
from bot.wiring import Linli
from handlers import session as sessions
from handlers import surveys
from handlers.chat.interview import ROOM
from handlers.work import Work
from model.person import Person
from model.survey import FormVersion
from storage.chats import Chat
from storage.schema import upgrade
from storage.unit import Unit


def seed(linli: Linli, unit: Unit, chats: int) -> None:
    """Residents who have consented and are in a survey, with addresses telegram:1 to telegram:<chats>."""
    ids, moment = linli.services.ids, now()
    version = FormVersion(ids(), "bench", "1", "住户", "Residents", xform(), moment)
    unit.surveys.publish(version)
    work = Work(unit, linli.services, moment)
    for number in range(1, chats + 1):
        person = Person(ids(), "zh_CN", moment, community="bench", consent_at=moment)
        unit.people.add(person)
        response, _ = surveys.begin(work, version.id, person.id, "zh_CN", purpose="campaign", review=False)
        state = sessions.dump(sessions.Session(at=ROOM, response=response.id))
        unit.chats.save(
            Chat(f"telegram:{number}", "zh_CN", state, moment, person.id, response_id=response.id)
        )


def main(port: int, folder: Path, chats: int) -> None:
    configure("error")
    linli = Linli(Settings(var=folder, port=port))
    upgrade(linli.database.engine)
    linli.database.write_now(lambda unit: seed(linli, unit, chats))

    async def take(update: Update) -> str | None:
        found = incoming(update, now())
        if found is not None:
            await linli.intake.receive(found)
        return None

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await linli.start()
        yield
        await linli.stop()

    hook = Route("/telegram", Webhook(SECRET, take).endpoint, methods=["POST"])
    app = Starlette(routes=[hook], lifespan=lifespan)
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
