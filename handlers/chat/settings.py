"""Settings: language, community, quiet hours, stop all messages; and the way to one's own data."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time

from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from surveys.answers.time import parse
from surveys.answers.words import bare

QUIET = "settings.quiet"
_CHOICES = ("22:00-08:00", "21:00-07:00", "20:00-09:00")
_TO = re.compile(r"\s*(?:-|–|—|~|～|到|至|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_FROM = re.compile(r"^\s*(?:从|from\b)\s*", re.IGNORECASE)
_A_TIME = re.compile(r"[\d点點]|[ap]m\b", re.IGNORECASE)


def show(turn: Turn) -> None:
    """Everything one can set, with how it is set now."""
    say, person = turn.words.say, turn.resident
    span = f"{person.quiet_from:%H:%M}-{person.quiet_to:%H:%M}"
    quiet = span if person.quiet_from != person.quiet_to else say("settings.quiet_none")
    stop = ("settings.start_again", "go:") if person.stopped else ("settings.stop", "stop:")
    community = turn.services.atlas.name(person.community, turn.language)
    turn.say(
        "settings.title" if community else "settings.title_nowhere",
        column(
            Button(say("settings.language"), "lang:zh_CN" if turn.language == "en" else "lang:en"),
            Button(say("settings.community"), "place:"),
            Button(say("settings.quiet", span=quiet), "quiet:"),
            Button(say(stop[0]), stop[1]),
            Button(say("settings.my_data"), "data:"),
            Button(say("button.menu"), "menu:"),
        ),
        community=community,
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
    if span in {*_CHOICES, "none"}:
        _settle(turn, span, edit=True)
    else:
        turn.then("expired")


def hear_quiet(turn: Turn) -> bool:
    """A span was typed, such as 22:00-7:00 or 晚上十点到早上七点."""
    text = turn.incoming.text
    span = _span(text, turn.now)
    if span is not None:
        _settle(turn, span)
    elif _A_TIME.search(text):
        back = Button(turn.words.say("button.back"), "menu:settings")
        turn.say("settings.quiet_unclear", column(back))
    else:
        return False
    return True


def _span(text: str, now: datetime) -> str | None:
    """From when to when, as "22:00-07:00"; None when the words do not say it."""
    start, *rest = _TO.split(_FROM.sub("", text))
    times = [_time(one, now) for one in (start, *rest)]
    if len(times) != 2 or times[0] is None or times[1] is None:
        return None
    return f"{times[0]:%H:%M}-{times[1]:%H:%M}" if times[0] != times[1] else None


def _time(word: str, now: datetime) -> time | None:
    """A time of day in words; a number alone is an hour."""
    word = bare(word)
    if word.isdecimal():
        return time(int(word) % 24) if int(word) <= 24 else None
    return parse(word, now)


def _settle(turn: Turn, span: str, *, edit: bool = False) -> None:
    turn.go()
    if span == "none":
        turn.change_person(quiet_from=time(0), quiet_to=time(0))
        turn.say("settings.quiet_off", column(Button(turn.words.say("button.menu"), "menu:")), edit=edit)
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


def start_again(turn: Turn, _: str = "") -> None:
    """Messages again."""
    turn.change_person(stopped=False)
    turn.then("menu", what="settings.started", edit=True)


TAPS = {"quiet": ask_quiet, "hush": set_quiet, "stop": stop, "go": start_again}
ROOMS = {QUIET: hear_quiet}
SCREENS: dict[str, Callable[..., None]] = {
    "settings": show,
    "stop_messages": stop,
    "start_messages": start_again,
}
