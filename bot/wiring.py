"""The one place where objects are built and put together; nothing is opened at import."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from typing import TYPE_CHECKING, cast

import structlog

from bot import channels
from bot.channel import Channel, SendError
from bot.channels.parts import Now, Parts
from bot.channels.webchat.history import past
from bot.channels.webchat.translation import CHANNEL as WEB
from bot.clock import Ids, now
from bot.fairness import WAITING, FairQueue
from bot.furnishing import build_services, warm
from bot.heart import Heart
from bot.intake import Intake
from bot.measuring import MeasuredDatabase
from bot.media import MediaStore
from bot.metrics import Metrics
from bot.models import ModelWatch
from bot.oversight import Oversight
from bot.sender import Sender
from bot.settings import Settings, secret_of
from bot.sharing.company import Alone, Company, Together
from bot.sharing.mailroom import Mailroom
from bot.sharing.pushes import PUSHED, Pages, Pushes
from handlers.timers import prune
from handlers.timers.digest import schedule
from matching.text import Model, danger
from model.message import Incoming
from storage.outbox import OWED, Owed
from storage.schema import upgrade
from storage.unit import Unit

if TYPE_CHECKING:
    from bot.openrosa.uploader import Uploader

_log = structlog.get_logger()
_SECRET = "linli_secret"  # noqa: S105 - a name
"""The PostgreSQL channel on which a new process says its secret's fingerprint."""


class Linli:
    """A running installation: its database, services, messengers, intake, sender and heart."""

    def __init__(self, settings: Settings, clock: Now = now) -> None:
        self.settings = settings
        self.clock = clock
        self.metrics = Metrics()
        self.database = MeasuredDatabase(settings.database, self.metrics)
        self.media = MediaStore(settings.media, None if self.database.is_sqlite else self.database)
        self.secret = secret_of(settings)
        ids, names = Ids(), channel_names(settings)
        self._ids = ids
        self.services = build_services(settings, self.media, ids)
        self.company: Company = Alone(names)
        if not self.database.is_sqlite:
            self.company = Together(settings.database, names, ids)
        self.channels = {name: channels.build(name, self._parts(name)) for name in names}
        duties = self.company.duties
        self.sender = Sender(
            self.channels,
            self.database,
            self.media.load,
            clock,
            random.Random(),
            duties=duties,
            called=self.metrics.called,
        )
        self.mailroom = Mailroom(self.sender, self.database, duties)
        self.pushes = Pushes(self.database, cast("Pages", self.channels[WEB]))
        self.owe = self.sender.owe if self.database.is_sqlite else self.mailroom.owe
        self.intake = Intake(
            self.database,
            self.services,
            self.owe,
            clock,
            ids.follow,
            self._queue(),
            self.metrics,
            self.sender.ride,
        )
        self.uploader = self._uploader()
        self.heart = Heart(self.database, self.services, self.owe, clock)
        self.models = ModelWatch(settings.models, self._understand, self.database)
        self.oversight = Oversight(self)
        self.stopping = ""
        """What is being stopped just now."""
        self._listen()

    def _understand(self, model: Model) -> None:
        self.services.model = warm(model)

    def _queue(self) -> FairQueue:
        """The intake's: only a chat that does not hold up others in one line with it is made to wait."""
        polled = {name for name, one in self.channels.items() if getattr(one, "polls", False)}
        return FairQueue(
            WAITING,
            self.settings.flood_limit,
            patient=lambda update: update.address.channel not in polled,
            urgent=lambda update: danger(update.text or "") is not None,
        )

    def _listen(self) -> None:
        """What other processes say, where there can be any."""
        self.company.hear(OWED, self.mailroom.hear)
        self.company.hear(PUSHED, self.pushes.hear)
        self.company.hear(_SECRET, self._compare_secret)
        self.company.at_return(self.pushes.come_again)

    def _compare_secret(self, fingerprint: str) -> None:
        if fingerprint != self._fingerprint():
            _log.error("secret_differs", advice="give every machine the same SECRET")

    def _fingerprint(self) -> str:
        return hashlib.blake2b(self.secret.encode(), digest_size=8).hexdigest()

    def _uploader(self) -> Uploader | None:
        settings = self.settings
        if not settings.openrosa_url:
            return None
        from bot.openrosa.server import Server  # noqa: PLC0415 - only few installations have such a server
        from bot.openrosa.uploader import Uploader  # noqa: PLC0415 - likewise

        server = Server(settings.openrosa_url, settings.openrosa_user, settings.openrosa_password)
        uploader = Uploader(server, self.database, self.services, self._find, self.clock)
        self.services.upload = uploader.take
        return uploader

    async def _find(self, name: str) -> tuple[bytes, str]:
        """A file a resident sent, from our store or from the messenger it came by."""
        with suppress(LookupError):
            return await self.media.load(name), ""
        for channel in self.channels.values():
            with suppress(LookupError, SendError):
                found = await channel.fetch(name)
                return found.content, found.mime
        raise LookupError(name)

    def _parts(self, name: str) -> Parts:
        return Parts(
            now=self.clock,
            secret=self.secret,
            store=self.media.store,
            load=self.media.load,
            history=self._history,
            language=self._language,
            public_url=self.settings.public_url.rstrip("/"),
            options=_options(self.settings) if name == "telegram" else {},
            duty=self.company.duties[name],
            tell=None if self.database.is_sqlite else self._tell_pushed,
        )

    async def _tell_pushed(self, chat: str, message_id: int) -> None:
        await self.pushes.tell(chat, message_id)

    async def _history(self, chat: str, after: int) -> Sequence[Owed | Incoming]:
        moment: datetime = self.clock()
        return await self.database.read(lambda unit: past(unit, chat, after, moment))

    async def _language(self, chat: str) -> str:
        found = await self.database.read(lambda unit: unit.chats.get(chat))
        return found.language if found else ""

    async def start(self) -> None:
        """Bring the tables up to date, read the directory, take over what was left unsent, open the doors."""
        await asyncio.to_thread(upgrade, self.database.engine)
        await self.database.write(self._prepare)
        await asyncio.to_thread(self.media.hand_in)
        await self.company.start()
        for channel in self.channels.values():
            await channel.open()
        await self.sender.start()
        if not self.database.is_sqlite:
            self.mailroom.start()
            self.pushes.start()
            await self.database.tell(_SECRET, self._fingerprint())
        self.intake.start()
        self.heart.start()
        self.models.start()
        self.oversight.watchman.start()
        if self.uploader is not None:
            self.uploader.start()
        for channel in self.channels.values():
            await channel.start(self.intake.receive)
        _log.info("started", channels=sorted(self.channels), database=self.database.url.get_backend_name())

    def _prepare(self, unit: Unit) -> None:
        self._ids.follow(unit.outbox.last())  # the clock may have been put back while we were off
        self.services.reload(unit)
        schedule(unit, self.services, self.clock())
        prune.schedule(unit, self.services, self.clock())

    async def stop(self) -> None:
        """Close the doors, finish what is in hand, and only then what it is finished with."""
        async with AsyncExitStack() as stack:
            for what, stop in reversed(list(self._stops())):
                stack.push_async_callback(self._end, what, stop)

    def _stops(self) -> Iterator[tuple[str, Callable[[], Awaitable[None]]]]:
        """In their order."""
        for name, channel in self.channels.items():
            yield name, channel.stop
        if self.uploader is not None:
            yield "uploader", self.uploader.stop
        yield "watchman", self.oversight.watchman.stop
        yield "models", self.models.stop
        yield "heart", self.heart.stop
        yield "intake", self.intake.stop
        yield "mailroom", self.mailroom.stop
        yield "sender", self.sender.stop
        yield "pushes", self.pushes.stop
        yield "company", self.company.stop
        for name, channel in self.channels.items():
            yield name, channel.close
        yield "database", self.database.close

    async def _end(self, what: str, stop: Callable[[], Awaitable[None]]) -> None:
        self.stopping = what
        await stop()
        self.stopping = "threads"

    def channel(self, name: str) -> Channel | None:
        """A messenger by name."""
        return self.channels.get(name)


def channel_names(settings: Settings) -> list[str]:
    """The messengers this installation speaks on."""
    return ["web", "telegram"] if settings.telegram_token else ["web"]


def _options(settings: Settings) -> dict[str, str]:
    options = {
        "token": settings.telegram_token,
        "driver": settings.telegram_driver,
        "webhook": "true" if settings.telegram_webhook else "",
        "api": settings.telegram_api,
    }
    return {name: value for name, value in options.items() if value}
