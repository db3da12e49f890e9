"""Between the words of the socket and those of the house."""

from __future__ import annotations

from datetime import datetime

from bot.channels.webchat.tokens import Ticket, Tokens
from bot.channels.webchat.wire import Attachment, Key, Point, Said, Shown
from model.message import Address, File, Incoming, Location, Media, MediaKind, Outgoing
from storage.outbox import Owed

CHANNEL = "web"
_KINDS = {"image": MediaKind.PHOTO, "audio": MediaKind.VOICE, "video": MediaKind.VIDEO}


class Refused(Exception):
    """The page named a file that is not this chat's."""


def incoming(said: Said, chat: str, now: datetime, tokens: Tokens, language: str = "") -> Incoming:
    """What the resident did, on a page in a language.

    The update's id begins with the chat, so that no other chat can take it.
    """
    token = said.picture if said.file is None else said.file
    return Incoming(
        update_id=f"{chat}/{said.id}",
        address=Address(CHANNEL, chat),
        at=now,
        text="/start" if said.start is not None else said.text,
        tap=said.tap,
        source=said.source,
        start=said.start,
        media=None if token is None else _media(tokens.redeem(chat, token)),
        location=_location(said.location),
        phone=said.phone,
        language=language,
    )


def _media(ticket: Ticket | None) -> Media:
    if ticket is None:
        raise Refused
    kind = _KINDS.get(ticket.mime.partition("/")[0], MediaKind.DOCUMENT)
    return Media(kind, ticket.key, mime=ticket.mime, name=ticket.name)


def _location(point: Point | None) -> Location | None:
    return None if point is None else Location(point.latitude, point.longitude, point.accuracy)


class Showing:
    """Makes what the page shows of the two kinds of things said in a chat."""

    def __init__(self, chat: str, tokens: Tokens) -> None:
        self._chat = chat
        self._tokens = tokens

    def one(self, item: Owed | Incoming) -> Shown:
        """Either kind."""
        return self.owed(item.id, item.at, item.message) if isinstance(item, Owed) else self.mine(item)

    def owed(self, message_id: int, at: datetime, message: Outgoing) -> Shown:
        """A message of ours."""
        return Shown(
            id=str(message_id),
            ref=message.replaces or str(message_id),
            at=_millis(at),
            text=message.text,
            keyboard=[[Key(one.label, one.data, one.url) for one in row] for row in message.keyboard],
            picture=self._attachment(message.picture),
            document=self._attachment(message.document),
            ask_location=message.ask_location,
            ask_phone=message.ask_phone,
        )

    def mine(self, said: Incoming) -> Shown:
        """Something the resident did."""
        media, where = said.media, said.location
        sent = None if media is None else self._attachment(File(media.name, media.mime, media.ref))
        kind = None if media is None else media.kind
        return Shown(
            id=said.update_id.rpartition("/")[2],
            ref=said.source or "",
            at=_millis(said.at),
            mine=True,
            text="" if said.start is not None else said.text or said.phone or "",
            tap=said.tap,
            picture=sent if kind is MediaKind.PHOTO else None,
            sound=sent if kind is MediaKind.VOICE else None,
            document=sent if kind in {MediaKind.VIDEO, MediaKind.DOCUMENT} else None,
            location=None if where is None else Point(where.latitude, where.longitude, where.accuracy),
        )

    def _attachment(self, file: File | None) -> Attachment | None:
        if file is None:
            return None
        token = self._tokens.issue(self._chat, Ticket(file.key, file.mime, file.name))
        return Attachment(f"/chat/file/{token}", file.name)


def _millis(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
