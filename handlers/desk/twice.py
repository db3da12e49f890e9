"""A command from a page out of date: a double click is done once, and another's offer is not touched."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from handlers.desk.commands import MOST_WORDS, Form
from handlers.work import Work
from model.need import Need, NeedState, WrongState
from model.person import Staff

_LINES = {
    "accept": "accepted",
    "decline": "declined",
    "give_back": "given_back",
    "take": "taken",
    "start": "started",
    "resolve": "resolved",
    "sort": "sorted",
    "assign": "assigned",
    "withdraw": "withdrawn",
    "confirm": "confirmed",
    "reopen": "reopened",
    "ask": "asked",
    "note": "note",
}
"""What a command writes into a need's story."""
_WORDS = frozenset({"ask", "note"})
"""These may be done again at any time, with other words."""
_OF_AN_OFFER = frozenset({"accept", "decline", "give_back", "start", "resolve"})
_CLICK = timedelta(seconds=30)


def as_of(work: Work, need: Need) -> str:
    """What a page notes of how a need stands: its state, and the offer that is out or accepted."""
    current = work.unit.referrals.current(need.id)
    return f"{need.state.value}:{current.id if current else ''}"


def is_done(work: Work, staff: Staff, need: Need, name: str, form: Form) -> bool:
    """Whether this person did just that a moment ago, and sends it again from the same page."""
    if name not in _WORDS and form.get("as_of", "") in {"", as_of(work, need)}:
        return False
    said = form.get("text", "").strip()[:MOST_WORDS]
    for entry in work.unit.needs.story(need.id):
        mine = entry.kind == _LINES.get(name) and entry.actor == f"staff:{staff.id}"
        same = name not in _WORDS or msgspec.json.decode(entry.data).get("text") == said
        if mine and same and work.now - entry.at <= _CLICK:
            return True
    return False


def check(work: Work, need: Need, name: str, form: Form) -> None:
    """WrongState when the page still shows the offer to another organization."""
    shown, now = form.get("as_of", "").partition(":")[2], as_of(work, need).partition(":")[2]
    if name in _OF_AN_OFFER and shown and shown != now:
        raise WrongState(need.state, NeedState.ROUTED)
