"""Our own application as it is, with residents in the middle of a survey.

Arguments: port, folder, chats, and the address of a Bot API that takes the replies. Without the address the
replies stay in the outbox, so that only receiving is measured. With DATABASE_URL in the environment several
processes may share a database. The messenger's limit of thirty messages a second is lifted: it is Telegram's,
not ours.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sys
from pathlib import Path

from starlette.routing import Route

from benchmarks.load import Target
from benchmarks.servers.form import xform
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.decoding import incoming
from bot.channels.telegram.updates import Update
from bot.channels.telegram.webhook import PATH, Webhook
from bot.clock import now
from bot.logs import configure
from bot.server import Application, Server
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

TOKEN = "123456:" + "A" * 35
SECRET = "bench-secret"
_UNLIMITED = 1e6


def target(port: int, *, replies: bool) -> Target:
    """Where updates go, and by which secret they are known."""
    if not replies:
        return Target(port)
    known = hmac.new(SECRET.encode(), f"telegram {TOKEN}".encode(), hashlib.sha256).hexdigest()
    return Target(port, PATH, known)


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


def receiving_only(linli: Linli) -> Application:
    """The webhook and the intake alone; what is owed stays in the outbox."""

    async def take(update: Update) -> str | None:
        found = incoming(update, now())
        if found is not None:
            await linli.intake.receive(found)
        return None

    return Application([Route("/telegram", Webhook(SECRET, take), methods=["POST"])])


def settings(folder: Path, port: int, messenger: str) -> Settings:
    """With an address of a Bot API: Telegram by webhook."""
    database = os.environ.get("DATABASE_URL", "")
    if not messenger:
        return Settings(var=folder, port=port, flood_limit=0, database_url=database)
    Telegram.per_second = Telegram.per_chat_second = _UNLIMITED
    return Settings(
        var=folder,
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        secret=SECRET,
        telegram_token=TOKEN,
        telegram_webhook=True,
        telegram_api=messenger,
        flood_limit=0,
        database_url=database,
    )


def main(port: int, folder: Path, chats: int, messenger: str = "") -> None:
    configure("error")
    linli = Linli(settings(folder, port, messenger))
    upgrade(linli.database.engine)
    if chats and linli.database.write_now(lambda unit: unit.chats.get("telegram:1")) is None:
        linli.database.write_now(lambda unit: seed(linli, unit, chats))
    server = Server(linli, None if messenger else receiving_only(linli))
    server.config.port = port
    server.run()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
