"""The same need as a neighbour's: follow that one together, or file one's own.

Nothing of the one who asked first is shown: not a word, not a name, only what it is and who has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from handlers import following
from handlers.chat import pieces, promising
from handlers.chat.card import own
from handlers.chat.understanding import read
from handlers.news import organization_of
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import category, column
from matching.text import Kind
from model.following import Follower
from model.message import Button
from model.need import Need, NeedState, WrongState
from model.phrase import Phrase, phrase

ROOM = "same.need"
APART = re.compile(r"(?:另外?一?件|别的事|不一样|不是一回事|不是同一|\banother\b|\bdifferent\b|not the same)")
"""What is said of a need that only looks the same."""


def offer(turn: Turn, draft: Draft, need: Need) -> None:
    """A neighbour has reported the same: ask whether to follow that one together."""
    say, mark = turn.words.say, draft.stamp
    turn.go(ROOM, f"{mark}:{need.number}")
    turn.say(
        "follow.offer",
        column(
            Button(say("follow.join"), f"join:{mark}:{need.number}"),
            Button(say("follow.apart"), f"apart:{mark}"),
            Button(say("button.back"), f"card:{mark}"),
        ),
        edit=True,
        thing=category(need.category, turn.words).rpartition(" · ")[2],
        place=draft.place or turn.services.atlas.name(need.community, turn.language),
        since=days_ago(turn, need.created_at),
        standing=standing(turn, need),
    )


def hear(turn: Turn) -> bool:
    """Yes or no typed to that; anything else is heard as ever."""
    argument, text = turn.session.arg, turn.incoming.text
    turn.go()
    kind = read(turn, text).kind if text else None
    if kind is Kind.YES:
        join(turn, argument)
    elif APART.search(text):
        apart(turn, argument.partition(":")[0])
    elif kind is Kind.NO:
        turn.then("draft")
    else:
        return False
    return True


def days_ago(turn: Turn, at: datetime) -> Phrase:
    """Today, yesterday, three days ago."""
    zone = turn.services.zone
    days = (turn.now.astimezone(zone).date() - at.astimezone(zone).date()).days
    return phrase("follow.days", count=days) if days > 1 else phrase(f"follow.days.{max(days, 0)}")


def standing(turn: Turn, need: Need) -> Phrase:
    """Who has it, in a sentence."""
    current = turn.unit.referrals.current(need.id)
    organization = organization_of(turn, current.organization_id if current else None)
    if organization is not None:
        key = "follow.asked" if need.state is NeedState.ROUTED else "follow.in_hand"
        return phrase(key, organization=organization.name(turn.language))
    if need.state is NeedState.UNMET:
        return phrase("follow.unmet")
    return phrase("follow.worker")


def apart(turn: Turn, mark: str) -> None:
    """It is something else: filed by itself."""
    draft = own(turn, mark)
    if draft is not None:
        draft.apart = True
        turn.then("file", mark=mark)


def join(turn: Turn, argument: str) -> None:
    """Join; the words and photos of the draft go with it. A second tap gets the same answer."""
    mark, _, number = argument.partition(":")
    need = turn.unit.needs.by_number(number)
    if turn.session.filed.get(mark) == number and need is not None:
        say_joined(turn, need)
        return
    draft = own(turn, mark)
    if draft is None or need is None:
        return
    try:
        follower = Follower(need.id, turn.resident.id, turn.now, draft.text, draft.place)
        following.join(turn, need, follower)
    except WrongState:
        apart(turn, mark)
        return
    _settle(turn, draft, need)
    say_joined(turn, need)
    turn.then("next_need", done=draft)


def _settle(turn: Turn, draft: Draft, need: Need) -> None:
    """The draft is done: what came with it lies with the need."""
    pieces.lay(turn, need, draft.pieces)
    turn.session.draft = None
    turn.session.filed = {**dict(list(turn.session.filed.items())[-4:]), draft.stamp: need.number}
    turn.go()


def say_joined(turn: Turn, need: Need) -> None:
    """They follow it now."""
    say = turn.words.say
    buttons = column(Button(say("filed.follow"), f"need:{need.number}"), Button(say("button.menu"), "menu:"))
    promising.say(turn, "follow.joined", buttons, edit=True, number=need.number)


TAPS = {"join": join, "apart": apart}
ROOMS = {ROOM: hear}
SCREENS: dict[str, Callable[..., None]] = {"same_need": offer, "joined": say_joined}
