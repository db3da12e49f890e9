"""What use cases call upon, made from the settings."""

from __future__ import annotations

from bot.channels.webchat.translation import CHANNEL as WEB
from bot.clock import Ids, now
from bot.media import MediaStore
from bot.models import newest
from bot.settings import Settings, secret_of
from handlers.atlas import Atlas
from handlers.forms import Forms
from handlers.services import Services
from matching.directory import Directory
from matching.text import EMPTY, Model, understand
from web.digest_link import key_of


def build_services(settings: Settings, media: MediaStore, ids: Ids | None = None) -> Services:
    """The services; the directory is empty until it is read from the database."""
    return Services(
        ids=ids or Ids(),
        zone=settings.zone,
        model=warm(newest(settings.models).model),
        forms=Forms(),
        keep=media.keep,
        drop=media.drop,
        atlas=Atlas(()),
        directory=Directory.build((), (), ()),
        operator_zh=settings.operator_zh,
        operator_en=settings.operator_en,
        page=settings.page,
        silent=frozenset({WEB}),
        retention=settings.retention,
        old_files=media.old,
        digest_key=lambda *what: key_of(secret_of(settings), *what),
    )


def warm(model: Model) -> Model:
    """The first message pays for regular expressions compiled late; better now than then."""
    understand("电梯坏了，我妈下不了楼", model, EMPTY, now=now())
    return model
