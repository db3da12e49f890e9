"""Where a chat's conversation stands. Small, and written as JSON with the chat after every turn."""

from __future__ import annotations

import msgspec


class Piece(msgspec.Struct, omit_defaults=True, frozen=True):
    """A photo, voice message or file said in a draft."""

    channel: str
    kind: str
    ref: str
    mime: str = ""


class Draft(msgspec.Struct, omit_defaults=True):
    """A need as it was understood so far, not yet filed.

    ``stamp`` marks the buttons that belong to it, so that an old card cannot change a new draft.
    ``more`` are further needs that were in the same words or said meanwhile. ``apart``: the resident says it
    is not what a neighbour has reported, ``another``: nor what they have told before. ``shown`` is when its
    card, or a question about it, was shown last.
    """

    stamp: str
    text: str = ""
    category: str = ""
    guesses: list[str] = []
    urgency: str = "routine"
    whom: str = "self"
    age_group: str = ""
    lives_alone: bool | None = None
    disability: bool | None = None
    place: str = ""
    time_wish: str = ""
    pieces: list[Piece] = []
    more: list[str] = []
    response: int = 0
    answers: str = ""
    at: float = 0.0
    apart: bool = False
    another: bool = False
    shown: float = 0.0


class Session(msgspec.Struct, omit_defaults=True):
    """``at`` names the room that hears what is typed next ("" means: whatever is typed is a need).

    ``arg`` is what that room is about. ``held`` are words that wait until something else is answered
    (consent, the place, whether it is danger). ``came_to`` is the community of the poster, ``link`` a
    survey's link that is to be followed, ``response`` the survey being answered here. ``filed`` remembers
    which cards were filed under which number, so that a second tap gets the same answer.
    """

    at: str = ""
    arg: str = ""
    held: str = ""
    came_to: str = ""
    link: str = ""
    draft: Draft | None = None
    response: int = 0
    filed: dict[str, str] = {}


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Session)


def dump(session: Session) -> bytes:
    """The session as JSON bytes."""
    return _encoder.encode(session)


def load(data: bytes) -> Session:
    """A session from its bytes; an unreadable one (an older version) starts anew."""
    try:
        return _decoder.decode(data) if data else Session()
    except msgspec.DecodeError:
        return Session()
