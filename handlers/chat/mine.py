"""Whose need a button is about, and all that are one's own."""

from __future__ import annotations

from handlers.calling_off import is_called_off
from handlers.turn import Turn
from model.need import Need


def all_mine(turn: Turn, limit: int) -> list[Need]:
    """The resident's own needs, newest first, without alarms of which nothing may be seen any more."""
    needs = turn.unit.needs.of_person(turn.resident.id, limit=limit)
    return [one for one in needs if not is_called_off(turn, one)]


def mine(turn: Turn, number: str) -> Need | None:
    """The resident's own need with this number; anything else is told kindly."""
    need = turn.unit.needs.by_number(number)
    if need is None or need.person_id != turn.resident.id or is_called_off(turn, need):
        turn.then("expired")
        return None
    return need
