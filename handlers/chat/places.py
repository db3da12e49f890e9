"""Which community: by buttons that cascade, by a name typed as well as one can, or by a shared location."""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.chat.understanding import is_need, read
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Kind
from matching.text.where import find_place
from model.message import Button, Keyboard
from model.place import Place

ROOM = "community"
_A_NAME = 6
"""Characters of the longest words that are taken for a name mistyped, unless they are clearly a need."""
_CLEARLY = 0.9
_NAMED = re.compile(r"[路街里苑园城村区舍号院楼栋座段湾府庭巷弄坊厦]\W*\Z")
"""How places end that we do not know."""
_MISTYPED = re.compile(r"(?<=[A-Za-zＡ-Ｚ\d])坐")
"""A坐 for A座: they sound the same."""


def ask(turn: Turn, *, edit: bool = False) -> None:
    """Ask once; where there are several streets, the street first."""
    if len(turn.services.atlas.communities) == 1 and turn.resident.community is None:
        settle(turn, turn.services.atlas.communities[0])
        return
    turn.go(ROOM)
    streets = turn.services.atlas.streets()
    choices = streets if len(streets) > 1 else turn.services.atlas.communities
    turn.say(
        "place.ask",
        _buttons(turn, choices),
        edit=edit,
        ask_location=turn.words.say("place.share_location"),
    )


def choose(turn: Turn, code: str) -> None:
    """A street or a community was tapped."""
    atlas = turn.services.atlas
    community = atlas.community(code)
    if community:
        settle(turn, community, edit=True)
    elif code in atlas.places:
        turn.say("place.ask_community", _buttons(turn, atlas.of_street(code), back=True), edit=True)
    else:
        ask(turn, edit=True)


def settle(turn: Turn, community: Place, *, edit: bool = False) -> None:
    """It is this one."""
    moved = turn.resident.community is not None
    turn.change_person(community=community.code, grid=None)
    name = community.name(turn.language)
    if moved:
        turn.go()
        turn.say(
            "place.moved", column(Button(turn.words.say("button.menu"), "menu:")), edit=edit, community=name
        )
        turn.then("draft")
        return
    if edit:
        turn.say("place.chosen", edit=True, community=name)
    turn.then("arrived")


def hear(turn: Turn) -> bool:
    """A name was typed, or a location shared."""
    atlas = turn.services.atlas
    if turn.incoming.text and read(turn, turn.incoming.text).kind is Kind.WANTS_HUMAN:
        turn.then("human")
        return True
    if turn.incoming.location:
        near = atlas.nearest(turn.incoming.location)
        found = [near] if near else []
        missing = "place.too_far"
    else:
        found = atlas.match(turn.incoming.text) if turn.incoming.text else []
        missing = "place.not_found"
    if found:
        _keep_address(turn)
    if not found:
        kept = not turn.incoming.location and _keep(turn)
        human = Button(turn.words.say("menu.human"), "human:")
        turn.say("place.kept" if kept else missing, _buttons(turn, atlas.communities) + column(human))
    elif len(found) == 1:
        settle(turn, found[0], edit=False)
    else:
        turn.say("place.which", _buttons(turn, found, back=True))
    return True


def _keep_address(turn: Turn) -> None:
    """A need that names its place is kept whole.

    A place typed with a building or a flat (桂香苑B座) is also where the need is that was told before.
    """
    held = turn.session.held
    if is_need(turn, turn.incoming.text) and not _NAMED.search(turn.incoming.text):
        turn.session.held = f"{held}\n{turn.incoming.text}" if held else turn.incoming.text
        return
    typed = _MISTYPED.sub("座", turn.incoming.text)
    where = find_place(typed, typed.lower(), turn.services.atlas.gazetteer)
    if held and where is not None and (where.building or where.unit or where.floor or where.room):
        turn.session.held = f"{held}\n{typed}"


def _keep(turn: Turn) -> bool:
    """What was typed may be a need rather than a name: it comes back later. True when it clearly is one."""
    text, held = turn.incoming.text, turn.session.held
    guesses = read(turn, text).categories if text and not _NAMED.search(text) else ()
    clear = bool(guesses) and guesses[0].probability >= _CLEARLY
    if clear or len(text) > _A_NAME:
        turn.session.held = f"{held}\n{text}" if held else text
    return clear


def _buttons(turn: Turn, choices: list[Place], *, back: bool = False) -> Keyboard:
    buttons = [Button(place.name(turn.language), f"place:{place.code}") for place in choices]
    if back:
        buttons.append(Button(turn.words.say("place.others"), "place:"))
    return column(*buttons)


TAPS = {"place": choose}
ROOMS = {ROOM: hear}
SCREENS: dict[str, Callable[..., None]] = {"ask_community": ask, "settle_community": settle}
