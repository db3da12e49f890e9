"""The words page and server speak over the socket: JSON objects, one a frame.

The page says ``Hello`` once it is connected, then one ``Said`` for everything the resident does; a
``Said`` carries an id the page made, so that one repeated after a lost connection is recognised. The
server says ``Welcome`` with what was missed, ``Ack`` when something said is durable, ``Nack`` when the
page shall say it again later, and ``Pushed`` for each message.

Ids of messages are strings, because a browser's numbers end at 2^53.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=20_000)]
ClientId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9-]{8,64}$")]
Short = Annotated[str, msgspec.Meta(max_length=64)]
MessageId = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{0,19}$")]


class Hello(msgspec.Struct, tag_field="kind", tag="hello", frozen=True):
    """The page is there; ``after`` is the newest message it has, empty when it has none."""

    after: MessageId = ""
    language: Short = ""


class Point(msgspec.Struct, frozen=True):
    """Where the resident is, in WGS-84 degrees and metres."""

    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    accuracy: float | None = None


class Said(msgspec.Struct, tag_field="kind", tag="said", frozen=True):
    """One thing the resident did. ``file`` is the token the upload gave back.

    A page stays open over an upgrade and says what its version said: ``picture``, before there were files.
    """

    id: ClientId
    text: Text = ""
    tap: Short | None = None
    source: Short | None = None
    start: Short | None = None
    location: Point | None = None
    phone: Short | None = None
    file: str | None = None
    picture: str | None = None


class Key(msgspec.Struct, frozen=True, omit_defaults=True):
    """A button."""

    label: str
    data: str = ""
    url: str = ""


class Attachment(msgspec.Struct, frozen=True):
    """A file to show or to offer: where it lies, and its name."""

    url: str
    name: str = ""


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message in the log. ``mine`` ones are the resident's own; ``ref`` is what an edit replaces.

    ``at`` is milliseconds since 1970 UTC.
    """

    id: str
    at: int
    ref: str = ""
    mine: bool = False
    text: str = ""
    keyboard: list[list[Key]] = []
    picture: Attachment | None = None
    sound: Attachment | None = None
    document: Attachment | None = None
    ask_location: str = ""
    ask_phone: str = ""
    tap: str | None = None
    location: Point | None = None


class Welcome(msgspec.Struct, tag_field="kind", tag="welcome", frozen=True):
    """What the page missed, and the language chosen in this chat (empty: none yet)."""

    language: str
    past: list[Shown]


class Ack(msgspec.Struct, tag_field="kind", tag="ack", frozen=True):
    """This is durable; the page may forget that it said it."""

    id: str


class Nack(msgspec.Struct, tag_field="kind", tag="nack", frozen=True):
    """This could not be taken: say it again after so many seconds, or never when ``retry`` is None."""

    id: str
    retry: float | None


class Pushed(msgspec.Struct, tag_field="kind", tag="pushed", frozen=True):
    """A message, just now."""

    message: Shown


class Speaks(msgspec.Struct, tag_field="kind", tag="speaks", frozen=True):
    """The resident chose this language."""

    language: str


FromPage = Hello | Said
ToPage = Welcome | Ack | Nack | Pushed | Speaks

decode = msgspec.json.Decoder(FromPage).decode


def encode(frame: ToPage) -> str:
    """One frame as text."""
    return msgspec.json.encode(frame).decode()
