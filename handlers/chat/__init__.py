"""The conversation: rooms that hear what is typed, and taps that do what a button says.

``converse`` is the one way in. Danger to life is looked for before anything else (but not in sentences that
can only be meant for Linli itself); then commands and taps; then the room the chat is in; and whatever is
left is a need in the resident's own words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers.chat import (
    activities,
    alarms,
    areas,
    asides,
    beginning,
    calling_off,
    card,
    danger,
    ending,
    filing,
    fixing,
    following,
    giving_back,
    helping,
    human,
    interview,
    invited,
    menu,
    need,
    notes,
    pausing,
    places,
    privacy,
    questions,
    requests,
    said_before,
    same_need,
    settings,
    smalltalk,
    staff,
    topics,
    typed,
    welcome,
)
from handlers.turn import Turn

Tap = Callable[[Turn, str], None]
Hear = Callable[[Turn], bool]

# A button's data is "name:argument".
TAPS: dict[str, Tap] = {
    **welcome.TAPS,
    **places.TAPS,
    **menu.TAPS,
    **need.TAPS,
    **card.TAPS,
    **fixing.TAPS,
    **filing.TAPS,
    **danger.TAPS,
    **alarms.TAPS,
    **calling_off.TAPS,
    **human.TAPS,
    **requests.TAPS,
    **notes.TAPS,
    **ending.TAPS,
    **said_before.TAPS,
    **same_need.TAPS,
    **following.TAPS,
    **invited.TAPS,
    **beginning.TAPS,
    **interview.TAPS,
    **pausing.TAPS,
    **questions.TAPS,
    **activities.TAPS,
    **areas.TAPS,
    **topics.TAPS,
    **settings.TAPS,
    **privacy.TAPS,
    **staff.TAPS,
    **giving_back.TAPS,
    **helping.TAPS,
}

# Who hears what is typed while the session is "at" them. One that gives back False has no use for it.
ROOMS: dict[str, Hear] = {
    **places.ROOMS,
    **fixing.ROOMS,
    **typed.ROOMS,
    **danger.ROOMS,
    **alarms.ROOMS,
    **human.ROOMS,
    **notes.ROOMS,
    **ending.ROOMS,
    **said_before.ROOMS,
    **same_need.ROOMS,
    **following.ROOMS,
    **interview.ROOMS,
    **topics.ROOMS,
    **settings.ROOMS,
    **staff.ROOMS,
    **helping.ROOMS,
}

# Screens by name: rooms do not import each other, they say where to go next.
SCREENS: dict[str, Callable[..., None]] = {
    **welcome.SCREENS,
    **places.SCREENS,
    **menu.SCREENS,
    **need.SCREENS,
    **card.SCREENS,
    **filing.SCREENS,
    **human.SCREENS,
    **danger.SCREENS,
    **calling_off.SCREENS,
    **smalltalk.SCREENS,
    **requests.SCREENS,
    **ending.SCREENS,
    **said_before.SCREENS,
    **same_need.SCREENS,
    **notes.SCREENS,
    **following.SCREENS,
    **invited.SCREENS,
    **beginning.SCREENS,
    **pausing.SCREENS,
    **activities.SCREENS,
    **topics.SCREENS,
    **settings.SCREENS,
    **privacy.SCREENS,
}

_BEFORE_CONSENT = frozenset(
    {
        *welcome.TAPS,
        *danger.TAPS,
        *alarms.TAPS,
        *calling_off.TAPS,
        *human.TAPS,
        *staff.TAPS,
        *giving_back.TAPS,
        *helping.STAFF_TAPS,
    }
)


_A_DAY = timedelta(days=1)
_LISTENS = {
    **dict.fromkeys((interview.ROOM, places.ROOM, danger.CONCERN, alarms.ROOM), timedelta.max),
    **dict.fromkeys((notes.NOTE, notes.MORE, notes.FOLLOWED_MORE, following.NOTE), timedelta(hours=6)),
    ending.WORD: timedelta(hours=1),
}
"""How long a room waits for words; the others a day. What is said after that is a need like any other."""


def converse(turn: Turn) -> None:
    """Answer one update."""
    _answer(turn)
    while turn.next:
        screen, params = turn.next.pop(0)
        SCREENS[screen](turn, **params)


def _answer(turn: Turn) -> None:
    update = turn.incoming
    if asides.meant(turn) is None and danger.recognised(turn):
        return
    if update.start is not None and update.start.startswith(staff.PAYLOAD):
        staff.link(turn, update.start.removeprefix(staff.PAYLOAD))
    elif update.start is not None or update.text.startswith("/start"):
        welcome.start(turn, update.start or "")
    elif update.tap is not None:
        _tap(turn, update.tap)
    elif staff.code(turn):
        return
    elif turn.consented:
        if not menu.command(turn) and not asides.heard(turn):
            _hear(turn)
    elif turn.chat.staff_id is not None:
        staff.only_staff(turn)
    elif not danger.answered(turn) and not alarms.more_words(turn, alarms.latest(turn)):
        welcome.first(turn)


def _tap(turn: Turn, data: str) -> None:
    name, _, argument = data.partition(":")
    tap = TAPS.get(name)
    if not turn.consented and name not in _BEFORE_CONSENT:
        welcome.first(turn)
    elif tap is None:
        menu.expired(turn)
    else:
        tap(turn, argument)


def _hear_again(turn: Turn, text: str) -> None:
    """Words that were held back, taken as if they were said now."""
    turn.incoming = replace(turn.incoming, tap=None, source=None, text=text)
    _hear(turn)


def _hear(turn: Turn) -> None:
    was_heard_by = turn.session.at
    if turn.now - turn.chat.seen_at > _LISTENS.get(was_heard_by, _A_DAY):
        turn.go()
    room = ROOMS.get(turn.session.at)
    if (room is not None and room(turn)) or (was_heard_by and asides.heard(turn)):
        return
    latest = alarms.latest(turn)
    if any(hear(turn, latest) for hear in (alarms.more_words, notes.typed_answer, said_before.heard)):
        return
    if not smalltalk.attachment(turn):
        need.hear(turn)


SCREENS["hear_again"] = _hear_again
