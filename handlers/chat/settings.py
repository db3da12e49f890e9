"""Settings: language, community, quiet hours, stop all messages; and the way to one's own data."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from handlers.turn import Turn
from handlers.wording import column
from model.message import Button

QUIET = "settings.quiet"
_CHOICES = ("22:00-08:00", "21:00-07:00", "20:00-09:00")
_SPAN = re.compile(
    r"(\d{1,2})(?:[:：](\d{2}))?\s*[点時时]?\s*(?:-|–|—|~|到|至|to)\s*(\d{1,2})(?:[:：](\d{2}))?"
)


def show(turn: Turn) -> None:
    """Everything one can set, with how it is set now."""
    say, person = turn.words.say, turn.resident
    quiet = f"{person.quiet_from:%H:%M}-{person.quiet_to:%H:%M}"
    stop = ("settings.start_again", "go:") if person.stopped else ("settings.stop", "stop:")
    turn.say(
        "settings.title",
        column(
            Button(say("settings.language"), "lang:zh_CN" if turn.language == "en" else "lang:en"),
            Button(say("settings.community"), "place:"),
            Button(say("settings.quiet", span=quiet), "quiet:"),
            Button(say(stop[0]), stop[1]),
            Button(say("settings.my_data"), "data:"),
            Button(say("button.menu"), "menu:"),
        ),
        community=turn.services.atlas.name(person.community, turn.language),
        quiet=quiet,
    )


def ask_quiet(turn: Turn, _: str) -> None:
    """Ask when we should not write."""
    turn.go(QUIET)
    say = turn.words.say
    buttons = [Button(choice, f"hush:{choice}") for choice in _CHOICES]
    turn.say(
        "settings.quiet_ask",
        column(
            *buttons,
            Button(say("settings.no_quiet"), "hush:none"),
            Button(say("button.back"), "menu:settings"),
        ),
        edit=True,
    )


def set_quiet(turn: Turn, span: str) -> None:
    """A span was tapped."""
    _settle(turn, span, edit=True)


def hear_quiet(turn: Turn) -> bool:
    """A span was typed, such as 22:00-7:00."""
    found = _SPAN.search(turn.incoming.text)
    if found is None:
        return False
    start, start_minute, end, end_minute = found.groups()
    if int(start) > 23 or int(end) > 23 or int(start_minute or 0) > 59 or int(end_minute or 0) > 59:
        turn.say("settings.quiet_unclear")
        return True
    _settle(turn, f"{int(start):02}:{start_minute or '00'}-{int(end):02}:{end_minute or '00'}")
    return True


def _settle(turn: Turn, span: str, *, edit: bool = False) -> None:
    turn.go()
    if span == "none":
        turn.change_person(quiet_from=time(0), quiet_to=time(0))
        turn.say("settings.quiet_off", edit=edit)
        return
    start, _, end = span.partition("-")
    turn.change_person(quiet_from=time.fromisoformat(start), quiet_to=time.fromisoformat(end))
    turn.say(
        "settings.quiet_set",
        column(Button(turn.words.say("button.menu"), "menu:")),
        edit=edit,
        start=start,
        end=end,
    )


def stop(turn: Turn, _: str = "") -> None:
    """No unasked messages any more."""
    turn.change_person(stopped=True)
    turn.say("settings.stopped", column(Button(turn.words.say("settings.start_again"), "go:")), edit=True)


def start_again(turn: Turn, _: str) -> None:
    """Messages again."""
    turn.change_person(stopped=False)
    turn.then("menu", what="settings.started", edit=True)


TAPS = {"quiet": ask_quiet, "hush": set_quiet, "stop": stop, "go": start_again}
ROOMS = {QUIET: hear_quiet}
SCREENS: dict[str, Callable[..., None]] = {"settings": show, "stop_messages": stop}
